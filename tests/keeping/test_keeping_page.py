"""The keeper's page: who may see it, and everything done there."""

from collections.abc import Callable, Iterator

import pytest
from fastapi import FastAPI
from sqlmodel import select
from starlette.testclient import TestClient

from app import jobs, mail
from app.database import AuditRecord, Database, now
from app.jobs import Job, Worker
from app.mail import Mail, Message
from app.people import accounts, joining
from app.people.models import Person, SignedLink
from app.settings import Settings
from tests.conftest import Cast
from tests.mailbox import Mailbox, open_mailbox, text_of

As = Callable[[Person], TestClient]


@pytest.fixture
def mailbox(app: FastAPI, settings: Settings) -> Iterator[Mailbox]:
    with open_mailbox() as box:
        app.state.parts[Settings] = settings.model_copy(update={"smtp_url": box.url, "name": "The Still"})
        yield box


def work(app: FastAPI, database: Database) -> None:
    settings = app.state.parts[Settings]
    worker = Worker(database, {mail.DELIVER: lambda payload: mail.deliver(database, settings, payload["id"])}, {})
    while worker.run_one():
        pass


def suspended(database: Database, person: Person) -> bool:
    with database.transaction(read_only=True) as session:
        return session.get_one(Person, person.id).suspended_at is not None


# Who may: persons x verbs


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/keeping"),
        ("POST", "/keeping/invitations"),
        ("POST", "/keeping/links"),
        ("POST", "/keeping/links/{link}/revocation"),
        ("POST", "/keeping/people/{rui}/suspension"),
        ("POST", "/keeping/people/{rui}/resumption"),
        ("POST", "/keeping/jobs/{job}/retry"),
    ],
)
def test_for_everybody_but_a_keeper_there_is_nothing_here(
    method: str, path: str, cast: Cast, as_: As, client: TestClient, database: Database
) -> None:
    with database.transaction() as session:
        link, _ = joining.make_link(session, cast.kim, 1, 1)
        session.add(job := Job(name="x", failed_at=now()))
        session.flush()
        accounts.suspend(session, cast.mei, cast.kim)
    address = path.format(link=link.id, rui=cast.rui.id, job=job.id)
    form = {"addresses": "a@x.example", "uses": "1", "days": "1"}
    for browser in (client, as_(cast.ada), as_(cast.mei)):
        answer = browser.request(method, address, data=form if method == "POST" else None)
        assert answer.status_code == 404
        assert "There is nothing here" in answer.text
    with database.transaction(read_only=True) as session:
        assert session.exec(select(SignedLink.revoked_at)).one() is None
        assert [one.id for one in jobs.failed(session)] == [job.id]
        assert session.exec(select(Person).where(Person.email == "a@x.example")).first() is None
    assert not suspended(database, cast.rui)
    answer = as_(cast.kim).request(method, address, data=form if method == "POST" else None)
    assert answer.status_code in {200, 303}


# Inviting


def test_without_mail_each_gets_a_link_that_is_shown_once(cast: Cast, as_: As, database: Database) -> None:
    kim = as_(cast.kim)
    answer = kim.post(
        "/keeping/invitations", data={"addresses": "Noor <noor@x.example>\nada@people.example; bo@x.example"}
    )
    assert answer.status_code == 200
    assert answer.text.count('value="http://127.0.0.1:8000/join/') == 2
    assert "Here already: Ada Writer." in answer.text
    again = kim.get("/keeping").text
    assert "/join/" not in again
    assert "noor@x.example" in again
    with database.transaction(read_only=True) as session:
        assert session.exec(select(Mail)).all() == []
        verbs = session.exec(select(AuditRecord.verb).where(AuditRecord.person_id == cast.kim.id)).all()
    assert verbs.count("person.invite") == 2


def test_with_mail_each_gets_one_that_lets_them_in(
    cast: Cast, as_: As, app: FastAPI, client: TestClient, mailbox: Mailbox, database: Database
) -> None:
    kim = as_(cast.kim)
    answer = kim.post("/keeping/invitations", data={"addresses": '"<b>Noor</b> & Co" <noor@x.example>, bo@x.example'})
    assert answer.status_code == 422, "angle brackets in a name are no address"
    answer = kim.post("/keeping/invitations", data={"addresses": "Noor & Co <noor@x.example>, bo@x.example"})
    assert "2 mails are on the way." in answer.text
    assert "/join/" not in answer.text
    work(app, database)
    message = mailbox.to("noor@x.example")
    assert message["Subject"] == "Kim Keeper invites you to The Still"
    assert "Hello Noor & Co," in text_of(message)
    assert "Hello Noor &amp; Co," in text_of(message, "html")
    address = text_of(message).split("http://127.0.0.1:8000")[1].split()[0]
    assert client.get(address).headers["location"] == "/join"
    page = kim.get("/keeping").text
    assert address not in page
    assert "its words are not shown" in page


def test_a_refused_invitation_says_so(cast: Cast, as_: As, app: FastAPI, mailbox: Mailbox, database: Database) -> None:
    mailbox.answers = {"noor@x.example": "550 <i>no such mailbox</i>"}
    kim = as_(cast.kim)
    kim.post("/keeping/invitations", data={"addresses": "noor@x.example"})
    work(app, database)
    page = kim.get("/keeping").text
    assert '<span class="chip">refused</span>' in page
    assert "no such mailbox" in page
    assert "<i>" not in page


def test_a_bad_address_invites_nobody(cast: Cast, as_: As, database: Database) -> None:
    answer = as_(cast.kim).post("/keeping/invitations", data={"addresses": "good@x.example, <script>"})
    assert answer.status_code == 422
    assert "“&lt;script&gt;” is not an e-mail address" in answer.text
    assert ">good@x.example, &lt;script&gt;</textarea>" in answer.text, "what was pasted stays"
    with database.transaction(read_only=True) as session:
        assert session.exec(select(Person).where(Person.email == "good@x.example")).first() is None


# Joining links


def test_a_link_is_made_listed_and_taken_back(cast: Cast, as_: As, client: TestClient) -> None:
    kim = as_(cast.kim)
    answer = kim.post("/keeping/links", data={"uses": "30", "days": "14"})
    address = answer.text.split('value="http://127.0.0.1:8000')[1].split('"')[0]
    page = kim.get("/keeping").text
    assert address not in page
    assert "0 of 30" in page
    take_back = page.split('action="/keeping/links/')[1].split('"')[0]
    assert client.get(address).status_code == 303
    for _ in range(2):
        assert kim.post(f"/keeping/links/{take_back}").status_code == 303
    assert client.get(address).status_code == 410
    assert "0 of 30" not in kim.get("/keeping").text


@pytest.mark.parametrize(
    ("uses", "days"),
    [("0", "1"), ("501", "1"), ("1", "0"), ("1", "366"), ("-1", "1"), ("x", "1"), ("", ""), ("9" * 50, "1")],
)
def test_a_link_has_its_limits(uses: str, days: str, cast: Cast, as_: As, database: Database) -> None:
    assert as_(cast.kim).post("/keeping/links", data={"uses": uses, "days": days}).status_code == 422
    with database.transaction(read_only=True) as session:
        assert session.exec(select(SignedLink)).all() == []


def test_only_joining_links_are_taken_back_here(cast: Cast, as_: As, database: Database, settings: Settings) -> None:
    with database.transaction() as session:
        session.add(SignedLink(id="other", digest="x", purpose="invitation", expires_at=now()))
    assert as_(cast.kim).post("/keeping/links/other/revocation").status_code == 404


# People


def test_a_person_is_paused_and_let_in_again(cast: Cast, as_: As, database: Database) -> None:
    kim, ada = as_(cast.kim), as_(cast.ada)
    assert kim.post(f"/keeping/people/{cast.ada.id}/suspension").status_code == 303
    assert suspended(database, cast.ada)
    assert ada.get("/api/me").status_code == 401
    assert "Let in again" in kim.get("/keeping").text
    assert kim.post(f"/keeping/people/{cast.ada.id}/resumption").status_code == 303
    assert not suspended(database, cast.ada)


def test_a_keeper_cannot_lock_themselves_out(cast: Cast, as_: As, database: Database) -> None:
    answer = as_(cast.kim).post(f"/keeping/people/{cast.kim.id}/suspension")
    assert answer.status_code == 409
    assert "cannot pause your own account" in answer.text
    assert not suspended(database, cast.kim)


def test_the_invited_and_the_unknown_cannot_be_paused(cast: Cast, as_: As, database: Database) -> None:
    with database.transaction() as session:
        invited = accounts.invited(session, "new@x.example")
    for person_id in (invited.id, "nobody"):
        assert as_(cast.kim).post(f"/keeping/people/{person_id}/suspension").status_code == 404


# Mails and work


def test_kept_mails_can_be_read(cast: Cast, as_: As, database: Database, settings: Settings) -> None:
    with database.transaction() as session:
        mail.send(session, Message("rui@people.example", "An ask", "Please <look> at this.", "<p>x</p>"), settings)
    page = as_(cast.kim).get("/keeping").text
    assert "An ask, to rui@people.example" in page
    assert '<span class="chip">kept here</span>' in page
    assert "Please &lt;look&gt; at this." in page


def test_work_that_was_given_up_is_tried_again(cast: Cast, as_: As, database: Database) -> None:
    with database.transaction() as session:
        session.add(job := Job(name="papers.look", failed_at=now(), attempts=12, error="arXiv is away"))
        session.flush()
    kim = as_(cast.kim)
    assert "arXiv is away" in kim.get("/keeping").text
    assert kim.post(f"/keeping/jobs/{job.id}/retry").status_code == 303
    assert "arXiv is away" not in kim.get("/keeping").text
    ran: list[object] = []
    assert Worker(database, {"papers.look": ran.append}, {}).run_one()
    assert ran == [{}]
    assert kim.post("/keeping/jobs/999999/retry").status_code == 303
