"""The daily watch: each paper once a round, after everybody else, and what a new version sets going."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from app.database import Database, now
from app.files import files_for
from app.jobs import Job, Worker
from app.papers import texts
from app.papers.arxiv import Arxiv
from app.papers.fetching import fulltexts, watching
from app.papers.fetching.serving import Turns
from app.papers.models import ArxivErrand, Paper, PaperVersion
from app.papers.rules import ErrandKind, ErrandState, Lane, TextForm
from app.replica.faults import Fault
from app.replica.server import Running
from tests.arxiv_here import drain, import_version, version

HAS_A_HIDDEN_VERSION, HAS_ANOTHER, WITHDRAWN_LATER = "2611.01234", "2609.91873", "2607.94002"


@pytest.fixture
def turns(database: Database, replica: Running, tmp_path: Path) -> Iterator[Turns]:
    arxiv = Arxiv(replica.url)
    yield Turns(database, arxiv, files_for(database, tmp_path), spacing=0)
    arxiv.close()
    replica.revealed.clear()


def waiting(turns: Turns, kind: ErrandKind) -> list[ArxivErrand]:
    with turns.database.transaction(read_only=True) as session:
        query = select(ArxivErrand).where(ArxivErrand.kind == kind, ArxivErrand.state == ErrandState.WAITING)
        return list(session.exec(query))


def a_day_passes(turns: Turns) -> None:
    with turns.database.transaction() as session:
        for errand in session.exec(select(ArxivErrand)):
            errand.asked_at -= timedelta(days=1)


def test_it_goes_round_once_a_day_whatever_restarts(turns: Turns) -> None:
    worker = Worker(turns.database, {watching.JOB: lambda _: watching.go_round(turns.database)}, {})
    for _ in range(3):
        watching.begin(turns.database)
    assert worker.run_one()
    assert not worker.run_one()
    watching.begin(turns.database)
    assert not worker.run_one()
    with turns.database.transaction(read_only=True) as session:
        [job] = session.exec(select(Job).where(Job.name == watching.JOB)).all()
    assert timedelta(hours=23) < job.due_at - now() < timedelta(hours=25)


def test_a_round_asks_for_each_paper_once_a_hundred_at_a_time(turns: Turns) -> None:
    with turns.database.transaction() as session:
        session.add_all(Paper(key=f"2501.{n:05}", arxiv_id=f"2501.{n:05}") for n in range(1, 231))
        session.add(Paper(key="doi:10.1000/1", doi="10.1000/1"))
    for _ in range(2):
        watching.go_round(turns.database)
    errands = waiting(turns, ErrandKind.WATCH)
    assert sorted(len(one.words.split()) for one in errands) == [30, 100, 100]
    assert len({word for one in errands for word in one.words.split()}) == 230
    assert {one.lane for one in errands} == {Lane.WATCH}


def test_nothing_new_changes_nothing(turns: Turns, replica: Running) -> None:
    import_version(turns, HAS_A_HIDDEN_VERSION)
    with turns.database.transaction(read_only=True) as session:
        before = session.exec(select(Paper)).one().changed
    watching.go_round(turns.database)
    replica.requests.clear()
    drain(turns)
    assert len(replica.requests) == 1
    with turns.database.transaction(read_only=True) as session:
        assert session.exec(select(Paper)).one().changed == before
        assert len(session.exec(select(PaperVersion)).all()) == 1


def test_a_new_version_is_stored_announced_and_its_text_fetched_where_the_old_one_is(
    turns: Turns, replica: Running
) -> None:
    with_text, without = import_version(turns, HAS_A_HIDDEN_VERSION), import_version(turns, HAS_ANOTHER)
    with turns.database.transaction() as session:
        fulltexts.ask(session, session.get_one(PaperVersion, with_text), None, Lane.BULK)
    drain(turns)
    replica.reveal(HAS_A_HIDDEN_VERSION)
    replica.reveal(HAS_ANOTHER)
    watching.go_round(turns.database)
    assert turns.serve_next()
    assert len(waiting(turns, ErrandKind.LICENCE)) == 2
    assert [(one.arxiv_id, one.version, one.lane) for one in waiting(turns, ErrandKind.TEXT)] == [
        (HAS_A_HIDDEN_VERSION, 2, Lane.WATCH)
    ]
    drain(turns)
    with turns.database.transaction(read_only=True) as session:
        newest, other = version(session, HAS_A_HIDDEN_VERSION), version(session, HAS_ANOTHER)
        facts = [job.payload for job in session.exec(select(Job).where(Job.name == "announce"))]
        text = texts.newest(session, newest.id, None)[TextForm.HTML]
        assert texts.newest(session, other.id, None) == {}
    assert (newest.number, other.number) == (2, 2)
    assert newest.licence
    assert without != other.id
    for subject in (newest.id, other.id):
        assert {"fact": "papers.version_found", "subject": subject} in facts
    assert {"fact": "papers.text_stored", "subject": text.id} in facts


def test_a_withdrawn_version_is_marked_and_its_text_not_asked_for(turns: Turns) -> None:
    version_id = import_version(turns, f"{WITHDRAWN_LATER}v1")
    with turns.database.transaction() as session:
        fulltexts.ask(session, session.get_one(PaperVersion, version_id), None, Lane.BULK)
    drain(turns)
    watching.go_round(turns.database)
    assert turns.serve_next()
    assert waiting(turns, ErrandKind.TEXT) == []
    with turns.database.transaction(read_only=True) as session:
        assert session.exec(select(Paper)).one().withdrawn_at
        assert version(session, WITHDRAWN_LATER).number == 2


def test_what_spoils_an_answer_is_found_by_halves(turns: Turns, replica: Running) -> None:
    for number in (HAS_A_HIDDEN_VERSION, HAS_ANOTHER, WITHDRAWN_LATER):
        import_version(turns, number)
    watching.go_round(turns.database)
    replica.faults.add(Fault.NONSENSE, times=2)
    assert turns.serve_next()
    [errand] = waiting(turns, ErrandKind.WATCH)
    with turns.database.transaction() as session:
        session.get_one(ArxivErrand, errand.id).not_before = now()
    assert turns.serve_next()
    assert sorted(len(one.words.split()) for one in waiting(turns, ErrandKind.WATCH)) == [1, 2]
    drain(turns)
    assert waiting(turns, ErrandKind.WATCH) == []


def test_the_next_round_comes_a_day_later(turns: Turns) -> None:
    import_version(turns, HAS_A_HIDDEN_VERSION)
    for rounds in (1, 2):
        watching.go_round(turns.database)
        drain(turns)
        with turns.database.transaction(read_only=True) as session:
            asked = session.exec(select(ArxivErrand).where(ArxivErrand.kind == ErrandKind.WATCH)).all()
        assert len(asked) == rounds
        a_day_passes(turns)
