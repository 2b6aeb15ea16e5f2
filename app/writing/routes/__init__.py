"""The API of this room: drafts, their co-authors, their text, what it leans on, saved versions, talk."""

from fastapi import APIRouter

from app.writing.routes import (
    carrying,
    coauthors,
    drafts,
    history,
    images,
    live,
    macros,
    revisions,
    sources,
    suggestions,
    texts,
    threads,
    works,
)

router = APIRouter(prefix="/api", tags=["writing"])
_parts = (
    drafts,
    coauthors,
    carrying,
    texts,
    live,
    images,
    macros,
    sources,
    works,
    revisions,
    history,
    threads,
    suggestions,
)
for _part in _parts:
    router.include_router(_part.router)
