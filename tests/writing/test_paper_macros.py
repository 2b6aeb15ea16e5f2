"""Bringing a paper's own macros: asked of arXiv once, behind everybody's queue, for who may read the paper."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.database import Database
from app.papers.fetching.serving import Turns
from app.people.models import Person
from app.replica.faults import Fault
from app.replica.server import Running, serve
from app.settings import Settings
from tests.arxiv_here import drain, import_version, turns_of
from tests.conftest import Cast

OPEN, SHELF = "2611.01234v1", "2610.04410v1"
As = Callable[[Person], TestClient]


@pytest.fixture
def replica() -> Iterator[Running]:
    running = serve()
    yield running
    running.stop()


@pytest.fixture
def turns(database: Database, replica: Running, settings: Settings) -> Iterator[Turns]:
    serving = turns_of(database, replica, settings)
    yield serving
    serving.database.close()


def draft_on(client: TestClient, version_id: str) -> str:
    """The address of the macros of the paper of a new draft."""
    draft = client.post("/api/drafts", json={"version_ids": [version_id]}).json()["id"]
    return f"/api/drafts/{draft}/papers/{version_id}/macros"


def names(answer: dict[str, Any]) -> set[str]:
    return {one["name"] for one in answer["macros"]}


def test_they_are_asked_for_fetched_once_and_given_to_everybody(
    turns: Turns, as_: As, cast: Cast, replica: Running
) -> None:
    version_id, ada = import_version(turns, OPEN), as_(cast.ada)
    macros, before = draft_on(ada, version_id), len(replica.requests)
    assert ada.get(macros).json() == {"state": None, "place": 0, "seconds": 0, "sentence": "", "macros": []}
    waiting = ada.put(macros).json()
    assert (waiting["state"], waiting["place"], waiting["macros"]) == ("waiting", 0, [])
    assert waiting["seconds"] >= 3
    assert ada.put(macros).json()["state"] == "waiting"
    drain(turns)
    found = ada.get(macros).json()
    assert (found["state"], found["sentence"]) == ("done", "")
    assert names(found) == {"E", "loss", "argmin"}
    assert {"name": "loss", "definition": r"\newcommand{\loss}{\mathcal{L}}", "uses": 0, "needs": []} in found["macros"]
    assert [path.split("/")[1] for _, path in replica.requests[before:]] == ["e-print"]
    rui = as_(cast.rui)
    assert names(rui.put(draft_on(rui, version_id)).json()) == {"E", "loss", "argmin"}
    assert not turns.serve_next(), "nobody asks arXiv twice"
    body = {"body": "```macros\n" + "\n".join(one["definition"] for one in found["macros"]) + "\n```\n\n$\\E{\\loss}$"}
    preview = ada.post(f"{macros.partition('/papers')[0]}/preview", json=body).json()
    assert preview["problems"] == []


def test_a_failure_is_a_sentence_and_can_be_tried_again(turns: Turns, as_: As, cast: Cast, replica: Running) -> None:
    version_id, ada = import_version(turns, OPEN), as_(cast.ada)
    macros = draft_on(ada, version_id)
    replica.faults.add(Fault.DOWN)
    ada.put(macros)
    drain(turns)
    failed = ada.get(macros).json()
    assert failed["state"] == "failed"
    assert "not answering" in failed["sentence"]
    replica.faults.clear()
    assert ada.put(macros).json()["state"] == "waiting"
    drain(turns)
    assert ada.get(macros).json()["state"] == "done"


def test_only_who_may_read_the_paper_brings_its_macros(turns: Turns, as_: As, cast: Cast) -> None:
    version_id, ada = import_version(turns, SHELF), as_(cast.ada)
    macros = draft_on(ada, version_id)
    key = SHELF.removesuffix("v1")
    shelf = f"/api/shelf/{ada.get(f'/api/papers/{key}').json()['id']}"
    assert ada.delete(shelf).is_success, "a draft puts its paper on the shelf"
    assert "shelf" in ada.get(macros).json()["sentence"]
    assert ada.put(macros).status_code == 403
    assert not turns.serve_next()
    assert ada.put(shelf, json={"progress": "reading"}).is_success
    assert ada.put(macros).json()["state"] == "waiting"
    assert as_(cast.rui).get(macros).status_code == 404
    assert ada.get(macros.replace(version_id, "none")).status_code == 404


def test_a_work_outside_arxiv_has_no_source(as_: As, cast: Cast) -> None:
    ada = as_(cast.ada)
    body = {"where": "https://paper.example/x", "title": "On kettles", "authors": ["Mei"]}
    macros = draft_on(ada, ada.post("/api/papers", json=body).json()["version_id"])
    assert "not on arXiv" in ada.get(macros).json()["sentence"]
    assert ada.put(macros).status_code == 403
