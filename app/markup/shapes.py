"""What goes into a rendering and what comes out: plain values, no behaviour."""

from dataclasses import dataclass, field
from typing import Literal

from app.errors import Unavailable

Form = Literal["page", "preview", "feed", "plain"]
CitationStyle = Literal["author_year", "numbered"]


class RenderFailed(Unavailable):
    """A text could not be drawn at all. `sentence` says why, and that the text itself is safe."""

    code = "render_failed"


class TooMuch(RenderFailed):
    """The text, or what it becomes, is over a limit of `caps`."""

    status, code = 413, "too_large"


@dataclass(frozen=True)
class Use:
    """One link to a note: the note, and the words that lean on it (formulas as TeX between dollars)."""

    note_id: str
    words: str


@dataclass(frozen=True)
class Needs:
    """Ids of notes, citation keys (`arxiv:1706.03762`) and image targets as written, each in order of first use.
    `uses` are all claims of the text, in order."""

    notes: list[str]
    citations: list[str]
    images: list[str]
    uses: list[Use] = field(default_factory=list)


@dataclass(frozen=True)
class Claim:
    """The passage behind a claim. `url` opens arXiv at that version; `words` are the note's, when shared (Markdown)."""

    quote: str
    before: str
    after: str
    section: str
    label: str
    url: str
    words: str = ""


@dataclass(frozen=True)
class Citation:
    """A work as it is cited: `label` in the text ("Ilves et al. 2026a"), the rest in its card and in the references.

    Older saved versions know the first six only.
    """

    key: str
    label: str
    title: str
    authors: list[str]
    """Names as they are spoken, in order."""
    year: str
    """With the letter that tells it from another of the same label, when there is one."""
    url: str
    container: str = ""
    """What it appeared in, and where there: `Journal of Kettles 4(2), 1–10`, `arXiv:2611.01234`."""
    first: str = ""
    """The first author as an alphabetical list puts it: `Ilves, Mara`."""
    sort: str = ""
    """What an alphabetical list sorts it by."""
    others: int = 0
    """How many more authors there are."""
    work: str = ""
    """The same for keys that name the same work; '' where the key does."""


@dataclass(frozen=True)
class Image:
    """Where an image is served from, its size in CSS pixels, its text alternative and who made it."""

    url: str
    width: int | None = None
    height: int | None = None
    alt: str = ""
    credit: str = ""


@dataclass(frozen=True)
class Facts:
    """All that a rendering may know beyond its source. `macros` maps a name without backslash to what it stands for;
    `base_url`, the address of the page, makes every link absolute (feeds, mail)."""

    claims: dict[str, Claim] = field(default_factory=dict)
    citations: dict[str, Citation] = field(default_factory=dict)
    """By the key in the text."""
    citation_style: CitationStyle = "author_year"
    images: dict[str, Image] = field(default_factory=dict)
    macros: dict[str, str] = field(default_factory=dict)
    base_url: str = ""
    objections: dict[str, list[str]] = field(default_factory=dict)
    """What stands behind the claims of a note, one for each use of it in order ('' for none): `author disagrees`."""


@dataclass(frozen=True)
class Problem:
    """Something in the text its writer should know about: the line (from 1), a kind to group by, a sentence, and what
    is written there, from that line on, where it can be told (a formula without its dollars, an address, a name)."""

    line: int
    kind: str
    message: str
    source: str = ""


@dataclass(frozen=True)
class Heading:
    """A heading for the contents: level 1 to 6, the id of its element, its words."""

    level: int
    id: str
    text: str


@dataclass(frozen=True)
class Rendered:
    """HTML and what was met on the way. `blocks` are the top-level elements in order; `html` is their sum.
    `claims` counts links to notes, those whose note is missing included."""

    html: str
    headings: list[Heading]
    problems: list[Problem]
    words: int
    formulas: int
    claims: int
    blocks: list[str]


NOTHING = Facts()
