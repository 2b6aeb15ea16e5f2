"""A paper, and Ada's draft about it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.database import Database
from app.papers.schemas import PaperOut
from app.people.models import Person
from tests.conftest import Cast
from tests.papers_here import store_paper

QUOTE = "the probe is right in 96 of 100 cases"


@dataclass
class Desk:
    """Somebody's browser, with a draft open in it."""

    client: TestClient
    draft: dict[str, Any]

    @property
    def url(self) -> str:
        return f"/api/drafts/{self.draft['id']}"

    def text(self) -> dict[str, Any]:
        """The text as it is committed."""
        return dict(self.client.get(self.url).json()["text"])

    def save(self, body: str) -> dict[str, Any]:
        """Save a text over the current one."""
        answer = self.client.put(f"{self.url}/text", json={"body": body, "base_version": self.text()["version"]})
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    def note(self, paper: PaperOut, quote: str = QUOTE, words: str = "") -> str:
        """A note about a passage of the paper."""
        body = {"version_id": paper.version_id, "words": words, "anchor": {"exact": quote}}
        return str(self.client.post("/api/notes", json=body).json()["id"])

    def freeze(self, **changes: Any) -> dict[str, Any]:
        """Save a version of the text as it stands."""
        body = {"base_version": self.text()["version"], **changes}
        answer = self.client.post(f"{self.url}/revisions", json=body)
        assert answer.status_code == 201, answer.text
        return dict(answer.json())


@pytest.fixture
def paper(database: Database) -> PaperOut:
    """A paper with formulas in its title and abstract."""
    return store_paper(database)


@pytest.fixture
def desk(as_: Callable[[Person], TestClient], cast: Cast, paper: PaperOut) -> Desk:
    """Ada's browser, with her draft about the paper."""
    client = as_(cast.ada)
    body = {"version_ids": [paper.version_id], "reader": "somebody who makes tea", "should_know": ["what boiling is"]}
    answer = client.post("/api/drafts", json=body)
    assert answer.status_code == 201, answer.text
    return Desk(client, answer.json())
