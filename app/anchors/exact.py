"""Find the very words of a passage."""

from dataclasses import replace

from app.anchors.likeness import Candidate, Fragment, beside
from app.anchors.squeezing import bare, squeeze
from app.anchors.words import Words, split

_MANY = 40
"""Places beyond which only those are looked at that have a neighbour in common with the passage."""


def exactly(fragment: Fragment, quote: str, text: str) -> list[Candidate]:
    """Where the very words stand, white space aside; a formula whole with both its dollars."""
    wanted, squeezed, page = bare(quote), squeeze(text), split(text)
    found = _occurrences(wanted, squeezed.text)
    made = []
    for at in found:
        start, end = squeezed.span(at, at + len(wanted))
        start -= text[start - 1 : start + 1] == "$$"
        first, last = page.between(start, end)
        if len(found) <= _MANY or _touching(fragment, page, first, last):
            made.append(replace(beside(fragment, page, first, last), span=(start, end)))
    return made


def _touching(fragment: Fragment, page: Words, first: int, last: int) -> bool:
    """Whether the word before or after it is the passage's own neighbour."""
    before, after = page.keys[max(0, first - 1) : first], page.keys[last : last + 1]
    return before == list(fragment.before[-1:]) or after == list(fragment.after[:1])


def _occurrences(quote: str, text: str) -> list[int]:
    found: list[int] = []
    at = text.find(quote)
    while at >= 0:
        found.append(at)
        at = text.find(quote, at + 1)
    return found
