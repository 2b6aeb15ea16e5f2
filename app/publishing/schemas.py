"""Wire shapes of this room."""

from datetime import datetime

from pydantic import BaseModel, Field

from app.publishing.rules import Audience, Licence


class CheckOut(BaseModel):
    """One check before publishing: what was found, and where to mend it (a stage of the draft) when it can be."""

    ok: bool
    sentence: str
    stage: str | None = None
    line: int | None = None


class ReleaseRow(BaseModel):
    """A release in a list."""

    number: int
    revision_number: int
    released_at: datetime
    note: str
    licence: Licence
    url: str


class PublicationOut(BaseModel):
    """A page, to the writers of its draft."""

    id: str
    slug: str
    url: str
    """Absolute; carries the key while the audience is anyone with the link."""
    audience: Audience
    releases: list[ReleaseRow]
    withdrawn_at: datetime | None


class PublishScreen(BaseModel):
    """What the Publish tab shows."""

    publication: PublicationOut | None
    changed: bool
    """Whether the draft holds anything that its page does not show."""
    blocking: list[CheckOut]
    advice: list[CheckOut]
    quoted_share: float
    """How much of the most quoted paper's text the claims quote, from 0 to 1."""
    slug: str
    """The address proposed, or the one it has."""
    bylines: list[str]
    people_here: int
    card: "CardOut"


class CardOut(BaseModel):
    """How a piece looks in the feed."""

    title: str
    deck: str
    authors: list[str]
    papers: list[str]
    reader: str
    checked: str


class ReleaseIn(BaseModel):
    """How a revision is to be released."""

    slug: str = Field(max_length=80)
    audience: Audience
    licence: Licence = Licence.CC_BY
    note: str = Field(default="", max_length=500)


class AudienceIn(BaseModel):
    """Who may read it from now on."""

    audience: Audience


class WithdrawalIn(BaseModel):
    """Why it is taken back, in a sentence readers will see."""

    reason: str = Field(default="", max_length=500)


class PieceRow(BaseModel):
    """A published piece in a list."""

    title: str
    url: str
    draft_id: str | None
    """For its own writers."""
    authors: list[str]
    papers: list[str]
    audience: Audience
    updates: int
    """Releases after the first."""
    released_at: datetime
    checked: str
    withdrawn: bool


class StartRow(BaseModel):
    """A paper here that nobody has explained yet."""

    key: str
    title_html: str
    why: str
    pages: str
