"""Entries of a .bbl written for biblatex by Biber or BibTeX: `\\entry{key}{type}{}` … `\\endentry`."""

import re
from collections.abc import Mapping
from itertools import zip_longest

from app.papers.bibliography.fields import entry_of_fields
from app.papers.bibliography.shapes import Entry
from app.papers.bibliography.tex_groups import argument, closing_brace
from app.papers.bibliography.tex_macros import Macro

_ENTRY = re.compile(r"\\entry\s*(?=\{)")
_FIELD = re.compile(r"\\(?P<kind>field|strng|list|name|verb)\s*\{(?P<name>[a-z]{2,30})\}")
_FAMILY = re.compile(r"\b(family|given)\s*=\s*(?=\{)")
_OLD_NAME = re.compile(r"\{\{(?:hash=[0-9a-f]*)?\}\{")
_MOST_NAMES = 200


def entries_of_biblatex(tex: str, macros: Mapping[str, Macro]) -> list[Entry]:
    """Every entry in `tex`, each key once (a reference section repeats those it cites again)."""
    found: dict[str, Entry] = {}
    starts = [match.end() for match in _ENTRY.finditer(tex)]
    for at, until in zip_longest(starts, starts[1:], fillvalue=len(tex)):
        key, start = argument(tex, at)
        end = tex.find("\\endentry", start, until)
        if key not in found and "dataonly=true" not in tex[start : start + 200]:
            found[key] = entry_of_fields(key, _fields(tex[start : end if end >= 0 else until]), macros)
    return list(found.values())


def _fields(tex: str) -> dict[str, str]:
    fields: dict[str, str] = {}
    for match in _FIELD.finditer(tex):
        kind, name, at = match["kind"], match["name"], match.end()
        if kind == "verb":
            end = tex.find("\\endverb", at)
            value = tex[at : end if end >= 0 else at].strip().removeprefix("\\verb").strip()
        elif kind in ("name", "list"):
            _, at = argument(tex, at, only_braced=True)
            value = (
                _names(tex, at)
                if kind == "name"
                else argument(tex, at, only_braced=True)[0].strip("{}% \n").replace("}{", ", ")
            )
        else:
            value, _ = argument(tex, at, only_braced=True)
        fields.setdefault(name, value)
    return fields


def _names(tex: str, at: int) -> str:
    """`Family, Given` of each person; before Biber 2.0 the family name is the first group after the hash."""
    _, after = argument(tex, at, only_braced=True)
    group = argument(tex, after if after > at and tex[after : after + 1] == "{" else at, only_braced=True)[0]
    people: list[list[str]] = []
    for part in list(_FAMILY.finditer(group))[: 2 * _MOST_NAMES]:
        value = group[part.end() + 1 : closing_brace(group, part.end())]
        if part[1] == "family":
            people.append([value])
        elif people:
            people[-1].append(value)
    if not people:
        people = [[argument(group, old.end() - 1)[0]] for old in list(_OLD_NAME.finditer(group))[:_MOST_NAMES]]
    return " and ".join(", ".join(person) for person in people)
