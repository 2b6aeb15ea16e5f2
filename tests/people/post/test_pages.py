"""The settings about mail, as a form that works without JavaScript."""

from collections.abc import Callable

import pytest
from starlette.testclient import TestClient

from app.database import Database
from app.people.models import Person
from app.people.post import choices
from app.people.post.rules import WORDS, Choices, Kind, Way
from app.settings import Settings
from tests.conftest import Cast

As = Callable[[Person], TestClient]
CHOSEN = {
    **dict.fromkeys(Kind, "digest"), "asked": "never", "mention": "at_once", "paper": "never",
    "zone": "Europe/Lisbon", "digest_hour": "18", "quiet_from": "22", "quiet_until": "7",
}  # fmt: skip


def test_all_of_it_is_shown_chosen_and_kept(database: Database, settings: Settings, as_: As, cast: Cast) -> None:
    ada = as_(cast.ada)
    shown = ada.get("/settings/mail")
    assert shown.status_code == 200
    assert all(label in shown.text for label in WORDS.values())
    assert ada.post("/settings/mail", data=CHOSEN).headers["location"] == "/settings/mail?saved=mail#main"
    with database.transaction(read_only=True) as session:
        kept = choices.of(session, settings, cast.ada.id)
        assert choices.of(session, settings, cast.rui.id) == Choices()
    ways = dict.fromkeys(Kind, Way.DIGEST) | {Kind.ASKED: Way.NEVER, Kind.MENTION: Way.AT_ONCE, Kind.PAPER: Way.NEVER}
    assert kept == Choices(ways, "Europe/Lisbon", 18, 22, 7)
    again = ada.get("/settings/mail?saved=mail").text
    assert "Saved." in again
    assert '<option value="Europe/Lisbon" selected>' in again
    assert again.count(" checked>") == len(Kind)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("asked", "digest"),
        ("talk", "hourly"),
        ("talk", ""),
        ("zone", "Mars"),
        ("digest_hour", "24"),
        ("quiet_from", ""),
        ("quiet_until", ""),
        ("quiet_until", "x"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_kept(
    field: str, value: str, database: Database, settings: Settings, as_: As, cast: Cast
) -> None:
    answer = as_(cast.ada).post("/settings/mail", data={**CHOSEN, field: value})
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text
    assert f'id="{field}"' in answer.text
    with database.transaction(read_only=True) as session:
        assert choices.of(session, settings, cast.ada.id) == Choices()


def test_nobody_else_changes_them(client: TestClient) -> None:
    assert client.get("/settings/mail").headers["location"] == "/sign-in?then=/settings/mail"
    assert client.post("/settings/mail", data=CHOSEN).status_code == 401
