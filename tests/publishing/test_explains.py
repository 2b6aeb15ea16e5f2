"""The line of a page that says what became of the passages it cites in a later version of its paper."""

from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient
from sqlmodel import delete

from app.database import Database
from app.people.models import Person
from app.publishing.badges import Touched, explains
from app.reading.models import Anchoring, Note
from app.settings import Settings
from tests.conftest import Cast
from tests.papers_here import ABSTRACT, store_paper
from tests.publishing.conftest import Written, told
from tests.reading.texts_here import METHODS, SECOND, store_text, work

PAPER = {"key": "2611.01234", "arxiv_id": "2611.01234", "number": 1, "title": "Kettles", "year": 2026}
QUOTES = (
    "Each kettle is filled to the same line",
    "the room is kept at the temperature of an ordinary kitchen",
    "A cold kettle says nothing, which we count as honest.",
)


@pytest.mark.parametrize(
    ("newest", "touched", "after"),
    [
        (1, None, ""),
        (2, None, " (now version 2)"),
        (2, Touched(2, 14, 2), " (now version 2: 2 of 14 cited passages changed)"),
        (3, Touched(2, 14, 2), " (now version 3: 2 of 14 cited passages changed in version 2)"),
        (2, Touched(2, 14, 0), " (now version 2: none of 14 cited passages changed)"),
        (2, Touched(2, 1, 1), " (now version 2: the passage cited changed)"),
        (2, Touched(2, 1, 0), " (now version 2: the passage cited did not change)"),
    ],
)
def test_the_line(newest: int, touched: Touched | None, after: str) -> None:
    assert explains(PAPER, newest, touched).after == f", arXiv 2611.01234{after}"


def write_about_the_text(written: Written, text_id: str) -> None:
    """Ada's draft, with a claim on each of the QUOTES of a full text."""
    lines = []
    for quote in QUOTES:
        body = {"version_id": written.paper.version_id, "text_id": text_id, "anchor": {"exact": quote}}
        lines.append(f"[A claim](note:{told(written.browser.post('/api/notes', json=body))['id']}).")
    written.save("\n\n".join(lines)).publish()


def test_a_page_says_how_many_passages_changed(
    written: Written, database: Database, settings: Settings, client: TestClient
) -> None:
    written.browser.put(f"/api/shelf/{written.paper.id}", json={"progress": "reading"})
    write_about_the_text(written, store_text(database, written.paper.version_id, METHODS))
    work(database, settings)
    assert "now version" not in client.get("/when-a-kettle-lies").text
    second = store_paper(database, version=2)
    work(database, settings)
    assert "(now version 2)" in client.get("/when-a-kettle-lies").text
    store_text(database, second.version_id, SECOND)
    work(database, settings)
    line = "(now version 2: 2 of 3 cited passages changed)"
    assert line in client.get("/when-a-kettle-lies").text
    assert line in client.get("/").text
    for form in ("atom", "rss", "json"):
        assert line in client.get(f"/feed.{form}").text
    with database.transaction() as session:
        session.exec(delete(Anchoring))
        session.exec(delete(Note))
    assert line in client.get("/when-a-kettle-lies").text


def test_what_is_released_after_the_new_version_says_it_too(
    written: Written, database: Database, settings: Settings, client: TestClient
) -> None:
    changed = ABSTRACT.replace("96 of 100", "95 of 100")
    store_paper(database, version=2, abstract=changed)
    written.publish()
    work(database, settings)
    assert "(now version 2: the passage cited changed)" in client.get("/when-a-kettle-lies").text


def test_a_pdf_of_one_s_own_changes_nothing(
    written: Written, database: Database, settings: Settings, client: TestClient, cast: Cast,
    as_: Callable[[Person], TestClient],
) -> None:  # fmt: skip
    written.browser.put(f"/api/shelf/{written.paper.id}", json={"progress": "reading"})
    write_about_the_text(written, store_text(database, written.paper.version_id, METHODS))
    second = store_paper(database, version=2)
    store_text(database, second.version_id, SECOND, owner=cast.ada.id)
    work(database, settings)
    assert "(now version 2)" in as_(cast.ada).get("/when-a-kettle-lies").text
