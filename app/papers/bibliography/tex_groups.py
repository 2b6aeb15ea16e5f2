"""Where the arguments of a LaTeX command begin and end. All pairs of a text are found at once, in linear time."""

import re
from functools import lru_cache

LONGEST_UNCLOSED = 1_000
DEEPEST_EXPANSION = 20
_BLANK = re.compile(r"[ \t]*\n?[ \t]*")
_MARKS = re.compile(r"\\.|[{}\[\]]", re.DOTALL)
_TOKEN = re.compile(r"\\(?:[A-Za-z@]+|.)|[^\\{}]", re.DOTALL)


def argument(tex: str, at: int, *, only_braced: bool = False) -> tuple[str, int]:
    """The next argument from `at`, without its braces, and where it ends; ('', at) where there is none."""
    start = _after_blanks(tex, at)
    if tex.startswith("{", start):
        end = closing_brace(tex, start)
        return tex[start + 1 : end], min(end + 1, len(tex))
    token = None if only_braced else _TOKEN.match(tex, start)
    return (token[0], token.end()) if token else ("", at)


def closing_brace(tex: str, start: int) -> int:
    """The offset of the brace that closes the one at `start`; one never closed ends with its line, or soon after."""
    if (end := _pairs(tex).get(start)) is not None:
        return end
    longest = min(start + LONGEST_UNCLOSED, len(tex))
    line = tex.find("\n", start, longest)
    return line if line >= 0 else longest


def option(tex: str, at: int) -> tuple[str, int]:
    """The optional argument in brackets from `at`, and where it ends; ('', at) where there is none."""
    start = _after_blanks(tex, at)
    end = _pairs(tex).get(start) if tex.startswith("[", start) else None
    return (tex[start + 1 : end], end + 1) if end is not None else ("", at)


class Reading:
    """A text being read from its beginning, and above it what its commands expand to, which is read first."""

    def __init__(self, tex: str) -> None:
        self.stack = [(tex, 0)]

    def push(self, tex: str) -> None:
        """Read `tex` next; what nests deeper than DEEPEST_EXPANSION is left out."""
        if len(self.stack) < DEEPEST_EXPANSION:
            self.stack.append((tex, 0))

    def next_argument(self, *, only_braced: bool = False) -> str:
        """The argument that comes next, '' where none does."""
        tex, at = self.stack[-1]
        found, end = argument(tex, at, only_braced=only_braced)
        self.stack[-1] = (tex, end)
        return found

    def next_option(self) -> str:
        """The optional argument that comes next, '' where none does."""
        tex, at = self.stack[-1]
        found, end = option(tex, at)
        self.stack[-1] = (tex, end)
        return found


def _after_blanks(tex: str, at: int) -> int:
    blank = _BLANK.match(tex, at)
    return blank.end() if blank else at


@lru_cache(maxsize=8)
def _pairs(tex: str) -> dict[int, int]:
    """Each brace that is closed and where; each bracket and the first that closes it in the same group."""
    pairs: dict[int, int] = {}
    groups: list[tuple[int, list[int]]] = [(-1, [])]
    for found in _MARKS.finditer(tex):
        mark, at = found[0], found.start()
        if mark == "{":
            groups.append((at, []))
        elif mark == "}" and len(groups) > 1:
            pairs[groups.pop()[0]] = at
        elif mark == "[":
            groups[-1][1].append(at)
        elif mark == "]":
            pairs.update(dict.fromkeys(groups[-1][1], at))
            groups[-1][1].clear()
    return pairs
