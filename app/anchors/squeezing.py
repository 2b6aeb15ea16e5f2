"""A text without its white space, and the way back."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

_INK = re.compile(r"\S+")


@dataclass(frozen=True)
class Squeezed:
    """A text without white space. Its runs of ink begin at `here`, and in the original at `there`."""

    text: str
    here: list[int]
    there: list[int]

    def origin(self, position: int) -> int:
        """Where the character at `position` stands in the original."""
        run = bisect_right(self.here, position) - 1
        return self.there[run] + position - self.here[run]


@lru_cache(maxsize=16)
def squeeze(text: str) -> Squeezed:
    """`text` without white space."""
    parts: list[str] = []
    here: list[int] = []
    there: list[int] = []
    length = 0
    for run in _INK.finditer(text):
        parts.append(run.group())
        here.append(length)
        there.append(run.start())
        length += run.end() - run.start()
    return Squeezed("".join(parts), here, there)


def bare(text: str) -> str:
    """A short text without white space."""
    return "".join(text.split())
