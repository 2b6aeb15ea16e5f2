"""A text without what programs disagree about (white space, whether a formula is displayed), and the way back."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

_INK = re.compile(r"(?:[^\s$]|\$(?!\$))+")
"""White space does not count, nor does the first of two dollars: `$$x$$` and `$x$` are the same formula."""


@dataclass(frozen=True)
class Squeezed:
    """A squeezed text. Its runs of ink begin at `here`, and in the original at `there`."""

    text: str
    here: list[int]
    there: list[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where `text[start:end]` (at least one character) stands in the original."""
        return self._origin(start), self._origin(end - 1) + 1

    def _origin(self, position: int) -> int:
        run = bisect_right(self.here, position) - 1
        return self.there[run] + position - self.here[run]


@lru_cache(maxsize=16)
def squeeze(text: str) -> Squeezed:
    """`text` without what does not count."""
    here: list[int] = []
    there: list[int] = []
    length = at = 0
    parts = _INK.findall(text)
    for run in parts:
        at = text.find(run, at)
        while text.startswith("$$", at):
            at += 1
        here.append(length)
        there.append(at)
        length, at = length + len(run), at + len(run)
    return Squeezed("".join(parts), here, there)


def bare(text: str) -> str:
    """A short text without what does not count."""
    return "".join(_INK.findall(text))
