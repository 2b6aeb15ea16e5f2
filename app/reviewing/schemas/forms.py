"""What was typed into the forms of this room, as it was typed."""

from pydantic import BaseModel, Field

from app.reviewing.rules import AskKind


class BeingAskedForm(BaseModel):
    """What somebody says about being asked, as it was typed; `kinds` are those they take."""

    kinds: list[AskKind] = Field(default_factory=list)
    at_once: str = ""
    per_month: str = ""
    away_until: str = ""
    topics: str = Field(default="", max_length=10_000)
    papers: str = Field(default="", max_length=20_000)
    affiliation: str = Field(default="", max_length=400)
    reading: str = ""


class InsteadForm(BaseModel):
    """Whom to ask instead, as it was typed."""

    instead: str = Field(default="", max_length=320)
    why: str = Field(default="", max_length=300)


class ExcludeForm(BaseModel):
    """Whom not to deal with."""

    handle: str = ""
