"""Wire shapes: drafts that come and go as Markdown files."""

from pydantic import BaseModel, Field

from app.writing.rules import Whose


class CopyOut(BaseModel):
    """A draft as a Markdown file with front matter."""

    name: str
    """What to call the file."""
    source: str


class CopyIn(BaseModel):
    """A copy with changes; `details` says whose title, kind, reader and papers hold when both changed them."""

    source: str
    details: Whose | None = None


class FileIn(BaseModel):
    """A Markdown file to open as a draft."""

    name: str = Field(default="", max_length=200)
    source: str


class OpenedOut(BaseModel):
    """A draft begun from a document; `left` says in sentences what did not come along."""

    draft_id: str
    left: list[str]
