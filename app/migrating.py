"""Bring a database to the newest shape; a SQLite file is copied first."""

import sqlite3
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from app.database import Database, now

_HERE = Path(__file__).parent
FOLDER = _HERE / "migrations" if (_HERE / "migrations").is_dir() else _HERE.parent / "migrations"


def migrate(database: Database, backups: Path | None = None) -> Path | None:
    """Run every migration that is missing. Gives the copy of the database taken before, if there was one to take.

    A SQLite file is copied into `backups` through SQLite's backup API; on PostgreSQL `pg_dump` is the keeper's
    (docs/keeper.md), for a copy of a server's database does not belong on a worker's disk.
    """
    with database.engine.connect() as connection:
        stands, newest = _current(connection), _script().get_current_head()
    if stands == newest:
        return None
    copy = _copy(database, backups, stands) if database.sqlite and stands and backups else None
    with database.engine.begin() as connection:
        if not database.sqlite:
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(5711)")
        config = Config()
        config.set_main_option("script_location", str(FOLDER))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    return copy


def _current(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _script() -> ScriptDirectory:
    return ScriptDirectory(str(FOLDER))


def _copy(database: Database, backups: Path, stands: str) -> Path:
    backups.mkdir(parents=True, exist_ok=True)
    target = backups / f"before-migration-from-{stands}-{now():%Y%m%dT%H%M%S}.sqlite3"
    source = sqlite3.connect(database.engine.url.database or "")
    with source, sqlite3.connect(target) as copy:
        source.backup(copy)
    source.close()
    return target
