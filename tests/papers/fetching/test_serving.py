"""The one queue before arXiv, against the replica over HTTP, on both databases."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from sqlmodel import select

from app.database import Database
from app.files import files_for
from app.papers import box
from app.papers.arxiv import Arxiv
from app.papers.bulk import import_all
from app.papers.fetching import serving
from app.papers.identifiers import parse
from app.papers.models import ArxivErrand, Paper, PaperVersion, VersionAuthor
from app.papers.papers import full, load, search
from app.papers.queue import errands
from app.papers.queue.turns import Waiting, in_turn, requests_before
from app.papers.rules import SPACING_SECONDS, ErrandState, Lane
from app.papers.schemas import BoxOut
from app.people.models import Person
from app.replica.faults import Fault
from app.replica.server import Running, serve

SPACING = 0.15
EVEN_PACE = "2611.01234"


@pytest.fixture
def replica() -> Iterator[Running]:
    running = serve()
    yield running
    running.stop()


@pytest.fixture
def turns(database: Database, replica: Running, tmp_path: Path) -> Iterator[serving.Turns]:
    arxiv = Arxiv(replica.url)
    yield serving.Turns(database, arxiv, files_for(database, tmp_path), spacing=SPACING)
    arxiv.close()


@pytest.fixture
def ada(database: Database) -> Person:
    person = Person(name="Ada", handle="ada")
    with database.transaction() as session:
        session.add(person)
    return person


def paste(turns: serving.Turns, text: str, person: Person) -> BoxOut:
    """Put a text into the box and serve the queue until it is settled."""
    with turns.database.transaction() as session:
        out = box.open_text(session, text, person.id)
    while out.state is ErrandState.WAITING and turns.serve_next():
        with turns.database.transaction(read_only=True) as session:
            out = box.state_of(session, errands.own(session, out.errand_id or "", person.id))
    return out


def stored(turns: serving.Turns) -> int:
    with turns.database.transaction(read_only=True) as session:
        return len(session.exec(select(Paper.id)).all())


def test_arxivs_three_seconds() -> None:
    assert SPACING_SECONDS >= 3
    assert serving.Turns.__dataclass_fields__["spacing"].default == SPACING_SECONDS


def test_a_pasted_id_is_stored_whole(turns: serving.Turns, ada: Person) -> None:
    out = paste(turns, f"https://arxiv.org/abs/{EVEN_PACE}v1", ada)
    assert out.state is ErrandState.DONE
    assert out.paper is not None
    with turns.database.transaction(read_only=True) as session:
        paper = full(session, *load(session, out.paper.key))
    assert paper.title == "Forgetting at an Even Pace"
    assert paper.all_authors[0] == "Mara Ilves"
    assert "<math" in paper.abstract_html
    assert paper.categories
    assert paper.licence
    assert paper.published_at
    assert [mark.number for mark in paper.versions] == list(range(1, len(paper.versions) + 1))
    assert all(mark.at for mark in paper.versions)
    assert paper.url == f"https://arxiv.org/abs/{EVEN_PACE}v1"


def test_what_is_here_opens_at_once(turns: serving.Turns, ada: Person, replica: Running) -> None:
    first = paste(turns, EVEN_PACE, ada)
    asked = len(replica.requests)
    again = paste(turns, f"arXiv:{EVEN_PACE}", ada)
    assert again.state is ErrandState.DONE
    assert again.paper == first.paper
    assert len(replica.requests) == asked


def test_importing_twice_stores_once(turns: serving.Turns, ada: Person) -> None:
    with turns.database.transaction() as session:
        errands.ask_for_paper(session, parse(EVEN_PACE), ada.id, Lane.PERSON)
        errands.ask_for_paper(session, parse(EVEN_PACE), None, Lane.BULK)
    while turns.serve_next():
        pass
    with turns.database.transaction(read_only=True) as session:
        assert len(session.exec(select(PaperVersion)).all()) == 1
        states = session.exec(select(ArxivErrand.state).where(ArxivErrand.lane != Lane.WATCH)).all()
    assert states == [ErrandState.DONE, ErrandState.DONE]


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        (Fault.THROTTLED, "slow down"),
        (Fault.RATE_EXCEEDED, "slow down"),
        (Fault.BUSY, "not answering"),
        (Fault.DOWN, "not answering"),
        (Fault.NONSENSE, "Nothing was stored"),
        (Fault.CUT, "Nothing was stored"),
    ],
)
def test_a_failure_is_one_sentence_and_stores_nothing(
    turns: serving.Turns, ada: Person, replica: Running, fault: Fault, says: str
) -> None:
    replica.faults.add(fault)
    out = paste(turns, EVEN_PACE, ada)
    assert out.state is ErrandState.FAILED
    assert says in out.sentence
    assert stored(turns) == 0


def test_arxiv_out_of_reach_names_the_demo(database: Database, ada: Person, tmp_path: Path) -> None:
    turns = serving.Turns(database, Arxiv("http://127.0.0.1:9"), files_for(database, tmp_path), spacing=0)
    out = paste(turns, EVEN_PACE, ada)
    assert out.state is ErrandState.FAILED
    assert "make demo" in out.sentence


def test_an_unknown_paper_says_so(turns: serving.Turns, ada: Person) -> None:
    out = paste(turns, "2611.99999", ada)
    assert out.state is ErrandState.FAILED
    assert "arXiv knows no paper 2611.99999" in out.sentence
    assert stored(turns) == 0


def test_without_a_licence_the_paper_is_there_and_the_licence_comes_later(
    turns: serving.Turns, ada: Person, replica: Running
) -> None:
    with turns.database.transaction() as session:
        errands.ask_for_paper(session, parse(EVEN_PACE), ada.id, Lane.BULK)
    assert turns.serve_next()
    with turns.database.transaction(read_only=True) as session:
        assert session.exec(select(PaperVersion.licence)).one() is None
    assert turns.serve_next()
    with turns.database.transaction(read_only=True) as session:
        assert session.exec(select(PaperVersion.licence)).one()


def test_throttling_stops_everybody_for_as_long_as_arxiv_asks(
    turns: serving.Turns, ada: Person, replica: Running
) -> None:
    replica.faults.retry_after = 1
    replica.faults.add(Fault.THROTTLED)
    paste(turns, EVEN_PACE, ada)
    with turns.database.transaction() as session:
        waiting = box.open_text(session, EVEN_PACE, ada.id)
    assert turns.serve_next() is False
    assert waiting.state is ErrandState.WAITING
    assert waiting.seconds >= 1


def test_requests_are_spaced_over_two_processes(
    database: Database, ada: Person, replica: Running, tmp_path: Path
) -> None:
    """Two holders, each with papers to fetch: no two requests begin closer than the spacing."""
    with database.transaction() as session:
        for number in ("2611.01234", "2611.00917"):
            errands.ask_for_paper(session, parse(number), ada.id, Lane.PERSON)
    files = files_for(database, tmp_path)
    both = [serving.Turns(database, Arxiv(replica.url), files, spacing=SPACING) for _ in range(2)]
    threads = [threading.Thread(target=one.run_until_stopped) for one in both]
    for thread in threads:
        thread.start()
    deadline = datetime.now(UTC) + timedelta(seconds=20)
    while stored(both[0]) < 2 and datetime.now(UTC) < deadline:
        both[0].stop.wait(0.05)
    for one in both:
        one.stop.set()
    for thread in threads:
        thread.join()
    times = [at for at, _ in replica.requests]
    assert len(times) >= 4
    assert min(later - earlier for earlier, later in pairwise(times)) >= SPACING * 0.8


def test_stopping_asks_nothing_out_of_turn(turns: serving.Turns, ada: Person, replica: Running) -> None:
    """A server that stops between two requests does not make the second one early, and what waited still waits."""
    turns.spacing = 30
    with turns.database.transaction() as session:
        errand = errands.ask_for_paper(session, parse(EVEN_PACE), ada.id, Lane.PERSON)
    serving = threading.Thread(target=turns.serve_next)
    serving.start()
    while not replica.requests:
        turns.stop.wait(0.05)
    turns.stop.set()
    serving.join(timeout=5)
    assert not serving.is_alive()
    assert len(replica.requests) == 1
    with turns.database.transaction(read_only=True) as session:
        assert session.get_one(ArxivErrand, errand.id).state is ErrandState.WAITING


def test_a_person_waits_for_at_most_one_request_of_a_bulk(turns: serving.Turns, ada: Person, replica: Running) -> None:
    """With 1,200 bulk papers waiting, a pasted id is next: two requests of three seconds after the one under way."""
    with turns.database.transaction() as session:
        for number in range(1200):
            errands.ask_for_paper(session, parse(f"2501.{number + 1:05}"), ada.id, Lane.BULK)
    assert turns.serve_next()
    with turns.database.transaction() as session:
        out = box.open_text(session, EVEN_PACE, ada.id)
    assert out.place == 0
    assert out.seconds <= 15
    before = len(replica.requests)
    assert turns.serve_next()
    assert len(replica.requests) - before == 2
    assert stored(turns) == 1


def test_a_search_goes_through_the_queue(turns: serving.Turns, ada: Person) -> None:
    with turns.database.transaction() as session:
        errand = errands.ask_for_search(session, "forgetting", 0, ada.id)
    assert turns.serve_next()
    with turns.database.transaction(read_only=True) as session:
        found = session.get_one(ArxivErrand, errand.id).found or {}
    assert found["total"] >= 1
    assert any(result["arxiv_id"] == EVEN_PACE for result in found["results"])


def test_search_here_by_title_author_and_id(turns: serving.Turns, ada: Person) -> None:
    paste(turns, EVEN_PACE, ada)
    with turns.database.transaction(read_only=True) as session:
        for words in ("forgetting PACE", "ilves", EVEN_PACE, "even ilves"):
            assert [row.key for row in search(session, words)] == [EVEN_PACE], words
        for words in ("100%", "forgetting zebra", "_"):
            assert search(session, words) == [], words


def test_import_all_reports_each(turns: serving.Turns) -> None:
    told: list[int] = []
    outcomes = import_all(turns, [EVEN_PACE, "2611.99999", "nonsense"], lambda done, _: told.append(done))
    assert [outcome.ok for outcome in outcomes] == [True, False, False]
    assert "Forgetting at an Even Pace" in outcomes[0].line
    assert told[-1] == 3


def test_authors_keep_their_order(turns: serving.Turns, ada: Person) -> None:
    paste(turns, EVEN_PACE, ada)
    with turns.database.transaction(read_only=True) as session:
        names = session.exec(select(VersionAuthor.name).order_by(VersionAuthor.position)).all()
    assert names == ["Mara Ilves", "Tobias Wren", "Sunniva Dahl"]


AT = datetime(2026, 11, 1, tzinfo=UTC)


def waiting(errand: str, person: str | None, lane: Lane, minute: int) -> Waiting:
    return Waiting(errand, person, lane, AT + timedelta(minutes=minute))


def test_lanes_come_before_turns_and_turns_before_time() -> None:
    order = in_turn(
        [
            waiting("watch", None, Lane.WATCH, 0),
            waiting("a1", "ada", Lane.BULK, 1),
            waiting("a2", "ada", Lane.BULK, 2),
            waiting("r1", "rui", Lane.BULK, 3),
            waiting("m1", "mei", Lane.PERSON, 9),
        ],
        served={},
    )
    assert [one.id for one in order] == ["m1", "a1", "r1", "a2", "watch"]


def test_whoever_was_served_longest_ago_is_next() -> None:
    queued = [waiting("a", "ada", Lane.PERSON, 0), waiting("r", "rui", Lane.PERSON, 1)]
    assert [one.id for one in in_turn(queued, {"ada": AT})] == ["r", "a"]
    assert [one.id for one in in_turn(queued, {"ada": AT, "rui": AT + timedelta(hours=1)})] == ["a", "r"]


def test_requests_before() -> None:
    order = in_turn([waiting("a", "ada", Lane.PERSON, 0), waiting("r", "rui", Lane.PERSON, 1)], {})
    assert requests_before(order, "a") == 0
    assert requests_before(order, "r") == 2
    assert requests_before(order, "gone") == 0
