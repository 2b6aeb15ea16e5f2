"""The mail that tells a writer what an author of the paper said of their claims."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.mail import Message, written
from app.people.rules import shortened
from app.reviewing.author_checks.rules import Opinion
from app.settings import Settings

SAID = {Opinion.AGREE: "Agrees", Opinion.WRONG: "Calls it wrong", Opinion.NUANCE: "With a nuance"}


@dataclass(frozen=True)
class Answered:
    """What the mail says; of each claim its words, what was said of it, and the author's word on it."""

    name: str
    title: str
    paper: str
    claims: Sequence[tuple[str, Opinion, str]]
    url: str


def answered(settings: Settings, to: str, told: Answered) -> Message:
    """The mail to `to`. Names and titles may hold anything: they are put on one line each."""
    name, title = shortened(told.name, 80), shortened(told.title, 120)
    claims = [(shortened(claim, 200), SAID[opinion], shortened(word, 500)) for claim, opinion, word in told.claims]
    text, html = written(
        "author_answered", settings, name=name, title=title, paper=told.paper, claims=claims, url=told.url
    )
    return Message(to=to, subject=f"{name} answered about “{title}”", text=text, html=html)
