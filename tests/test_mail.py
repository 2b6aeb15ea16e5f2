"""Mail through a real SMTP server: sent once, refused, tried again, kept, and never its secrets."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta

import pytest
from pydantic import ValidationError
from sqlmodel import Session, select, update

from app import mail
from app.database import Database, now
from app.errors import BadInput, Unavailable
from app.jobs import Job, Worker
from app.mail import Mail, MailState, Message
from app.settings import Settings
from tests.mailbox import Mailbox, open_mailbox, text_of

LETTER = Message(to="noor@people.example", subject="Grüße", text="Zwei Zeilen\nund 1 < 2", html="<p>1 &lt; 2</p>")


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with open_mailbox() as box:
        yield box


@pytest.fixture
def mailing(settings: Settings, mailbox: Mailbox) -> Settings:
    return settings.model_copy(update={"smtp_url": mailbox.url, "url": "https://stillroom.example"})


def send(database: Database, settings: Settings, message: Message = LETTER) -> None:
    with database.transaction() as session:
        mail.send(session, message, settings)


def work(database: Database, settings: Settings) -> None:
    """Everything that is due, as the job loop would do it."""
    worker = Worker(database, {mail.DELIVER: lambda payload: mail.deliver(database, settings, payload["id"])}, {})
    while worker.run_one():
        pass


def make_due(database: Database) -> None:
    with database.transaction() as session:
        session.exec(update(Job).values(due_at=now() - timedelta(seconds=1), lease_until=None))


def only(database: Database) -> Mail:
    with database.transaction(read_only=True) as session:
        return session.exec(select(Mail)).one()


def test_a_message_arrives_once_and_whole(database: Database, mailing: Settings, mailbox: Mailbox) -> None:
    send(database, mailing)
    work(database, mailing)
    make_due(database)
    work(database, mailing)
    (message,) = mailbox.messages
    assert message["To"] == "noor@people.example"
    assert message["From"] == "Stillroom <stillroom@stillroom.example>"
    assert message["Subject"] == "Grüße"
    assert message["Message-ID"].endswith("@stillroom.example>")
    assert message["Auto-Submitted"] == "auto-generated"
    assert text_of(message) == "Zwei Zeilen\nund 1 < 2\n"
    assert text_of(message, "html") == "<p>1 &lt; 2</p>\n"
    assert only(database).state is MailState.SENT


def test_a_message_rolled_back_is_not_sent(database: Database, mailing: Settings, mailbox: Mailbox) -> None:
    with Session(database.engine) as session:
        mail.send(session, LETTER, mailing)
        session.rollback()
    work(database, mailing)
    assert mailbox.messages == []


@pytest.mark.parametrize("answer", ["550 no such mailbox", "553 not here"])
def test_a_refused_recipient_is_written_down(
    answer: str, database: Database, mailing: Settings, mailbox: Mailbox
) -> None:
    mailbox.answers = {"noor@people.example": answer}
    send(database, mailing)
    work(database, mailing)
    row = only(database)
    assert row.state is MailState.REFUSED
    assert answer[4:] in row.error
    make_due(database)
    work(database, mailing)
    assert mailbox.messages == []


def test_a_server_that_says_later_is_asked_later(database: Database, mailing: Settings, mailbox: Mailbox) -> None:
    mailbox.answers = {"noor@people.example": "451 come back later"}
    send(database, mailing)
    work(database, mailing)
    assert only(database).state is MailState.WAITING
    mailbox.answers = {}
    make_due(database)
    work(database, mailing)
    assert only(database).state is MailState.SENT


def test_a_refused_sender_is_ours_to_mend(database: Database, mailing: Settings, mailbox: Mailbox) -> None:
    mailbox.sender_answer = "550 you may not send from here"
    send(database, mailing)
    work(database, mailing)
    with database.transaction(read_only=True) as session:
        assert "you may not send" in session.exec(select(Job.error)).one()
    mailbox.sender_answer = ""
    make_due(database)
    work(database, mailing.model_copy(update={"mail_from": "Us <us@stillroom.example>"}))
    assert mailbox.to("noor@people.example")["From"] == "Us <us@stillroom.example>"


def test_a_rude_good_bye_sends_nothing_twice(database: Database, mailing: Settings, mailbox: Mailbox) -> None:
    mailbox.good_bye = "500 never"
    send(database, mailing)
    work(database, mailing)
    assert only(database).state is MailState.SENT
    assert len(mailbox.messages) == 1


def test_no_server_at_all_is_tried_again(database: Database, settings: Settings) -> None:
    nowhere = settings.model_copy(update={"smtp_url": "smtp://127.0.0.1:1"})
    send(database, nowhere)
    work(database, nowhere)
    assert only(database).state is MailState.WAITING
    with database.transaction(read_only=True) as session:
        (job,) = session.exec(select(Job)).all()
    assert job.due_at > now()


def killed_in(moment: str, database: Database, mailbox: Mailbox) -> None:
    """Deliver the only message in a process of its own, which is killed when the server hears `moment`."""
    program = "import sys\nfrom app import mail\nfrom app.database import Database\nfrom app.settings import Settings\n"
    program += "mail.deliver(Database(sys.argv[1]), Settings(smtp_url=sys.argv[2]), sys.argv[3])"
    deliverer = subprocess.Popen([sys.executable, "-c", program, database.url, mailbox.url, only(database).id])
    setattr(mailbox, moment, lambda: os.kill(deliverer.pid, signal.SIGKILL))
    assert deliverer.wait(timeout=60) == -signal.SIGKILL
    setattr(mailbox, moment, lambda: None)


def test_killed_after_the_server_took_it_it_does_not_come_twice(
    database: Database, mailing: Settings, mailbox: Mailbox
) -> None:
    """Nobody can know whether the other end took it, so it is not sent again, and the keeper is told."""
    send(database, mailing)
    killed_in("taken", database, mailbox)
    assert only(database).state is MailState.WAITING
    for _ in range(2):
        make_due(database)
        work(database, mailing)
    row = only(database)
    assert row.state is MailState.UNSURE
    assert "Nobody knows whether it was taken" in row.error
    assert len(mailbox.messages) == 1


def test_killed_before_it_was_handed_over_it_comes_once(
    database: Database, mailing: Settings, mailbox: Mailbox
) -> None:
    send(database, mailing)
    killed_in("greeted", database, mailbox)
    assert mailbox.messages == []
    work(database, mailing)
    assert only(database).state is MailState.SENT
    assert len(mailbox.messages) == 1


def test_an_answer_that_is_lost_on_its_way_is_asked_for_again(
    database: Database, mailing: Settings, mailbox: Mailbox
) -> None:
    """As RFC 5321, 4.2.4.2 and 4.5.4.1 have it; its Message-ID tells a reader that it is a copy."""
    mailbox.data_answer = "451 try again"
    send(database, mailing)
    work(database, mailing)
    assert only(database).handed_at is None
    mailbox.data_answer = ""
    make_due(database)
    work(database, mailing)
    assert only(database).state is MailState.SENT
    assert len({message["Message-ID"] for message in mailbox.messages}) == 1


def test_without_a_server_messages_are_kept(database: Database, settings: Settings) -> None:
    send(database, settings)
    row = only(database)
    assert (row.state, row.text) == (MailState.KEPT, LETTER.text)
    with database.transaction(read_only=True) as session:
        assert session.exec(select(Job)).all() == []


def test_a_secret_message_is_never_kept(database: Database, settings: Settings, mailing: Settings) -> None:
    secret = Message(to="noor@people.example", subject="In", text="the way in", html="<p>the way in</p>", secret=True)
    with pytest.raises(Unavailable):
        send(database, settings, secret)
    send(database, mailing, secret)
    work(database, mailing)
    row = only(database)
    assert (row.state, row.text, row.html) == (MailState.SENT, "", "")


@pytest.mark.parametrize(
    ("to", "subject"),
    [
        ("noor@people.example\r\nBcc: all@people.example", "x"),
        ("noor@people.example", "x\r\nBcc: all@people.example"),
        ("noor@people.example", "x\nBcc: all@people.example"),
        ("noor@people.example\0", "x"),
        ("noor@people.example, all@people.example", "x"),
        ("not an address", "x"),
        ("", "x"),
    ],
)
def test_nothing_is_smuggled_into_the_head_of_a_mail(
    to: str, subject: str, database: Database, mailing: Settings, mailbox: Mailbox
) -> None:
    with pytest.raises(BadInput):
        send(database, mailing, Message(to=to, subject=subject, text="x", html="x"))
    work(database, mailing)
    assert mailbox.messages == []


def test_the_newest_come_first(database: Database, settings: Settings) -> None:
    for number in range(3):
        send(database, settings, Message(to="a@people.example", subject=str(number), text="", html=""))
    with database.transaction(read_only=True) as session:
        assert [row.subject for row in mail.newest(session, limit=2)] == ["2", "1"]


@pytest.mark.parametrize("url", ["http://mail.example", "smtp://", "mail.example:587"])
def test_a_wrong_mail_server_fails_at_start(url: str) -> None:
    with pytest.raises(ValidationError, match="smtp"):
        Settings(smtp_url=url)
