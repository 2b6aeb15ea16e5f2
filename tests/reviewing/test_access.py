"""Who may do what with an ask and its answers: persons × verbs × states, as one table."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from app.database import Database
from app.people.models import Person
from app.writing.models import CoAuthor
from app.writing.rules import Part
from tests.conftest import Cast, browser
from tests.reviewing.conftest import Piece, begin, due, path_of

As = Callable[[Person], TestClient]

PERSONS = ("nobody", "mei", "rui", "bo", "lee", "kim", "ada")
"""Nobody at all; a stranger here; Rui, asked by name; Bo and Lee, who hold the copied link (Lee began with it);
Kim, who reads along in the draft; Ada, who writes it."""

# verb: status for nobody, mei, rui, bo, lee, kim, ada
UNSENT = {
    "see the Review tab": (401, 404, 404, 401, 401, 200, 200),
    "ask": (401, 404, 404, 401, 401, 404, 201),
    "look at the link's ask": (404, 404, 404, 200, 200, 404, 404),
    "look at Rui's ask": (404, 404, 200, 404, 404, 404, 404),
    "say that one looked": (404, 404, 404, 204, 204, 404, 404),
    "get a picture": (404, 404, 404, 404, 404, 404, 404),
    "begin by the link": (404, 404, 404, 201, 201, 404, 404),
    "decline Rui's ask": (404, 404, 204, 404, 404, 404, 404),
    "read Lee's review": (404, 404, 404, 404, 200, 404, 404),
    "change Lee's review": (404, 404, 404, 404, 200, 404, 404),
    "comment in Lee's review": (404, 404, 404, 404, 201, 404, 404),
    "tick in Lee's review": (404, 404, 404, 404, 200, 404, 404),
    "say that one read it": (401, 404, 404, 401, 401, 404, 404),
    "take Rui's invitation back": (401, 404, 404, 401, 401, 404, 200),
    "send Lee's review": (404, 404, 404, 404, 200, 404, 404),
}
SENT = UNSENT | {
    "decline Rui's ask": (404, 404, 204, 404, 404, 404, 404),
    "read Lee's review": (404, 404, 404, 404, 200, 200, 200),
    "change Lee's review": (404, 404, 404, 404, 409, 404, 404),
    "comment in Lee's review": (404, 404, 404, 404, 409, 404, 404),
    "tick in Lee's review": (404, 404, 404, 404, 409, 404, 404),
    "say that one read it": (401, 404, 404, 401, 401, 200, 200),
    "send Lee's review": (404, 404, 404, 404, 409, 404, 404),
}
TAKEN_BACK = UNSENT | {
    "look at the link's ask": (404, 404, 404, 404, 200, 404, 404),
    "look at Rui's ask": (404, 404, 410, 404, 404, 404, 404),
    "say that one looked": (404, 404, 404, 404, 204, 404, 404),
    "begin by the link": (404, 404, 404, 404, 201, 404, 404),
    "decline Rui's ask": (404, 404, 410, 404, 404, 404, 404),
    "change Lee's review": (404, 404, 404, 404, 410, 404, 404),
    "comment in Lee's review": (404, 404, 404, 404, 410, 404, 404),
    "tick in Lee's review": (404, 404, 404, 404, 410, 404, 404),
    "send Lee's review": (404, 404, 404, 404, 410, 404, 404),
}
DELETED = TAKEN_BACK | {
    "see the Review tab": (401, 404, 404, 401, 401, 404, 404),
    "ask": (401, 404, 404, 401, 401, 404, 404),
    "look at the link's ask": (404, 404, 404, 410, 200, 404, 404),
    "say that one looked": (404, 404, 404, 204, 204, 404, 404),
    "begin by the link": (404, 404, 404, 410, 201, 404, 404),
    "take Rui's invitation back": (401, 404, 404, 401, 401, 404, 404),
}
STATES = {"unsent": UNSENT, "sent": SENT, "taken back": TAKEN_BACK, "deleted": DELETED}


@dataclass(frozen=True)
class Round:
    """An ask of Rui and of whoever holds a link, with Lee's review begun."""

    piece: Piece
    people: dict[str, TestClient]
    ask_id: str
    to_rui: str
    to_link: str
    review: str
    evidence_id: str

    def do(self, verb: str, who: str) -> int:
        """The status somebody gets for trying `verb`."""
        ask = {"base_version": self.piece.version, "due": due(), "to": [{"via": "link"}]}
        method, path, body = {
            "see the Review tab": ("GET", f"/api/drafts/{self.piece.id}/asks", None),
            "ask": ("POST", f"/api/drafts/{self.piece.id}/asks", ask),
            "look at the link's ask": ("GET", f"/api/invitations/{self.to_link}", None),
            "look at Rui's ask": ("GET", f"/api/invitations/{self.to_rui}", None),
            "say that one looked": ("PUT", f"/api/invitations/{self.to_link}/opening", None),
            "get a picture": ("GET", f"/api/invitations/{self.to_link}/images/{'0' * 64}", None),
            "begin by the link": ("POST", f"/api/invitations/{self.to_link}/reviews", {"byline": who}),
            "decline Rui's ask": ("PUT", f"/api/invitations/{self.to_rui}/refusal", None),
            "read Lee's review": ("GET", self.review, None),
            "change Lee's review": ("PATCH", self.review, {"sentence": "Changed."}),
            "comment in Lee's review": ("POST", f"{self.review}/comments", {"words": "A word."}),
            "tick in Lee's review": ("PUT", f"{self.review}/ticks/{self.evidence_id}", {"verdict": "right"}),
            "say that one read it": ("PUT", f"{self.review}/reading", None),
            "take Rui's invitation back": ("DELETE", f"/api/asked/{self.to_rui}", None),
            "send Lee's review": ("PUT", f"{self.review}/sending", None),
        }[verb]
        status: int = self.people[who].request(method, path, json=body).status_code
        return status


@pytest.fixture
def begun(piece: Piece, app: FastAPI, cast: Cast, as_: As, database: Database) -> Round:
    """Rui and a link asked; Lee and Bo opened the link, and Lee began."""
    with database.transaction() as session:
        session.add(CoAuthor(draft_id=piece.id, person_id=cast.kim.id, part=Part.READER, byline="Kim"))
    ask = piece.ask({"via": "person", "person_id": cast.rui.id}, {"via": "link", "answers": 9})
    rows: dict[str, Any] = {row["via"]: row for row in ask["invitations"]}
    lee, bo = browser(app), browser(app)
    for holder in (lee, bo):
        assert holder.get(path_of(rows["link"]["url"])).status_code == 303
    review = begin(lee, rows["link"]["id"], "Lee")
    assert lee.patch(review, json={"sentence": "Sound."}).is_success
    evidence = lee.get(f"/api/invitations/{rows['link']['id']}").json()["revision"]["evidence"]
    people = {
        "nobody": browser(app), "mei": as_(cast.mei), "rui": as_(cast.rui), "bo": bo, "lee": lee,
        "kim": as_(cast.kim), "ada": piece.ada,
    }  # fmt: skip
    return Round(piece, people, ask["id"], rows["person"]["id"], rows["link"]["id"], review, evidence[0]["id"])


@pytest.mark.parametrize("state", STATES)
def test_everybody_may_do_what_the_table_says_and_no_more(begun: Round, state: str) -> None:
    reached = {
        "unsent": lambda: True,
        "sent": lambda: begun.people["lee"].put(f"{begun.review}/sending").is_success,
        "taken back": lambda: begun.people["ada"].delete(f"/api/asks/{begun.ask_id}").is_success,
        "deleted": lambda: begun.people["ada"].delete(f"/api/drafts/{begun.piece.id}").is_success,
    }[state]
    assert reached()
    for verb, expected in STATES[state].items():
        assert (verb, tuple(begun.do(verb, who) for who in PERSONS)) == (verb, expected)


def test_a_writer_cannot_answer_for_their_own_draft(begun: Round, piece: Piece) -> None:
    [row] = piece.ask({"via": "link"})["invitations"]
    for who in ("ada", "kim"):
        assert begun.people[who].get(path_of(row["url"])).status_code == 303
        assert begun.people[who].get(f"/api/invitations/{row['id']}").status_code == 200
        begun.people[who].put(f"/api/invitations/{row['id']}/opening")
        refused = begun.people[who].post(f"/api/invitations/{row['id']}/reviews", json={})
        assert refused.status_code == 409
        assert "You write this draft yourself" in refused.json()["error"]["sentence"]
    assert piece.screen()["asks"][0]["invitations"][0]["openings"] == []


def test_a_co_author_cannot_be_asked(begun: Round, piece: Piece, cast: Cast) -> None:
    for to in (
        {"via": "person", "person_id": cast.ada.id},
        {"via": "person", "person_id": cast.kim.id},
        {"via": "mail", "email": "KIM@people.example"},
    ):
        refused = piece.asked(to)
        assert refused.status_code == 422
        assert "cannot review it" in refused.json()["error"]["sentence"]
    assert piece.asked({"via": "person", "person_id": "nobodyatall"}).status_code == 404
    assert len(piece.screen()["asks"]) == 1
