"""Who is told of a new version, in which words, and only once."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.database import Database
from app.jobs import announce
from app.papers.rules import TextForm
from app.papers.schemas import PaperOut
from app.people.models import Person
from app.reading.rules import PlaceState
from app.reading.telling import sum_of
from app.settings import Settings
from tests.conftest import Cast
from tests.papers_here import store_paper
from tests.reading.texts_here import PRINTED, SECOND, store_text, work

COLD = "A cold kettle says nothing, which we count as honest."
SAME = "Each kettle is filled to the same line"
KITCHEN = "the room is kept at the temperature of an ordinary kitchen"


@pytest.mark.parametrize(
    ("became", "words"),
    [
        ({"found": 12, "changed": 2, "gone": 1}, "2 of your 15 passages changed, 1 is gone"),
        ({"found": 1, "gone": 2}, "of your 3 passages 2 are gone"),
        ({"found": 1, "moved": 1}, "your 2 passages are as they were"),
        ({"found": 1}, "your passage is as it was"),
        ({"changed": 1}, "your passage changed"),
        ({"gone": 1}, "your passage is gone"),
        ({"found": 1, "changed": 1}, "1 of your 2 passages changed"),
    ],
)
def test_the_sum_is_said_in_words(became: dict[str, int], words: str) -> None:
    assert sum_of(Counter({PlaceState(state): count for state, count in became.items()})) == words


def note(client: TestClient, paper: PaperOut, text_id: str | None, quote: str) -> str:
    body = {"version_id": paper.version_id, "text_id": text_id, "anchor": {"exact": quote}}
    answer = client.post("/api/notes", json=body)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def told(client: TestClient) -> list[Any]:
    return [one["sentence"] for one in client.get("/api/notices").json()]


def test_those_concerned_are_told_once(
    as_: Callable[[Person], TestClient], cast: Cast, database: Database, settings: Settings, paper: PaperOut
) -> None:
    ada, rui, mei = as_(cast.ada), as_(cast.rui), as_(cast.mei)
    ada.put(f"/api/shelf/{paper.id}", json={"progress": "reading"})
    html = store_text(database, paper.version_id)
    for quote in (SAME, KITCHEN, COLD):
        note(ada, paper, html, quote)
    rui.post("/api/notes", json={"version_id": paper.version_id, "words": "On all of it."})
    work(database, settings)
    assert told(ada) == []
    second = store_paper(database, version=2)
    newer = store_text(database, second.version_id, SECOND)
    work(database, settings)
    title = "When can a kettle be trusted? Bounds of $O(n)$"
    assert told(ada) == [f"“{title}” has a new version: 1 of your 3 passages changed, 1 is gone."]
    assert told(rui) == [f"“{title}” has a new version."]
    assert told(mei) == []
    (notice,) = ada.get("/api/notices").json()
    assert (notice["path"], notice["seen"]) == (f"/desk/papers/{paper.key}?version=2", False)
    store_text(database, second.version_id, PRINTED, TextForm.PDF)
    store_text(database, second.version_id, SECOND.replace("nine", "ten"))
    store_text(database, second.version_id, PRINTED, TextForm.PDF, cast.mei.id)
    with database.transaction() as session:
        announce(session, "papers.text_stored", newer)
    work(database, settings)
    assert len(told(ada)) == len(told(rui)) == 1


def test_those_who_write_about_it_are_told_too(
    as_: Callable[[Person], TestClient], cast: Cast, database: Database, settings: Settings, paper: PaperOut
) -> None:
    ada, rui = as_(cast.ada), as_(cast.rui)
    rui.put(f"/api/shelf/{paper.id}", json={"progress": "reading"})
    html = store_text(database, paper.version_id)
    shared = note(rui, paper, html, COLD)
    rui.put(f"/api/notes/{shared}/sharing", json={"sharing": "public"})
    draft = ada.post("/api/drafts", json={"title": "Cold kettles", "version_ids": [paper.version_id]}).json()
    body = {"body": f"[Silence is honest](note:{shared}).", "base_version": draft["text"]["version"]}
    assert ada.put(f"/api/drafts/{draft['id']}/text", json=body).status_code == 200
    second = store_paper(database, version=2)
    store_text(database, second.version_id, SECOND)
    work(database, settings)
    assert told(rui) == ["“When can a kettle be trusted? Bounds of $O(n)$” has a new version: your passage is gone."]
    (notice,) = ada.get("/api/notices").json()
    assert notice["sentence"].endswith("has a new version: the passage that “Cold kettles” leans on changed.")
    assert notice["path"] == f"/desk/drafts/{draft['id']}"
    (claim,) = ada.get(f"/api/drafts/{draft['id']}/claims").json()
    assert (claim["state"], claim["number"], claim["newest"], claim["compared"]) == ("gone", 1, 2, 2)
