"""What papers cite: kept once, led to the papers that are here, imported politely, or made papers of by hand."""

from collections.abc import Iterator

import pytest
from sqlmodel import Session, select

from app.database import Database
from app.errors import BadInput, NotFound
from app.papers import cited_works, references
from app.papers.bibliography.documents import entries_of
from app.papers.bibliography.shapes import Entry, Mention
from app.papers.fetching.serving import Turns
from app.papers.models import ArxivErrand, Bibliography, Paper, PaperVersion, Reference, ReferencePaper, VersionAuthor
from app.papers.rules import ErrandState, Lane
from app.replica.documents import html
from app.replica.library import papers
from app.settings import Settings
from tests.arxiv_here import drain, import_version, turns_of
from tests.papers_here import store_paper

GUIDE, NOTHING_AT_ARXIV = "2611.02718", "2611.99999"


@pytest.fixture
def turns(database: Database, replica, settings: Settings) -> Iterator[Turns]:
    turns = turns_of(database, replica, settings)
    yield turns
    turns.arxiv.close()
    turns.database.close()


@pytest.fixture
def guide(database: Database) -> PaperVersion:
    """A paper that cites 34 works, with what it cites."""
    store_paper(database, GUIDE)
    with database.transaction() as session:
        version = version_of(session, GUIDE)
        references.store(session, version, *entries_of(html(GUIDE, papers())[0]))
    return version


def version_of(session: Session, key: str) -> PaperVersion:
    return session.exec(select(PaperVersion).join(Paper).where(Paper.key == key)).one()


def entry(key: str, text: str = "", **known) -> Entry:
    return Entry(key, text or f"N. Nobody. On {key}. 1999.", **known)


def by_key(session: Session, version: PaperVersion) -> dict[str, Reference]:
    rows = session.exec(select(Reference).where(Reference.version_id == version.id).order_by(Reference.position))
    return {row.key: row for row in rows}


def test_a_bibliography_is_kept_once(database: Database, guide: PaperVersion) -> None:
    with database.transaction() as session:
        kept = {one.id for one in session.exec(select(Reference))}
        assert len(kept) == 34
        assert not references.store(session, guide, "html", [entry("other")])
        assert not references.store(session, guide, "source", [entry("other")])
        assert {one.id for one in session.exec(select(Reference))} == kept
        assert session.get_one(Bibliography, guide.id).origin == "html"


def test_a_reference_says_where_it_is_cited(guide: PaperVersion, session: Session) -> None:
    ekberg = session.exec(select(Reference).where(Reference.arxiv_id == "2512.90031")).one()
    assert ekberg.times == len(ekberg.mentions) > 5
    assert ekberg.title == "How long should an overseer look?"
    assert "Those who study overseers give" in ekberg.mentions[0]["sentence"]
    assert "Three numbers that nobody has together" in ekberg.mentions[0]["section"]


def test_what_a_pdf_told_gives_way_and_papers_made_of_it_stay(database: Database, cast) -> None:
    store_paper(database)
    with database.transaction() as session:
        version = version_of(session, "2611.01234")
        night = entry("3", "M. Esterházy. The night watchman’s book. Harbour Lane, 1978.")
        references.store(session, version, "pdf", [entry("1"), night])
        made = cited_works.make_paper(session, by_key(session, version)["3"], cast.ada.id)
        assert not references.store(session, version, "pdf", [entry("9")])
        assert references.store(session, version, "source", [entry("esterhazy1978", night.text), entry("aldous1994")])
        assert set(by_key(session, version)) == {"esterhazy1978", "aldous1994"}
        leads = references.leading_to(session, [version.id])
        assert leads == {by_key(session, version)["esterhazy1978"].id: made.paper_id}
        assert session.get_one(Bibliography, version.id).origin == "source"
        assert not references.store(session, version, "html", [])


def test_an_entry_of_two_works_is_two_references(database: Database) -> None:
    store_paper(database)
    with database.transaction() as session:
        version = version_of(session, "2611.01234")
        both = entry(
            "ab",
            title="On a",
            arxiv=["2410.93306", "2512.90031"],
            doi=["10.99999/a"],
            cited=[Mention("1", "As ab say.")],
        )
        references.store(
            session, version, "source", [both, entry("c", url="ftp://no.example/"), entry("d\0e", "f\0g\ud800")]
        )
        rows = session.exec(select(Reference).order_by(Reference.position)).all()
    assert [(one.arxiv_id, one.doi, one.times) for one in rows[:2]] == [
        ("2410.93306", "10.99999/a", 1),
        ("2512.90031", None, 1),
    ]
    assert [one.title for one in rows[:2]] == ["On a", ""]
    assert [one.position for one in rows] == [0, 1, 2, 3]
    assert rows[2].url == ""
    assert (rows[3].key, rows[3].text) == ("d e", "f g?")


def test_references_lead_to_what_is_here_however_it_is_named(database: Database, cast, as_) -> None:
    store_paper(database)
    for arxiv_id in ("2410.93306", "cs/0105990"):
        store_paper(database, arxiv_id)
    ada = as_(cast.ada)
    for where in ("10.99999/BY.HAND", "https://forum.example/posts/a"):
        given = {"where": where, "title": f"At {where}", "authors": ["N. Nobody"]}
        assert ada.post("/api/papers", json=given).status_code == 201
    with database.transaction() as session:
        version_of(session, "cs/0105990").doi = "10.99999/JIA.2001.017"
        version = version_of(session, "2611.01234")
        named = [
            entry("arxiv", arxiv=["2410.93306"]),
            entry("metadata", doi=["10.99999/jia.2001.017"]),
            entry("doi", doi=["10.99999/by.hand"]),
            entry("url", url="https://forum.example/posts/a"),
            entry("nothing", arxiv=["2410.00001"], doi=["10.99999/none"], url="https://none.example/"),
        ]
        references.store(session, version, "html", named)
        leads = references.leading_to(session, [version.id])
        keys = {
            key: session.get_one(Paper, leads[row.id]).key
            for key, row in by_key(session, version).items()
            if row.id in leads
        }
        assert list(keys) == ["arxiv", "metadata", "doi", "url"]
        assert [keys[one] for one in ("arxiv", "metadata", "doi")] == [
            "2410.93306",
            "cs/0105990",
            "doi:10.99999/by.hand",
        ]
        for key in keys:
            paper = session.get_one(Paper, leads[by_key(session, version)[key].id])
            assert [one.key for rows in references.citing(session, paper).values() for one in rows] == [key]


def test_citing_papers_are_told_once_each_by_their_newest_version(database: Database) -> None:
    store_paper(database, "2410.93306")
    for number in (1, 2):
        store_paper(database, "2610.04410", number)
    with database.transaction() as session:
        versions = session.exec(
            select(PaperVersion).join(Paper).where(Paper.key == "2610.04410").order_by(PaperVersion.number)
        ).all()
        for one in versions:
            references.store(session, one, "html", [entry("a", arxiv=["2410.93306"]), entry("b", arxiv=["2410.93306"])])
        found = references.citing(session, session.exec(select(Paper).where(Paper.key == "2410.93306")).one())
        assert {one: len(rows) for one, rows in found.items()} == {versions[1].id: 2}


def test_all_that_a_paper_cites_is_imported_in_the_bulk_lane(turns: Turns, cast, replica) -> None:
    import_version(turns, GUIDE)
    with turns.database.transaction() as session:
        version = version_of(session, GUIDE)
        cited = [*entries_of(html(GUIDE, papers())[0])[1], entry("gone", arxiv=[NOTHING_AT_ARXIV])]
        references.store(session, version, "html", cited)
        replica.requests.clear()
        cited_works.ask(session, version, None, cast.ada.id)
        cited_works.ask(session, version, None, cast.ada.id)
        asked = session.exec(select(ArxivErrand).where(ArxivErrand.person_id == cast.ada.id)).all()
        assert len(asked) == 13
        assert {one.lane for one in asked} == {Lane.BULK}
    drain(turns)
    queries = [path for _, path in replica.requests if path.startswith("/api/query")]
    assert len(queries) == 1
    import_version(turns, "2605.93117")
    with turns.database.transaction() as session:
        assert len(references.leading_to(session, [version.id])) == 13  # the last was cited by its DOI only
        standing = cited_works.standing(session, cast.ada.id, [NOTHING_AT_ARXIV, "2410.93306"])
        assert standing[NOTHING_AT_ARXIV].state is ErrandState.FAILED
        assert standing["2410.93306"].state is ErrandState.DONE
        cited_works.ask(session, version, None, cast.ada.id)
        again = cited_works.standing(session, cast.ada.id, [NOTHING_AT_ARXIV])[NOTHING_AT_ARXIV]
        assert again.state is ErrandState.WAITING
        assert cited_works.standing(session, cast.rui.id, [NOTHING_AT_ARXIV]) == {}


def test_only_the_chosen_ones_are_asked_for(database: Database, guide: PaperVersion, cast) -> None:
    store_paper(database, "2604.95210")
    with database.transaction() as session:
        chosen = session.exec(select(Reference.id).where(Reference.arxiv_id.in_(["2410.93306", "2604.95210"]))).all()
        cited_works.ask(session, guide, chosen, cast.ada.id)
        assert session.exec(select(ArxivErrand.arxiv_id)).all() == ["2410.93306"]
        with pytest.raises(NotFound):
            cited_works.ask(session, version_of(session, "2604.95210"), chosen, cast.ada.id)


ENTRIES = {
    "A. Nobody and B. Noone. A handbook of signatures. Imaginary Press, 2019.": (["A. Nobody", "B. Noone"], 2019),
    "[12] Aldous, V. J., and Ito, T. (1994). A handbook of signatures. 2:77.": (["V. J. Aldous", "T. Ito"], 1994),
    "B. Font, L. Ach, et al. A handbook of signatures. arXiv:2010.12345, 2023.": (["B. Font", "L. Ach"], 2023),
    "Bureau of Small Machines. A handbook of signatures. <https://b.example/2025.1>": (
        ["Bureau of Small Machines"],
        None,
    ),
    "See chapter 3 of A handbook of signatures": ([], None),
    "Something else": ([], None),
}


@pytest.mark.parametrize("text", ENTRIES)
def test_reads_names_and_year_of_an_entry(text: str) -> None:
    assert (cited_works.authors_before(text, "A handbook of signatures"), cited_works.year(text)) == ENTRIES[text]


def test_a_work_outside_arxiv_becomes_a_paper(database: Database, guide: PaperVersion, cast) -> None:
    with database.transaction() as session:
        doi = session.exec(select(Reference).where(Reference.doi == "10.99999/sit.1994.77")).one()
        url = session.exec(
            select(Reference).where(Reference.url == "https://bureau.example/reports/stop-buttons")
        ).one()
        bare = session.exec(select(Reference).where(Reference.text.contains("night watchman"))).one()
        made = [cited_works.make_paper(session, one, cast.ada.id) for one in (doi, url, bare)]
        kept = [session.get_one(Paper, one.paper_id) for one in made]
        assert [(one.key if one.doi else "", one.doi, one.url) for one in kept] == [
            ("doi:10.99999/sit.1994.77", "10.99999/sit.1994.77", None),
            ("", None, "https://bureau.example/reports/stop-buttons"),
            ("", None, None),
        ]
        assert made[0].title == "Alarm bells and the people under them"
        assert made[0].published_at.year == 1994
        names = select(VersionAuthor.name).where(VersionAuthor.version_id == made[2].id)
        assert session.exec(names).all() == ["M. Esterhazy"]
        again = [cited_works.make_paper(session, one, cast.rui.id).id for one in (doi, url, bare)]
        assert again == [one.id for one in made]
        assert len(session.exec(select(ReferencePaper)).all()) == 1
        at_arxiv = session.exec(select(Reference).where(Reference.arxiv_id == "2410.93306")).one()
        with pytest.raises(BadInput, match="on arXiv"):
            cited_works.make_paper(session, at_arxiv, cast.ada.id)


def test_two_papers_that_cite_the_same_book_lead_to_one(database: Database, cast) -> None:
    book = entry("x", "M. Esterházy. The night watchman’s book. Harbour Lane, 1978.", title="The night watchman’s book")
    keys = ("2611.01234", "2410.93306")
    for key in keys:
        store_paper(database, key)
    with database.transaction() as session:
        made = set()
        for key in keys:
            version = version_of(session, key)
            references.store(session, version, "html", [book])
            made.add(cited_works.make_paper(session, by_key(session, version)["x"], cast.ada.id).id)
    assert len(made) == 1
