"""The blocks of prose in a text: paragraphs, items, quotes, headings, notes; tables and listings are left out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

_HEADING = re.compile(r" {0,3}#{1,6}(?:\s|$)")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)\s*$")
_QUOTE = re.compile(r" {0,3}>")
_CALLOUT = re.compile(r" {0,3}>\s*\[!\w+\]")
_FOOTNOTE = re.compile(r" {0,3}\[\^[^\]\s]+\]:")
_DEFINITION = re.compile(r" {0,3}\[[^\]\n]+\]:")
_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])\s+(?:\[[ xX]\]\s+)?")
_PICTURE = re.compile(r"\s*!\[")
_CODE = re.compile(r"(?: {4}|\t)")


class Role(StrEnum):
    """What a block is to its reader."""

    TEXT = "text"
    QUOTE = "quote"
    """Somebody else's words."""
    HEADING = "heading"
    FOOTNOTE = "footnote"


@dataclass(frozen=True, slots=True)
class Block:
    """`source[start:end]` is one block of prose, the signs of its first line left out."""

    role: Role
    start: int
    end: int


def blocks(masked: str) -> list[Block]:
    """The blocks of a text that was `masked`, in order."""
    return list(_Reader(masked).blocks())


class _Reader:
    """Goes through the lines once, holding the block that is open."""

    def __init__(self, masked: str) -> None:
        self.text = masked
        self.open: Block | None = None
        self.quoted = self.in_list = False
        self.rest = True

    def blocks(self) -> Iterator[Block]:
        at = 0
        for line in self.text.split("\n"):
            if line.strip():
                yield from self._line(line, at)
            else:
                yield from self._begin(None)
            self.rest = not line.strip()
            at += len(line) + 1
        yield from self._begin(None)

    def _line(self, line: str, at: int) -> Iterator[Block]:
        end = at + len(line)
        if self.open and self.open.role is Role.TEXT and _UNDERLINE.match(line):
            self.open = replace(self.open, role=Role.HEADING)
            yield from self._begin(None)
        elif found := self._begins(line):
            role, lead = found
            yield from self._begin(Block(role, at + lead, end) if role else None)
            self.quoted = bool(_QUOTE.match(line))
        elif self.open:
            self.open = replace(self.open, end=end)

    def _begin(self, block: Block | None) -> Iterator[Block]:
        if self.open:
            yield self.open
        self.open, self.quoted = block, False

    def _begins(self, line: str) -> tuple[Role | None, int] | None:
        """The role of the block that this line begins and where its words begin; None for a line that goes on."""
        item = _ITEM.match(line)
        self.in_list = bool(item) or (self.in_list and not (self.rest and not line[0].isspace()))
        if _QUOTE.match(line):
            return self._quoted(line)
        if found := _special(line):
            return found
        if item:
            return Role.TEXT, item.end()
        if self.open and self.open.role is not Role.HEADING:
            return None
        return (None, 0) if self.rest and not self.in_list and _CODE.match(line) else (Role.TEXT, 0)

    def _quoted(self, line: str) -> tuple[Role | None, int] | None:
        """A callout is the writer's own: a title, and words behind it; any other quotation is somebody else's."""
        if callout := _CALLOUT.match(line):
            return Role.HEADING, callout.end()
        if self.quoted and self.open and self.open.role is Role.HEADING:
            return Role.TEXT, line.index(">") + 1
        return None if self.quoted else (Role.QUOTE, line.index(">") + 1)


def _special(line: str) -> tuple[Role | None, int] | None:
    if heading := _HEADING.match(line):
        return Role.HEADING, heading.end()
    if note := _FOOTNOTE.match(line):
        return Role.FOOTNOTE, note.end()
    if _DEFINITION.match(line) or _PICTURE.match(line) or line.lstrip().startswith("|"):
        return None, 0
    return None
