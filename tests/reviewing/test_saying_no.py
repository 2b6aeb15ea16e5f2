"""Saying no, and naming somebody else, from a mail: one click after a page that asks, without JavaScript."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from fastapi import FastAPI
from sqlmodel import select
from starlette.testclient import TestClient

from app.database import Database
from app.mail import Mail
from app.people.models import Person
from tests.conftest import Cast, browser
from tests.reviewing.conftest import Piece, begin, path_of
from tests.reviewing.test_over import days_pass, state

As = Callable[[Person], TestClient]
BO = "bo@elsewhere.example"


@pytest.fixture
def links(piece: Piece, cast: Cast, database: Database) -> tuple[str, str, str]:
    """The three addresses in the mail that Rui got: to answer, to say no, to name somebody else."""
    piece.ask({"via": "person", "person_id": cast.rui.id})
    with database.transaction(read_only=True) as session:
        text = session.exec(select(Mail.text)).one()
    answer, refusal, instead = re.findall(r"http\S+/r/\S+", text)
    assert (refusal, instead) == (f"{answer}/refusal", f"{answer}/instead")
    return path_of(answer), path_of(refusal), path_of(instead)


def arrive(reader: TestClient, path: str) -> str:
    """Follow a link of the mail; the clean address it leads to."""
    arrival = reader.get(path)
    assert arrival.status_code == 303, arrival.text
    assert arrival.headers["referrer-policy"] == "no-referrer"
    return str(arrival.headers["location"])


def test_looking_changes_nothing_and_one_click_declines(
    links: tuple[str, str, str], piece: Piece, client: TestClient
) -> None:
    here = arrive(client, links[1])
    assert re.fullmatch(r"/asked/[a-z0-9]+/refusal", here)
    asked = client.get(here)
    assert asked.status_code == 200
    assert "Not for you?" in asked.text
    assert state(piece) == "waiting"
    assert client.post(here).status_code == 303
    assert state(piece) == "declined"
    assert "That is all right" in client.get(here).text


def test_saying_no_twice_or_from_two_tabs_is_said_once(
    links: tuple[str, str, str], piece: Piece, app: FastAPI, database: Database
) -> None:
    tabs = [browser(app), browser(app)]
    places = [arrive(tab, links[1]) for tab in tabs]
    assert [tab.post(here).status_code for tab, here in zip(tabs, places, strict=True)] == [303, 303]
    assert "That is all right" in tabs[1].get(places[1]).text
    assert state(piece) == "declined"


def test_naming_somebody_declines_and_the_writer_asks_them_with_one_click(
    links: tuple[str, str, str], piece: Piece, client: TestClient, database: Database
) -> None:
    here = arrive(client, links[2])
    wrong = client.post(here, data={"instead": "somebody", "why": ""})
    assert wrong.status_code == 422
    assert "Give an e-mail address, or the handle" in wrong.text
    assert state(piece) == "waiting"
    assert client.post(here, data={"instead": BO.upper(), "why": "wrote a\nthesis on it"}).status_code == 303
    [row] = piece.screen()["asks"][0]["invitations"]
    assert (row["state"], row["instead"], row["instead_why"]) == ("declined", BO, "wrote a thesis on it")
    [notice] = [one for one in piece.ada.get("/api/notices").json() if "instead" in one["sentence"]]
    assert "Rui" not in notice["sentence"]
    assert BO not in _recipients(database)

    asked = piece.ada.put(f"/api/asked/{row['id']}/instead")
    assert asked.status_code == 200, asked.text
    assert [(one["who"], one["state"], one["instead"]) for one in asked.json()["invitations"]] == [
        ("Rui Reviewer", "declined", ""),
        (BO, "waiting", ""),
    ]
    assert len(piece.ada.put(f"/api/asked/{row['id']}/instead").json()["invitations"]) == 2
    assert _recipients(database).count(BO) <= 1


def _recipients(database: Database) -> list[str]:
    with database.transaction(read_only=True) as session:
        return list(session.exec(select(Mail.recipient)))


def test_somebody_here_is_named_by_their_handle(
    links: tuple[str, str, str], piece: Piece, cast: Cast, client: TestClient
) -> None:
    here = arrive(client, links[2])
    client.post(here, data={"instead": "@Mei"})
    [row] = piece.screen()["asks"][0]["invitations"]
    assert row["instead"] == "@mei"
    asked = piece.ada.put(f"/api/asked/{row['id']}/instead").json()
    assert [one["who"] for one in asked["invitations"]] == ["Rui Reviewer", "Mei Author"]
    for nobody in ("@nobody-at-all", "@ada"):
        client.post(here, data={"instead": nobody})
        refused = piece.ada.put(f"/api/asked/{row['id']}/instead")
        assert refused.status_code in {404, 422}
        assert "Nobody was asked yet" in refused.json()["error"]["sentence"]


@pytest.mark.parametrize("which", [1, 2])
def test_late_withdrawn_altered_and_another_s_links_say_so(
    which: int, links: tuple[str, str, str], piece: Piece, client: TestClient, app: FastAPI, database: Database
) -> None:
    path = links[which]
    altered = client.get(path.replace("/r/", "/r/x"))
    assert (altered.status_code, "lost in copying" in altered.text) == (404, True)
    here = arrive(client, path)
    stranger = browser(app)
    assert stranger.get(here).status_code == 404
    assert stranger.post(here, data={"instead": BO}).status_code == 404
    piece.ada.delete(f"/api/asks/{piece.screen()['asks'][0]['id']}")
    gone = browser(app).get(path)
    assert (gone.status_code, "This link was taken back" in gone.text) == (410, True)
    assert client.post(here, data={"instead": BO}).status_code in {404, 410}
    assert state(piece) == "taken_back"


@pytest.mark.parametrize("which", [1, 2])
def test_an_expired_link_says_so(
    which: int, links: tuple[str, str, str], client: TestClient, database: Database
) -> None:
    days_pass(database, 40)
    late = client.get(links[which])
    assert (late.status_code, "This link has expired" in late.text) == (410, True)


def test_what_was_answered_cannot_be_declined(links: tuple[str, str, str], client: TestClient, piece: Piece) -> None:
    client.get(links[0])
    review = begin(client, piece.screen()["asks"][0]["invitations"][0]["id"], "Rui")
    client.patch(review, json={"sentence": "Sound."})
    assert client.put(f"{review}/sending").is_success
    for path in links[1:]:
        here = arrive(client, path)
        for answer in (client.get(here), client.post(here, data={"instead": BO})):
            assert answer.status_code == 409
            assert "This was answered already" in answer.text


def test_a_link_for_several_is_not_declined_here_either(piece: Piece, client: TestClient) -> None:
    [row] = piece.ask({"via": "link", "answers": 3})["invitations"]
    here = arrive(client, path_of(row["url"]) + "/refusal")
    for answer in (client.get(here), client.post(here)):
        assert answer.status_code == 409
        assert "simply close the page" in answer.text


def test_who_thinks_it_over_answers_and_nobody_else_is_asked(
    links: tuple[str, str, str], piece: Piece, client: TestClient
) -> None:
    here = arrive(client, links[2])
    client.post(here, data={"instead": BO})
    [row] = piece.screen()["asks"][0]["invitations"]
    begin(client, row["id"], "Rui")
    assert piece.screen()["asks"][0]["invitations"][0]["instead"] == ""
    refused: Any = piece.ada.put(f"/api/asked/{row['id']}/instead")
    assert refused.status_code == 409
    assert "begun to answer after all" in refused.json()["error"]["sentence"]
