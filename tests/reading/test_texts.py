"""Opening a paper: asked for, fetched from the replica over HTTP, read, stored, given out; on both databases."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import select
from starlette.testclient import TestClient

from app.database import Database
from app.papers.fetching.serving import Turns
from app.papers.models import ArxivErrand, Figure, PaperText
from app.papers.rules import ErrandState, Lane
from app.people.models import Person
from app.replica.faults import Fault
from app.replica.server import Running, serve
from app.settings import Settings
from tests.arxiv_here import drain, import_version, turns_of
from tests.conftest import Cast

OPEN = "2611.01234v1"
NO_HTML = "2604.97331v1"

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


def opened(client: TestClient, version_id: str, form: str | None = None) -> dict[str, Any]:
    answer = client.put(f"/api/paper-versions/{version_id}/text", json={"form": form})
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def seen(client: TestClient, version_id: str) -> dict[str, Any]:
    return dict(client.get(f"/api/paper-versions/{version_id}/text").json())


def test_a_paper_is_asked_for_fetched_stored_and_read(turns: Turns, as_: As, cast: Cast, replica: Running) -> None:
    version_id, ada = import_version(turns, OPEN), as_(cast.ada)
    before = len(replica.requests)
    assert seen(ada, version_id)["fetch"]["state"] == "none"
    assert not turns.serve_next(), "reading about a paper fetches nothing"
    state = opened(ada, version_id)
    assert (state["access"], state["fetch"]["state"], state["fetch"]["what"]) == ("open", "waiting", "the text")
    drain(turns)
    state = seen(ada, version_id)
    assert state["fetch"]["state"] == "done"
    assert state["missing"] == ""
    [text] = state["texts"]
    assert (text["form"], text["own"], text["figures_here"]) == ("html", False, text["figures_total"])
    assert text["figures_total"] == 2
    shown = ada.get(f"/api/paper-texts/{text['id']}").json()
    assert "Forgetting at an Even Pace" in shown["html"]
    assert "<script" not in shown["html"]
    assert shown["outline"]
    assert all(heading["id"].startswith("p-") for heading in shown["outline"])
    for figure in shown["figures"]:
        picture = ada.get(figure["url"])
        assert picture.headers["content-type"] == "image/png"
        assert "sandbox" in picture.headers["content-security-policy"]
        assert picture.headers["x-content-type-options"] == "nosniff"
        assert picture.content.startswith(b"\x89PNG")
    assert [path.split("/")[1] for _, path in replica.requests[before:]].count("html") == 3


def test_without_html_it_is_the_pdf(turns: Turns, as_: As, cast: Cast) -> None:
    version_id, ada = import_version(turns, NO_HTML), as_(cast.ada)
    ada.put(f"/api/shelf/{paper_of(ada, NO_HTML)}", json={"progress": "reading"})
    opened(ada, version_id)
    drain(turns)
    state = seen(ada, version_id)
    assert [text["form"] for text in state["texts"]] == ["pdf"]
    assert "no HTML" in state["missing"]
    text = state["texts"][0]
    shown = ada.get(f"/api/paper-texts/{text['id']}").json()
    assert shown["html"] == ""
    assert shown["pages"][0] == 0
    pdf = ada.get(f"/api/paper-texts/{text['id']}/pdf")
    assert pdf.headers["content-type"] == "application/pdf"
    assert pdf.content.startswith(b"%PDF-")
    assert pdf.content.rstrip().endswith(b"%%EOF")


def paper_of(client: TestClient, key: str) -> str:
    return str(client.get(f"/api/papers/{key.split('v')[0]}").json()["id"])


def test_two_people_cause_one_fetch(turns: Turns, as_: As, cast: Cast, replica: Running) -> None:
    version_id, ada, rui = import_version(turns, OPEN), as_(cast.ada), as_(cast.rui)
    before = len(replica.requests)
    for client in (ada, rui, ada):
        assert opened(client, version_id)["fetch"]["state"] == "waiting"
    drain(turns)
    opened(rui, version_id)
    drain(turns)
    assert len(replica.requests) - before == 3
    assert seen(ada, version_id)["texts"] == seen(rui, version_id)["texts"]


def test_the_pdf_when_it_is_asked_for(turns: Turns, as_: As, cast: Cast) -> None:
    version_id, ada = import_version(turns, OPEN), as_(cast.ada)
    opened(ada, version_id)
    drain(turns)
    state = opened(ada, version_id, "pdf")
    assert (state["fetch"]["state"], state["fetch"]["what"]) == ("waiting", "the PDF")
    drain(turns)
    assert {text["form"] for text in seen(ada, version_id)["texts"]} == {"html", "pdf"}
    assert ada.put(f"/api/paper-versions/{version_id}/text", json={"form": "abstract"}).status_code == 422


def test_a_failure_is_a_sentence_and_can_be_asked_for_again(
    turns: Turns, as_: As, cast: Cast, replica: Running
) -> None:
    version_id, ada = import_version(turns, OPEN), as_(cast.ada)
    for fault, says in ((Fault.DOWN, "not answering"), (Fault.NONSENSE, "Nothing was stored"), (Fault.CUT, "stored")):
        replica.faults.add(fault)
        opened(ada, version_id)
        drain(turns)
        state = seen(ada, version_id)
        assert state["fetch"]["state"] == "failed"
        assert says in state["fetch"]["sentence"]
        assert state["missing"] == state["fetch"]["sentence"]
        assert state["texts"] == []
    opened(ada, version_id)
    drain(turns)
    assert seen(ada, version_id)["texts"]


def test_html_of_long_ago_is_asked_for_again_behind_everybody(
    turns: Turns, as_: As, cast: Cast, replica: Running, database: Database
) -> None:
    version_id, ada = import_version(turns, OPEN), as_(cast.ada)
    opened(ada, version_id)
    drain(turns)
    assert not _asked_again(turns, ada, version_id)
    with database.transaction() as session:
        for row in [*session.exec(select(PaperText)), *session.exec(select(Figure))]:
            row.made_at -= timedelta(days=40)
        for errand in session.exec(select(ArxivErrand)):
            errand.asked_at -= timedelta(days=40)
    before = seen(ada, version_id)
    assert _asked_again(turns, ada, version_id) == [Lane.WATCH]
    assert seen(ada, version_id)["fetch"]["state"] == "done", "nobody waits for it"
    drain(turns)
    assert not _asked_again(turns, ada, version_id), "once is enough, although the words were the same"
    assert seen(ada, version_id)["texts"] == before["texts"]


def _asked_again(turns: Turns, client: TestClient, version_id: str) -> list[Lane]:
    opened(client, version_id)
    with turns.database.transaction(read_only=True) as session:
        return list(session.exec(select(ArxivErrand.lane).where(ArxivErrand.state == ErrandState.WAITING)))
