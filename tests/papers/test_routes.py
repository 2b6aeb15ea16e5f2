"""The box, the lists and works by hand, over HTTP."""

import pytest
from fastapi import FastAPI
from sqlmodel import select

from app.database import Database
from app.papers import importing
from app.papers.arxiv import Arxiv
from app.papers.identifiers import ArxivId
from app.papers.models import Paper


@pytest.fixture
def even_pace(database: Database, replica_arxiv: Arxiv) -> Paper:
    asked = ArxivId("2611.01234", 1)
    entry, record = replica_arxiv.papers([asked])[asked], replica_arxiv.record("2611.01234")
    with database.transaction() as session:
        return importing.store(session, entry, record, None)


def test_strangers_see_no_papers(client, even_pace: Paper) -> None:
    for path in ("/api/papers", "/api/papers/2611.01234", "/api/imports/x", "/api/arxiv-searches/x"):
        assert client.get(path).status_code == 401, path


def test_the_box_opens_what_is_here(as_, cast, even_pace: Paper) -> None:
    ada = as_(cast.ada)
    for text in ("2611.01234", "arXiv:2611.01234v1", "https://arxiv.org/pdf/2611.01234v1", "10.48550/arXiv.2611.01234"):
        out = ada.post("/api/imports", json={"text": text}).json()
        assert (out["state"], out["paper"]["key"]) == ("done", "2611.01234"), text


def test_the_box_queues_what_is_not(as_, cast, database: Database) -> None:
    out = as_(cast.ada).post("/api/imports", json={"text": "hep-th/9901001"}).json()
    assert (out["state"], out["place"]) == ("waiting", 0)
    assert out["seconds"] >= 3
    assert as_(cast.ada).get(f"/api/imports/{out['errand_id']}").json()["state"] == "waiting"
    assert as_(cast.rui).get(f"/api/imports/{out['errand_id']}").status_code == 404


@pytest.mark.parametrize(
    ("text", "state", "says"),
    [
        ("forgetting schedules", None, ""),
        ("2613.01234", "failed", "month"),
        ("https://example.org/paper.pdf", "failed", "by hand"),
        ("10.1145/3442188.3445922", "failed", "by hand"),
        ("", "failed", ""),
        ("arXiv:1706.03762, arXiv:1706.03763", "failed", "more than one"),
    ],
)
def test_the_box_says_what_else_it_makes_of_a_text(as_, cast, text: str, state: str | None, says: str) -> None:
    out = as_(cast.ada).post("/api/imports", json={"text": text}).json()
    assert out["state"] == state
    assert says in out["sentence"]


def test_words_find_what_is_here(as_, cast, even_pace: Paper) -> None:
    ada = as_(cast.ada)
    assert [row["key"] for row in ada.get("/api/papers", params={"words": "even pace ilves"}).json()] == ["2611.01234"]
    assert ada.get("/api/papers", params={"words": "nothing of the kind"}).json() == []


def test_paper_versions_by_their_ids(as_, cast, even_pace: Paper) -> None:
    ada = as_(cast.ada)
    version = ada.get("/api/papers/2611.01234").json()["version_id"]
    rows = ada.get("/api/papers", params={"version": ["nothing", version], "words": "left aside"}).json()
    assert [row["version_id"] for row in rows] == [version]


def test_a_paper_in_full(as_, cast, even_pace: Paper) -> None:
    paper = as_(cast.ada).get("/api/papers/2611.01234", params={"version": 1}).json()
    assert paper["title"] == "Forgetting at an Even Pace"
    assert paper["pdf_url"] == "https://arxiv.org/pdf/2611.01234v1"
    assert as_(cast.ada).get("/api/papers/2611.01234", params={"version": 9}).status_code == 404
    assert as_(cast.ada).get("/api/papers/hep-th/9999999").status_code == 404


def test_a_work_outside_arxiv_by_hand(as_, cast, database: Database) -> None:
    ada = as_(cast.ada)
    report = {
        "where": "https://example.org/ledger",
        "title": " A  Ledger ",
        "authors": ["Ruth Amadi", " "],
        "year": 2026,
    }
    made = ada.post("/api/papers", json=report)
    assert made.status_code == 201
    row = made.json()
    assert (row["title"], row["authors"], row["year"]) == ("A Ledger", ["Ruth Amadi"], 2026)
    assert row["label"].startswith("example.org, read ")
    again = ada.post("/api/papers", json=report)
    assert again.status_code == 409
    assert again.json()["error"]["current"]["key"] == row["key"]
    by_doi = ada.post(
        "/api/papers", json={"where": "doi:10.1145/3442188.3445922", "title": "T", "authors": ["A"]}
    ).json()
    assert by_doi["key"] == "doi:10.1145/3442188.3445922"
    assert ada.get("/api/papers/doi:10.1145/3442188.3445922").status_code == 200
    assert ada.post("/api/imports", json={"text": "https://doi.org/10.1145/3442188.3445922"}).json()["state"] == "done"


@pytest.mark.parametrize(
    ("where", "title", "authors"),
    [
        ("javascript:alert(1)", "T", ["A"]),
        ("not an address", "T", ["A"]),
        ("https://arxiv.org/abs/1706.03762", "T", ["A"]),
        ("https://example.org", "  ", ["A"]),
        ("https://example.org", "T", ["  "]),
    ],
)
def test_what_cannot_be_a_work_is_refused(
    as_, cast, database: Database, where: str, title: str, authors: list[str]
) -> None:
    answer = as_(cast.ada).post("/api/papers", json={"where": where, "title": title, "authors": authors})
    assert answer.status_code == 422
    with database.transaction(read_only=True) as session:
        assert session.exec(select(Paper)).all() == []


def test_a_title_that_is_an_attack_is_text(as_, cast, app: FastAPI) -> None:
    given = {
        "where": "https://example.org/x",
        "title": "<script>alert(1)</script> $\\frac{1}{2}$",
        "authors": ["<b>A</b>"],
    }
    row = as_(cast.ada).post("/api/papers", json=given).json()
    assert "<script" not in row["title_html"]
    assert "<mfrac>" in row["title_html"]
