"""Citations: keys to papers here, and the words they are cited by."""

import pytest
from sqlmodel import col, select

from app.database import Database
from app.markup import render
from app.papers import by_hand
from app.papers.models import Paper, PaperVersion
from app.papers.schemas import PaperIn, PaperOut
from app.writing import citations, csl
from app.writing.models import Revision
from app.writing.names import name_of
from app.writing.rules import Kind
from tests.conftest import Cast
from tests.papers_here import store_paper
from tests.writing.conftest import Desk


@pytest.mark.parametrize(
    ("authors", "label"),
    [
        (["Lena Ilves"], "Ilves 2026"),
        (["Lena Ilves", "Aiko Sato"], "Ilves and Sato 2026"),
        (["Lena Ilves", "Aiko Sato", "Jo Ek"], "Ilves et al. 2026"),
        (["Jonas van der Berg"], "van der Berg 2026"),
        (["Ilves, Lena"], "Ilves 2026"),
        (["The Kettle Collaboration", "Lena Ilves"], "The Kettle Collaboration and Ilves 2026"),
        (["Plato"], "Plato 2026"),
    ],
)
def test_works_are_cited_by_author_and_year(authors: list[str], label: str) -> None:
    assert csl.label([name_of(name) for name in authors], "2026") == label


def test_a_work_without_a_year_is_cited_without_one() -> None:
    assert csl.label([name_of("Lena Ilves")], "") == "Ilves"


def test_keys_name_papers_and_their_versions(database: Database, cast: Cast, paper: PaperOut, desk: Desk) -> None:
    store_paper(database, version=2, title="A second thought")
    report = PaperIn(where="https://reports.example/kettles", title="A report", authors=["Jo Ek"], year=2024)
    article = PaperIn(where="10.1000/ABC", title="An article", authors=["Aiko Sato"])
    with database.transaction() as session:
        by_hand.enter(session, article, cast.ada.id)
        by_hand.enter(session, report, cast.ada.id)
    with database.transaction(read_only=True) as session:
        rows = session.exec(select(PaperVersion.title, Paper).join(Paper, col(Paper.id) == PaperVersion.paper_id))
        offered = {title: citations.key_of(paper) for title, paper in rows}
        key = offered["A report"]
        found = citations.resolve(
            session,
            desk.draft["id"],
            ["arxiv:2611.01234", "arxiv:2611.01234v1", "arxiv:2611.01234v9", "doi:10.1000/Abc", key, "arxiv:1", "x:y"],
        )
    assert {key: (work.title, work.year) for key, work in found.items()} == {
        "arxiv:2611.01234": ("A second thought", "2026a"),
        "arxiv:2611.01234v1": (paper.title, "2026b"),
        "arxiv:2611.01234v9": ("A second thought", "2026a"),
        "doi:10.1000/Abc": ("An article", ""),
        key: ("A report", "2024"),
    }
    assert offered["A second thought"] == "arxiv:2611.01234"
    assert offered["An article"] == "doi:10.1000/abc"


def test_what_is_not_here_is_marked_and_harms_nothing(desk: Desk) -> None:
    body = "See [@arxiv:2699.99999] and [@arxiv:2611.01234]."
    preview = desk.client.post(f"{desk.url}/preview", json={"body": body}).json()
    assert [problem["kind"] for problem in preview["problems"]] == ["citation"]
    assert "Author et al. 2026" in preview["blocks"][0]


def test_saved_versions_of_old_cite_as_they_did() -> None:
    kept = {"key": "arxiv:1", "label": "Ek 2024", "title": "Old", "authors": ["Jo Ek"], "year": "2024", "url": ""}
    revision = Revision(
        draft_id="d", number=1, title="t", kind=Kind.SUMMARY, source="", digest="", made_by="p", citations=[kept]
    )
    facts = citations.kept(revision)
    drawn = render("As [@arxiv:1] says.", facts)
    assert "Ek 2024" in drawn.html
    assert "Old" in drawn.blocks[-1]
    assert citations.same([kept], [{**kept, "item": {}, "sort": "ek"}])
    assert not citations.same([kept], [{**kept, "key": "arxiv:2", "item": {}}])
