"""The server-rendered pages of this room."""

from fastapi import APIRouter

router = APIRouter(include_in_schema=False)
