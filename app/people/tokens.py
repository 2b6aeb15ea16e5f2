"""Bearer tokens: how a person's programs act for them. The words of a token are shown once and kept only hashed."""

import secrets

from sqlmodel import Session, col, select

from app import news
from app.database import now, record
from app.errors import BadInput, NotFound
from app.people.links import digest
from app.people.models import Person, Token
from app.people.rules import TOKENS_MAXIMUM, clean_name

PREFIX = "stillroom_"
"""What every token begins with, so that one left in public code is recognised by those who scan for such."""


def make(session: Session, person: Person, name: str) -> tuple[Token, str]:
    """A new token, and what a program sends as `Authorization: Bearer …`. Raises BadInput for an empty name."""
    if len(of(session, person)) >= TOKENS_MAXIMUM:
        raise BadInput(
            f"You have {TOKENS_MAXIMUM} tokens. Take back one that is not used any more, then make a new one."
        )
    words = PREFIX + secrets.token_urlsafe(32)
    token = Token(person_id=person.id, name=clean_name(name), digest=digest(words))
    session.add(token)
    session.flush()
    record(session, person.id, "token.make", token.id)
    return token, words


def of(session: Session, person: Person) -> list[Token]:
    """The tokens of a person that work, newest first."""
    query = select(Token).where(Token.person_id == person.id, col(Token.revoked_at).is_(None))
    return list(session.exec(query.order_by(col(Token.created_at).desc())))


def revoke(session: Session, person: Person, token_id: str) -> None:
    """Take one's own token back; doing so twice changes nothing. Raises NotFound for another's."""
    token = session.exec(select(Token).where(Token.id == token_id, Token.person_id == person.id)).first()
    if token is None:
        raise NotFound
    if token.revoked_at is None:
        token.revoked_at = now()
        news.tell(session, "", news.PEOPLE)
        record(session, person.id, "token.revoke", token.id)
