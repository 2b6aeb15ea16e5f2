"""Wire shapes of full texts."""

from datetime import datetime

from pydantic import BaseModel

from app.papers.rules import FetchState, TextForm
from app.reading.rules import Access


class FetchOut(BaseModel):
    """What is being fetched, and how long that takes: arXiv allows one request every three seconds."""

    state: FetchState = FetchState.NONE
    what: str = ""
    """Such as `the text` or `the PDF`."""
    place: int = 0
    """How many requests go to arXiv before this one."""
    seconds: int = 0
    sentence: str = ""
    """What went wrong and what to do, when it failed."""


class FetchIn(BaseModel):
    """Which form of the text is wanted; without one, the best there is."""

    form: TextForm | None = None


class TextRow(BaseModel):
    """A text of a version that can be read."""

    id: str
    form: TextForm
    digest: str
    own: bool
    """One's own PDF, which nobody else sees."""
    made_at: datetime
    figures_total: int = 0
    figures_here: int = 0


class TextState(BaseModel):
    """What can be read of a version, and what is on its way."""

    version_id: str
    access: Access
    sentence: str = ""
    """Why it cannot be read yet, or at all, and what to do."""
    licence_name: str
    texts: list[TextRow] = []
    """The newest of each form."""
    missing: str = ""
    """Why there is no text, or none but the PDF, and what can be done."""
    fetch: FetchOut = FetchOut()


class OutlineEntry(BaseModel):
    """A heading of the outline; `id` is an element of the HTML, '' in a PDF."""

    id: str
    level: int
    label: str
    title: str
    start: int


class FigureOut(BaseModel):
    """A picture of a text; without an address it is on its way, or `sentence` says why it could not be had."""

    name: str
    url: str | None = None
    sentence: str = ""


class PaperTextOut(BaseModel):
    """A text to read."""

    id: str
    version_id: str
    form: TextForm
    digest: str
    html: str
    """Safe HTML; '' for a PDF, whose bytes are at `…/pdf`."""
    outline: list[OutlineEntry] = []
    pages: list[int] = []
    """Where each page of a PDF begins in the text (code points)."""
    figures: list[FigureOut] = []
