"""A text cut into the pieces it is made of: each a top-level block with the blank lines after it.

After an edit only the pieces around it are read again. `cut` explains why the others would read the same.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from app.markup import dialect
from app.markup.citing import Met, met
from app.markup.marking import Marks
from app.markup.needs import of_tokens
from app.markup.shapes import Needs
from app.markup.surroundings import Drawn


@dataclass(eq=False)
class Piece:
    """One piece: its lines as written, what was read from them, and how it was drawn last.

    `line` counts from 0 and is the only thing that changes when other pieces do; lines in the tokens count from it.
    """

    text: str
    tokens: list[Token]
    links: dict[str, Any]
    """Link definitions (`[name]: address`) that stand in it."""
    line: int = 0
    marks: Marks = field(default_factory=Marks)
    looked_up: dict[str, Any] = field(default_factory=dict)
    """Names of link definitions its words asked for, with what each stood for then, or None."""
    numbers: list[Any] = field(default_factory=list)
    stamp: object = field(default_factory=object)
    """Another one whenever it would be drawn otherwise in the same surroundings."""
    drawn: Drawn | None = None

    @cached_property
    def lines(self) -> int:
        """Lines of its text."""
        return self.text.count("\n")

    @cached_property
    def size(self) -> int:
        """Tokens in it, those within lines included."""
        return sum(1 + len(token.children or []) for token in self.tokens)

    @cached_property
    def needs(self) -> Needs:
        """What it asks of its surroundings."""
        return of_tokens(self.tokens)

    @cached_property
    def cites(self) -> list[Met]:
        """What it cites, and which footnotes it names."""
        return met(self.marks.tokens)

    @cached_property
    def cites_in_notes(self) -> dict[str, list[Met]]:
        """The same of each footnote whose text stands in it."""
        return {label: met(tokens) for label, _, tokens in reversed(self.marks.definitions)}

    def keep_numbers(self, numbers: list[Any]) -> None:
        """Takes the numbers given to what is marked in it."""
        if numbers != self.numbers:
            self.numbers, self.stamp, self.drawn = numbers, object(), None


def cut(source: str, old: list[Piece]) -> tuple[list[Piece], list[Piece], list[Piece]]:
    """A text as the pieces of `old` before and after what changed, and between them new ones whose words are not read.

    What follows a top-level block reads the same whatever stood before it, so all pieces from a boundary on are as they
    were if the text from there on is. A block depends on what follows no further than the end of the next lines that
    belong together: an equation or a table is looked for up to a blank line, a list or footnote up to the next line
    that is not indented. So pieces stay that are followed by such lines and a blank one, all unchanged. The exception
    is a comment, whose end is looked for in the whole text.
    """
    kept = _unchanged_before(source, old)
    start = sum(len(piece.text) for piece in old[:kept])
    ends = _unchanged_after(source, old, kept, start)
    if kept and _closes_comment(source, old, kept, start, ends):
        kept, start, ends = 0, 0, _unchanged_after(source, old, 0, 0)
    fresh, stop = _read(source, start, ends)
    after = old[ends[stop] :] if stop in ends else []
    return old[:kept], fresh, after


def _unchanged_before(source: str, old: list[Piece]) -> int:
    """How many pieces at the beginning certainly read as before."""
    same = 0
    ends = []
    for piece in old:
        if not source.startswith(piece.text, same):
            break
        same += len(piece.text)
        ends.append(same)
    guard = _last_lines_together(source, same)
    return sum(end <= guard for end in ends)


def _last_lines_together(source: str, end: int) -> int:
    """Where the last lines before `end` begin that belong together and have a blank line after them, or -1."""
    blank = source.rfind("\n\n", 0, end)
    while blank >= 0:
        before = source.rfind("\n\n", 0, blank)
        start = before + 2 if before >= 0 else 0
        if source[start:blank].strip():
            return start
        blank = before
    return -1


def _unchanged_after(source: str, old: list[Piece], kept: int, start: int) -> dict[int, int]:
    """Places in the new text from which on it is as the old one was from the piece with that index on."""
    ends, end = {len(source): len(old)}, len(source)
    for index in range(len(old) - 1, kept - 1, -1):
        end -= len(old[index].text)
        if end < start or not source.startswith(old[index].text, end):
            break
        ends[end] = index
    return ends


def _closes_comment(source: str, old: list[Piece], kept: int, start: int, ends: dict[int, int]) -> bool:
    """Whether the change may have begun or ended a comment that opens before it."""
    if "<!--" not in source[:start]:
        return False
    until = min(ends)
    return "-->" in source[start:until] or any("-->" in piece.text for piece in old[kept : ends[until]])


def _read(source: str, start: int, ends: dict[int, int]) -> tuple[list[Piece], int]:
    """New pieces from `start` to the first boundary that is among `ends`, and that boundary."""
    fresh: list[Piece] = []
    at = start
    state = dialect.block_state(source[start:])
    for tokens, links, first, last in _blocks(state):
        stop = start + (state.bMarks[last] if last < state.lineMax else len(state.src))
        _move(tokens, first)
        fresh.append(Piece(source[at:stop], tokens, links))
        at = stop
        if at in ends:
            return fresh, at
    if at < len(source):  # nothing but blanks
        fresh.append(Piece(source[at:], [], {}))
    return fresh, len(source)


def _blocks(state: StateBlock) -> Iterator[tuple[list[Token], dict[str, Any], int, int]]:
    """Each piece: tokens, link definitions, the first line (0 for the first piece), the line the next one begins at."""
    first = 0
    while first < state.lineMax:
        state.tokens, state.env["references"] = [], {}
        line = dialect.read_block(state, first)
        while line < state.lineMax and state.bMarks[line] and state.src[state.bMarks[line] - 1] != "\n":
            line = dialect.read_block(state, line)  # a comment ended on it, so it is no line of its own
        links = {name: {**link, "map": None} for name, link in state.env["references"].items()}
        yield state.tokens, links, first, line
        first = line


def _move(tokens: list[Token], lines: int) -> None:
    if lines:
        for token in tokens:
            if token.map:
                token.map = [token.map[0] - lines, token.map[1] - lines]
