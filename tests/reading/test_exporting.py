"""One's notes as files: W3C Web Annotations held to the model's MUSTs, and Markdown by paper and section."""

from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient
from jsonschema import Draft202012Validator

from app.database import Database
from app.papers.rules import TextForm
from app.papers.schemas import PaperOut
from app.people.models import Person
from tests.conftest import Cast
from tests.papers_here import store_paper
from tests.reading.texts_here import METHODS, PRINTED, store_text
from tests.reading.web_annotation_schema import SCHEMA

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
    Draft202012Validator(SCHEMA).validate(written)
    whole, *_ = written["first"]["items"]
    assert written["total"] == len(written["first"]["items"]) == 4
    assert whole["target"] == "https://arxiv.org/abs/2611.01234v1"
    (cold,) = [one for one in written["first"]["items"] if one.get("body", [{}])[0].get("value", "").startswith("Is ")]
    assert cold["motivation"] == "commenting"
    assert [body["purpose"] for body in cold["body"]] == ["commenting", "tagging", "tagging"]
    assert cold["target"]["source"] == "https://arxiv.org/html/2611.01234v1"
    assert cold["target"]["styleClass"] == "green"
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
    Draft202012Validator(SCHEMA).validate(written)
    assert written["total"] == 0
    assert as_(cast.mei).get("/api/notes.md").text == ""


@pytest.mark.parametrize(
    "broken",
    [{"type": "Note"}, {"target": {"type": "SpecificResource", "source": "not an iri"}}, {"created": "yesterday"}],
)
def test_the_schema_refuses_what_is_no_annotation(ada: TestClient, broken: dict[str, object]) -> None:
    written = ada.get("/api/notes.jsonld").json()
    written["first"]["items"][0] |= broken
    assert not Draft202012Validator(SCHEMA).is_valid(written)
