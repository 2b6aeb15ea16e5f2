"""Wire shapes: macros of papers."""

from pydantic import BaseModel

from app.papers.rules import ErrandState


class MacroOut(BaseModel):
    """A macro of a paper: its definition in TeX, how often the paper uses it, and which of the others it needs."""

    name: str
    definition: str
    uses: int
    needs: list[str]


class PaperMacrosOut(BaseModel):
    """The macros of a paper that a formula can use, or where their fetching stands; `state` is null before."""

    state: ErrandState | None
    place: int = 0
    """How many requests go to arXiv before this one."""
    seconds: int = 0
    sentence: str = ""
    """What went wrong or stands against it, and what to do."""
    macros: list[MacroOut] = []
