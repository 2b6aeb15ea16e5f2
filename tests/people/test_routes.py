"""The people's API: who am I, who is here."""

from collections.abc import Callable

import pytest
from starlette.testclient import TestClient

from app.database import Database
from app.people import accounts
from app.people.models import Person
from tests.conftest import Cast

As = Callable[[Person], TestClient]


def test_me_says_who_is_signed_in(cast: Cast, as_: As) -> None:
    answer = as_(cast.ada).get("/api/me")
    assert answer.status_code == 200
    assert {
        "handle": "ada",
        "name": "Ada Writer",
        "email": "ada@people.example",
        "role": "member",
    }.items() <= answer.json().items()
    assert answer.json()["instance"] == {
        "name": "Stillroom", "address": "http://127.0.0.1:8000", "local_only": True, "sends_mail": False, "demo": False,
    }  # fmt: skip


@pytest.mark.parametrize("path", ["/api/me", "/api/people"])
def test_nobody_in_particular_is_told_to_sign_in(path: str, client: TestClient) -> None:
    answer = client.get(path)
    assert answer.status_code == 401
    assert answer.json()["error"]["code"] == "sign_in_needed"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", ["ada", "kim", "mei", "rui"]),
        ("WRIT", ["ada"]),
        ("rui", ["rui"]),
        ("%", []),
        ("_", []),
        ("a\0da", ["ada"]),
        ("nobody", []),
    ],
)
def test_people_are_found_by_name_or_handle(words: str, found: list[str], cast: Cast, as_: As) -> None:
    answer = as_(cast.rui).get("/api/people", params={"words": words})
    assert [one["handle"] for one in answer.json()] == found
    assert all(set(one) == {"id", "handle", "name"} for one in answer.json())


def test_the_invited_and_the_paused_are_not_listed(cast: Cast, as_: As, database: Database) -> None:
    with database.transaction() as session:
        accounts.invited(session, "someone@elsewhere.example")
        accounts.suspend(session, cast.mei, cast.kim)
    assert [one["handle"] for one in as_(cast.ada).get("/api/people").json()] == ["ada", "kim", "rui"]
