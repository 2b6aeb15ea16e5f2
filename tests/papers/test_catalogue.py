"""The catalogue: works found as one types, by what papers here say of themselves and of what they cite."""

import pytest

from app.database import Database
from app.papers import references
from app.papers.bibliography.shapes import Entry
from app.papers.catalogue import Catalogue, Hit
from app.papers.models import PaperVersion
from tests.papers_here import store_paper


def cite(database: Database, version_id: str, *entries: Entry) -> None:
    with database.transaction() as session:
        references.store(session, session.get_one(PaperVersion, version_id), "html", entries)


@pytest.fixture
def catalogue(database: Database) -> Catalogue:
    kettle = store_paper(database)
    tea = store_paper(database, "2612.00001", title="Tea leaves", authors=("Aiko Sato", "Søren Łoś"))
    cite(
        database,
        kettle.version_id,
        Entry("a", "Sato, A. and Łoś, S. Tea leaves. 2026. arXiv:2612.00001", "Tea leaves", ["2612.00001"], []),
        Entry("b", "B. Brewer. Attention to steam. Journal of Kettles, 2019.", "Attention to steam", [], ["10.1000/x"]),
        Entry("c", "C. Cupper. A history of pots. Pot Press, 1987.", "A history of pots", [], []),
    )
    cite(database, tea.version_id, Entry("b", "Brewer, B.: Attention to steam (2019)", "", [], ["10.1000/x"]))
    return Catalogue()


def find(database: Database, catalogue: Catalogue, words: str) -> list[Hit]:
    with database.transaction(read_only=True) as session:
        return catalogue.search(session, words)


def test_works_are_found_by_title_name_year_and_identifier(database: Database, catalogue: Catalogue) -> None:
    for words in ("attention", "brewer", "steam brew", "2019 attention", "10.1000/x", "journal of kettles"):
        assert find(database, catalogue, words)[0].cited_by == 2, words
    for words in ("tea leaves", "sato", "los", "Łoś", "2612.00001", "søren tea"):
        assert find(database, catalogue, words)[0].version_id, words
    assert find(database, catalogue, "history pots")[0].references
    assert find(database, catalogue, "zeppelin") == []


@pytest.mark.parametrize("slip", ["atention", "attentoin", "attentiion", "attemtion", "brewr steam"])
def test_a_slip_is_forgiven(database: Database, catalogue: Catalogue, slip: str) -> None:
    assert find(database, catalogue, slip)[0].cited_by == 2


def test_a_work_that_is_here_comes_once_and_first(database: Database, catalogue: Catalogue) -> None:
    hits = find(database, catalogue, "tea")
    assert len(hits) == 1
    assert (bool(hits[0].version_id), hits[0].cited_by) == (True, 1)
    assert [bool(hit.version_id) for hit in find(database, catalogue, "")] == [True, True]


def test_what_changed_is_found_at_once(database: Database, catalogue: Catalogue) -> None:
    assert find(database, catalogue, "samovar") == []
    paper = store_paper(database, "2612.00009", title="The samovar")
    catalogue._next = 0.0  # what the clock would do in a moment
    assert find(database, catalogue, "samovar")[0].version_id == paper.version_id
    cite(database, paper.version_id, Entry("z", "Z. Zhang. Zinc kettles. 2001.", "Zinc kettles", [], []))
    newer = store_paper(database, "2612.00009", version=2, title="The urn")
    catalogue._next = 0.0
    assert find(database, catalogue, "zinc")[0].references
    assert find(database, catalogue, "urn")[0].version_id == newer.version_id
