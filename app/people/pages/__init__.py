"""The server-rendered pages of this room; none of them needs JavaScript."""

from fastapi import APIRouter

from app.people.pages import joining, post, settings, signing_in, workbench

router = APIRouter(include_in_schema=False)
for part in (signing_in, joining, settings, post, workbench):
    router.include_router(part.router)
