"""Entries of amsrefs: `\\bib{key}{article}{ author={…}, eprint={arXiv:…}, … }`."""

import re
from collections.abc import Mapping

from app.papers.bibliography.fields import entry_of_fields
from app.papers.bibliography.shapes import Entry
from app.papers.bibliography.tex_groups import argument, closing_brace
from app.papers.bibliography.tex_macros import Macro

_BIB = re.compile(r"\\bib\*?\s*(?=\{)")
_FIELD = re.compile(r"([A-Za-z-]{1,30})\s*=\s*(?=\{)")


def entries_of_amsrefs(tex: str, macros: Mapping[str, Macro]) -> list[Entry]:
    """Every entry in `tex` (comments stripped), in order."""
    entries = []
    for match in _BIB.finditer(tex):
        key, at = argument(tex, match.end(), only_braced=True)
        _, at = argument(tex, at, only_braced=True)
        body, end = argument(tex, at, only_braced=True)
        if end > at and "=" in body:
            entries.append(entry_of_fields(key, _fields(body), macros))
    return entries


def _fields(body: str) -> dict[str, str]:
    fields: dict[str, str] = {}
    at = 0
    while match := _FIELD.search(body, at):
        end = closing_brace(body, match.end())
        name, value = match[1].lower(), body[match.end() + 1 : end]
        fields[name] = f"{fields[name]} and {value}" if name in ("author", "editor") and name in fields else value
        at = max(end, match.end())
    return fields
