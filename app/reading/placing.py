"""Putting a passage at its place in the text it was selected in, and reading that text again around it."""

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session, col, func, select

from app.anchors import Anchor, find, make
from app.errors import BadInput
from app.papers.models import PaperText, PaperVersion, TextBody
from app.papers.rules import TextForm
from app.people.models import Person
from app.reading.access import version_here
from app.reading.carrying import Sheet
from app.reading.models import Note
from app.reading.rules import clean_line, section_of
from app.reading.texts import readable

SURE = 0.9
"""The confidence from which a passage that somebody selected is taken to be what they saw."""


@dataclass(frozen=True)
class Leaf:
    """A text as its readers see it: of which version, in which form, its words, and where its headings stand."""

    version: PaperVersion
    form: TextForm
    digest: str
    """'' for the abstract, which never changes."""
    text: str
    layout: dict[str, Any] = field(default_factory=dict)
    """`papers.fulltext.shapes.Layout` as JSON; the abstract has none."""

    @property
    def pages(self) -> list[int]:
        """Where each page of a PDF begins."""
        return self.layout.get("pages", [])

    @property
    def sheet(self) -> Sheet:
        """The same with its formulas, to look for passages in it."""
        if self.form is TextForm.ABSTRACT:
            return Sheet.abstract(self.version.id, self.text)
        return Sheet.of(self.version.id, self.form, self.text, self.layout)

    def section(self, start: int) -> str:
        """The heading above a place, such as `3.2 Methods`; '' before the first one."""
        if self.form is TextForm.ABSTRACT:
            return "Abstract"
        outline = self.layout.get("outline", [])
        above = bisect_right([heading["start"] for heading in outline], start)
        return section_of(**outline[above - 1]) if above else ""


@dataclass(frozen=True)
class Placed:
    """A passage at its place in a text."""

    form: TextForm
    digest: str
    anchor: Anchor


def leaf(session: Session, person: Person, version_id: str, text_id: str | None) -> Leaf:
    """The text of a version that somebody reads: its abstract, or the one with this id. Raises NotFound, BadInput."""
    version = version_here(session, version_id)
    if text_id is None:
        return abstract(version)
    text = readable(session, person, text_id)
    if text.version_id != version.id:
        raise BadInput("That text is of another version of the paper. Nothing was stored; open the paper again.")
    return opened(session, text)


def opened(session: Session, text: PaperText) -> Leaf:
    """A stored text with its words and where its parts stand."""
    body, version = session.get_one(TextBody, text.digest), version_here(session, text.version_id)
    return Leaf(version, text.form, text.digest, body.text, body.layout)


def abstract(version: PaperVersion) -> Leaf:
    """The abstract of a version, which is all there is to read of it while its text is not here."""
    return Leaf(version, TextForm.ABSTRACT, "", version.abstract)


def place(anchor: Anchor, on: Leaf) -> Placed:
    """The anchor made again from the text itself, so that what is quoted is what the paper says.

    It may take a moment in a long text, so it belongs outside any transaction. Raises BadInput for words that the text
    does not hold, or holds more than once.
    """
    found = find(anchor, on.text, unchanged=True)
    if found is None or found.confidence < SURE:
        raise BadInput(
            "This passage is not in the paper's text, or stands there twice. Nothing was stored; select more words."
        )
    section = clean_line(anchor.section) or on.section(found.start)
    return Placed(on.form, on.digest, make(on.text, found.start, found.end, section))


def text_of(session: Session, note: Note) -> str:
    """The text that a note's anchor was made on; '' when it came from elsewhere and is not placed yet."""
    if note.form is TextForm.ABSTRACT:
        return session.get_one(PaperVersion, note.version_id).abstract
    return session.get_one(TextBody, note.text_digest).text if note.text_digest else ""


def around(session: Session, note: Note, characters: int) -> tuple[str, int, int]:
    """The passage of a note with at most so many characters either side, and where it begins and ends in that.

    Only these are read of a long text. A note without a place gives its quote alone.
    """
    anchor = Anchor.from_json(note.anchor) if note.anchor else Anchor("")
    if anchor.start is None or anchor.end is None or not (note.text_digest or note.form is TextForm.ABSTRACT):
        return anchor.exact, 0, len(anchor.exact)
    first = max(0, anchor.start - characters)
    piece = _piece(session, note, first, anchor.end + characters)
    return piece, anchor.start - first, anchor.end - first


def _piece(session: Session, note: Note, first: int, last: int) -> str:
    if note.form is TextForm.ABSTRACT:
        return text_of(session, note)[first:last]
    cut = func.substr(TextBody.text, first + 1, last - first)
    return str(session.exec(select(cut).where(col(TextBody.digest) == note.text_digest)).one())
