"""Rows of this room: draft, co-author and invitation, live text and its updates, snapshot, revision, evidence, image,
cited work, thread, comment, suggestion, unsure mark."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, LargeBinary, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.database import Json, Moment, new_id, now, word
from app.writing.rules import CitationStyle, Kind, Occasion, Outcome, Part


class Draft(SQLModel, table=True):
    """A distillation being written. Its text is in LiveText, behind writing/text.py."""

    id: str = Field(default_factory=new_id, primary_key=True)
    title: str
    deck: str = ""
    kind: Kind = Field(default=Kind.SUMMARY, sa_type=word(Kind))
    reader: str = ""
    """Whom it is written for, in the writer's words."""
    should_know: list[str] = Field(default_factory=list, sa_type=Json)
    citation_style: CitationStyle = Field(default=CitationStyle.AUTHOR_YEAR, sa_type=word(CitationStyle))
    created_by: str = Field(foreign_key="person.id")
    created_at: datetime = Field(default_factory=now, sa_type=Moment)
    changed_at: datetime = Field(default_factory=now, sa_type=Moment)
    deleted_at: datetime | None = Field(default=None, sa_type=Moment)


class CoAuthor(SQLModel, table=True):
    """Somebody who writes (or reads along) in a draft, and the name they sign it with."""

    __tablename__ = "co_author"
    draft_id: str = Field(foreign_key="draft.id", primary_key=True)
    person_id: str = Field(foreign_key="person.id", primary_key=True, index=True)
    part: Part = Field(default=Part.WRITER, sa_type=word(Part))
    byline: str
    position: int = 0
    added_at: datetime = Field(default_factory=now, sa_type=Moment)


class DraftPaper(SQLModel, table=True):
    """A paper version that a draft explains, in order."""

    __tablename__ = "draft_paper"
    draft_id: str = Field(foreign_key="draft.id", primary_key=True)
    version_id: str = Field(foreign_key="paper_version.id", primary_key=True, index=True)
    position: int = 0


class CoAuthorInvitation(SQLModel, table=True):
    """Somebody asked to write, or read along, in a draft; they are no co-author until they accept."""

    __tablename__ = "co_author_invitation"
    id: str = Field(default_factory=new_id, primary_key=True)
    draft_id: str = Field(foreign_key="draft.id", index=True)
    person_id: str = Field(foreign_key="person.id", index=True)
    email: str | None = None
    """The address they were invited by, None by name; all that whoever invites sees of them until they accept."""
    part: Part = Field(default=Part.WRITER, sa_type=word(Part))
    invited_by: str = Field(foreign_key="person.id")
    invited_at: datetime = Field(default_factory=now, sa_type=Moment)
    decided_at: datetime | None = Field(default=None, sa_type=Moment)
    outcome: Outcome | None = Field(default=None, sa_type=word(Outcome))


class LiveText(SQLModel, table=True):
    """The one place of a draft's text: what holds up to update `settled`, and how many updates there are since.

    Read by text.current, changed by text.py and by live editing (writing/live), by nobody else.
    """

    __tablename__ = "live_text"
    draft_id: str = Field(foreign_key="draft.id", primary_key=True)
    body: str = ""
    """The text as of update `settled`."""
    state: bytes | None = Field(default=None, sa_type=LargeBinary)
    """The document as of update `settled` (a Yjs update, version 1); None until live editing first takes it over."""
    epoch: int = 1
    """Counts how often the document was made anew from its text; updates of another epoch never fit."""
    settled: int = 0
    version: int = 1
    """The number of the newest update; it only rises."""
    changed_at: datetime = Field(default_factory=now, sa_type=Moment)
    changed_by: str | None = Field(default=None, foreign_key="person.id")


class TextUpdate(SQLModel, table=True):
    """One committed change of a live text that is not settled yet (a Yjs update, version 1). Never changed."""

    __tablename__ = "text_update"
    draft_id: str = Field(foreign_key="draft.id", primary_key=True)
    version: int = Field(primary_key=True)
    epoch: int
    data: bytes = Field(sa_type=LargeBinary)
    person_id: str | None = Field(default=None, foreign_key="person.id")
    made_at: datetime = Field(default_factory=now, sa_type=Moment)


class TextClient(SQLModel, table=True):
    """Whose words a Yjs client writes in an epoch of a draft: what says who wrote what, for ever."""

    __tablename__ = "text_client"
    draft_id: str = Field(foreign_key="draft.id", primary_key=True)
    epoch: int = Field(primary_key=True)
    client: int = Field(primary_key=True, sa_type=BigInteger)
    person_id: str | None = Field(default=None, foreign_key="person.id")
    first_at: datetime = Field(default_factory=now, sa_type=Moment)


class Snapshot(SQLModel, table=True):
    """The text as it once was, unnumbered; for looking back and for anchors. Never changed but for its name."""

    __table_args__ = (UniqueConstraint("draft_id", "digest"),)
    id: str = Field(default_factory=new_id, primary_key=True)
    draft_id: str = Field(foreign_key="draft.id", index=True)
    digest: str = Field(index=True)
    body: str
    name: str = ""
    """What a writer calls it, to find it again."""
    made_at: datetime = Field(default_factory=now, sa_type=Moment)
    made_by: str | None = Field(default=None, foreign_key="person.id")
    """Who had changed the text last."""


class Revision(SQLModel, table=True):
    """A numbered snapshot that renders with nothing else present: it holds all a rendering needs. Never changed."""

    __table_args__ = (UniqueConstraint("draft_id", "number"),)
    id: str = Field(default_factory=new_id, primary_key=True)
    draft_id: str = Field(foreign_key="draft.id", index=True)
    number: int
    name: str = ""
    occasion: Occasion = Field(default=Occasion.NAMED, sa_type=word(Occasion))
    title: str
    deck: str = ""
    kind: Kind = Field(sa_type=word(Kind))
    reader: str = ""
    should_know: list[str] = Field(default_factory=list, sa_type=Json)
    source: str
    digest: str
    """SHA-256 of the source, in hexadecimal: what threads anchored to it name."""
    bylines: list[dict[str, Any]] = Field(default_factory=list, sa_type=Json)
    """`{"name", "person_id"}` in order."""
    papers: list[dict[str, Any]] = Field(default_factory=list, sa_type=Json)
    """`{"key", "arxiv_id", "number", "newest", "title", "authors", "year", "url", "licence", "categories"}`."""
    citations: list[dict[str, Any]] = Field(default_factory=list, sa_type=Json)
    """For each citation key used how it is cited (the fields of `markup.Citation`), and `item`, its CSL-JSON item."""
    citation_style: CitationStyle = Field(default=CitationStyle.AUTHOR_YEAR, sa_type=word(CitationStyle))
    images: list[dict[str, Any]] = Field(default_factory=list, sa_type=Json)
    """`{"target", "digest", "media_type", "width", "height", "credit"}` for each image used."""
    unsure: list[dict[str, Any]] = Field(default_factory=list, sa_type=Json)
    """`{"id", "anchor", "question"}` for each mark open at that moment; never rendered on a page."""
    made_by: str = Field(foreign_key="person.id")
    made_at: datetime = Field(default_factory=now, sa_type=Moment)


class Evidence(SQLModel, table=True):
    """The passage behind one claim of a revision, copied whole when it was frozen. Never changed."""

    id: str = Field(default_factory=new_id, primary_key=True)
    revision_id: str = Field(foreign_key="revision.id", index=True)
    position: int
    note_id: str
    """The note it came from; not a foreign key, for the note may be gone."""
    claim: str
    """The words of the draft that lean on it, as plain text."""
    quote: str
    before: str = ""
    after: str = ""
    """Up to 300 characters of the paper either side."""
    section: str = ""
    anchor: dict[str, Any] = Field(default_factory=dict, sa_type=Json)
    text_digest: str = ""
    paper_key: str
    paper_title: str
    number: int
    label: str
    """Such as `Abstract, arXiv 2611.01234v1`."""
    url: str
    words: str = ""
    """The note's words, only when its writer had shared them."""


class Image(SQLModel, table=True):
    """A picture of a draft, re-encoded here; its bytes are a file named by `digest`."""

    id: str = Field(default_factory=new_id, primary_key=True)
    draft_id: str = Field(foreign_key="draft.id", index=True)
    digest: str = Field(index=True)
    media_type: str
    width: int
    height: int
    source: str = ""
    licence: str = ""
    ground: str = ""
    """Why it may be shown, where its licence does not say so."""
    added_by: str = Field(foreign_key="person.id")
    added_at: datetime = Field(default_factory=now, sa_type=Moment)


class DraftWork(SQLModel, table=True):
    """A work a draft can cite that is no paper here: from a `.bib` file, or a reference of a paper."""

    __tablename__ = "draft_work"
    draft_id: str = Field(foreign_key="draft.id", primary_key=True)
    key: str = Field(primary_key=True)
    """What stands between `[@` and `]`: `doi:…`, `arxiv:…` or `bib:…`."""
    work: dict[str, Any] = Field(sa_type=Json)
    """A CSL-JSON item."""
    added_by: str = Field(foreign_key="person.id")
    added_at: datetime = Field(default_factory=now, sa_type=Moment)


class Thread(SQLModel, table=True):
    """A talk about a passage (or, without an anchor, the whole) of a draft's text.

    `visible_from` None means that only its author sees it; `byline` is the name others see. Reviewing sets both.
    """

    id: str = Field(default_factory=new_id, primary_key=True)
    draft_id: str = Field(foreign_key="draft.id", index=True)
    anchor: dict[str, Any] | None = Field(default=None, sa_type=Json)
    text_digest: str = ""
    """SHA-256 of the source the anchor was made on (a revision's or a snapshot's)."""
    hint: dict[str, Any] | None = Field(default=None, sa_type=Json)
    """`{"epoch", "start", "end"}`: relative positions (base64) in the live document; may be dropped at any time."""
    author_id: str | None = Field(default=None, foreign_key="person.id", index=True)
    byline: str = ""
    created_at: datetime = Field(default_factory=now, sa_type=Moment)
    visible_from: datetime | None = Field(default=None, sa_type=Moment)
    resolved_at: datetime | None = Field(default=None, sa_type=Moment)
    resolved_by: str | None = Field(default=None, foreign_key="person.id")


class Comment(SQLModel, table=True):
    """One contribution to a thread, in Markdown. Not changed once others can see it; taken back, its words are gone."""

    id: str = Field(default_factory=new_id, primary_key=True)
    thread_id: str = Field(foreign_key="thread.id", index=True)
    author_id: str | None = Field(default=None, foreign_key="person.id")
    byline: str
    words: str
    mentions: list[dict[str, Any]] = Field(default_factory=list, sa_type=Json)
    """`{"person_id", "name"}` for each co-author it names; `@name` stands in the words."""
    created_at: datetime = Field(default_factory=now, sa_type=Moment)
    taken_back_at: datetime | None = Field(default=None, sa_type=Moment)


class Suggestion(SQLModel, table=True):
    """A proposed edit: other words for a passage. It never touches the text until a writer accepts it.

    `visible_from` and `byline` as for a thread.
    """

    id: str = Field(default_factory=new_id, primary_key=True)
    draft_id: str = Field(foreign_key="draft.id", index=True)
    anchor: dict[str, Any] = Field(sa_type=Json)
    text_digest: str = ""
    hint: dict[str, Any] | None = Field(default=None, sa_type=Json)
    replacement: str
    """Markdown to stand in the passage's place; empty: take it out."""
    why: str = ""
    author_id: str | None = Field(default=None, foreign_key="person.id", index=True)
    byline: str
    created_at: datetime = Field(default_factory=now, sa_type=Moment)
    visible_from: datetime | None = Field(default=None, sa_type=Moment)
    decided_at: datetime | None = Field(default=None, sa_type=Moment)
    decided_by: str | None = Field(default=None, foreign_key="person.id")
    outcome: Outcome | None = Field(default=None, sa_type=word(Outcome))
    applied_at: datetime | None = Field(default=None, sa_type=Moment)
    """When the editor of whoever accepted it said that its edit is saved; until then it may not be in the text."""


class UnsureMark(SQLModel, table=True):
    """A passage the writer is not sure of, with an optional question; gone when answered, never published as a mark."""

    __tablename__ = "unsure_mark"
    id: str = Field(default_factory=new_id, primary_key=True)
    draft_id: str = Field(foreign_key="draft.id", index=True)
    anchor: dict[str, Any] = Field(sa_type=Json)
    text_digest: str = ""
    question: str = ""
    created_at: datetime = Field(default_factory=now, sa_type=Moment)
    answered_at: datetime | None = Field(default=None, sa_type=Moment)
