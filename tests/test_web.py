"""What every route shares: no other site acts, limits, headers, one shape of error, an answer after the commit."""

from collections.abc import Callable, Iterator

import pytest
from fastapi import Depends, FastAPI
from pydantic import BaseModel
from sqlalchemy import text
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient

from app import errors
from app.database import Database
from app.people.access import ActorDep
from app.people.models import Person
from app.settings import Settings
from app.web import Guard, Public, SessionDep, TokenInAddress, asset, csrf, install_errors
from app.web.guard import BODY_LIMIT, BODY_LIMITS
from tests.conftest import Cast

As = Callable[[Person], TestClient]
COOKIE = "stillroom-session"


class Words(BaseModel):
    """What the small application takes."""

    words: str


@pytest.fixture
def small(database: Database, settings: Settings) -> TestClient:
    """The shared parts around a few routes, so that each can be tried alone."""
    app = FastAPI(dependencies=[Depends(csrf)])
    app.state.parts = {Settings: settings, Database: database}
    app.add_middleware(Guard, https=settings.https)
    install_errors(app)

    @app.get("/seen", dependencies=[Public])
    def seen() -> PlainTextResponse:
        return PlainTextResponse("seen")

    @app.post("/done", dependencies=[Public])
    @app.put("/done", dependencies=[Public])
    @app.delete("/done", dependencies=[Public])
    def done() -> PlainTextResponse:
        return PlainTextResponse("done")

    @app.post("/one-click/{token}", dependencies=[TokenInAddress])
    def one_click(token: str) -> PlainTextResponse:
        return PlainTextResponse(token)

    @app.post("/api/words", dependencies=[Public])
    @app.post("/api/images", dependencies=[Public])
    def take(words: Words) -> int:
        return len(words.words)

    @app.post("/api/promise", dependencies=[Public], status_code=201)
    def promise(session: SessionDep) -> str:
        session.execute(text("INSERT INTO promise (id, kept_by) VALUES (1, 2)"))
        return "kept"

    @app.get("/api/broken", dependencies=[Public])
    @app.get("/broken", dependencies=[Public])
    def broken() -> None:
        raise RuntimeError("the secret reason")

    @app.get("/api/refused/{kind}", dependencies=[Public])
    @app.get("/refused/{kind}", dependencies=[Public])
    def refused(kind: str) -> None:
        raise REFUSALS[kind]

    return TestClient(app, follow_redirects=False, raise_server_exceptions=False)


REFUSALS: dict[str, errors.StillroomError] = {
    "bad": errors.BadInput("Bad."),
    "refused": errors.Refused("Refused."),
    "absent": errors.NotFound(),
    "conflict": errors.Conflict("Moved on.", {"version": 7}),
    "gone": errors.Gone("Gone."),
    "large": errors.TooLarge("Large."),
    "many": errors.TooMany("Wait.", retry_after=90),
    "upstream": errors.Upstream("arXiv is away."),
    "unavailable": errors.Unavailable("Busy.", retry_after=5),
}


# Other sites


@pytest.mark.parametrize(
    ("headers", "signed_in", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, True, 200),
        ({"Sec-Fetch-Site": "none"}, True, 200),
        ({"Sec-Fetch-Site": "same-site"}, True, 403),
        ({"Sec-Fetch-Site": "cross-site"}, True, 403),
        ({"Sec-Fetch-Site": "cross-site"}, False, 403),
        ({"Origin": "http://testserver"}, True, 200),
        ({"Origin": "http://127.0.0.1:8000"}, True, 200),
        ({"Origin": "http://127.0.0.1:8001"}, True, 403),
        ({"Origin": "https://evil.example"}, True, 403),
        ({"Origin": "https://evil.example"}, False, 403),
        ({"Origin": "http://testserver.evil.example"}, True, 403),
        ({"Origin": "null"}, True, 403),
        ({"Origin": "null", "Sec-Fetch-Site": "same-origin"}, True, 200),
        ({"Origin": "null", "Sec-Fetch-Site": "cross-site"}, True, 403),
        ({"Origin": "https://evil.example", "Sec-Fetch-Site": "same-origin"}, True, 403),
        ({"Origin": "http://["}, True, 403),
        ({"Origin": ""}, True, 403),
        ({}, True, 403),
        ({}, False, 200),
    ],
)
def test_only_this_site_acts(headers: dict[str, str], signed_in: bool, status: int, small: TestClient) -> None:
    cookies = {COOKIE: "anything"} if signed_in else {"another": "cookie"}
    small.cookies.update(cookies)
    for method in ("POST", "PUT", "DELETE"):
        assert small.request(method, "/done", headers=headers).status_code == status
    assert small.get("/seen", headers=headers).status_code == 200, "looking is free"


@pytest.mark.parametrize("name", [COOKIE, f"__Host-{COOKIE}", "stillroom-link-abc", "__Host-stillroom-link-abc"])
def test_each_cookie_of_ours_needs_to_be_accounted_for(name: str, small: TestClient) -> None:
    small.cookies.set(name, "anything")
    assert small.post("/done").status_code == 403


def test_an_address_that_is_its_own_authority_is_exempt(small: TestClient) -> None:
    small.cookies.set(COOKIE, "anything")
    assert small.post("/one-click/abc", headers={"Origin": "https://mail.example"}).text == "abc"
    assert small.post("/one-click/abc").status_code == 200


def test_the_real_application_is_guarded(cast: Cast, as_: As) -> None:
    ada = as_(cast.ada)
    evil = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
    assert ada.post("/sign-out", headers=evil).status_code == 403
    assert ada.post("/sign-in", headers=evil, data={"name": "rui", "password": "x"}).status_code == 403
    assert ada.post("/settings/tokens", headers=evil, data={"name": "x"}).status_code == 403
    assert ada.get("/api/me").status_code == 200


# Limits


@pytest.mark.parametrize(("path", "limit"), [("/api/words", BODY_LIMIT), ("/api/images", BODY_LIMITS["/images"])])
def test_a_body_over_the_limit_is_refused_told_or_counted(path: str, limit: int, small: TestClient) -> None:
    within = b'{"words": "' + b"x" * (limit - 13) + b'"}'
    assert small.post(path, content=within, headers={"Content-Type": "application/json"}).json() == limit - 13

    def flow() -> Iterator[bytes]:
        yield within
        yield b" "

    for content in (within + b" ", flow()):
        answer = small.post(path, content=content, headers={"Content-Type": "application/json"})
        assert answer.status_code == 413
        assert answer.json()["error"]["code"] == "too_large"
        assert "Nothing was changed" in answer.json()["error"]["sentence"]
        assert answer.headers["content-security-policy"], "also what the guard itself answers"


@pytest.mark.parametrize("length", ["-1", "abc", "1e9", "٣", ""])
def test_a_length_that_is_no_number_breaks_nothing(length: str, small: TestClient) -> None:
    headers = {"Content-Type": "application/json", "Content-Length": length.encode()}
    assert small.post("/api/words", content=b'{"words": "x"}', headers=headers).status_code in {200, 422}


# Headers


@pytest.mark.parametrize("path", ["/seen", "/nowhere", "/api/nowhere", "/broken", "/refused/many"])
def test_every_answer_is_protected(path: str, small: TestClient) -> None:
    headers = small.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "script-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["referrer-policy"] == "same-origin"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"
    assert "strict-transport-security" not in headers


def test_each_answer_has_a_nonce_of_its_own(small: TestClient) -> None:
    policies = {small.get("/seen").headers["content-security-policy"] for _ in range(3)}
    assert len(policies) == 3


def test_under_https_browsers_are_told_to_stay_there(database: Database) -> None:
    app = FastAPI()
    app.add_middleware(Guard, https=True)
    assert TestClient(app).get("/").headers["strict-transport-security"] == "max-age=31536000"


def test_head_is_answered_as_get_without_its_body(small: TestClient) -> None:
    answer = small.head("/seen")
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["content-length"] == "4"
    assert small.head("/nowhere").status_code == 404


def test_what_never_changes_is_kept_by_browsers(client: TestClient) -> None:
    sheets = asset("src/public.ts", "css")
    if not sheets:
        pytest.skip("the frontend is not built here")
    answer = client.get(sheets[0])
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert client.get("/static/assets/absent.css").headers["cache-control"] == "no-store"


# Errors


@pytest.mark.parametrize("kind", REFUSALS)
def test_a_refusal_has_one_shape(kind: str, small: TestClient) -> None:
    refusal = REFUSALS[kind]
    answer = small.get(f"/api/refused/{kind}")
    assert answer.status_code == refusal.status
    body = answer.json()["error"]
    assert {"status": refusal.status, "code": refusal.code, "sentence": refusal.sentence}.items() <= body.items()
    assert body.get("current") == ({"version": 7} if kind == "conflict" else None)
    assert answer.headers.get("retry-after") == (str(refusal.retry_after) if refusal.retry_after else None)
    shown = small.get(f"/refused/{kind}")
    assert shown.status_code == refusal.status
    assert shown.headers["content-type"] == "text/html; charset=utf-8"
    assert refusal.sentence.replace("'", "&#39;") in shown.text


def test_a_page_says_when_to_try_again(small: TestClient) -> None:
    assert "in 2 minutes." in small.get("/refused/many").text
    assert "in 1 minute." in small.get("/refused/unavailable").text


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [("GET", "/api/nowhere", 404, "not_found"), ("PATCH", "/api/words", 405, "not_allowed")],
)
def test_what_the_framework_refuses_has_the_same_shape(
    method: str, path: str, status: int, code: str, small: TestClient
) -> None:
    answer = small.request(method, path)
    assert answer.status_code == status
    assert (answer.json()["error"]["status"], answer.json()["error"]["code"]) == (status, code)


@pytest.mark.parametrize(
    ("content", "status"),
    [(b"{}", 422), (b'{"words": 1}', 422), (b"not json", 422), (b'{"words": "\xff"}', 400), (b"", 422)],
)
def test_what_cannot_be_read_is_said(content: bytes, status: int, small: TestClient) -> None:
    answer = small.post("/api/words", content=content, headers={"Content-Type": "application/json"})
    assert answer.status_code == status
    assert answer.json()["error"]["code"] == "bad_input"
    assert "Nothing was changed" in answer.json()["error"]["sentence"]


def test_what_broke_keeps_its_reason_to_itself(small: TestClient) -> None:
    for path in ("/broken", "/api/broken"):
        answer = small.get(path)
        assert answer.status_code == 500
        assert "Something broke on our side" in answer.text
        assert "secret reason" not in answer.text


def test_a_page_for_those_signed_in_leads_there_by_way_of_the_form(client: TestClient) -> None:
    answer = client.get("/settings?saved=name&x=1")
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in?then=/settings%3Fsaved%3Dname%26x%3D1")


# The answer comes after the commit


def test_what_fails_at_the_commit_is_not_answered_as_done(small: TestClient, database: Database) -> None:
    """A deferred constraint fails only at the commit: an answer sent before it would say 201."""
    with database.transaction() as session:
        session.execute(
            text(
                "CREATE TABLE promise (id INTEGER PRIMARY KEY,"
                " kept_by INTEGER REFERENCES promise (id) DEFERRABLE INITIALLY DEFERRED)"
            )
        )
    try:
        assert small.post("/api/promise").status_code == 500
        with database.transaction(read_only=True) as session:
            assert session.execute(text("SELECT count(*) FROM promise")).scalar() == 0
    finally:
        with database.transaction() as session:
            session.execute(text("DROP TABLE promise"))


def test_looking_cannot_write(database: Database, settings: Settings) -> None:
    app = FastAPI()
    app.state.parts = {Settings: settings, Database: database}

    @app.get("/look")
    def look(session: SessionDep, actor: ActorDep) -> str:
        session.add(Person(name="Nobody"))
        session.flush()
        return "looked"

    assert TestClient(app, raise_server_exceptions=False).get("/look").status_code == 500
    with database.transaction(read_only=True) as session:
        assert session.execute(text("SELECT count(*) FROM person")).scalar() == 0
