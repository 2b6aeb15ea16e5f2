"""The world the tests run in: real databases built by the migrations, the real application, a small named cast.

Every test that asks for `database` runs on SQLite and on PostgreSQL, which the suite starts itself.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlmodel import Session, SQLModel

from app.database import Database
from app.migrating import migrate
from tests.postgres import Server, start_server

MATERIAL = Path(__file__).resolve().parents[2] / "shared" / "material"


@pytest.fixture(scope="session")
def material() -> Path:
    """Real data to test against, where it stands beside the checkout."""
    if not MATERIAL.is_dir():
        pytest.skip("the folder of real data is not beside this checkout (../shared/material)")
    return MATERIAL


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A PostgreSQL server of this test session's own."""
    server = start_server(tmp_path_factory.mktemp("postgres"))
    yield server
    server.stop()


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty, migrated SQLite file to copy from."""
    path = tmp_path_factory.mktemp("sqlite") / "empty.sqlite3"
    database = Database(f"sqlite:///{path}")
    migrate(database)
    database.close()
    return path


@pytest.fixture(scope="session")
def migrated_postgres(postgres: Server) -> Iterator[Database]:
    """One migrated PostgreSQL database, emptied between tests."""
    database = Database(postgres.create_database("stillroom"))
    migrate(database)
    yield database
    database.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An empty database of each kind."""
    if request.param == "sqlite":
        path = tmp_path / "stillroom.sqlite3"
        shutil.copy(request.getfixturevalue("migrated_sqlite"), path)
        database = Database(f"sqlite:///{path}")
        yield database
        database.close()
        return
    database = request.getfixturevalue("migrated_postgres")
    yield database
    tables = ", ".join(f'"{name}"' for name in SQLModel.metadata.tables)
    with database.engine.begin() as connection:
        connection.execute(text(f"TRUNCATE {tables} RESTART IDENTITY CASCADE"))


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """A session whose transaction is rolled back at the end."""
    with Session(database.engine, expire_on_commit=False) as session:
        yield session
        session.rollback()


def pytest_collection_modifyitems(items: list[Any]) -> None:
    """Browser journeys run last, so that what is quick to know is known first."""
    items.sort(key=lambda item: item.get_closest_marker("journey") is not None)
