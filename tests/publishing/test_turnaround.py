"""The turn-around clock, from what is public and from one's own."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import select
from starlette.testclient import TestClient

from app.database import Database, now
from app.papers.schemas import PaperOut
from app.people.models import Person
from app.publishing.models import Release
from app.reviewing.models import Request, Review
from tests.conftest import Cast
from tests.publishing.conftest import Written, review, write

As = Callable[[Person], TestClient]
HOUR = timedelta(hours=1)


@pytest.fixture
def pieces(database: Database, paper: PaperOut, cast: Cast, as_: As) -> list[Written]:
    """Three pieces, each asked about twice, answered once in 2, 4 and 6 hours, and published 10 hours later."""
    ada, rui = as_(cast.ada), as_(cast.rui)
    made = []
    for number in range(3):
        piece = write(ada, paper, f"Kettle {number}")
        review(piece, rui, cast.rui)
        due = (now().date() + timedelta(days=3)).isoformat()
        wanted = {"base_version": piece.version, "kind": "clarity", "due": due, "to": [{"via": "link"}]}
        assert ada.post(f"/api/drafts/{piece.draft_id}/asks", json=wanted).status_code == 201
        piece.publish(f"kettle-{number}")
        made.append(piece)
    with database.transaction() as session:
        answered = {one.request_id for one in session.exec(select(Review))}
        for request in session.exec(select(Request)):
            took = next(at for at, one in enumerate(made) if one.draft_id == request.draft_id) + 1
            request.asked_at = now() - (10 + 2 * took if request.id in answered else 100) * HOUR
        for one in session.exec(select(Review)):
            one.sent_at = now() - 10 * HOUR
        for release in session.exec(select(Release)):
            release.released_at = now()
    return made


def test_half_of_all_counts_those_who_wait(pieces: list[Written], client: TestClient, as_: As, cast: Cast) -> None:
    here = as_(cast.mei).get("/api/turnaround").json()
    assert here == {"here": "Half have a first answer within 6 hours.", "mine": []}
    page = client.get("/about").text
    assert here["here"] in page
    assert "Half have what came of it published" not in page, "three are too few"
    assert page.count("<rect") == 9
    assert "Ada" not in page
    assert "Rui" not in page


def test_ones_own_are_listed_with_what_came_of_them(pieces: list[Written], as_: As, cast: Cast) -> None:
    mine = as_(cast.ada).get("/api/turnaround").json()["mine"]
    assert [one["title"] for one in mine] == ["Kettle 0", "Kettle 1", "Kettle 2"]
    assert all(one["asked_at"] < one["answered_at"] < one["published_at"] for one in mine)
    assert as_(cast.rui).get("/api/turnaround").json()["mine"] == [], "they reviewed, and asked for nothing"


@pytest.mark.parametrize("how", ["narrowed", "withdrawn"])
def test_what_is_not_public_tells_nothing(how: str, pieces: list[Written], client: TestClient) -> None:
    page = pieces[0].publish("kettle-0")
    if how == "narrowed":
        pieces[0].narrow(page, "link")
    else:
        pieces[0].withdraw(page)
    assert "Too few asks" in client.get("/about").text


def test_nobody_else_reads_it(client: TestClient) -> None:
    assert client.get("/api/turnaround").status_code == 401
