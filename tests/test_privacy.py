"""Every address that can be read, read by everybody who should not: no byte of what is another's comes out."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from sqlmodel import select
from starlette.testclient import TestClient

from app.database import Database, now
from app.people import accounts, sessions
from app.people.models import BrowserSession, Person, SignedLink
from app.publishing.models import Publication
from app.publishing.rules import Audience
from tests.conftest import Cast, browser
from tests.papers_here import store_paper
from tests.publishing.conftest import QUOTE, path_of, picture, told

As = Callable[[Person], TestClient]
ADAS = ["Privnoteword", "Privquestion", "Privlivetext", "Privremark", "Privthread", "Privtitle", "Privdeck"]
"""What only Ada may read: a note's words, what her drafts hold, ask and discuss."""
RUIS = ["Unsentsentence", "Unsentcomment", "Unsentwhy", "Unsentbyline"]
"""What only Rui may read: a review that is not sent."""
PEOPLES = [f"{name}@people.example" for name in ("ada", "rui", "mei", "kim")]
ASKED = "asked@elsewhere.example"
EVERYONE, HERE, LINKED, WITHDRAWN = "Everybodysbody", "Herebody", "Linkedbody", "Withdrawnbody"


@dataclass(frozen=True)
class House:
    """Something in every room: every name an address can hold, who tries them, and what each may not read."""

    known: dict[str, list[str]]
    visitors: dict[str, tuple[TestClient, list[str]]]

    def addresses(self, app: FastAPI) -> Iterator[str]:
        """Every address that can be read, with everything that is known put into it in turn."""
        for route in readable(app):
            slots = re.findall(r"\{(\w+)(?::\w+)?\}", route)
            for turn in range(max((len(self.known.get(slot, [])) for slot in slots), default=1)):
                yield self.filled(route, turn)
        yield from ("/api/pieces?mine=1", "/api/people?words=a", "/api/papers?words=kettle", "/api/citations?words=k")
        yield from (f"/api/notes?paper={paper}" for paper in self.known["paper_id"])
        yield from (f"/api/pieces?paper={paper}" for paper in self.known["key"])

    def filled(self, route: str, turn: int) -> str:
        """The address with this turn's names in its slots."""

        def pick(slot: re.Match[str]) -> str:
            values = self.known.get(slot[1], ["1"])
            return values[turn % len(values)]

        return re.sub(r"\{(\w+)(?::\w+)?\}", pick, route)


def readable(app: FastAPI) -> list[str]:
    """The whole addresses of every route that answers GET."""
    return sorted({context.path for context in iter_route_contexts(app.routes) if "GET" in (context.methods or ())})


def begin(ada: TestClient, version_id: str, note: str, body: str, **given: Any) -> dict[str, Any]:
    """A draft of Ada's with a text, a claim and a picture; its id, version, picture and revisions."""
    draft = told(ada.post("/api/drafts", json={"title": "Kettles", "version_ids": [version_id], **given}))
    image = told(ada.post(f"/api/drafts/{draft['id']}/images", files={"file": ("a.png", picture(), "image/png")}))
    text = f"{body}. [A claim](note:{note}). Does not suffice.\n\n![]({image['target']})\n"
    saved = save(ada, draft["id"], text, draft["text"]["version"])
    return {"id": draft["id"], "version": saved, "digest": image["url"].rsplit("/", 1)[1], "text": text}


def save(ada: TestClient, draft_id: str, body: str, version: int) -> int:
    """The version of the text after saving it."""
    return int(told(ada.put(f"/api/drafts/{draft_id}/text", json={"body": body, "base_version": version}))["version"])


def freeze(ada: TestClient, draft: dict[str, Any], **release: str) -> tuple[str, dict[str, Any]]:
    """A saved version of the draft, and the page it was published as."""
    wanted = {"base_version": draft["version"], "occasion": "release" if release else "named"}
    revision = told(ada.post(f"/api/drafts/{draft['id']}/revisions", json=wanted))
    page = told(ada.put(f"/api/revisions/{revision['id']}/release", json=release)) if release else {}
    return revision["id"], page


def ask(ada: TestClient, draft: dict[str, Any], **to: str) -> dict[str, Any]:
    """An invitation to review the draft as it stands."""
    due = (now().date() + timedelta(days=3)).isoformat()
    wanted = {"base_version": draft["version"], "due": due, "to": [to]}
    made: dict[str, Any] = told(ada.post(f"/api/drafts/{draft['id']}/asks", json=wanted))
    return {**made["invitations"][0], "ask_id": made["id"]}


@pytest.fixture
def house(database: Database, cast: Cast, as_: As, app: FastAPI, secret: str) -> House:
    """Ada's drafts, each published in another way and one not at all; reviews of the first that are not sent."""
    paper, ada, rui = store_paper(database), as_(cast.ada), as_(cast.rui)
    note = told(ada.post("/api/notes", json={
        "version_id": paper.version_id, "words": "Privnoteword", "anchor": {"exact": QUOTE},
    }))["id"]  # fmt: skip
    drafts = {body: begin(ada, paper.version_id, note, body) for body in (EVERYONE, HERE, LINKED, WITHDRAWN)}
    audiences = {EVERYONE: "everyone", HERE: "here", LINKED: "link", WITHDRAWN: "everyone"}
    frozen = {body: freeze(ada, draft, slug=body.lower(), audience=audiences[body]) for body, draft in drafts.items()}
    told(ada.put(f"/api/publications/{frozen[WITHDRAWN][1]['id']}/withdrawal", json={"reason": "It was wrong."}))
    first, private = drafts[EVERYONE], begin(ada, paper.version_id, note, "Privlivetext <!-- Privremark -->")
    told(ada.patch(f"/api/drafts/{private['id']}", json={"title": "Privtitle", "deck": "Privdeck"}))
    mark = told(ada.post(f"/api/drafts/{private['id']}/unsure", json={
        "anchor": {"exact": "Does not suffice"}, "question": "Privquestion",
    }))["id"]  # fmt: skip
    thread = told(ada.post(f"/api/drafts/{private['id']}/threads", json={"words": "Privthread"}))["id"]
    private_revision, _ = freeze(ada, private)
    asked = [ask(ada, first, via="person", person_id=cast.rui.id), ask(ada, first, via="mail", email=ASKED)]
    linked = ask(ada, first, via="link")
    evidence = told(ada.get(f"/api/revisions/{frozen[EVERYONE][0]}"))["evidence"][0]["id"]
    begun = told(rui.post(f"/api/invitations/{asked[0]['id']}/reviews", json={"byline": "Unsentbyline"}))["id"]
    told(rui.patch(f"/api/reviews/{begun}", json={"sentence": "Unsentsentence"}))
    reviewed = told(rui.get(f"/api/invitations/{asked[0]['id']}"))["revision"]["evidence"][0]["id"]
    told(rui.put(f"/api/reviews/{begun}/ticks/{reviewed}", json={"verdict": "wrong", "why": "Unsentwhy"}))
    comments = told(rui.post(f"/api/reviews/{begun}/comments", json={"words": "Unsentcomment"}))["threads"]
    save(ada, first["id"], f"{first['text']} Privlivetext, after it was published and sent.", first["version"])
    holder = browser(app)
    assert holder.get(path_of(linked["url"])).status_code == 303
    keys = keys_of(database)
    inside, outside = [*ADAS, *RUIS, *PEOPLES, ASKED, WITHDRAWN, *keys], [HERE, LINKED]
    mine = [WITHDRAWN, *ADAS, "ada@people.example", ASKED, LINKED, *keys]
    return House(
        known={
            "draft_id": [private["id"], *(draft["id"] for draft in drafts.values())],
            "revision_id": [private_revision, *(revision for revision, _ in frozen.values())],
            "publication_id": [page["id"] for _, page in frozen.values()], "slug": [each.lower() for each in drafts],
            "digest": [private["digest"], first["digest"]],
            "invitation_id": [*(one["id"] for one in asked), linked["id"]],
            "ask_id": [one["ask_id"] for one in asked], "review_id": [begun], "thread_id": [thread, comments[0]["id"]],
            "mark_id": [mark], "note_id": [note], "evidence_id": [evidence, reviewed], "key": [paper.key],
            "paper_id": [paper.id], "person_id": [cast.ada.id], "handle": ["ada", "rui", "mei", "kim"],
            "form": ["atom", "rss", "json"], "number": ["1"], "path": ["", f"drafts/{private['id']}/write"],
        },
        visitors={
            "nobody": (browser(app), inside + outside),
            "paused": (paused(database, cast, app, secret), inside + outside),
            "holder of a link": (holder, inside + outside),
            "member": (as_(cast.mei), [each for each in inside if each != "mei@people.example"]),
            "keeper": (as_(cast.kim), [each for each in inside if "@" not in each]),
            "reviewer": (rui, [each for each in mine if each != LINKED]),
            "writer": (ada, [*RUIS, "rui@people.example", "mei@people.example"]),
        },
    )  # fmt: skip


def keys_of(database: Database) -> list[str]:
    """What lets in, or would help to: keys of pages for those with the link, digests of links, browsers, passwords."""
    with database.transaction(read_only=True) as session:
        # The page for those with the link says its own key to all who may open it.
        keys = session.exec(select(Publication.link_key).where(Publication.audience != Audience.LINK)).all()
        digests = [*session.exec(select(SignedLink.digest)), *session.exec(select(BrowserSession.digest))]
    return [*keys, *digests, "$argon2"]


def paused(database: Database, cast: Cast, app: FastAPI, secret: str) -> TestClient:
    """The browser of somebody whose account was paused."""
    visitor = browser(app)
    with database.transaction() as session:
        lena = accounts.create(session, "Lena Ilves", "lena", secret=secret, email="lena@people.example")
        visitor.cookies.set("stillroom-session", sessions.begin(session, lena, "a test"))
        accounts.suspend(session, lena, cast.kim)
    return visitor


def test_nobody_reads_what_is_anothers(house: House, app: FastAPI) -> None:
    addresses = sorted(set(house.addresses(app)))
    assert {"/feed.atom", "/api/drafts/" + house.known["draft_id"][0], "/herebody/1", "/keeping"} <= set(addresses)
    leaks = []
    for name, (visitor, secrets) in house.visitors.items():
        for address in addresses:
            answer = visitor.get(address)
            text = answer.text + str(answer.headers)
            assert answer.status_code < 500, f"{address} broke for {name}"
            leaks += [f"{name} reads {secret} at {address}" for secret in secrets if secret in text]
    assert leaks == []


def test_the_sweep_would_see_a_leak(house: House, app: FastAPI) -> None:
    """Whose things they are does find them: the addresses are right, and the marks are there to be read."""
    ada, rui = house.visitors["writer"][0], house.visitors["reviewer"][0]
    addresses = set(house.addresses(app))
    adas = "".join(ada.get(address).text for address in addresses)
    ruis = "".join(rui.get(address).text for address in addresses)
    assert [mark for mark in (*ADAS, HERE, LINKED, WITHDRAWN, ASKED, "ada@people.example") if mark not in adas] == []
    assert [mark for mark in (*RUIS, HERE, "rui@people.example") if mark not in ruis] == []


def test_no_picture_of_a_draft_is_seen_from_outside(house: House) -> None:
    for name in ("nobody", "paused", "holder of a link", "member", "keeper"):
        visitor = house.visitors[name][0]
        for draft in house.known["draft_id"]:
            for digest in house.known["digest"]:
                assert visitor.get(f"/api/drafts/{draft}/images/{digest}").status_code in {401, 404}
    nobody = house.visitors["nobody"][0]
    digest = house.known["digest"][0]
    seen = {slug: nobody.get(f"/{slug}/images/{digest}").status_code for slug in house.known["slug"]}
    assert seen == {EVERYONE.lower(): 200, HERE.lower(): 404, LINKED.lower(): 404, WITHDRAWN.lower(): 404}


def page_addresses(house: House, app: FastAPI) -> Iterator[str]:
    """Every address outside the API."""
    return (address for address in house.addresses(app) if not address.startswith("/api"))


def test_no_page_holds_a_style_or_a_script_of_its_own(house: House, app: FastAPI) -> None:
    """The policy forbids them, so one that slips in is broken for everybody."""
    acts = re.compile(
        r"<script(?![^>]*\b(?:src=|type=\"application/(?:ld\+)?json\"))|<style(?![^>]*\bnonce=)"
        r"|<[^>]*\s(?:style|on[a-z]+|srcdoc)\s*=|(?:href|src|action)\s*=\s*[\"']?\s*javascript:|<base\b",
        re.IGNORECASE,
    )
    seen = 0
    for name in ("nobody", "writer", "keeper"):
        for address in page_addresses(house, app):
            answer = house.visitors[name][0].get(address)
            if "text/html" in answer.headers.get("content-type", ""):
                seen += 1
                assert acts.findall(answer.text) == [], address
                policy = answer.headers["content-security-policy"]
                assert "default-src 'none'" in policy
                assert "unsafe" not in policy
    assert seen > 40
