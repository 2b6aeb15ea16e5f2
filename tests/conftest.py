"""The world the tests run in: real databases built by the migrations, the real application, a small named cast.

Every test that asks for `database` runs on SQLite and on PostgreSQL, which the suite starts itself.
"""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import text
from sqlmodel import Session, SQLModel
from starlette.testclient import TestClient

from app.database import Database
from app.main import close_parts, create_app
from app.migrating import migrate
from app.people import accounts, passwords, sessions
from app.people.access import session_cookie
from app.people.models import Person
from app.people.rules import Role
from app.settings import Settings
from tests.material import MATERIAL
from tests.postgres import Server, start_server


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
    with database.engine.begin() as connection:
        # TRUNCATE makes files anew, for each table and each index: five times as slow for the few rows of a test.
        emptied = ";".join(f'DELETE FROM "{name}"' for name in SQLModel.metadata.tables)
        connection.exec_driver_sql(f"SET LOCAL session_replication_role = replica;{emptied};")
        for [sequence] in connection.execute(
            text("SELECT sequencename FROM pg_sequences WHERE last_value IS NOT NULL")
        ):
            connection.execute(text(f'ALTER SEQUENCE "{sequence}" RESTART'))


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """A session whose transaction is rolled back at the end."""
    with Session(database.engine, expire_on_commit=False) as session:
        yield session
        session.rollback()


PASSWORD = "a kettle of copper"


@dataclass(frozen=True)
class Cast:
    """The people of the tests, each joined with PASSWORD; their handles are their names in lower case."""

    ada: Person
    """Writes."""
    rui: Person
    """Reviews."""
    mei: Person
    """Wrote the paper."""
    kim: Person
    """Keeps the instance."""


@pytest.fixture(scope="session")
def secret() -> str:
    """The hash of PASSWORD, made once because hashing is slow on purpose."""
    return passwords.hashed(PASSWORD)


@pytest.fixture
def cast(database: Database, secret: str) -> Cast:
    """Ada, Rui, Mei and Kim, made through the real verbs and committed."""
    with database.transaction() as session:
        names = {"ada": "Ada Writer", "rui": "Rui Reviewer", "mei": "Mei Author", "kim": "Kim Keeper"}
        people = {
            handle: accounts.create(
                session,
                name,
                handle,
                secret=secret,
                email=f"{handle}@people.example",
                role=Role.KEEPER if handle == "kim" else Role.MEMBER,
            )
            for handle, name in names.items()
        }
    return Cast(**people)


@pytest.fixture
def settings(database: Database, tmp_path: Path) -> Settings:
    """An instance on this database, with no background work of its own and no mail server."""
    return Settings(data=tmp_path, database_url=database.url, jobs="off")


@pytest.fixture
def app(settings: Settings) -> Iterator[FastAPI]:
    """The real application on this database."""
    app = create_app(settings)
    yield app
    close_parts(app.state.parts)


def browser(app: FastAPI) -> TestClient:
    """A browser on this site: it says where its requests come from, keeps cookies, follows no redirect by itself."""
    return TestClient(
        app, headers={"Sec-Fetch-Site": "same-origin"}, follow_redirects=False, raise_server_exceptions=False
    )


@pytest.fixture
def client(app: FastAPI) -> TestClient:
    """The browser of somebody who is not signed in."""
    return browser(app)


@pytest.fixture
def as_(app: FastAPI, database: Database) -> Callable[[Person], TestClient]:
    """`as_(person)` is a browser that person is signed in on."""

    def signed_in(person: Person) -> TestClient:
        with database.transaction() as session:
            token = sessions.begin(session, person, "a test")
        client = browser(app)
        client.cookies.set(session_cookie(app.state.parts[Settings]), token)
        return client

    return signed_in


def pytest_collection_modifyitems(items: list[Any]) -> None:
    """Browser journeys run last, so that what is quick to know is known first."""
    items.sort(key=lambda item: item.get_closest_marker("journey") is not None)
