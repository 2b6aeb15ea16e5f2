"""Works of a draft: found by what one types, kept, brought in from `.bib` files, cited, told when missing, let out."""

import json
from collections.abc import Callable
from typing import Any

import bibtexparser
import pytest
from fastapi.testclient import TestClient
from sqlmodel import delete, update

from app.database import Database
from app.papers import references
from app.papers.bibliography.shapes import Entry
from app.papers.models import Paper, PaperVersion, Reference, VersionAuthor
from app.papers.schemas import PaperOut
from app.people.models import Person
from app.writing.models import DraftWork
from tests.conftest import Cast
from tests.writing.conftest import Desk

BIB = """@article{sato25, author = {Sato, Aiko}, title = {On boiling}, journal = {Journal of Kettles}, year = 2025}
@misc{broken, title = {Open
@book{pots, author = {Cupper, Carl}, title = {A history of pots}, year = 1987}
"""


@pytest.fixture
def cited(database: Database, paper: PaperOut) -> None:
    """What the paper cites."""
    entries = [
        Entry("a", "B. Brewer. Attention to steam. 2019. arXiv:1901.00001", "Attention to steam", ["1901.00001"], []),
        Entry("b", "D. Dean. Deep kettles. Kettles 3, 2018.", "Deep kettles", [], ["10.1000/deep"]),
        Entry("c", "E. Eames. Pots without names. Pot Press, 1987.", "Pots without names", [], []),
    ]
    with database.transaction() as session:
        references.store(session, session.get_one(PaperVersion, paper.version_id), "html", entries)


def bring(desk: Desk, text: str | bytes = BIB) -> dict[str, Any]:
    answer = desk.client.post(f"{desk.url}/bibliography", files={"file": ("own.bib", text)})
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def offered(desk: Desk, words: str) -> list[dict[str, Any]]:
    return list(desk.client.get(f"{desk.url}/citations", params={"words": words}).json())


def page(desk: Desk, body: str) -> dict[str, Any]:
    return dict(desk.client.post(f"{desk.url}/preview", json={"body": body}).json())


def test_works_of_references_are_offered_and_cited_without_importing_them(desk: Desk, cited: None) -> None:
    assert [one["key"] for one in offered(desk, "[@attention"[2:])] == ["arxiv:1901.00001"]
    assert [one["key"] for one in offered(desk, "arxiv:1901")] == ["arxiv:1901.00001"]
    (deep,) = offered(desk, "dean 2018")
    assert (deep["key"], deep["label"], deep["cited_by"]) == ("doi:10.1000/deep", "Dean 2018", 1)
    (own,) = offered(desk, "trusted kettle")
    assert (own["key"], own["paper_key"]) == ("arxiv:2611.01234", "2611.01234")
    drawn = page(desk, "So [@arxiv:1901.00001; @doi:10.1000/DEEP].")
    assert drawn["missing"] == []
    assert "Brewer 2019" in drawn["blocks"][0]
    assert "Deep kettles" in drawn["blocks"][-1]


def test_a_reference_without_identifier_is_kept_by_the_draft_once(desk: Desk, cited: None) -> None:
    (found,) = offered(desk, "pots without")
    assert found["key"] == ""
    keys = [
        desk.client.post(f"{desk.url}/works", json={"reference_id": found["reference_id"]}).json()["key"] for _ in "ab"
    ]
    assert keys == ["bib:eames1987pots"] * 2
    assert "Eames 1987" in page(desk, f"So [@{keys[0]}].")["blocks"][0]
    assert offered(desk, "eames")[0]["key"] == keys[0]


def test_a_bib_file_comes_in_and_what_is_broken_is_named(desk: Desk) -> None:
    brought = bring(desk)
    assert (brought["added"], brought["known"]) == (["bib:sato25", "bib:pots"], 0)
    assert [(one["name"], one["line"]) for one in brought["refused"]] == [("broken", 2)]
    assert bring(desk)["known"] == 2
    again = bring(desk, BIB.replace("1987", "1988") + "@misc{pots, title = {Other pots}}")
    assert (again["added"], again["changed"], again["renamed"]) == (["bib:pots-2"], ["bib:pots"], ["bib:pots-2"])
    assert [one["key"] for one in offered(desk, "boilng")] == ["bib:sato25"]
    shown = desk.client.get(f"{desk.url}/works").json()
    assert [one["key"] for one in shown["kept"]] == ["bib:pots", "bib:pots-2", "bib:sato25"]


def test_what_is_no_bib_file_brings_nothing(desk: Desk) -> None:
    brought = bring(desk, b"\x89PNG\r\n\x1a\n\x00\x00")
    assert (brought["added"], brought["refused"]) == ([], [])
    answer = desk.client.post(f"{desk.url}/bibliography", files={"file": ("a.bib", b"x" * 4_000_001)})
    assert answer.status_code == 413
    many = "".join(f"@misc{{a{number}, title={{T}}}}\n" for number in range(5_001))
    brought = bring(desk, many)
    assert len(brought["added"]) == 5_000
    assert "5,000" in brought["refused"][0]["sentence"]
    full = desk.client.post(f"{desk.url}/bibliography", files={"file": ("a.bib", b"@misc{z, title={Z}}")})
    assert full.status_code == 422


def test_only_writers_keep_works_and_strangers_see_nothing(
    desk: Desk, as_: Callable[[Person], TestClient], cast: Cast, cited: None
) -> None:
    bring(desk)
    rui = as_(cast.rui)
    calls = [
        rui.get(f"{desk.url}/citations"),
        rui.get(f"{desk.url}/works"),
        rui.get(f"{desk.url}/work", params={"key": "bib:pots"}),
        rui.get(f"{desk.url}/cited.bib"),
        rui.get(f"{desk.url}/cited.json"),
        rui.post(f"{desk.url}/works", json={"reference_id": "x"}),
        rui.delete(f"{desk.url}/works", params={"key": "bib:pots"}),
        rui.post(f"{desk.url}/bibliography", files={"file": ("a.bib", BIB)}),
    ]
    assert {call.status_code for call in calls} == {404}


def test_missing_works_are_told_and_kept_ones_can_go(desk: Desk) -> None:
    bring(desk)
    body = "One [@bib:pots], two [@bib:none; @arxiv:2699.99999]."
    desk.save(body)
    assert page(desk, body)["missing"] == ["bib:none", "arxiv:2699.99999"]
    shown = desk.client.get(f"{desk.url}/works").json()
    assert ([one["key"] for one in shown["cited"]], shown["missing"]) == (
        ["bib:pots"],
        ["bib:none", "arxiv:2699.99999"],
    )
    card = desk.client.get(f"{desk.url}/work", params={"key": "bib:pots"}).json()
    assert (card["title"], card["authors"], card["year"]) == ("A history of pots", ["Carl Cupper"], "1987")
    assert desk.client.get(f"{desk.url}/work", params={"key": "bib:none"}).json() is None
    assert desk.client.delete(f"{desk.url}/works", params={"key": "bib:pots"}).status_code == 204
    assert page(desk, body)["missing"][0] == "bib:pots"


def test_keys_of_one_work_share_its_place(desk: Desk, cited: None) -> None:
    bring(desk, "@article{own, author={Dean, D.}, title={Deep kettles}, doi={10.1000/deep}, year=2018}")
    desk.client.patch(desk.url, json={"citation_style": "numbered"})
    drawn = page(desk, "So [@bib:own], so [@doi:10.1000/deep], and [@arxiv:2611.01234].")
    assert drawn["blocks"][-1].count("<li ") == 2
    assert desk.client.get(f"{desk.url}/cited.bib").text == ""


def test_the_style_holds_in_the_preview_and_in_saved_versions(desk: Desk) -> None:
    bring(desk)
    body = "First [@bib:sato25], then [@bib:pots, p. 3]."
    desk.save(body)
    assert "Sato 2025" in page(desk, body)["blocks"][0]
    assert desk.client.patch(desk.url, json={"citation_style": "numbered"}).json()["citation_style"] == "numbered"
    assert "2, p. 3" in page(desk, body)["blocks"][0]
    frozen = desk.freeze()
    desk.client.patch(desk.url, json={"citation_style": "author_year"})
    shown = desk.client.get(f"/api/revisions/{frozen['id']}").json()
    assert "<ol>" in shown["html"]
    assert "Sato 2025" not in shown["html"]


def test_a_saved_version_renders_when_its_works_are_gone(database: Database, desk: Desk, cited: None) -> None:
    bring(desk)
    desk.save("See [@arxiv:2611.01234; @doi:10.1000/deep; @bib:pots].")
    address = f"/api/revisions/{desk.freeze()['id']}"
    before = desk.client.get(address).json()["html"]
    with database.transaction() as session:
        for row in (DraftWork, Reference, VersionAuthor):
            session.exec(delete(row))
        session.exec(update(Paper).values(arxiv_id=None))
    assert desk.client.get(address).json()["html"] == before
    assert "Cupper" in before


def test_works_go_out_as_bibtex_and_csl_json(desk: Desk, cited: None) -> None:
    bring(desk)
    desk.save("See [@arxiv:2611.01234v1; @doi:10.1000/deep; @bib:pots, p. 3; @bib:none] and [@arxiv:1901.00001].")
    answer = desk.client.get(f"{desk.url}/cited.bib")
    assert 'filename="cited.bib"' in answer.headers["content-disposition"]
    library = bibtexparser.parse_string(answer.text)
    assert library.failed_blocks == []
    assert [entry.key for entry in library.entries] == ["author2026when", "dean2018deep", "pots", "brewer2019attention"]
    paper, deep, pots, steam = library.entries
    assert paper["title"] == "When can a kettle be trusted? {Bounds} of $O(n)$"
    assert (paper["eprint"], paper["archiveprefix"], steam["eprint"]) == ("2611.01234v1", "arXiv", "1901.00001")
    assert paper["author"] == "Author, Mei and van der Berg, Jonas and Ilves, Lena"
    assert (deep["doi"], pots.entry_type, pots["year"]) == ("10.1000/deep", "book", "1987")
    answer = desk.client.get(f"{desk.url}/cited.json")
    assert answer.headers["content-type"].startswith("application/vnd.citationstyles.csl+json")
    items = json.loads(answer.text)
    assert [item["id"] for item in items] == [
        "arxiv:2611.01234v1",
        "doi:10.1000/deep",
        "bib:pots",
        "arxiv:1901.00001",
    ]
    for item in items:
        assert_csl(item)


TYPES = {
    "article",
    "article-journal",
    "book",
    "chapter",
    "document",
    "manuscript",
    "pamphlet",
    "paper-conference",
    "patent",
    "report",
    "software",
    "thesis",
    "webpage",
    "dataset",
    "entry-encyclopedia",
    "periodical",
}
NAMES = {"family", "given", "literal", "suffix", "non-dropping-particle", "dropping-particle"}
STRINGS = {
    "title",
    "container-title",
    "collection-title",
    "volume",
    "issue",
    "number",
    "page",
    "edition",
    "genre",
    "publisher",
    "publisher-place",
    "archive",
    "archive_location",
    "archive_collection",
    "DOI",
    "ISBN",
    "URL",
    "note",
}


def assert_csl(item: dict[str, Any]) -> None:
    """The rules of csl-data.json 1.0.2 for what we write: known properties alone, each of its kind."""
    assert isinstance(item.pop("id"), str)
    assert item.pop("type") in TYPES
    for role in ("author", "editor"):
        for name in item.pop(role, []):
            assert set(name) <= NAMES
            assert name.get("literal") or name.get("family")
            assert all(isinstance(value, str) for value in name.values())
    issued = item.pop("issued", {"date-parts": [[2000]]})
    assert set(issued) <= {"date-parts", "literal"}
    for parts in issued.get("date-parts", []):
        assert 1 <= len(parts) <= 3
        assert all(isinstance(part, int) for part in parts)
    assert set(item) <= STRINGS
    assert all(isinstance(value, str) for value in item.values())
