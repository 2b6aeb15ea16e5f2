"""The whole history of a release as one DocMap, in its published shape; no more in it than its reader may know."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from app.database import Database
from app.people.models import Person
from app.publishing.credit.docmap import History, Party, Released, Reviewed, docmap
from app.reviewing.models import Review
from tests.conftest import Cast
from tests.publishing.conftest import Written, told
from tests.publishing.docmap_schema import SCHEMA, chain
from tests.publishing.test_signed_reviews import ORCID, connect
from tests.publishing.test_signed_reviews import given as review_given

As = Callable[[Person], TestClient]
AT = datetime(2026, 11, 23, tzinfo=UTC)
ADA = Party("Ada", "author")
PAPER = {"key": "2611.01234", "arxiv_id": "2611.01234", "url": "https://arxiv.org/abs/2611.01234v1"}


def history(*events: Reviewed | Released) -> History:
    publisher = {"id": "https://s.example", "name": "S", "homepage": "https://s.example/"}
    return History("https://s.example/it/1/docmap.json", "https://s.example/it", publisher, [PAPER], events)


def released(day: int, number: int, release: int = 1) -> Released:
    return Released(AT + timedelta(days=day), number, release, f"https://s.example/it/{release}", [ADA])


def reviewed(day: int, number: int, name: str = "Rui") -> Reviewed:
    at = AT + timedelta(days=day)
    return Reviewed(at, number, Party(name, "peer-reviewer"), at)


def valid(found: dict[str, Any]) -> list[dict[str, Any]]:
    jsonschema.validate(found, SCHEMA)
    return chain(found)


def statuses(steps: list[dict[str, Any]]) -> list[str]:
    return [one["status"] for step in steps for one in step["assertions"]]


def test_reviews_before_and_after_a_release() -> None:
    found = docmap(history(reviewed(2, 2, "Kim"), released(1, 2), reviewed(0, 1), reviewed(0, 1, "Mei")))
    steps = valid(found)
    assert statuses(steps) == ["draft", "peer-reviewed", "published", "peer-reviewed"]
    assert [len(step["actions"]) for step in steps] == [1, 2, 1, 1]
    assert (found["created"], found["updated"]) == ("2026-11-24", "2026-11-25")
    [paper] = steps[0]["inputs"]
    assert (paper["type"], paper["doi"]) == ("preprint", "10.48550/arXiv.2611.01234")


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 9), st.integers(1, 5)), max_size=12))
def test_any_history_is_one_chain(some: list[tuple[bool, int, int]]) -> None:
    events = [reviewed(day, number) if is_review else released(day, number) for is_review, day, number in some]
    assert len(valid(docmap(history(released(5, 1), *events)))) >= 2


def test_the_history_of_a_release(
    written: Written, cast: Cast, as_: As, client: TestClient, database: Database
) -> None:
    review = review_given(written, as_(cast.rui), cast.rui)
    written.publish()
    connect(database, cast.rui)
    written.save(written.body() + "\nMore.\n").publish()
    assert 'href="/when-a-kettle-lies/2/docmap.json"' in client.get("/when-a-kettle-lies").text
    answer = client.get("/when-a-kettle-lies/2/docmap.json")
    assert answer.headers["content-type"] == "application/ld+json"
    steps = valid(answer.json())
    assert statuses(steps) == ["draft", "peer-reviewed", "published", "published"]
    [action] = steps[1]["actions"]
    [reviewer] = action["participants"]
    orcid = f"https://orcid.org/{ORCID}"
    assert reviewer == {"actor": {"type": "person", "name": "Rui Reviewer", "id": orcid}, "role": "peer-reviewer"}
    assert action["outputs"][0]["content"][0]["url"].endswith(f"/reviews/{review}")
    assert [len(valid(client.get(f"/when-a-kettle-lies/{n}/docmap.json").json())) for n in (1, 2)] == [3, 4]


def test_only_who_may_read_the_release_may_read_its_history(
    written: Written, as_: As, cast: Cast, client: TestClient
) -> None:
    page = written.publish(audience="here")
    address = "/when-a-kettle-lies/1/docmap.json"
    assert client.get(address).status_code == 404
    assert as_(cast.mei).get(address).status_code == 200
    key = written.narrow(page, "link")["url"].split("?k=")[1]
    assert client.get(address).status_code == 404
    assert f"?k={key}" in client.get(f"{address}?k={key}").json()["id"]
    written.withdraw(page)
    assert client.get(f"{address}?k={key}").status_code == 410


@pytest.mark.parametrize("private", [True, False])
def test_what_is_kept_from_readers_is_kept(
    private: bool, written: Written, cast: Cast, as_: As, client: TestClient, database: Database
) -> None:
    """A review kept with the writers has no page; one without a name has no day either."""
    rui = as_(cast.rui)
    review = review_given(written, rui, cast.rui)
    told(rui.put(f"/api/reviews/{review}/showing", json={"shown": False}))
    if private:
        with database.transaction() as session:
            row = session.get_one(Review, review)
            row.private, row.byline = True, "An unnamed reviewer"
    written.publish()
    connect(database, cast.rui)
    steps = valid(client.get("/when-a-kettle-lies/1/docmap.json").json())
    [action] = steps[1]["actions"]
    [output] = action["outputs"]
    assert output.keys() == ({"type"} if private else {"type", "published"})
    assert action["participants"][0]["actor"] == {
        "type": "person", "name": "An unnamed reviewer" if private else "Rui Reviewer",
    }  # fmt: skip


def test_a_mentor_judges_nothing(written: Written, cast: Cast, as_: As, client: TestClient) -> None:
    wanted = {
        "base_version": written.version,
        "kind": "mentor",
        "due": (datetime.now(UTC) + timedelta(3)).date().isoformat(),
    }
    asked = {**wanted, "to": [{"via": "person", "person_id": cast.rui.id}]}
    [row] = told(written.browser.post(f"/api/drafts/{written.draft_id}/asks", json=asked))["invitations"]
    rui = as_(cast.rui)
    review = told(rui.post(f"/api/invitations/{row['id']}/reviews", json={}))["id"]
    told(rui.patch(f"/api/reviews/{review}", json={"sentence": "Begin with the kettle."}))
    told(rui.put(f"/api/reviews/{review}/sending"))
    written.publish()
    address = "/when-a-kettle-lies/1/docmap.json"
    steps = valid(client.get(address).json())
    [action] = steps[1]["actions"]
    assert action["participants"][0]["role"] == "contributor"
    assert statuses(steps) == ["draft", "published"]
    told(rui.put(f"/api/reviews/{review}/showing", json={"shown": False}))
    assert "Rui" not in client.get(address).text
