"""Transactions of the driver itself keep what those of the database keep, on both."""

import threading

import pytest
from sqlmodel import select

from app.database import AuditRecord, Database, now
from app.direct import direct, marks
from app.errors import BadInput, Unavailable

INSERT = f"INSERT INTO audit_record (at, verb, subject, detail) VALUES ({marks('four')})"


def test_what_it_writes_is_read_as_if_written_otherwise(database: Database) -> None:
    at = now()
    with direct(database, 1) as to:
        to.do(INSERT, [(to.kept(at), "test", "x", "{}"), (to.kept(at), "test", "y", "{}")])
        to.do(INSERT, [])
        assert to.rows("SELECT verb, subject FROM audit_record WHERE subject = ?", "x") == [("test", "x")]
    with database.transaction(read_only=True) as session:
        assert [(one.at, one.subject) for one in session.exec(select(AuditRecord)).all()] == [(at, "x"), (at, "y")]


def test_it_leaves_nothing_when_it_fails(database: Database) -> None:
    def fail() -> None:
        with direct(database, 1) as to:
            to.do(INSERT, [(to.kept(now()), "test", "x", "{}")])
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    with database.transaction(read_only=True) as session:
        assert session.exec(select(AuditRecord)).all() == []


def test_what_no_column_holds_is_refused_with_a_sentence(database: Database) -> None:
    with pytest.raises(BadInput, match="cannot be kept"), direct(database, 1) as to:
        to.rows("SELECT id FROM audit_record WHERE id = ?", 2**70) if database.sqlite else to.rows(
            "SELECT id FROM audit_record WHERE verb = ?", "nul\0"
        )


def test_it_waits_only_as_long_as_it_was_told(database: Database) -> None:
    if not database.sqlite:
        pytest.skip("rows, not the whole database, are locked in PostgreSQL")
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        with database.transaction() as session:
            session.connection()
            held.set()
            done.wait(10)

    holder = threading.Thread(target=hold)
    holder.start()
    try:
        held.wait(10)
        with pytest.raises(Unavailable, match="busy or full"), direct(database, 0.1):
            pass
    finally:
        done.set()
        holder.join()
