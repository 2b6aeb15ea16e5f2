"""The ledger: claims with their places, sentences without a source, sections nothing leans on."""

from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.database import Database
from app.papers.schemas import PaperOut
from app.people.models import Person
from app.settings import Settings
from app.writing import coverage
from app.writing.models import CoAuthor
from app.writing.rules import Part
from tests.conftest import Cast
from tests.papers_here import ABSTRACT, store_paper
from tests.reading.texts_here import METHODS, SECOND, store_text, work
from tests.writing.conftest import QUOTE, Desk
from tests.writing.test_claims import COLD, KITCHEN, SAME, note

TEXT = """## Why it matters

<!-- The motivation: what did somebody want to do? -->

Kettles lie. [They are filled alike]({same}), in [a kitchen]({kitchen}).

The probe is right in 96 of 100 cases. Is that much? The authors show that silence is honest.

> [{cold}]({gone})

`[no claim]({same})` and [again alike]({same}).
"""


@pytest.fixture
def html(database: Database, desk: Desk, paper: PaperOut) -> str:
    """The paper's text, which its draft lets Ada read."""
    return store_text(database, paper.version_id)


@pytest.fixture
def ids(desk: Desk, paper: PaperOut, html: str) -> list[str]:
    """A draft that leans on three passages of the text."""
    made = [note(desk.client, paper, html, quote) for quote in (SAME, KITCHEN, COLD)]
    same, kitchen, gone = (f"note:{one}" for one in made)
    desk.save(TEXT.format(same=same, kitchen=kitchen, gone=gone, cold=COLD))
    return made


def ledger(desk: Desk, client: TestClient | None = None) -> dict[str, Any]:
    answer = (client or desk.client).get(f"{desk.url}/ledger")
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def test_claims_stand_with_their_lines_and_passages(desk: Desk, ids: list[str]) -> None:
    claims = ledger(desk)["claims"]
    assert [(claim["note_id"], claim["line"], claim["at"]) for claim in claims] == [
        (ids[0], 5, 0), (ids[1], 5, 0), (ids[2], 9, 0), (ids[0], 11, 1),
    ]  # fmt: skip
    assert [claim["section"] for claim in claims[:3]] == ["3.2 Methods"] * 3
    assert {claim["state"] for claim in claims} == {"found"}
    assert METHODS[claims[0]["start"] :].startswith(SAME)


def test_a_changed_passage_says_where_its_new_words_stand(
    desk: Desk, database: Database, settings: Settings, ids: list[str]
) -> None:
    second = store_paper(database, version=2, abstract=ABSTRACT)
    text_id = store_text(database, second.version_id, SECOND)
    work(database, settings)
    kitchen = ledger(desk)["claims"][1]
    assert (kitchen["state"], kitchen["version_id"], kitchen["text_id"]) == ("changed", second.version_id, text_id)
    assert SECOND[kitchen["start"] :].startswith(kitchen["now"])
    anchor = {"exact": kitchen["now"], "start": kitchen["start"], "end": kitchen["start"] + len(kitchen["now"])}
    body = {"version_id": second.version_id, "text_id": text_id, "anchor": anchor}
    answer = desk.client.post("/api/notes", json=body)
    assert answer.status_code == 201
    desk.save(desk.text()["body"].replace(ids[1], answer.json()["id"]))
    read = ledger(desk)
    assert read["claims"][1]["state"] == "found"
    assert [one["claims"] for one in read["papers"][0]["sections"]] == [0, 4, 0, 0]


def test_a_passage_of_the_abstract_stands_in_no_section(desk: Desk, paper: PaperOut, html: str) -> None:
    desk.save(f"[A claim](note:{note(desk.client, paper, None, QUOTE)}).")
    read = ledger(desk)
    assert read["claims"][0]["section"] == "Abstract"
    assert {section["claims"] for section in read["papers"][0]["sections"]} == {0}


def test_sentences_without_a_source_are_named_with_their_place(desk: Desk, ids: list[str]) -> None:
    text = desk.text()["body"]
    first, second = ledger(desk)["unsourced"]
    assert (first["words"], first["line"]) == ("The probe is right in 96 of 100 cases.", 7)
    assert second["words"] == "The authors show that silence is honest."
    for one in (first, second):
        assert text[one["start"] : one["end"]] == one["source"]
        assert one["why"].endswith(".")
    assert first["id"] != second["id"]


def test_the_name_of_an_author_gives_a_sentence_away(desk: Desk) -> None:
    desk.save("Van der Berg was here. In the end van der Berg shows that every kettle lies.")
    assert [one["words"] for one in ledger(desk)["unsourced"]] == [
        "In the end van der Berg shows that every kettle lies."
    ]


def test_a_text_in_another_language_is_left_alone_and_says_so(desk: Desk) -> None:
    desk.save("Die Autoren zeigen, dass der Kessel in 96 % aller Fälle recht hat und besser abschneidet. " * 8)
    read = ledger(desk)
    assert read["unsourced"] == []
    assert "English" in read["unsourced_sentence"]


def test_sections_say_how_many_claims_lean_on_them(desk: Desk, ids: list[str]) -> None:
    (paper,) = ledger(desk)["papers"]
    assert [(one["title"], one["claims"]) for one in paper["sections"]] == [
        ("Introduction", 0), ("Methods", 4), ("Results", 0), ("Limits", 0),
    ]  # fmt: skip
    assert paper["sentence"] == ""


def test_sections_of_a_text_that_may_not_be_read_are_not_told(
    as_: Callable[[Person], TestClient], cast: Cast, database: Database, desk: Desk, ids: list[str], paper: PaperOut
) -> None:
    with database.transaction() as session:
        session.add(CoAuthor(draft_id=desk.draft["id"], person_id=cast.rui.id, byline="Rui", part=Part.READER))
    rui = as_(cast.rui)
    (covered,) = ledger(desk, rui)["papers"]
    assert covered["sections"] == []
    assert "shelf" in covered["sentence"]
    rui.put(f"/api/shelf/{paper.id}", json={"progress": "reading"})
    (covered,) = ledger(desk, rui)["papers"]
    assert covered["sections"]


def test_a_paper_without_a_text_says_so(desk: Desk) -> None:
    (covered,) = ledger(desk)["papers"]
    assert (covered["sections"], "not here yet" in covered["sentence"]) == ([], True)


def test_the_ledger_of_a_draft_is_its_co_authors_alone(
    as_: Callable[[Person], TestClient], cast: Cast, desk: Desk
) -> None:
    assert as_(cast.kim).get(f"{desk.url}/ledger").status_code == 404


def heading(label: str, title: str, level: int, start: int) -> dict[str, Any]:
    return {"label": label, "title": title, "level": level, "start": start}


def test_what_stands_behind_the_argument_is_no_section_of_it() -> None:
    outline = [
        heading("", "Abstract", 1, 0), heading("1", "Introduction", 1, 10), heading("1.1", "Aims", 2, 20),
        heading("1.1.1", "Deep", 3, 25), heading("2", "Methods", 1, 30), heading("", "Acknowledgements", 1, 40),
        heading("3", "Limits", 1, 45), heading("", "References", 1, 50), heading("A", "Proofs", 1, 60),
    ]  # fmt: skip
    found = [(one.title, one.claims) for one in coverage.sections(outline, [5, 22, 26, 35, 55])]
    assert found == [("Introduction", 2), ("Aims", 2), ("Methods", 1), ("Limits", 0)]
