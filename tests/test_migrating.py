"""Migrations: from nothing, twice, and with a copy taken before."""

import shutil
import sqlite3
import subprocess
from pathlib import Path

import pytest
from alembic.util.exc import CommandError
from sqlalchemy import text

from app.database import AuditRecord, Database
from app.errors import StillroomError
from app.migrating import migrate


def test_a_database_that_is_new_or_up_to_date_needs_no_copy(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'new.sqlite3'}")
    for _ in range(2):
        assert migrate(database, tmp_path / "backups") is None
    assert not (tmp_path / "backups").exists()
    database.close()


def older(database: Database) -> None:
    """Give the database a row, and a revision that no migration leads on from."""
    with database.transaction() as session:
        session.add(AuditRecord(verb="test", subject="kept"))
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))


def restore(database: Database) -> None:
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))


def test_a_copy_is_taken_before_anything_is_changed(database: Database, tmp_path: Path) -> None:
    older(database)
    try:
        with pytest.raises(CommandError, match="0000"):
            migrate(database, tmp_path / "backups")
    finally:
        restore(database)
    [copy] = (tmp_path / "backups").iterdir()
    if database.sqlite:
        with sqlite3.connect(copy) as there:
            assert there.execute("SELECT subject FROM audit_record").fetchall() == [("kept",)]
    else:
        listing = subprocess.run(
            [shutil.which("pg_restore") or "pg_restore", "--file=-", copy], capture_output=True, text=True
        )
        assert "kept" in listing.stdout


def test_without_pg_dump_nothing_is_migrated(
    migrated_postgres: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    with migrated_postgres.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    try:
        with pytest.raises(StillroomError, match="pg_dump"):
            migrate(migrated_postgres, tmp_path / "backups")
    finally:
        restore(migrated_postgres)
