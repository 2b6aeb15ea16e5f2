r"""Equations of several rows: a row that carries a `\label` has a number of its own, as in LaTeX."""

import re
from collections.abc import Iterator, Sequence

_SEVERAL = re.compile(
    r"\s*\\begin\{(align|gather|eqnarray|flalign|alignat)(\*?)\}(.*)\\end\{\1\2\}[\s.,;]*\Z", re.DOTALL
)
_PART = re.compile(r"\\(?:begin|left)(?![A-Za-z])|\\(?:end|right)(?![A-Za-z])|\\\\|\\.|[{}]", re.DOTALL)
_LABEL = re.compile(r"\\label\s*\{([^{}]*)\}")
_TAG = re.compile(r"\\tag\*?\s*\{((?:[^{}]|\{[^{}]*\})*)\}")


def labels(tex: str) -> list[tuple[str, str]]:
    r"""The name and the `\tag` ('' without) of each labelled row; none of a formula of one row."""
    if r"\label" not in tex or not _SEVERAL.match(tex):
        return []
    rows = list(_rows(tex))
    return [(_name(row), _tagged(row)) for row in rows if _name(row)] if len(rows) > 1 else []


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
