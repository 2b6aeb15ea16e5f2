"""Junk of every type, in every place of every route of the API and every form, is answered in words and breaks nothing.

Both as nobody in particular and as somebody who may do a lot; sound requests with one thing wrong each.
"""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from sqlmodel import select
from starlette.testclient import TestClient

from app.database import Database
from app.people.models import Person
from app.reviewing.models import Invitation
from tests.conftest import Cast, browser
from tests.papers_here import store_paper
from tests.publishing.conftest import QUOTE, review, write
from tests.test_house import api_routes

As = Callable[[Person], TestClient]
JUNK: list[Any] = [
    None, True, -1, 2**63, 1e308, float("nan"), "", "\0", "\ud800", "x" * 30_000, "'\"--;<script>",
    "\r\nSet-Cookie: a=b", "\u202e\u200b", [None, "\0"], {"a": {"b": [2**70]}},
]  # fmt: skip
IN_PATHS = ["%00", "..%2f..%2fetc", "%ff", "%ed%a0%80", "x" * 5000, str(2**64), "a%0d%0ab", "%25%30%30", "a%3fb%23c"]
IN_QUERIES = ["", "%00", "%ff", "%ed%a0%80", "x" * 5000, str(2**70), "-1", "%27%22--", "%5b%5d"]
ODD = [None, "\0", "\ud800", 2**63, "x" * 30_000, {}]
"""The oddest of it, for what lies deep in a body, and for the second database."""
ENDING = {"/sign-out", "/settings/sessions/ending"}
"""Forms that sign the browser out."""


class World:
    """Everything an address or a body can name, under the names that the API gives it."""

    def __init__(self, known: dict[str, Any]) -> None:
        self.known = known

    def sound(self, schema: dict[str, Any], schemas: dict[str, Any], name: str = "") -> Any:
        """A value that the schema allows, naming what is there wherever it names something."""
        if name in self.known:
            return self.known[name]
        if "$ref" in schema:
            schema = schemas[schema["$ref"].rsplit("/", 1)[1]]
        if "anyOf" in schema:
            return self.sound(schema["anyOf"][0], schemas, name)
        if "enum" in schema:
            return schema["enum"][0]
        kind = schema.get("type")
        if kind == "object":
            return {key: self.sound(value, schemas, key) for key, value in schema.get("properties", {}).items()}
        if kind == "array":
            return [self.sound(schema["items"], schemas, name)]
        return {"integer": schema.get("minimum", 1), "number": 1, "boolean": True}.get(str(kind), "kettle")

    def path(self, template: str) -> str:
        """The address with what is there put in."""
        return re.sub(r"\{(\w+)(?::\w+)?\}", lambda slot: str(self.known.get(slot[1], "nothing")), template)


@pytest.fixture
def world(database: Database, cast: Cast, as_: As) -> World:
    """A draft, reviewed and published, by Ada."""
    paper = store_paper(database)
    written = write(as_(cast.ada), paper)
    review(written, as_(cast.rui), cast.rui)
    page, draft = written.publish(), written.browser.get(f"/api/drafts/{written.draft_id}").json()
    evidence = written.browser.get(f"/api/revisions/{written.freeze()['id']}").json()["evidence"][0]
    asks = written.browser.get(f"/api/drafts/{written.draft_id}/asks").json()["asks"]
    passage = {"exact": "does not suffice"}
    thread = written.browser.post(f"/api/drafts/{written.draft_id}/threads", json={"words": "x", "anchor": passage})
    mark = written.browser.post(f"/api/drafts/{written.draft_id}/unsure", json={"anchor": passage})
    with database.transaction(read_only=True) as session:
        invitation = session.exec(select(Invitation)).one()
    return World({
        "draft_id": written.draft_id, "base_version": draft["text"]["version"], "version_id": paper.version_id,
        "version_ids": [paper.version_id], "paper_id": paper.id, "paper": paper.id, "key": paper.key,
        "person_id": cast.rui.id, "note_id": evidence["note_id"], "evidence_id": evidence["id"],
        "revision_id": written.freeze()["id"], "publication_id": page["id"], "slug": page["slug"],
        "ask_id": asks[0]["id"], "invitation_id": invitation.id, "review_id": asks[0]["reviews"][0]["id"],
        "thread_id": thread.json()["id"], "mark_id": mark.json()["id"], "digest": written.digest, "handle": "ada",
        "due": "2099-01-01", "email": "lee@elsewhere.example", "exact": QUOTE, "number": 1, "form": "atom",
    })  # fmt: skip


def requests(app: FastAPI, world: World, junk: list[Any]) -> Iterator[tuple[str, str, bytes | None]]:
    """Method, address and body of requests with one wrong thing each; what takes things away comes last."""
    told = app.openapi()
    schemas = told["components"]["schemas"]
    operations = [
        (method, path, operation) for path, methods in told["paths"].items() for method, operation in methods.items()
    ]
    for method, path, operation in sorted(operations, key=lambda each: each[0] == "delete"):
        content = operation.get("requestBody", {}).get("content", {})
        schema = content.get("application/json", {}).get("schema")
        body = world.sound(schema, schemas) if schema else None
        plain = json.dumps(body).encode() if schema else None
        yield from ((method, address, plain) for address in wrong_addresses(path, operation, world))
        if schema:
            yield from ((method, world.path(path), json.dumps(wrong).encode()) for wrong in wrong_bodies(body, junk))
        if method != "delete":
            yield method, world.path(path), plain


def wrong_addresses(path: str, operation: dict[str, Any], world: World) -> Iterator[str]:
    """The address with junk in one of its slots, or in one of its query's."""
    for given in operation.get("parameters", []):
        if given["in"] == "path":
            yield from (World(world.known | {given["name"]: junk}).path(path) for junk in IN_PATHS)
        elif given["in"] == "query":
            yield from (f"{world.path(path)}?{given['name']}={junk}" for junk in IN_QUERIES)


def wrong_bodies(body: Any, junk: list[Any]) -> Iterator[Any]:
    """Junk instead of the body, and the body with junk for one of its fields, however deep."""
    yield from junk
    if isinstance(body, dict):
        for name, value in body.items():
            yield from (
                {**body, name: wrong} for wrong in wrong_bodies(value, ODD if isinstance(value, dict) else junk)
            )
    elif isinstance(body, list) and body:
        yield from ([wrong] for wrong in wrong_bodies(body[0], ODD))


def test_junk_in_the_api(app: FastAPI, database: Database, world: World, cast: Cast, as_: As) -> None:
    sent = list(requests(app, world, JUNK if database.sqlite else ODD))
    assert len(sent) > 1000
    ada, others = as_(cast.ada), (as_(cast.rui), browser(app), as_(cast.kim))
    broken = []
    for number, (method, path, body) in enumerate(sent):
        for client in (ada, others[number // 3 % 3]) if number % 3 == 0 else (ada,):
            answer = client.request(method, path, content=body, headers={"Content-Type": "application/json"})
            if answer.status_code >= 500 or not (answer.is_success or answer.json()["error"]["sentence"]):
                broken.append((answer.status_code, method, path, body))
    assert broken == []


def forms(app: FastAPI) -> Iterator[tuple[str, list[str]]]:
    """Every address that takes a form, with the names of its fields."""
    for route in api_routes(app):
        if "POST" in (route.methods or set()) and not route.path.startswith(("/api", "/drafts", "/threads")):
            yield route.path, [name for field in route.dependant.body_params for name in names_in(field)]


def names_in(field: Any) -> list[str]:
    """The names of what is typed into a field of a form, or into each of a whole form's."""
    whole = getattr(field.field_info.annotation, "model_fields", None)
    return [field.alias] if whole is None else list(whole)


def test_junk_in_the_forms(app: FastAPI, world: World, cast: Cast, as_: As) -> None:
    found = {path: fields for path, fields in forms(app) if path not in ENDING}
    assert {"/join", "/settings/name", "/keeping/links", "/sign-in"} <= set(found)
    broken = []
    for client in (as_(cast.kim), as_(cast.ada), browser(app)):
        for path, fields in found.items():
            for junk in ("%00", "%ff", "%ed%a0%80", "x" * 100_000, "%0d%0aX-A:%20b", "9" * 40, "%c2%b2", "{{7*7}}"):
                address = re.sub(r"\{\w+\}", junk[:40], path)
                body = "&".join(f"{name}={junk}" for name in fields).encode()
                kind = {"Content-Type": "application/x-www-form-urlencoded"}
                answer = client.post(address, content=body, headers=kind)
                # 503: no mail is sent from here
                if answer.status_code not in {200, 303, 401, 403, 404, 410, 413, 422, 429, 503}:
                    broken.append((answer.status_code, address, junk[:40]))
                assert "X-A" not in answer.headers
    assert broken == []
