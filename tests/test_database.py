"""Sessions and transactions on both databases."""

import threading

import pytest
from sqlalchemy.exc import DBAPIError
from sqlmodel import SQLModel, select

from app.database import AuditRecord, Database, Moment, new_id, now, record
from app.errors import Unavailable


def test_a_moment_comes_back_in_utc(database: Database) -> None:
    at = now()
    with database.transaction() as session:
        session.add(AuditRecord(verb="test", subject="x", at=at))
    with database.transaction(read_only=True) as session:
        assert session.exec(select(AuditRecord.at)).one() == at


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        Moment().process_bind_param(now().replace(tzinfo=None), None)  # type: ignore[arg-type]


def test_a_failed_transaction_leaves_nothing(database: Database) -> None:
    def fail() -> None:
        with database.transaction() as session:
            record(session, None, "test", "x")
            session.flush()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    with database.transaction(read_only=True) as session:
        assert session.exec(select(AuditRecord)).all() == []


def test_a_reader_cannot_write(database: Database) -> None:
    def write() -> None:
        with database.transaction(read_only=True) as session:
            record(session, None, "test", "x")

    with pytest.raises((DBAPIError, Unavailable)):
        write()


def test_writers_that_read_first_wait_for_each_other(database: Database) -> None:
    """Two threads each read a number and write the next: nothing is lost, nobody is told "locked"."""
    with database.transaction() as session:
        session.add(AuditRecord(verb="count", subject="0"))
    failures: list[BaseException] = []

    def count() -> None:
        try:
            for _ in range(20):
                with database.transaction() as session:
                    row = session.exec(select(AuditRecord).where(AuditRecord.verb == "count").with_for_update()).one()
                    row.subject = str(int(row.subject) + 1)
        except BaseException as failure:
            failures.append(failure)

    threads = [threading.Thread(target=count) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.transaction(read_only=True) as session:
        assert not failures
        assert session.exec(select(AuditRecord.subject)).one() == "60"


def test_ids_are_random_and_long() -> None:
    ids = {new_id() for _ in range(1000)}
    assert len(ids) == 1000
    assert all(len(one) == 20 and one.isalnum() for one in ids)


def test_every_constraint_has_a_name() -> None:
    unnamed = [
        (table.name, constraint)
        for table in SQLModel.metadata.tables.values()
        for constraint in table.constraints
        if constraint.name is None
    ]
    assert unnamed == []
