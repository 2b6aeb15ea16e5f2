"""A `.bib` file as CSL-JSON items, entry by entry; what cannot be read is named, and harms no other entry."""

import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import bibtexparser
from bibtexparser import model

from app.errors import BadInput
from app.papers.bibliography.fields import entry_of_fields
from app.papers.bibliography.tex_text import shown
from app.writing.bibtex.kinds import CSL_TYPES, MONTHS
from app.writing.csl import dated, kept
from app.writing.names import name_of

BYTES = 4_000_000
"""What is read of a file."""
MOST = 5_000
"""Entries that are read of a file."""
_BEGINNINGS = 20_000
"""Beginnings of entries in a file; more than that is no bibliography, and costs more than it is worth."""
_NAMED = 500
"""Entries that are named when they cannot be read; of what comes after only how many there are."""
_NAMES, _LONGEST = 1_000, 2_000
_OPEN = "It could not be read: a brace or quote is open, or a comma is missing."
_INHERITED = ("year", "date", "publisher", "address", "location", "editor", "series", "volume")
_KEY = re.compile(r"@\s*\w+\s*[{(]\s*([^\s,{}()=\"]+)\s*,")
_BEGIN = re.compile(r"@\s*\w{1,40}\s*[{(]")
_DATE = re.compile(r"(\d{4})(?:-(\d\d?)(?:-(\d\d?))?)?")
_DAY = re.compile(r"[12]?\d|3[01]")
_YEAR = re.compile(r"(?<!\d)(\d{4})(?!\d)")
_DASHES = re.compile(r"\s*(?:-{2,3}|–|—)\s*")
_PIECES = re.compile(r"[{}]|\s+and\s+", re.IGNORECASE)

logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)


@dataclass(frozen=True)
class Entry:
    """An entry: its key in the file, the line it begins on (from 1), the work as a CSL-JSON item."""

    name: str
    line: int
    item: dict[str, Any]


@dataclass(frozen=True)
class Refused:
    """An entry that could not be read: where it begins, its key as far as it has one, why, as a sentence."""

    name: str
    line: int
    sentence: str


@dataclass
class Read:
    """What a file held."""

    entries: list[Entry] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)


def read(text: str) -> Read:
    """All entries of a `.bib` file in its order, those with the same key included. Raises BadInput for too many."""
    if len(_BEGIN.findall(text)) > _BEGINNINGS:
        raise BadInput(f"A .bib file may hold {MOST:,} entries. Nothing was brought in.")
    found = Read()
    given = list(_entries(text, found.refused))
    every = {entry.key: _fields(entry) for entry, _ in reversed(given)}
    for entry, line in given[:MOST]:
        item = item_of(entry.entry_type, _with_parent(_fields(entry), every))
        if item.get("title") or item.get("author") or item.get("editor"):
            found.entries.append(Entry(entry.key, line, item))
        else:
            found.refused.append(Refused(entry.key, line, "It says neither a title nor who wrote it."))
    for entry, line in given[MOST:]:
        found.refused.append(Refused(entry.key, line, f"A file brings in at most {MOST:,} works."))
    found.refused = _named(found.refused)
    return found


def _entries(text: str, refused: list[Refused]) -> Iterator[tuple[Any, int]]:
    """The entries as bibtexparser gives them, with the lines they begin on; what is none is refused."""
    for block in bibtexparser.parse_string(text).blocks:
        line = (block.start_line or 0) + 1
        failed = isinstance(block, model.ParsingFailedBlock)
        entry = block.ignore_error_block if isinstance(block, model.ParsingFailedBlock) else block
        if isinstance(entry, model.Entry):
            yield entry, line
        elif failed and entry is None:
            refused.append(Refused(_name(block.raw or ""), line, _OPEN))


def _named(refused: list[Refused]) -> list[Refused]:
    ordered = sorted(refused, key=lambda one: one.line)
    first, others = ordered[:_NAMED], ordered[_NAMED:]
    if others:
        first.append(Refused("", others[0].line, f"So it is with {len(others):,} entries from here on."))
    return first


def decoded(data: bytes) -> str:
    """The words of a file: UTF-8, else Latin-1, as older programs write."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    return text.replace("\0", " ").replace("\r\n", "\n")


def item_of(kind: str, fields: Mapping[str, str]) -> dict[str, Any]:
    """The CSL-JSON item of an entry: `fields` by name in lower case, values in TeX."""
    known = entry_of_fields("", fields, {})
    plain = {name: _cut(shown(value).text) for name, value in fields.items() if name != "abstract"}

    def first(*names: str) -> str:
        return next((plain[name] for name in names if plain.get(name)), "")

    masters = "Master’s thesis" if kind.lower() == "mastersthesis" else ""
    kind = CSL_TYPES.get(kind.lower(), "")
    arxiv = known.arxiv[0] if known.arxiv else ""
    title = ": ".join(part for part in (first("title"), first("subtitle")) if part)
    url = first("url")
    return kept([
        ("type", kind or ("article" if arxiv else "webpage" if url else "document")),
        ("title", title),
        ("author", list(_people(fields.get("author", "")))),
        ("editor", list(_people(fields.get("editor", "")))),
        ("issued", _issued(plain)),
        ("container-title", first("journal", "journaltitle", "booktitle", "maintitle")),
        ("collection-title", first("series")),
        ("volume", first("volume")),
        ("number" if kind in {"report", "patent"} else "issue", first("number", "issue")),
        ("page", _DASHES.sub("-", first("pages"))),
        ("edition", first("edition")),
        ("genre", first("type") or masters),
        ("publisher", first("publisher", "school", "institution", "organization") or ("arXiv" if arxiv else "")),
        ("publisher-place", first("address", "location")),
        ("archive", "arXiv" if arxiv else ""),
        ("archive_location", arxiv),
        ("archive_collection", first("primaryclass", "eprintclass") if arxiv else ""),
        ("DOI", known.doi[0] if known.doi else ""),
        ("ISBN", first("isbn")),
        ("URL", url if url.lower().startswith(("http://", "https://")) else ""),
        ("note", first("note")),
    ])  # fmt: skip


def _fields(entry: Any) -> dict[str, str]:
    """The fields of an entry by name; of one that stands twice the first."""
    return {one.key.lower(): str(one.value).strip().strip('"') for one in reversed(entry.fields)}


def _with_parent(fields: dict[str, str], every: Mapping[str, dict[str, str]]) -> dict[str, str]:
    named = fields.get("crossref", "").strip("{} ")
    parent = every.get(named, {}) if named else {}
    inherited = {name: parent[name] for name in _INHERITED if name in parent}
    if "title" in parent:
        inherited["booktitle"] = parent["title"]
    return {**inherited, **fields}


def _people(tex: str) -> Iterator[dict[str, str]]:
    """CSL names of a list of names; braces around a whole one keep it as it is."""
    for one in _apart(tex)[:_NAMES]:
        whole = one.startswith("{") and one.endswith("}") and one.count("{") == 1
        name = _cut(shown(one).text)
        if name and name.lower() != "others":
            yield {"literal": name} if whole else name_of(name)


def _apart(tex: str) -> list[str]:
    """The names of a list, parted at each `and` that stands in no braces."""
    parts, depth, start = [], 0, 0
    for piece in _PIECES.finditer(tex):
        if piece[0] in "{}":
            depth += 1 if piece[0] == "{" else -1
        elif depth <= 0:
            parts.append(tex[start : piece.start()].strip())
            start = piece.end()
    return [part for part in [*parts, tex[start:].strip()] if part]


def _issued(plain: Mapping[str, str]) -> dict[str, Any]:
    written = plain.get("date") or plain.get("year", "")
    date = _DATE.fullmatch(written.partition("/")[0].strip())
    if date is None:
        year = _YEAR.search(written)
        return dated(int(year[1])) if year else ({"literal": written} if written else {})
    on = [int(part) if part else None for part in date.groups()]
    day = plain.get("day", "")
    return dated(on[0], on[1] or _month(plain.get("month", "")), on[2] or (int(day) if _DAY.fullmatch(day) else None))


def _month(written: str) -> int | None:
    if written.isdigit():
        return int(written) if 1 <= int(written) <= 12 else None
    return next((at for at, name in enumerate(MONTHS, start=1) if written.lower().startswith(name)), None)


def _name(raw: str) -> str:
    found = _KEY.match(raw.lstrip()[:1_000])
    return found[1] if found else ""


def _cut(text: str) -> str:
    return text[:_LONGEST].strip()
