"""“Author-checked” by somebody who signed in through the ORCID iD that the paper lists."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlmodel import select
from starlette.testclient import TestClient

from app import worker
from app.database import Database
from app.papers.bibliography.mail_addresses import digest
from app.papers.models import ArxivErrand
from app.papers.rules import ErrandKind, ErrandState
from app.people.models import OrcidIdentity, Person
from app.settings import Settings
from tests.conftest import Cast
from tests.orcid_here import CLIENT, MEI, RUI, SECRET, Orcid, serve_orcid
from tests.people.test_orcid import there
from tests.reviewing.conftest import path_of
from tests.reviewing.test_author_check import Asking, answer, arrive, asking, put_text, say, sentence_on, shown
from tests.reviewing.test_mail import postbox

__all__ = ["asking", "postbox"]
As = Callable[[Person], TestClient]
LISTED = "Author-checked by Mei Author (signed in with an ORCID iD listed in arXiv 2611.01234v1)"


@pytest.fixture
def orcid() -> Iterator[Orcid]:
    with serve_orcid() as found:
        found.who = MEI
        yield found


@pytest.fixture
def settings(database: Database, tmp_path: Path, orcid: Orcid) -> Settings:
    """No mail goes out, so an address is no ground: whoever passes the link on could open it."""
    return Settings(
        data=tmp_path, database_url=database.url, jobs="off", url="http://still.example", orcid_client_id=CLIENT,
        orcid_client_secret=SECRET, orcid_issuer=orcid.url,
    )  # fmt: skip


def asked(asking: Asking, reader: TestClient) -> str:
    """Mei opens the link that was passed on."""
    return arrive(reader, path_of(asking.ask()["url"]))


def prove(reader: TestClient, at: str) -> None:
    """Sign in at ORCID, and come back to the question."""
    back = reader.get(there(reader, "/orcid/proof", at))
    assert back.headers["location"] == at, back.text


def test_with_no_account(asking: Asking, client: TestClient, database: Database) -> None:
    at = asked(asking, client)
    put_text(database, f"Mei Author. https://orcid.org/{MEI} We ask when a kettle can be trusted.")
    say(client, at)
    page = client.get(at).text
    assert "Show with ORCID that it is you" in page
    assert "somebody who says they are Mei Author" in page
    prove(client, at)
    assert sentence_on(shown(client.get(at))).startswith(LISTED)
    assert answer(client, at).startswith(LISTED)
    assert asking.checks()[0]["shown"].startswith(LISTED)
    with database.transaction(read_only=True) as session:
        assert session.exec(select(OrcidIdentity)).all() == []


def test_with_an_account_that_has_it(asking: Asking, cast: Cast, as_: As, database: Database) -> None:
    mei = as_(cast.mei)
    mei.get(there(mei, "/settings/orcid"))
    at = asked(asking, mei)
    put_text(database, MEI)
    assert answer(mei, at).startswith(LISTED)


def test_listed_in_the_source_that_comes_later(asking: Asking, client: TestClient, database: Database) -> None:
    at = asked(asking, client)
    prove(client, at)
    assert "somebody who says they are" in answer(client, at)
    assert "somebody who says they are" in asking.checks()[0]["shown"]
    with database.transaction() as session:
        [errand] = session.exec(select(ArxivErrand).where(ArxivErrand.kind == ErrandKind.ADDRESSES))
        errand.state, errand.found = ErrandState.DONE, {"addresses": [digest(MEI)]}
        version = errand.version_id
    worker.handlers(asking.app.state.parts)["reviewing.look_for_address"]({"id": version})
    assert asking.checks()[0]["shown"].startswith(LISTED)


@pytest.mark.parametrize("words", [RUI, MEI[:-1] + "1", f"{MEI}7", ""])
def test_another_id_says_nothing(words: str, asking: Asking, client: TestClient, database: Database) -> None:
    at = asked(asking, client)
    put_text(database, f"Mei Author {words}")
    prove(client, at)
    assert "somebody who says they are" in answer(client, at)
    assert MEI in client.get(at).text or "Thank you" in client.get(f"{at}?done=sent").text


def test_a_pdf_that_somebody_put_here_lists_nobody(
    asking: Asking, client: TestClient, cast: Cast, database: Database
) -> None:
    at = asked(asking, client)
    put_text(database, MEI, owner=cast.ada.id)
    prove(client, at)
    assert "somebody who says they are" in answer(client, at)


def test_a_writer_does_not_check_themselves(asking: Asking, cast: Cast, as_: As, database: Database) -> None:
    """Ada wrote the paper, too; the link she passes on to herself makes no author's check."""
    ada = asking.piece.ada
    ada.get(there(ada, "/settings/orcid"))
    at = asked(asking, ada)
    put_text(database, MEI)
    assert "somebody who says they are" in answer(ada, at)


def test_who_answers_anew_is_who_they_are_then(asking: Asking, client: TestClient, as_: As, database: Database) -> None:
    at = asked(asking, client)
    put_text(database, MEI)
    prove(client, at)
    assert answer(client, at).startswith(LISTED)
    assert client.post(f"{at}/withdrawal").status_code == 303
    for name in [name for name in client.cookies if "link-" in name and not client.get(at).is_error]:
        kept = client.cookies.get(name)
        client.cookies.delete(name)
        if client.get(at).is_error:
            client.cookies.set(name, str(kept))
    assert "somebody who says they are" in answer(client, at)
