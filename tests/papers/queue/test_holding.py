"""Holding the turn before arXiv: kept through a long answer, and one errand for a document whoever asks at once."""

import threading
import time
from pathlib import Path

import pytest
from sqlmodel import select

from app.database import Database, now
from app.errors import StillroomError
from app.files import files_for
from app.jobs import Lease
from app.papers.arxiv import Arxiv
from app.papers.fetching import fulltexts
from app.papers.fetching.serving import Turns
from app.papers.identifiers import ArxivId
from app.papers.models import ArxivErrand, Paper, PaperVersion
from app.papers.queue import errands, holding
from app.papers.rules import Lane
from tests.papers.conftest import Answers


def test_a_long_answer_keeps_the_turn(
    database: Database, answers: Answers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(holding, "HOLD_SECONDS", 0.6)
    answers.body, answers.drip = b"x" * 30, 0.06
    first, second = (Turns(database, Arxiv(answers.url), files_for(database, tmp_path), spacing=0) for _ in range(2))
    with database.transaction() as session:
        errands.ask_for_paper(session, ArxivId("2611.01234"), None, Lane.PERSON)
    serving = threading.Thread(target=first.serve_next)
    serving.start()
    while not answers.asked:
        time.sleep(0.01)
    until = time.monotonic() + 1.4
    while time.monotonic() < until:
        assert not second.take_turn()
        time.sleep(0.05)
    assert serving.is_alive()
    serving.join()
    assert second.take_turn()


def test_who_lost_the_turn_asks_nothing(database: Database, answers: Answers, tmp_path: Path) -> None:
    """As after a stall longer than the lease: another process has the turn now."""
    first, second = (Turns(database, Arxiv(answers.url), files_for(database, tmp_path), spacing=0) for _ in range(2))
    assert first.take_turn()
    with database.transaction() as session:
        session.get_one(Lease, errands.LEASE).until = now()
    assert second.take_turn()
    with pytest.raises(holding.Stopping):
        first.request(lambda: first.arxiv.papers([ArxivId("2611.01234")]))
    assert answers.asked == []


def test_what_asks_nothing_forgets_no_request(database: Database, answers: Answers, tmp_path: Path) -> None:
    first, second = (Turns(database, Arxiv(answers.url), files_for(database, tmp_path), spacing=0) for _ in range(2))
    for turns, asked in ((first, "2611.01234"), (second, "2611.00917"), (first, "nonsense")):
        assert turns.take_turn()
        with pytest.raises(StillroomError):
            turns.request(lambda: turns.arxiv.papers([ArxivId(asked)]))  # noqa: B023  (called at once)
        turns.let_go()
    assert second.arxiv.asked_at
    with database.transaction(read_only=True) as session:
        assert (session.get_one(Lease, errands.LEASE).used_at or now()) >= second.arxiv.asked_at


def test_people_who_ask_at_once_wait_for_one_errand(database: Database) -> None:
    with database.transaction() as session:
        paper = Paper(key="2611.01234", arxiv_id="2611.01234")
        session.add(paper)
        session.flush()
        session.add(PaperVersion(paper_id=paper.id, number=1, title="A Title"))
    together = threading.Barrier(6)

    def ask() -> None:
        together.wait()
        with database.transaction() as session:
            fulltexts.ask(session, session.exec(select(PaperVersion)).one(), None, Lane.PERSON)

    asking = [threading.Thread(target=ask) for _ in range(6)]
    for thread in asking:
        thread.start()
    for thread in asking:
        thread.join()
    with database.transaction(read_only=True) as session:
        assert len(session.exec(select(ArxivErrand)).all()) == 1
