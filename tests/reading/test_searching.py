"""Finding one's notes again: by words wherever they stand, by tag and colour, with snippets that are safe."""

from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.markup import render_text
from app.papers.schemas import PaperOut
from app.people.models import Person
from app.reading.searching import SNIPPET, snippet
from tests.conftest import Cast

QUOTE = "the probe is right in 96 of 100 cases"


@pytest.fixture
def ada(as_: Callable[[Person], TestClient], cast: Cast, paper: PaperOut) -> TestClient:
    client = as_(cast.ada)
    for given in (
        {"words": "Étude of the Whistle <b>", "tags": ["Sound"]},
        {"anchor": {"exact": QUOTE}, "colour": "green", "tags": ["numbers", "sound"]},
        {"words": "100 % sure?", "anchor": {"exact": "The sound alone does not suffice."}},
    ):
        client.post("/api/notes", json={"version_id": paper.version_id, **given})
    return client


def search(client: TestClient, **asked: Any) -> Any:
    answer = client.get("/api/note-search", params=asked)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_every_word_must_stand_in_words_passage_or_tags(ada: TestClient, paper: PaperOut) -> None:
    (found,) = search(ada, words="PROBE numbers")["hits"]
    assert found["quote_html"] == "the <mark>probe</mark> is right in 96 of 100 cases"
    assert (found["snippet_html"], found["section"], found["paper_key"]) == ("", "Abstract", paper.key)
    assert search(ada, words="probe whistle")["hits"] == []
    assert search(ada, words="100")["total"] == 2
    assert search(ada, words="étude")["hits"][0]["snippet_html"] == "<mark>Étude</mark> of the Whistle &lt;b&gt;"


def test_filters_and_pages_go_together(ada: TestClient) -> None:
    assert search(ada, tag="sound")["total"] == 1
    assert search(ada, colour="green", words="right")["total"] == 1
    assert search(ada, paper="nothing")["total"] == 0
    first = search(ada, limit=2)
    assert (first["total"], first["next"], len(first["hits"])) == (3, 2, 2)
    assert first["hits"][0]["snippet_html"] == "100 % sure?"
    last = search(ada, limit=2, offset=2)
    assert (last["next"], last["hits"][0]["tags"]) == (None, ["Sound"])


def test_nobody_finds_what_others_wrote(ada: TestClient, as_: Callable[[Person], TestClient], cast: Cast) -> None:
    shared = search(ada, words="sure")["hits"][0]["id"]
    ada.put(f"/api/notes/{shared}/sharing", json={"sharing": "public"})
    rui = as_(cast.rui)
    assert search(rui)["total"] == 0
    assert rui.get("/api/note-tags").json() == []


def test_tags_are_counted_in_their_spelling(ada: TestClient) -> None:
    assert ada.get("/api/note-tags").json() == [
        {"tag": "numbers", "count": 1}, {"tag": "Sound", "count": 1}, {"tag": "sound", "count": 1},
    ]  # fmt: skip


def test_a_note_carries_the_tags_it_was_last_given(ada: TestClient) -> None:
    note = search(ada, words="sure")["hits"][0]["id"]
    changed = ada.patch(f"/api/notes/{note}", json={"tags": [" two  words ", "Two words", "", "b\u202ec"]}).json()
    assert (changed["tags"], changed["words"]) == (["bc", "two words"], "100 % sure?")
    assert ada.patch(f"/api/notes/{note}", json={"colour": "plum"}).json()["tags"] == ["bc", "two words"]
    assert ada.patch(f"/api/notes/{note}", json={"tags": ["x"] * 21}).status_code == 422
    assert ada.patch(f"/api/notes/{note}", json={"tags": []}).json()["tags"] == []


def test_colours_mean_what_a_person_says(ada: TestClient, as_: Callable[[Person], TestClient], cast: Cast) -> None:
    assert [one["colour"] for one in ada.get("/api/note-colours").json()] == ["amber", "green", "blue", "plum", "red"]
    given = [{"colour": "green", "meaning": " a  result "}, {"colour": "red", "meaning": "doubt"}]
    named = {one["colour"]: one["meaning"] for one in ada.put("/api/note-colours", json=given).json()}
    assert named == {"amber": "", "green": "a result", "blue": "", "plum": "", "red": "doubt"}
    ada.put("/api/note-colours", json=[{"colour": "red", "meaning": ""}])
    assert {one["colour"]: one["meaning"] for one in ada.get("/api/note-colours").json()} == {**named, "red": ""}
    assert all(one["meaning"] == "" for one in as_(cast.rui).get("/api/note-colours").json())


def test_a_snippet_begins_shortly_before_the_first_word_found() -> None:
    text = "nothing here " * 40 + "the kettle <i>whistles</i> " + "and on " * 60
    cut = snippet(text, ["kettle", "whistles"])
    assert cut.startswith("… ")
    assert cut.endswith(" …")
    assert "<mark>kettle</mark> &lt;i&gt;<mark>whistles</mark>&lt;/i&gt;" in cut
    assert len(cut) < SNIPPET + 100


def test_a_snippet_of_one_long_word_is_cut() -> None:
    assert snippet("x" * 1000, []) == "x" * SNIPPET + " …"
    assert snippet("a & b", ["&"]) == "a <mark>&amp;</mark> b"


def test_a_snippet_draws_its_formulas_and_marks_them_whole() -> None:
    formula = "$\\sum_{t} (r_t - r_0)$"
    assert snippet(f"keeps {formula} small", ["sum"]) == f"keeps <mark>{render_text(formula)}</mark> small"
    assert snippet(f"keeps {formula} small", ["keeps"]) == f"<mark>keeps</mark> {render_text(formula)} small"


def test_a_snippet_cuts_no_formula() -> None:
    formula = "$a + b + c + d + e + f + g + h$"
    for before in range(SNIPPET - 40, SNIPPET + 10):
        cut = snippet("x " * (before // 2) + formula + " y" * 200, [])
        assert "$" not in cut
    for before in range(20, 100):
        cut = snippet("x " * 100 + formula + "y " * (before // 2) + "kettle", ["kettle"])
        assert "$" not in cut
        assert "<mark>kettle</mark>" in cut


def test_a_very_long_word_that_was_found_is_marked() -> None:
    word = "x" * (SNIPPET + 9)
    assert snippet(f"a b {word} c", [word]) == f"a b <mark>{word[: SNIPPET - 4]}</mark> …"
