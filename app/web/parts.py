"""Parts: the long-lived things an application is made of, found by their type; and the sessions of a request."""

from collections.abc import Iterator
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Request
from sqlmodel import Session

from app.database import Database
from app.settings import Settings

Part = TypeVar("Part")
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def part(kind: type[Part]) -> Any:
    """A dependency that gives the application's one `kind` (Settings, Database, Files …); set by `main.create_app`."""

    def give(request: Request) -> Any:
        return request.app.state.parts[kind]

    return Depends(give)


SettingsDep = Annotated[Settings, part(Settings)]
DatabaseDep = Annotated[Database, part(Database)]


def _session(request: Request, database: DatabaseDep) -> Iterator[Session]:
    with database.transaction(read_only=request.method in SAFE_METHODS) as session:
        yield session


def _reading(database: DatabaseDep) -> Iterator[Session]:
    with database.transaction(read_only=True) as session:
        yield session


SessionDep = Annotated[Session, Depends(_session, scope="function")]
"""One request, one transaction, committed before the answer is sent (scope="function"); read-only for GET."""
ReadSessionDep = Annotated[Session, Depends(_reading, scope="function")]
