"""News: heard after the commit, once, and never of what was rolled back."""

import contextlib
import json
import time
from collections.abc import Iterator

import psycopg
import pytest
from sqlalchemy import make_url
from sqlmodel import select

from app.database import Database
from app.people.models import Person
from app.writing import news

Heard = list[tuple[str, str]]


@pytest.fixture
def heard(database: Database) -> Iterator[Heard]:
    """What a listener hears."""
    words: Heard = []
    stop = news.listen(database, lambda draft, what: words.append((draft, what)))
    yield words
    stop()


def test_news_is_heard_once_after_the_commit(database: Database, heard: Heard) -> None:
    with database.transaction() as session:
        news.tell(session, "d1", "threads")
        news.tell(session, "d1", "threads")
        news.tell(session, "d2", "text")
        session.exec(select(Person)).all()
        assert heard == []
    assert heard == [("d1", "threads"), ("d2", "text")]


def test_what_was_rolled_back_is_no_news(database: Database, heard: Heard) -> None:
    with contextlib.suppress(RuntimeError), database.transaction() as session:
        news.tell(session, "d1", "threads")
        raise RuntimeError
    with database.transaction() as session:
        session.exec(select(Person)).all()
    assert heard == []


def test_a_savepoint_is_no_commit(database: Database, heard: Heard) -> None:
    with contextlib.suppress(RuntimeError), database.transaction() as session:
        news.tell(session, "d1", "threads")
        with session.begin_nested():
            session.exec(select(Person)).all()
        raise RuntimeError
    assert heard == []


def test_other_processes_hear_it_on_postgresql(database: Database) -> None:
    if database.sqlite:
        pytest.skip("on SQLite there is one process")
    address = make_url(database.url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address, autocommit=True) as other:
        other.execute(f"LISTEN {news.CHANNEL}")
        with database.transaction() as session:
            news.tell(session, "d1", "authors")
        time.sleep(0.05)
        (told,) = [json.loads(each.payload) for each in other.notifies(timeout=2, stop_after=1)]
    assert (told["draft"], told["what"]) == ("d1", "authors")
