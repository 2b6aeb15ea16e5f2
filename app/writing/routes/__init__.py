"""The API of this room: drafts, their co-authors, their text, what it leans on, saved versions, talk."""

from fastapi import APIRouter

from app.writing.routes import (
    carrying,
    coauthors,
    drafts,
    history,
    live,
    revisions,
    sources,
    suggestions,
    texts,
    threads,
)

router = APIRouter(prefix="/api", tags=["writing"])
for _part in (drafts, coauthors, carrying, texts, live, sources, revisions, history, threads, suggestions):
    router.include_router(_part.router)
