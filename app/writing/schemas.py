"""Wire shapes of this room."""

from datetime import datetime

from pydantic import BaseModel, Field

from app.anchors import Place
from app.papers.schemas import PaperRow
from app.people.schemas import PersonOut
from app.reading.rules import PlaceState
from app.reading.schemas import AnchorWire
from app.writing.rules import TITLE_MAXIMUM, Kind, Occasion, Part


class KindOut(BaseModel):
    """A kind of draft, for choosing one."""

    kind: Kind
    name: str
    hint: str
    needs_paper: bool
    template: str
    """Markdown with the kind's prompts as HTML comments."""


class DraftIn(BaseModel):
    """A draft to begin; `version_ids` are the paper versions it explains, in order."""

    title: str = Field(default="", max_length=TITLE_MAXIMUM)
    kind: Kind = Kind.SUMMARY
    reader: str = Field(default="", max_length=300)
    should_know: list[str] = Field(default_factory=list, max_length=12)
    version_ids: list[str] = Field(default_factory=list, max_length=200)


class DraftChange(BaseModel):
    """What is to be different about a draft; fields left out stay as they are."""

    title: str | None = Field(default=None, min_length=1, max_length=TITLE_MAXIMUM)
    deck: str | None = Field(default=None, max_length=600)
    kind: Kind | None = None
    reader: str | None = Field(default=None, max_length=300)
    should_know: list[str] | None = Field(default=None, max_length=12)
    version_ids: list[str] | None = Field(default=None, max_length=200)
    byline: str | None = Field(default=None, min_length=1, max_length=80)
    """The name the asker signs this draft with."""


class AuthorOut(BaseModel):
    """A co-author and the name they sign with."""

    person: PersonOut
    byline: str
    part: Part


class DraftRow(BaseModel):
    """A draft in a list."""

    id: str
    title: str
    kind: Kind
    papers: list[PaperRow]
    authors: list[AuthorOut]
    words: int
    unsure: int
    changed_at: datetime


class TextOut(BaseModel):
    """A draft's text as it is committed."""

    body: str
    version: int
    changed_at: datetime


class TextIn(BaseModel):
    """A new text, made from version `base_version`."""

    body: str
    base_version: int


class SavedOut(BaseModel):
    """Committed: this version of the text is on disk."""

    version: int
    changed_at: datetime


class PlaceOut(BaseModel):
    """Where a passage stands in the live text (code points), and how sure that is (1 is exact)."""

    start: int
    end: int
    confidence: float

    @classmethod
    def of(cls, place: Place | None) -> "PlaceOut | None":
        """The wire shape of a place, if there is one."""
        return cls(start=place.start, end=place.end, confidence=place.confidence) if place else None


class UnsureIn(BaseModel):
    """A passage of the draft's source one is not sure of."""

    anchor: AnchorWire
    question: str = Field(default="", max_length=500)


class UnsureOut(BaseModel):
    """An open mark; `place` is None when the passage is no longer in the text."""

    id: str
    anchor: AnchorWire
    question: str
    place: PlaceOut | None
    created_at: datetime


class QuestionIn(BaseModel):
    """What one asks about a marked passage."""

    question: str = Field(max_length=500)


class DraftOut(BaseModel):
    """A draft with its text, to somebody who writes or reads along in it."""

    id: str
    title: str
    deck: str
    kind: Kind
    reader: str
    should_know: list[str]
    papers: list[PaperRow]
    authors: list[AuthorOut]
    part: Part
    text: TextOut
    unsure: list[UnsureOut]
    last_revision: int
    changed_at: datetime


class OpenDrafts(BaseModel):
    """How many drafts by others are open about a paper; never whose."""

    open: int


class PreviewIn(BaseModel):
    """Source to show as the page would show it."""

    body: str


class ProblemOut(BaseModel):
    """Something the renderer could not do, at a line of the source (from 1)."""

    line: int
    kind: str
    message: str


class HeadingOut(BaseModel):
    """A heading of a rendering."""

    level: int
    id: str
    text: str


class PreviewOut(BaseModel):
    """A rendering in blocks; each top-level element carries `data-h` (hash) and `data-line`."""

    blocks: list[str]
    headings: list[HeadingOut]
    problems: list[ProblemOut]
    words: int
    formulas: int
    claims: int


class CitationOut(BaseModel):
    """A paper that can be cited, and the key to cite it with: `[@key]`."""

    key: str
    label: str
    title: str
    year: int | None


class RevisionIn(BaseModel):
    """A version to save, of the text at `base_version`."""

    name: str = Field(default="", max_length=120)
    occasion: Occasion = Occasion.NAMED
    base_version: int


class RevisionRow(BaseModel):
    """A saved version in a list."""

    id: str
    number: int
    name: str
    occasion: Occasion
    made_at: datetime


class ClaimOut(BaseModel):
    """A claim of the live text, and how the passage it leans on stands in the newest text of its paper here."""

    note_id: str
    claim: str
    """The words of the draft that lean on it."""
    quote: str = ""
    paper_key: str = ""
    paper_title: str = ""
    number: int = 0
    """The version the note was made on."""
    newest: int = 0
    """The newest version known; the claim was compared with version `compared`."""
    compared: int = 0
    state: PlaceState | None
    """`gone` also when the note itself is; None while there is nothing to compare with."""
    now: str = ""
    """The words that stand there now."""
    confidence: float = 0.0
    sentence: str = ""


class EvidenceOut(BaseModel):
    """The passage behind one claim of a saved version."""

    id: str
    note_id: str
    claim: str
    quote: str
    quote_html: str
    before: str
    before_html: str
    after: str
    after_html: str
    section: str
    label: str
    url: str
    words_html: str


class RevisionOut(RevisionRow):
    """A saved version, rendered."""

    draft_id: str
    title: str
    deck: str
    reader: str
    should_know: list[str]
    authors: list[str]
    html: str
    source: str
    evidence: list[EvidenceOut]


class CommentIn(BaseModel):
    """Words for a thread, in Markdown."""

    words: str = Field(min_length=1, max_length=10_000)


class CommentOut(BaseModel):
    """One contribution to a thread."""

    id: str
    byline: str
    mine: bool
    words: str
    html: str
    created_at: datetime


class ThreadIn(BaseModel):
    """A new thread at a passage of the draft's source, or (without an anchor) about the whole."""

    anchor: AnchorWire | None = None
    words: str = Field(min_length=1, max_length=10_000)


class ThreadOut(BaseModel):
    """A thread; `place` is where its passage is in the live text, None when it lost its place or is about the whole."""

    id: str
    anchor: AnchorWire | None
    place: PlaceOut | None
    byline: str
    mine: bool
    created_at: datetime
    resolved_at: datetime | None
    comments: list[CommentOut]


class ImageOut(BaseModel):
    """A picture of a draft; write `![alt](target)` to show it."""

    target: str
    url: str
    width: int
    height: int
