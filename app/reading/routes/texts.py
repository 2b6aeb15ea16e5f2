"""The API of what can be read of a paper version, and of asking for it."""

from fastapi import APIRouter

router = APIRouter()
