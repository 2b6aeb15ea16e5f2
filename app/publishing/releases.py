"""Releasing a saved version, changing who may read it, taking it back."""

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from app.database import IN_TURN, new_id, record
from app.errors import Conflict
from app.jobs import announce
from app.people.models import Person
from app.publishing.models import AudienceChange, Publication, Release, ReleasePaper, ReleasePerson, Withdrawal
from app.publishing.rules import Audience, Licence, check_slug, slugify, wider
from app.writing.models import Draft, Revision


def release(
    session: Session, revision: Revision, by: Person, slug: str, audience: Audience,
    licence: Licence = Licence.CC_BY, note: str = "",
) -> Release:  # fmt: skip
    """Make a saved version public to `audience`: the first time at `slug`, after that as an update of the same page.

    Releasing what is released already, under the same licence, makes no second release; it only sets the audience.
    Raises BadInput for an address that cannot be, Conflict for one that another page has.
    """
    session.exec(select(Draft.id).where(Draft.id == revision.draft_id).with_for_update(**IN_TURN)).one()
    publication = publication_of(session, revision.draft_id) or _publication(session, revision, slug, audience)
    newest = newest_release(session, publication)
    if (
        newest
        and (newest.revision_id, newest.licence) == (revision.id, licence)
        and withdrawal_of(session, publication) is None
    ):
        change_audience(session, publication, audience, by)
        return newest
    made = Release(
        publication_id=publication.id, revision_id=revision.id, number=newest.number + 1 if newest else 1,
        audience=audience, licence=licence, contributors=_contributors(session, revision),
        note=note.strip(), released_by=by.id,
    )  # fmt: skip
    _set_audience(publication, audience)
    session.add(made)
    session.flush()
    _index(session, made, revision)
    record(session, by.id, "release.make", made.id, publication=publication.id, audience=audience.value)
    announce(session, "publishing.released", made.id)
    return made


def publication_of(session: Session, draft_id: str) -> Publication | None:
    """The page of a draft, once there is one."""
    return session.exec(select(Publication).where(Publication.draft_id == draft_id)).first()


def page_of(session: Session, made: Release) -> Publication:
    """The page a release belongs to."""
    return session.get_one(Publication, made.publication_id)


def newest_release(session: Session, publication: Publication) -> Release | None:
    """The release a page shows."""
    query = select(Release).where(Release.publication_id == publication.id).order_by(col(Release.number).desc())
    return session.exec(query).first()


def withdrawal_of(session: Session, publication: Publication) -> Withdrawal | None:
    """The withdrawal that holds: one later than the newest release."""
    newest = newest_release(session, publication)
    query = (
        select(Withdrawal)
        .where(Withdrawal.publication_id == publication.id)
        .order_by(col(Withdrawal.withdrawn_at).desc())
    )
    last = session.exec(query).first()
    return last if last and newest and last.withdrawn_at > newest.released_at else None


def change_audience(session: Session, publication: Publication, audience: Audience, by: Person) -> None:
    """Widen or narrow who may read a page. The same audience again changes nothing. Raises Conflict once withdrawn."""
    if withdrawal_of(session, publication):
        raise Conflict("This page was withdrawn, so nobody reads it. Publish a saved version to bring it back.")
    if publication.audience is audience:
        return
    session.add(AudienceChange(publication_id=publication.id, audience=audience, changed_by=by.id))
    _set_audience(publication, audience)
    record(session, by.id, "publication.audience", publication.id, audience=audience.value)
    announce(session, "publishing.audience_changed", publication.id)
    session.flush()


def withdraw(session: Session, publication: Publication, by: Person, reason: str) -> Withdrawal:
    """Take a page back, leaving a tombstone with the reason. A second time gives the first one."""
    if held := withdrawal_of(session, publication):
        return held
    made = Withdrawal(publication_id=publication.id, reason=reason.strip(), withdrawn_by=by.id)
    session.add(made)
    publication.changed += 1
    record(session, by.id, "release.withdraw", publication.id)
    announce(session, "publishing.withdrawn", publication.id)
    session.flush()
    return made


def propose_slug(session: Session, title: str) -> str:
    """A free address made of a title."""
    base = slugify(title)
    taken = set(session.exec(select(Publication.slug).where(col(Publication.slug).startswith(base))))
    return next(slug for slug in (base, *(f"{base}-{n}" for n in range(2, len(taken) + 3))) if slug not in taken)


def _publication(session: Session, revision: Revision, slug: str, audience: Audience) -> Publication:
    made = Publication(draft_id=revision.draft_id, slug=check_slug(slug), audience=audience)
    try:
        with session.begin_nested():
            session.add(made)
    except IntegrityError as error:
        raise Conflict(
            f"Another page has the address “{made.slug}” already. Nothing was published; choose another."
        ) from error
    return made


def _set_audience(publication: Publication, audience: Audience) -> None:
    """A link stops working for good once the page is narrowed to people here."""
    if publication.audience is Audience.LINK and wider(Audience.LINK, audience):
        publication.link_key = new_id()
    publication.audience = audience
    publication.changed += 1


def _contributors(session: Session, revision: Revision) -> list[dict[str, object]]:
    ids = [byline["person_id"] for byline in revision.bylines if byline.get("person_id")]
    names = dict(session.exec(select(Person.id, Person.name).where(col(Person.id).in_(ids))).all())
    return [
        {
            "name": byline["name"],
            "person_id": byline.get("person_id"),
            "own": names.get(byline.get("person_id", "")) == byline["name"],
        }
        for byline in revision.bylines
    ]


def _index(session: Session, made: Release, revision: Revision) -> None:
    session.add_all(
        ReleasePaper(release_id=made.id, paper_key=key)
        for key in dict.fromkeys(paper["key"] for paper in revision.papers)
    )
    people = dict.fromkeys(one["person_id"] for one in made.contributors if one["own"])
    session.add_all(ReleasePerson(release_id=made.id, person_id=person) for person in people)
    session.flush()
