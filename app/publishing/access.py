"""Who may read which page, and who may publish: the whole policy of this room."""

import secrets
from typing import Annotated

from fastapi import Depends
from sqlalchemy import ColumnElement
from sqlmodel import Session, col, or_, select

from app.errors import NotFound
from app.people.access import Actor, PersonDep
from app.people.models import Person
from app.publishing.models import Publication
from app.publishing.rules import Audience
from app.web import DatabaseDep, SessionDep, admits
from app.writing.models import CoAuthor, Draft, Revision
from app.writing.rules import Part


def listed(actor: Actor) -> ColumnElement[bool]:
    """The publications in this actor's lists: everyone's; to people here also theirs; to writers also their own."""
    everyone = col(Publication.audience) == Audience.EVERYONE
    if actor.person is None:
        return everyone
    mine = select(CoAuthor.draft_id).where(CoAuthor.person_id == actor.person.id)
    return or_(everyone, col(Publication.audience) == Audience.HERE, col(Publication.draft_id).in_(mine))


def may_read(actor: Actor, publication: Publication, audience: Audience, key: str) -> bool:
    """Whether this actor may open a release meant for `audience`: people here always, others by its link, or all."""
    if actor.person is not None or audience is Audience.EVERYONE:
        return True
    return audience is Audience.LINK and secrets.compare_digest(key.encode(), publication.link_key.encode())


def writes(session: Session, person: Person, draft_id: str) -> bool:
    """Whether this person is a writer of a draft: only they publish, widen, narrow and withdraw."""
    mine = select(CoAuthor).where(
        CoAuthor.draft_id == draft_id, CoAuthor.person_id == person.id, CoAuthor.part == Part.WRITER
    )
    return session.exec(mine).first() is not None


@admits
def releasable(revision_id: str, person: PersonDep, database: DatabaseDep) -> Revision:
    """A saved version of a draft this person writes and did not delete. Raises NotFound."""
    with database.transaction(read_only=True) as session:
        revision = session.get(Revision, revision_id)
        if revision is None or not writes(session, person, revision.draft_id):
            raise NotFound
        if session.get_one(Draft, revision.draft_id).deleted_at:
            raise NotFound
        return revision


@admits
def own_publication(publication_id: str, person: PersonDep, session: SessionDep) -> Publication:
    """The page of a draft this person writes, deleted or not: a page can always be taken back. Raises NotFound."""
    publication = session.get(Publication, publication_id)
    if publication is None or not writes(session, person, publication.draft_id):
        raise NotFound
    return publication


ReleasableRevision = Annotated[Revision, Depends(releasable)]
OwnPublication = Annotated[Publication, Depends(own_publication)]
