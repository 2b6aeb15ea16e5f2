"""The sentences of a text, with where each stands and whether it names a source."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.writing.prose.blocks import Block, Role, blocks
from app.writing.prose.masking import masked
from app.writing.prose.reading import plain

_STOP = re.compile(r"[.!?…][\"'”’)\]*_]*\s+(?=[\"'“‘(\[*_]*[A-Z0-9\ue000\ue001À-Þ])")
_SHORT = re.compile(
    r"(?:\b(?:e\.g|i\.e|al|Figs?|Eqs?|Secs?|Tabs?|Refs?|Apps?|Thms?|cf|vs|resp|approx|ca|Dr|Prof|Mr|Mrs|Ms|St|No|pp?)"
    r"|\b[A-Z])\.\Z"
)
_LONGEST = 3_000
"""Characters of a sentence that are read."""
_SOURCE = re.compile(r"\]\(note:|\[@|\[\^|https?://|\\(?:eq)?ref\{")
_NOTE = re.compile(r"\]\(note:")


@dataclass(frozen=True, slots=True)
class Sentence:
    """`source` stands at [start, end) of the text (code points), beginning on `line` (from 1)."""

    start: int
    end: int
    line: int
    source: str
    words: str
    """As one reads it: without signs and addresses."""
    sourced: bool
    """It leads to a note, a work, a page or a footnote; or the quotation it introduces does."""


def sentences(source: str, text: str | None = None) -> list[Sentence]:
    """Every sentence a writer wrote in prose, in order; not headings, quotations, footnotes, listings and tables.

    `text` is the source as it is `masked`, where that is at hand.
    """
    text = masked(source) if text is None else text
    found, line, counted = [], 1, 0
    everything = blocks(text)
    for at, block in enumerate(everything):
        if block.role is not Role.TEXT:
            continue
        behind = next(iter(everything[at + 1 : at + 2]), None)
        spans = [_trimmed(source, *span) for span in _spans(text, block)]
        for start, end in spans:
            line, counted = line + source.count("\n", counted, start), start
            piece = source[start:end]
            sourced = bool(_SOURCE.search(piece))
            if not sourced and (start, end) == spans[-1] and piece.rstrip("*_ ").endswith(":"):
                sourced = behind is not None and bool(_NOTE.search(source, behind.start, behind.end))
            if words := plain(piece[:_LONGEST]):
                found.append(Sentence(start, end, line, piece, words, sourced))
    return found


def _spans(text: str, block: Block) -> Iterator[tuple[int, int]]:
    """Where each sentence of a block stands, with the blanks behind it: what follows its stop belongs to it."""
    start = block.start
    for stop in _STOP.finditer(text, block.start, block.end):
        if not _SHORT.search(text, max(start, stop.start() - 8), stop.start() + 1):
            yield start, stop.end()
            start = stop.end()
    yield start, block.end


def _trimmed(source: str, start: int, end: int) -> tuple[int, int]:
    words = source[start:end]
    return start + len(words) - len(words.lstrip(" \n>")), start + len(words.rstrip())
