"""Nobody waits in silence: reminders through a real SMTP server, what the writer hears, and the clock on the desk."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from fastapi import FastAPI
from sqlmodel import col, select
from starlette.testclient import TestClient

from app.database import Database, now
from app.jobs import Job, Worker
from app.mail import Mail, MailState
from app.people import availability
from app.people.models import Notice, Person
from app.people.post import choices
from app.people.post.rules import Choices, Kind, Way
from app.reviewing.models import Invitation, Request
from app.reviewing.waiting import reminding
from app.settings import Settings
from app.worker import FACTS, handlers
from tests.conftest import Cast
from tests.mailbox import Mailbox, open_mailbox, text_of
from tests.reviewing.conftest import Piece, begin, due

As = Callable[[Person], TestClient]
LEE = {"via": "mail", "email": "lee@elsewhere.example"}


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with open_mailbox() as box:
        yield box


@pytest.fixture
def settings(settings: Settings, mailbox: Mailbox) -> Settings:
    return settings.model_copy(update={"smtp_url": mailbox.url, "url": "http://still.example"})


@pytest.fixture
def work(app: FastAPI, database: Database, settings: Settings) -> Callable[[], None]:
    """A round of reminders, and all background work that is due."""

    def run() -> None:
        reminding.go_round(database, settings)
        worker = Worker(database, handlers(app.state.parts), FACTS)
        while worker.run_one():
            pass

    return run


def days_pass(database: Database, days: int) -> None:
    """As if everything had been asked, and told, so many days earlier."""
    time = timedelta(days=days)
    with database.transaction() as session:
        for request in session.exec(select(Request)):
            request.due, request.asked_at = request.due - time, request.asked_at - time
        for invitation in session.exec(select(Invitation)):
            invitation.invited_at -= time
        for job in session.exec(select(Job).where(Job.name != reminding.JOB)):
            job.due_at -= time
        for notice in session.exec(select(Notice).where(col(Notice.unmailed_since).is_not(None))):
            notice.unmailed_since = notice.unmailed_since and notice.unmailed_since - time


def mailed(mailbox: Mailbox, to: str, after: int = 0) -> list[str]:
    return [str(message["Subject"]) for message in mailbox.messages[after:] if message["To"] == to]


def digest_comes(database: Database, work: Callable[[], None]) -> None:
    """The hour of the digest."""
    with database.transaction() as session:
        for notice in session.exec(select(Notice).where(col(Notice.unmailed_since).is_not(None))):
            notice.unmailed_since = notice.unmailed_since and notice.unmailed_since - timedelta(days=1)
        for job in session.exec(select(Job).where(Job.name == "people.collect")):
            job.due_at -= timedelta(days=1)
    work()


def test_somebody_without_an_account_is_reminded_twice_and_gets_in(
    piece: Piece, database: Database, mailbox: Mailbox, work: Callable[[], None], client: TestClient
) -> None:
    [row] = piece.ask(LEE, due=due(5))["invitations"]
    work()
    for days, begins in ((4, "By tomorrow: Ada Writer asked you"), (1, "Today is the day: Ada Writer asked you")):
        days_pass(database, days)
        for _ in range(3):
            work()
        digest_comes(database, work)
        assert mailbox.messages[-1]["Subject"].startswith(begins)
        assert mailbox.messages[-1]["To"] == "lee@elsewhere.example"
    days_pass(database, 1)
    work()
    digest_comes(database, work)
    assert len(mailed(mailbox, "lee@elsewhere.example")) == 3
    said = text_of(mailbox.messages[1])
    assert "Is this right? 20 minutes" in said
    [way_in] = re.findall(r"^http://still\.example(/r/\S+)$", said, re.MULTILINE)
    assert client.get(way_in).headers["location"] == f"/desk/reviews/{row['id']}"
    here = begin(client, row["id"], "Lee")
    client.patch(here, json={"sentence": "Sound."})
    assert client.put(f"{here}/sending").status_code == 200
    with database.transaction(read_only=True) as session:
        assert {one.mail_path for one in session.exec(select(Notice))} == {""}, "a way in is kept no longer than needed"


def test_who_answered_declined_or_need_not_is_left_in_peace(
    piece: Piece, database: Database, mailbox: Mailbox, work: Callable[[], None], cast: Cast, as_: As
) -> None:
    them = [{"via": "person", "person_id": person.id} for person in (cast.rui, cast.mei, cast.kim)]
    answered, declined, taken_back = piece.ask(*them, due=due(5))["invitations"]
    here = begin(as_(cast.rui), answered["id"])
    days_pass(database, 4)
    reminding_before = len(mailbox.messages)
    work()
    assert [one["sentence"][:11] for one in as_(cast.rui).get("/api/notices").json()] == ["By tomorrow"]
    as_(cast.rui).patch(here, json={"sentence": "Sound."})
    assert as_(cast.rui).put(f"{here}/sending").status_code == 200
    assert as_(cast.rui).get("/api/notices").json()[0]["seen"]
    assert as_(cast.mei).put(f"/api/invitations/{declined['id']}/refusal").is_success
    assert piece.ada.delete(f"/api/asked/{taken_back['id']}").is_success
    digest_comes(database, work)
    subjects = [str(message["Subject"]) for message in mailbox.messages[reminding_before:]]
    assert not [one for one in subjects if one.startswith(("By tomorrow", "Today is"))]


def test_whoever_has_begun_is_told_so(
    piece: Piece, database: Database, mailbox: Mailbox, work: Callable[[], None], cast: Cast, as_: As
) -> None:
    [row] = piece.ask({"via": "person", "person_id": cast.rui.id}, due=due(5))["invitations"]
    begin(as_(cast.rui), row["id"])
    days_pass(database, 5)
    work()
    digest_comes(database, work)
    said = text_of(mailbox.messages[-1])
    assert "It needs only to be sent." in said
    assert f"http://still.example/desk/reviews/{row['id']}\n" in said


def test_a_deleted_draft_reminds_nobody(
    piece: Piece, database: Database, mailbox: Mailbox, work: Callable[[], None], cast: Cast
) -> None:
    piece.ask({"via": "person", "person_id": cast.rui.id}, due=due(5))
    work()
    days_pass(database, 5)
    work()
    assert piece.ada.delete(f"/api/drafts/{piece.id}").is_success
    digest_comes(database, work)
    assert len(mailed(mailbox, "rui@people.example")) == 1, "the ask itself"


def test_the_writer_hears_when_its_day_went_by(
    piece: Piece, database: Database, mailbox: Mailbox, work: Callable[[], None], cast: Cast
) -> None:
    piece.ask({"via": "person", "person_id": cast.rui.id}, due=due(5))
    days_pass(database, 6)
    for _ in range(2):
        work()
        digest_comes(database, work)
    [heard] = mailed(mailbox, "ada@people.example")
    assert heard.startswith("No answer came in time to what you asked about “When a kettle lies”.")


def test_reminders_come_as_chosen(
    piece: Piece, database: Database, mailbox: Mailbox, work: Callable[[], None], cast: Cast
) -> None:
    with database.transaction() as session:
        choices.say(session, cast.rui, Choices({Kind.REMINDER: Way.NEVER}))
    piece.ask({"via": "person", "person_id": cast.rui.id}, due=due(5))
    days_pass(database, 5)
    work()
    digest_comes(database, work)
    assert len(mailed(mailbox, "rui@people.example")) == 1


@pytest.mark.parametrize("answer", ["550 no such mailbox", "451 later"])
def test_the_writer_hears_when_a_mail_does_not_get_through(
    answer: str, piece: Piece, database: Database, mailbox: Mailbox, work: Callable[[], None]
) -> None:
    mailbox.answers = {LEE["email"]: answer}
    piece.ask(LEE)
    invited = piece.ada.post(f"/api/drafts/{piece.id}/invitations", json={"email": LEE["email"]})
    assert invited.status_code == 201, invited.text
    work()
    for_now = answer.startswith("451")
    assert bool(piece.ada.get("/api/notices").json()) is not for_now
    with database.transaction() as session:
        for mail in session.exec(select(Mail)):
            mail.created_at -= timedelta(hours=4)
        for job in session.exec(select(Job).where(Job.name == "mail.deliver")):
            job.due_at = now()
    for _ in range(2):
        work()
    heard = sorted(one["sentence"] for one in piece.ada.get("/api/notices").json())
    assert [one[:47] for one in heard] == [
        "The mail that asks lee@elsewhere.example about ",
        "The mail that invites lee@elsewhere.example int",
    ]


def test_a_routed_ask_that_does_not_get_through_names_nobody(
    piece: Piece, database: Database, mailbox: Mailbox, work: Callable[[], None], cast: Cast
) -> None:
    with database.transaction() as session:
        said = availability.Said([], 2, 4, None, "", ["kettle"], reading_counts=False)
        availability.say(session, cast.rui, said)
    mailbox.answers = {"rui@people.example": "550 no such mailbox"}
    piece.ask({"via": "router"})
    work()
    with database.transaction(read_only=True) as session:
        assert session.exec(select(Invitation.person_id)).all() == [cast.rui.id]
        assert session.exec(select(Mail.state)).all() == [MailState.REFUSED]
    assert piece.ada.get("/api/notices").json() == []
    [ask] = piece.ada.get("/api/waiting").json()
    assert ask["next"] == "next_person"


class TestWhoWantsNoAsksByMail:
    """They can still be asked: it stands on their desk, or the writer passes the link on."""

    def test_somebody_here(
        self, piece: Piece, database: Database, mailbox: Mailbox, work: Callable[[], None], cast: Cast, as_: As
    ) -> None:
        with database.transaction() as session:
            choices.stop(session, cast.rui.id, [Kind.ASKED])
        [row] = piece.ask({"via": "person", "person_id": cast.rui.id})["invitations"]
        work()
        assert mailbox.messages == []
        assert [one["invitation_id"] for one in as_(cast.rui).get("/api/asked").json()] == [row["id"]]

    def test_an_address(
        self, piece: Piece, database: Database, mailbox: Mailbox, work: Callable[[], None], client: TestClient
    ) -> None:
        [row] = piece.ask(LEE)["invitations"]
        assert row["url"] is None
        work()
        header = str(mailbox.to("lee@elsewhere.example")["List-Unsubscribe"])
        path = header.removeprefix("<http://still.example").removesuffix(">")
        assert client.post(path, data={"List-Unsubscribe": "One-Click"}).status_code == 200
        [again] = piece.ask(LEE, kind="clarity")["invitations"]
        work()
        assert len(mailbox.messages) == 1
        assert client.get(again["url"].removeprefix("http://still.example")).status_code == 303
        refused = piece.ada.post(f"/api/drafts/{piece.id}/invitations", json={"email": LEE["email"]})
        assert refused.status_code == 422
        assert "wants no mail from here" in refused.json()["error"]["sentence"]


def clock(reader: TestClient) -> list[tuple[str, str | None]]:
    return [(one["next"], one["on"]) for one in reader.get("/api/waiting").json()]


def test_the_clock_says_what_comes_next(
    piece: Piece, database: Database, work: Callable[[], None], cast: Cast, as_: As
) -> None:
    assert clock(piece.ada) == []
    [row] = piece.ask({"via": "person", "person_id": cast.rui.id}, due=due(5))["invitations"]
    assert clock(piece.ada) == [("reminder", due(4))]
    assert clock(as_(cast.rui)) == [], "it is Ada's clock"
    piece.ask({"via": "link"}, due=due(5), kind="clarity")
    assert clock(piece.ada)[1:] == [("due", due(5))]
    [first, _] = piece.ada.get("/api/waiting").json()
    assert (first["question"], first["title"]) == ("Is this right?", "When a kettle lies")
    begin(as_(cast.rui), row["id"])
    assert clock(piece.ada)[0] == ("begun", None)
    here = as_(cast.rui).get(f"/api/invitations/{row['id']}").json()["review"]["id"]
    as_(cast.rui).patch(f"/api/reviews/{here}", json={"sentence": "Sound."})
    as_(cast.rui).put(f"/api/reviews/{here}/sending")
    assert clock(piece.ada) == [("due", due(5))]
    days_pass(database, 10)
    assert clock(piece.ada) == [("late", due(25))]


def test_the_clock_of_an_ask_that_is_routed(piece: Piece, work: Callable[[], None], database: Database) -> None:
    piece.ask({"via": "router"})
    assert clock(piece.ada) == [("looking", None)]
    work()
    assert clock(piece.ada) == [("nobody", None)]
