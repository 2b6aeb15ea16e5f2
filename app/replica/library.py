"""The replica's papers, read from the TOML files beside this one."""

import re
import tomllib
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "papers"


@dataclass(frozen=True)
class Section:
    """A heading, the newest text under it, and the text it had in the first version where that differed."""

    title: str
    text: str
    first: str | None = None


@dataclass(frozen=True)
class Version:
    """When a version was submitted and how large it was."""

    date: datetime
    size: str


@dataclass(frozen=True)
class Paper:
    """One paper; `first_title`, `first_abstract` and `first_comment` are those of version 1 where they differed."""

    id: str
    title: str
    authors: list[str]
    abstract: str
    categories: list[str]
    licence: str
    versions: list[Version]
    submitter: str
    comment: str = ""
    journal_ref: str = ""
    doi: str = ""
    first_title: str = ""
    first_abstract: str = ""
    first_comment: str = ""
    affiliations: dict[str, str] = field(default_factory=dict)
    sections: list[Section] = field(default_factory=list)
    references: list[str] = field(default_factory=list)

    @property
    def newest(self) -> int:
        """The number of its last version."""
        return len(self.versions)

    def told(self, name: str, version: int) -> str:
        """`title`, `abstract` or `comment` as it was at a version."""
        first = getattr(self, f"first_{name}") if version < self.newest else ""
        return str(first or getattr(self, name))

    def text(self, section: Section, version: int) -> str:
        """What stood under a heading at a version."""
        return section.first if version < self.newest and section.first is not None else section.text


@cache
def papers() -> dict[str, Paper]:
    """Every paper by its identifier, newest first."""
    read = [_paper(tomllib.loads(path.read_text(encoding="utf-8"))) for path in sorted(FOLDER.glob("*.toml"))]
    return {paper.id: paper for paper in sorted(read, key=lambda one: one.versions[0].date, reverse=True)}


def find(named: str) -> tuple[Paper, int] | None:
    """The paper and version that `2611.01234v1` or `2611.01234` names; None when there is no such version."""
    match = re.fullmatch(r"(.+?)(?:v([0-9]+))?", named)
    paper = papers().get(match[1]) if match else None
    if match is None or paper is None:
        return None
    version = int(match[2]) if match[2] else paper.newest
    return (paper, version) if 1 <= version <= paper.newest else None


def _paper(read: dict[str, Any]) -> Paper:
    versions = [Version(one["date"].astimezone(UTC), one["size"]) for one in read.pop("versions")]
    sections = [Section(**{name: _paragraphs(text) for name, text in one.items()}) for one in read.pop("sections", [])]
    texts = {name: " ".join(value.split()) for name, value in read.items() if isinstance(value, str)}
    return Paper(**{**read, **texts, "versions": versions, "sections": sections})


def _paragraphs(text: str) -> str:
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in text.strip().split("\n\n"))
