"""Wire shapes of this room."""

from datetime import datetime

from pydantic import BaseModel, Field

from app.papers.rules import ErrandState


class PaperRow(BaseModel):
    """A paper in a list, by its newest version here."""

    id: str
    key: str
    """Its address under /papers/ and /desk/papers/."""
    version_id: str
    number: int
    title: str
    title_html: str
    """The title as safe inline HTML, with its formulas as MathML."""
    authors: list[str]
    """The first few, at most five."""
    author_count: int
    year: int | None
    label: str
    """Such as `arXiv 2611.01234v1`, `doi:10.1000/1`, or a host name with the date it was read."""
    withdrawn: bool


class VersionMark(BaseModel):
    """One version in a paper's history."""

    number: int
    at: datetime | None
    here: bool


class PaperOut(PaperRow):
    """All that is known of one version of a paper."""

    all_authors: list[str]
    abstract: str
    """The text that anchors refer to: as arXiv gives it, white space folded, formulas as TeX between dollars."""
    abstract_html: str
    """The same as safe HTML; each formula is one `math` element whose `alttext` is its TeX."""
    categories: list[str]
    published_at: datetime | None
    updated_at: datetime | None
    comment: str
    journal_ref: str
    doi: str
    licence: str | None
    licence_name: str
    """In plain words, such as `CC BY 4.0`, `arXiv’s own licence` or `licence not known yet`."""
    url: str
    """Where it lives: its arXiv abstract page at this version, its DOI or its web address."""
    pdf_url: str
    versions: list[VersionMark]


class BoxIn(BaseModel):
    """What somebody typed or pasted into the box."""

    text: str = Field(max_length=4000)


class BoxOut(BaseModel):
    """What the box makes of it: a paper that is here, an errand in the queue, or words to search for."""

    state: ErrandState | None
    """None: no identifier in it, so these are words."""
    errand_id: str | None = None
    paper: PaperRow | None = None
    place: int = 0
    """How many requests go to arXiv before this one."""
    seconds: int = 0
    """About how long that takes."""
    sentence: str = ""
    """What went wrong and what to do, when it failed."""


class PaperIn(BaseModel):
    """A work outside arXiv, entered by hand."""

    where: str = Field(max_length=2000)
    """Its DOI or its http(s) address."""
    title: str = Field(max_length=1000)
    authors: list[str] = Field(max_length=3000)
    year: int | None = Field(default=None, ge=1000, le=2200)
    abstract: str = Field(default="", max_length=20_000)


class SearchIn(BaseModel):
    """Words to look for at arXiv, ten results from `start`."""

    words: str = Field(min_length=1, max_length=400)
    start: int = Field(default=0, ge=0, le=1000)


class FoundPaper(BaseModel):
    """One result of a search at arXiv."""

    arxiv_id: str
    title_html: str
    authors: list[str]
    author_count: int
    year: int | None
    key_here: str | None
    """Its key when it is here already."""


class FoundPage(BaseModel):
    """Ten results of a search at arXiv, or where the search stands in the queue."""

    errand_id: str
    state: ErrandState
    place: int = 0
    seconds: int = 0
    sentence: str = ""
    total: int = 0
    start: int = 0
    results: list[FoundPaper] = []
