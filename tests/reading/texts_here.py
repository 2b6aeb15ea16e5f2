"""Full texts for the tests of notes: stored as the papers room stores them, without a network."""

import hashlib
from dataclasses import asdict
from typing import Any

from sqlmodel import select

from app.database import Database
from app.jobs import Worker, announce
from app.papers.fulltext.shapes import Formula, Heading, Layout
from app.papers.models import PaperText, TextBody
from app.papers.rules import TextForm
from app.settings import Settings
from app.worker import FACTS, handlers

METHODS = (
    "When can a kettle be trusted? 1 Introduction A kettle is trusted when its whistle follows from its water. "
    "A probe reads the state of the water from its sound alone. "
    "We listen to nine kettles and ask each of them the same question twice. "
    "3.2 Methods The probe reads a spectrum of $O(n \\log n)$ values from the lid and compares it with the last one. "
    "Each kettle is filled to the same line, and the room is kept at the temperature of an ordinary kitchen. "
    "A cold kettle says nothing, which we count as honest. "
    "4 Results The probe is right in 96 of 100 cases, and it errs on the side of silence. "
    "5 Limits The sound alone does not suffice."
)
SECOND = (
    METHODS.replace("an ordinary kitchen", "a kitchen in early spring")
    .replace("A cold kettle says nothing, which we count as honest. ", "")
    .replace("We listen to nine kettles", "In this paper we listen to nine kettles")
)
PRINTED = METHODS.replace("$O(n \\log n)$", "O(n log n)")
OUTLINE = [("1", "Introduction"), ("3.2", "Methods"), ("4", "Results"), ("5", "Limits")]


def layout_of(text: str, form: TextForm) -> Layout:
    """The headings of a text by their words, its formula when it is HTML, its two pages when it is a PDF."""
    headings = [Heading("", 1, label, title, text.index(f"{label} {title}")) for label, title in OUTLINE]
    tex = "$O(n \\log n)$"
    formulas = [Formula(text.index(tex), text.index(tex) + len(tex), "O(n log n)")] if tex in text else []
    pages = [0, text.index("4 Results")] if form is TextForm.PDF else []
    return Layout(formulas, headings if form is TextForm.HTML else [], pages)


def store_text(
    database: Database,
    version_id: str,
    text: str = METHODS,
    form: TextForm = TextForm.HTML,
    owner: str | None = None,
    *,
    heard: bool = True,
) -> str:
    """A text of a version, here and announced; gives its id. Without `heard` nobody hears of it."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    with database.transaction() as session:
        if session.get(TextBody, digest) is None:
            session.add(TextBody(digest=digest, text=text, layout=asdict(layout_of(text, form))))
            session.flush()
        row = PaperText(version_id=version_id, form=form, digest=digest, body=digest, owner_id=owner)
        session.add(row)
        session.flush()
        if heard:
            announce(session, "papers.text_stored", row.id)
        return row.id


def work(database: Database, settings: Settings) -> None:
    """Run everything that is due in the background."""
    worker = Worker(database, handlers({Database: database, Settings: settings}), FACTS)
    while worker.run_one():
        pass


def texts(database: Database) -> list[Any]:
    """Every text that is here."""
    with database.transaction(read_only=True) as session:
        return list(session.exec(select(PaperText)))
