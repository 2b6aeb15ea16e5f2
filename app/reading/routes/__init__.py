"""The API of this room: the shelf, notes, full texts, references."""

from fastapi import APIRouter

from app.reading.routes import notes, references, shelf, texts

router = APIRouter(prefix="/api", tags=["reading"])
for _part in (shelf, notes, texts, references):
    router.include_router(_part.router)
