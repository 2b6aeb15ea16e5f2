"""Where the text of a PDF cites its entries: `[3, 5–7]` in a numbered list, `(Name, 2019)` in one by names."""

import dataclasses
import re
from collections.abc import Iterator, Mapping

from app.papers.bibliography.pdf_joining import joined
from app.papers.bibliography.pdf_lines import Line
from app.papers.bibliography.sentences import Sentences
from app.papers.bibliography.shapes import Entry, Mention

_HEADING = re.compile(
    r"(?:\d{1,2}(?:\.\d{1,2}){0,3}|[IVX]{1,5}|[A-H])[.:]?\s+[A-Z][^.!?]{2,80}"
    r"|Abstract|ABSTRACT|Introduction|INTRODUCTION|Conclusions?|Acknowledge?ments?"
)
_NUMBERS = re.compile(r"\[\s?(\d{1,4}(?:\s?[,;–—-]\s?\d{1,4}){0,40})\s?\]")
_RANGE = re.compile(r"(\d{1,4})\s?[–—-]\s?(\d{1,4})|(\d{1,4})")
_LABELS = re.compile(r"\[([A-Z][^\[\]]{1,200})\]")
_YEARS = r"(?:1[89]|20)\d{2}[a-z]?"
_NAMED = re.compile(
    r"([^\W\d_a-z][\w’'-]{1,40})(?:\s+(?:et\s+al\.?|(?:and|&)\s+[^\W\d_][\w’' -]{1,40}?))?,?\s?[(\[]?\s?"
    rf"({_YEARS}(?:\s?[,;]\s?{_YEARS}){{0,8}})"
)
_YEAR = re.compile(rf"\b{_YEARS}\b")
_WORD = re.compile(r"[^\W\d_][\w’'-]+")


def with_mentions(entries: list[Entry], lines: list[Line], *, numbered: bool) -> list[Entry]:
    """`entries`, each with every place where `lines`, the text outside the list, cites it."""
    if not entries:
        return entries
    cited = _cited_numbers if numbered else _cited_names
    mentions: dict[int, list[Mention]] = {}
    known = _by_number(entries) if numbered else _by_name(entries)
    for section, text in _sections(lines):
        sentences = Sentences(text)
        for place, number in cited(text, known):
            mentions.setdefault(number, []).append(Mention(section, sentences.at(place)))
    return [dataclasses.replace(entry, cited=mentions.get(number, [])) for number, entry in enumerate(entries)]


def _sections(lines: list[Line]) -> Iterator[tuple[str, str]]:
    section, part = "", list[str]()
    for line in lines:
        if len(line.text) < 90 and _HEADING.fullmatch(line.text):
            yield section, joined(part)
            section, part = line.text, []
        else:
            part.append(line.text)
    yield section, joined(part)


def _by_number(entries: list[Entry]) -> dict[str, int]:
    return {entry.key: number for number, entry in reversed(list(enumerate(entries)))}


def _by_name(entries: list[Entry]) -> dict[str, int]:
    """`name year` → entry, for the names at an entry's beginning and its years; what two share names neither."""
    found: dict[str, int] = {}
    shared: set[str] = set()
    for number, entry in enumerate(entries):
        keys = {entry.key} if not entry.key.isdigit() else set()
        for year in _YEAR.findall(entry.text)[:3]:
            keys |= {f"{name.casefold()} {year}" for name in _WORD.findall(entry.text[:60])[:4]}
        shared |= {key for key in keys if key in found}
        found.update(dict.fromkeys(keys, number))
    return {key: number for key, number in found.items() if key not in shared}


def _cited_numbers(text: str, known: Mapping[str, int]) -> Iterator[tuple[int, int]]:
    for group in _NUMBERS.finditer(text):
        for part in _RANGE.finditer(group[1]):
            first, last = (int(part[1]), int(part[2])) if part[1] else (int(part[3]), int(part[3]))
            if last - first < 100:
                yield from ((group.start(), known[str(one)]) for one in range(first, last + 1) if str(one) in known)


def _cited_names(text: str, known: Mapping[str, int]) -> Iterator[tuple[int, int]]:
    for group in _LABELS.finditer(text):
        labels = [label.strip() for label in re.split(r"[,;]", group[1])]
        yield from ((group.start(), known[label]) for label in labels if label in known)
    for named in _NAMED.finditer(text):
        for year in _YEAR.findall(named[2]):
            if (number := known.get(f"{named[1].casefold()} {year}")) is not None:
                yield named.start(), number
