"""Notes from Zotero and Hypothesis: in from each kind of file, to the right paper, at their passage, once."""

import json
from collections.abc import Callable
from html import escape
from typing import Any
from urllib.parse import quote

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
from tests.reading.texts_here import METHODS, PRINTED, store_text, work

SAME = "Each kettle is filled to the same line"
COLD = "A cold kettle says nothing, which we count as honest."
LOST = "Nobody ever wrote this sentence about a kettle."
URL = "https://arxiv.org/abs/2611.01234v1"

ANNOTATION = {
    "key": "WK35324J", "itemType": "annotation", "parentItem": "K254PIHU", "annotationType": "highlight",
    "annotationText": SAME, "annotationComment": "As <i>it should</i> be.", "annotationColor": "#5fb236",
    "annotationPageLabel": "1", "annotationPosition": '{"pageIndex":0,"rects":[[42.5,694.3,562.4,720]]}',
    "tags": [{"tag": "method"}], "dateAdded": "2026-04-02T18:56:24Z",
}  # fmt: skip
WORK = {"key": "ABCD2345", "itemType": "preprint", "title": "Kettles", "url": URL, "archiveID": "arXiv:2611.01234"}
ATTACHED = {"key": "K254PIHU", "itemType": "attachment", "parentItem": "ABCD2345", "title": "PDF"}
API = [{"key": one["key"], "version": 4, "data": one} for one in (WORK, ATTACHED, ANNOTATION)]
BETTER = {
    "config": {"label": "BetterBibTeX JSON"},
    "items": [{**WORK, "attachments": [{**ATTACHED, "annotations": [ANNOTATION]}]}],
}

URI = "http://zotero.org/users/4/items/ABCD2345"
CITED = quote(json.dumps([{"uris": [URI], "itemData": {"type": "article", "title": "Kettles", "URL": URL}}]))
MARKED = quote(json.dumps({
    "attachmentURI": "http://zotero.org/users/4/items/K254PIHU", "annotationKey": "WK35324J", "color": "#5fb236",
    "pageLabel": "1", "position": {"pageIndex": 0}, "citationItem": {"uris": [URI], "locator": "1"},
}))  # fmt: skip
NOTE = (
    f'<div data-citation-items="{CITED}" data-schema-version="9"><h1>Annotations<br>(4/2/2026, 6:56 PM)</h1>'
    f'<p><span class="highlight" data-annotation="{MARKED}">“{SAME}”</span> <span class="citation" '
    f'data-citation="x">(<span class="citation-item">Author, 2026, p. 1</span>)</span> As it should be.</p></div>'
)
EXPORTED = (
    '<!DOCTYPE html><html><head><meta charset="utf-8"></head><body><div class="zotero-notes"><div class="zotero-note">'
    f'<h1>Annotations</h1><p><span class="highlight">“{SAME}”</span> <span class="citation">'
    '(<a href="zotero://select/library/items/ABCD2345">Author, 2026, p. 1</a>)</span> '
    '(<a href="zotero://open-pdf/library/items/K254PIHU?page=1&amp;annotation=WK35324J">pdf</a>) As it should be.</p>'
    "</div></div></body></html>"
)
MARKDOWN = (
    "# Annotations  \n(4/2/2026, 6:56:24 PM)\n\n"
    f"“{SAME}” ([Author, 2026, p. 1](zotero://select/library/items/ABCD2345)) "
    "([pdf](zotero://open-pdf/library/items/K254PIHU?page=1&annotation=WK35324J)) As it should be.\n"
)
RDF = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:bib="http://purl.org/net/biblio#" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
    f'<bib:Article rdf:about="{URL}"><dc:title>Kettles</dc:title><dcterms:isReferencedBy rdf:resource="#item_2"/>'
    f'</bib:Article><bib:Memo rdf:about="#item_2"><rdf:value>{escape(NOTE)}</rdf:value></bib:Memo></rdf:RDF>'
)
HYPOTHESIS = {
    "id": "hQz1", "created": "2026-04-02T18:56:24.1+00:00", "user": "acct:ada@hypothes.is", "uri": URL,
    "text": "As it should be.", "tags": ["method"], "document": {"title": ["Kettles"]},
    "target": [{"source": URL, "selector": [
        {"type": "TextPositionSelector", "start": 5, "end": 9},
        {"type": "TextQuoteSelector", "exact": SAME, "prefix": "kettle. ", "suffix": ", and the room"},
    ]}],
}  # fmt: skip
EXPORT = {"export_userid": "acct:ada@hypothes.is", "client_version": "1.2", "annotations": [HYPOTHESIS]}
CSV = (
    "Created at,Author,Page,URL,Group,Annotation/Reply Type,Quote,Comment,Tags\n"
    f'2026-04-02 18:56,ada,,{URL},Public,Annotation,{SAME},As it should be.,"method,line"\n'
)
FILES = {
    "zotero-api": json.dumps(API), "better-bibtex": json.dumps(BETTER), "zotero-note": NOTE, "zotero-html": EXPORTED,
    "zotero-markdown": MARKDOWN, "zotero-rdf": RDF, "hypothesis-export": json.dumps(EXPORT),
    "hypothesis-api": json.dumps({"total": 1, "rows": [HYPOTHESIS]}), "hypothesis-csv": CSV,
}  # fmt: skip


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
    nameless = {**HYPOTHESIS, "id": "f", "uri": "urn:x-pdf:abc"}
    rows = [others, reply, absent, empty, drawn, nameless]
    told = bring(ada, json.dumps({**EXPORT, "annotations": rows})).json()
    assert [one["state"] for one in told["notes"]] == [
        "left_out", "left_out", "no_paper", "left_out", "left_out", "no_paper",
    ]  # fmt: skip
    sentences = [one["sentence"] for one in told["notes"]]
    assert sentences[0] == "Written by rui, so it does not come in as yours."
    assert "A reply" in sentences[1]
    assert "Paste arXiv:1706.03762 into the box" in sentences[2]
    assert "NUL" in sentences[4]
    assert "does not say which paper" in sentences[5]
    assert told["sentence"].startswith("0 of 6 notes came in")
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
