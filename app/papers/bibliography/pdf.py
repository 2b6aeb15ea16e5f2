"""Entries of a paper as PDF: the reference list is found, split, and read; its links tell what is not printed."""

import re

from app.papers.bibliography.known_by import known_by
from app.papers.bibliography.pdf_entries import blocks, chain, ended, starts
from app.papers.bibliography.pdf_joining import joined
from app.papers.bibliography.pdf_lines import Line, Pages
from app.papers.bibliography.pdf_mentions import with_mentions
from app.papers.bibliography.shapes import Entry
from app.papers.bibliography.titles import title_of_blocks

_HEADING = re.compile(
    r"\W{0,3}(?:(?:\d{1,2}|[IVX]{1,5}|[A-Z])[.:]?\s+)?"
    r"(?:r\s?eferences?(?:\s+(?:and\s+(?:notes|links)|cited|list))?|b\s?ibliography|literature(?:\s+cited)?"
    r"|works\s+cited|références|bibliographie|literaturverzeichnis|literatur|bibliografía|referencias)\W{0,3}",
    re.IGNORECASE,
)
_DATED = re.compile(r"\b(?:1[89]|20)\d{2}\b|arxiv|doi", re.IGNORECASE)
_MARK = re.compile(r"(?:\[[^\]]{1,50}\]|\(?\d{1,4}[.)])\s*")
_RAISED_NUMBER = re.compile(r"\d{1,4}\s{0,3}(?=[A-Z“])")
_FEWEST_WITHOUT_HEADING = 4


def entries_of_pdf(data: bytes) -> list[Entry]:
    """What the paper in the PDF `data` cites, in the order of its list; [] where no list is found.

    Raises BadInput for a PDF that is locked or broken. Keys are the numbers or labels of the list.
    """
    pages = Pages(data)
    try:
        lines = pages.lines()
        listed = _lists(lines)
        entries, numbered = list[Entry](), False
        for start, end in listed:
            part = pages.measured(lines, start, start + len(ended(lines[start:end])))
            begins, numbered = starts(part, after=len(entries))
            for block in blocks(part, begins):
                entries.append(_entry(block, len(entries) + 1, numbered))
    finally:
        pages.close()
    outside = _outside(lines, listed)
    return with_mentions(entries, outside, numbered=numbered)


def _lists(lines: list[Line]) -> list[tuple[int, int]]:
    """From where to where reference lists stand: after a heading that says so, else the last run of [1], [2], [3] …"""
    headings = [number + 1 for number, line in enumerate(lines) if _HEADING.fullmatch(line.text)]
    headings = [start for start in headings if _is_list(lines[start : start + 30])]
    if headings:
        return list(zip(headings, [*(start - 1 for start in headings[1:]), len(lines)], strict=True))
    run = chain(lines, fewest=_FEWEST_WITHOUT_HEADING)
    return [(run[0], len(lines))] if run else []


def _is_list(lines: list[Line]) -> bool:
    """Whether what follows a heading is a reference list and not, say, a table of contents: it names years."""
    return len(_DATED.findall(" ".join(line.text for line in lines))) >= max(1, min(3, len(lines) // 4))


def _outside(lines: list[Line], listed: list[tuple[int, int]]) -> list[Line]:
    return lines[: listed[0][0]] if listed else lines


def _entry(lines: list[Line], number: int, numbered: bool) -> Entry:
    text = joined(line.text for line in lines)
    mark = _MARK.match(text) or (_RAISED_NUMBER.match(text) if numbered else None)
    key = mark[0].strip("[]() .") if mark else str(number)
    text = text[mark.end() :] if mark else text
    links = [link for line in lines for link in line.links]
    arxiv, doi = known_by(text, links)
    url = next((link for link in links if link.startswith("http")), "")
    return Entry(key, text, title_of_blocks([text]), arxiv, doi, url)
