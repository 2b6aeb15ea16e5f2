"""Becoming somebody here: the first person, sign-up as it is set, joining links, invitations."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from fastapi import FastAPI
from sqlmodel import select, update
from starlette.testclient import TestClient

from app.database import Database, now
from app.errors import Conflict, Gone
from app.people import accounts, joining, links
from app.people.models import BrowserSession, Person, SignedLink
from app.people.rules import Purpose, Role
from app.settings import Settings
from tests.conftest import PASSWORD, Cast, browser

As = Callable[[Person], TestClient]
NEW = {"name": "Noor New", "handle": "noor", "email": "", "password": PASSWORD, "again": PASSWORD}


def path(address: str | None) -> str:
    assert address
    return "/" + address.split("/", 3)[3]


def person(database: Database, handle: str) -> Person | None:
    with database.transaction(read_only=True) as session:
        return accounts.by_handle(session, handle)


def joining_link(database: Database, by: Person, uses: int = 1) -> str:
    with database.transaction() as session:
        return "/join/" + joining.make_link(session, by, uses, 14)[1]


def sign_up(app: FastAPI, how: str) -> None:
    app.state.parts[Settings] = app.state.parts[Settings].model_copy(update={"sign_up": how})


def test_the_first_address_makes_a_keeper(client: TestClient, database: Database, settings: Settings) -> None:
    address = joining.first_address(database, settings)
    swapped = client.get(path(address))
    assert (swapped.status_code, swapped.headers["location"]) == (303, "/welcome")
    assert swapped.headers["referrer-policy"] == "no-referrer"
    assert client.get("/welcome").status_code == 200
    answer = client.post("/welcome", data=NEW | {"handle": ""})
    assert (answer.status_code, answer.headers["location"]) == (303, "/desk")
    assert client.get("/api/me").json() | {"id": "", "instance": {}} == {
        "id": "", "handle": "noor-new", "name": "Noor New", "email": None, "role": "keeper", "instance": {},
    }  # fmt: skip
    assert joining.first_address(database, settings) is None
    assert not [name for name in client.cookies if "link" in name], "the link's cookie is gone"
    assert client.get(path(address)).status_code == 410


def test_opening_the_first_address_changes_nothing(app: FastAPI, database: Database, settings: Settings) -> None:
    address = path(joining.first_address(database, settings))
    for _ in range(3):
        assert browser(app).get(address).status_code == 303
        assert browser(app).head(address).status_code == 303
    with database.transaction(read_only=True) as session:
        assert [link.uses for link in session.exec(select(SignedLink))] == [0]


def test_a_new_start_gives_a_new_first_address(client: TestClient, database: Database, settings: Settings) -> None:
    former = path(joining.first_address(database, settings))
    client.get(former)
    newer = path(joining.first_address(database, settings))
    assert client.get(former).status_code == 410
    assert client.post("/welcome", data=NEW).status_code == 410
    client.get(newer)
    assert client.post("/welcome", data=NEW).status_code == 303


def test_only_one_is_first(app: FastAPI, database: Database, settings: Settings, secret: str) -> None:
    one, other = browser(app), browser(app)
    address = path(joining.first_address(database, settings))
    for each in (one, other):
        each.get(address)
    assert one.post("/welcome", data=NEW).status_code == 303
    assert other.post("/welcome", data=NEW | {"handle": "other"}).status_code == 410
    with database.transaction() as session:
        link, _ = links.make(session, Purpose.FIRST, lifetime=timedelta(days=1))
        with pytest.raises(Conflict):
            joining.first(session, link, "Other", "other", "", secret)


@pytest.mark.parametrize(
    ("how", "with_link", "status"),
    [
        ("open", False, 303), ("open", True, 303), ("invitation", False, 403), ("invitation", True, 303),
        ("closed", False, 403), ("closed", True, 403),
    ],
)  # fmt: skip
def test_who_may_join(
    how: str, with_link: bool, status: int, app: FastAPI, cast: Cast, database: Database, client: TestClient
) -> None:
    sign_up(app, how)
    if with_link:
        assert client.get(joining_link(database, cast.kim)).headers["location"] == "/join"
    assert client.get("/join").status_code == (200 if status == 303 else status)
    assert client.post("/join", data=NEW).status_code == status
    joined = person(database, "noor")
    assert (joined is not None) == (status == 303)
    assert joined is None or joined.role is Role.MEMBER


def test_a_link_lets_in_as_many_as_it_says(app: FastAPI, cast: Cast, database: Database) -> None:
    address = joining_link(database, cast.kim, uses=2)
    statuses = []
    for number in range(3):
        client = browser(app)
        client.get(address)
        statuses.append(client.post("/join", data=NEW | {"handle": f"noor-{number}"}).status_code)
    assert statuses == [303, 303, 403]
    assert browser(app).get(address).status_code == 410


def test_two_at_once_for_the_last_place(database: Database, cast: Cast, secret: str) -> None:
    with database.transaction() as session:
        link, _ = joining.make_link(session, cast.kim, 1, 1)
    start, outcomes = threading.Barrier(2), []

    def join(handle: str) -> None:
        start.wait()
        try:
            with database.transaction() as session:
                joining.join(session, link, handle.title(), handle, "", secret, address="192.0.2.1")
            outcomes.append("joined")
        except Gone:
            outcomes.append("gone")

    threads = [threading.Thread(target=join, args=(handle,)) for handle in ("one-of", "other-of")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["gone", "joined"]
    assert sum(person(database, handle) is not None for handle in ("one-of", "other-of")) == 1


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"expires_at": now() - timedelta(seconds=1)}, "expired"),
        ({"revoked_at": now()}, "taken back"),
        ({"uses": 1}, "used already"),
    ],
)
def test_a_link_that_is_over_says_why(
    change: dict[str, Any], says: str, cast: Cast, database: Database, client: TestClient
) -> None:
    address = joining_link(database, cast.kim)
    client.get(address)
    with database.transaction() as session:
        session.exec(update(SignedLink).values(**change))
    answer = client.get(address)
    assert answer.status_code == 410
    assert says in answer.text
    assert client.post("/join", data=NEW).status_code == 403


@pytest.mark.parametrize("token", ["nonsense", "%00", "a" * 5000, "%ff%fe"])
def test_a_link_that_never_was(token: str, cast: Cast, client: TestClient) -> None:
    for room in ("first", "join", "sign-in"):
        answer = client.get(f"/{room}/{token}")
        assert answer.status_code == 404
        assert "leads nowhere" in answer.text


def test_a_link_for_one_purpose_is_none_for_another(cast: Cast, database: Database, client: TestClient) -> None:
    address = joining_link(database, cast.kim)
    assert client.get(address.replace("/join/", "/sign-in/")).status_code == 404
    assert client.get(address.replace("/join/", "/first/")).status_code == 404
    assert client.get(address).status_code == 303
    assert client.get("/welcome").status_code == 410
    assert client.get("/sign-in/confirm").status_code == 410


@pytest.mark.parametrize(
    ("change", "field", "says"),
    [
        ({"name": ""}, "name", "1 to 80 characters"),
        ({"name": "x" * 81}, "name", "1 to 80 characters"),
        ({"name": "\u202e\0\n"}, "name", "1 to 80 characters"),
        ({"handle": "a"}, "handle", "3 to 32 letters"),
        ({"handle": "../ada"}, "handle", "3 to 32 letters"),
        ({"handle": "keeper"}, "handle", "3 to 32 letters"),
        ({"handle": "ADA"}, "handle", "somebody else"),
        ({"email": "not an address"}, "email", "not an e-mail address"),
        ({"email": "a@b.example\r\nBcc: all@b.example"}, "email", "not an e-mail address"),
        ({"email": "ada@people.example"}, "email", "cannot be used"),
        ({"password": "short", "again": "short"}, "password", "at least 10"),
        ({"password": "x" * 201, "again": "x" * 201}, "password", "at least 10"),
        ({"again": "something else"}, "again", "not the same"),
    ],
)
def test_a_form_says_what_is_wrong_beside_its_field(
    change: dict[str, str], field: str, says: str, app: FastAPI, cast: Cast, client: TestClient, database: Database
) -> None:
    sign_up(app, "open")
    answer = client.post("/join", data=NEW | change)
    assert answer.status_code == 422
    assert says in answer.text.split(f'id="{field}-error"')[1].split("</p>")[0]
    assert f'<a href="#{field}">' in answer.text
    assert f'{field}-error" aria-invalid="true"' in answer.text
    assert PASSWORD not in answer.text
    assert person(database, "noor") is None


def test_an_address_typed_is_not_an_address_proven(
    app: FastAPI, cast: Cast, client: TestClient, database: Database
) -> None:
    """Somebody was invited by mail; another who types that address does not become them."""
    sign_up(app, "open")
    with database.transaction() as session:
        invited = accounts.invited(session, "noor@people.example", "Noor")
    assert client.post("/join", data=NEW | {"email": "Noor@people.example"}).status_code == 422
    with database.transaction(read_only=True) as session:
        assert session.get_one(Person, invited.id).joined_at is None


def test_an_invited_person_claims_who_they_are(
    cast: Cast, client: TestClient, database: Database, settings: Settings, as_: As
) -> None:
    answer = as_(cast.kim).post("/keeping/invitations", data={"addresses": "Noor <noor@people.example>"})
    address = answer.text.split('value="http://127.0.0.1:8000')[1].split('"')[0]
    with database.transaction(read_only=True) as session:
        invited = accounts.invited(session, "noor@people.example")
    client.get(address)
    form = client.get("/join").text
    assert "invited as noor@people.example" in form
    assert 'value="Noor"' in form
    assert client.post("/join", data=NEW).status_code == 303
    joined = person(database, "noor")
    assert joined
    assert (joined.id, joined.email, joined.name) == (invited.id, "noor@people.example", "Noor New")


def test_inviting_again_takes_the_former_link_back(cast: Cast, client: TestClient, as_: As) -> None:
    kim, addresses = as_(cast.kim), []
    for _ in range(2):
        answer = kim.post("/keeping/invitations", data={"addresses": "noor@people.example"})
        addresses.append(answer.text.split('value="http://127.0.0.1:8000')[1].split('"')[0])
    assert [client.get(address).status_code for address in addresses] == [410, 303]


def test_names_that_look_alike_get_handles_of_their_own(database: Database, secret: str) -> None:
    with database.transaction() as session:
        made = [accounts.create(session, name, secret=secret).handle for name in ("Zoë Åberg", "Zoe Aberg", "明", "明")]
    assert made == ["zoe-aberg", "zoe-aberg-2", "person", "person-2"]


def test_joining_signs_in(cast: Cast, client: TestClient, database: Database) -> None:
    client.get(joining_link(database, cast.kim))
    client.post("/join", data=NEW, headers={"User-Agent": "Firefox\x1b[31m" + "x" * 500})
    assert client.get("/api/me").json()["handle"] == "noor"
    with database.transaction(read_only=True) as session:
        (row,) = session.exec(select(BrowserSession)).all()
    assert row.agent.startswith("Firefox [31mx")
    assert len(row.agent) == 200
