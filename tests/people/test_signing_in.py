"""Signing in and out: the cookie, limits, pauses, where one is led, tokens for programs."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from fastapi import FastAPI
from sqlmodel import col, select, update
from starlette.testclient import TestClient

from app.database import Database, now
from app.people import accounts, attempts, passwords, signing_in, tokens
from app.people.models import Attempt, BrowserSession, Person
from app.people.rules import PASSWORD_BY_ADDRESS, PASSWORD_BY_HANDLE, local_path
from app.settings import Settings
from tests.conftest import PASSWORD, Cast, browser

As = Callable[[Person], TestClient]


def sign_in(client: TestClient, name: str = "ada", password: str = PASSWORD, **more: str):
    return client.post("/sign-in", data={"name": name, "password": password, **more})


@pytest.mark.parametrize("name", ["ada", " Ada ", "ada@people.example", "ADA@People.Example"])
def test_handle_or_address_and_password_sign_in(name: str, cast: Cast, client: TestClient) -> None:
    answer = sign_in(client, name)
    assert (answer.status_code, answer.headers["location"]) == (303, "/desk")
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("stillroom-session=")
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Secure" not in cookie
    assert client.get("/api/me").json()["handle"] == "ada"


def test_the_cookies_value_is_not_in_the_database(cast: Cast, client: TestClient, database: Database) -> None:
    sign_in(client)
    value = client.cookies["stillroom-session"]
    with database.transaction(read_only=True) as session:
        (row,) = session.exec(select(BrowserSession)).all()
    assert value not in row.model_dump_json()


def test_under_https_the_cookie_is_bound_to_the_host(app: FastAPI, cast: Cast, settings: Settings) -> None:
    app.state.parts[Settings] = settings.model_copy(update={"url": "https://stillroom.example"})
    client = browser(app)
    client.base_url = "https://stillroom.example"
    cookie = sign_in(client).headers["set-cookie"]
    assert cookie.startswith("__Host-stillroom-session=")
    assert "Secure" in cookie
    assert "Path=/" in cookie
    assert "Domain" not in cookie
    assert client.get("/api/me").status_code == 200


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("ada", "wrong"),
        ("nobody", PASSWORD),
        ("", ""),
        ("a\0da", "wrong"),
        ("ada' or 1=1", "x"),
        ("ada", "x" * 100_000),
    ],
)
def test_a_wrong_name_or_password_is_one_sentence(name: str, password: str, cast: Cast, client: TestClient) -> None:
    answer = sign_in(client, name, password, then="/desk/papers/2401.00001")
    assert answer.status_code == 422
    assert "do not go together" in answer.text
    assert 'value="/desk/papers/2401.00001"' in answer.text
    assert "set-cookie" not in answer.headers


def test_the_invited_cannot_sign_in(cast: Cast, client: TestClient, database: Database) -> None:
    with database.transaction() as session:
        accounts.invited(session, "new@people.example")
    assert sign_in(client, "new@people.example", "").status_code == 422


def test_an_unknown_name_takes_as_long_as_a_wrong_password(secret: str, monkeypatch: pytest.MonkeyPatch) -> None:
    verified: list[str] = []
    verify = passwords._HASHER.verify
    monkeypatch.setattr(passwords._HASHER, "verify", lambda *given: verified.append(given[1]) or verify(*given))
    assert passwords.matches(PASSWORD, secret)
    assert not passwords.matches(PASSWORD, None)
    assert len(verified) == 2
    assert verified[0].split("$")[1:4] == verified[1].split("$")[1:4], "the same work"


def test_a_paused_person_is_out_at_once(cast: Cast, as_: As, client: TestClient, database: Database) -> None:
    ada = as_(cast.ada)
    with database.transaction() as session:
        _, words = tokens.make(session, cast.ada, "a program")
    with database.transaction() as session:
        accounts.suspend(session, cast.ada, cast.kim)
    assert ada.get("/api/me").status_code == 401
    assert client.get("/api/me", headers={"Authorization": f"Bearer {words}"}).status_code == 401
    answer = sign_in(client)
    assert answer.status_code == 403
    assert "paused" in answer.text
    with database.transaction() as session:
        accounts.resume(session, cast.ada, cast.kim)
    assert sign_in(client).status_code == 303


def test_a_session_ends_when_its_time_is_over(cast: Cast, as_: As, database: Database) -> None:
    ada = as_(cast.ada)
    assert ada.get("/api/me").status_code == 200
    with database.transaction() as session:
        session.exec(update(BrowserSession).values(expires_at=now() - timedelta(seconds=1)))
    assert ada.get("/api/me").status_code == 401
    sign_in(ada)
    with database.transaction(read_only=True) as session:
        assert len(session.exec(select(BrowserSession)).all()) == 1, "the one that ended is swept away"


def test_signing_out_ends_the_session(cast: Cast, client: TestClient) -> None:
    sign_in(client)
    value = client.cookies["stillroom-session"]
    answer = client.post("/sign-out")
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert "stillroom-session" not in client.cookies
    client.cookies.set("stillroom-session", value)
    assert client.get("/api/me").status_code == 401
    assert client.get("/sign-out").status_code != 303, "no link may sign somebody out"


@pytest.mark.parametrize(
    ("then", "leads"),
    [
        ("/desk/papers/2401.00001?version=2", "/desk/papers/2401.00001?version=2"),
        ("/", "/"),
        ("", "/desk"),
        ("desk", "/desk"),
        ("//evil.example", "/desk"),
        ("/\\evil.example", "/desk"),
        ("\\\\evil.example", "/desk"),
        ("/\t/evil.example", "/desk"),
        ("/\n/evil.example", "/desk"),
        (" //evil.example", "/desk"),
        ("https://evil.example", "/desk"),
        ("javascript:alert(1)", "/desk"),
        ("/x\r\nSet-Cookie: a=b", "/desk"),
        ("/" + "x" * 3000, "/desk"),
    ],
)
def test_one_is_led_only_to_addresses_here(then: str, leads: str) -> None:
    assert local_path(then) == leads


def test_signing_in_leads_where_one_wanted_to_go(cast: Cast, client: TestClient) -> None:
    asked = client.get("/desk/papers/hep-th/9901001?version=2")
    assert asked.headers["location"] == "/sign-in?then=/desk/papers/hep-th/9901001%3Fversion%3D2"
    form = client.get(asked.headers["location"])
    assert 'value="/desk/papers/hep-th/9901001?version=2"' in form.text
    assert sign_in(client, then="/desk/papers/x").headers["location"] == "/desk/papers/x"
    assert client.get("/sign-in?then=//evil.example").headers["location"] == "/desk", "signed in already"


def spend(database: Database, key: str, tries: int) -> None:
    with database.transaction() as session:
        session.add_all([Attempt(key=key) for _ in range(tries)])


def test_ten_wrong_passwords_for_a_name_are_enough(cast: Cast, client: TestClient, database: Database) -> None:
    spend(database, f"password of {cast.ada.id}", PASSWORD_BY_HANDLE.tries - 1)
    assert sign_in(client, "ada", "wrong").status_code == 422
    answer = sign_in(client)
    assert answer.status_code == 429
    assert 0 < int(answer.headers["retry-after"]) <= 15 * 60 + 1
    assert "minutes" in answer.text
    assert sign_in(client, "ada@people.example").status_code == 429, "by her address too"
    assert sign_in(client, "rui").status_code == 303, "others are not held up"
    with database.transaction() as session:
        session.exec(update(Attempt).values(at=now() - timedelta(minutes=16)))
    assert sign_in(client).status_code == 303


def test_a_right_password_wipes_the_slate(cast: Cast, client: TestClient, database: Database) -> None:
    spend(database, f"password of {cast.ada.id}", PASSWORD_BY_HANDLE.tries - 1)
    assert sign_in(client).status_code == 303
    with database.transaction(read_only=True) as session:
        assert session.exec(select(Attempt)).all() == []


def test_thirty_wrong_passwords_from_one_place_are_enough(cast: Cast, database: Database) -> None:
    spend(database, "password from 192.0.2.1", PASSWORD_BY_ADDRESS.tries)
    with pytest.raises(Exception, match="too often"):
        signing_in.sign_in(database, "ada", PASSWORD, address="192.0.2.1")
    assert signing_in.sign_in(database, "ada", PASSWORD, address="192.0.2.2")


@pytest.mark.parametrize(
    ("host", "origin"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        ("testclient", "somewhere"),
        (None, "somewhere"),
    ],
)
def test_tries_are_counted_by_place(host: str | None, origin: str) -> None:
    assert attempts.origin(host) == origin


def test_a_token_acts_for_its_person(cast: Cast, as_: As, client: TestClient) -> None:
    ada = as_(cast.ada)
    made = ada.post("/settings/tokens", data={"name": "my script"})
    words = made.text.split('value="stillroom_')[1].split('"')[0]
    bearer = {"Authorization": f"Bearer stillroom_{words}"}
    assert client.get("/api/me", headers=bearer).json()["handle"] == "ada"
    page = ada.get("/settings").text
    assert words not in page
    take_back = page.split('action="/settings/tokens/')[1].split('"')[0]
    assert as_(cast.rui).post(f"/settings/tokens/{take_back}").status_code == 404
    assert client.get("/api/me", headers=bearer).status_code == 200
    assert ada.post(f"/settings/tokens/{take_back}").status_code == 303
    assert client.get("/api/me", headers=bearer).status_code == 401


@pytest.mark.parametrize("header", ["Bearer", "Bearer ", "Bearer nonsense", "Basic YTpi", "bearer \u00ff"])
def test_a_wrong_token_is_nobody(header: str, cast: Cast, client: TestClient) -> None:
    assert client.get("/api/me", headers={"Authorization": header.encode("latin-1")}).status_code == 401


def test_old_tries_are_forgotten(database: Database) -> None:
    with database.transaction() as session:
        session.add(Attempt(key="x", at=now() - timedelta(days=2)))
    with database.transaction() as session:
        attempts.take(session, "y", PASSWORD_BY_HANDLE)
        assert session.exec(select(Attempt.key).order_by(col(Attempt.id))).all() == ["y"]
