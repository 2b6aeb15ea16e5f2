"""Wire shapes: what a draft leans on."""

from pydantic import BaseModel

from app.reading.rules import PlaceState
from app.writing.advice.shapes import Subject


class ClaimOut(BaseModel):
    """A claim of the live text, and how the passage it leans on stands in the newest text of its paper here."""

    note_id: str
    claim: str
    """The words of the draft that lean on it."""
    claim_html: str = ""
    """The same with its formulas drawn: safe inline HTML, as are the others of this name."""
    quote: str = ""
    quote_html: str = ""
    paper_key: str = ""
    paper_title: str = ""
    section: str = ""
    """The heading its passage stands under."""
    number: int = 0
    """The version the note was made on."""
    newest: int = 0
    """The newest version known; the claim was compared with version `compared`."""
    compared: int = 0
    state: PlaceState | None
    """`gone` also when the note itself is; None while there is nothing to compare with."""
    now: str = ""
    """The words that stand there now."""
    version_id: str = ""
    text_id: str | None = None
    """The text they stand in (None: the abstract of `version_id`), for a note to be made there."""
    start: int | None = None
    """Where they begin in it."""
    confidence: float = 0.0
    sentence: str = ""
    line: int = 0
    """The line of the draft it stands on, from 1; 0 where that was not asked for."""
    at: int = 0
    """How many claims before it lean on the same note."""


class UnsourcedOut(BaseModel):
    """A sentence of the draft that seems to assert something about a paper, and leads to no source."""

    id: str
    """The same for the same words, wherever they stand."""
    line: int
    start: int
    end: int
    """Where it stands in the text (code points)."""
    source: str
    """As it is written there."""
    words: str
    words_html: str
    why: str


class SectionOut(BaseModel):
    """A section of a paper, and how many claims of the draft lean on it, its parts included."""

    label: str
    title: str
    level: int
    claims: int


class CoverageOut(BaseModel):
    """The sections of one paper of the draft; without any, `sentence` says why they cannot be told."""

    paper_key: str
    paper_title: str
    number: int
    sections: list[SectionOut] = []
    sentence: str = ""


class LedgerOut(BaseModel):
    """What a draft leans on, what of it seems to lean on nothing, and what of its papers it does not lean on."""

    claims: list[ClaimOut]
    unsourced: list[UnsourcedOut]
    unsourced_sentence: str = ""
    """Why no such sentence can be named, where the text is not in English."""
    papers: list[CoverageOut]


class AdviceOut(BaseModel):
    """Something in a draft that its writer may want to look at."""

    id: str
    """The same for the same words and reason, wherever they stand."""
    kind: Subject
    line: int
    start: int
    end: int
    """Where it stands in the text (code points)."""
    source: str
    """As it is written there."""
    sentence: str
    sentence_html: str
    why: str
    why_html: str


class ChecksOut(BaseModel):
    """What a check of the whole text found, the most useful first."""

    advice: list[AdviceOut]
    sentence: str = ""
    """What could not be checked, and why."""
