"""A course that Kim keeps: eight people, twelve drafts brought into it, all made through the API."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.database import Database
from app.people import accounts, availability
from app.people.models import Person
from tests.conftest import Cast
from tests.reviewing.conftest import due

As = Callable[[Person], TestClient]
SECRETS = ("the kettle nobody may read of", "my private thought", "A draft for nobody")
"""Words of unshared texts, a private note, and the title of a draft that was not brought."""


def ok(answer: Any, status: int = 200) -> Any:
    """What came back, when it went well."""
    assert answer.status_code == status, answer.text
    return answer.json() if answer.content else None


@dataclass(frozen=True)
class Course:
    """The group, its keeper's browser, its people with theirs, and the drafts brought into it, by title."""

    id: str
    kim: TestClient
    people: list[Person]
    browsers: list[TestClient]
    drafts: dict[str, str]

    @property
    def at(self) -> str:
        """Its address in the API."""
        return f"/api/groups/{self.id}"

    def terms(self, **given: Any) -> dict[str, Any]:
        """What a batch asks for."""
        return {"kind": "clarity", "minutes": 20, "due": due(), "each": 1, "at_most": 2, **given}

    def plan(self, drafts: list[str] | None = None, **given: Any) -> dict[str, Any]:
        """A batch worked out: of all drafts, or these."""
        wanted = list(self.drafts.values()) if drafts is None else drafts
        found: dict[str, Any] = ok(self.kim.post(f"{self.at}/plans", json={**self.terms(**given), "drafts": wanted}))
        return found

    def send(self, plan: dict[str, Any], **given: Any) -> Any:
        """The raw answer to sending it."""
        pairs = [
            {key: ask[key] for key in ("draft_id", "revision_id", "person_id")}
            for draft in plan["drafts"]
            for ask in draft["asks"]
        ]
        return self.kim.post(f"{self.at}/batches", json={**self.terms(**given), "pairs": pairs})


def begin_draft(browser: TestClient, title: str, *, save: bool = True) -> str:
    """A draft with words nobody may read, and a saved version of it."""
    draft = ok(browser.post("/api/drafts", json={"title": title}), 201)
    text = f"# {title}\n\nWords about {SECRETS[0]}.\n"
    saved = ok(
        browser.put(f"/api/drafts/{draft['id']}/text", json={"body": text, "base_version": draft["text"]["version"]})
    )
    if save:
        ok(browser.post(f"/api/drafts/{draft['id']}/revisions", json={"base_version": saved["version"]}), 201)
    return str(draft["id"])


@pytest.fixture
def course(database: Database, cast: Cast, as_: As, secret: str) -> Course:
    """Eight people with room for two asks each, twelve drafts."""
    with database.transaction() as session:
        people = [accounts.create(session, f"Person {at}", f"person{at}", secret=secret) for at in range(1, 9)]
        for person in people:
            said = availability.Said(
                topics=["kettle"] if person.name < "Person 5" else [], refuses=[], at_once=2, per_month=4,
                away_until=None, affiliation="", reading_counts=False,
            )  # fmt: skip
            availability.say(session, person, said)
    kim, browsers = as_(cast.kim), [as_(person) for person in people]
    group = ok(kim.post("/api/groups", json={"name": "Autumn course", "ends": due(30)}), 201)["id"]
    ok(kim.post(f"/api/groups/{group}/invitations", json={"who": "\n".join(str(one.handle) for one in people)}))
    drafts = {}
    for at, browser in enumerate(browsers):
        ok(browser.put(f"/api/groups/{group}/membership"), 204)
        for title in [f"Kettle {at + 1}", f"Pot {at + 1}"][: 2 if at < 4 else 1]:
            drafts[title] = begin_draft(browser, title)
            ok(browser.put(f"/api/groups/{group}/drafts/{drafts[title]}"), 204)
    return Course(group, kim, people, browsers, drafts)
