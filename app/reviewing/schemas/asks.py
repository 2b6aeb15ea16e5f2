"""What a draft's writers send and see of their asks."""

from datetime import date, datetime
from enum import StrEnum

from pydantic import BaseModel, EmailStr, Field

from app.people.schemas import PersonOut
from app.reviewing.rules import ASKS_MAXIMUM, MINUTES, AskKind, Chosen, To, Via, Wanted
from app.reviewing.schemas.passages import OfferedPassage, PassageWire
from app.reviewing.schemas.reviews import ReviewOut


class ToIn(BaseModel):
    """Whom to ask: a person here, an address, or whoever holds a link."""

    via: Via
    person_id: str | None = None
    email: EmailStr | None = None
    answers: int = Field(default=1, ge=1, le=50)
    """How many people may answer through the link."""
    mail: bool = True
    """Whether a mail is sent, where there is an address to send it to."""


class WantedIn(BaseModel):
    """One ask for a review."""

    kind: AskKind = AskKind.CORRECTNESS
    question: str = Field(default="", max_length=500)
    passages: list[PassageWire] = Field(default_factory=list, max_length=100)
    minutes: int = Field(default=20, ge=MINUTES[0], le=MINUTES[1])
    due: date
    to: list[ToIn] = Field(min_length=1, max_length=10)

    def wanted(self) -> Wanted:
        """The same, for asking. Raises BadInput for characters that nothing can hold."""
        return Wanted(
            kind=self.kind, question=self.question, passages=[passage.kept() for passage in self.passages],
            minutes=self.minutes, due=self.due, to=[To(**to.model_dump()) for to in self.to],
        )  # fmt: skip


class AskIn(WantedIn):
    """An ask for a review; asking saves a version of the text at `base_version` first."""

    base_version: int


class AsksIn(BaseModel):
    """Asks that go out together, all about the version saved of the text at `base_version`."""

    base_version: int
    asks: list[WantedIn] = Field(min_length=1, max_length=ASKS_MAXIMUM)


class ProposalOut(BaseModel):
    """A ready-made ask, everything filled in."""

    kind: AskKind
    passages: list[PassageWire]
    minutes: int
    due: date
    sentence: str
    """Such as `Ask somebody about 3 places you are unsure of: 20 minutes, by Friday.`"""


class FitOut(BaseModel):
    """Somebody who could be asked."""

    person: PersonOut
    why: str
    """From public facts only, such as `Wrote 2 papers this draft cites. Free.`"""


class FitsOut(BaseModel):
    """Those who fit an ask, whom to ask first first."""

    fits: list[FitOut]
    sentence: str
    """What there is to say when nobody does; else empty."""


class OpeningOut(BaseModel):
    """Somebody opened a link."""

    at: datetime
    who: str
    """A name, or `somebody`."""


class InvitationRow(BaseModel):
    """Somebody asked, to the writer."""

    id: str
    via: Via
    who: str
    """A name, an address, or `anyone with the link`."""
    url: str | None = None
    """The link to copy: only in the answer that made it, for it is kept only as a hash."""
    state: str
    """waiting, opened, begun, answered, declined, taken_back, passed, expired."""
    chosen: Chosen
    answers: int
    answers_allowed: int
    openings: list[OpeningOut]
    instead: str
    """Whom they named to be asked in their place: an address or a handle; empty for nobody, or once it was done."""
    instead_why: str


class Again(StrEnum):
    """Whether those who answered an ask can be asked again."""

    NOT_YET = "not_yet"
    """Nobody answered."""
    UNCHANGED = "unchanged"
    """The text is as they read it."""
    READY = "ready"
    DONE = "done"
    """They were asked again already."""


class AgainIn(BaseModel):
    """Asking again saves a version of the text at `base_version` first."""

    base_version: int


class AskOut(BaseModel):
    """An ask that is out, to the draft's writers."""

    id: str
    kind: AskKind
    sentence: str
    question: str
    minutes: int
    due: date
    revision_number: int
    passages: list[PassageWire]
    asked_at: datetime
    withdrawn_at: datetime | None
    routing: str
    """How the asking for the writer stands, in a sentence; empty when the writer picks."""
    invitations: list[InvitationRow]
    reviews: list[ReviewOut]
    round: int
    """1, or which time the same people are asked."""
    again: Again
    """Whether those who answered can be asked about the text as it is now."""


class ReviewScreen(BaseModel):
    """What the draft's writers see on the Review tab."""

    proposals: list[ProposalOut]
    """Asks to send together as they are, or to change."""
    passages: list[OfferedPassage]
    """All that can be asked about beside sections and the whole, in the order of the text, marks first."""
    people: list[PersonOut]
    """People here who could be asked (never the draft's own writers)."""
    asks: list[AskOut]


class ArrivedRow(BaseModel):
    """A review that came for one of one's drafts and was not read yet."""

    review_id: str
    draft_id: str
    title: str
    byline: str
    comments: int
    sent_at: datetime
