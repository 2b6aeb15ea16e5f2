"""Notes on full texts: placed in the text they were made on, and found in the others."""

from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.database import Database
from app.papers.rules import TextForm
from app.papers.schemas import PaperOut
from app.people.models import Person
from app.settings import Settings
from tests.conftest import Cast
from tests.papers_here import store_paper
from tests.reading.texts_here import METHODS, PRINTED, SECOND, store_text, work

FORMULA = "The probe reads a spectrum of $O(n \\log n)$ values from the lid"


@pytest.fixture
def ada(as_: Callable[[Person], TestClient], cast: Cast, paper: PaperOut) -> TestClient:
    client = as_(cast.ada)
    client.put(f"/api/shelf/{paper.id}", json={"progress": "reading"})
    return client


def note(client: TestClient, paper: PaperOut, text_id: str | None, quote: str, **given: Any) -> Any:
    body = {"version_id": paper.version_id, "text_id": text_id, "anchor": {"exact": quote}, **given}
    answer = client.post("/api/notes", json=body)
    assert answer.status_code == 201, answer.text
    return answer.json()


def places(client: TestClient, paper: PaperOut, text_id: str) -> dict[str, Any]:
    notes = client.get("/api/notes", params={"paper": paper.id, "text": text_id}).json()
    return {one["id"]: one["place"] for one in notes}


def test_a_note_on_a_full_text_quotes_that_text_and_knows_its_section(
    ada: TestClient, database: Database, paper: PaperOut
) -> None:
    text_id = store_text(database, paper.version_id)
    made = note(
        ada, paper, text_id, FORMULA.replace(" ", "\n"), colour="green", tags=["method", " Method ", "spectrum"]
    )
    start = METHODS.index(FORMULA)
    assert (made["anchor"]["exact"], made["anchor"]["start"]) == (FORMULA, start)
    assert made["anchor"]["section"] == "3.2 Methods"
    assert (made["form"], made["colour"], made["tags"]) == ("html", "green", ["method", "spectrum"])
    place = places(ada, paper, text_id)[made["id"]]
    assert (place["state"], place["start"], place["confidence"]) == ("found", start, 1.0)


def test_words_of_the_abstract_are_not_taken_for_words_of_the_text(
    ada: TestClient, database: Database, paper: PaperOut
) -> None:
    text_id = store_text(database, paper.version_id)
    body = {
        "version_id": paper.version_id,
        "text_id": text_id,
        "anchor": {"exact": "We ask when a kettle can be trusted"},
    }
    assert ada.post("/api/notes", json=body).status_code == 422
    assert ada.get("/api/notes", params={"paper": paper.id}).json() == []


def test_a_text_is_noted_only_by_those_who_may_read_it(
    ada: TestClient, as_: Callable[[Person], TestClient], cast: Cast, database: Database, paper: PaperOut
) -> None:
    theirs = store_text(database, paper.version_id, PRINTED, TextForm.PDF, cast.mei.id)
    shelved = store_text(database, paper.version_id)
    anchor = {"exact": "A cold kettle says nothing"}
    for client, text_id in ((ada, theirs), (as_(cast.rui), shelved), (ada, "nosuchtext")):
        body = {"version_id": paper.version_id, "text_id": text_id, "anchor": anchor}
        assert client.post("/api/notes", json=body).status_code == 404
        assert client.get("/api/notes", params={"paper": paper.id, "text": text_id}).status_code == 404


def test_a_text_of_another_version_is_refused(ada: TestClient, database: Database, paper: PaperOut) -> None:
    second = store_paper(database, version=2)
    text_id = store_text(database, second.version_id, SECOND)
    body = {"version_id": paper.version_id, "text_id": text_id, "anchor": {"exact": "A kettle is trusted"}}
    answer = ada.post("/api/notes", json=body)
    assert answer.status_code == 422
    assert "another version" in answer.json()["error"]["sentence"]


def test_a_note_is_found_in_every_text_of_its_paper(
    ada: TestClient, database: Database, settings: Settings, paper: PaperOut
) -> None:
    html = store_text(database, paper.version_id)
    pdf = store_text(database, paper.version_id, PRINTED, TextForm.PDF)
    same = note(ada, paper, html, "Each kettle is filled to the same line")
    kitchen = note(ada, paper, html, "the room is kept at the temperature of an ordinary kitchen")
    cold = note(ada, paper, html, "A cold kettle says nothing, which we count as honest.")
    abstract = note(ada, paper, None, "A probe reads the state of the water from its sound alone")
    whole = ada.post("/api/notes", json={"version_id": paper.version_id, "words": "All of it."}).json()
    work(database, settings)
    printed = places(ada, paper, pdf)
    assert [printed[one["id"]]["state"] for one in (same, kitchen, cold, abstract)] == ["found"] * 4
    assert printed[same["id"]]["start"] == PRINTED.index("Each kettle is filled")
    assert printed[whole["id"]] is None
    second = store_paper(database, version=2)
    newer = store_text(database, second.version_id, SECOND)
    assert places(ada, paper, newer)[same["id"]] is None
    work(database, settings)
    now = places(ada, paper, newer)
    assert now[same["id"]]["state"] in {"found", "moved"}
    assert (now[kitchen["id"]]["state"], now[cold["id"]]) == (
        "changed",
        {"state": "gone", "exact": "", "prefix": "", "suffix": "", "start": None, "end": None, "confidence": 0.0},
    )
    assert "the temperature of a kitchen" in now[kitchen["id"]]["exact"]
    assert now[kitchen["id"]]["confidence"] < 0.9


def test_a_passage_with_a_formula_is_found_in_the_other_form(
    ada: TestClient, database: Database, settings: Settings, paper: PaperOut
) -> None:
    html = store_text(database, paper.version_id)
    pdf = store_text(database, paper.version_id, PRINTED, TextForm.PDF)
    drawn = note(ada, paper, html, FORMULA)
    printed = note(ada, paper, pdf, FORMULA.replace("$O(n \\log n)$", "O(n log n)"))
    work(database, settings)
    assert places(ada, paper, pdf)[drawn["id"]]["exact"] == printed["anchor"]["exact"]
    there = places(ada, paper, html)[printed["id"]]
    assert (there["state"], there["exact"]) == ("found", FORMULA)


def test_a_lost_note_is_put_at_another_place_or_kept_for_the_whole(
    ada: TestClient, database: Database, settings: Settings, paper: PaperOut
) -> None:
    html = store_text(database, paper.version_id)
    cold = note(ada, paper, html, "A cold kettle says nothing, which we count as honest.", words="Is it?")
    second = store_paper(database, version=2)
    newer = store_text(database, second.version_id, SECOND)
    work(database, settings)
    anchor = {"exact": "it errs on the side of silence"}
    body = {"version_id": second.version_id, "text_id": newer, "anchor": anchor}
    moved = ada.put(f"/api/notes/{cold['id']}/anchor", json=body).json()
    assert (moved["number"], moved["anchor"]["exact"], moved["anchor"]["section"]) == (2, anchor["exact"], "4 Results")
    work(database, settings)
    assert places(ada, paper, html)[cold["id"]]["state"] == "found"
    whole = ada.put(f"/api/notes/{cold['id']}/anchor", json={"version_id": second.version_id}).json()
    assert (whole["anchor"], whole["words"]) == (None, "> it errs on the side of silence\n\nIs it?")
    other = store_paper(database, "2611.09999", title="Another kettle")
    elsewhere = ada.put(f"/api/notes/{cold['id']}/anchor", json={"version_id": other.version_id})
    assert elsewhere.status_code == 422


def test_a_deleted_note_is_nowhere_and_comes_back_as_it_was(
    ada: TestClient, database: Database, paper: PaperOut
) -> None:
    html = store_text(database, paper.version_id)
    made = note(ada, paper, html, "A cold kettle says nothing", words="Why?", tags=["cold"])
    assert ada.delete(f"/api/notes/{made['id']}").status_code == 204
    assert ada.get("/api/notes", params={"paper": paper.id}).json() == []
    assert ada.get("/api/note-tags").json() == []
    assert ada.get("/api/note-search").json()["total"] == 0
    assert ada.get("/api/shelf").json()[0]["notes"] == 0
    for method, path in (("patch", ""), ("get", ""), ("delete", "")):
        assert ada.request(method, f"/api/notes/{made['id']}{path}", json={}).status_code == 404
    back = ada.put(f"/api/notes/{made['id']}/restoration").json()
    assert back == made


def test_the_shelf_says_what_waits(ada: TestClient, database: Database, settings: Settings, paper: PaperOut) -> None:
    html = store_text(database, paper.version_id)
    note(ada, paper, html, "A cold kettle says nothing, which we count as honest.")
    assert ada.get("/api/shelf").json()[0]["waiting"] == []
    second = store_paper(database, version=2)
    store_text(database, second.version_id, SECOND)
    work(database, settings)
    (item,) = ada.get("/api/shelf").json()
    assert item["newest"] == 2
    assert item["waiting"] == [
        "Version 2 is new since your notes on version 1.",
        "1 of your notes has no place in version 2.",
    ]
