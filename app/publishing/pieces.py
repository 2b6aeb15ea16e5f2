"""Published pieces as lists show them: what this actor may see, newest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, case, func
from sqlalchemy.orm import defer
from sqlmodel import Session, and_, col, select

from app.errors import NotFound
from app.markup import render_text
from app.people.access import Actor
from app.people.models import Person
from app.publishing import comparing
from app.publishing.access import listed
from app.publishing.badges import Badge, Explained, explains
from app.publishing.models import AudienceChange, Publication, Release, ReleasePaper, ReleasePerson, Withdrawal
from app.publishing.rendering import plain_title
from app.publishing.rules import Audience
from app.publishing.standing import badges, newest_numbers
from app.writing.models import CoAuthor, Revision

FOLD_WITHIN = timedelta(days=7)


@dataclass(frozen=True)
class Piece:
    """A publication with one of its releases (the newest, in lists) and how it stands now."""

    publication: Publication
    release: Release
    revision: Revision
    """In lists without its source."""
    dated: datetime
    """When it became readable as it is: its release, or its widening to everyone after that."""
    first_at: datetime
    """When its first release was made."""
    withdrawal: Withdrawal | None
    badge: Badge
    papers: tuple[Explained, ...]

    @property
    def path(self) -> str:
        """Its address on this instance."""
        return f"/{self.publication.slug}"

    @property
    def title(self) -> str:
        """The title in one line of text, formulas spelled out."""
        return plain_title(self.revision.title)

    @property
    def title_html(self) -> str:
        """The title as safe inline HTML."""
        return render_text(self.revision.title)

    @property
    def authors(self) -> list[str]:
        """The names it is signed with, in order."""
        return [one["name"] for one in self.release.contributors]


def _of_releases(what: Any) -> Any:
    return select(what).where(Release.publication_id == Publication.id).correlate(Publication).scalar_subquery()


def _dated() -> Any:
    """A release's own moment, or the first one after it at which everyone could read it."""
    opened = (
        select(func.min(AudienceChange.changed_at))
        .where(AudienceChange.publication_id == Publication.id, AudienceChange.audience == Audience.EVERYONE)
        .where(col(AudienceChange.changed_at) >= Release.released_at)
        .correlate(Publication, Release)
        .scalar_subquery()
    )
    later = func.coalesce(opened, Release.released_at)
    return case((col(Release.audience) == Audience.EVERYONE, Release.released_at), else_=later)


def pieces(
    session: Session,
    where: ColumnElement[bool],
    *,
    withdrawn: bool = False,
    whole: bool = False,
    limit: int | None = None,
    offset: int = 0,
) -> list[Piece]:
    """The newest release of each publication that `where` lets through, newest first.

    Withdrawn ones and sources only if asked.
    """
    held = and_(Withdrawal.publication_id == Publication.id, col(Withdrawal.withdrawn_at) > Release.released_at)
    dated = func.coalesce(Withdrawal.withdrawn_at, _dated())
    query = (
        # SQLModel types no select of more than four things.
        select(  # type: ignore[call-overload]
            Publication, Release, Revision, Withdrawal, _dated(), _of_releases(func.min(Release.released_at))
        )
        .join(Release, col(Release.publication_id) == Publication.id)
        .join(Revision, col(Revision.id) == Release.revision_id)
        .join(Withdrawal, held, isouter=True)
        .where(col(Release.number) == _of_releases(func.max(Release.number)), where)
        .order_by(dated.desc(), col(Release.id))
    )
    if not whole:
        # To a type checker a column of SQLModel is its value.
        query = query.options(defer(Revision.source))  # type: ignore[arg-type]
    if not withdrawn:
        query = query.where(col(Withdrawal.id).is_(None))
    return standing(session, session.exec(query.limit(limit).offset(offset)).all())


def standing(session: Session, found: Sequence[Any]) -> list[Piece]:
    """Rows of (publication, release, revision, withdrawal, date, first date) with badge and papers as of now."""
    made = badges(session, {row[0].draft_id: row[2].number for row in found})
    newest = newest_numbers(session, [row[2] for row in found])
    touched = comparing.touched(session, [row[2].id for row in found])
    return [
        Piece(
            publication, release, revision, dated, first_at, withdrawal, made[publication.draft_id],
            tuple(
                explains(paper, newest.get(paper["key"], 1), touched.get((revision.id, paper["key"])))
                for paper in revision.papers
            ),
        )
        for publication, release, revision, withdrawal, dated, first_at in found
    ]  # fmt: skip


def front(session: Session, actor: Actor, limit: int, offset: int = 0) -> list[Piece]:
    """What stands on the front page for this actor."""
    return pieces(session, listed(actor), limit=limit, offset=offset)


def person(session: Session, handle: str) -> Person:
    """Somebody who joined, by handle. Raises NotFound."""
    wanted = select(Person).where(Person.handle == handle.lower(), col(Person.joined_at).is_not(None))
    found = session.exec(wanted).first() if "\0" not in handle else None
    if found is None:
        raise NotFound
    return found


def by_person(session: Session, actor: Actor, person: Person) -> list[Piece]:
    """What somebody signed with their own name, as far as this actor may see it."""
    signed = select(ReleasePerson.release_id).where(ReleasePerson.person_id == person.id)
    return pieces(session, and_(listed(actor), col(Release.id).in_(signed)))


def about(session: Session, actor: Actor, key: str) -> list[Piece]:
    """What explains the paper with this key, as far as this actor may see it. Raises NotFound."""
    if "\0" in key:
        raise NotFound
    explaining = select(ReleasePaper.release_id).where(ReleasePaper.paper_key == key)
    return pieces(session, and_(listed(actor), col(Release.id).in_(explaining)))


def mine(session: Session, person: Person) -> list[Piece]:
    """What this person wrote, under whatever name, withdrawn or not."""
    wrote = select(CoAuthor.draft_id).where(CoAuthor.person_id == person.id)
    return pieces(session, col(Publication.draft_id).in_(wrote), withdrawn=True)


def public(session: Session, limit: int) -> list[Piece]:
    """What the feeds carry: everyone's, with the tombstones of what was withdrawn."""
    return pieces(session, col(Publication.audience) == Audience.EVERYONE, withdrawn=True, whole=True, limit=limit)


def fold(found: Sequence[Piece]) -> list[list[Piece]]:
    """Pieces in rows: those on one same paper within a week stand in the row of the newest of them."""
    rows: list[list[Piece]] = []
    for piece in found:
        key = piece.papers[0].key if piece.papers else None
        row = next((row for row in rows if key and _joins(row[0], key, piece)), None)
        if row:
            row.append(piece)
        else:
            rows.append([piece])
    return rows


def _joins(lead: Piece, key: str, piece: Piece) -> bool:
    return any(paper.key == key for paper in lead.papers[:1]) and lead.dated - piece.dated <= FOLD_WITHIN
