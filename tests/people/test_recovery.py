"""Back in after a lost password, by a mail that really arrives or by a link handed over."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from fastapi import FastAPI
from sqlmodel import select, update
from starlette.testclient import TestClient

from app import mail
from app.database import Database, now
from app.errors import NotFound
from app.jobs import Worker
from app.mail import Mail
from app.people import accounts, recovery
from app.people.models import Attempt, Person, SignedLink
from app.settings import Settings
from tests.conftest import PASSWORD, Cast, browser
from tests.mailbox import Mailbox, open_mailbox, text_of

As = Callable[[Person], TestClient]
NEW = {"password": "another copper kettle", "again": "another copper kettle"}


@pytest.fixture
def mailbox(app: FastAPI, settings: Settings) -> Iterator[Mailbox]:
    with open_mailbox() as box:
        app.state.parts[Settings] = settings.model_copy(update={"smtp_url": box.url})
        yield box


def deliver(app: FastAPI, database: Database) -> None:
    settings = app.state.parts[Settings]
    worker = Worker(database, {mail.DELIVER: lambda payload: mail.deliver(database, settings, payload["id"])}, {})
    while worker.run_one():
        pass


def link_for(database: Database, handle: str) -> str:
    with database.transaction() as session:
        return "/sign-in/" + recovery.sign_in_link(session, handle)


@pytest.mark.parametrize("name", ["ada", "Ada@people.example "])
def test_a_mail_lets_its_reader_choose_a_new_password(
    name: str, app: FastAPI, cast: Cast, client: TestClient, database: Database, mailbox: Mailbox, as_: As
) -> None:
    elsewhere = as_(cast.ada)
    assert client.post("/lost-password", data={"name": name}).headers["location"] == "/lost-password?sent=1"
    deliver(app, database)
    message = mailbox.to("ada@people.example")
    address = text_of(message).split("http://127.0.0.1:8000")[1].split()[0]
    assert f'href="http://127.0.0.1:8000{address}"' in text_of(message, "html")
    swapped = client.get(address)
    assert (swapped.status_code, swapped.headers["location"]) == (303, "/sign-in/confirm")
    assert "Welcome back, Ada Writer" in client.get("/sign-in/confirm").text
    assert client.post("/sign-in/confirm", data=NEW | {"again": "x"}).status_code == 422
    assert client.post("/sign-in/confirm", data=NEW).headers["location"] == "/desk"
    assert client.get("/api/me").json()["handle"] == "ada"
    assert elsewhere.get("/api/me").status_code == 401, "other browsers are signed out"
    assert client.get(address).status_code == 410, "it works once"
    fresh = browser(app)
    assert fresh.post("/sign-in", data={"name": "ada", "password": PASSWORD}).status_code == 422
    assert fresh.post("/sign-in", data={"name": "ada", "password": NEW["password"]}).status_code == 303


@pytest.mark.parametrize("name", ["nobody", "nobody@people.example", "", "invited@people.example", "rui"])
def test_the_answer_does_not_tell_who_is_here(
    name: str, app: FastAPI, cast: Cast, client: TestClient, database: Database, mailbox: Mailbox
) -> None:
    with database.transaction() as session:
        accounts.invited(session, "invited@people.example")
        accounts.suspend(session, cast.rui, cast.kim)
    answer = client.post("/lost-password", data={"name": name})
    assert (answer.status_code, answer.headers["location"]) == (303, "/lost-password?sent=1")
    deliver(app, database)
    assert mailbox.messages == []


def test_three_mails_an_hour_are_enough(
    app: FastAPI, cast: Cast, client: TestClient, database: Database, mailbox: Mailbox
) -> None:
    statuses = [client.post("/lost-password", data={"name": "ada"}).status_code for _ in range(4)]
    assert statuses == [303, 303, 303, 429]
    assert client.post("/lost-password", data={"name": "rui"}).status_code == 303
    with database.transaction() as session:
        session.exec(update(Attempt).values(at=now() - timedelta(hours=1, seconds=1)))
    assert client.post("/lost-password", data={"name": "ada"}).status_code == 303


def test_without_mail_one_is_told_whom_to_ask(cast: Cast, client: TestClient, database: Database) -> None:
    assert "ask whoever keeps this place" in client.get("/lost-password").text
    assert client.post("/lost-password", data={"name": "ada"}).status_code == 503
    with database.transaction(read_only=True) as session:
        assert session.exec(select(Mail)).all() == []
        assert session.exec(select(SignedLink)).all() == []


def test_a_newer_link_takes_the_former_back(cast: Cast, client: TestClient, database: Database) -> None:
    former, newer = link_for(database, "ada"), link_for(database, "ADA ")
    assert [client.get(address).status_code for address in (former, newer)] == [410, 303]


def test_opening_a_link_changes_nothing(app: FastAPI, cast: Cast, database: Database, as_: As) -> None:
    ada, address = as_(cast.ada), link_for(database, "ada")
    for _ in range(3):
        scanner = browser(app)
        scanner.get(address)
        assert scanner.get("/sign-in/confirm").status_code == 200
        assert scanner.get("/api/me").status_code == 401
    assert ada.get("/api/me").status_code == 200
    with database.transaction(read_only=True) as session:
        assert session.exec(select(SignedLink.uses)).one() == 0


@pytest.mark.parametrize("handle", ["nobody", "", "a\0da"])
def test_nobody_gets_no_link(handle: str, cast: Cast, database: Database) -> None:
    with database.transaction() as session, pytest.raises(NotFound):
        recovery.sign_in_link(session, "nobody" if handle == "a\0da" else handle)


def test_a_link_of_a_paused_person_leads_nowhere(cast: Cast, client: TestClient, database: Database) -> None:
    client.get(link_for(database, "ada"))
    with database.transaction() as session:
        accounts.suspend(session, cast.ada, cast.kim)
    assert client.get("/sign-in/confirm").status_code == 404
    assert client.post("/sign-in/confirm", data=NEW).status_code == 404
