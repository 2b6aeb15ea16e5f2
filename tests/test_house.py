"""The house rules, as checks: what the rooms may know of each other and what nobody may do."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute, iter_route_contexts
from sqlmodel import SQLModel

from app.database import Database
from app.settings import Settings
from app.web import token_in_the_address

ROOT = Path(__file__).resolve().parents[1]
APP = ROOT / "app"

TOKEN_ROUTES = {
    "/author/{token}/never",
    "/unsubscribe/{token}",
    "/unsubscribe/{token}/all",
    "/unsubscribe/{token}/undoing",
}
"""Addresses that are an authority of their own, and so are exempt from CSRF.

Each new one is a decision (0019, 0022)."""


def python_files() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(APP.rglob("*.py")):
        yield str(path.relative_to(ROOT)), ast.parse(path.read_text())


def calls(tree: ast.Module, attribute: str) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == attribute:
            yield node


def test_the_import_contracts_hold() -> None:
    done = subprocess.run([Path(sys.executable).with_name("lint-imports")], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_only_the_database_and_the_jobs_commit() -> None:
    allowed = {"app/database.py", "app/direct.py", "app/jobs.py"}
    assert [name for name, tree in python_files() if name not in allowed and any(calls(tree, "commit"))] == []


def test_no_import_hides_in_a_function() -> None:
    hidden = [
        f"{name}:{inner.lineno}"
        for name, tree in python_files()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]
    assert hidden == []


def test_errors_of_the_framework_stay_at_the_door() -> None:
    users = [name for name, tree in python_files() if "HTTPException" in ast.dump(tree)]
    assert users == ["app/web/answers.py"]


def test_one_package_speaks_to_arxiv() -> None:
    """Beside it only the command line's `pull` and `push` are clients, of an instance of ours; and ORCID's of ORCID."""
    speakers = {f"app/papers/arxiv/{part}.py" for part in ("client", "wire", "hosts")}
    speakers |= {"app/remote.py", "app/people/orcid/provider.py"}
    imports = re.compile(r"^(?:import|from) (?:arxiv|httpx|urllib\.request|requests)\b", re.MULTILINE)
    found = {str(path.relative_to(ROOT)) for path in APP.rglob("*.py") if imports.search(path.read_text())}
    assert found <= speakers, found - speakers


def test_the_live_text_has_one_keeper() -> None:
    it = re.compile(r"\bLiveText\b|(?:FROM|UPDATE) live_text\b")
    users = {str(path.relative_to(ROOT)) for path in APP.rglob("*.py") if it.search(path.read_text())}
    keepers = {"models.py", "text.py", "purging.py", "live/log.py", "live/changing.py", "live/appending.py"}
    assert users == {f"app/writing/{name}" for name in keepers}


def test_names_that_say_nothing_are_not_used() -> None:
    empty = {"utils", "helpers", "core", "crud", "service", "services", "manager", "common", "misc"}
    assert [str(path) for path in APP.rglob("*.py") if path.stem in empty] == []


def test_every_room_says_what_it_is_for() -> None:
    for init in APP.glob("*/__init__.py"):
        assert ast.get_docstring(ast.parse(init.read_text())), init


def test_what_others_call_is_documented() -> None:
    bare = [
        f"{name}:{node.lineno} {node.name}"
        for name, tree in python_files()
        if not name.endswith(("routes.py", "pages.py"))
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    assert bare == []


@dataclass(frozen=True)
class Served:
    """A route as it is served: its whole path, through however many routers it was included."""

    path: str
    methods: set[str]
    dependant: Dependant


def api_routes(app: FastAPI) -> list[Served]:
    """Every route of every included router."""
    return [
        Served(context.path or "", context.methods or set(), context.original_route.dependant)
        for context in iter_route_contexts(app.routes)
        if isinstance(context.original_route, APIRoute)
    ]


def admitted(dependant: Dependant) -> bool:
    return any(getattr(each.call, "__admits__", False) or admitted(each) for each in dependant.dependencies)


def test_every_route_decides_who_may_come_in(app: FastAPI) -> None:
    routes = api_routes(app)
    assert len(routes) > 60
    assert [f"{route.methods} {route.path}" for route in routes if not admitted(route.dependant)] == []


def test_routes_whose_address_is_their_authority_are_listed(app: FastAPI) -> None:
    exempt = {
        route.path
        for route in api_routes(app)
        if any(each.call is token_in_the_address for each in route.dependant.dependencies)
    }
    assert exempt == TOKEN_ROUTES


def test_every_setting_is_documented() -> None:
    text = (ROOT / "docs" / "keeper.md").read_text()
    missing = [name for name in Settings.model_fields if f"STILLROOM_{name.upper()}" not in text]
    assert missing == []


def test_models_and_migrations_agree(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, SQLModel.metadata) == []


@pytest.mark.parametrize("pattern", [r"\bTODO\b", r"\bFIXME\b", r"NotImplementedError", r"unittest\.mock|MagicMock"])
def test_nothing_is_left_undone(pattern: str) -> None:
    places = [
        path
        for folder in ("app", "tests", "migrations")
        for path in (ROOT / folder).rglob("*.py")
        if path != Path(__file__)
    ]
    assert [str(path) for path in places if re.search(pattern, path.read_text())] == []
