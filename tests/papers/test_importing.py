"""What arXiv said is what is stored: recorded answers, old form and new, through the importer into both databases."""

import hashlib
import json
from typing import Any

import pytest
from sqlmodel import Session, select

from app.papers import importing
from app.papers.arxiv import Arxiv
from app.papers.identifiers import ArxivId
from app.papers.models import Paper, PaperVersion
from app.papers.papers import full, load
from tests.papers.conftest import Answers
from tests.papers.material import material

FOLDER = material / "arxiv_api"
TWO_VERSIONS = "2610.04410"
GOOD = sorted([*FOLDER.glob("recorded/*.json"), *FOLDER.glob("derived/*.json")])


@pytest.mark.material
@pytest.mark.skipif(not GOOD, reason="../shared/material/arxiv_api is not here")
def test_every_recorded_paper_is_stored_as_an_independent_reader_read_it(
    session: Session, answers: Answers, arxiv: Arxiv
) -> None:
    stored = 0
    for path in GOOD:
        expected = {one["id"]: one for one in json.loads(path.read_text())["expected"]["entries"]}
        answers.body = path.with_suffix(".xml").read_bytes()
        asked = [ArxivId(one["id"], one["version"]) for one in expected.values()]
        if json.loads(path.read_text())["expected"]["total"] != len(asked):
            continue
        for entry in arxiv.papers(asked).values():
            importing.store(session, entry, None, None)
            compare(session, entry.id, entry.version, expected[entry.id])
            stored += 1
    assert stored > 50


def compare(session: Session, key: str, number: int, expected: dict[str, Any]) -> None:
    paper = full(session, *load(session, key, number))
    assert paper.published_at
    assert paper.updated_at
    stored = {
        "title": paper.title,
        "authors": paper.all_authors,
        "categories": paper.categories,
        "comment": paper.comment or None,
        "journal_ref": paper.journal_ref or None,
        "doi": paper.doi or None,
        "published": paper.published_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "updated": paper.updated_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "abstract_sha256_wsnorm": hashlib.sha256(" ".join(paper.abstract.split()).encode()).hexdigest(),
    }
    assert stored | {name: value for name, value in expected.items() if name in stored} == stored


def test_a_second_version_stands_beside_the_first(session: Session, replica_arxiv: Arxiv) -> None:
    for number in (1, 2):
        entry = replica_arxiv.papers([ArxivId(TWO_VERSIONS, number)])[ArxivId(TWO_VERSIONS, number)]
        importing.store(session, entry, replica_arxiv.record(TWO_VERSIONS), None)
    versions = session.exec(select(PaperVersion).order_by(PaperVersion.number)).all()
    assert [version.number for version in versions] == [1, 2]
    assert versions[0].licence is None
    assert versions[1].licence
    assert [mark["number"] for mark in session.exec(select(Paper)).one().history] == [1, 2]


def test_a_withdrawn_paper_is_marked(session: Session, replica_arxiv: Arxiv) -> None:
    found = replica_arxiv.search("withdrawn", 0, 10)
    withdrawn = [entry for entry in found.entries if entry.withdrawn]
    assert withdrawn
    paper = importing.store(session, withdrawn[0], None, None)
    assert paper.withdrawn_at
