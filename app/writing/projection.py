"""A draft's source as a reader sees it: its words without marks, formulas as TeX in dollars, and the way back.

The parser of the one renderer says which words are shown; where they stand in the source is found by walking along it,
line by line of each block, so that a mistake in one block cannot reach the next.
"""

import re
from array import array
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from itertools import chain

from markdown_it.token import Token

from app.markup import Facts
from app.markup.citing import Works, group, met, numbers, order
from app.markup.dialect import clean_text, parse
from app.markup.marking import Marks, mark
from app.markup.shapes import NOTHING

_LINK_END = re.compile(r"\]\((?:[^()\\\n]|\\.|\([^()\n]*\))*\)|\]\[[^\]\n]*\]|\]")
_IN_LINE = re.compile(r"(?:\$|\\\()\s*\Z"), re.compile(r"\s*(?:\$|\\\))")
_DISPLAYED = re.compile(r"(?:\$\$|\\\[|(?:```|~~~)[^\n]*)[\s>]*\Z"), re.compile(r"[\s>]*(?:\$\$|\\\]|```|~~~)")
"""What stands before and after the TeX of a formula."""
_BLANK = re.compile(r"\s")
_AHEAD = 400
"""How far words may be from those before them in the source: the longest mark or address between them."""
_NEAR = 12
"""How far a character may be from the one before it within words: escapes, marks of a quotation at a line's start."""
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


@dataclass(frozen=True)
class Projection:
    """What a reader sees of a source. `begins` and `ends` say for each character of `text` where it comes from."""

    text: str
    begins: Sequence[int]
    ends: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where `text[start:end]` (at least one character) stands in the source."""
        return self.begins[start], max(self.ends[start:end])

    def back(self, position: int) -> int:
        """The first character of `text` that comes from `position` of the source or from behind it."""
        return bisect_left(self.begins, position)


def project(source: str, facts: Facts = NOTHING) -> Projection:
    """The projection of a source; of the `facts` only the works it cites are looked at, and the style it does so in."""
    return _project(source, _Works(facts))


@lru_cache(maxsize=16)
def _project(source: str, works: "_Works") -> Projection:
    drawn = mark(parse(clean_text(source), {}))
    walk = _Walk(source, works.named(drawn))
    for token in chain(drawn.tokens, *(tokens for _, _, tokens in drawn.definitions)):
        walk.block(token)
    return Projection("".join(walk.parts), walk.begins, walk.ends)


class _Works:
    """The works of some facts, compared by what a reader sees of them."""

    def __init__(self, facts: Facts) -> None:
        self.known, self.style = facts.citations, facts.citation_style
        seen = ((key, work.label, work.sort, work.work) for key, work in sorted(self.known.items()))
        self._seen = self.style, tuple(seen)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Works) and self._seen == other._seen

    def __hash__(self) -> int:
        return hash(self._seen)

    def named(self, drawn: Marks) -> Callable[[Works], str]:
        """What stands for each group of works in this text."""
        notes = {label: met(tokens) for label, _, tokens in reversed(drawn.definitions)}
        given = numbers(order(met(drawn.tokens), notes), self.known)
        return lambda works: group(works, self.known, given, self.style)


class _Walk:
    """One walk along a source. `at` is where in the source it stands."""

    def __init__(self, source: str, cited: Callable[[Works], str]) -> None:
        self.source, self.cited = source, cited
        self.lines = [0, *(match.end() for match in re.finditer("\n", source)), len(source)]
        self.parts: list[str] = []
        self.begins, self.ends = array("l"), array("l")
        self.at, self.limit = 0, len(source)
        self.mapped: list[int] = []

    def block(self, token: Token) -> None:
        if token.map and token.map != self.mapped:  # the cells of a row share one line
            self.mapped = token.map
            self.at = self.lines[min(token.map[0], len(self.lines) - 1)]
            self.limit = self.lines[min(token.map[1], len(self.lines) - 1)]
        if token.type in {"inline", "figure"}:
            for child in token.children or []:
                self.inline(child)
            self.apart()
        elif token.type == "math_block":
            self.formula(token.content, _DISPLAYED)
            self.apart()
        elif token.type in {"fence", "code_block"}:
            self.at = self.source.find("\n", self.at) + 1 if token.type == "fence" else self.at
            self.words(token.content)
            self.apart()

    def inline(self, token: Token) -> None:
        if token.type == "text":
            self.words(token.content)
        elif token.type == "code_inline":
            self.code(token)
        elif token.type in {"softbreak", "hardbreak"}:
            self.apart()
        elif token.type in {"math_inline", "math_display"}:
            self.formula(token.content, _DISPLAYED if token.type == "math_display" else _IN_LINE)
        elif token.type == "citation":
            self.citation(token)
        elif token.type == "image":
            self.image(token)
        elif token.type == "link_close" and (end := _LINK_END.match(self.source, self.at, self.limit)):
            self.at = end.end()

    def code(self, token: Token) -> None:
        self._past(token.markup)
        self.words(token.content.strip())
        self._past(token.markup)

    def _past(self, mark: str) -> None:
        found = self.source.find(mark, self.at, self.limit)
        self.at = found + len(mark) if found >= 0 else self.at

    def words(self, content: str) -> None:
        """Words that stand in the source as they are shown; else (escapes, entities) one character after another."""
        found = self.source.find(content, self.at, min(self.limit, self.at + len(content) + _AHEAD))
        if found >= 0:
            self._add(content, found)
            return
        ahead = _AHEAD
        for character in content:
            self._character(character, ahead)
            ahead = _NEAR

    def _character(self, character: str, ahead: int) -> None:
        """The next place of a character, written as itself or as an entity; without one the walk stays where it is."""
        reach = min(self.limit, self.at + ahead)
        blank = _BLANK.search(self.source, self.at, reach) if character.isspace() else None
        found = blank.start() if blank else self.source.find(character, self.at, reach)
        for entity in _ENTITY.finditer(self.source, self.at, found if found >= 0 else reach):
            if unescape(entity.group()) == character:
                self._fixed(character, entity.start(), entity.end())
                return
        here = found if found >= 0 else max(0, min(self.at, self.limit - 1))
        self._fixed(character, here, here + 1)

    def formula(self, tex: str, marks: tuple[re.Pattern[str], re.Pattern[str]]) -> None:
        found = self.source.find(tex, self.at, self.limit)
        if found < 0:
            self.words(f"${tex}$")
            return
        opened = marks[0].search(self.source, self.at, found)
        closed = marks[1].match(self.source, found + len(tex), self.limit)
        self._fixed("$", opened.start() if opened else found, found)
        self._add(tex, found)
        self._fixed("$", self.at, closed.end() if closed else self.at)

    def citation(self, token: Token) -> None:
        found = self.source.find(token.content, self.at, self.limit)
        if found < 0:
            return
        self._fixed(self.cited(token.meta["works"]), found, found + len(token.content))

    def image(self, token: Token) -> None:
        """Of an image only its caption can be selected."""
        address = self.source.find(str(token.attrs.get("src", "")), self.at, self.limit)
        self.at = address if address >= 0 else self.at
        if caption := str(token.attrs.get("title", "")):
            self.words(caption)
        end = self.source.find(")", self.at, self.limit)
        self.at = end + 1 if end >= 0 else self.at

    def apart(self) -> None:
        """White space between what stands apart."""
        self._fixed(" ", self.at, self.at)

    def _add(self, text: str, start: int) -> None:
        """Text that stands in the source as it is shown."""
        self.parts.append(text)
        self.begins.extend(range(start, start + len(text)))
        self.ends.extend(range(start + 1, start + len(text) + 1))
        self.at = start + len(text)

    def _fixed(self, text: str, start: int, end: int) -> None:
        """Text that stands for a whole stretch of the source."""
        self.parts.append(text)
        self.begins.extend([start] * len(text))
        self.ends.extend([end] * len(text))
        self.at = max(self.at, end)
