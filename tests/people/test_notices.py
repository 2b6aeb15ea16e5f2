"""Notices: told once, seen once, and nobody else's."""

from collections.abc import Callable

from fastapi.testclient import TestClient
from sqlmodel import Session

from app.database import Database
from app.people import notices
from app.people.models import Person
from app.people.post.rules import Kind
from tests.conftest import Cast


def test_an_occasion_is_told_once(session: Session, cast: Cast) -> None:
    assert notices.tell(session, cast.ada.id, Kind.PAPER, "version:1", "“Kettles” has a new version.", "/desk/papers/1")
    assert not notices.tell(session, cast.ada.id, Kind.PAPER, "version:1", "Said by somebody else.", "/desk")
    assert notices.tell(session, cast.rui.id, Kind.PAPER, "version:1", "“Kettles” has a new version.", "/desk/papers/1")
    assert [one.sentence for one in notices.of(session, cast.ada)] == ["“Kettles” has a new version."]


def test_what_is_not_seen_stands_first(database: Database, as_: Callable[[Person], TestClient], cast: Cast) -> None:
    with database.transaction() as session:
        for number in (1, 2):
            notices.tell(session, cast.ada.id, Kind.PAPER, f"version:{number}", f"Version {number}.", "/desk")
    ada, rui = as_(cast.ada), as_(cast.rui)
    newest, older = ada.get("/api/notices").json()
    assert [newest["sentence"], older["sentence"]] == ["Version 2.", "Version 1."]
    assert rui.put(f"/api/notices/{newest['id']}/seen").status_code == 404
    assert ada.put(f"/api/notices/{newest['id']}/seen").json()["seen"]
    assert ada.put(f"/api/notices/{newest['id']}/seen").json()["seen"]
    assert [(one["sentence"], one["seen"]) for one in ada.get("/api/notices").json()] == [
        ("Version 1.", False),
        ("Version 2.", True),
    ]
    assert rui.get("/api/notices").json() == []


def test_nobody_else_reads_them(client: TestClient) -> None:
    assert client.get("/api/notices").status_code == 401
