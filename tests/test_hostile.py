"""What a hostile stranger, a member and bad luck send: a clear sentence, the right status, nothing kept by half."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import product

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from app import mail
from app.database import Database, now
from app.people import accounts, links, tokens
from app.people.models import Person
from app.people.rules import Purpose
from app.settings import Settings
from app.web.guard import BODY_LIMIT
from app.writing.rules import TEXT_MAXIMUM
from tests.conftest import PASSWORD, Cast, browser
from tests.papers_here import store_paper
from tests.publishing.conftest import Written, path_of, told, write

As = Callable[[Person], TestClient]
JSON = {"Content-Type": "application/json"}


@pytest.fixture
def written(database: Database, cast: Cast, as_: As) -> Written:
    """Ada's draft about a paper."""
    return write(as_(cast.ada), store_paper(database))


def sentence(answer: object) -> str:
    """What a refusal of the API says."""
    return str(answer.json()["error"]["sentence"])  # type: ignore[attr-defined]


def test_a_draft_at_the_limit_is_kept_and_one_over_it_is_not(written: Written) -> None:
    full = "é" * TEXT_MAXIMUM
    saved = written.save(full)
    over = {"body": full + "é", "base_version": saved.version}
    refused = written.browser.put(f"/api/drafts/{written.draft_id}/text", json=over)
    assert (refused.status_code, written.body() == full) == (413, True)
    assert "what was saved before is safe" in sentence(refused)


def test_a_body_without_a_length_is_counted_as_it_comes(written: Written) -> None:
    before, sent = written.body(), 0

    def endless() -> Iterator[bytes]:
        nonlocal sent
        yield b'{"base_version": 1, "body": "'
        while sent < 4 * BODY_LIMIT:
            sent += 65536
            yield b"a" * 65536

    refused = written.browser.put(f"/api/drafts/{written.draft_id}/text", content=endless(), headers=JSON)
    assert (refused.status_code, written.body()) == (413, before)
    assert "4 MB" in sentence(refused)


LENGTHS = ["-1", "1e3", "+5", "٣", str(2**70), ""]


def test_a_length_that_is_none_is_not_believed(written: Written) -> None:
    for length in LENGTHS:
        headers = JSON | {"Content-Length": length.encode("utf-8")}
        answer = written.browser.put(f"/api/drafts/{written.draft_id}/text", content=b"{}", headers=headers)
        assert answer.status_code in {400, 413, 422}
        assert sentence(answer)


BODIES = [
    (b"[" * 100_000, "application/json"),
    (b'{"a":' * 100_000, "application/json"),
    (b"", "application/json"),
    (b"NaN", "application/json"),
    (b'{"body": 1e999, "base_version": 1}', "application/json"),
    (b"\xff\xfe{\x00}\x00", "application/json"),
    (b"{}", "application/json; charset=utf-7"),
    (b'{"body": "x", "base_version": 1}', "text/plain"),
    (b"body=x&base_version=1", "text/plain"),
    (b"<a/>", "application/xml"),
    (b"body=x&base_version=1", "application/x-www-form-urlencoded"),
    (b"--x\r\n", "multipart/form-data"),
    (b"--x", "multipart/form-data; boundary=x"),
    (b"{}", "\xc3\xa9/;;"),
    (b'{"base_version": ' + b"9" * 5000 + b', "body": "x"}', "application/json"),
    (b'{"base_version": -1, "body": "x"}', "application/json"),
    (b'{"body": "a", "body": "b", "base_version": 99}', "application/json"),
]


def test_a_body_that_is_not_what_it_should_be(written: Written, client: TestClient) -> None:
    before, draft = written.body(), f"/api/drafts/{written.draft_id}"
    for body, kind in BODIES:
        sent = {"content": body, "headers": {"Content-Type": kind.encode("latin-1")}}
        answer = written.browser.put(f"{draft}/text", **sent)
        assert answer.status_code in {400, 409, 413, 415, 422}, (body[:50], answer.text)
        assert sentence(answer).endswith((".", "again."))
        assert len(answer.content) < 2000 + len(before), "what was sent is not sent back"
        assert client.put(f"{draft}/text", **sent).status_code in {400, 401}
        assert written.browser.post(f"{draft}/images", **sent).status_code in {400, 413, 415, 422}
        assert written.browser.post("/settings/name", **sent).status_code in {400, 422}
    assert written.body() == before


def test_fields_nobody_asked_for_change_nothing(written: Written, cast: Cast) -> None:
    wanted = {"id": "x", "part": "reader", "authors": [], "text": {"body": "stolen"}, "deleted_at": "2020-01-01"}
    before = written.browser.get(f"/api/drafts/{written.draft_id}").json()
    written.browser.patch(f"/api/drafts/{written.draft_id}", json=wanted)
    after = written.browser.get(f"/api/drafts/{written.draft_id}").json()
    assert {**before, "changed_at": ""} == {**after, "changed_at": ""}
    written.browser.post(
        "/settings/name", data={"name": "Ada", "handle": "ada", "role": "keeper", "email": "x@y.example"}
    )
    me = written.browser.get("/api/me").json()
    assert (me["role"], me["email"]) == ("member", cast.ada.email)


METHODS = ("HEAD", "OPTIONS", "TRACE", "CONNECT", "PATCH", "PUT", "DELETE", "POST", "BREW")
PLACES = ("/", "/api/me", "/api/nothing", "/feed.atom", "/sign-out", "/desk", "/static/x")


def test_other_methods_do_nothing(written: Written) -> None:
    for method, path in product(METHODS, PLACES):
        if (method, path) != ("POST", "/sign-out"):
            answer = written.browser.request(method, path)
            assert answer.status_code in ({200, 303, 404, 405} if method == "HEAD" else {404, 405}), (method, path)
            assert "stillroom-session" not in answer.text + str(answer.headers), "TRACE would give the cookie away"
    assert written.browser.get("/api/me").status_code == 200


ADDRESSES = [
    "/..%2f..%2fetc%2fpasswd",
    "/%2e%2e/%2e%2e/etc/passwd",
    "//evil.example",
    "//evil.example/%2f..",
    "/%00",
    "/%ff",
    "/\\evil.example",
    "/%5cevil.example",
    "/static/..%2f..%2fmain.py",
    "/static/%2e%2e/main.py",
    "/static//etc/passwd",
    "/static/%00",
    "/static/" + "x" * 5000,
    "/" + "x" * 60_000,
    "/" + "a/" * 5000,
    "/%0d%0aSet-Cookie:%20a=b",
    "/people/..%2f..%2fsettings",
    "/papers/../../x",
    "/papers/%2e%2e%2f",
    "/api/..%2f..%2fx",
    "/api//me",
    "/API/me",
    "/feed.%00",
    "/r/%0d%0ax",
    "/join/%00",
    "/first/%ff",
    "/sign-in/" + "x" * 5000,
    "/%E2%80%AEtxt",
]


def test_addresses_that_try_to_leave(app: FastAPI, written: Written) -> None:
    for path in ADDRESSES:
        for visitor in (browser(app), written.browser):
            answer = visitor.get(f"http://testserver{path}")
            assert answer.status_code in {404, 410}, (answer.status_code, answer.text[:300])
            assert not {"location", "set-cookie"} & set(answer.headers)
            assert "create_app" not in answer.text
            assert "root:" not in answer.text


def test_no_answer_leads_away(client: TestClient, written: Written) -> None:
    for path in ("//evil.example", "/desk//evil.example", "/desk/\\evil.example", "/settings?x=//evil.example"):
        where = client.get(f"http://testserver{path}").headers.get("location", "/sign-in")
        assert where.startswith("/sign-in")
        assert "//evil" not in where.partition("?")[0]
    for then in ("//evil.example", "/\\evil.example", "https://evil.example", "/%09/evil.example", "/\t/evil.example"):
        assert written.browser.get("/sign-in", params={"then": then}).headers["location"] in {
            "/desk",
            "/%09/evil.example",
        }


PROXY_HEADERS = ["X-Forwarded-Host", "X-Forwarded-For", "X-Original-URL", "X-HTTP-Method-Override"]


def test_headers_of_a_proxy_that_is_not_there(client: TestClient, written: Written) -> None:
    for header in PROXY_HEADERS:
        page = written.publish()
        answer = client.get(f"/{page['slug']}", headers={header: "evil.example"})
        assert (answer.status_code, "evil.example" in answer.text + str(answer.headers)) == (200, False)


def test_a_host_that_is_not_ours_is_in_no_address(client: TestClient, written: Written) -> None:
    page = written.publish()
    for path in (f"/{page['slug']}", "/feed.atom", "/feed.rss", "/feed.json", "/", "/robots.txt"):
        assert "evil.example" not in client.get(path, headers={"Host": "evil.example"}).text, path


COOKIES = [
    b"stillroom-session=garbage",
    b"stillroom-session=" + b"x" * 60_000,
    b"stillroom-session=\xff\xfe; ;;=;",
    b"stillroom-session=a; stillroom-session=b",
    b"=; stillroom-link-=; stillroom-link-x=%00",
    b"; ".join(b"stillroom-link-%d=%d" % (n, n) for n in range(1000)),
    b'stillroom-session="\\000"',
    b"stillroom-session=",
]


def test_cookies_that_are_none(client: TestClient, written: Written) -> None:
    for cookie in COOKIES:
        page = written.publish()
        headers = {"Cookie": cookie}
        assert client.get(f"/{page['slug']}", headers=headers).status_code == 200
        assert client.get("/sign-in", headers=headers).status_code == 200
        refused = client.get("/api/me", headers=headers)
        assert (refused.status_code, sentence(refused)) == (401, "Please sign in first. Nothing was changed.")


BEARERS = [b"Bearer", b"Bearer ", b"Bearer \xff", b"Basic YTpi", b"bearer " + b"x" * 60_000, b"\xe9 x"]


def test_a_bearer_of_nothing_is_nobody(client: TestClient, cast: Cast) -> None:
    for header in BEARERS:
        assert client.get("/api/me", headers={"Authorization": header}).status_code == 401


def test_somebody_paused_is_out_by_every_door(cast: Cast, database: Database, app: FastAPI, written: Written) -> None:
    with database.transaction() as session:
        _, words = tokens.make(session, cast.ada, "a program")
    program = browser(app)
    program.headers["Authorization"] = f"Bearer {words}"
    draft = f"/api/drafts/{written.draft_id}"
    assert program.get(draft).status_code == written.browser.get(draft).status_code == 200
    with database.transaction() as session:
        accounts.suspend(session, session.get_one(Person, cast.ada.id), cast.kim)
    for visitor in (program, written.browser):
        assert visitor.get(draft).status_code == 401
        assert visitor.put(f"{draft}/text", json={"body": "x", "base_version": written.version}).status_code == 401
        assert visitor.post("/settings/tokens", data={"name": "another"}).status_code in {303, 401}
    with database.transaction() as session:
        assert len(tokens.of(session, cast.ada)) == 1
        accounts.resume(session, session.get_one(Person, cast.ada.id), cast.kim)
    assert "[It is right in 96" in program.get(draft).json()["text"]["body"]


def test_a_bearer_never_falls_back_to_the_cookie(cast: Cast, written: Written) -> None:
    assert written.browser.get("/api/me", headers={"Authorization": "Bearer stillroom_wrong"}).status_code == 401


NAMES = [
    "Ada\r\nBcc: eve@evil.example",
    "Ada\0",
    "Ada\u2028Bcc: x",
    "=?utf-8?q?=0d=0aBcc:_x?=",
    "=?utf-8?b?DQoNCkJjYzogeA==?=",
    "==??utf-8?q?=0aBcc:_x?=",
    '"<eve@evil.example>',
    "A" * 80,
]


ALLOWED_HEADS = {
    *("From", "To", "Subject", "Message-ID", "Date", "Auto-Submitted", "MIME-Version", "Content-Type"),
    *("Content-Transfer-Encoding", "List-Unsubscribe", "List-Unsubscribe-Post"),
}


def test_a_name_smuggles_nothing_into_a_mail(written: Written, database: Database, settings: Settings) -> None:
    for number, name in enumerate(NAMES):
        written.browser.post("/settings/name", data={"name": name, "handle": "ada"})
        written.change(title=f"T {name}", byline=name)
        to = {"via": "mail", "email": f"lee{number}@elsewhere.example"}
        due = (now().date() + timedelta(days=3)).isoformat()
        wanted = {"base_version": written.version, "due": due, "to": [to]}
        told(written.browser.post(f"/api/drafts/{written.draft_id}/asks", json=wanted))
    with database.transaction(read_only=True) as session:
        sent = [mail._compose(row, settings) for row in mail.newest(session)]
    assert len(sent) == len(NAMES)
    for message in sent:
        heads = [
            line.partition(":")[0] for line in message.as_string().partition("\n\n")[0].split("\n") if line[0] != " "
        ]
        assert len(heads) == len(set(heads))
        assert {"To", "Subject"} <= set(heads) <= ALLOWED_HEADS


def test_the_link_just_opened_works_however_many_were_before(client: TestClient, database: Database) -> None:
    for number in range(40):
        client.cookies.set(f"stillroom-link-{number}", f"old-{number}")
    with database.transaction() as session:
        _, token = links.make(session, Purpose.JOIN, lifetime=timedelta(days=1))
    assert client.get("/join").status_code == 403
    assert client.get(f"/join/{token}").status_code == 303
    assert client.get("/join").status_code == 200


def test_a_session_is_not_chosen_by_who_comes(cast: Cast, app: FastAPI) -> None:
    victim, thief = browser(app), browser(app)
    for visitor in (victim, thief):
        visitor.cookies.set("stillroom-session", "chosen-by-another")
    assert victim.post("/sign-in", data={"name": "ada", "password": PASSWORD}).status_code == 303
    assert thief.get("/api/me").status_code == 401


ELSEWHERE: list[dict[str, str]] = [
    {},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://testserver.evil.example"},
    {"Origin": "http://["},
    {"Origin": ""},
]


def test_another_site_cannot_act(written: Written, app: FastAPI) -> None:
    page, visitor = written.publish(), browser(app)
    visitor.cookies.update(written.browser.cookies)
    del visitor.headers["Sec-Fetch-Site"]
    for headers in ELSEWHERE:
        address = f"/api/publications/{page['id']}/withdrawal"
        refused = visitor.put(address, json={"reason": "hijacked"}, headers=headers)
        assert refused.status_code == 403, headers
        assert "another site" in sentence(refused)
    assert visitor.get(path_of(page["url"])).status_code == 200


def test_a_page_is_published_once_however_often_it_is_asked_for(written: Written) -> None:
    revision = written.freeze()
    wanted = {"slug": "one", "audience": "everyone"}
    pages = [told(written.browser.put(f"/api/revisions/{revision['id']}/release", json=wanted)) for _ in range(3)]
    assert [len(page["releases"]) for page in pages] == [1, 1, 1]
