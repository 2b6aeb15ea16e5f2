"""Transactions of the database's driver itself, for the one thing that is done with each keystroke.

What SQLAlchemy adds to a small statement is ten times what the database needs for it; everything else uses `Database`.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy.exc import OperationalError

from app.database import BUSY, UNKEPT, Database, Moment
from app.errors import BadInput, Unavailable

Values = Sequence[Any]


class Direct:
    """A transaction under way. In statements `?` stands for a value, on both databases."""

    def __init__(self, database: Database, cursor: Any) -> None:
        self.sqlite, self.engine = database.sqlite, database.engine
        self._cursor = cursor
        self._kept = Moment().dialect_impl(database.engine.dialect).bind_processor(database.engine.dialect)

    def rows(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        """What a query finds."""
        self._cursor.execute(self._said(statement), values)
        found: list[tuple[Any, ...]] = self._cursor.fetchall()
        return found

    def do(self, statement: str, rows: Sequence[Values]) -> None:
        """Run a statement for each row of values; for none, nothing."""
        if rows:
            self._cursor.executemany(self._said(statement), rows)

    def kept(self, moment: datetime) -> Any:
        """A moment as its column keeps it."""
        return self._kept(moment) if self._kept else moment

    def _said(self, statement: str) -> str:
        return statement if self.sqlite else statement.replace("?", "%s")


def marks(values: Values) -> str:
    """A place for each value, for `IN`."""
    return ", ".join("?" * len(values))


@contextmanager
def direct(database: Database, patience: float) -> Iterator[Direct]:
    """A transaction that writes; committed on leaving, or rolled back on any error.

    `patience`: seconds to wait for a lock that others hold, on SQLite. Raises Unavailable and BadInput as
    `Database.transaction`.
    """
    driver: Any = database.engine.dialect.dbapi
    try:
        connection = database.engine.raw_connection()
    except OperationalError as error:
        raise Unavailable(BUSY) from error
    try:
        cursor = connection.cursor()
        if database.sqlite:
            cursor.execute("PRAGMA query_only=OFF")
            cursor.execute(f"PRAGMA busy_timeout={int(patience * 1000)}")
            cursor.execute("BEGIN IMMEDIATE")
        yield Direct(database, cursor)
        connection.commit()
    except driver.OperationalError as error:
        raise Unavailable(BUSY) from error
    except (driver.DataError, OverflowError, UnicodeEncodeError) as error:
        raise BadInput(UNKEPT) from error
    finally:
        connection.close()  # back to the others; what was not committed is rolled back
