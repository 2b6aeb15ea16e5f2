"""Rows of this room: person, sign-in, ORCID iD, browser session, token, signed link and its openings, notice, choices
of post, attempt; availability, topic, exclusion."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from app.database import Json, Moment, new_id, now, word
from app.people.post.rules import DIGEST_HOUR, Kind
from app.people.rules import Role


class Person(SQLModel, table=True):
    """Somebody known here, with or without a way to sign in. An invited address is a person who has not joined yet."""

    id: str = Field(default_factory=new_id, primary_key=True)
    handle: str | None = Field(default=None, unique=True)
    name: str
    email: str | None = Field(default=None, unique=True)
    role: Role = Field(default=Role.MEMBER, sa_type=word(Role))
    created_at: datetime = Field(default_factory=now, sa_type=Moment)
    joined_at: datetime | None = Field(default=None, sa_type=Moment)
    suspended_at: datetime | None = Field(default=None, sa_type=Moment)


class SignIn(SQLModel, table=True):
    """A way to sign in: a password's argon2 hash, later an identity elsewhere."""

    __tablename__ = "sign_in"
    id: str = Field(default_factory=new_id, primary_key=True)
    person_id: str = Field(foreign_key="person.id", index=True)
    kind: str = "password"
    secret: str
    created_at: datetime = Field(default_factory=now, sa_type=Moment)


class OrcidIdentity(SQLModel, table=True):
    """The ORCID iD that somebody showed to be theirs by signing in there; others see it beside their name."""

    __tablename__ = "orcid_identity"
    person_id: str = Field(foreign_key="person.id", primary_key=True)
    orcid: str = Field(unique=True)
    """As `0000-0001-2345-6789`."""
    connected_at: datetime = Field(default_factory=now, sa_type=Moment)


class BrowserSession(SQLModel, table=True):
    """A browser somebody is signed in on; the cookie's value is kept only as its SHA-256."""

    __tablename__ = "browser_session"
    digest: str = Field(primary_key=True)
    person_id: str = Field(foreign_key="person.id", index=True)
    agent: str = ""
    created_at: datetime = Field(default_factory=now, sa_type=Moment)
    expires_at: datetime = Field(sa_type=Moment)


class Token(SQLModel, table=True):
    """A bearer token for a person's programs, kept only as its SHA-256."""

    id: str = Field(default_factory=new_id, primary_key=True)
    person_id: str = Field(foreign_key="person.id", index=True)
    name: str
    digest: str = Field(unique=True)
    created_at: datetime = Field(default_factory=now, sa_type=Moment)
    revoked_at: datetime | None = Field(default=None, sa_type=Moment)


class SignedLink(SQLModel, table=True):
    """128 random bits that allow one purpose on one subject until they expire, are used up or are taken back."""

    __tablename__ = "signed_link"
    id: str = Field(default_factory=new_id, primary_key=True)
    digest: str = Field(unique=True)
    purpose: str = Field(index=True)
    subject: str = Field(default="", index=True)
    person_id: str | None = Field(default=None, foreign_key="person.id")
    email: str | None = None
    made_by: str | None = Field(default=None, foreign_key="person.id", index=True)
    created_at: datetime = Field(default_factory=now, sa_type=Moment)
    expires_at: datetime = Field(sa_type=Moment)
    revoked_at: datetime | None = Field(default=None, sa_type=Moment)
    uses: int = 0
    uses_allowed: int = 1
    detail: dict[str, Any] = Field(default_factory=dict, sa_type=Json)


class LinkOpening(SQLModel, table=True):
    """Somebody looked at what a signed link leads to (said by their page, never by a mail scanner's GET)."""

    __tablename__ = "link_opening"
    id: str = Field(default_factory=new_id, primary_key=True)
    link_id: str = Field(foreign_key="signed_link.id", index=True)
    person_id: str | None = Field(default=None, foreign_key="person.id")
    at: datetime = Field(default_factory=now, sa_type=Moment)


class Notice(SQLModel, table=True):
    """Something a person should know, told once: `key` names the occasion."""

    __table_args__ = (UniqueConstraint("person_id", "key"),)
    id: str = Field(default_factory=new_id, primary_key=True)
    person_id: str = Field(foreign_key="person.id", index=True)
    key: str
    sentence: str
    path: str
    """Where it leads, an address of this site."""
    kind: Kind = Field(default=Kind.PART, sa_type=word(Kind))
    detail: str = ""
    """What a mail adds below the sentence, one line each; empty again once it is mailed."""
    mail_path: str = ""
    """Where a mail leads, when that is elsewhere (a signed link); empty again once it is mailed."""
    made_at: datetime = Field(default_factory=now, sa_type=Moment)
    seen_at: datetime | None = Field(default=None, sa_type=Moment)
    listed: bool = True
    """Whether the desk lists it; what stands there by itself, such as a review that came, is only mailed."""
    unmailed_since: datetime | None = Field(default=None, sa_type=Moment)
    """Since when it may have to be mailed; None: it was, or needs no mail."""


class PostChoice(SQLModel, table=True):
    """What somebody wants to hear of by mail, and when; no row: as the defaults have it."""

    __tablename__ = "post_choice"
    person_id: str = Field(foreign_key="person.id", primary_key=True)
    ways: dict[str, str] = Field(default_factory=dict, sa_type=Json)
    """Kind of notice -> at once, in the digest, or never; a kind that is absent comes as usual."""
    zone: str = ""
    """Their time zone (IANA); empty: the instance's."""
    digest_hour: int = DIGEST_HOUR
    quiet_from: int | None = None
    quiet_until: int | None = None
    changed_at: datetime = Field(default_factory=now, sa_type=Moment)


class Attempt(SQLModel, table=True):
    """One try at something that is limited (a password, a lost password, an invitation), by whom or from where."""

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(index=True)
    at: datetime = Field(default_factory=now, sa_type=Moment, index=True)


class Availability(SQLModel, table=True):
    """What somebody can be asked for in other people's drafts, as they say; no row: as the defaults have it."""

    person_id: str = Field(foreign_key="person.id", primary_key=True)
    refuses: list[str] = Field(default_factory=list, sa_type=Json)
    """Kinds of ask they do not want, in the words of the room that asks."""
    at_once: int = 2
    """How many open asks at a time are enough."""
    per_month: int = 4
    away_until: date | None = None
    """The last day they are away."""
    affiliation: str = ""
    """Where they work or study, as they state it."""
    reading_counts_since: datetime | None = Field(default=None, sa_type=Moment)
    """Since when what they read here may tell what they know; None: it may not."""
    changed_at: datetime = Field(default_factory=now, sa_type=Moment)


class Topic(SQLModel, table=True):
    """A topic somebody works on, in their own words."""

    person_id: str = Field(foreign_key="person.id", primary_key=True)
    words: str = Field(primary_key=True)


class Exclusion(SQLModel, table=True):
    """Somebody does not want to deal with somebody else. Known to the first alone."""

    person_id: str = Field(foreign_key="person.id", primary_key=True)
    excluded_id: str = Field(foreign_key="person.id", primary_key=True, index=True)
    made_at: datetime = Field(default_factory=now, sa_type=Moment)
