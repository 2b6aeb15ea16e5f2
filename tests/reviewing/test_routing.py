"""Asking for somebody: who is found, with which reasons, one after another; and picking an open ask."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from fastapi import FastAPI
from sqlmodel import col, select
from starlette.testclient import TestClient

from app.database import Database, now
from app.jobs import Job, Worker
from app.mail import Mail
from app.people import accounts, availability, exclusions
from app.people.models import Person
from app.reading import shelf
from app.reviewing import own_papers
from app.reviewing.models import Invitation, Request
from app.reviewing.sentences import NOBODY_FITS, NOBODY_LEFT
from app.worker import FACTS, handlers
from tests.conftest import Cast
from tests.papers_here import store_paper
from tests.reviewing.conftest import Piece, begin

As = Callable[[Person], TestClient]
ROUTER = {"via": "router"}


@pytest.fixture
def work(app: FastAPI, database: Database) -> Callable[[], None]:
    """Do all background work that is due."""

    def run() -> None:
        worker = Worker(database, handlers(app.state.parts), FACTS)
        while worker.run_one():
            pass

    return run


def says(database: Database, person: Person, *topics: str, **said: Any) -> None:
    """Somebody says what they work on."""
    given = {
        "refuses": [], "at_once": 2, "per_month": 4, "away_until": None, "affiliation": "", "reading_counts": False,
    }  # fmt: skip
    with database.transaction() as session:
        availability.say(session, person, availability.Said(**{**given, "topics": list(topics), **said}))


def fits(piece: Piece, kind: str = "correctness") -> list[str]:
    """The names of those who fit, in order."""
    answer = piece.ada.get(f"/api/drafts/{piece.id}/fits?kind={kind}")
    assert answer.status_code == 200, answer.text
    return [one["person"]["name"] for one in answer.json()["fits"]]


def later(database: Database, hours: int) -> None:
    """So many hours pass."""
    with database.transaction() as session:
        for invitation in session.exec(select(Invitation)):
            invitation.invited_at -= timedelta(hours=hours)
        for job in session.exec(select(Job)):
            job.due_at -= timedelta(hours=hours)


def test_nobody_fits_says_so(piece: Piece) -> None:
    answer = piece.ada.get(f"/api/drafts/{piece.id}/fits?kind=correctness").json()
    assert answer == {"fits": [], "sentence": NOBODY_FITS}


def test_topics_and_own_papers_with_reasons(piece: Piece, database: Database, cast: Cast) -> None:
    says(database, cast.rui, "kettle")
    other = store_paper(database, arxiv_id="2611.05555", title="Water that sings", authors=("Kim Keeper",))
    assert other
    version = piece.ada.get(f"/api/drafts/{piece.id}").json()["text"]
    body = version["body"] + "\nSee [@arxiv:2611.05555].\n"
    assert piece.ada.put(
        f"/api/drafts/{piece.id}/text", json={"body": body, "base_version": version["version"]}
    ).is_success
    with database.transaction() as session:
        own_papers.name(session, cast.kim, ["2611.05555"])
    found = piece.ada.get(f"/api/drafts/{piece.id}/fits?kind=correctness").json()["fits"]
    why = {one["person"]["name"]: one["why"] for one in found}
    assert why["Rui Reviewer"] == "Works on kettle. Free."
    assert why["Kim Keeper"] == "Wrote 1 paper this draft cites. Free."
    assert set(why) == {"Rui Reviewer", "Kim Keeper"}


def test_a_paper_that_bears_another_name_is_no_reason(piece: Piece, database: Database, cast: Cast) -> None:
    store_paper(database, arxiv_id="2611.05555", title="Kettles that sing", authors=("Somebody Else",))
    version = piece.ada.get(f"/api/drafts/{piece.id}").json()["text"]
    piece.ada.put(
        f"/api/drafts/{piece.id}/text",
        json={"body": version["body"] + "\n[@arxiv:2611.05555]\n", "base_version": version["version"]},
    )
    with database.transaction() as session:
        own_papers.name(session, cast.kim, ["2611.05555"])
    assert "Wrote" not in piece.ada.get(f"/api/drafts/{piece.id}/fits?kind=correctness").text


def whom(database: Database, row: dict[str, Any]) -> str:
    """The name of whoever an invitation went to, which its writer does not learn."""
    with database.transaction(read_only=True) as session:
        person = session.get_one(Invitation, row["id"]).person_id
        return session.get_one(Person, person or "").name


def test_who_is_too_close_or_has_no_room_is_absent(
    piece: Piece, database: Database, cast: Cast, as_: As, secret: str
) -> None:
    says(database, cast.rui, "kettle")
    assert fits(piece) == ["Rui Reviewer"]
    for refused in (
        {"refuses": ["correctness"]}, {"at_once": 0}, {"per_month": 0}, {"away_until": now().date()},
    ):  # fmt: skip
        says(database, cast.rui, "kettle", **refused)
        assert fits(piece) == []
    says(database, cast.ada, affiliation="Kettle Lab")
    says(database, cast.rui, "kettle", affiliation="kettle lab")
    assert fits(piece) == []
    says(database, cast.rui, "kettle")
    assert fits(piece) == ["Rui Reviewer"]
    with database.transaction() as session:
        exclusions.exclude(session, cast.rui, cast.ada)
    assert fits(piece) == []
    with database.transaction() as session:
        exclusions.include(session, cast.rui, cast.ada.id)
        exclusions.exclude(session, cast.ada, cast.rui)
    assert fits(piece) == []
    with database.transaction() as session:
        exclusions.include(session, cast.ada, cast.rui.id)
        own_papers.name(session, cast.rui, ["2611.01234"])
    assert fits(piece) == [], "it is the paper that the draft explains"
    with database.transaction() as session:
        own_papers.name(session, cast.rui, ["2610.00001"])
        own_papers.name(session, cast.ada, ["2610.00001"])
    assert fits(piece) == [], "they wrote a paper together"
    with database.transaction() as session:
        own_papers.name(session, cast.ada, [])
        accounts.suspend(session, cast.rui, cast.kim)
    assert fits(piece) == []


def test_an_author_of_the_paper_is_absent_by_their_name(piece: Piece, database: Database, cast: Cast) -> None:
    says(database, cast.mei, "kettle")
    says(database, cast.kim, "kettle")
    assert fits(piece) == ["Kim Keeper"]


def test_reading_counts_only_once_it_may_and_says_no_more_than_the_area(
    piece: Piece, database: Database, cast: Cast
) -> None:
    paper = store_paper(database, arxiv_id="2611.07777", title="Kettles, water and probes", abstract="Kettles whistle.")
    with database.transaction() as session:
        shelf.begin_reading(session, cast.rui.id, paper.id)
    assert fits(piece) == []
    says(database, cast.rui, reading_counts=True)
    [found] = piece.ada.get(f"/api/drafts/{piece.id}/fits?kind=correctness").json()["fits"]
    assert found["why"] == "Works in this area. Free."
    says(database, cast.rui, reading_counts=False)
    assert fits(piece) == []


def test_one_after_another_until_nobody_is_left(
    piece: Piece, database: Database, cast: Cast, as_: As, work: Callable[[], None]
) -> None:
    for person in (cast.rui, cast.kim):
        says(database, person, "kettle", "water")
    made = piece.ask(ROUTER)
    assert (made["invitations"], made["routing"]) == ([], "Being asked for you: somebody who fits gets it in a moment.")
    work()
    [first] = piece.screen()["asks"][0]["invitations"]
    assert (first["state"], first["chosen"], first["via"]) == ("waiting", "router", "person")
    work()
    later(database, 47)
    work()
    assert len(piece.screen()["asks"][0]["invitations"]) == 1, "somebody has two days to answer"
    later(database, 1)
    work()
    rows = piece.screen()["asks"][0]["invitations"]
    assert [row["state"] for row in rows] == ["passed", "waiting"]
    assert {row["who"] for row in rows} == {"somebody who fits"}
    rows = [row | {"who": whom(database, row)} for row in rows]
    assert {row["who"] for row in rows} == {"Rui Reviewer", "Kim Keeper"}
    by_name = {"Rui Reviewer": as_(cast.rui), "Kim Keeper": as_(cast.kim)}
    over = by_name[rows[0]["who"]].get(f"/api/invitations/{rows[0]['id']}")
    assert over.status_code == 410
    assert "Somebody else was asked meanwhile" in over.text
    assert by_name[rows[0]["who"]].get("/api/asked").json() == []
    assert by_name[rows[1]["who"]].put(f"/api/invitations/{rows[1]['id']}/refusal").status_code == 204
    work()
    work()
    ask = piece.screen()["asks"][0]
    assert ([row["state"] for row in ask["invitations"]], ask["routing"]) == (["passed", "declined"], NOBODY_LEFT)
    assert [one["sentence"] for one in piece.ada.get("/api/notices").json()] == [NOBODY_LEFT]
    with database.transaction(read_only=True) as session:
        assert sorted(mail.recipient for mail in session.exec(select(Mail))) == [
            "kim@people.example",
            "rui@people.example",
        ]


def test_who_has_begun_is_waited_for(
    piece: Piece, database: Database, cast: Cast, as_: As, work: Callable[[], None]
) -> None:
    says(database, cast.rui, "kettle")
    says(database, cast.kim, "kettle")
    piece.ask(ROUTER)
    work()
    [row] = piece.screen()["asks"][0]["invitations"]
    reader = as_(cast.rui if whom(database, row).startswith("Rui") else cast.kim)
    here = begin(reader, row["id"])
    later(database, 24 * 20)
    work()
    assert [one["state"] for one in piece.screen()["asks"][0]["invitations"]] == ["begun"]
    reader.patch(here, json={"sentence": "It is right."})
    assert reader.put(f"{here}/sending").is_success
    work()
    assert [one["state"] for one in piece.screen()["asks"][0]["invitations"]] == ["answered"]
    assert piece.screen()["asks"][0]["routing"] == ""


def test_a_withdrawn_ask_asks_nobody_more(
    piece: Piece, database: Database, cast: Cast, work: Callable[[], None]
) -> None:
    says(database, cast.rui, "kettle")
    made = piece.ask(ROUTER)
    piece.ada.delete(f"/api/asks/{made['id']}")
    work()
    with database.transaction(read_only=True) as session:
        assert session.exec(select(Invitation)).all() == []


def test_whoever_was_asked_less_goes_first(
    piece: Piece, database: Database, cast: Cast, work: Callable[[], None]
) -> None:
    for person in (cast.rui, cast.kim):
        says(database, person, "kettle", at_once=9, per_month=9)
    for _ in range(2):
        piece.ask(ROUTER)
        work()
    with database.transaction(read_only=True) as session:
        asked = session.exec(select(Invitation.person_id)).all()
    assert sorted(filter(None, asked)) == sorted([cast.rui.id, cast.kim.id])


def test_picking_an_open_ask(piece: Piece, database: Database, cast: Cast, as_: As, work: Callable[[], None]) -> None:
    says(database, cast.rui, "kettle")
    ask = piece.ask(ROUTER)
    work()
    rui, kim, mei, ada = as_(cast.rui), as_(cast.kim), as_(cast.mei), piece.ada
    assert [one.get("/api/open-asks").json() for one in (rui, kim, ada)] == [[], [], []], "asked, unfit, its writer"
    says(database, cast.kim, "kettle")
    [row] = kim.get("/api/open-asks").json()
    assert (row["ask_id"], row["title"], row["minutes"], row["asked_by"]) == (
        ask["id"], "When a kettle lies", 20, "Ada Writer",
    )  # fmt: skip
    picked = kim.put(f"/api/open-asks/{ask['id']}/acceptance")
    assert picked.status_code == 200
    assert kim.put(f"/api/open-asks/{ask['id']}/acceptance").json() == picked.json(), "twice is once"
    assert kim.get(f"/api/invitations/{picked.json()['invitation_id']}").status_code == 200
    assert kim.get("/api/open-asks").json() == []
    states = {whom(database, row): row["state"] for row in piece.screen()["asks"][0]["invitations"]}
    assert states == {"Rui Reviewer": "passed", "Kim Keeper": "waiting"}
    begin(kim, picked.json()["invitation_id"])
    refused = rui.put(f"/api/open-asks/{ask['id']}/acceptance")
    assert refused.status_code == 409
    assert "Somebody else has begun" in refused.text
    assert ada.put(f"/api/open-asks/{ask['id']}/acceptance").status_code == 404
    assert mei.put("/api/open-asks/nothing/acceptance").status_code == 404
    work()
    assert len(piece.screen()["asks"][0]["invitations"]) == 2


def test_an_ask_of_ones_own_choice_is_not_open(piece: Piece, database: Database, cast: Cast, as_: As) -> None:
    says(database, cast.kim, "kettle")
    ask = piece.ask({"via": "person", "person_id": cast.rui.id})
    kim = as_(cast.kim)
    assert kim.get("/api/open-asks").json() == []
    assert kim.put(f"/api/open-asks/{ask['id']}/acceptance").status_code == 404


def test_exclusions_leave_no_trace(
    piece: Piece, database: Database, cast: Cast, as_: As, work: Callable[[], None]
) -> None:
    """Of two who fit, one excluded the writer: the writer's asks go as if that person were not here."""
    for person in (cast.rui, cast.kim):
        says(database, person, "kettle")
    with database.transaction() as session:
        exclusions.exclude(session, cast.rui, cast.ada)
    ask = piece.ask(ROUTER)
    work()
    rui = as_(cast.rui)
    assert rui.get("/api/open-asks").json() == []
    assert rui.put(f"/api/open-asks/{ask['id']}/acceptance").status_code == 404
    later(database, 48)
    work()
    ask = piece.screen()["asks"][0]
    assert [whom(database, row) for row in ask["invitations"]] == ["Kim Keeper"]
    assert ask["routing"] == NOBODY_LEFT
    refused = piece.asked({"via": "person", "person_id": cast.rui.id})
    gone = piece.asked({"via": "person", "person_id": "nobody-at-all"})
    assert (refused.status_code, refused.json()) == (gone.status_code, gone.json())


def test_clicking_twice_and_two_workers_invite_once(
    piece: Piece, app: FastAPI, database: Database, cast: Cast, settings: Any
) -> None:
    says(database, cast.rui, "kettle")
    says(database, cast.kim, "kettle")
    ask = piece.ask(ROUTER)
    run = handlers(app.state.parts)["reviewing.route"]
    run({"id": ask["id"]})
    run({"id": ask["id"]})
    run({"id": "nothing"})
    with database.transaction(read_only=True) as session:
        assert len(session.exec(select(Invitation)).all()) == 1
        assert session.exec(select(Request).where(col(Request.nobody_at).is_not(None))).all() == []
