"""Rows of groups: group, member, paper on the reading list, draft brought into it, batch."""

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from app.database import Moment, new_id, now
from app.reviewing.groups.rules import Belonging


class Group(SQLModel, table=True):
    """A cohort, a write-a-thon: people, a reading list and dates, kept by one keeper."""

    id: str = Field(default_factory=new_id, primary_key=True)
    name: str
    begins: date | None = None
    ends: date | None = None
    kept_by: str = Field(foreign_key="person.id", index=True)
    made_at: datetime = Field(default_factory=now, sa_type=Moment)
    closed_at: datetime | None = Field(default=None, sa_type=Moment)


class GroupMember(SQLModel, table=True):
    """Somebody asked into a group, or in it; where they stand is derived from when what happened."""

    __tablename__ = "group_member"
    group_id: str = Field(foreign_key="group.id", primary_key=True)
    person_id: str = Field(foreign_key="person.id", primary_key=True, index=True)
    invited_at: datetime | None = Field(default=None, sa_type=Moment)
    joined_at: datetime | None = Field(default=None, sa_type=Moment)
    left_at: datetime | None = Field(default=None, sa_type=Moment)
    removed_at: datetime | None = Field(default=None, sa_type=Moment)

    @property
    def belonging(self) -> Belonging:
        """Where they stand."""
        if self.removed_at:
            return Belonging.REMOVED
        if self.left_at:
            return Belonging.LEFT
        return Belonging.MEMBER if self.joined_at else Belonging.INVITED


class GroupPaper(SQLModel, table=True):
    """A paper on arXiv, here or not, on a group's reading list."""

    __tablename__ = "group_paper"
    group_id: str = Field(foreign_key="group.id", primary_key=True)
    arxiv_id: str = Field(primary_key=True)
    position: int


class GroupDraft(SQLModel, table=True):
    """A draft that one of its writers brought into a group."""

    __tablename__ = "group_draft"
    group_id: str = Field(foreign_key="group.id", primary_key=True)
    draft_id: str = Field(foreign_key="draft.id", primary_key=True, index=True)
    brought_by: str = Field(foreign_key="person.id")
    brought_at: datetime = Field(default_factory=now, sa_type=Moment)


class Batch(SQLModel, table=True):
    """Asks for several drafts of a group that went out together. Never changed."""

    __table_args__ = (UniqueConstraint("group_id", "digest"),)
    id: str = Field(default_factory=new_id, primary_key=True)
    group_id: str = Field(foreign_key="group.id")
    digest: str
    """SHA-256 of what was asked of whom, in hexadecimal: what was sent once is not sent again."""
    blind: bool = False
    """Whether reviewers do not learn who writes, as writers do not learn who reviews."""
    sent_by: str = Field(foreign_key="person.id")
    sent_at: datetime = Field(default_factory=now, sa_type=Moment)
