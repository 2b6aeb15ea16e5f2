"""One's notes as files: W3C Web Annotations held to the model's MUSTs, and Markdown by paper and section."""

from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient

from app.database import Database
from app.papers.rules import TextForm
from app.papers.schemas import PaperOut
from app.people.models import Person
from tests.conftest import Cast
from tests.papers_here import store_paper
from tests.reading.texts_here import METHODS, PRINTED, store_text
from tests.reading.web_annotation_schema import check

COLD = "A cold kettle says nothing, which we count as honest."


@pytest.fixture
def ada(as_: Callable[[Person], TestClient], cast: Cast, database: Database, paper: PaperOut) -> TestClient:
    """Ada with a note on each form of a text, one on the whole, one she deleted; and Rui's shared one beside them."""
    ada, rui = as_(cast.ada), as_(cast.rui)
    ada.put(f"/api/shelf/{paper.id}", json={"progress": "reading"})
    html = store_text(database, paper.version_id)
    pdf = store_text(database, paper.version_id, PRINTED, TextForm.PDF)
    for text_id, quote, given in (
        (html, COLD, {"words": "Is *silence* honest?", "tags": ["cold", "to ask"], "colour": "green"}),
        (pdf, "Each kettle is filled to the same line", {}),
        (None, "The sound alone does not suffice.", {}),
    ):
        body = {"version_id": paper.version_id, "text_id": text_id, "anchor": {"exact": quote}, **given}
        assert ada.post("/api/notes", json=body).status_code == 201
    ada.post("/api/notes", json={"version_id": paper.version_id, "words": "On all of it."})
    gone = ada.post("/api/notes", json={"version_id": paper.version_id, "words": "Not this."}).json()
    ada.delete(f"/api/notes/{gone['id']}")
    shared = rui.post("/api/notes", json={"version_id": paper.version_id, "words": "Rui's own."}).json()
    rui.put(f"/api/notes/{shared['id']}/sharing", json={"sharing": "public"})
    return ada


def test_notes_leave_as_web_annotations(ada: TestClient, paper: PaperOut) -> None:
    answer = ada.get("/api/notes.jsonld")
    assert answer.headers["content-type"] == 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'
    assert 'filename="notes.jsonld"' in answer.headers["content-disposition"]
    written = answer.json()
    check(written)
    whole, *_ = written["first"]["items"]
    assert written["total"] == 4
    assert whole["target"] == "https://arxiv.org/abs/2611.01234v1"
    (cold,) = [one for one in written["first"]["items"] if one.get("body", [{}])[0].get("value", "").startswith("Is ")]
    assert cold["motivation"] == "commenting"
    assert [body["purpose"] for body in cold["body"]] == ["commenting", "tagging", "tagging"]
    assert cold["target"]["source"] == "https://arxiv.org/html/2611.01234v1"
    assert cold["target"]["styleClass"] == "green"
    assert cold["stylesheet"]["value"].startswith(".green {")
    quote, position = cold["target"]["selector"]
    assert (quote["exact"], position["start"]) == (COLD, METHODS.index(COLD))
    motivations = [one["motivation"] for one in written["first"]["items"]]
    assert sorted(motivations) == ["commenting", "commenting", "highlighting", "highlighting"]
    sources = {one["target"]["source"] for one in written["first"]["items"] if isinstance(one["target"], dict)}
    assert "https://arxiv.org/pdf/2611.01234v1" in sources


def test_what_left_is_read_again_at_its_address(ada: TestClient) -> None:
    for one in ada.get("/api/notes.jsonld").json()["first"]["items"]:
        assert ada.get("/api/notes/" + one["id"].rsplit("/", 1)[1]).status_code == 200


def test_notes_leave_as_markdown(ada: TestClient, database: Database) -> None:
    second = store_paper(database, "2611.09999", title="Another kettle")
    ada.post("/api/notes", json={"version_id": second.version_id, "words": "Later."})
    text = ada.get("/api/notes.md").text
    assert text.startswith("# Another kettle\n\n[arXiv 2611.09999v1](https://arxiv.org/abs/2611.09999v1)\n\nLater.\n")
    assert f"## 3.2 Methods\n\n> {COLD}\n\nIs *silence* honest?\n\n*" in text
    assert "green, #cold, #to-ask*" in text
    assert "Rui" not in text
    assert "Not this." not in text
    one = ada.get("/api/notes.md", params={"paper": second.id}).text
    assert "Another kettle" in one
    assert COLD not in one


def test_nobody_s_notes_are_an_empty_collection(as_: Callable[[Person], TestClient], cast: Cast) -> None:
    written = as_(cast.mei).get("/api/notes.jsonld").json()
    check(written)
    assert written["total"] == 0
    assert "first" not in written, "a page holds one annotation or more"
    assert as_(cast.mei).get("/api/notes.md").text == ""


def test_positions_count_code_points(as_: Callable[[Person], TestClient], cast: Cast, database: Database) -> None:
    abstract = "𝔼🦊 e\u0301 \u05d0\u05d1 stand before it. It is found."
    paper, ada = store_paper(database, abstract=abstract), as_(cast.ada)
    ada.post("/api/notes", json={"version_id": paper.version_id, "anchor": {"exact": "It is found."}})
    written = ada.get("/api/notes.jsonld").json()
    check(written)
    quote, position = written["first"]["items"][0]["target"]["selector"]
    assert abstract[position["start"] : position["end"]] == quote["exact"] == "It is found."


@pytest.mark.parametrize(
    ("where", "iri"),
    [
        (
            "10.1002/(SICI)1097-4571(199806)49:8<693::AID-ASI4>3.0.CO;2-O",
            "https://doi.org/10.1002/(sici)1097-4571(199806)49:8%3C693::aid-asi4%3E3.0.co;2-o",
        ),
        ('https://reports.example/[a]"b<c>|^`{d}\\', "https://reports.example/%5Ba%5D%22b%3Cc%3E%7C%5E%60%7Bd%7D%5C"),
        ("https://reports.example/100%?a=%20#b#c", "https://reports.example/100%25?a=%20%23b#c"),
        ("http://[2001:db8::1]:8000/é", "http://[2001:db8::1]:8000/é"),
    ],
)
def test_where_a_work_is_leaves_as_an_iri(
    as_: Callable[[Person], TestClient], cast: Cast, where: str, iri: str
) -> None:
    ada = as_(cast.ada)
    work = {"where": where, "title": "A Report", "authors": ["Nobody Known"], "abstract": "It was found."}
    version_id = ada.post("/api/papers", json=work).json()["version_id"]
    for anchor in (None, {"exact": "It was found."}):
        ada.post("/api/notes", json={"version_id": version_id, "words": "So it is.", "anchor": anchor})
    written = ada.get("/api/notes.jsonld").json()
    check(written)
    whole, passage = (one["target"] for one in written["first"]["items"])
    assert (whole, passage["source"]) == (iri, iri)


def test_what_is_asked_for_makes_no_bad_address(ada: TestClient) -> None:
    check(ada.get("/api/notes.jsonld", params={"paper": '<"a b">#%'}).json())
