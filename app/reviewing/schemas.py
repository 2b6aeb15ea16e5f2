"""Wire shapes of this room."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any, Literal

from pydantic import BaseModel, EmailStr, Field

from app.people.schemas import PersonOut
from app.reading.schemas import AnchorWire
from app.reviewing.rules import (
    ASKS_MAXIMUM,
    MINUTES,
    SENTENCE_MAXIMUM,
    AskKind,
    Chosen,
    Grade,
    Mark,
    To,
    ValueAdd,
    Verdict,
    Via,
    Wanted,
)
from app.writing.rules import Outcome
from app.writing.schemas import CommentOut, RevisionOut


class PassageWire(BaseModel):
    """A passage that an ask is about: an unsure mark, a claim, or words of the source."""

    unsure_id: str | None = None
    evidence_id: str | None = None
    note_id: str | None = Field(default=None, max_length=64)
    """Of a claim: the note it leans on."""
    use: int | None = Field(default=None, ge=1, le=10_000)
    """Which of the claims that lean on that note, from 1."""
    anchor: AnchorWire
    question: str = Field(default="", max_length=500)

    @classmethod
    def of(cls, kept: dict[str, Any]) -> "PassageWire":
        """The wire shape of a passage as an ask keeps it."""
        return cls(**{**kept, "anchor": AnchorWire.of(kept["anchor"])})

    def kept(self) -> dict[str, Any]:
        """The passage as an ask keeps it. Raises BadInput for characters that nothing can hold."""
        return {**self.model_dump(exclude={"anchor"}), "anchor": self.anchor.anchor().as_json()}


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


class OfferedPassage(PassageWire):
    """What can be asked about: a mark, or a claim."""

    html: str
    """Its words, formulas drawn."""
    source: str = ""
    """Of a claim: the section of the paper its passage stands in."""
    rank: int
    """Which to ask about first, from 0; marks come before claims."""


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


class OpenAskRow(BaseModel):
    """An ask that anybody who fits may pick."""

    ask_id: str
    title: str
    sentence: str
    minutes: int
    asked_by: str
    due: date
    asked_at: datetime


class PickedOut(BaseModel):
    """The invitation that somebody has now, having picked an open ask."""

    invitation_id: str


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


class TickOut(BaseModel):
    """What a review says of one claim."""

    evidence_id: str
    verdict: Verdict
    why: str


class TickIn(BaseModel):
    """A verdict on one claim, with a word why."""

    verdict: Verdict
    why: str = Field(default="", max_length=500)


class ReviewThread(BaseModel):
    """A reviewer's comment at a passage of the revision's rendered text (or about the whole)."""

    id: str
    anchor: AnchorWire | None
    mark: Mark
    comments: list[CommentOut]
    resolved_at: datetime | None
    """When the draft's writers settled it."""


class ReviewSuggestionOut(BaseModel):
    """A reviewer's suggested edit of a passage of the revision's rendered text."""

    id: str
    anchor: AnchorWire
    replacement: str
    why: str
    created_at: datetime
    outcome: Outcome | None
    """What the draft's writers made of it; None while it is open."""


class RatingOut(BaseModel):
    """How far the piece carries one of the four things an explanation adds."""

    value: ValueAdd
    grade: Grade


class RatingIn(BaseModel):
    """How far the piece carries it."""

    grade: Grade


class ReviewOut(BaseModel):
    """A review: to its own writer while it is not sent, then also to the draft's writers."""

    id: str
    ask_id: str
    kind: AskKind
    revision_number: int
    byline: str
    sentence: str
    sentence_html: str
    said_back: str
    """What the reader took from it, in their own words; asked for where it is about clarity or the story."""
    ticks: list[TickOut]
    ratings: list[RatingOut]
    threads: list[ReviewThread]
    suggestions: list[ReviewSuggestionOut]
    sent_at: datetime | None
    read_at: datetime | None


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


class AskedRow(BaseModel):
    """An invitation in its reader's list."""

    invitation_id: str
    title: str
    sentence: str
    asked_by: str
    due: date
    asked_at: datetime
    begun: bool


class ArrivedRow(BaseModel):
    """A review that came for one of one's drafts and was not read yet."""

    review_id: str
    draft_id: str
    title: str
    byline: str
    comments: int
    sent_at: datetime


class EarlierClaim(BaseModel):
    """What a reviewer said of a claim in an earlier version, and whether it stands as it was in this one."""

    claim: str
    verdict: Verdict
    why: str
    became: Literal["same", "changed", "gone"]


class BeforeOut(BaseModel):
    """What a reviewer sent about an earlier version, and what became of it in this one."""

    review: ReviewOut
    claims: list[EarlierClaim]
    standing: list[str]
    """Those of its threads whose passage still stands in this version."""
    old_blocks: list[str]
    new_blocks: list[str]
    """Both versions as the page shows them, in blocks that carry `data-h`, a hash of what they show."""


class ShowsOut(BaseModel):
    """What the screen of a review shows beside the text and the comments: no more than the ask needs."""

    claims: bool
    mark: Mark | None
    """What one key says of a place."""
    said_back: bool
    ratings: bool


class InvitationOut(BaseModel):
    """All a reviewer needs: the ask, the saved version, the passages behind its claims, and their own review."""

    id: str
    sentence: str
    kind: AskKind
    question: str
    minutes: int
    due: date
    asked_by: str
    passages: list[PassageWire]
    """What is asked about beside claims; nothing and no claims: the whole."""
    claims: list[str]
    """The evidence of the claims to look at, in the order of the text."""
    shows: ShowsOut
    revision: RevisionOut
    review: ReviewOut | None
    before: BeforeOut | None
    """Where they reviewed an earlier version: what changed since, and what became of what they said."""
    signed_in: bool
    """When nobody is signed in, a name to sign the review with is asked for."""
    may_decline: bool
    """A link that several people may hold has nothing to decline."""


class BylineIn(BaseModel):
    """The name a review is signed with; a person here may leave it empty to sign with their own."""

    byline: str = Field(default="", max_length=80)


class ReviewChange(BaseModel):
    """What is to be different about a review that is not sent yet."""

    sentence: str | None = Field(default=None, max_length=SENTENCE_MAXIMUM)
    said_back: str | None = Field(default=None, max_length=SENTENCE_MAXIMUM)
    byline: str | None = Field(default=None, max_length=80)


class ReviewCommentIn(BaseModel):
    """A comment; its anchor is made on the revision's rendered text, formulas as TeX between dollars."""

    anchor: AnchorWire | None = None
    words: str = Field(default="", max_length=10_000)
    """A mark needs none."""
    mark: Mark = Mark.COMMENT


class ReviewSuggestionIn(BaseModel):
    """Other words for a passage; its anchor is made on the revision's rendered text. No words: take it out."""

    anchor: AnchorWire
    replacement: str = Field(max_length=20_000)
    why: str = Field(default="", max_length=1_000)


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
