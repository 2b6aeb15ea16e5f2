"""What a block can learn of the text around it: names and numbers that others have, and a record of what was asked."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from markdown_it.token import Token


class Target(NamedTuple):
    """Something a link in the text can lead to: the id of its element and what stands for it ("2", "Figure 2")."""

    id: str
    shown: str


@dataclass(frozen=True)
class Definition:
    """The text of a footnote. Two with the same stamp are the same; `line` is where its piece begins."""

    stamp: object
    tokens: list[Token] = field(compare=False)
    line: int = field(default=0, compare=False)


class Numbers:
    """What is counted while a text is drawn; can go back to an earlier moment."""

    def __init__(self) -> None:
        self._counts: dict[object, int] = {}
        self._given: dict[tuple[str, object], int] = {}
        self._done: list[tuple[object, tuple[str, object] | None]] = []

    def next(self, kind: object) -> int:
        """The next number of a kind, from 1."""
        return self._count(kind, None)

    def of(self, kind: str, key: object) -> tuple[int, bool]:
        """The number of a thing, and whether it has just been given it."""
        known = self._given.get((kind, key))
        if known is not None:
            return known, False
        number = self._given[kind, key] = self._count(kind, (kind, key))
        return number, True

    def _count(self, kind: object, key: tuple[str, object] | None) -> int:
        number = self._counts[kind] = self._counts.get(kind, 0) + 1
        self._done.append((kind, key))
        return number

    def keys(self, kind: str) -> list[Any]:
        """The things of a kind that have a number, in its order."""
        return [key for of, key in self._given if of == kind]

    def now(self) -> int:
        """This moment, for `back`."""
        return len(self._done)

    def back(self, moment: int) -> None:
        """Forgets the numbers given since."""
        while len(self._done) > moment:
            kind, key = self._done.pop()
            self._counts[kind] -= 1
            if key:
                del self._given[key]


class Asked(NamedTuple):
    """One question of a block to the text around it, and the answer."""

    kind: str
    key: str
    answer: object


@dataclass(frozen=True)
class Drawn:
    """How a piece was drawn: for which form and mathematics, all it asked, its elements, and what it adds to counts."""

    under: object
    asked: list[Asked]
    elements: list[tuple[int, str, str, str]]
    """Line in the piece, a hash, and the HTML up to the end of the first tag's name and after it."""
    html: int
    """Characters of HTML."""
    counts: tuple[int, ...]
    """Words, formulas, claims, and characters counted against `caps.OUTPUT`."""
