"""What people are told becomes mail as they chose it, through a real SMTP server, once, whatever dies meanwhile."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session, col, select, update
from starlette.testclient import TestClient

from app import mail
from app.database import Database, now
from app.jobs import Job, Worker
from app.mail import Mail, MailState
from app.people import accounts, notices
from app.people.models import Notice, Person, SignedLink
from app.people.notices import COLLECT
from app.people.post import choices, collecting, stopping
from app.people.post.rules import Choices, Kind, Way
from app.settings import Settings
from tests.conftest import Cast
from tests.mailbox import Mailbox, open_mailbox, text_of

AT_ONCE = Choices(dict.fromkeys(Kind, Way.AT_ONCE))
HOSTILE = "Ada\r\nBcc: everybody@people.example\r\n\r\n<script>alert(1)</script>\u2028x"


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with open_mailbox() as box:
        yield box


@pytest.fixture
def settings(settings: Settings, mailbox: Mailbox) -> Settings:
    return settings.model_copy(update={"smtp_url": mailbox.url, "url": "https://stillroom.example"})


def tell(database: Database, person: Person, key: str = "k", kind: Kind = Kind.REVIEW, **given: str) -> None:
    with database.transaction() as session:
        sentence = given.pop("sentence", f"Something came: {key}.")
        notices.tell(session, person.id, kind, key, sentence, f"/desk/{key}", **given)  # type: ignore[arg-type]


def choose(database: Database, person: Person, chosen: Choices) -> None:
    with database.transaction() as session:
        choices.say(session, person, chosen)


def work(database: Database, settings: Settings, still: collecting.Still | None = None) -> None:
    """Everything that is due, as the job loop would do it."""
    handlers = {
        mail.DELIVER: lambda payload: mail.deliver(database, settings, payload["id"]),
        COLLECT: lambda payload: collecting.collect(database, settings, payload["id"], still or {}),
    }
    worker = Worker(database, handlers, {})
    while worker.run_one():
        pass


def let_pass(database: Database, time: timedelta) -> None:
    """As if all that waits had been told so much earlier."""
    with database.transaction() as session:
        for notice in session.exec(select(Notice).where(col(Notice.unmailed_since).is_not(None))):
            notice.unmailed_since = notice.unmailed_since and notice.unmailed_since - time
        for job in session.exec(select(Job)):
            job.due_at -= time


def test_one_thing_at_once_is_a_mail_of_its_own(
    database: Database, settings: Settings, mailbox: Mailbox, cast: Cast
) -> None:
    tell(database, cast.ada, detail="Sound.\nBut say which kettles.")
    work(database, settings)
    message = mailbox.to("ada@people.example")
    assert message["Subject"] == "Something came: k"
    assert message["Auto-Submitted"] == "auto-generated"
    for form in ("plain", "html"):
        said = text_of(message, form)
        assert "https://stillroom.example/desk/k" in said
        assert "https://stillroom.example/settings/mail" in said
        assert "But say which kettles." in said
    work(database, settings)
    assert len(mailbox.messages) == 1


def test_many_things_are_one_mail_when_the_digest_is_due(
    database: Database, settings: Settings, mailbox: Mailbox, cast: Cast
) -> None:
    for number in range(3):
        tell(database, cast.ada, f"k{number}", Kind.TALK)
    work(database, settings)
    assert mailbox.messages == []
    let_pass(database, timedelta(days=1))
    work(database, settings)
    message = mailbox.to("ada@people.example")
    assert message["Subject"] == "3 things on Stillroom: Something came: k0"
    places = [text_of(message).index(f"/desk/k{number}") for number in range(3)]
    assert places == sorted(places)
    let_pass(database, timedelta(days=1))
    work(database, settings)
    assert len(mailbox.messages) == 1


def test_what_was_seen_here_or_is_over_is_not_mailed(
    database: Database, settings: Settings, mailbox: Mailbox, cast: Cast
) -> None:
    tell(database, cast.ada, "seen")
    with database.transaction() as session:
        notices.settle(session, cast.ada.id, "seen")
    tell(database, cast.ada, "over", Kind.REMINDER, detail="Secret words")
    let_pass(database, timedelta(days=1))
    work(database, settings, {Kind.REMINDER: lambda _session, notice: notice.key != "over"})
    assert mailbox.messages == []
    with database.transaction(read_only=True) as session:
        assert {(one.unmailed_since, one.detail) for one in session.exec(select(Notice))} == {(None, "")}


def test_what_is_told_again_says_the_newest_and_does_not_wait_longer(
    database: Database, settings: Settings, mailbox: Mailbox, cast: Cast
) -> None:
    with database.transaction() as session:
        notices.tell(session, cast.ada.id, Kind.TALK, "thread", "Rui commented.", "/desk", again=True)
    let_pass(database, timedelta(days=1))
    with database.transaction() as session:
        assert notices.tell(session, cast.ada.id, Kind.TALK, "thread", "Mei commented.", "/desk", again=True)
    work(database, settings)
    assert mailbox.to("ada@people.example")["Subject"] == "Mei commented"


@pytest.mark.parametrize("why", ["no address", "suspended", "never"])
def test_whoever_cannot_or_does_not_want_to_be_reached_is_left(
    why: str, database: Database, settings: Settings, mailbox: Mailbox, cast: Cast
) -> None:
    with database.transaction() as session:
        ada = session.get_one(Person, cast.ada.id)
        if why == "no address":
            ada.email = None
        elif why == "suspended":
            ada.suspended_at = now()
        else:
            choices.stop(session, ada.id, Kind)
    tell(database, cast.ada)
    work(database, settings)
    with database.transaction() as session:
        session.get_one(Person, cast.ada.id).email = "ada@people.example"
    tell(database, cast.rui)
    work(database, settings)
    assert [message["To"] for message in mailbox.messages] == ["rui@people.example"]
    with database.transaction(read_only=True) as session:
        assert len(notices.of(session, cast.ada)) == 1, "it still stands on the desk"


def test_quiet_hours_hold_it_back(database: Database, settings: Settings, mailbox: Mailbox, cast: Cast) -> None:
    hour = datetime.now(UTC).hour
    choose(database, cast.ada, replace(AT_ONCE, quiet_from=hour, quiet_until=(hour + 2) % 24))
    tell(database, cast.ada)
    work(database, settings)
    assert mailbox.messages == []
    with database.transaction(read_only=True) as session:
        (due,) = session.exec(select(Job.due_at).where(Job.name == COLLECT)).all()
    assert due.hour == (hour + 2) % 24
    choose(database, cast.ada, AT_ONCE)
    work(database, settings)
    assert len(mailbox.messages) == 1, "what is chosen anew holds for what waits, too"


def test_words_cannot_break_out_of_a_mail(database: Database, settings: Settings, mailbox: Mailbox, cast: Cast) -> None:
    tell(database, cast.ada, sentence=HOSTILE, detail=HOSTILE)
    work(database, settings)
    (message,) = mailbox.messages
    assert message["Bcc"] is None
    assert message["To"] == "ada@people.example"
    assert "<script" not in text_of(message, "html")
    assert "&lt;script" in text_of(message, "html")


def test_no_keeper_reads_what_was_said(database: Database, settings: Settings, cast: Cast) -> None:
    tell(database, cast.ada, detail="between us")
    work(database, settings)
    with database.transaction(read_only=True) as session:
        (row,) = mail.newest(session)
    assert (row.state, row.secret, row.text, row.html) == (MailState.SENT, True, "", "")


class TestStopping:
    """No more mails, from a mail, by somebody who is not signed in and may have no account."""

    def stop_link(self, mailbox: Mailbox) -> str:
        header = str(mailbox.messages[-1]["List-Unsubscribe"])
        assert mailbox.messages[-1]["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        (path,) = re.findall(r"<https://stillroom\.example(/unsubscribe/[A-Za-z0-9_-]{22})>", header)
        for form in ("plain", "html"):
            assert f"https://stillroom.example{path}" in text_of(mailbox.messages[-1], form)
        return str(path)

    @pytest.fixture
    def lee(self, database: Database) -> Person:
        """An address somebody was asked at."""
        with database.transaction() as session:
            return accounts.invited(session, "lee@elsewhere.example")

    def test_one_click_stops_the_kind_at_once(
        self, database: Database, settings: Settings, mailbox: Mailbox, client: TestClient, lee: Person
    ) -> None:
        tell(database, lee)
        work(database, settings)
        path = self.stop_link(mailbox)
        assert "settings/mail" not in text_of(mailbox.messages[-1]), "Lee has no settings here"
        client.headers.clear()
        posted = client.post(path, content="List-Unsubscribe=One-Click", headers={"Content-Type": FORM})
        assert (posted.status_code, posted.headers.get("location")) == (200, None)
        assert client.post(path).status_code == 200
        tell(database, lee, "another")
        tell(database, lee, "a mention", Kind.MENTION)
        let_pass(database, timedelta(hours=1))
        work(database, settings)
        assert [message["Subject"] for message in mailbox.messages] == [
            "Something came: k",
            "Something came: a mention",
        ]

    def test_looking_changes_nothing(
        self, database: Database, settings: Settings, mailbox: Mailbox, client: TestClient, lee: Person
    ) -> None:
        tell(database, lee)
        work(database, settings)
        path = self.stop_link(mailbox)
        for page in (path, f"{path}/all", path):
            answer = client.get(page)
            assert answer.status_code == 200
            assert answer.text.count("<button") == 1
            assert answer.headers["Referrer-Policy"] == "no-referrer"
        with database.transaction(read_only=True) as session:
            assert choices.takes(session, lee.id, Kind.REVIEW)

    def test_a_digest_is_stopped_whole_and_a_slip_is_mended(
        self, database: Database, settings: Settings, mailbox: Mailbox, client: TestClient, lee: Person
    ) -> None:
        tell(database, lee, kind=Kind.TALK)
        let_pass(database, timedelta(days=1))
        work(database, settings)
        path = self.stop_link(mailbox)
        client.post(path)
        assert self.taken(database, lee) == {Kind.ASKED, Kind.REVIEW, Kind.MENTION}
        client.post(f"{path}/undoing")
        assert self.taken(database, lee) == set(Kind)
        client.post(f"{path}/all")
        assert self.taken(database, lee) == set()
        assert "at all" in client.get(f"{path}/all").text

    def taken(self, database: Database, person: Person) -> set[Kind]:
        with database.transaction(read_only=True) as session:
            return {kind for kind in Kind if choices.takes(session, person.id, kind)}

    def test_a_link_works_for_good_and_for_nothing_else(
        self, database: Database, settings: Settings, client: TestClient, lee: Person, cast: Cast
    ) -> None:
        with database.transaction() as session:
            path = stopping.address(session, settings, lee.id, [Kind.ASKED]).removeprefix("https://stillroom.example")
            session.exec(update(SignedLink).values(created_at=now() - timedelta(days=3000)))
        assert client.post(path, headers={"Origin": "https://mail.example"}).status_code == 200
        assert client.get("/api/me").status_code == 401
        assert client.get(f"{path[:-1]}{'x' if path[-1] != 'x' else 'y'}").status_code == 404
        assert client.post("/unsubscribe/nothing").status_code == 404
        with database.transaction(read_only=True) as session:
            assert choices.takes(session, cast.ada.id, Kind.ASKED)
            assert not choices.takes(session, lee.id, Kind.ASKED)


FORM = "application/x-www-form-urlencoded"


def test_killed_before_it_is_stored_it_is_mailed_once(
    database: Database, settings: Settings, mailbox: Mailbox, cast: Cast
) -> None:
    """The mail, and that it was mailed, are one transaction: a kill loses both or neither."""
    tell(database, cast.ada)
    program = KILLED.format(database=database.url, smtp=settings.smtp_url, person=cast.ada.id)
    for moment in ("before", "after"):
        died = subprocess.run([sys.executable, "-c", program, moment], env=os.environ, check=False, timeout=60)
        assert died.returncode == -signal.SIGKILL
        with database.transaction(read_only=True) as session:
            stored = len(session.exec(select(Mail.id)).all())
            waiting = len(session.exec(select(Notice.id).where(col(Notice.unmailed_since).is_not(None))).all())
        assert (stored, waiting) == ((0, 1) if moment == "before" else (1, 0))
    work(database, settings)
    assert len(mailbox.messages) == 1


KILLED = """
import os, signal, sys
from app import mail
from app.database import Database
from app.people.post import collecting
from app.settings import Settings

die = lambda *given, **named: os.kill(os.getpid(), signal.SIGKILL)
if sys.argv[1] == "before":
    sent = mail.send
    mail.send = lambda *given: (sent(*given), die())
settings = Settings(smtp_url={smtp!r}, url="https://stillroom.example")
collecting.collect(Database({database!r}), settings, {person!r}, {{}})
die()
"""


def test_two_workers_make_one_mail(database: Database, settings: Settings, mailbox: Mailbox, cast: Cast) -> None:
    tell(database, cast.ada)
    collecting.collect(database, settings, cast.ada.id, {})
    collecting.collect(database, settings, cast.ada.id, {})
    work(database, settings)
    assert len(mailbox.messages) == 1


def test_without_a_mail_server_it_is_kept(database: Database, settings: Settings, cast: Cast) -> None:
    quiet = settings.model_copy(update={"smtp_url": ""})
    tell(database, cast.ada)
    work(database, quiet)
    with database.transaction(read_only=True) as session:
        (row,) = mail.newest(session)
    assert (row.state, row.recipient) == (MailState.KEPT, "ada@people.example")


def test_nobody_is_told_of_what_was_told_before_there_were_choices(session: Session, cast: Cast) -> None:
    session.add(Notice(person_id=cast.ada.id, key="old", sentence="Old.", path="/desk"))
    session.flush()
    assert session.exec(select(Notice.unmailed_since)).one() is None
