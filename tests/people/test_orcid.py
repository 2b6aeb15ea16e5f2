"""ORCID sign-in against a real provider of its kind: connecting, signing in, and everything that is not believed."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from fastapi import FastAPI
from pydantic import ValidationError
from sqlmodel import select
from starlette.testclient import TestClient

from app.database import Database, now
from app.main import close_parts, create_app
from app.people import accounts
from app.people.models import BrowserSession, OrcidIdentity, Person, SignedLink
from app.people.orcid import rules
from app.people.orcid.rules import is_orcid, orcids_in
from app.settings import Settings
from tests.conftest import Cast, browser
from tests.orcid_here import CLIENT, MEI, RUI, SECRET, Orcid, serve_orcid

As = Callable[[Person], TestClient]


@pytest.fixture
def orcid() -> Iterator[Orcid]:
    with serve_orcid() as found:
        yield found


@pytest.fixture
def settings(database: Database, tmp_path: Path, orcid: Orcid) -> Settings:
    """An instance where one can sign in with ORCID."""
    return Settings(
        data=tmp_path, database_url=database.url, jobs="off", orcid_client_id=CLIENT, orcid_client_secret=SECRET,
        orcid_issuer=orcid.url,
    )  # fmt: skip


def there(client: TestClient, path: str = "/sign-in/orcid", then: str = "/desk") -> str:
    """Somebody goes to the provider and signs in; where it sends them back to."""
    gone = client.post(path, data={"then": then})
    assert gone.status_code == 303, gone.text
    back = httpx.get(gone.headers["location"], follow_redirects=False).headers["location"]
    return "/" + back.split("/", 3)[3]


def sentence(answer: httpx.Response) -> str:
    """The one sentence of a refusal."""
    return answer.text.split('<p class="lead">')[1].split("</p>")[0].replace("&#39;", "'")


def identities(database: Database) -> dict[str, str]:
    with database.transaction(read_only=True) as session:
        return {one.person_id: one.orcid for one in session.exec(select(OrcidIdentity))}


@pytest.mark.parametrize("text", [RUI, MEI, "0000-0002-1694-233X"])
def test_an_id_checks_itself(text: str) -> None:
    assert is_orcid(text)
    assert not is_orcid(text[:-1] + ("1" if text[-1] != "1" else "2"))


@pytest.mark.parametrize("text", ["", "0000-0002-1825-009", f"https://orcid.org/{RUI}", "0000000218250097", "x" * 19])
def test_what_is_no_id(text: str) -> None:
    assert not is_orcid(text)


def test_ids_in_a_text_or_a_source() -> None:
    source = rf"\author{{Mei\orcidlink{{{MEI}}}}} \href{{https://orcid.org/{RUI}}}{{iD}} 0000-0002-1825-0098 {RUI}-9"
    assert orcids_in(source) == [MEI, RUI]


def test_connect_then_sign_in_then_disconnect(cast: Cast, as_: As, client: TestClient, database: Database) -> None:
    rui = as_(cast.rui)
    assert "Connect your ORCID iD" in rui.get("/settings").text
    back = rui.get(there(rui, "/settings/orcid"))
    assert back.headers["location"] == "/settings?saved=orcid#main"
    assert RUI in rui.get("/settings").text
    assert identities(database) == {cast.rui.id: RUI}
    assert "Sign in with ORCID" in client.get("/sign-in").text
    let_in = client.get(there(client, then="/desk/papers/2611.01234"))
    assert let_in.headers["location"] == "/desk/papers/2611.01234"
    assert client.get("/api/me").json()["handle"] == "rui"
    for _ in range(2):
        assert rui.post("/settings/orcid/ending").status_code == 303
    assert identities(database) == {}
    assert sentence(client.get(there(client))).startswith("Nobody here has connected this ORCID iD.")


def test_it_makes_no_account(cast: Cast, client: TestClient, database: Database) -> None:
    refused = client.get(there(client))
    assert refused.status_code == 403
    assert sentence(refused) == rules.UNKNOWN
    with database.transaction(read_only=True) as session:
        assert len(session.exec(select(Person)).all()) == 4
        assert session.exec(select(BrowserSession)).all() == []


def test_somebody_paused_stays_out(cast: Cast, as_: As, client: TestClient, database: Database) -> None:
    rui = as_(cast.rui)
    rui.get(there(rui, "/settings/orcid"))
    with database.transaction() as session:
        accounts.suspend(session, cast.rui, cast.kim)
    assert "paused" in sentence(client.get(there(client)))


def test_it_leads_nowhere_else(cast: Cast, as_: As, client: TestClient) -> None:
    rui = as_(cast.rui)
    rui.get(there(rui, "/settings/orcid"))
    assert client.get(there(client, then="https://evil.example/")).headers["location"] == "/desk"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"forged": True}, rules.ALTERED),
        ({"unsigned": True}, rules.ALTERED),
        ({"claims": {"exp": 1_700_000_000}}, rules.EXPIRED),
        ({"claims": {"exp": None}}, rules.ALTERED),
        ({"claims": {"aud": "APP-ANOTHER"}}, rules.FOR_ANOTHER),
        ({"claims": {"iss": "https://evil.example"}}, rules.FOR_ANOTHER),
        ({"claims": {"aud": [CLIENT, "APP-ANOTHER"], "azp": "APP-ANOTHER"}}, rules.FOR_ANOTHER),
        ({"claims": {"nonce": "another"}}, rules.OTHER_NONCE),
        ({"claims": {"nonce": None}}, rules.OTHER_NONCE),
        ({"who": "0000-0002-1825-0098"}, rules.NO_ID),
        ({"denies": True}, rules.DENIED),
    ],
)
def test_what_is_not_believed(
    wrong: dict[str, object], said: str, orcid: Orcid, cast: Cast, as_: As, database: Database
) -> None:
    for name, value in wrong.items():
        setattr(orcid, name, value)
    rui = as_(cast.rui)
    answer = rui.get(there(rui, "/settings/orcid"))
    assert sentence(answer) == said
    assert answer.status_code in {403, 422}
    assert identities(database) == {}


def test_an_altered_state_a_foreign_browser_and_a_replay(
    orcid: Orcid, cast: Cast, as_: As, client: TestClient, app: FastAPI, database: Database
) -> None:
    rui, orcid.forgetful = as_(cast.rui), True
    back = there(rui, "/settings/orcid")
    state = parse_qs(urlsplit(back).query)["state"][0]
    assert sentence(rui.get(back.replace(state, "A" * 22))) == rules.NOT_BEGUN
    assert sentence(client.get(back)) == rules.NOT_BEGUN
    held = rui.cookies.get("stillroom-orcid")
    assert rui.get(back).headers["location"] == "/settings?saved=orcid#main"
    assert sentence(rui.get(back)) == rules.NOT_BEGUN
    rui.cookies.set("stillroom-orcid", str(held))
    assert sentence(rui.get(back)) == rules.NOT_BEGUN
    for path in ("/sign-in/orcid/back", "/sign-in/orcid/back?state=&code=1", "/sign-in/orcid/back?state=%00&code=a"):
        assert sentence(browser(app).get(path)) == rules.NOT_BEGUN
    assert identities(database) == {cast.rui.id: RUI}


def test_a_code_that_was_used(orcid: Orcid, cast: Cast, as_: As) -> None:
    rui = as_(cast.rui)
    back = there(rui, "/settings/orcid")
    orcid.codes.clear()
    assert sentence(rui.get(back)) == rules.USED_UP


def test_a_sign_in_that_took_too_long(cast: Cast, as_: As, database: Database) -> None:
    rui = as_(cast.rui)
    back = there(rui, "/settings/orcid")
    with database.transaction() as session:
        session.exec(select(SignedLink)).one().expires_at = now() - timedelta(seconds=1)
    assert sentence(rui.get(back)) == rules.TOO_LATE


def test_a_provider_out_of_order(orcid: Orcid, cast: Cast, as_: As) -> None:
    rui = as_(cast.rui)
    back = there(rui, "/settings/orcid")
    orcid.broken = True
    assert sentence(rui.get(back)) == rules.UNREACHABLE
    assert sentence(rui.post("/settings/orcid")) == rules.UNREACHABLE


def test_an_id_has_one_account_and_the_one_who_began(cast: Cast, as_: As, database: Database) -> None:
    rui, mei = as_(cast.rui), as_(cast.mei)
    rui.get(there(rui, "/settings/orcid"))
    taken = mei.get(there(mei, "/settings/orcid"))
    assert (taken.status_code, sentence(taken)) == (409, rules.OTHERS)
    back = there(mei, "/settings/orcid")
    mei.cookies.set("stillroom-session", str(as_(cast.kim).cookies.get("stillroom-session")))
    assert sentence(mei.get(back)) == rules.SOMEBODY_ELSE
    assert identities(database) == {cast.rui.id: RUI}


def test_another_id_takes_the_place_of_the_first(orcid: Orcid, cast: Cast, as_: As, database: Database) -> None:
    rui = as_(cast.rui)
    rui.get(there(rui, "/settings/orcid"))
    orcid.who = f"{orcid.url}/{MEI}"
    rui.get(there(rui, "/settings/orcid"))
    assert identities(database) == {cast.rui.id: MEI}


def test_another_site_begins_nothing(cast: Cast, as_: As) -> None:
    rui = as_(cast.rui)
    for path in ("/settings/orcid", "/sign-in/orcid", "/orcid/proof"):
        assert rui.post(path, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403


def test_forms_may_lead_there_and_nowhere_else(client: TestClient, orcid: Orcid) -> None:
    assert f"form-action 'self' {orcid.url};" in client.get("/sign-in").headers["content-security-policy"]


def test_it_is_off_unless_set(database: Database, tmp_path: Path, settings: Settings) -> None:
    plain = settings.model_copy(update={"orcid_client_id": "", "orcid_client_secret": ""})
    assert not plain.orcid
    with pytest.raises(ValidationError, match="set together"):
        Settings(data=tmp_path, database_url=database.url, orcid_client_id="APP")


@pytest.fixture
def without(settings: Settings) -> Iterator[TestClient]:
    """A browser on an instance where it is off."""
    app = create_app(settings.model_copy(update={"orcid_client_id": "", "orcid_client_secret": ""}))
    yield browser(app)
    close_parts(app.state.parts)


def test_where_it_is_off_nothing_is_there(without: TestClient) -> None:
    assert "ORCID" not in without.get("/sign-in").text
    assert without.post("/sign-in/orcid").status_code == 404
    assert without.get("/sign-in/orcid/back?state=a&code=b").status_code == 404
    assert "form-action 'self';" in without.get("/sign-in").headers["content-security-policy"]
