"""Who may read a stored text (design, promise 4): persons × licence × shelf × setting, as one table."""

from collections.abc import Callable, Iterator
from typing import Literal

import pytest
from starlette.testclient import TestClient

from app.main import close_parts, create_app
from app.people.models import Person
from app.replica.server import Running, serve
from app.settings import Settings
from tests.arxiv_here import drain, import_version, turns_of, version
from tests.conftest import Cast, browser

OPEN, SHELF, CLOSED = "2611.01234", "2610.04410", "2608.95514"
"""CC BY, arXiv's own licence, and CC BY-NC-ND: only the first lets a stored text go to everybody here."""

As = Callable[[Person], TestClient]

TABLE = """
setting  licence  who        access  ask  text
shelf    OPEN     nobody     -       401  401
shelf    OPEN     member     open    200  200
shelf    OPEN     shelved    open    200  200
shelf    SHELF    nobody     -       401  401
shelf    SHELF    member     shelf   403  404
shelf    SHELF    shelved    open    200  200
shelf    CLOSED   member     shelf   403  404
shelf    CLOSED   shelved    open    200  200
open     OPEN     nobody     -       401  401
open     OPEN     member     open    200  200
open     SHELF    member     closed  403  404
open     SHELF    shelved    closed  403  404
open     CLOSED   shelved    closed  403  404
"""


@pytest.fixture(scope="module")
def replica() -> Iterator[Running]:
    running = serve()
    yield running
    running.stop()


@pytest.fixture
def stored(database: object, replica: Running, settings: Settings, as_: As, cast: Cast) -> dict[str, tuple[str, str]]:
    """The ids of the version and of a stored text of each paper, all of them fetched while the setting was `shelf`.

    Ada has them on her shelf; Rui is a member; nobody is signed in."""
    turns, ada, here = turns_of(database, replica, settings), as_(cast.ada), {}
    for key in (OPEN, SHELF, CLOSED):
        version_id = import_version(turns, key)
        with turns.database.transaction(read_only=True) as session:
            paper_id = version(session, key).paper_id
        ada.put(f"/api/shelf/{paper_id}", json={"progress": "reading"})
        assert ada.put(f"/api/paper-versions/{version_id}/text", json={}).status_code == 200
        drain(turns)
        state = ada.get(f"/api/paper-versions/{version_id}/text").json()
        here[key] = (version_id, state["texts"][0]["id"])
    turns.database.close()
    return here


@pytest.mark.parametrize("setting", ["shelf", "open"])
def test_the_table_holds(
    setting: Literal["shelf", "open"], stored: dict[str, tuple[str, str]], settings: Settings, as_: As, cast: Cast
) -> None:
    app = create_app(settings.model_copy(update={"full_text": setting}))
    people = {"nobody": browser(app), "member": browser(app), "shelved": browser(app)}
    for who, person in (("member", cast.rui), ("shelved", cast.ada)):
        people[who].cookies.update(as_(person).cookies)
    for line in TABLE.strip().splitlines()[1:]:
        which, licence, who, access, ask, text = line.split()
        if which != setting:
            continue
        version_id, text_id = stored[{"OPEN": OPEN, "SHELF": SHELF, "CLOSED": CLOSED}[licence]]
        client = people[who]
        state = client.get(f"/api/paper-versions/{version_id}/text")
        assert state.json().get("access", "-") == access, line
        if access in ("shelf", "closed"):
            assert state.json()["sentence"], line
            assert state.json()["texts"] == [], line
        answer = client.put(f"/api/paper-versions/{version_id}/text", json={})
        assert answer.status_code == int(ask), (line, answer.text)
        for part in ("",) if text == "200" else ("", "/pdf", "/figures/x1.png"):
            assert client.get(f"/api/paper-texts/{text_id}{part}").status_code == int(text), (line, part)
    close_parts(app.state.parts)


def test_taken_off_the_shelf_it_is_closed_again(stored: dict[str, tuple[str, str]], as_: As, cast: Cast) -> None:
    ada, (version_id, text_id) = as_(cast.ada), stored[SHELF]
    assert ada.get(f"/api/paper-texts/{text_id}").status_code == 200
    paper_id = ada.get(f"/api/papers/{SHELF}").json()["id"]
    ada.delete(f"/api/shelf/{paper_id}")
    assert ada.get(f"/api/paper-texts/{text_id}").status_code == 404
    assert ada.get(f"/api/paper-versions/{version_id}/text").json()["access"] == "shelf"
    assert ada.get(f"/api/papers/{SHELF}").status_code == 200


def test_asking_puts_nothing_on_a_shelf(stored: dict[str, tuple[str, str]], as_: As, cast: Cast) -> None:
    rui = as_(cast.rui)
    for version_id, _ in stored.values():
        rui.put(f"/api/paper-versions/{version_id}/text", json={})
    assert rui.get("/api/shelf").json() == []
