"""Works as CSL-JSON items, and how a text cites each: its label, the list's words, what tells two apart. Pure.

Source: the CSL-JSON schema, https://github.com/citation-style-language/schema (csl-data.json, 1.0.2).
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from app.markup import Citation
from app.papers.catalogue import folded
from app.writing.names import Name, plain, surname, turned

Item = Mapping[str, Any]
PEOPLE = 10
"""Authors that are named in a list of references; the rest are counted."""
_HYPHENS = re.compile(r"(?<=\w)\s*(?:--|-)\s*(?=\w)")


def citation(key: str, item: Item, work: str, url: str = "") -> Citation:
    """How a text cites a work by `key`. `work` is the same for all keys of the work; `url` beats its own address."""
    people, when, title = authors(item), year(item), str(item.get("title", ""))
    listed = "; ".join(turned(name) for name in people[:PEOPLE]) or title
    return Citation(
        key=key,
        label=label(people, when, title),
        title=title,
        authors=[plain(name) for name in people[:PEOPLE]],
        year=when,
        url=url or address(item),
        container=container(item),
        first=turned(people[0]) if people else "",
        sort=folded(f"{listed} {when} {title}"),
        work=work,
        others=max(0, len(people) - PEOPLE),
    )


def told_apart(works: Mapping[str, Citation]) -> dict[str, Citation]:
    """The works with letters where two would read the same: `Ilves 2026a`, `Ilves 2026b`, in the order of the list."""
    alike: dict[str, dict[str, Citation]] = {}
    for work in works.values():
        alike.setdefault(folded(work.label), {})[work.work or work.key] = work
    letters: dict[str, str] = {}
    for group in alike.values():
        if len(group) > 1:
            ordered = sorted(group, key=lambda one: (group[one].sort, one))
            letters |= {one: _letter(place) for place, one in enumerate(ordered)}
    return {key: _lettered(work, letters.get(work.work or work.key, "")) for key, work in works.items()}


def _lettered(work: Citation, letter: str) -> Citation:
    if not letter:
        return work
    when = f"{work.year}{letter}" if work.year else f"n.d.-{letter}"
    who = work.label.removesuffix(f" {work.year}") if work.year else work.label
    return replace(work, label=f"{who} {when}", year=when)


def _letter(place: int) -> str:
    """`a` to `z`, then `aa`, `ab` …"""
    before, last = divmod(place, 26)
    return (_letter(before - 1) if before else "") + chr(ord("a") + last)


def label(people: Sequence[Name], when: str, title: str = "") -> str:
    """Author and year as one cites them: `Ilves 2026`, `Ilves and Sato 2026`, `Ilves et al. 2026`; else the title's
    first words."""
    names = [surname(name) for name in people[:2]]
    who = f"{names[0]} et al." if len(people) > 2 else " and ".join(names)
    return " ".join(part for part in (who or _first_words(title), when) if part)


def _first_words(title: str) -> str:
    words = title.split()
    return f"“{' '.join(words[:4])}{'…' if len(words) > 4 else ''}”" if words else ""


def authors(item: Item) -> list[Name]:
    """Who wrote it, else who edited it."""
    return list(item.get("author") or item.get("editor") or [])


def year(item: Item) -> str:
    """The year it came out, or what stands for it ("in press"); '' where that is not known."""
    issued = item.get("issued") or {}
    parts = issued.get("date-parts") or [[]]
    return str(parts[0][0] if parts[0] else issued.get("literal", ""))


def container(item: Item) -> str:
    """What it appeared in and where there; else its place at arXiv, else who brought it out."""
    if within := str(item.get("container-title", "")):
        number = str(item.get("volume", "")) + (f"({item['issue']})" if item.get("issue") else "")
        place = _HYPHENS.sub("–", str(item.get("page", "")))
        return ", ".join(part for part in (" ".join(filter(None, (within, number))), place) if part)
    if arxiv := arxiv_id(item):
        return f"arXiv:{arxiv}"
    return str(item.get("publisher", ""))


def arxiv_id(item: Item) -> str:
    """Its id at arXiv, with the version where one is named; '' for a work that is not known to be there."""
    return str(item.get("archive_location", "")) if item.get("archive") == "arXiv" else ""


def address(item: Item) -> str:
    """Where a reader finds it: its DOI, its page at arXiv, its web address."""
    if doi := item.get("DOI"):
        return f"https://doi.org/{doi}"
    if arxiv := arxiv_id(item):
        return f"https://arxiv.org/abs/{arxiv}"
    url = str(item.get("URL", ""))
    return url if url.lower().startswith(("http://", "https://")) else ""


def dated(*parts: int | None) -> dict[str, list[list[int]]]:
    """A CSL date of a year, month and day, as far as they are known."""
    known: list[int] = []
    for part in parts:
        if not part:
            break
        known.append(part)
    return {"date-parts": [known]} if known else {}


def kept(fields: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """An item of the fields that have a value."""
    return {name: value for name, value in fields if value}
