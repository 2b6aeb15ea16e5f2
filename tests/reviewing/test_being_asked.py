"""One's settings about being asked, and whom one excludes."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlmodel import select
from starlette.testclient import TestClient

from app.database import Database
from app.papers.models import ArxivErrand
from app.people import availability, exclusions
from app.people.models import Person
from app.reviewing import own_papers
from tests.conftest import Cast
from tests.papers_here import store_paper

As = Callable[[Person], TestClient]
FILLED = {
    "kinds": ["clarity", "failure"], "at_once": "3", "per_month": "6", "away_until": "2031-02-03",
    "topics": "Kettles\n kettles \n\nlinear   probes", "papers": "2611.01234\narXiv:2611.09999v2, 2611.01234v1",
    "affiliation": "Institute of Kettles", "reading": "on",
}  # fmt: skip


def test_nobody_is_led_to_sign_in(client: TestClient) -> None:
    assert client.get("/settings/asks").headers["location"] == "/sign-in?then=/settings/asks"
    assert client.post("/settings/asks", data=FILLED).status_code == 401


def test_without_a_word_one_can_be_asked_anything_a_little(database: Database, cast: Cast) -> None:
    with database.transaction(read_only=True) as session:
        said = availability.of(session, cast.rui.id)
        assert (said.refuses, said.at_once, said.per_month, said.away_until) == ([], 2, 4, None)
        assert said.reading_counts_since is None


def test_what_is_said_holds_and_is_shown_again(database: Database, cast: Cast, as_: As) -> None:
    store_paper(database)
    rui = as_(cast.rui)
    assert rui.post("/settings/asks", data=FILLED).headers["location"] == "/settings/asks?saved=asks#main"
    with database.transaction(read_only=True) as session:
        said = availability.of(session, cast.rui.id)
        assert said.refuses == ["correctness", "example", "story", "proofreading", "outline", "mentor"]
        assert (said.at_once, said.per_month, said.away_until) == (3, 6, date(2031, 2, 3))
        assert (said.affiliation, bool(said.reading_counts_since)) == ("Institute of Kettles", True)
        assert availability.topics_of(session, cast.rui.id) == ["kettles", "linear probes"]
        assert sorted(own_papers.of(session, cast.rui)) == ["2611.01234", "2611.09999"]
        assert session.exec(select(ArxivErrand.arxiv_id)).all() == ["2611.09999"], "one is here already"
    text = rui.get("/settings/asks?saved=asks").text
    assert "It holds from now on." in text
    assert 'value="clarity" checked' in text
    assert 'value="story">' in text
    assert "Institute of Kettles" in text
    again = {key: value for key, value in FILLED.items() if key not in {"kinds", "reading", "papers", "away_until"}}
    assert rui.post("/settings/asks", data=again).status_code == 303
    with database.transaction(read_only=True) as session:
        said = availability.of(session, cast.rui.id)
        assert (len(said.refuses), said.reading_counts_since, said.away_until) == (8, None, None)
        assert own_papers.of(session, cast.rui) == []


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("at_once", "many"), ("at_once", "21"), ("at_once", "-1"), ("per_month", ""), ("per_month", "61"),
        ("away_until", "next week"), ("topics", "x" * 81), ("topics", "\n".join(map(str, range(31)))),
        ("papers", "a paper of mine"), ("papers", "\n".join(f"2611.{number:05}" for number in range(1, 202))),
    ],
)  # fmt: skip
def test_a_slip_changes_nothing_and_loses_nothing(
    field: str, typed: str, database: Database, cast: Cast, as_: As
) -> None:
    answer = as_(cast.rui).post("/settings/asks", data={**FILLED, field: typed})
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert "Institute of Kettles" in answer.text
    with database.transaction(read_only=True) as session:
        assert availability.of(session, cast.rui.id).affiliation == ""


def test_an_exclusion_is_silent_both_ways(database: Database, cast: Cast, as_: As) -> None:
    rui, ada, mei = as_(cast.rui), as_(cast.ada), as_(cast.mei)
    assert rui.post("/settings/asks/exclusions", data={"handle": "@Ada"}).status_code == 303
    assert rui.post("/settings/asks/exclusions", data={"handle": "ada"}).status_code == 303
    assert "Ada Writer (ada)" in rui.get("/settings/asks").text
    assert "Rui" not in ada.get("/settings/asks").text
    assert [one["name"] for one in ada.get("/api/people?words=r").json()] == ["Ada Writer", "Kim Keeper", "Mei Author"]
    assert "Ada" not in rui.get("/api/people").text
    assert "Rui" in mei.get("/api/people").text
    with database.transaction(read_only=True) as session:
        assert exclusions.between(session, cast.ada.id, cast.rui.id)
        assert exclusions.between(session, cast.rui.id, cast.ada.id)
        assert not exclusions.between(session, cast.rui.id, cast.mei.id)
    assert ada.post(f"/settings/asks/exclusions/{cast.rui.id}/ending").status_code == 303
    assert "Rui" not in ada.get("/api/people").text, "only who excluded takes it back"
    assert rui.post(f"/settings/asks/exclusions/{cast.ada.id}/ending").status_code == 303
    assert "Rui" in ada.get("/api/people").text


@pytest.mark.parametrize("handle", ["rui", "nobody-here", "", "a\0b"])
def test_only_somebody_else_here_is_excluded(handle: str, cast: Cast, as_: As) -> None:
    answer = as_(cast.rui).post("/settings/asks/exclusions", data={"handle": handle})
    assert answer.status_code == 422
    assert "Nobody else here goes by that handle." in answer.text


def test_what_is_typed_is_shown_as_it_was_typed(cast: Cast, as_: As) -> None:
    rui = as_(cast.rui)
    rui.post("/settings/asks", data={**FILLED, "affiliation": "<script>x", "topics": "</textarea><script>y"})
    text = rui.get("/settings/asks").text
    assert "<script>x" not in text
    assert "<script>y" not in text
