"""Wire shapes: what a draft leans on and cites."""

from pydantic import BaseModel

from app.reading.rules import PlaceState


class CitationOut(BaseModel):
    """A paper that can be cited, and the key to cite it with: `[@key]`."""

    key: str
    label: str
    title: str
    year: int | None


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
