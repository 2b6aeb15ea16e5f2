"""The API of this room."""

from fastapi import APIRouter

from app.reviewing.routes import asking, being_asked, reviewing

router = APIRouter(prefix="/api", tags=["reviewing"])
for one in (asking, being_asked, reviewing):
    router.include_router(one.router)
