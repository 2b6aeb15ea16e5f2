"""The replica's papers, read from the TOML files beside this one."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from app.replica.figures import Plot
from app.replica.review import composed

FOLDER = Path(__file__).parent / "papers"


@dataclass(frozen=True)
class Section:
    """A heading, its text as last written, what stood there `first`, and the version `since` which it exists."""

    title: str
    text: str
    first: str | None = None
    since: int = 1


@dataclass(frozen=True)
class Version:
    """When a version was submitted and how large it was; a `hidden` one appears when somebody reveals it."""

    date: datetime
    size: str
    hidden: bool = False


@dataclass(frozen=True)
class Paper:
    """One paper; `first_title`, `first_abstract` and `first_comment` are those before the last version, if they differ.

    `addresses` are its authors' as their source writes them. `formats` says what there is of it besides the abstract:
    `html`, `source`, `pdf`. `written` counts its versions, hidden ones included. `bib` is its bibliography in BibTeX,
    for a paper submitted with one and without a `.bbl`.
    """

    id: str
    title: str
    authors: list[str]
    abstract: str
    categories: list[str]
    licence: str
    versions: list[Version]
    submitter: str
    written: int
    comment: str = ""
    journal_ref: str = ""
    doi: str = ""
    first_title: str = ""
    first_abstract: str = ""
    first_comment: str = ""
    bib: str = ""
    addresses: str = ""
    formats: list[str] = field(default_factory=lambda: ["html", "source", "pdf"])
    affiliations: dict[str, str] = field(default_factory=dict)
    sections: list[Section] = field(default_factory=list)
    references: dict[str, str] = field(default_factory=dict)
    figures: dict[str, Plot] = field(default_factory=dict)

    @property
    def newest(self) -> int:
        """The number of its last version."""
        return len(self.versions)

    def told(self, name: str, version: int) -> str:
        """`title`, `abstract` or `comment` as it was at a version."""
        first = getattr(self, f"first_{name}") if version < self.written else ""
        return str(first or getattr(self, name))

    def sections_at(self, version: int) -> list[tuple[str, str]]:
        """Title and text of each section as it stood at a version."""
        before = version < self.written
        return [
            (one.title, one.first if before and one.first is not None else one.text)
            for one in self.sections
            if one.since <= version
        ]


Known = Mapping[str, Paper]
"""Papers by their identifiers."""


@cache
def papers(revealed: frozenset[str] = frozenset()) -> Known:
    """Every paper by its identifier, newest first; hidden versions only of those `revealed`."""
    shown = [
        paper if paper.id in revealed else replace(paper, versions=[one for one in paper.versions if not one.hidden])
        for paper in _written()
    ]
    return {paper.id: paper for paper in sorted(shown, key=lambda one: one.versions[0].date, reverse=True)}


def find(named: str, known: Known | None = None) -> tuple[Paper, int] | None:
    """The paper and version that `2611.01234v1` or `2611.01234` names; None when there is no such version."""
    match = re.fullmatch(r"(.+?)(?:v([0-9]+))?", named)
    paper = (papers() if known is None else known).get(match[1]) if match else None
    if match is None or paper is None:
        return None
    version = int(match[2]) if match[2] else paper.newest
    return (paper, version) if 1 <= version <= paper.newest else None


@cache
def _written() -> list[Paper]:
    return [_paper(tomllib.loads(path.read_text(encoding="utf-8"))) for path in sorted(FOLDER.glob("*.toml"))]


def _paper(read: dict[str, Any]) -> Paper:
    if "review" in read:
        read.update(composed(read.pop("review")))
    versions = [Version(**{**one, "date": one["date"].astimezone(UTC)}) for one in read.pop("versions")]
    sections = [Section(**one) for one in read.pop("sections", [])]
    figures = {name: Plot(**one) for name, one in read.pop("figures", {}).items()}
    bib = read.pop("bib", "").lstrip()
    texts = {name: " ".join(value.split()) for name, value in read.items() if isinstance(value, str)}
    told = {**read, **texts, "bib": bib, "written": len(versions)}
    return Paper(**told, versions=versions, sections=sections, figures=figures)
