"""The API of this room: drafts, their text, saved versions, threads."""

from fastapi import APIRouter

from app.writing.routes import drafts, revisions, texts, threads

router = APIRouter(prefix="/api", tags=["writing"])
for _part in (drafts, texts, revisions, threads):
    router.include_router(_part.router)
