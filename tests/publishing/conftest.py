"""Ada's draft about a paper, published through the API as her workbench does it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from starlette.testclient import TestClient

from app.database import Database, now
from app.papers.schemas import PaperOut
from app.people.models import Person
from tests.conftest import Cast
from tests.papers_here import store_paper

QUOTE = "On nine kettles the probe is right in 96 of 100 cases."
TEXT = """A probe listens to the water. [It is right in 96 of 100 cases](note:{note}), at $\\frac{{1}}{{3}} n$.

## The story

The sound alone [does not suffice](note:nosuchnote).^[A side note.] See [@arxiv:2611.01234].

![A kettle, drawn]({image})

## The example

$$E = mc^2$$
"""


@dataclass(frozen=True)
class Written:
    """Ada's draft, her browser, and what she did with it last."""

    browser: TestClient
    draft_id: str
    paper: PaperOut
    digest: str
    version: int

    def save(self, body: str) -> "Written":
        """The draft with another text."""
        answer = self.browser.put(
            f"/api/drafts/{self.draft_id}/text", json={"body": body, "base_version": self.version}
        )
        return replace(self, version=told(answer)["version"])

    def freeze(self) -> dict[str, Any]:
        """A saved version of the text as it stands."""
        wanted = {"base_version": self.version, "occasion": "release"}
        return told(self.browser.post(f"/api/drafts/{self.draft_id}/revisions", json=wanted))

    def publish(self, slug: str = "when-a-kettle-lies", audience: str = "everyone", **given: Any) -> dict[str, Any]:
        """The page, after releasing the text as it stands."""
        wanted = {"slug": slug, "audience": audience, **given}
        return told(self.browser.put(f"/api/revisions/{self.freeze()['id']}/release", json=wanted))

    def change(self, **given: Any) -> None:
        """Say anew what the draft is."""
        told(self.browser.patch(f"/api/drafts/{self.draft_id}", json=given))

    def body(self) -> str:
        """The text as it stands."""
        return str(told(self.browser.get(f"/api/drafts/{self.draft_id}"))["text"]["body"])

    def narrow(self, page: dict[str, Any], audience: str) -> dict[str, Any]:
        """Widen or narrow the page."""
        return told(self.browser.put(f"/api/publications/{page['id']}/audience", json={"audience": audience}))

    def withdraw(self, page: dict[str, Any], reason: str = "") -> dict[str, Any]:
        """Take the page back."""
        return told(self.browser.put(f"/api/publications/{page['id']}/withdrawal", json={"reason": reason}))


def told(answer: Any) -> Any:
    """The body of an answer that went well."""
    assert answer.status_code in {200, 201, 204}, answer.text
    return answer.json() if answer.content else None


def path_of(url: str) -> str:
    """The path and query of one of our own addresses."""
    return "/" + url.split("/", 3)[3]


def picture() -> bytes:
    """A small PNG."""
    out = BytesIO()
    Image.new("RGB", (40, 30), "teal").save(out, "PNG")
    return out.getvalue()


def write(browser: TestClient, paper: PaperOut, title: str = "When a kettle lies", text: str = TEXT) -> Written:
    """A draft about the paper, with a claim, a citation, formulas and a picture."""
    note = told(browser.post("/api/notes", json={"version_id": paper.version_id, "anchor": {"exact": QUOTE}}))
    draft = told(
        browser.post(
            "/api/drafts",
            json={
                "title": title,
                "reader": "somebody who has trained a small network",
                "should_know": ["what a probe is", "noise"],
                "version_ids": [paper.version_id],
            },
        )
    )
    told(browser.patch(f"/api/drafts/{draft['id']}", json={"deck": "A sound is not yet a fact."}))
    files = {"file": ("kettle.png", picture(), "image/png")}
    image = told(browser.post(f"/api/drafts/{draft['id']}/images", files=files))
    written = Written(browser, draft["id"], paper, image["url"].rsplit("/", 1)[1], draft["text"]["version"])
    return written.save(text.format(note=note["id"], image=image["target"]))


def review(written: Written, reviewer: TestClient, person: Person, kind: str = "correctness") -> None:
    """A review of the text as it stands, asked for and sent."""
    wanted = {
        "base_version": written.version,
        "kind": kind,
        "due": (now().date() + timedelta(days=3)).isoformat(),
        "to": [{"via": "person", "person_id": person.id}],
    }
    ask = told(written.browser.post(f"/api/drafts/{written.draft_id}/asks", json=wanted))
    made = told(reviewer.post(f"/api/invitations/{ask['invitations'][0]['id']}/reviews", json={}))
    told(reviewer.patch(f"/api/reviews/{made['id']}", json={"sentence": "Right as far as I can see."}))
    told(reviewer.put(f"/api/reviews/{made['id']}/sending"))


@pytest.fixture
def paper(database: Database) -> PaperOut:
    """A paper that is here."""
    return store_paper(database)


@pytest.fixture
def written(paper: PaperOut, cast: Cast, as_: Callable[[Person], TestClient]) -> Written:
    """Ada's draft, not published yet."""
    return write(as_(cast.ada), paper)
