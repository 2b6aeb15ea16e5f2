"""One release as its page shows it: found by address, admitted, and loaded whole in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session, col, select

from app.errors import NotFound
from app.people.access import Actor
from app.people.models import Person
from app.publishing.access import may_read
from app.publishing.badges import Words
from app.publishing.models import AudienceChange, Publication, Release
from app.publishing.objections import Objection
from app.publishing.pieces import Piece, standing
from app.publishing.releases import withdrawal_of
from app.publishing.rules import Audience, shown_to, slugify
from app.publishing.standing import objections_to
from app.writing.models import Evidence, Revision
from app.writing.revisions import evidence_of

NUMBER_MAXIMUM = 1_000_000


@dataclass(frozen=True)
class Article:
    """A release, its evidence, and the releases around it that the same reader may open, oldest first."""

    piece: Piece
    evidence: list[Evidence]
    releases: list[Release]
    audience: Audience
    authors: list[Words]
    """The names it is signed with; those signed with their own name lead to their page."""
    objections: Sequence[Objection] = ()
    """What authors of the paper called wrong and that stands there unchanged."""
    known: dict[str, str] = field(default_factory=dict)
    """Where something one should know is explained here: its words → an address."""

    @property
    def query(self) -> str:
        """What its links must carry while only those with the link may read it."""
        return f"?k={self.piece.publication.link_key}" if self.audience is Audience.LINK else ""

    @property
    def newest(self) -> Release:
        """The newest release this reader may open."""
        return self.releases[-1]

    @property
    def outdated(self) -> bool:
        """Whether a newer release can be read."""
        return self.piece.release.number < self.newest.number


def find(session: Session, actor: Actor, slug: str, number: int | None = None, key: str = "") -> Article:
    """The release at an address, as far as this actor may open it: the newest, or the one with this number.

    A withdrawn one comes with its withdrawal and without evidence. Raises NotFound, for what may not be seen too.
    """
    publication = (
        session.exec(select(Publication).where(Publication.slug == slug)).first() if "\0" not in slug else None
    )
    if publication is None or (number or 0) > NUMBER_MAXIMUM:
        raise NotFound
    audiences = _audiences(session, publication)
    open_to = [one for one, audience in audiences if may_read(actor, publication, audience, key)]
    wanted = audiences[-1][0].number if number is None else number
    release = next((one for one in open_to if one.number == wanted), None)
    if release is None:
        raise NotFound
    revision = session.get_one(Revision, release.revision_id)
    withdrawal = withdrawal_of(session, publication)
    row = (publication, release, revision, withdrawal, release.released_at, audiences[0][0].released_at)
    piece = standing(session, [row])[0]
    evidence = [] if withdrawal else evidence_of(session, revision)
    audience = next(audience for one, audience in audiences if one is release)
    return Article(
        piece,
        evidence,
        open_to,
        audience,
        _authors(session, release),
        [] if withdrawal else objections_to(session, revision),
        _known(session, revision.should_know, publication),
    )


def image_type(session: Session, actor: Actor, slug: str, digest: str, key: str) -> str:
    """The media type of a picture that some release this actor may open shows. Raises NotFound."""
    article = find(session, actor, slug, key=key)
    if article.piece.withdrawal is None:
        revisions = [one.revision_id for one in article.releases]
        for images in session.exec(select(Revision.images).where(col(Revision.id).in_(revisions))):
            for image in images:
                if image["digest"] == digest:
                    return str(image["media_type"])
    raise NotFound


def _audiences(session: Session, publication: Publication) -> list[tuple[Release, Audience]]:
    """Every release, oldest first, with who can read it now."""
    releases = session.exec(
        select(Release).where(Release.publication_id == publication.id).order_by(col(Release.number))
    ).all()
    changes = session.exec(
        select(AudienceChange)
        .where(AudienceChange.publication_id == publication.id)
        .order_by(col(AudienceChange.changed_at))
    ).all()
    ends: list[datetime | None] = [*(one.released_at for one in releases[1:]), None]
    return [
        (one, shown_to(publication.audience, [one.audience, *_given(changes, one, end)]))
        for one, end in zip(releases, ends, strict=True)
    ]


def _given(changes: Sequence[AudienceChange], release: Release, end: datetime | None) -> list[Audience]:
    """The audiences a release was given while it was the newest."""
    return [
        change.audience
        for change in changes
        if change.changed_at >= release.released_at and (end is None or change.changed_at < end)
    ]


def _authors(session: Session, release: Release) -> list[Words]:
    own = [one["person_id"] for one in release.contributors if one["own"]]
    handles = dict(session.exec(select(Person.id, Person.handle).where(col(Person.id).in_(own))).all())
    return [
        Words(
            one["name"], f"/people/{handles[one['person_id']]}" if handles.get(one["person_id"]) and one["own"] else ""
        )
        for one in release.contributors
    ]


def _known(session: Session, should_know: Sequence[str], this: Publication) -> dict[str, str]:
    """Public pages here that bear the name of something one should know."""
    slugs = {words: slugify(words) for words in should_know}
    query = select(Publication.slug).where(col(Publication.slug).in_(slugs.values()), Publication.id != this.id)
    here = set(session.exec(query.where(Publication.audience == Audience.EVERYONE)))
    return {words: f"/{slug}" for words, slug in slugs.items() if slug in here}
