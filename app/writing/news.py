"""News of drafts for whoever has them open (app/news.py says how it is told and heard)."""

from typing import Literal

from sqlmodel import Session

from app import news
from app.news import CHANNEL, PEOPLE, Listener, listen, name_of

__all__ = ["CHANNEL", "PEOPLE", "Listener", "What", "listen", "name_of", "tell"]

What = Literal["text", "threads", "suggestions", "marks", "draft", "authors", "history", "works"]
"""What of a draft is new."""


def tell(session: Session, draft_id: str, what: What) -> None:
    """Say that something of a draft is new, once this transaction commits."""
    news.tell(session, draft_id, what)
