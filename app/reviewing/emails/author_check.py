"""The mail that asks an author of a paper whether some claims are what it says."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.mail import Message, written
from app.people.rules import shortened
from app.reviewing.author_checks.rules import counted, minutes
from app.settings import Settings


@dataclass(frozen=True)
class Question:
    """Who asks how many claims about which paper, for which piece."""

    writer: str
    name: str
    title: str
    paper: str
    claims: int


def letter(settings: Settings, to: str, asked: Sequence[Question], url: str) -> Message:
    """The mail to `to` about one or more questions. Names and titles may hold anything: they are put on one line each.

    `url` is a signed link; below it, `/never` ends such mails.
    """
    questions = [
        Question(shortened(one.writer, 80), shortened(one.name, 80), shortened(one.title, 120), one.paper, one.claims)
        for one in asked
    ]
    claims = sum(one.claims for one in questions)
    words = {
        "questions": questions, "first": questions[0], "counted": counted, "claims": counted(claims),
        "minutes": minutes(claims), "url": url, "never": f"{url}/never",
    }  # fmt: skip
    text, html = written("author_check", settings, **words)
    subject = f"{questions[0].writer}: is this what your paper says? {counted(claims)}, {minutes(claims)} minutes"
    return Message(to=to, subject=subject, text=text, html=html, unsubscribe=f"{url}/never")
