"""What goes in and out about groups."""

from datetime import date, datetime

from pydantic import BaseModel, Field

from app.papers.schemas import PaperRow
from app.people.schemas import PersonOut
from app.reviewing.groups.rules import (
    AT_MOST_MAXIMUM,
    DRAFTS_MAXIMUM,
    EACH_MAXIMUM,
    NAME_MAXIMUM,
    Belonging,
    Stage,
    Terms,
)
from app.reviewing.rules import MINUTES, AskKind


class GroupIn(BaseModel):
    """What a group is called, and when it is."""

    name: str = Field(max_length=NAME_MAXIMUM)
    begins: date | None = None
    ends: date | None = None


class GroupRow(BaseModel):
    """A group in the list of one's groups."""

    id: str
    name: str
    begins: date | None
    ends: date | None
    keeper: PersonOut
    keeps: bool
    """Whether one keeps it oneself."""
    belonging: Belonging
    made_at: datetime


class ListedPaper(BaseModel):
    """A paper on the reading list; without `paper` it is not here yet."""

    arxiv_id: str
    paper: PaperRow | None


class OwnDraft(BaseModel):
    """A draft of one's own, and whether it is in the group."""

    id: str
    title: str
    brought: bool
    saved: bool
    """Whether a version was saved: without one nobody can be asked about it."""
    about_list: bool
    """Whether it explains a paper of the reading list."""


class GroupOut(GroupRow):
    """A group, as one may see it."""

    sees: list[str]
    """What its keeper sees of whoever is in it, in sentences."""
    papers: list[ListedPaper]
    people: list[PersonOut]
    """Who is in it; to whoever is not, nobody."""
    own_drafts: list[OwnDraft]


class DraftStanding(BaseModel):
    """A draft of a group, to its keeper."""

    id: str
    title: str
    stage: Stage
    version: int
    out: int
    answered: int
    changed_at: datetime


class PersonStanding(BaseModel):
    """Somebody of a group, to its keeper."""

    person: PersonOut
    belonging: Belonging
    drafts: list[DraftStanding]
    to_answer: int
    """Asks of the group that wait for their answer."""


class AskedInIn(BaseModel):
    """Handles and e-mail addresses, one a line or with commas between them."""

    who: str = Field(max_length=20_000)


class AskedInOut(BaseModel):
    """What became of one of them."""

    who: str
    sentence: str
    asked: bool
    address: str
    """Where no mail is sent: the page to hand over to them; given only here."""


class LinkOut(BaseModel):
    """A link into the group, given only here."""

    url: str
    days: int
    uses: int


class ListIn(BaseModel):
    """The reading list: arXiv ids or addresses, one a line."""

    text: str = Field(max_length=20_000)


class TermsIn(BaseModel):
    """What a batch asks for."""

    kind: AskKind = AskKind.CORRECTNESS
    question: str = Field(default="", max_length=500)
    minutes: int = Field(default=20, ge=MINUTES[0], le=MINUTES[1])
    due: date
    each: int = Field(default=2, ge=1, le=EACH_MAXIMUM)
    at_most: int = Field(default=3, ge=1, le=AT_MOST_MAXIMUM)
    blind: bool = False

    def terms(self) -> Terms:
        """The same, for asking."""
        return Terms(
            kind=self.kind, question=self.question, minutes=self.minutes, due=self.due, each=self.each,
            at_most=self.at_most, blind=self.blind,
        )  # fmt: skip


class PlanIn(TermsIn):
    """A batch to work out."""

    drafts: list[str] = Field(max_length=DRAFTS_MAXIMUM)


class PairIn(BaseModel):
    """Somebody to ask about one saved version of a draft."""

    draft_id: str
    revision_id: str
    person_id: str


class BatchIn(TermsIn):
    """A batch to send, as it was worked out."""

    pairs: list[PairIn] = Field(max_length=DRAFTS_MAXIMUM * EACH_MAXIMUM)


class PairOut(PairIn):
    """Somebody who would be asked, and why."""

    name: str
    why: str


class PlannedDraft(BaseModel):
    """A draft of a batch and who would be asked about it."""

    id: str
    title: str
    version: int
    writers: list[str]
    asks: list[PairOut]


class PlanOut(BaseModel):
    """Who would be asked about what; nobody was asked yet."""

    drafts: list[PlannedDraft]
    short: list[str]
    """Which drafts get too few people, and why, one sentence each."""
    worst: str
    """Which draft is served worst, in a sentence."""
    asks: int
    people: int
    """How many people get at least one ask."""
    most: int
    """How many asks the busiest of them gets."""


class BatchOut(BaseModel):
    """A batch that is out."""

    id: str
    asks: int
    sent_at: datetime
