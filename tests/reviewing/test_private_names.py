"""A reviewer whom the writer did not pick keeps their name private through a whole round, and signs later.

Every byte that others receive is read: pages, API, mails, feeds, exports, and the websocket of the draft.
"""

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from fastapi import FastAPI
from sqlmodel import select
from starlette.testclient import TestClient
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from app.database import Database
from app.jobs import Worker
from app.mail import Mail
from app.main import create_app
from app.people import availability, exclusions, tokens
from app.people.models import Person
from app.reading import shelf
from app.reviewing.models import Request
from app.settings import Settings
from app.worker import FACTS, handlers
from tests.conftest import Cast, browser
from tests.papers_here import store_paper
from tests.reviewing.conftest import Piece, begin
from tests.reviewing.test_privacy import readable
from tests.writing.live.conftest import served

As = Callable[[Person], TestClient]
MARKS = ("Quoxwood", "Xylolab", "Fnordbert")
"""What Rui reads in private, where he works, and whom he excluded."""
WORDS = ("quincunxes", "farthingales", "widdershins")
"""Of the sentence, the comment and the suggestion of his review."""


@dataclass
class World:
    """Ada's draft, Rui who may review it, and everybody who could learn of it."""

    piece: Piece
    app: FastAPI
    database: Database
    rui: Person
    his: TestClient
    others: dict[str, TestClient]
    known: dict[str, str]
    heard: list[bytes] = field(default_factory=list)

    def work(self) -> None:
        """Do the background work that waits."""
        worker = Worker(self.database, handlers(self.app.state.parts), FACTS)
        while worker.run_one():
            pass

    def traces(self, text: str) -> list[str]:
        """What in a text tells of Rui."""
        told = [mark for mark in (self.rui.name, self.rui.id, str(self.rui.email), *MARKS) if mark in text]
        return told + re.findall(r"\brui\b", text)

    def everything(self, *names: str) -> dict[tuple[str, str], str]:
        """All that these others can read."""
        paths = [f"{path}?kind=clarity&words=" for path in readable(self.app, self.known)]
        return {
            (name, path): browsing.get(path).text
            for name, browsing in self.others.items()
            if name in names
            for path in [*paths, *self.public(), "/feed.atom", "/feed.rss", "/feed.json", "/"]
        }

    def public(self) -> list[str]:
        """Where the piece and its review stand for readers."""
        review = f"/reviews/{self.known.get('review_id', 'none')}"
        history = "/when-a-kettle-lies/1/docmap.json"
        return ["/when-a-kettle-lies", history, review, f"{review}.bib", f"{review}.json"]

    def met(self, *names: str) -> dict[tuple[str, str], list[str]]:
        """Where others meet him, and how often."""
        return self.met_in(self.everything(*names))

    def met_in(self, pages: dict[tuple[str, str], str]) -> dict[tuple[str, str], list[str]]:
        """Where one meets him on these pages, and how often."""
        return {where: found for where, text in pages.items() if (found := self.traces(text))}


@pytest.fixture
def world(piece: Piece, app: FastAPI, database: Database, cast: Cast, as_: As, client: TestClient) -> World:
    """Rui alone works on what Ada writes about; what he reads, where he works, whom he excluded is his own affair."""
    paper = store_paper(database, arxiv_id="2611.07777", title="Quoxwood kettles", abstract="Kettles and probes.")
    with database.transaction() as session:
        shelf.begin_reading(session, cast.rui.id, paper.id)
        said = availability.Said([], 5, 9, None, "Xylolab", ["kettle"], True)
        availability.say(session, session.get_one(Person, cast.rui.id), said)
        session.add(Person(name="Fnordbert", id="fnordbert"))
        session.flush()
        exclusions.exclude(session, cast.rui, session.get_one(Person, "fnordbert"))
    others = {"ada": piece.ada, "mei": as_(cast.mei), "nobody": browser(app)}
    known = {"draft_id": piece.id, "mark_id": piece.mark_id, "note_id": piece.note_id, "key": "2611.01234"}
    return World(piece, app, database, cast.rui, as_(cast.rui), others, known | {"handle": "ada"})


@contextmanager
def listening(world: World, person: Person) -> Iterator[None]:
    """Keep every byte that comes over the draft's websocket to a person."""
    with world.database.transaction() as session:
        token = tokens.make(session, person, "an ear")[1]
    with served(create_app(world.app.state.parts[Settings])) as host:  # another process of the same instance
        address = f"ws://{host}/api/drafts/{world.piece.id}/live?epoch=1"
        with connect(address, additional_headers={"Authorization": f"Bearer {token}"}, proxy=None) as socket:

            def hear() -> None:
                try:
                    for data in socket:
                        world.heard.append(data if isinstance(data, bytes) else data.encode())
                except ConnectionClosed:
                    pass

            ear = threading.Thread(target=hear, daemon=True)
            ear.start()
            yield
            threading.Event().wait(1.5)
        ear.join(timeout=5)


def by_router(world: World, ask: dict[str, Any]) -> str:
    """The router chooses Rui; his invitation."""
    world.work()
    [row] = world.his.get("/api/asked").json()
    return str(row["invitation_id"])


def by_himself(world: World, ask: dict[str, Any]) -> str:
    """Rui picks the open ask; his invitation."""
    return str(world.his.put(f"/api/open-asks/{ask['id']}/acceptance").json()["invitation_id"])


@pytest.mark.parametrize("chosen", [by_router, by_himself])
def test_no_byte_tells_who_reviewed_until_they_sign(
    chosen: Callable[[World, dict[str, Any]], str], world: World, cast: Cast
) -> None:
    before, others = world.everything("ada"), world.met("mei", "nobody")
    met = world.met_in(before)
    assert any("/fits" in path for _, path in met)  # where one looks for somebody to ask, he is to be found
    with listening(world, cast.ada):
        ask = world.piece.ask({"via": "router"})
        world.known |= {"ask_id": ask["id"], "invitation_id": chosen(world, ask)}
        here = begin(world.his, world.known["invitation_id"])
        world.known["review_id"] = here.rsplit("/", 1)[1]
        world.his.patch(here, json={"sentence": f"Full of {WORDS[0]}."})
        world.his.post(f"{here}/comments", json={"words": f"Many {WORDS[1]}."})
        edit = {"anchor": {"exact": "The sound alone"}, "replacement": f"Its {WORDS[2]}"}
        assert world.his.post(f"{here}/suggestions", json=edit).is_success
        assert world.his.put(f"{here}/privacy", json={"private": True}).json()["private"]
        unsent = world.everything("ada")
        assert not any(word in text for text in unsent.values() for word in WORDS)
        assert world.met_in(unsent) == met
        assert [unsent[where] for where in met if "/fits" in where[1]] == [
            before[where] for where in met if "/fits" in where[1]
        ]
        assert world.his.put(f"{here}/sending").is_success
        world.work()
        publish(world)
        assert world.met("ada") == met
        assert world.met("mei", "nobody") == others
    [row] = world.piece.screen()["asks"][0]["invitations"]
    assert (row["who"], row["state"]) == ("somebody who fits", "answered")
    [review] = world.piece.screen()["asks"][0]["reviews"]
    assert review["byline"] == "An unnamed reviewer"
    [edit] = world.piece.ada.get(f"/api/drafts/{world.piece.id}/suggestions").json()
    assert edit["byline"] == "An unnamed reviewer"
    assert "orrectness by an unnamed reviewer" in world.others["nobody"].get("/when-a-kettle-lies").text
    assert world.heard
    for data in world.heard:
        assert world.traces(data.decode(errors="replace")) == []
    with world.database.transaction(read_only=True) as session:
        for mail in session.exec(select(Mail)):
            if mail.recipient != world.rui.email:
                assert world.traces(mail.subject + mail.text + mail.html) == []

    for _ in range(2):
        signed = world.his.put(f"{here}/signature").json()
        assert (signed["standing"], signed["private"]) == ("open", False)
    [review] = world.piece.screen()["asks"][0]["reviews"]
    assert {review["byline"], review["threads"][0]["comments"][0]["byline"]} == {"Rui Reviewer"}
    assert world.piece.screen()["asks"][0]["invitations"][0]["who"] == "Rui Reviewer"
    [edit] = world.piece.ada.get(f"/api/drafts/{world.piece.id}/suggestions").json()
    assert edit["byline"] == "Rui Reviewer"
    assert "/people/rui" in world.others["nobody"].get("/when-a-kettle-lies").text
    assert "Rui Reviewer" in world.others["nobody"].get("/when-a-kettle-lies/1/docmap.json").text
    assert "Rui Reviewer" in world.others["nobody"].get(f"/reviews/{world.known['review_id']}").text
    assert world.his.put(f"{here}/privacy", json={"private": True}).status_code == 409


def publish(world: World) -> None:
    """Ada publishes what was reviewed."""
    with world.database.transaction(read_only=True) as session:
        revision = session.exec(select(Request.revision_id)).one()
    wanted = {"slug": "when-a-kettle-lies", "audience": "everyone"}
    assert world.piece.ada.put(f"/api/revisions/{revision}/release", json=wanted).is_success


def test_whom_the_writer_picked_is_open(piece: Piece, cast: Cast, as_: As) -> None:
    [row] = piece.ask({"via": "person", "person_id": cast.rui.id})["invitations"]
    rui = as_(cast.rui)
    here = begin(rui, row["id"])
    assert not rui.get(f"/api/invitations/{row['id']}/name").json()["may_be_private"]
    refused = rui.put(f"{here}/privacy", json={"private": True})
    assert refused.status_code == 409
    assert "asked by name" in refused.json()["error"]["sentence"]
    assert rui.put(f"{here}/signature").status_code == 409
    assert piece.ada.get(f"/api/invitations/{row['id']}/name").status_code == 404
    assert piece.ada.put(f"{here}/signature").status_code == 404


def test_asking_by_name_does_not_tell_whom_the_router_chose(world: World) -> None:
    by_router(world, world.piece.ask({"via": "router"}))
    again = world.piece.asked({"via": "person", "person_id": world.rui.id})
    assert again.status_code == 201


def test_two_who_keep_their_names_are_two(piece: Piece, cast: Cast, as_: As, database: Database) -> None:
    with database.transaction() as session:
        for person in (cast.rui, cast.kim):
            said = availability.Said([], 5, 9, None, "", ["kettle"], False)
            availability.say(session, session.get_one(Person, person.id), said)
    for person in (cast.rui, cast.kim):
        ask = piece.ask({"via": "router"}, kind="clarity" if person is cast.rui else "correctness")
        taken = as_(person).put(f"/api/open-asks/{ask['id']}/acceptance").json()["invitation_id"]
        here = begin(as_(person), taken)
        as_(person).patch(here, json={"sentence": "Sound."})
        as_(person).put(f"{here}/privacy", json={"private": True})
        assert as_(person).put(f"{here}/sending").is_success
    card = piece.ada.get(f"/api/drafts/{piece.id}/publication").json()["card"]
    assert card["checked"].startswith(
        "Correctness by an unnamed reviewer, clarity by an unnamed reviewer, at saved version 1"
    )


def test_a_mentors_review_does_not_count(piece: Piece, cast: Cast, as_: As) -> None:
    rui = as_(cast.rui)
    for kind in ("mentor", "correctness"):
        [row] = piece.ask({"via": "person", "person_id": cast.rui.id}, kind=kind)["invitations"]
        here = begin(rui, row["id"])
        rui.patch(here, json={"sentence": "Begin with the kettle."})
        assert rui.put(f"{here}/sending").is_success
        card = piece.ada.get(f"/api/drafts/{piece.id}/publication").json()["card"]
        assert card["checked"] == "Not yet reviewed"
    assert [len(one["reviews"]) for one in piece.screen()["asks"]] == [1, 1]
