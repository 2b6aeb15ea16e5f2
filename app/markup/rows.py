r"""Equations of several rows: a row that carries a `\label` has a number of its own, as in LaTeX."""

import re
from collections.abc import Iterator, Mapping, Sequence

_SEVERAL = re.compile(
    r"\s*\\begin\{(align|gather|eqnarray|flalign|alignat)(\*?)\}(.*)\\end\{\1\2\}[\s.,;]*\Z", re.DOTALL
)
_PART = re.compile(r"\\(?:begin|left)(?![A-Za-z])|\\(?:end|right)(?![A-Za-z])|\\\\|\\.|[{}]", re.DOTALL)
_TABLE = re.compile(r"<mtable\b|</mtable\b|<mtr\b")
_LABEL = re.compile(r"\\label\s*\{([^{}]*)\}")
_TAG = re.compile(r"\\tag\*?\s*\{((?:[^{}]|\{[^{}]*\})*)\}")


def labels(tex: str) -> list[tuple[str, str]]:
    r"""The name and the `\tag` ('' without) of each labelled row; none of a formula of one row."""
    if r"\label" not in tex or not _SEVERAL.match(tex):
        return []
    rows = list(_rows(tex))
    return [(_name(row), _tagged(row)) for row in rows if _name(row)] if len(rows) > 1 else []


def labelled(tex: str) -> list[int]:
    """Which rows are labelled, counted from 0."""
    return [number for number, row in enumerate(_rows(tex)) if _name(row)]


def identified(mathml: str, given: Mapping[int, str]) -> str:
    """The MathML of such a formula with attributes in the opening tags of its rows, by their numbers from 0.

    '' where it has fewer rows than that: then it is no such formula.
    """
    made, row, depth, at = [], 0, 0, 0
    for part in _TABLE.finditer(mathml):
        if part[0] == "<mtr" and depth == 1:
            made += [mathml[at : part.end()], given.get(row, "")]
            at, row = part.end(), row + 1
        depth += (part[0] == "<mtable") - (part[0] == "</mtable")
    return "".join([*made, mathml[at:]]) if row > max(given, default=0) else ""


def numbered(tex: str, shown: Sequence[str]) -> str:
    r"""The formula with each labelled row's number as its `\tag`."""
    numbers = iter(shown)
    made = []
    for row in _rows(tex):
        if _name(row):
            number = next(numbers)
            row = _LABEL.sub("" if _tagged(row) else lambda _, tag=number: rf"\tag{{{tag}}}", row, count=1)
        made.append(row)
    return r"\\".join(made)


def _rows(tex: str) -> Iterator[str]:
    """The text between the breaks that stand in no group and no environment but the outermost."""
    depth = start = 0
    for part in _PART.finditer(tex):
        word = part.group()
        if word == r"\\" and depth == 1:
            yield tex[start : part.start()]
            start = part.end()
        depth += (word in {"{", r"\begin", r"\left"}) - (word in {"}", r"\end", r"\right"})
    yield tex[start:]


def _name(row: str) -> str:
    found = _LABEL.search(row)
    return found[1].strip() if found else ""


def _tagged(row: str) -> str:
    found = _TAG.search(row)
    return found[1].strip(" $") if found else ""
