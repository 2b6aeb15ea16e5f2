"""Notes over HTTP: anchored to what the paper says, or refused with a sentence."""

from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.database import Database
from app.papers.schemas import PaperOut
from app.people.models import Person
from tests.conftest import Cast
from tests.papers_here import store_paper

QUOTE = "the probe is right in 96 of 100 cases"


@pytest.fixture
def ada(as_: Callable[[Person], TestClient], cast: Cast) -> TestClient:
    return as_(cast.ada)


def write(client: TestClient, paper: PaperOut, words: str = "", **anchor: Any) -> Any:
    body: dict[str, Any] = {"version_id": paper.version_id, "words": words}
    return client.post("/api/notes", json={**body, "anchor": anchor} if anchor else body)


def test_a_note_quotes_the_paper_itself_and_puts_it_on_the_shelf(ada: TestClient, paper: PaperOut) -> None:
    note = write(
        ada, paper, "*Nearly* all, so $p > 0.9$.", exact=QUOTE.replace(" ", "\n"), prefix="On nine kettles"
    ).json()
    start = paper.abstract.index(QUOTE)
    assert note["anchor"]["exact"] == QUOTE
    assert (note["anchor"]["start"], note["anchor"]["end"]) == (start, start + len(QUOTE))
    assert note["anchor"]["section"] == "Abstract"
    assert "<em>Nearly</em>" in note["html"]
    assert 'alttext="p &gt; 0.9"' in note["html"]
    assert (note["sharing"], note["mine"], note["number"]) == ("private", True, 1)
    (item,) = ada.get("/api/shelf").json()
    assert (item["paper"]["key"], item["progress"], item["notes"]) == (paper.key, "reading", 1)


def test_a_passage_may_run_across_a_formula(ada: TestClient, paper: PaperOut) -> None:
    passage = "at a cost of $O(n \\log n)$ for $n$ samples"
    assert write(ada, paper, exact=passage).json()["anchor"]["exact"] == passage


def test_notes_stand_in_the_order_of_their_passages(ada: TestClient, paper: PaperOut) -> None:
    write(ada, paper, "late", exact="The sound alone does not suffice")
    write(ada, paper, "early", exact="We ask when a kettle")
    write(ada, paper, "all of it")
    notes = ada.get("/api/notes", params={"paper": paper.id}).json()
    assert [note["words"] for note in notes] == ["all of it", "early", "late"]


@pytest.mark.parametrize(
    ("quote", "sentence"),
    [
        ("the probe is always right", "not in the paper's text"),
        ("in 96 of 100 cakes", "not in the paper's text"),
        ("of 100 cases", "stands there twice"),
    ],
)
def test_words_the_paper_does_not_hold_once_are_refused(
    ada: TestClient, paper: PaperOut, quote: str, sentence: str
) -> None:
    answer = write(ada, paper, "Really?", exact=quote)
    assert answer.status_code == 422
    assert sentence in answer.json()["error"]["sentence"]
    assert ada.get("/api/notes", params={"paper": paper.id}).json() == []
    assert ada.get("/api/shelf").json() == []


def test_the_position_tells_which_of_two(ada: TestClient, paper: PaperOut) -> None:
    start = paper.abstract.rindex("of 100 cases")
    note = write(ada, paper, exact="of 100 cases", start=start, end=start + 12).json()
    assert note["anchor"]["start"] == start


@pytest.mark.parametrize("words", ["", "  \n "])
def test_a_note_about_nothing_is_refused(ada: TestClient, paper: PaperOut, words: str) -> None:
    assert write(ada, paper, words).status_code == 422
    note = write(ada, paper, "Something.").json()
    refused = ada.patch(f"/api/notes/{note['id']}", json={"words": words})
    assert refused.status_code == 422
    assert "old ones are still there" in refused.json()["error"]["sentence"]


def test_words_change_and_newlines_are_one_kind(ada: TestClient, paper: PaperOut) -> None:
    note = write(ada, paper, "One.").json()
    changed = ada.patch(f"/api/notes/{note['id']}", json={"words": "Two.\r\n\r\nThree.\r"}).json()
    assert changed["words"] == "Two.\n\nThree."
    assert changed["changed_at"] > note["changed_at"]


@pytest.mark.parametrize(
    "body",
    [
        b'{"version_id": "VERSION", "words": "half \\ud800"}',
        b'{"version_id": "VERSION", "words": "nul \\u0000"}',
        b'{"version_id": "VERSION", "words": "bad \xff"}',
        b'{"version_id": "\\u0000", "words": "x"}',
        b'{"version_id": "VERSION", "words": "x", "anchor": {"exact": "We ask\\u0000"}}',
        b'{"version_id": "VERSION", "words": "' + b"a" * 20_001 + b'"}',
    ],
)
def test_what_cannot_be_kept_is_refused_with_a_sentence(ada: TestClient, paper: PaperOut, body: bytes) -> None:
    sent = body.replace(b"VERSION", paper.version_id.encode())
    answer = ada.post("/api/notes", content=sent, headers={"Content-Type": "application/json"})
    assert answer.status_code in {400, 404, 422}
    assert answer.json()["error"]["sentence"]
    assert ada.get("/api/notes", params={"paper": paper.id}).json() == []


def test_dangerous_words_are_drawn_as_words(ada: TestClient, paper: PaperOut) -> None:
    html = write(ada, paper, "<script>alert(1)</script> [x](javascript:alert(1)) <img src=x onerror=alert(1)>").json()[
        "html"
    ]
    assert "<script" not in html
    assert "<img" not in html
    assert "href" not in html


def test_the_shelf_says_where_one_stands(ada: TestClient, database: Database, paper: PaperOut) -> None:
    store_paper(database, version=2, title="When can a kettle be trusted, again?")
    ada.put(f"/api/shelf/{paper.id}", json={"progress": "to_read"})
    (item,) = ada.get("/api/shelf").json()
    assert (item["progress"], item["paper"]["number"]) == ("to_read", 2)
    assert write(ada, paper, "Begun.").status_code == 201
    assert ada.get("/api/shelf").json()[0]["progress"] == "reading"
    ada.put(f"/api/shelf/{paper.id}", json={"progress": "read"})
    write(ada, paper, "Read, and still thinking.")
    assert ada.get("/api/shelf").json()[0]["progress"] == "read"
    ada.delete(f"/api/shelf/{paper.id}")
    assert ada.get("/api/shelf").json() == []
    assert len(ada.get("/api/notes", params={"paper": paper.id}).json()) == 2
