"""A text that is read again after each edit at the cost of what changed. Pure: it gives what a new one would.

A piece also keeps how it was drawn, together with all it asked of the rest of the text (`Page.ask`). That is used again
only if every answer is the same, which costs a few comparisons.
"""

from typing import Any

from app.markup import dialect
from app.markup.citing import Met, order
from app.markup.marking import mark
from app.markup.needs import gather
from app.markup.pieces import Piece, cut
from app.markup.shapes import Needs

_TOKEN = 1_000
"""Bytes of memory one token takes, about."""


class Document:
    """The pieces of one text, in order. Used by one thread at a time."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self._source = ""
        self._links: dict[str, Any] = {}

    def read(self, source: str) -> None:
        """Takes the text as it is now (any newlines, any characters)."""
        source = dialect.clean_text(source)
        if source == self._source:
            return
        before, fresh, after = cut(source, self.pieces)
        links = _links([*before, *fresh, *after])
        if links != self._links and not all(_stands(piece, links) for piece in [*before, *after]):
            before, fresh, after = [], cut(source, [])[1], []
        self.pieces, self._source, self._links = [*before, *fresh, *after], source, links
        self._read_words(fresh)
        line = 0
        for piece in self.pieces:
            piece.line = line
            line += piece.lines

    def _read_words(self, pieces: list[Piece]) -> None:
        links = _LookedUp(self._links)
        for piece in pieces:
            links.asked = piece.looked_up
            dialect.read_words(piece.tokens, links)
            piece.marks = mark(piece.tokens)

    def needs(self) -> Needs:
        """As `needs` of its source."""
        return gather(piece.needs for piece in self.pieces)

    def cites(self) -> list[str]:
        """The citation keys of the text, in the order its reader meets them."""
        notes: dict[str, list[Met]] = {}
        for piece in self.pieces:
            for label, found in piece.cites_in_notes.items():
                notes.setdefault(label, found)
        return order((one for piece in self.pieces for one in piece.cites), notes)

    def weight(self) -> int:
        """About how many bytes of memory it takes."""
        return sum(_TOKEN * piece.size + (piece.drawn.html if piece.drawn else 0) for piece in self.pieces)


def _links(pieces: list[Piece]) -> dict[str, Any]:
    """All link definitions; the first of a name holds."""
    found: dict[str, Any] = {}
    for piece in pieces:
        for name, link in piece.links.items():
            found.setdefault(name, link)
    return found


def _stands(piece: Piece, links: dict[str, Any]) -> bool:
    return all(links.get(name) == link for name, link in piece.looked_up.items())


class _LookedUp(dict[str, Any]):
    """Link definitions that write into `asked` which were asked for, with what they stood for."""

    asked: dict[str, Any]

    def get(self, name: str, default: Any = None) -> Any:
        found = self.asked[name] = super().get(name, default)
        return found
