"""The API of this room: the shelf, notes, full texts, references."""

from fastapi import APIRouter

from app.reading.routes import collection, notes, references, shelf, texts

router = APIRouter(prefix="/api", tags=["reading"])
for _part in (shelf, collection, notes, texts, references):
    router.include_router(_part.router)
