"""Where the entries of a reference list begin, by how it marks them: [1], 1., [Nam99], or an indented second line."""

import re
from collections import Counter
from itertools import pairwise
from statistics import median

from app.papers.bibliography.pdf_lines import Line

_BRACKETED = re.compile(r"\[\s?(\d{1,4})\s?\]")
_NUMBERED = re.compile(r"\(?(\d{1,4})[.)]\s?(?=\D)")
_BARE_NUMBER = re.compile(r"(\d{1,4})\s{0,3}(?=[A-Z“])")
_LABELLED = re.compile(r"\[[A-Z][A-Za-z+,&. ’'\-]{0,40}\d{0,4}[a-z]?\d{0,4}\+?\]")
_STARTS = re.compile(r"[^\W\d_a-z]|[“\"{]|(?:van|von|de|di|da|del|le|la|el|al|ten|ter)\s")
_FINISHED = re.compile(r"[.)\]\d;”]$")
_YEAR = re.compile(r"\b(?:1[89]|20)\d{2}[a-z]?\b")
_NAMED_PART = re.compile(
    r"(?:appendix|appendices|supplement\w*|supporting information|acknowledg\w+|author contributions|checklist)\b"
    r".{0,70}",
    re.IGNORECASE,
)
_LETTERED_PART = re.compile(r"[A-H](?:\.?\d{1,2}){0,3}\.?\s+[A-Z][^,;]{3,70}(?<![.\d])")
_CAPTION = re.compile(r"(?:Table|Figure|Fig\.|Algorithm)\s+[A-Z]?\d{1,3}\s?[:.]")
_DATED = re.compile(r"\b(?:1[89]|20)\d{2}[a-z]?\b|arxiv|doi", re.IGNORECASE)
_LONGEST_LAST = 15
_SKIPPED_NUMBERS = 3
_MOST_LISTS = 50
_SHORT_COLUMN = 5


def chain(lines: list[Line], pattern: re.Pattern[str] = _BRACKETED, fewest: int = 2, after: int = 0) -> list[int]:
    """The longest run of lines that `pattern` numbers 1, 2, 3 … in order (a few may be missing), as line numbers.

    A list that goes on after a first part of `after` entries may go on counting."""
    found = [(number, int(match[1])) for number, line in enumerate(lines) if (match := pattern.match(line.text))]
    best: list[int] = []
    firsts = {1, *range(after + 1, after + _SKIPPED_NUMBERS + 1)} if after else {1}
    for begin in [place for place, (_, first) in enumerate(found) if first in firsts][-_MOST_LISTS:]:
        run, last = list[int](), found[begin][1] - 1
        for number, value in found[begin:]:
            if last < value <= last + 1 + (_SKIPPED_NUMBERS if run else 0):
                run.append(number)
                last = value
        if len(run) >= len(best):
            best = run
    return best if len(best) >= fewest else []


def starts(lines: list[Line], after: int = 0) -> tuple[list[int], bool]:
    """The first lines of the entries in a reference list's `lines`, and whether the list numbers them.

    `after`: how many entries stand in lists before this one."""
    for pattern, fewest in ((_BRACKETED, 2), (_NUMBERED, 3), (_BARE_NUMBER, 5)):
        found = chain(lines, pattern, fewest, after)
        if found and found[0] < 12:
            return found, True
    labelled = [number for number, line in enumerate(lines) if _LABELLED.match(line.text)]
    if len(labelled) > 2 and labelled[0] < 5:
        return labelled, False
    return _hanging(lines) or _by_gaps(lines) or _by_words(lines), False


def blocks(lines: list[Line], begins: list[int]) -> list[list[Line]]:
    """The lines of each entry; the last ends where something else begins."""
    parts = [lines[start:end] for start, end in pairwise([*begins, len(lines)])]
    if parts:
        usual = max([len(part) for part in parts[:-1]] or [_LONGEST_LAST])
        parts[-1] = _ended(parts[-1], max(usual, 3))
    return [_ended(part, 400) if len(part) > 60 else part for part in parts]


def ended(lines: list[Line]) -> list[Line]:
    """`lines` up to where something else than the list begins: a heading behind which hardly a line names a year."""
    for number in range(1, len(lines)):
        if _is_heading(lines[number].text) and _FINISHED.search(lines[number - 1].text):
            behind = lines[number + 1 : number + 21]
            if sum(bool(_DATED.search(line.text)) for line in behind) <= len(behind) // 6:
                return lines[:number]
    return lines


def _is_heading(text: str) -> bool:
    return bool(_NAMED_PART.fullmatch(text) or _LETTERED_PART.fullmatch(text))


def _ended(part: list[Line], longest: int) -> list[Line]:
    for number, line in enumerate(part[1:], start=1):
        if _is_heading(line.text) or _CAPTION.match(line.text):
            return part[:number]
    return part[: max(longest, 3)]


def _hanging(lines: list[Line]) -> list[int]:
    """Where lines stand out to the left (or, in a list set the other way, are indented) and look like beginnings."""
    margins = _margins(lines)
    out = [number for number, line in enumerate(lines) if line.left and line.left < margins[_column(line)] + 3]
    indented = [number for number, line in enumerate(lines) if line.left and line.left >= margins[_column(line)] + 3]
    if min(len(out), len(indented)) < max(2, len(lines) // 12):
        return []
    best = max((out, indented), key=lambda group: _likeness(lines, group))
    return best if _likeness(lines, best) > 0.5 else []


def _margins(lines: list[Line]) -> dict[tuple[int, bool], float]:
    """The left margin of each column of each page: the smallest place at which at least two lines begin.

    What ends in a short column may begin no entry there: such a column has the margin of the one before on its side.
    """
    margins: dict[tuple[int, bool], float] = {}
    for column in sorted({_column(line) for line in lines}):
        own = [round(line.left) for line in lines if _column(line) == column and line.left]
        places = Counter(own)
        often = [place for place, times in places.items() if times + places[place + 1] + places[place - 1] >= 2]
        before = margins.get((column[0] - 1, column[1]))
        short = before is not None and len(own) < _SHORT_COLUMN
        margins[column] = before if short and before is not None else min(often or places or [0])
    return margins


def _column(line: Line) -> tuple[int, bool]:
    return line.page, line.left > 280


def _likeness(lines: list[Line], group: list[int]) -> float:
    """The share of `group` that begins like an entry after a line that ends like one."""
    good = [n for n in group if _STARTS.match(lines[n].text) and (n == 0 or _FINISHED.search(lines[n - 1].text))]
    return len(good) / len(group) if group else 0.0


def _by_gaps(lines: list[Line]) -> list[int]:
    steps = [
        (n, a.top - b.top) for n, (a, b) in enumerate(pairwise(lines), start=1) if a.page == b.page and a.top > b.top
    ]
    if len(steps) < 6:
        return []
    usual = median(step for _, step in steps)
    wide = [n for n, step in steps if step > 1.25 * usual]
    turned = [
        n
        for n, (a, b) in enumerate(pairwise(lines), start=1)
        if (a.page != b.page or a.top < b.top) and _begins(lines, n)
    ]
    found = sorted({0, *wide, *turned})
    return found if len(wide) > len(lines) // 15 and _likeness(lines, found) > 0.6 else []


def _by_words(lines: list[Line]) -> list[int]:
    """Without any mark: a line that begins like a name after one that ends an entry which has had its year."""
    found, year = [0] if lines else [], False
    for number, line in enumerate(lines):
        if number and year and _begins(lines, number):
            found.append(number)
            year = False
        year = year or bool(_YEAR.search(line.text))
    return found


def _begins(lines: list[Line], number: int) -> bool:
    return bool(_STARTS.match(lines[number].text) and _FINISHED.search(lines[number - 1].text))
