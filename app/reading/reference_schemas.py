"""Wire shapes of what a paper cites, what cites it, and the graph of one's papers."""

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, Field

from app.papers.schemas import PaperRow
from app.reading.rules import Access, Progress
from app.reading.text_schemas import FetchOut


class ReferenceState(StrEnum):
    """What can be done with a work that a paper cites."""

    HERE = "here"
    IMPORTABLE = "importable"
    """It is on arXiv: one click imports it."""
    OUTSIDE = "outside"
    """It is not on arXiv: one click makes it a paper to note on and to cite."""
    WAITING = "waiting"
    """Its import waits for arXiv."""
    FAILED = "failed"
    """Its import failed; it can be asked for again."""


class MentionOut(BaseModel):
    """One place where a work is cited; the sentence is '' while one may not read the text it comes from."""

    section: str
    sentence: str
    sentence_html: str
    """The same as safe HTML, its formulas drawn."""


class ReferenceOut(BaseModel):
    """A work that a paper cites."""

    id: str
    position: int
    key: str
    text: str
    """The entry as the paper prints it."""
    title: str
    arxiv_id: str | None
    doi: str | None
    url: str
    times: int
    """How often the paper cites it."""
    mentions: list[MentionOut]
    """The first three places."""
    paper: PaperRow | None
    state: ReferenceState
    sentence: str = ""
    """Why its import failed, and what to do."""


class ImportsOut(BaseModel):
    """How far one's imports of what a paper cites have come."""

    total: int = 0
    done: int = 0
    failed: int = 0
    waiting: int = 0


class ReferencesOut(BaseModel):
    """What a paper version cites."""

    origin: str | None
    """What it was read from: `html`, `source` or `pdf`; None while it was not read."""
    state: FetchOut
    access: Access
    """Whether one may read the text, and so the sentences that cite; `state.sentence` says what to do."""
    entries: list[ReferenceOut]
    """Most leaned-on first."""
    main: list[str]
    """The ids of those it leans on most, at most ten: works that are here or on arXiv. Importing changes nothing."""
    imports: ImportsOut


class ReferenceImportsIn(BaseModel):
    """Which references to import; None for all that are on arXiv."""

    ids: Annotated[list[str], Field(max_length=5_000)] | None = None


class CitingOut(BaseModel):
    """A paper here that cites another, how often, and where first."""

    paper: PaperRow
    times: int
    mentions: list[MentionOut]


class NodeKind(StrEnum):
    """What stands in the graph."""

    PAPER = "paper"
    """A paper that is here."""
    REFERENCE = "reference"
    """A work that is cited and not here."""


class NodeOut(BaseModel):
    """A work in the graph."""

    id: str
    kind: NodeKind
    key: str
    """A paper's key; the arXiv id or DOI of a work that is not here, '' when it has neither."""
    label: str
    title: str
    year: int | None
    progress: Progress | None
    """Where one stands with it; None when it is not on one's shelf."""
    cited_by: int
    """How many of the papers asked for cite it."""
    asked: bool
    """Whether it is one of the papers asked for."""
    reference_id: str | None = None
    """A reference through which a work that is not here can be had."""


class EdgeOut(BaseModel):
    """One work cites another, so many times."""

    source: str = Field(serialization_alias="from")
    target: str = Field(serialization_alias="to")
    times: int


class NextOut(BaseModel):
    """A work that one's reading cites and one has not read."""

    id: str
    cited_by: int
    times: int


class GraphOut(BaseModel):
    """Papers, what they cite and what they share."""

    nodes: list[NodeOut]
    """At most 200, the most important first."""
    edges: list[EdgeOut]
    next: list[NextOut]
    """What one's reading cites most and one has not read, best first."""
    left_out: int = 0
    """How many works more there are."""
