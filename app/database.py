"""The engine, the naming convention, sessions and transactions, and the audit record.

SQLite runs in WAL with `synchronous=FULL`; writers open with BEGIN IMMEDIATE, because a transaction that reads and
then writes fails at once when another connection wrote in between. Readers are read-only on both databases.
"""

import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Connection, DateTime, Dialect, Engine, Enum, MetaData, create_engine, event
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.exc import DataError, OperationalError
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, Session, SQLModel

from app.errors import BadInput, Unavailable

SQLModel.metadata.naming_convention = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
).naming_convention

_ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"
_BUSY_SECONDS = 20
BUSY = "The database is busy or full. Nothing was changed; please try again."
IN_TURN: dict[str, Any] = {"key_share": True}
"""`with_for_update` of a row that other rows point at, such as a draft: one after the other for all who lock it, while
rows that point at it may be added (PostgreSQL's FOR NO KEY UPDATE). With FOR UPDATE, two who each hold what the other
waits for would fail both.
"""
UNKEPT = "It holds a character or a number that cannot be kept. Nothing was changed."

Json = JSON().with_variant(JSONB(), "postgresql")
"""A JSON column on both databases."""


class Moment(TypeDecorator[datetime]):
    """An aware UTC datetime on both databases (SQLite keeps no zone, so it is put back on the way out)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive values: they are always a mistake."""
        if value is not None and value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The stored value, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def word(kind: type[StrEnum]) -> Enum:
    """A column that keeps a StrEnum as its plain word, checked when it is read and written."""
    return Enum(
        kind,
        native_enum=False,
        create_constraint=False,
        length=40,
        values_callable=lambda members: [m.value for m in members],
    )


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


def new_id() -> str:
    """A public id: 100 random bits as 20 letters and digits; it carries no time and no order."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(20))


class AuditRecord(SQLModel, table=True):
    """Who did what to which thing, and when. Written once, never changed."""

    __tablename__ = "audit_record"
    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(default_factory=now, sa_type=Moment, index=True)
    person_id: str | None = Field(default=None, index=True)
    verb: str
    subject: str
    detail: dict[str, Any] = Field(default_factory=dict, sa_type=Json)


def record(session: Session, person_id: str | None, verb: str, subject: str, **detail: Any) -> None:
    """Note in the caller's transaction that a person did `verb` (such as `release.withdraw`) to `subject` (an id)."""
    session.add(AuditRecord(person_id=person_id, verb=verb, subject=subject, detail=detail))


class Database:
    """One database: its engine, and the only place that begins and commits transactions.

    `info`: what every session of it carries as `session.info`, such as a setting that decides what may be shown."""

    def __init__(self, url: str, info: Mapping[str, str] | None = None) -> None:
        self.url = url
        self.info = dict(info or {})
        self.sqlite = url.startswith("sqlite")
        options: dict[str, Any] = (
            {"connect_args": {"check_same_thread": False, "timeout": _BUSY_SECONDS}} if self.sqlite else {}
        )
        self.engine: Engine = create_engine(
            url, pool_size=10, max_overflow=20, pool_pre_ping=not self.sqlite, **options
        )
        if self.sqlite:
            event.listen(self.engine, "connect", _prepare_sqlite)
            event.listen(self.engine, "begin", _begin_sqlite)
        self._reading = self.engine.execution_options(read_only=True, postgresql_readonly=True)

    @contextmanager
    def transaction(self, *, read_only: bool = False, patience: float | None = None) -> Iterator[Session]:
        """A session whose changes are committed on leaving, or rolled back on any error.

        Nothing slow belongs inside: no network, password hashing, rendering or mail. `patience`: seconds to wait for a
        lock that others hold, instead of the usual ones.
        Raises Unavailable when the database stays locked or the disk is full, BadInput for what no column can hold (NUL
        in PostgreSQL, a number over 64 bits or half a character in SQLite); nothing is changed then.
        """
        engine = self._reading if read_only else self.engine
        with Session(engine, expire_on_commit=False, info=self.info) as session:
            try:
                if patience is not None:
                    session.connection(execution_options={"patience": patience})
                yield session
                session.commit()
            except OperationalError as error:
                session.rollback()
                raise Unavailable(BUSY) from error
            except (DataError, OverflowError, UnicodeEncodeError) as error:
                session.rollback()
                raise BadInput(UNKEPT) from error
            except BaseException:
                session.rollback()
                raise

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={_BUSY_SECONDS * 1000}"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    read_only = connection.get_execution_options().get("read_only", False)
    connection.exec_driver_sql(f"PRAGMA query_only={'ON' if read_only else 'OFF'}")
    if not read_only:
        patience = connection.get_execution_options().get("patience", _BUSY_SECONDS)
        connection.exec_driver_sql(f"PRAGMA busy_timeout={int(patience * 1000)}")
    connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")
