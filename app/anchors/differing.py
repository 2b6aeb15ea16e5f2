"""What became of a passage, in a word and word by word."""

import re
import unicodedata
from difflib import SequenceMatcher
from typing import Literal

from app.anchors.quotes import Anchor, Place

State = Literal["found", "moved", "changed", "gone"]
Change = tuple[Literal["same", "gone", "new"], str]
_PIECE = re.compile(r"\s+|\w+|[^\w\s]")
_NO_INK = re.compile(r"[\s\u00ad\u200b\u200d\u2060\ufeff-]+")
_JOINED = 2
"""Blanks and signs between two changes that are shown as part of them, not as something that stayed, at most."""


def state(anchor: Anchor, place: Place | None, text: str) -> State:
    """What became of a passage that was looked for in `text`.

    "changed": its words differ (white space, hyphens and compatible characters aside). "moved": the same words, but not
    between what stood before and after them: with the old text known, they are outside the longest sequence of words
    that kept their order; else, neither side of their surroundings is there any more. "gone": no place.
    """
    if place is None:
        return "gone"
    if ink(anchor.exact) != ink(text[place.start : place.end]):
        return "changed"
    return "moved" if place.moved else "found"


def ink(text: str) -> str:
    """What is printed of a text: NFKC, without white space, invisible characters and hyphens; capitals are kept."""
    return _NO_INK.sub("", unicodedata.normalize("NFKC", text)).replace("$$", "$")


def changes(old: str, new: str) -> list[Change]:
    """The difference of two short texts, word by word: the "same" and "gone" pieces make up `old`, "same" and "new"
    make up `new`.
    """
    before, after = _PIECE.findall(old), _PIECE.findall(new)
    made: list[Change] = []
    for kind, start, end, first, last in _steps(before, after):
        if kind == "equal":
            _add(made, "same", "".join(before[start:end]))
            continue
        _add(made, "gone", "".join(before[start:end]))
        _add(made, "new", "".join(after[first:last]))
    return made


def _steps(before: list[str], after: list[str]) -> list[tuple[str, int, int, int, int]]:
    """The steps from one to the other; a blank or sign between two changes counts as changed."""
    steps: list[tuple[str, int, int, int, int]] = []
    found = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    for at, (kind, start, end, first, last) in enumerate(found):
        inner = 0 < at < len(found) - 1 and end - start <= _JOINED
        if kind == "equal" and inner and not any(piece.isalnum() for piece in before[start:end]):
            kind = "replace"
        if steps and kind != "equal" and steps[-1][0] != "equal":
            start, first = steps[-1][1], steps[-1][3]
            steps.pop()
        steps.append((kind, start, end, first, last))
    return steps


def _add(made: list[Change], kind: Literal["same", "gone", "new"], words: str) -> None:
    if words:
        made.append((kind, words))
