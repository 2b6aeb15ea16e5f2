"""A paper set in lines: which words stand where and in which hand, long ones broken by a hyphen at the edge."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from app.replica.figures import Plot
from app.replica.formulas import Glyphs, glyphs
from app.replica.manuscript import Block, Manuscript, keys, pieces

WIDTHS = {"title": 48, "heading": 70, "text": 86, "note": 104, "caption": 92}
"""Characters to a line of each style; Times has about 2.2 to an em."""
_BREAK = re.compile(r"(?<=[aeiouy][b-df-hj-np-tv-xz])(?=[b-df-hj-np-tv-xz][aeiouy])", re.IGNORECASE)
_WORD = re.compile(r"\S+|\s+")


@dataclass(frozen=True)
class Line:
    """A line of a style, as runs of characters in one hand; `notes` are the footnotes that it calls for."""

    style: str
    runs: list[Glyphs]
    first: bool = False
    notes: list[list["Line"]] = field(default_factory=list)
    number: str = ""


Item = Line | Plot
"""What stands on a page from top to bottom."""


def lines(paper: Manuscript) -> Iterator[Item]:
    """The whole paper from top to bottom."""
    setting = _Setting(paper)
    yield from setting.broken("title", paper.told("title"))
    yield from setting.broken("text", ", ".join(paper.paper.authors))
    yield from setting.broken("heading", "Abstract")
    yield from setting.broken("text", paper.told("abstract"))
    for part in paper.parts:
        yield from setting.broken("heading", f"{part.number} {part.title}")
        for block in part.blocks:
            yield from setting.block(block, part.number)
    if paper.cited:
        yield from setting.broken("heading", "References")
        for key, number in paper.cited.items():
            yield from setting.broken("text", f"[{number}] {paper.paper.references[key]}")


class _Setting:
    def __init__(self, paper: Manuscript) -> None:
        self.paper, self.notes = paper, 0

    def block(self, block: Block, section: int) -> Iterator[Item]:
        if block.kind == "subsection":
            yield from self.broken("heading", f"{section}.{block.number} {block.text}")
        elif block.kind == "equation":
            yield Line("equation", list(glyphs(block.text)), first=True, number=f"({block.number})")
        elif block.kind == "figure":
            yield self.paper.paper.figures[block.label.removeprefix("fig:")]
            yield from self.broken("caption", f"Figure {block.number}: {block.text}")
        elif block.kind == "table":
            yield from self.broken("caption", f"Table {block.number}: {block.text}")
            for row in block.rows:
                yield from self.broken("cells", "\t".join(row))
        else:
            yield from self.broken("text", f"• {block.text}" if block.kind == "item" else block.text)

    def broken(self, style: str, text: str) -> Iterator[Line]:
        """A paragraph in lines."""
        runs, notes = self._runs(text)
        width, held, room, first = WIDTHS.get(style, 400), [], 0, True
        for run in _words(runs):
            length = len(run.text) if not run.level else len(run.text) * 0.7
            if run.text == "\0":
                held.append(run)
                continue
            if room + length > width and held:
                head, tail = _hyphenated(run, width - int(room))
                held += [head] if head else []
                yield self._line(style, held, notes, first)
                held, room, first, run = [], 0, False, tail
                if run.text.isspace():
                    continue
            held.append(run)
            room += len(run.text)
        if held:
            yield self._line(style, held, notes, first)

    def _line(self, style: str, runs: list[Glyphs], notes: list[list[Line]], first: bool) -> Line:
        called = [notes.pop(0) for run in runs if run.text == "\0"]
        return Line(style, [run for run in runs if run.text != "\0"], first, called)

    def _runs(self, text: str) -> tuple[list[Glyphs], list[list[Line]]]:
        runs: list[Glyphs] = []
        notes: list[list[Line]] = []
        for piece in pieces(text):
            if piece.kind == "math":
                runs += glyphs(piece.text)
            elif piece.kind == "note":
                self.notes += 1
                runs += [Glyphs(str(self.notes), "upright", 1), Glyphs("\0", "upright")]
                notes.append(list(self.broken("note", f"{self.notes} {piece.text}")))
            elif piece.kind == "cite":
                runs.append(Glyphs(f"[{', '.join(str(self.paper.cited[key]) for key in keys(piece.text))}]", "upright"))
            elif piece.kind == "label":
                runs.append(Glyphs(str(self.paper.labels[piece.text][1]), "upright"))
            else:
                runs.append(Glyphs(piece.text, "letter" if piece.kind == "emphasis" else "upright"))
        return runs, notes


def _words(runs: list[Glyphs]) -> Iterator[Glyphs]:
    for run in runs:
        for word in _WORD.findall(run.text):
            yield Glyphs(word, run.hand, run.level)


def _hyphenated(word: Glyphs, room: int) -> tuple[Glyphs | None, Glyphs]:
    """What of a word still fits the line, with a hyphen, and what goes to the next."""
    if word.hand != "upright" or word.level or not re.fullmatch(r"[A-Za-z]{7,}[,.;:]?", word.text):
        return None, word
    fitting = [at.start() for at in _BREAK.finditer(word.text) if 3 <= at.start() < min(room, len(word.text) - 2)]
    if not fitting:
        return None, word
    at = fitting[-1]
    return Glyphs(word.text[:at] + "-", word.hand), Glyphs(word.text[at:], word.hand)
