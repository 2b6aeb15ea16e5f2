"""Full texts behind the queue: stored once, resumed after a crash, bounded, refused when they are not what they say."""

import gzip
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import Session, select

from app.database import Database, now
from app.files import files_for
from app.jobs import Job
from app.papers import texts
from app.papers.arxiv import Arxiv, documents
from app.papers.arxiv.errors import ArxivDown, BadQuery, Nonsense, Throttled
from app.papers.fetching import fulltexts
from app.papers.fetching.serving import Turns
from app.papers.identifiers import ArxivId
from app.papers.models import ArxivErrand, Bibliography, Paper, PaperText, PaperVersion, Reference
from app.papers.queue import errands
from app.papers.rules import ErrandKind, ErrandState, Lane, TextForm
from app.replica.faults import Fault
from app.replica.server import Running
from tests.arxiv_here import drain, import_version, version
from tests.papers.conftest import Answers

EVEN_PACE = ArxivId("2611.01234", 1)
PAGE = b'<!DOCTYPE html><html><body><article class="ltx_document"><p class="ltx_p">Words.</p></article></body></html>'


@pytest.fixture
def turns(database: Database, replica: Running, tmp_path: Path) -> Iterator[Turns]:
    arxiv = Arxiv(replica.url)
    yield Turns(database, arxiv, files_for(database, tmp_path), spacing=0)
    arxiv.close()
    replica.rerendered.clear()
    replica.revealed.clear()


def ask(turns: Turns, version_id: str, form: TextForm | None = None, lane: Lane = Lane.BULK) -> str:
    with turns.database.transaction() as session:
        return fulltexts.ask(session, session.get_one(PaperVersion, version_id), None, lane, form).id


def errand(turns: Turns, errand_id: str) -> ArxivErrand:
    with turns.database.transaction(read_only=True) as session:
        return session.get_one(ArxivErrand, errand_id)


def test_a_text_is_stored_with_its_words_and_announced(turns: Turns) -> None:
    version_id = import_version(turns, str(EVEN_PACE))
    ask(turns, version_id)
    drain(turns)
    with turns.database.transaction(read_only=True) as session:
        text = texts.newest(session, version_id, None)[TextForm.HTML]
        words = texts.body(session, text.digest)
        html = (turns.files.get(session, text.body) or b"").decode()
        facts = [job.payload for job in session.exec(select(Job).where(Job.name == "announce"))]
        paper = session.exec(select(Paper)).one()
    assert "Forgetting at an Even Pace" in words.text
    assert words.layout["formulas"]
    assert words.layout["outline"]
    assert html.count("data-figure") == len(text.figures) == 2
    assert {"fact": "papers.text_stored", "subject": text.id} in facts
    assert paper.changed >= 2


def test_the_same_words_again_are_the_same_text_and_others_another(turns: Turns, replica: Running) -> None:
    version_id = import_version(turns, str(EVEN_PACE))
    for _ in range(2):
        ask(turns, version_id)
        drain(turns)
    with turns.database.transaction() as session:
        [text] = session.exec(select(PaperText)).all()
        text.digest = _other_words(session)
    ask(turns, version_id)
    drain(turns)
    with turns.database.transaction(read_only=True) as session:
        assert len(session.exec(select(PaperText)).all()) == 2
        assert texts.newest(session, version_id, None)[TextForm.HTML].id != text.id


def _other_words(session: Session) -> str:
    session.add(texts.TextBody(digest="0" * 64, text="Once it was rendered otherwise."))
    session.flush()
    return "0" * 64


def test_what_was_being_read_when_the_server_died_is_asked_for_again(turns: Turns, replica: Running) -> None:
    version_id = import_version(turns, str(EVEN_PACE))
    errand_id = ask(turns, version_id)
    with turns.database.transaction() as session:
        errands.being_read(session, session.get_one(ArxivErrand, errand_id), timedelta(minutes=5))
    assert ask(turns, version_id) == errand_id, "it is still under way"
    assert not turns.serve_next()
    with turns.database.transaction() as session:
        session.get_one(ArxivErrand, errand_id).not_before = now() - timedelta(seconds=1)
    drain(turns)
    assert errand(turns, errand_id).state is ErrandState.DONE


def test_figures_that_are_here_are_not_asked_for_again(turns: Turns, replica: Running, tmp_path: Path) -> None:
    version_id = import_version(turns, str(EVEN_PACE))
    ask(turns, version_id)
    assert turns.serve_next()
    turns.finish_reading()
    assert turns.serve_next(), "one of the two figures"
    replica.requests.clear()
    another = Turns(turns.database, turns.arxiv, turns.files, spacing=0)
    drain(another)
    ask(another, version_id)
    drain(another)
    assert [path for _, path in replica.requests] == [f"/html/{EVEN_PACE}/x2.png", f"/html/{EVEN_PACE}"]


def test_figures_wait_behind_everything_that_was_asked_for(turns: Turns, replica: Running) -> None:
    version_id = import_version(turns, str(EVEN_PACE))
    with turns.database.transaction() as session:
        known = session.get_one(PaperVersion, version_id)
        for number in range(100):
            errands.ask_for_document(session, known, ErrandKind.FIGURE, None, Lane.PERSON, f"x{number}.png")
        pasted = errands.ask_for_paper(session, ArxivId("2611.00917"), None, Lane.PERSON)
        before, seconds = errands.standing(session, pasted)
    assert before == 0
    assert seconds <= 15
    replica.requests.clear()
    assert turns.serve_next()
    assert "2611.00917" in replica.requests[0][1]


def test_a_person_brings_what_waits_in_a_later_lane_forward(turns: Turns) -> None:
    version_id = import_version(turns, str(EVEN_PACE))
    errand_id = ask(turns, version_id, lane=Lane.WATCH)
    assert ask(turns, version_id, lane=Lane.PERSON) == errand_id
    assert ask(turns, version_id, lane=Lane.WATCH) == errand_id
    assert errand(turns, errand_id).lane is Lane.PERSON


def test_throttling_is_waited_for_and_loses_nothing(turns: Turns, replica: Running) -> None:
    version_id = import_version(turns, str(EVEN_PACE))
    errand_id = ask(turns, version_id)
    replica.faults.retry_after = 1
    replica.faults.add(Fault.THROTTLED)
    assert turns.serve_next()
    assert not turns.serve_next(), "nobody asks while arXiv wants a pause"
    assert errand(turns, errand_id).state is ErrandState.WAITING
    assert "slow down" in errand(turns, errand_id).sentence


@pytest.mark.parametrize(
    ("paper", "origin", "sources_asked"), [("2611.01234v1", "html", 0), ("2604.97331v1", "source", 1)]
)
def test_what_it_cites_comes_from_the_html_or_else_from_the_source(
    turns: Turns, replica: Running, paper: str, origin: str, sources_asked: int
) -> None:
    version_id = import_version(turns, paper)
    replica.requests.clear()
    for _ in range(2):
        ask(turns, version_id, lane=Lane.PERSON)
        drain(turns)
    assert sum(path.startswith("/e-print/") for _, path in replica.requests) == sources_asked
    with turns.database.transaction(read_only=True) as session:
        assert session.get_one(Bibliography, version_id).origin == origin
        assert session.exec(select(Reference)).all()


def test_a_pdf_submitted_instead_of_a_source_is_read_as_one(turns: Turns, replica: Running) -> None:
    version_id = import_version(turns, "2608.95514v1")
    ask(turns, version_id, lane=Lane.PERSON)
    drain(turns)
    with turns.database.transaction(read_only=True) as session:
        states = session.exec(select(ArxivErrand.state).where(ArxivErrand.kind == ErrandKind.SOURCE)).all()
        known = session.get(Bibliography, version_id)
    assert states == [ErrandState.DONE]
    assert known is None or known.origin == "pdf"


def test_a_page_that_cannot_be_read_gives_way_to_the_pdf(database: Database, answers: Answers, tmp_path: Path) -> None:
    turns = Turns(database, Arxiv(answers.url), files_for(database, tmp_path), spacing=0)
    with database.transaction() as session:
        paper = Paper(key="2611.01234", arxiv_id="2611.01234")
        session.add(paper)
        session.flush()
        session.add(PaperVersion(paper_id=paper.id, number=1, title="A Title"))
    with database.transaction(read_only=True) as session:
        version_id = version(session, "2611.01234").id
    answers.body = b"<!DOCTYPE html><html><body>Nothing of ltx_ is an article here.</body></html>"
    answers.by_path["/pdf/2611.01234v1"] = b"not a PDF"
    errand_id = ask(turns, version_id)
    drain(turns)
    assert errand(turns, errand_id).state is ErrandState.FAILED
    assert answers.asked[-2:] == ["/html/2611.01234v1", "/pdf/2611.01234v1"]


def test_a_withdrawn_version_has_no_text(database: Database, answers: Answers, tmp_path: Path) -> None:
    turns = Turns(database, Arxiv(answers.url), files_for(database, tmp_path), spacing=0)
    with database.transaction() as session:
        history = [{"number": 1, "at": None, "size": ""}]
        paper = Paper(key="2611.01234", arxiv_id="2611.01234", withdrawn_at=now(), history=history)
        session.add(paper)
        session.flush()
        session.add(PaperVersion(paper_id=paper.id, number=1, title="A Title"))
    answers.status = 404
    with database.transaction(read_only=True) as session:
        version_id = version(session, "2611.01234").id
    errand_id = ask(turns, version_id)
    drain(turns)
    assert "withdrawn" in errand(turns, errand_id).sentence


@pytest.mark.parametrize(
    ("kind", "body", "says"),
    [
        ("html", b"<!DOCTYPE html><html><body>Are you a person?</body></html>", "not the paper"),
        ("html", PAGE[:-20], "whole page"),
        ("html", b"%PDF-1.5 %%EOF", "whole page"),
        ("pdf", PAGE, "whole PDF"),
        ("pdf", b"%PDF-1.5 and no more", "whole PDF"),
        ("source", PAGE, "what authors submit"),
        ("pdf", b"", "whole PDF"),
    ],
)
def test_what_is_not_what_was_asked_for_is_refused(
    answers: Answers, arxiv: Arxiv, tmp_path: Path, kind: str, body: bytes, says: str
) -> None:
    answers.body = body
    with open(tmp_path / "kept", "w+b") as kept, pytest.raises(Nonsense, match=says):
        getattr(arxiv, kind)(EVEN_PACE, kept)


@pytest.mark.parametrize(("kind", "limit"), [("HTML", 30), ("PDF", 80), ("SOURCE", 80), ("FIGURE", 15)])
def test_sizes_are_bounded(kind: str, limit: int) -> None:
    assert getattr(documents, kind).limit == limit * 1_000_000


def test_a_bomb_is_unpacked_no_further_than_allowed(
    answers: Answers, arxiv: Arxiv, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers.headers, answers.body = {"Content-Encoding": "gzip"}, gzip.compress(PAGE[:-14] + b" " * 40_000_000)
    with open(tmp_path / "kept", "w+b") as kept:
        with pytest.raises(Nonsense, match="far too large"):
            arxiv.html(EVEN_PACE, kept)
        assert kept.tell() <= 31_000_000
    answers.body = gzip.compress(PAGE)
    with open(tmp_path / "kept", "w+b") as kept:
        assert arxiv.html(EVEN_PACE, kept)
        assert kept.read() == PAGE
    answers.body = gzip.compress(PAGE)[:-10]
    with open(tmp_path / "kept", "w+b") as kept, pytest.raises(Nonsense, match="unpacked"):
        arxiv.html(EVEN_PACE, kept)


@pytest.mark.parametrize("status", [404, 410])
def test_what_arxiv_does_not_have_is_none(answers: Answers, arxiv: Arxiv, tmp_path: Path, status: int) -> None:
    answers.status, answers.body = status, PAGE
    with open(tmp_path / "kept", "w+b") as kept:
        assert not arxiv.html(EVEN_PACE, kept)


@pytest.mark.parametrize(("status", "error"), [(403, ArxivDown), (500, ArxivDown), (429, Throttled)])
def test_what_arxiv_refuses_is_a_failure(
    answers: Answers, arxiv: Arxiv, tmp_path: Path, status: int, error: type[Exception]
) -> None:
    answers.status = status
    with open(tmp_path / "kept", "w+b") as kept, pytest.raises(error):
        arxiv.pdf(EVEN_PACE, kept)


@pytest.mark.parametrize("name", ["../x1.png", "a//b.png", "/x1.png", "x1.png?y", "a/../../b.png", "a\\b.png", "."])
def test_a_name_that_leads_elsewhere_is_never_asked_for(
    answers: Answers, arxiv: Arxiv, tmp_path: Path, name: str
) -> None:
    with open(tmp_path / "kept", "w+b") as kept, pytest.raises(BadQuery):
        arxiv.figure(EVEN_PACE, name, kept)
    assert answers.asked == []


def test_a_document_needs_a_version(answers: Answers, arxiv: Arxiv, tmp_path: Path) -> None:
    with open(tmp_path / "kept", "w+b") as kept, pytest.raises(BadQuery):
        arxiv.html(ArxivId("2611.01234"), kept)
    assert answers.asked == []
