"""Ada's draft about a paper, with a claim that leans on a passage and a place she is unsure of; and how people act."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.database import Database, now
from app.people.models import Person
from tests.conftest import Cast
from tests.papers_here import store_paper

QUOTE = "On nine kettles the probe is right in 96 of 100 cases."
SECRET_REMARK = "remember to phone Jonas"
TEXT = """# When a kettle lies

A probe listens to the water. [It is right in *96 of 100* cases](note:{note}), at a cost of $O(n \\log n)$.

The sound alone **does not suffice**: a kettle that whistles early fools it.

<!-- {remark} -->
"""
UNSURE = "The sound alone **does not suffice**"


def due(days: int = 3) -> str:
    """A day so far ahead, as the wire has it."""
    return (now().date() + timedelta(days=days)).isoformat()


@dataclass(frozen=True)
class Piece:
    """Ada's draft and her browser."""

    ada: TestClient
    id: str
    version: int
    note_id: str
    mark_id: str

    def ask(self, *to: dict[str, Any], **given: Any) -> dict[str, Any]:
        """Ada asks; the ask as she gets it back."""
        answer = self.asked(*to, **given)
        assert answer.status_code == 201, answer.text
        body: dict[str, Any] = answer.json()
        return body

    def asked(self, *to: dict[str, Any], **given: Any) -> Any:
        """The raw answer to Ada asking."""
        wanted = {"base_version": self.version, "due": due(), "to": list(to), **given}
        return self.ada.post(f"/api/drafts/{self.id}/asks", json=wanted)

    def screen(self) -> dict[str, Any]:
        """The Review tab as Ada sees it."""
        answer = self.ada.get(f"/api/drafts/{self.id}/asks")
        assert answer.status_code == 200, answer.text
        body: dict[str, Any] = answer.json()
        return body


@pytest.fixture
def piece(database: Database, cast: Cast, as_: Callable[[Person], TestClient]) -> Piece:
    """Ada's draft, made through the API as her workbench makes it."""
    paper, ada = store_paper(database), as_(cast.ada)
    note = _made(ada.post("/api/notes", json={"version_id": paper.version_id, "anchor": {"exact": QUOTE}}))
    draft = _made(ada.post("/api/drafts", json={"title": "When a kettle lies", "version_ids": [paper.version_id]}))
    text = TEXT.format(note=note["id"], remark=SECRET_REMARK)
    saved = ada.put(f"/api/drafts/{draft['id']}/text", json={"body": text, "base_version": draft["text"]["version"]})
    assert saved.status_code == 200, saved.text
    mark = _made(
        ada.post(f"/api/drafts/{draft['id']}/unsure", json={"anchor": {"exact": UNSURE}, "question": "Too strong?"})
    )
    return Piece(ada, draft["id"], saved.json()["version"], note["id"], mark["id"])


def _made(answer: Any) -> dict[str, Any]:
    assert answer.status_code == 201, answer.text
    body: dict[str, Any] = answer.json()
    return body


def path_of(url: str) -> str:
    """The path of one of our own addresses."""
    return "/" + url.split("/", 3)[3]


def today() -> date:
    """This day, as the server counts it."""
    return now().date()


def begin(reader: TestClient, invitation_id: str, byline: str = "") -> str:
    """Somebody begins a review; its address in the API."""
    begun = reader.post(f"/api/invitations/{invitation_id}/reviews", json={"byline": byline})
    return f"/api/reviews/{_made(begun)['id']}"
