"""Bring a database to the newest shape; a copy of it is taken first."""

import shutil
import sqlite3
import subprocess
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from app.database import Database, now
from app.errors import StillroomError

_HERE = Path(__file__).parent
FOLDER = _HERE / "migrations" if (_HERE / "migrations").is_dir() else _HERE.parent / "migrations"


def migrate(database: Database, backups: Path | None = None) -> Path | None:
    """Run every migration that is missing. Gives the copy of the database taken before, if there was one to take.

    A SQLite file is copied through SQLite's backup API, a PostgreSQL database by `pg_dump`. Raises StillroomError, with
    nothing migrated, when `pg_dump` is missing or fails: no shape is changed without a way back.
    """
    with database.engine.connect() as connection:
        stands, newest = _current(connection), _script().get_current_head()
    if stands == newest:
        return None
    copy = _copy(database, backups, stands) if stands and backups else None
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
    name = f"before-migration-from-{stands}-{now():%Y%m%dT%H%M%S}"
    return (
        _copy_sqlite(database, backups / f"{name}.sqlite3")
        if database.sqlite
        else _dump(database, backups / f"{name}.dump")
    )


def _copy_sqlite(database: Database, target: Path) -> Path:
    source = sqlite3.connect(database.engine.url.database or "")
    with source, sqlite3.connect(target) as copy:
        source.backup(copy)
    source.close()
    return target


def _dump(database: Database, target: Path) -> Path:
    program = shutil.which("pg_dump")
    if program is None:
        raise StillroomError(
            "The database has to be brought up to date, and a copy comes first: install pg_dump "
            "(apt-get install -y postgresql-client), then start again. Nothing was changed."
        )
    url = database.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    done = subprocess.run(
        [program, "--format=custom", f"--file={target}", f"--dbname={url}"], capture_output=True, text=True
    )
    if done.returncode != 0:
        raise StillroomError(f"No copy of the database could be taken: {done.stderr.strip()} Nothing was changed.")
    return target
