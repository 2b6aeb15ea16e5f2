"""Entries of .bib files, for a paper that came without what BibTeX makes of them: only those it cites.

A field's shared library may hold a hundred thousand entries: the file is first cut at its `@`, and only what is cited
(or is a string, or stands behind a crossref) is parsed.
"""

import logging
import re
from collections.abc import Iterable, Mapping
from itertools import zip_longest

import bibtexparser

from app.papers.bibliography.fields import entry_of_fields
from app.papers.bibliography.shapes import Entry
from app.papers.bibliography.tex_macros import Macro

MOST_ENTRIES = 5_000
_BLOCK = re.compile(r"^[ \t]*@[ \t]*([A-Za-z]{2,30})[ \t\n]*[{(][ \t\n]*([^\s,{}()=\"]{1,200})?", re.MULTILINE)
_FIELD = re.compile(r"^\s*,?\s*([A-Za-z][\w-]{0,30})\s*=\s*(.{0,4000}?),?\s*$", re.MULTILINE)
_CROSSREF = re.compile(r"crossref\s*=\s*[{\"]\s*([^\s{}\",]{1,200})", re.IGNORECASE)
_INHERITED = ("year", "publisher", "editor", "series", "volume", "date")
_NOT_WORKS = ("string", "comment", "preamble")

logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)


def entries_of_bib(texts: Iterable[str], cited: Iterable[str], macros: Mapping[str, Macro]) -> list[Entry]:
    """The entries of `cited` (keys in the order of first citation; `*` means all) in the .bib `texts`."""
    strings, blocks = _blocks("\n".join(texts))
    keys = list(dict.fromkeys(cited))
    if "*" in keys:
        keys = list(dict.fromkeys([*(key for key in keys if key != "*"), *blocks]))
    folded = {key.casefold(): key for key in reversed(blocks)}
    wanted = [(key, key if key in blocks else folded.get(key.casefold(), "")) for key in keys[:MOST_ENTRIES]]
    parents = {found[1] for _, key in wanted if key for found in _CROSSREF.finditer(blocks[key])}
    chosen = dict.fromkeys([key for _, key in wanted if key] + [key for key in parents if key in blocks])
    fields = _parsed(strings, {key: blocks[key] for key in chosen})
    return [
        entry_of_fields(key, _with_parent(fields[known], fields), macros) for key, known in wanted if known in fields
    ]


def _blocks(text: str) -> tuple[list[str], dict[str, str]]:
    strings: list[str] = []
    blocks: dict[str, str] = {}
    starts = list(_BLOCK.finditer(text))
    for found, following in zip_longest(starts, starts[1:]):
        body = text[found.start() : following.start() if following else len(text)]
        if found[1].lower() == "string":
            strings.append(body)
        elif found[1].lower() not in _NOT_WORKS and found[2]:
            blocks.setdefault(found[2], body[:200_000])
    return strings, blocks


def _parsed(strings: list[str], blocks: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Fields of each block by key. One that does not parse is read line by line: a stray brace loses no reference."""
    library = bibtexparser.parse_string("\n".join([*strings, *blocks.values()]))
    fields = {entry.key: {one.key.lower(): str(one.value) for one in entry.fields} for entry in library.entries}
    for key, block in blocks.items():
        if key not in fields:
            fields[key] = {name.lower(): value.strip('{}" ') for name, value in _FIELD.findall(block[:20_000])}
    return fields


def _with_parent(fields: dict[str, str], every: Mapping[str, dict[str, str]]) -> dict[str, str]:
    parent = every.get(fields.get("crossref", "").strip(), {})
    inherited = {name: parent[name] for name in _INHERITED if name in parent}
    if "title" in parent:
        inherited["booktitle"] = parent["title"]
    return {**inherited, **fields}
