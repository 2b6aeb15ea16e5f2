"""The API of this room."""

from fastapi import APIRouter

router = APIRouter(prefix="/api", tags=["papers"])
