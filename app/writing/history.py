"""Looking back: what a text was, naming that, having it back, and who wrote what."""

import base64
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from app.errors import NotFound
from app.people.models import Person
from app.people.schemas import PersonOut
from app.reading.rules import clean_line
from app.writing import news, text
from app.writing.live.document import client_of
from app.writing.models import Draft, Revision, Snapshot, TextClient
from app.writing.schemas import VersionOut, WritersOut

NOW = "now"
"""In place of a version's id: the text as it stands."""


@dataclass(frozen=True)
class Version:
    """A version with its text; `revision` is the row of a saved one, which renders from itself alone."""

    shown: VersionOut
    body: str
    revision: Revision | None = None


def versions(session: Session, draft: Draft) -> list[VersionOut]:
    """The text as it stands, then all that is kept of it, newest first; what was saved is not listed twice."""
    saved = session.exec(select(Revision).where(Revision.draft_id == draft.id)).all()
    automatic = _kept_by_itself(session, draft, [one.digest for one in saved])
    live = text.current(session, draft)
    names = _names(session, [live.changed_by, *(one.made_by for one in saved), *(by for *_, by in automatic)])
    found = [_saved(one, names) for one in saved]
    found += [_automatic(id_, name, at, names[by]) for id_, name, at, by in automatic]
    return [
        _now(live.changed_at, names[live.changed_by]),
        *sorted(found, key=lambda one: (one.at, one.number or 0), reverse=True),
    ]


def version(session: Session, draft: Draft, version_id: str) -> Version:
    """One of them, or NOW, with its text. Raises NotFound."""
    if version_id == NOW:
        live = text.current(session, draft)
        by = _names(session, [live.changed_by])[live.changed_by]
        return Version(_now(live.changed_at, by), live.body)
    revision = session.get(Revision, version_id)
    if revision and revision.draft_id == draft.id:
        return Version(_saved(revision, _names(session, [revision.made_by])), revision.source, revision)
    kept = _kept(session, draft, version_id)
    by = _names(session, [kept.made_by])[kept.made_by]
    return Version(_automatic(kept.id, kept.name, kept.made_at, by), kept.body)


def name(session: Session, draft: Draft, version_id: str, called: str) -> VersionOut:
    """Call a version that was kept by itself something; a saved one keeps its name. Raises NotFound."""
    kept = _kept(session, draft, version_id)
    kept.name = clean_line(called)
    session.flush()
    news.tell(session, draft.id, "history")
    return version(session, draft, kept.id).shown


def restore(session: Session, draft: Draft, version_id: str, by: Person) -> str | None:
    """Put a version's text in place as a new edit; what stands now is kept first. Raises NotFound.

    Gives the id under which what stood there can be had back; None when that was nothing.
    """
    body = version(session, draft, version_id).body
    stood = text.keep(session, draft.id, text.body(session, draft.id))
    text.edit(session, draft, body, by.id)
    news.tell(session, draft.id, "history")
    return session.exec(select(Snapshot.id).where(Snapshot.draft_id == draft.id, Snapshot.digest == stood)).first()


def writers(session: Session, draft: Draft) -> WritersOut:
    """The document of the text, and whose words each client wrote in this epoch of it."""
    live = text.current(session, draft)
    query = select(TextClient.client, TextClient.person_id)
    bound = session.exec(query.where(TextClient.draft_id == draft.id, TextClient.epoch == live.epoch)).all()
    clients = {str(client): person_id for client, person_id in bound if person_id}
    if live.changed_by:  # a text that nobody opened yet is of who changed it last
        clients.setdefault(str(client_of(live.changed_by)), live.changed_by)
    people = session.exec(select(Person).where(col(Person.id).in_(set(clients.values())))).all()
    return WritersOut(
        epoch=live.epoch,
        clients=clients,
        people=[PersonOut.of(person) for person in people],
        document=base64.b64encode(text.document(session, draft)).decode(),
    )


def _kept(session: Session, draft: Draft, version_id: str) -> Snapshot:
    kept = session.get(Snapshot, version_id)
    if kept is None or kept.draft_id != draft.id:
        raise NotFound
    return kept


def _now(at: datetime, by: str) -> VersionOut:
    return VersionOut(id=NOW, kind="now", at=at, by=by)


def _saved(revision: Revision, names: dict[str | None, str]) -> VersionOut:
    return VersionOut(
        id=revision.id,
        kind="saved",
        number=revision.number,
        name=revision.name,
        occasion=revision.occasion,
        at=revision.made_at,
        by=names[revision.made_by],
    )


def _automatic(version_id: str, called: str, at: datetime, by: str) -> VersionOut:
    return VersionOut(id=version_id, kind="automatic", name=called, at=at, by=by)


def _kept_by_itself(
    session: Session, draft: Draft, but: Iterable[str]
) -> Sequence[tuple[str, str, datetime, str | None]]:
    """Id, name, moment and person of each snapshot but those with these digests; never their texts, which are large."""
    query = select(col(Snapshot.id), col(Snapshot.name), col(Snapshot.made_at), col(Snapshot.made_by))
    return session.exec(query.where(Snapshot.draft_id == draft.id, col(Snapshot.digest).not_in(list(but)))).all()


def _names(session: Session, person_ids: Iterable[str | None]) -> dict[str | None, str]:
    """The names of people by their ids; nobody's is empty."""
    wanted = {one for one in person_ids if one}
    return {None: "", **dict(session.exec(select(Person.id, Person.name).where(col(Person.id).in_(wanted))).all())}
