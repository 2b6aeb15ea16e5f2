"""The server-rendered pages of this room; none of them needs JavaScript."""

from fastapi import APIRouter

from app.people.pages import joining, orcid, post, settings, signing_in, workbench

router = APIRouter(include_in_schema=False)
for part in (signing_in, orcid, joining, settings, post, workbench):
    router.include_router(part.router)
