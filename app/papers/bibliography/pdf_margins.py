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


def without_margins(pages: list[list[str]]) -> list[list[str]]:
    """The lines of each page, in order, without what stands on margins. Lines are stripped and not empty."""
    pages = [list(filter(None, page)) for page in _uncounted(pages)]
    heads = _running_heads(pages)
    return [_without_edges(page, heads, first=number == 0) for number, page in enumerate(pages)]


def _running_heads(pages: list[list[str]]) -> set[str]:
    """What stands first or last on three pages or more, numbers aside."""
    edges = Counter(shape for page in pages for shape in {_DIGITS.sub("#", line) for line in [*page[:2], *page[-2:]]})
    return {shape for shape, times in edges.items() if times >= 3}


def _without_edges(page: list[str], heads: set[str], *, first: bool) -> list[str]:
    edge = (0, 1, len(page) - 2, len(page) - 1)
    kept = []
    for number, line in enumerate(page):
        printed_by_arxiv = first and _STAMP.match(line)
        at_edge = number in edge and (_PAGE_NUMBER.fullmatch(line) or _DIGITS.sub("#", line) in heads)
        if not printed_by_arxiv and not (at_edge and not line.startswith("[")):
            kept.append(line)
    return kept


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
