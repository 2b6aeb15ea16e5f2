"""What stands on the margins of a PDF's pages and is no part of its text.

Page numbers, running heads, arXiv's stamp, and the numbers of lines that journals ask for in papers under review.
"""

import re
from collections import Counter

_STAMP = re.compile(r"arXiv:\S{6,30}\s+\[[\w.-]{2,20}\]\s+\d{1,2}\s+\w{3,9}\s+\d{4}")
_PAGE_NUMBER = re.compile(
    r"\W{0,3}(?:page\s+)?(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:of|/)\s*\d{1,4})?[^\w.,;]{0,3}", re.IGNORECASE
)
"""A number with a full stop may be the year or the serial number that an entry ends with."""
_DIGITS = re.compile(r"\d+")
_COUNTED = re.compile(r"(\d{1,4})(?:\s+|$)")
_FEWEST_COUNTED = 15
_IDENTIFIER = re.compile(r"\d{4}\.\d{4,5}|\d{7}|\b10\.\d{4,9}/")
_HEADS, _OUTMOST = 4, 2
"""Lines at either end of a page that may be a running head or foot; and such as may differ by numbers."""


def without_margins(pages: list[list[str]]) -> list[list[str]]:
    """The lines of each page, in order, without what stands on margins. Lines are stripped and not empty."""
    pages = [list(filter(None, page)) for page in _uncounted(pages)]
    heads = _running_heads(pages)
    return [_without_edges(page, heads, first=number == 0) for number, page in enumerate(pages)]


def _running_heads(pages: list[list[str]]) -> set[str]:
    """What stands at an edge of three pages or more: the very words, or first or last the same but for numbers."""
    edges = Counter(
        said
        for page in pages
        for said in {page[at] for at in _edge(page, _HEADS)} | {_shape(page[at]) for at in _edge(page, _OUTMOST)}
    )
    return {said for said, times in edges.items() if times >= 3}


def _shape(line: str) -> str:
    """A line but for its numbers; identifiers are none, for entries that end pages are alike but for them."""
    return line if _IDENTIFIER.search(line) else _DIGITS.sub("#", line)


def _without_edges(page: list[str], heads: set[str], *, first: bool) -> list[str]:
    wide, edge = _edge(page, _HEADS), _edge(page, _OUTMOST)
    kept = []
    for number, line in enumerate(page):
        head = (number in wide and line in heads) or (number in edge and _shape(line) in heads)
        if not (first and _STAMP.match(line)) and (line.startswith("[") or not head):
            kept.append(line)
    edge = _edge(kept, _OUTMOST)
    return [line for number, line in enumerate(kept) if number not in edge or not _PAGE_NUMBER.fullmatch(line)]


def _edge(page: list[str], lines: int) -> set[int]:
    """Which of a page's lines are its first or its last few."""
    return {*range(min(lines, len(page))), *range(max(0, len(page) - lines), len(page))}


def _uncounted(pages: list[list[str]]) -> list[list[str]]:
    """The pages without the numbers of lines, where most pages count their lines (a list of works counts on few)."""
    long = [page for page in pages if len(page) > _FEWEST_COUNTED]
    counting = sum(len(_counted(page)) >= max(_FEWEST_COUNTED, len(page) // 3) for page in long)
    if counting < 2 or counting < 0.7 * len(long):
        return pages
    return [_without_counts(page, _counted(page)) for page in pages]


def _counted(page: list[str]) -> set[int]:
    """Which lines of a page begin with a number that follows, or is followed by, that of another line."""
    found = [(at, int(match[1])) for at, line in enumerate(page) if (match := _COUNTED.match(line))]
    values = {value for _, value in found}
    return {at for at, value in found if value - 1 in values or value + 1 in values}


def _without_counts(page: list[str], counted: set[int]) -> list[str]:
    return [_COUNTED.sub("", line, count=1) if at in counted else line for at, line in enumerate(page)]
