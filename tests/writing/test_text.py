"""The text of a draft: saved is committed, nothing is overwritten in silence, what cannot be kept says so."""

from typing import Any

import pytest
from sqlmodel import Session, select

from app.database import Database
from app.writing.models import Snapshot
from app.writing.rules import TEXT_MAXIMUM
from tests.writing.conftest import Desk


def put(desk: Desk, body: str, base_version: int) -> Any:
    return desk.client.put(f"{desk.url}/text", json={"body": body, "base_version": base_version})


def kept(session: Session, desk: Desk) -> set[str]:
    return set(session.exec(select(Snapshot.body).where(Snapshot.draft_id == desk.draft["id"])))


def test_saved_is_there_for_the_next_reader(desk: Desk) -> None:
    saved = desk.save("A kettle sings.\n")
    assert desk.text() == {"body": "A kettle sings.\n", "epoch": 1, **saved}
    assert saved["version"] == desk.draft["text"]["version"] + 1


def test_two_tabs_cannot_overwrite_each_other_in_silence(database: Database, desk: Desk) -> None:
    desk.save("The first tab's words.")
    refused = put(desk, "The second tab's words.", desk.draft["text"]["version"])
    assert refused.status_code == 409
    error = refused.json()["error"]
    assert error["current"] == desk.text()
    assert "Both texts are safe" in error["sentence"]
    with database.transaction(read_only=True) as session:
        assert "The second tab's words." in kept(session, desk)


def test_the_same_text_again_is_no_conflict(desk: Desk) -> None:
    first = put(desk, "Once.", 1)
    again = put(desk, "Once.", 1)
    assert (again.status_code, again.json()) == (200, first.json())


def test_what_is_replaced_at_once_is_kept(database: Database, desk: Desk) -> None:
    long = "A long paragraph about kettles. " * 40
    desk.save(long)
    desk.save("Oops.")
    desk.save("Oops, a typo.")
    with database.transaction(read_only=True) as session:
        assert long in kept(session, desk)
        assert "Oops." not in kept(session, desk)


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_newlines_are_one_kind(desk: Desk, newline: str) -> None:
    desk.save(f"One.{newline}{newline}Two.")
    assert desk.text()["body"] == "One.\n\nTwo."


@pytest.mark.parametrize("text", ["👩‍🔬 𝔼[x] ≠ é", "\u202eabc", "a" * TEXT_MAXIMUM, "", "\ufeff"])
def test_what_can_be_kept_is_kept_to_the_character(desk: Desk, text: str) -> None:
    desk.save(text)
    assert desk.text()["body"] == text


@pytest.mark.parametrize(
    ("body", "status", "word"),
    [
        (b'{"body": "nul \\u0000", "base_version": 2}', 422, "NUL"),
        (b'{"body": "half \\ud800", "base_version": 2}', 422, "half of a character"),
        (b'{"body": "bad \xff\xfe", "base_version": 2}', 400, "not UTF-8"),
        (b'{"body": "cut of', 422, ""),
        (b'{"body": ["not", "text"], "base_version": 2}', 422, "body"),
        (b'{"body": "no base"}', 422, "base_version"),
        (b'{"body": "' + b"a" * (TEXT_MAXIMUM + 1) + b'", "base_version": 2}', 413, f"{TEXT_MAXIMUM:,}"),
        (b'{"body": "' + b"a" * (5 * 1024 * 1024) + b'", "base_version": 2}', 413, "4 MB"),
    ],
    ids=["nul", "surrogate", "bytes", "cut", "kind", "base", "long", "huge"],
)
def test_what_cannot_be_kept_is_refused_and_nothing_is_lost(desk: Desk, body: bytes, status: int, word: str) -> None:
    desk.save("Safe.")
    for verb, address in (("PUT", "text"), ("POST", "preview")):
        if address == "preview" and word == "base_version":
            continue
        answer = desk.client.request(
            verb, f"{desk.url}/{address}", content=body, headers={"Content-Type": "application/json"}
        )
        assert answer.status_code == status, answer.text
        assert word in answer.json()["error"]["sentence"]
        assert answer.json()["error"]["sentence"].endswith((".", "again."))
    assert desk.text()["body"] == "Safe."
