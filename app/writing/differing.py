"""How two texts differ, word by word, in a time that is bounded for any two texts. Pure.

Lines are compared first, then the words of those that differ. Small words that stayed between two changes are shown as
part of them (as the semantic clean-up of diff-match-patch does): a reader sees a phrase replaced, not confetti.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import Literal

from app.writing.aligning import Budget, stretches

Kind = Literal["same", "gone", "new"]
Piece = tuple[Kind, str]

_ISLAND = 3
"""Words of at most so many letters in all, between two changes that are both larger, are shown as changed."""
_TOKEN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|\w+|\n|[^\S\n]+|[^\w\s]")
"""A word, a character of a script without blanks, a line's end, blanks, or one sign."""
_JOINER = "\u200d"


def difference(old: str, new: str) -> list[Piece]:
    """The pieces that "stayed the same", are "gone", or are "new", in order; what is gone stands before what is new.

    "same" and "gone" together are exactly `old`, "same" and "new" exactly `new`. No piece is empty, no two of one kind
    touch, and no piece begins with a combining mark that belongs to the letter before it.
    """
    budget = Budget()
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    pieces: list[Piece] = []
    for mine, theirs in stretches(before, after, budget):
        if mine == theirs:
            pieces.append(("same", "".join(mine)))
        else:
            pieces += _words("".join(mine), "".join(theirs), budget)
    return _joined(pieces)


def tokens(text: str) -> list[str]:
    """A text as words, blanks, line ends and signs, each with the combining marks and joined signs behind it."""
    found: list[str] = []
    for token in _TOKEN.findall(text):
        if found and found[-1] != "\n" and (_clings(token[0]) or found[-1].endswith(_JOINER)):
            found[-1] += token
        else:
            found.append(token)
    return found


def _clings(character: str) -> bool:
    """Whether a character is part of the one before it: marks, joiners, variation selectors, skin tones."""
    return (
        unicodedata.category(character).startswith("M")
        or character == _JOINER
        or "\U0001f3fb" <= character <= "\U0001f3ff"
    )


def _words(old: str, new: str, budget: Budget) -> list[Piece]:
    pieces: list[Piece] = []
    for mine, theirs in stretches(tokens(old), tokens(new), budget):
        if mine == theirs:
            pieces.append(("same", "".join(mine)))
        else:
            pieces += [("gone", "".join(mine)), ("new", "".join(theirs))]
    return _without_islands(_joined(pieces))


def _joined(pieces: Iterable[Piece]) -> list[Piece]:
    """The same without empty pieces, neighbours of one kind as one, and of each change what is gone first."""
    joined: list[Piece] = []
    gone = new = ""
    for kind, text in [*pieces, ("same", "")]:
        if kind == "gone":
            gone += text
        elif kind == "new":
            new += text
        elif text or gone or new:
            if text or kind == "same":
                joined += [piece for piece in (("gone", gone), ("new", new)) if piece[1]]
                gone = new = ""
            if text and joined and joined[-1][0] == "same":
                joined[-1] = ("same", joined[-1][1] + text)
            elif text:
                joined.append(("same", text))
    return joined


def _without_islands(pieces: list[Piece]) -> list[Piece]:
    """Short words, signs and blanks that stayed between two changes count as changed, when both changes are larger."""
    sizes = [sum(map(str.isalnum, text)) for _, text in pieces]
    spread: list[Piece] = []
    for at, (kind, text) in enumerate(pieces):
        inner = kind == "same" and 0 < at < len(pieces) - 1 and "\n" not in text
        if inner and sizes[at] <= _ISLAND and sizes[at] < min(sizes[at - 1], sizes[at + 1]):
            spread += [("gone", text), ("new", text)]
        else:
            spread.append((kind, text))
    return _joined(spread)
