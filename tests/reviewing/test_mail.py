"""Asking by mail, through a real SMTP server: the link in the caught mail leads to the end of a review."""

import re
import socket
from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from fastapi import FastAPI
from sqlmodel import select
from starlette.testclient import TestClient

from app import worker
from app.database import Database
from app.jobs import Worker
from app.mail import Mail, MailState
from app.people.models import Person
from app.settings import Settings
from tests.conftest import Cast, browser
from tests.reviewing.conftest import Piece, begin, path_of

As = Callable[[Person], TestClient]


class Postbox:
    """Keeps what an SMTP server was handed."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.messages: list[EmailMessage] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        """Take a message in (aiosmtpd's hook)."""
        message = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.messages.append(message)
        return "250 OK"


@pytest.fixture
def postbox() -> Iterator[Postbox]:
    """A real SMTP server on a free port of this machine."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    box = Postbox(port)
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    yield box
    controller.stop()


@pytest.fixture
def settings(database: Database, tmp_path: Path, postbox: Postbox) -> Settings:
    """An instance that sends mail, and has an address."""
    smtp = f"smtp://127.0.0.1:{postbox.port}"
    return Settings(data=tmp_path, database_url=database.url, jobs="off", smtp_url=smtp, url="http://still.example")


def deliver(app: FastAPI, database: Database) -> None:
    """Do the work that waits, as the worker does."""
    jobs = Worker(database, worker.handlers(app.state.parts), {})
    while jobs.run_one():
        pass


def body(message: EmailMessage, kind: str) -> str:
    """The text or HTML part of a message."""
    part = message.get_body((kind,))
    assert part is not None
    content: str = part.get_content()
    return content


def link_in(message: EmailMessage) -> str:
    """The signed link in a mail, which its two parts agree on."""
    [in_text] = re.findall(r"^(http://still\.example/r/\S+)\s*$", body(message, "plain"), re.MULTILINE)
    assert f'href="{in_text}"' in body(message, "html")
    return path_of(in_text)


def test_the_link_in_a_caught_mail_leads_to_the_end(
    piece: Piece, app: FastAPI, database: Database, postbox: Postbox, client: TestClient
) -> None:
    ask = piece.ask({"via": "mail", "email": "lee@elsewhere.example"}, question="Is 96 the right number?")
    assert [(row["who"], row["url"]) for row in ask["invitations"]] == [("lee@elsewhere.example", None)]
    deliver(app, database)
    [asked] = postbox.messages
    assert asked["To"] == "lee@elsewhere.example"
    assert asked["Subject"].startswith("Ada Writer asks: Is this right? 20 minutes, by ")
    assert "Is 96 the right number?" in body(asked, "plain")

    [invitation] = [row["id"] for row in ask["invitations"]]
    for _ in range(2):  # a mail scanner opens it first, then Lee does
        arrival = client.get(link_in(asked))
        assert (arrival.status_code, arrival.headers["location"]) == (303, f"/desk/reviews/{invitation}")
    assert piece.screen()["asks"][0]["invitations"][0]["state"] == "waiting"
    assert not client.get(f"/api/invitations/{invitation}").json()["signed_in"]
    here = begin(client, invitation, "Lee Marchetti")
    client.patch(here, json={"sentence": "Sound, but say which kettles."})
    assert client.put(f"{here}/sending").status_code == 200

    deliver(app, database)
    [_, arrived] = postbox.messages
    assert arrived["To"] == "ada@people.example"
    assert arrived["Subject"] == "Lee Marchetti reviewed “When a kettle lies”"
    for kind in ("plain", "html"):
        assert f"http://still.example/desk/drafts/{piece.id}/review" in body(arrived, kind)
        assert "say which kettles" in body(arrived, kind)
    [back] = piece.screen()["asks"][0]["reviews"]
    assert back["sentence"] == "Sound, but say which kettles."


def test_a_mail_can_be_answered_on_another_device_than_it_was_begun_on(
    piece: Piece, app: FastAPI, database: Database, postbox: Postbox, client: TestClient
) -> None:
    [row] = piece.ask({"via": "mail", "email": "lee@elsewhere.example"})["invitations"]
    deliver(app, database)
    phone, laptop = browser(app), browser(app)
    phone.get(link_in(postbox.messages[0]))
    here = begin(phone, row["id"], "Lee")
    phone.patch(here, json={"sentence": "Begun on the train."})
    assert laptop.get(link_in(postbox.messages[0])).status_code == 303
    assert laptop.get(f"/api/invitations/{row['id']}").json()["review"]["sentence"] == "Begun on the train."
    assert begin(laptop, row["id"], "Lee") == here
    assert laptop.put(f"{here}/sending").status_code == 200


def test_a_person_here_answers_from_their_mail_without_signing_in(
    piece: Piece, app: FastAPI, database: Database, postbox: Postbox, client: TestClient, cast: Cast, as_: As
) -> None:
    [row] = piece.ask({"via": "person", "person_id": cast.rui.id})["invitations"]
    assert row["url"] is None
    deliver(app, database)
    [asked] = postbox.messages
    assert asked["To"] == "rui@people.example"
    client.get(link_in(asked))
    assert client.get(f"/api/invitations/{row['id']}").json()["signed_in"]
    assert client.get("/api/me").status_code == 401
    here = begin(client, row["id"])
    assert as_(cast.rui).get(here).json()["byline"] == "Rui Reviewer"
    assert [one["begun"] for one in as_(cast.rui).get("/api/asked").json()] == [True]


def test_no_mail_is_sent_when_the_writer_wants_none(
    piece: Piece, app: FastAPI, database: Database, postbox: Postbox, client: TestClient, cast: Cast, as_: As
) -> None:
    [here] = piece.ask({"via": "person", "person_id": cast.rui.id, "mail": False})["invitations"]
    assert here["url"] is None
    assert [one["invitation_id"] for one in as_(cast.rui).get("/api/asked").json()] == [here["id"]]
    [elsewhere] = piece.ask({"via": "mail", "email": "lee@elsewhere.example", "mail": False})["invitations"]
    assert client.get(path_of(elsewhere["url"])).status_code == 303
    deliver(app, database)
    assert postbox.messages == []


def test_a_mail_that_comes_back_to_an_account_here_waits_on_its_desk(
    piece: Piece, app: FastAPI, database: Database, cast: Cast, as_: As
) -> None:
    [row] = piece.ask({"via": "mail", "email": "Mei@People.Example"})["invitations"]
    assert row["who"] == "Mei@people.example"
    assert "Mei Author" not in piece.ada.get(f"/api/drafts/{piece.id}/asks").json()["asks"][0]["sentence"]
    assert [one["invitation_id"] for one in as_(cast.mei).get("/api/asked").json()] == [row["id"]]


@pytest.mark.parametrize("title", ["Kettles\r\nBcc: everybody@people.example", "Kettles\u2028Bcc: x", "K\0"])
def test_a_title_cannot_add_a_header(
    title: str, piece: Piece, app: FastAPI, database: Database, postbox: Postbox
) -> None:
    piece.ada.patch(f"/api/drafts/{piece.id}", json={"title": title, "byline": "Ada\r\nBcc: y@people.example"})
    piece.ask({"via": "mail", "email": "lee@elsewhere.example"})
    deliver(app, database)
    [asked] = postbox.messages
    assert asked["Bcc"] is None
    assert asked["To"] == "lee@elsewhere.example"


@pytest.mark.parametrize("address", ["lee", "lee@", "a@b@c.example", "lee@elsewhere.example\nBcc: x@y.example", ""])
def test_what_is_no_address_is_refused_and_nobody_is_asked(address: str, piece: Piece, postbox: Postbox) -> None:
    assert piece.asked({"via": "mail", "email": address}).status_code == 422
    assert piece.screen()["asks"] == []
    assert piece.ada.get(f"/api/drafts/{piece.id}/revisions").json() == []
    assert postbox.messages == []


def test_nobody_can_make_this_instance_write_to_everybody(piece: Piece) -> None:
    for count in range(5):
        piece.ask(*({"via": "mail", "email": f"reader{count}-{one}@elsewhere.example"} for one in range(10)))
    refused = piece.asked({"via": "mail", "email": "onemore@elsewhere.example"})
    assert refused.status_code == 429
    assert len(piece.screen()["asks"]) == 5


class TestWithoutMail:
    """An instance that sends no mail keeps it for the keeper, and gives the writer the link to pass on."""

    @pytest.fixture
    def settings(self, database: Database, tmp_path: Path) -> Settings:
        return Settings(data=tmp_path, database_url=database.url, jobs="off")

    def test_the_writer_passes_the_link_on(self, piece: Piece, database: Database, client: TestClient) -> None:
        [row] = piece.ask({"via": "mail", "email": "lee@elsewhere.example"})["invitations"]
        assert client.get(path_of(row["url"])).status_code == 303
        with database.transaction(read_only=True) as session:
            [kept] = session.exec(select(Mail)).all()
        assert (kept.state, kept.recipient) == (MailState.KEPT, "lee@elsewhere.example")
        assert row["url"] in kept.text
        assert piece.screen()["asks"][0]["invitations"][0]["url"] is None
