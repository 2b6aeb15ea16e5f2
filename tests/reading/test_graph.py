"""The graph of one's papers: what they share, what to read next, and quickly so."""

import time
from collections.abc import Iterable

from app.database import Database
from app.papers import references
from app.papers.bibliography.shapes import Entry, Mention
from app.papers.models import Paper, PaperVersion
from app.reading import graph
from tests.arxiv_here import version
from tests.papers_here import store_paper


def cites(database: Database, key: str, works: Iterable[Entry]) -> str:
    """Store what a paper that is here cites; gives its version."""
    with database.transaction() as session:
        citing = version(session, key)
        references.store(session, citing, "html", list(works))
        return citing.id


def at_arxiv(id: str, times: int = 1) -> Entry:
    return Entry(id, f"Somebody. Work {id}. 2024.", f"Work {id}", [id], cited=[Mention("1", "So.")] * times)


def by_title(title: str) -> Entry:
    return Entry(title, f"N. Nobody. {title}. Imaginary Press, 1987.", title, cited=[Mention("1", "So.")])


def three_papers(database: Database) -> list[str]:
    for number in (1, 2, 3):
        store_paper(database, f"2601.0000{number}", title=f"Paper {number}")
    book = by_title("The Night Watchman’s Book of Hours")
    return [
        cites(database, "2601.00001", [at_arxiv("2410.00001", 5), book]),
        cites(
            database, "2601.00002", [at_arxiv("2410.00001", 2), at_arxiv("2410.00002", 9), at_arxiv("2601.00001", 3)]
        ),
        cites(database, "2601.00003", [by_title("The night watchman’s book of hours"), at_arxiv("2601.00003")]),
    ]


def test_works_that_are_shared_stand_once(as_, cast, database: Database) -> None:
    versions = three_papers(database)
    out = as_(cast.ada).get("/api/reading-graph", params={"version": versions}).json()
    nodes = {one["label"]: one for one in out["nodes"]}
    assert [one["asked"] for one in out["nodes"]] == [True] * 3 + [False] * 3
    assert {label: one["cited_by"] for label, one in nodes.items()} == {
        "arXiv 2601.00001v1": 1,
        "arXiv 2601.00002v1": 0,
        "arXiv 2601.00003v1": 0,
        "arXiv 2410.00001": 2,
        "arXiv 2410.00002": 1,
        "": 2,
    }
    shared = nodes["arXiv 2410.00001"]
    assert (shared["kind"], shared["key"], shared["year"], shared["title"]) == (
        "reference", "2410.00001", 2024, "Work 2410.00001"
    )  # fmt: skip
    ids = {one["id"]: label for label, one in nodes.items()}
    edges = {(ids[one["from"]], ids[one["to"]]): one["times"] for one in out["edges"]}
    assert edges["arXiv 2601.00001v1", "arXiv 2410.00001"] == 5
    assert edges["arXiv 2601.00002v1", "arXiv 2601.00001v1"] == 3
    assert ("arXiv 2601.00003v1", "arXiv 2601.00003v1") not in edges
    assert len(edges) == 6


def test_what_most_papers_cite_and_one_has_not_read_comes_first(as_, cast, database: Database) -> None:
    versions = three_papers(database)
    ada = as_(cast.ada)
    with database.transaction(read_only=True) as session:
        first = session.get_one(PaperVersion, versions[0]).paper_id

    def to_read() -> list[tuple[str, int, int]]:
        out = ada.get("/api/reading-graph", params={"version": versions}).json()
        titles = {one["id"]: one["title"] for one in out["nodes"]}
        return [(titles[one["id"]].lower(), one["cited_by"], one["times"]) for one in out["next"]]

    listed = [
        ("work 2410.00001", 2, 7),
        ("the night watchman’s book of hours", 2, 2),
        ("work 2410.00002", 1, 9),
        ("paper 1", 1, 3),
    ]
    assert to_read() == listed
    ada.put(f"/api/shelf/{first}", json={"progress": "to_read"})
    assert to_read() == listed
    ada.put(f"/api/shelf/{first}", json={"progress": "read"})
    assert to_read() == listed[:3]


def test_without_versions_it_is_the_shelf(as_, cast, database: Database) -> None:
    three_papers(database)
    ada = as_(cast.ada)
    assert ada.get("/api/reading-graph").json() == {"nodes": [], "edges": [], "next": [], "left_out": 0}
    with database.transaction(read_only=True) as session:
        paper_id = version(session, "2601.00002").paper_id
    ada.put(f"/api/shelf/{paper_id}", json={"progress": "reading"})
    out = ada.get("/api/reading-graph").json()
    assert [one["title"] for one in out["nodes"] if one["asked"]] == ["Paper 2"]
    assert [one["progress"] for one in out["nodes"] if one["asked"]] == ["reading"]
    assert len(out["nodes"]) == 4
    assert as_(cast.rui).get("/api/reading-graph").json()["nodes"] == []


def test_the_version_whose_references_are_known_stands_for_a_newer_one(as_, cast, database: Database) -> None:
    store_paper(database, "2601.00001")
    cites(database, "2601.00001", [at_arxiv("2410.00001")])
    store_paper(database, "2601.00001", 2)
    with database.transaction(read_only=True) as session:
        newest = version(session, "2601.00001").id
    assert len(as_(cast.ada).get("/api/reading-graph", params={"version": [newest]}).json()["edges"]) == 1


def test_two_hundred_papers_of_sixty_references_are_drawn_at_once(database: Database, cast) -> None:
    with database.transaction() as session:
        versions = []
        for number in range(200):
            paper = Paper(key=f"2602.{number:05}", arxiv_id=f"2602.{number:05}")
            session.add(paper)
            session.flush()
            versions.append(PaperVersion(paper_id=paper.id, title=f"Paper {number}", doi=f"10.99999/{number}"))
            session.add(versions[-1])
            session.flush()
            cited = [at_arxiv(f"2410.{(number * 7 + at * at) % 3000:05}") for at in range(55)]
            cited += [at_arxiv(f"2602.{(number + at) % 200:05}") for at in range(1, 6)]
            references.store(session, versions[-1], "html", cited)
        ids = [one.id for one in versions]
    took = []
    for _ in range(5):
        with database.transaction(read_only=True) as session:
            begun = time.perf_counter()
            out = graph.drawn(session, cast.ada.id, ids)
            took.append(time.perf_counter() - begun)
    assert len(out.nodes) == graph.NODES_MAXIMUM
    assert sum(not node.asked for node in out.nodes) == len(out.next) == graph.NEXT_MAXIMUM
    assert {one.id for one in out.next} <= {one.id for one in out.nodes}
    assert out.left_out > 1000
    assert min(took) < 2  # under 0.1 s on a machine that does nothing else
