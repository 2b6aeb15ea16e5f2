"""Wire shapes of author checks: to the writers of a draft, and the author's own form."""

from datetime import datetime
from typing import Any

from pydantic import BaseModel, Field

from app.reviewing.author_checks.answering import Answer
from app.reviewing.author_checks.asking import Wanted
from app.reviewing.author_checks.rules import CLAIMS_MAXIMUM, CheckState, Opinion

NUMBERS = range(1, CLAIMS_MAXIMUM + 1)


class ClaimChoice(BaseModel):
    """A claim that can be asked about: its place among the text's claims, its words, and the passage behind it."""

    position: int
    claim: str
    claim_html: str
    quote_html: str
    section: str


class AddressChoice(BaseModel):
    """An address that stands in the paper, and the author it is likely to be of (or '')."""

    email: str
    name: str


class PaperChoice(BaseModel):
    """A paper whose authors can be asked, in the version that the claims lead to."""

    key: str
    number: int
    title: str
    label: str
    authors: list[str]
    addresses: list[AddressChoice]
    claims: list[ClaimChoice]


class AuthorChoices(BaseModel):
    """What there is to ask authors about a draft's text as it is now."""

    base_version: int
    papers: list[PaperChoice]
    most: int = CLAIMS_MAXIMUM


class AuthorCheckIn(BaseModel):
    """An author check to ask; asking saves a version of the text at `base_version` first."""

    base_version: int
    paper_key: str = Field(max_length=400)
    number: int
    name: str = Field(max_length=400)
    email: str = Field(max_length=320)
    claims: list[int] = Field(min_length=1, max_length=CLAIMS_MAXIMUM)
    """Positions of the claims."""

    def wanted(self) -> Wanted:
        """The same, for asking."""
        return Wanted(self.paper_key, self.number, self.name, self.email, tuple(self.claims))


class OpinionOut(BaseModel):
    """What an author said of one claim; None where they said nothing of it."""

    claim: str
    claim_html: str
    opinion: Opinion | None
    word: str


class AuthorCheckOut(BaseModel):
    """An author check, to the writers of its draft; what is not sent is not in it."""

    id: str
    name: str
    email: str
    paper: str
    revision_number: int
    state: CheckState
    asked_at: datetime
    sent_at: datetime | None
    claims: list[OpinionOut]
    shown: str
    """The sentence that pages say; empty while they say none."""
    sentence: str = ""
    """What became of asking: only in the answer that asked."""
    url: str | None = None
    """The link to pass on, where no mail is sent: only in the answer that made it."""


class AuthorForm(BaseModel):
    """The author's form as it was typed. `seen` is the sentence they were shown; without one, none was."""

    name: str = ""
    seen: str = ""
    show: str = ""
    opinion_1: str = ""
    opinion_2: str = ""
    opinion_3: str = ""
    opinion_4: str = ""
    opinion_5: str = ""
    opinion_6: str = ""
    opinion_7: str = ""
    word_1: str = ""
    word_2: str = ""
    word_3: str = ""
    word_4: str = ""
    word_5: str = ""
    word_6: str = ""
    word_7: str = ""

    def said(self, claims: list[str]) -> dict[str, Answer]:
        """What was said of each of these claims (ids of evidence)."""
        typed: dict[str, Any] = self.model_dump()
        return {
            claim: Answer(Opinion(typed[f"opinion_{number}"]), typed[f"word_{number}"])
            for number, claim in zip(NUMBERS, claims, strict=False)
            if typed[f"opinion_{number}"] in set(Opinion)
        }
