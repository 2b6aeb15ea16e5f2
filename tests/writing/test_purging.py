"""Deleting: undoable for 30 days, then the text is gone and nothing that anybody else points at."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlmodel import Session, col, func, select, update

from app.database import AuditRecord, Database, now
from app.files import Files
from app.jobs import Job
from app.people.models import Person
from app.settings import Settings
from app.writing import purging
from app.writing.models import (
    CoAuthorInvitation,
    Comment,
    Draft,
    Evidence,
    Image,
    LiveText,
    Revision,
    Snapshot,
    Suggestion,
    TextClient,
    Thread,
    UnsureMark,
)
from tests.conftest import Cast
from tests.writing.conftest import Desk
from tests.writing.test_access import picture

As = Callable[[Person], TestClient]
WHOLE = (LiveText, TextClient, Snapshot, UnsureMark, CoAuthorInvitation, Suggestion)


def count(session: Session, kind: Any) -> int:
    return int(session.exec(select(func.count()).select_from(kind)).one())


def age(database: Database, desk: Desk, days: float) -> None:
    with database.transaction() as session:
        session.exec(update(Draft).where(Draft.id == desk.draft["id"]).values(deleted_at=now() - timedelta(days=days)))


def deleted(client: TestClient) -> list[str]:
    return [row["title"] for row in client.get("/api/deleted-drafts").json()]


@pytest.fixture
def files(desk: Desk) -> Files:
    found: Files = desk.client.app.state.parts[Files]  # type: ignore[attr-defined]
    return found


@pytest.fixture
def full(database: Database, desk: Desk, paper: Any, cast: Cast) -> dict[str, str]:
    """Ada's draft with a claim, two pictures, talk about the text and about a saved version, a mark, an invitation."""
    note = desk.note(paper)
    kept, dropped = (desk.client.post(f"{desk.url}/images", files=picture()).json() for _ in range(2))
    assert kept == dropped, "the same picture is kept once"
    desk.save(f"[A claim](note:{note}). ![A plot]({kept['target']})\n")
    saved = desk.freeze()
    desk.client.post(f"{desk.url}/invitations", json={"person_id": cast.rui.id})
    desk.save("Something else. It sings.\n")
    desk.client.post(f"{desk.url}/unsure", json={"anchor": {"exact": "sings"}})
    desk.client.post(f"{desk.url}/threads", json={"words": "About the text."})
    with database.transaction() as session:
        revision = session.get_one(Revision, saved["id"])
        thread = Thread(draft_id=desk.draft["id"], text_digest=revision.digest, byline="A reviewer")
        draft, ada = desk.draft["id"], cast.ada.id
        other = Image(draft_id=draft, digest="0" * 64, media_type="image/png", width=1, height=1, added_by=ada)
        session.add_all([thread, other])
        session.flush()
        session.add(Comment(thread_id=thread.id, byline="A reviewer", words="About the version."))
        session.add(Suggestion(draft_id=desk.draft["id"], anchor={}, replacement="hums", byline="Rui"))
        session.add(TextClient(draft_id=desk.draft["id"], epoch=1, client=1, person_id=cast.ada.id))
    return {"revision": saved["id"], "thread": thread.id, "image": kept["url"].rsplit("/", 1)[1]}


def test_what_was_deleted_is_listed_to_its_writers_until_it_cannot_be_had_back(
    database: Database, desk: Desk, as_: As, cast: Cast
) -> None:
    assert deleted(desk.client) == []
    desk.client.delete(desk.url)
    (row,) = desk.client.get("/api/deleted-drafts").json()
    assert row["title"] == desk.draft["title"]
    assert row["ends_at"] > row["deleted_at"]
    assert deleted(as_(cast.rui)) == []
    age(database, desk, 29.9)
    assert len(deleted(desk.client)) == 1
    age(database, desk, 30.1)
    assert deleted(desk.client) == []
    assert desk.client.put(f"{desk.url}/restoration").status_code == 404


@pytest.mark.parametrize("days", [29.9, None])
def test_what_can_be_had_back_is_not_touched(
    database: Database, desk: Desk, files: Files, full: dict[str, str], days: float | None
) -> None:
    before = desk.client.get(desk.url).json()
    if days:
        desk.client.delete(desk.url)
        age(database, desk, days)
    purging.go_round(database, files)
    if days:
        desk.client.put(f"{desk.url}/restoration")
    assert desk.client.get(desk.url).json() == before


def test_after_thirty_days_the_text_is_gone_and_saved_versions_stay(
    database: Database, desk: Desk, files: Files, full: dict[str, str]
) -> None:
    desk.client.delete(desk.url)
    age(database, desk, 30.1)
    for _ in range(2):
        purging.go_round(database, files)
    with database.transaction(read_only=True) as session:
        assert {kind.__name__: count(session, kind) for kind in WHOLE} == dict.fromkeys(
            (kind.__name__ for kind in WHOLE), 0
        )
        assert (count(session, Revision), count(session, Evidence)) == (1, 1)
        assert [thread.id for thread in session.exec(select(Thread))] == [full["thread"]]
        assert [comment.words for comment in session.exec(select(Comment))] == ["About the version."]
        assert [image.digest for image in session.exec(select(Image))] == [full["image"]]
        assert files.get(session, full["image"]) is not None
        purged = session.exec(select(AuditRecord).where(AuditRecord.verb == "draft.purge")).all()
        waiting = session.exec(select(Job).where(Job.name == purging.JOB, col(Job.due_at) > now())).all()
    assert [row.subject for row in purged] == [desk.draft["id"]], "and only once"
    assert len(waiting) == 1
    assert desk.client.get("/api/drafts").json() == deleted(desk.client) == []


def test_a_picture_of_two_drafts_stays_while_one_has_it(database: Database, desk: Desk, files: Files) -> None:
    digest = desk.client.post(f"{desk.url}/images", files=picture()).json()["url"].rsplit("/", 1)[1]
    other = desk.client.post("/api/drafts", json={"kind": "proposal"}).json()["id"]
    desk.client.post(f"/api/drafts/{other}/images", files=picture())
    desk.client.delete(desk.url)
    age(database, desk, 31)
    purging.go_round(database, files)
    assert desk.client.get(f"/api/drafts/{other}/images/{digest}").status_code == 200
    desk.client.delete(f"/api/drafts/{other}")
    desk.draft["id"] = other
    age(database, desk, 31)
    purging.go_round(database, files)
    with database.transaction(read_only=True) as session:
        assert files.get(session, digest) is None


def test_the_round_is_in_the_schedule(database: Database, settings: Settings) -> None:
    purging.begin(database)
    purging.begin(database)
    with database.transaction(read_only=True) as session:
        assert [job.key for job in session.exec(select(Job).where(Job.name == purging.JOB))] == ["daily"]
