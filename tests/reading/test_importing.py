"""Notes from Zotero and Hypothesis: in from each kind of file, to the right paper, at their passage, once."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.database import Database
from app.errors import BadInput
from app.papers.rules import TextForm
from app.papers.schemas import PaperOut
from app.people.models import Person
from app.reading.importing import read
from app.reading.rules import Colour
from app.settings import Settings
from tests.conftest import Cast
from tests.reading.export_files import ANNOTATION, API, ATTACHED, COLD, EXPORT, FILES, HYPOTHESIS, SAME, URL, WORK
from tests.reading.texts_here import METHODS, PRINTED, store_text, work


@pytest.fixture
def ada(as_: Callable[[Person], TestClient], cast: Cast) -> TestClient:
    return as_(cast.ada)


def bring(client: TestClient, written: str | bytes, paper: PaperOut | None = None) -> Any:
    data = written.encode() if isinstance(written, str) else written
    return client.post("/api/note-imports", files={"file": ("notes", data)}, data={"paper": paper.id} if paper else {})


@pytest.mark.parametrize("kind", FILES)
def test_each_kind_of_file_is_read(kind: str) -> None:
    (note,) = read(FILES[kind].encode())
    assert (note.quote, note.words) == (SAME, "As it should be.")
    if kind.startswith("zotero") or kind == "better-bibtex":
        assert note.origin == "zotero:WK35324J"
        assert (note.page, note.form) == (0, TextForm.PDF)
    if kind in {"zotero-api", "better-bibtex", "zotero-note", "zotero-rdf"}:
        assert note.colour is Colour.GREEN
    if kind not in {"zotero-html", "zotero-markdown"}:
        assert any("2611.01234" in work for work in note.works)


@pytest.mark.parametrize("kind", FILES)
def test_it_comes_in_at_its_passage_and_once(ada: TestClient, database: Database, paper: PaperOut, kind: str) -> None:
    store_text(database, paper.version_id)
    store_text(database, paper.version_id, PRINTED, TextForm.PDF)
    answer = bring(ada, FILES[kind], paper)
    assert answer.status_code == 201, answer.text
    (told,) = answer.json()["notes"]
    assert (told["state"], told["paper_key"]) == ("placed", paper.key)
    (note,) = ada.get("/api/notes", params={"paper": paper.id}).json()
    assert (note["anchor"]["exact"], note["words"]) == (SAME, "As it should be.")
    assert note["form"] == ("html" if kind.startswith("hypothesis") else "pdf")
    (again,) = bring(ada, FILES[kind], paper).json()["notes"]
    assert (again["state"], again["note_id"]) == ("known", note["id"])
    ada.delete(f"/api/notes/{note['id']}")
    (deleted,) = bring(ada, FILES[kind], paper).json()["notes"]
    assert "stays deleted" in deleted["sentence"]
    assert ada.get("/api/notes", params={"paper": paper.id}).json() == []


def test_a_passage_that_is_not_here_waits_for_a_text_that_holds_it(
    ada: TestClient, database: Database, settings: Settings, paper: PaperOut
) -> None:
    answer = bring(ada, json.dumps(API)).json()
    assert answer["sentence"] == "1 of 1 notes came in: 1 whose passage is not in the texts here yet."
    assert answer["notes"][0]["state"] == "orphan"
    (note,) = ada.get("/api/notes", params={"paper": paper.id}).json()
    assert (note["anchor"]["exact"], note["anchor"]["start"], note["anchor"]["section"]) == (SAME, None, "p. 1")
    assert (note["tags"], note["colour"], note["created_at"][:10]) == (["method"], "green", "2026-04-02")
    text_id = store_text(database, paper.version_id)
    work(database, settings)
    (placed,) = ada.get("/api/notes", params={"paper": paper.id, "text": text_id}).json()
    assert placed["place"]["start"] == METHODS.index(SAME)


def test_what_stays_out_is_told_and_why(ada: TestClient, paper: PaperOut) -> None:
    others = {**HYPOTHESIS, "id": "a", "user": "acct:rui@hypothes.is"}
    reply = {**HYPOTHESIS, "id": "b", "references": ["hQz1"]}
    absent = {**HYPOTHESIS, "id": "c", "uri": "https://arxiv.org/pdf/1706.03762v5", "target": []}
    empty = {**HYPOTHESIS, "id": "d", "text": "", "target": [{"source": URL, "selector": []}]}
    drawn = {**HYPOTHESIS, "id": "e", "text": "half \ud800"}
    halved = {**HYPOTHESIS, "id": "\ud800\u0000", "uri": f"{URL}\u0000", "target": [{"selector": [
        {"type": "TextQuoteSelector", "exact": "half \ud800"},
    ]}]}  # fmt: skip
    nameless = {**HYPOTHESIS, "id": "f", "uri": "urn:x-pdf:abc"}
    rows = [others, reply, absent, empty, drawn, nameless, halved]
    told = bring(ada, json.dumps({**EXPORT, "annotations": rows})).json()
    assert [one["state"] for one in told["notes"]] == [
        "left_out", "left_out", "no_paper", "left_out", "left_out", "no_paper", "left_out",
    ]  # fmt: skip
    sentences = [one["sentence"] for one in told["notes"]]
    assert sentences[0] == "Written by rui, so it does not come in as yours."
    assert "A reply" in sentences[1]
    assert "Paste arXiv:1706.03762 into the box" in sentences[2]
    assert "NUL" in sentences[4]
    assert "does not say which paper" in sentences[5]
    assert told["sentence"].startswith("0 of 7 notes came in")
    assert ada.get("/api/notes", params={"paper": paper.id}).json() == []
    (named,) = bring(ada, json.dumps({**EXPORT, "annotations": [nameless]}), paper).json()["notes"]
    assert named["state"] == "orphan"


def test_words_that_stand_twice_are_told_apart_by_their_page(
    ada: TestClient, database: Database, paper: PaperOut
) -> None:
    twice = PRINTED + " " + COLD
    store_text(database, paper.version_id, twice, TextForm.PDF)
    annotation = {**ANNOTATION, "annotationText": COLD, "annotationPosition": {"pageIndex": 1}}
    bring(ada, json.dumps([WORK, ATTACHED, annotation]))
    (note,) = ada.get("/api/notes", params={"paper": paper.id}).json()
    assert note["anchor"]["start"] == twice.rindex(COLD)
    unsure = {**annotation, "key": "OTHER", "annotationPosition": ""}
    (told,) = bring(ada, json.dumps([WORK, ATTACHED, unsure])).json()["notes"]
    assert told["state"] == "orphan"


def test_a_passage_of_a_pdf_is_found_in_html_with_its_formula(
    ada: TestClient, database: Database, paper: PaperOut
) -> None:
    store_text(database, paper.version_id)
    annotation = {**ANNOTATION, "annotationText": "reads a spectrum of O(n log n) values from the lid"}
    (told,) = bring(ada, json.dumps([WORK, ATTACHED, annotation])).json()["notes"]
    assert told["state"] == "placed"
    (note,) = ada.get("/api/notes", params={"paper": paper.id}).json()
    assert note["anchor"]["exact"] == "reads a spectrum of $O(n \\log n)$ values from the lid"


def test_a_note_of_one_s_own_words_stands_on_the_whole_paper(ada: TestClient, paper: PaperOut) -> None:
    written = [WORK, {"key": "N1", "itemType": "note", "parentItem": "ABCD2345", "note": "<p>Read it again.</p>"}]
    (told,) = bring(ada, json.dumps(written)).json()["notes"]
    assert told["state"] == "whole"
    assert ada.get("/api/notes", params={"paper": paper.id}).json()[0]["words"] == "Read it again."


@pytest.mark.parametrize(
    "data",
    [
        b"", b"hello", b"\xff\xfe\x00", b"{}", b"[1, 2]", b'{"annotations": [1]}', b"[" * 100_000, b"<html></html>",
        b'<!DOCTYPE x [<!ENTITY e "eee">]><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">&e;</rdf:RDF>',
        b"<rdf:RDF broken",
    ],
)  # fmt: skip
def test_other_files_are_refused_with_what_would_do(data: bytes) -> None:
    with pytest.raises(BadInput, match="Export annotations"):
        read(data)


def test_markdown_keeps_what_is_written_around_a_passage() -> None:
    text = (
        "# Kettles\n\nMy own remark.\n\n- “One \\*star\\* here” ([A, p. 2](zotero://select/library/items/X)) "
        "([pdf](zotero://open-pdf/groups/7/items/Y?page=2&annotation=K1)) first “two” "
        "([pdf](zotero://open-pdf/groups/7/items/Y?page=3&annotation=K2)) second\n"
    )
    own, one, two = read(text.encode())
    assert (own.quote, own.words) == ("", "My own remark.")
    assert (one.origin, one.quote, one.words, one.page) == ("zotero:K1", "One *star* here", "first", 1)
    assert (two.origin, two.quote, two.words, two.page) == ("zotero:K2", "two", "second", 2)


def test_a_note_with_lists_and_loose_words_loses_nothing() -> None:
    html = (
        '<div class="zotero-note"><h1>My reading</h1><blockquote><p>“Quoted by hand”</p></blockquote>loose'
        '<ul><li>“First” (<a href="zotero://open-pdf/library/items/K?page=2&amp;annotation=AAA">pdf</a>) why'
        "<ul><li>nested</li></ul></li><li>plain</li></ul></div>"
    )
    found = [(note.quote, note.words) for note in read(html.encode())]
    assert found == [("", "loose"), ("", "“Quoted by hand”"), ("First", "why"), ("", "nested"), ("", "plain")]
