"""Author checks as a draft's writers see them, and what they could still ask."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlmodel import Session, col, select

from app.markup import Needs, render_text
from app.papers import author_addresses
from app.papers.models import Paper, PaperVersion
from app.papers.papers import authors_of, label
from app.people.models import Person
from app.reading.rules import Access
from app.reading.texts import access
from app.reviewing.author_checks.asking import Made
from app.reviewing.author_checks.rules import CheckState
from app.reviewing.author_checks.schemas import (
    AddressChoice,
    AuthorCheckOut,
    AuthorChoices,
    ClaimChoice,
    OpinionOut,
    PaperChoice,
)
from app.reviewing.author_checks.standing import claims_of, label_of, opinions_of, said_of, state_of
from app.reviewing.models import AuthorAddress, AuthorCheck
from app.writing import revisions, text
from app.writing.models import Draft, Revision

AUTHORS_SHOWN = 200


def shown(session: Session, check: AuthorCheck, made: Made | None = None) -> AuthorCheckOut:
    """A check; `made` when it was asked just now. What its author said is in it only while it is sent and stands."""
    state = state_of(session, check)
    answered = state is CheckState.ANSWERED
    said = opinions_of(session, check) if answered else {}
    claims = [
        OpinionOut(
            claim=one.claim, claim_html=render_text(one.claim),
            opinion=said[one.id].opinion if one.id in said else None, word=said[one.id].word if one.id in said else "",
        )
        for one in claims_of(session, check)
    ]  # fmt: skip
    return AuthorCheckOut(
        id=check.id, name=check.name, email=session.get_one(AuthorAddress, check.address_id).email,
        paper=label_of(session, check.version_id), state=state, asked_at=check.asked_at,
        revision_number=session.get_one(Revision, check.revision_id).number,
        sent_at=check.sent_at if answered else None, claims=claims,
        shown=said_of(session, check, by_mail=check.by_mail).sentence if answered and check.shown else "",
        sentence=made.sentence if made else "", url=made.url if made else None,
    )  # fmt: skip


def choices(session: Session, draft: Draft, person: Person, needed: Needs) -> AuthorChoices:
    """The claims of the text as it is, by the paper version they lead to, with its authors and their addresses."""
    by_paper: dict[tuple[str, int], list[dict[str, Any]]] = defaultdict(list)
    for one in revisions.claims(session, draft, needed):
        by_paper[one["paper_key"], one["number"]].append(one)
    return AuthorChoices(
        base_version=text.current(session, draft).version,
        papers=[_paper(session, person, key, number, found) for (key, number), found in by_paper.items()],
    )


def _paper(session: Session, person: Person, key: str, number: int, claims: list[dict[str, Any]]) -> PaperChoice:
    query = select(Paper, PaperVersion).join(PaperVersion, col(PaperVersion.paper_id) == Paper.id)
    paper, version = session.exec(query.where(Paper.key == key, PaperVersion.number == number)).one()
    authors = authors_of(session, [version.id])[version.id][:AUTHORS_SHOWN]
    return PaperChoice(
        key=key, number=number, title=version.title, label=label(paper, version), authors=authors,
        addresses=_addresses(session, person, version, authors), claims=[_claim(one) for one in claims],
    )  # fmt: skip


def _addresses(session: Session, person: Person, version: PaperVersion, authors: list[str]) -> list[AddressChoice]:
    """The addresses in a text that this person may read, those that look like an author's first."""
    if access(session, person, version) is not Access.OPEN:
        return []
    found = [
        AddressChoice(email=one, name=likely(one, authors)) for one in author_addresses.of_version(session, version)
    ]
    return sorted(found, key=lambda one: not one.name)[:AUTHORS_SHOWN]


def likely(address: str, authors: Iterable[str]) -> str:
    """The one author whose name an address bears, or ''."""
    local = address.partition("@")[0]
    bearing = [name for name in authors if any(word in local for word in _words(name))]
    return bearing[0] if len(bearing) == 1 else ""


def _words(name: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return [word for word in plain.replace("-", " ").replace("'", "").split() if len(word) > 2]


def _claim(one: dict[str, Any]) -> ClaimChoice:
    return ClaimChoice(
        position=one["position"], claim=one["claim"], claim_html=render_text(one["claim"]),
        quote_html=render_text(one["quote"]), section=one["section"],
    )  # fmt: skip
