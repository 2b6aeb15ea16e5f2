"""The API of what a paper cites, what cites it, and how one's papers hang together."""

from fastapi import APIRouter

router = APIRouter()
