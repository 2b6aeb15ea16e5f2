"""The server-rendered pages of this room; none of them needs JavaScript."""

from fastapi import APIRouter

from app.reviewing.pages import arriving, being_asked, saying_no

router = APIRouter(include_in_schema=False)
for part in (arriving, being_asked, saying_no):
    router.include_router(part.router)
