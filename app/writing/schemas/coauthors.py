"""Wire shapes: those who write a draft together, and those invited to."""

from datetime import datetime

from pydantic import BaseModel, Field, model_validator

from app.papers.schemas import PaperRow
from app.writing.rules import Part


class CoAuthorInvitationIn(BaseModel):
    """Somebody to invite: a person here, or an e-mail address; exactly one of the two."""

    person_id: str | None = None
    email: str | None = Field(default=None, max_length=320)
    part: Part = Part.WRITER

    @model_validator(mode="after")
    def _one(self) -> "CoAuthorInvitationIn":
        if (self.person_id is None) == (self.email is None):
            raise ValueError("give a person or an e-mail address")
        return self


class CoAuthorInvitationOut(BaseModel):
    """An invitation that waits for an answer, or waited in vain, to the writers of its draft."""

    id: str
    whom: str
    """Their name, or the address they were invited by."""
    part: Part
    invited_by: str
    invited_at: datetime
    ends_at: datetime
    expired: bool


class CoAuthorInvitationMade(CoAuthorInvitationOut):
    """What became of it: `mailed`, or the `url` that the writer has to pass on, given only here."""

    mailed: bool
    url: str | None


class MyInvitation(BaseModel):
    """An invitation to whoever asks: all they see of the draft before they accept."""

    id: str
    title: str
    papers: list[PaperRow]
    invited_by: str
    part: Part
    invited_at: datetime
    ends_at: datetime


class Accepted(BaseModel):
    """The draft that one has a part in now."""

    draft_id: str


class AuthorChange(BaseModel):
    """What is to be different about a co-author; fields left out stay."""

    part: Part | None = None
    byline: str | None = Field(default=None, min_length=1, max_length=80)
    position: int | None = Field(default=None, ge=0, le=10_000)
    """Their place in the list, from 0; beyond its end is the end."""
