"""An entry of a bibliography, and where the paper cites it."""

from dataclasses import dataclass, field
from typing import Literal

Origin = Literal["html", "source", "pdf"]


@dataclass(frozen=True)
class Mention:
    """One place where an entry is cited: the heading it stands under and the sentence, as plain text."""

    section: str
    sentence: str


@dataclass(frozen=True)
class Entry:
    """An entry: `key` as the paper names it, `text` as a reader sees it, what it is known by elsewhere.

    `arxiv` holds identifiers in canonical form without a version, `doi` DOIs in lower case, both in order, mostly one
    or none; `title` is '' where it cannot be told from the rest.
    """

    key: str
    text: str
    title: str = ""
    arxiv: list[str] = field(default_factory=list)
    doi: list[str] = field(default_factory=list)
    url: str = ""
    cited: list[Mention] = field(default_factory=list)
