"""One's own settings."""

from collections.abc import Callable

import pytest
from fastapi import FastAPI
from sqlmodel import select
from starlette.testclient import TestClient

from app.database import Database
from app.people.models import Person, SignIn
from tests.conftest import PASSWORD, Cast, browser

As = Callable[[Person], TestClient]
NEW = "another copper kettle"


def test_nobody_is_led_to_sign_in(client: TestClient) -> None:
    assert client.get("/settings").headers["location"] == "/sign-in?then=/settings"
    assert client.post("/settings/name", data={"name": "x", "handle": "xxx"}).status_code == 401


def test_another_name_and_handle(cast: Cast, as_: As) -> None:
    ada = as_(cast.ada)
    answer = ada.post("/settings/name", data={"name": " Ada  Lovelace ", "handle": "Lovelace"})
    assert answer.headers["location"] == "/settings?saved=name#main"
    assert "Your name is saved." in ada.get("/settings?saved=name").text
    me = ada.get("/api/me").json()
    assert (me["name"], me["handle"]) == ("Ada Lovelace", "lovelace")


@pytest.mark.parametrize(
    ("name", "handle", "field"), [("", "ada", "name"), ("Ada", "rui", "handle"), ("Ada", "a b", "handle")]
)
def test_a_wrong_name_changes_nothing(name: str, handle: str, field: str, cast: Cast, as_: As) -> None:
    ada = as_(cast.ada)
    answer = ada.post("/settings/name", data={"name": name, "handle": handle})
    assert answer.status_code == 422
    assert f'id="name-{field}-error"' in answer.text
    assert ada.get("/api/me").json()["handle"] == "ada"


@pytest.mark.parametrize(
    ("email", "password", "status", "after"),
    [
        ("new@people.example", PASSWORD, 303, "new@people.example"),
        ("", PASSWORD, 303, None),
        ("new@people.example", "wrong", 422, "ada@people.example"),
        ("rui@people.example", PASSWORD, 422, "ada@people.example"),
        ("nonsense", PASSWORD, 422, "ada@people.example"),
    ],
)
def test_another_address(email: str, password: str, status: int, after: str | None, cast: Cast, as_: As) -> None:
    ada = as_(cast.ada)
    assert ada.post("/settings/email", data={"email": email, "password": password}).status_code == status
    assert ada.get("/api/me").json()["email"] == after


def test_another_password_signs_every_other_browser_out(cast: Cast, as_: As, app: FastAPI, database: Database) -> None:
    here, elsewhere = as_(cast.ada), as_(cast.ada)
    answer = here.post("/settings/password", data={"former": PASSWORD, "password": NEW, "again": NEW})
    assert answer.status_code == 303
    assert here.get("/api/me").status_code == 200
    assert elsewhere.get("/api/me").status_code == 401
    assert browser(app).post("/sign-in", data={"name": "ada", "password": NEW}).status_code == 303
    with database.transaction(read_only=True) as session:
        kept = session.exec(select(SignIn.secret).where(SignIn.person_id == cast.ada.id)).all()
    assert len(kept) == 1
    assert kept[0].startswith("$argon2id$")


@pytest.mark.parametrize(
    ("former", "password", "again", "field"),
    [("wrong", NEW, NEW, "former"), (PASSWORD, "short", "short", "password"), (PASSWORD, NEW, "other", "again")],
)
def test_a_password_is_not_changed_by_a_slip(
    former: str, password: str, again: str, field: str, cast: Cast, as_: As, client: TestClient
) -> None:
    answer = as_(cast.ada).post("/settings/password", data={"former": former, "password": password, "again": again})
    assert answer.status_code == 422
    assert f'id="password-{field}-error"' in answer.text
    assert client.post("/sign-in", data={"name": "ada", "password": PASSWORD}).status_code == 303


def test_sign_out_everywhere_else(cast: Cast, as_: As) -> None:
    here, elsewhere, rui = as_(cast.ada), as_(cast.ada), as_(cast.rui)
    assert here.get("/settings").text.count("a test") == 2
    here.post("/settings/sessions/ending")
    assert [one.get("/api/me").status_code for one in (here, elsewhere, rui)] == [200, 401, 200]


def test_twenty_tokens_are_enough(cast: Cast, as_: As) -> None:
    ada = as_(cast.ada)
    statuses = {ada.post("/settings/tokens", data={"name": f"number {number}"}).status_code for number in range(20)}
    assert statuses == {200}
    assert ada.post("/settings/tokens", data={"name": "one more"}).status_code == 422
    assert as_(cast.rui).post("/settings/tokens", data={"name": ""}).status_code == 422


def test_what_people_type_is_shown_as_they_typed_it(cast: Cast, as_: As) -> None:
    ada = as_(cast.ada)
    ada.post("/settings/name", data={"name": "<script>alert(1)</script>", "handle": "ada"})
    text = ada.get("/settings").text
    assert "<script>" not in text
    assert "&lt;script&gt;" in text
    assert "<script>alert" not in ada.get("/desk").text
