"""A LaTeX text in passages: paragraphs, items, captions, footnotes and table cells, each under its heading."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.papers.bibliography.tex_commands import FORMULA_PLACES
from app.papers.bibliography.tex_groups import argument, option
from app.papers.bibliography.tex_text import shown

_EDGE = re.compile(
    r"\\(?P<heading>(?:part|chapter|(?:sub){0,2}section|(?:sub)?paragraph))\*?\s*(?=[\[{])"
    r"|\\(?P<edge>begin|end)\s*\{(?P<place>[A-Za-z]{1,40})\*?\}"
    r"|(?P<break>\\(?:item|caption|abstract|par|acknowledgments?|acknowledgements)(?![A-Za-z@])|\n[ \t]*\n)"
    r"|\\(?P<note>footnote|footnotetext|endnote|thanks|sidenote)(?![A-Za-z@])"
    r"|(?P<cell>\\\\|(?<!\\)&)"
)
_INNER_NAMES = """
aligned alignedat array cases split matrix pmatrix bmatrix vmatrix Vmatrix gathered smallmatrix rcases dcases document
small footnotesize multlined subarray
"""
_TABLE_NAMES = "tabular tabularx longtable tabulary deluxetable supertabular tblr longtblr xltabular"
_INNER = FORMULA_PLACES | frozenset(_INNER_NAMES.split())
_TABLES = frozenset(_TABLE_NAMES.split())
_BIBLIOGRAPHY = re.compile(r"\\begin\s*\{(thebibliography|references|biblist)\}")


@dataclass(frozen=True)
class Passage:
    """TeX of one passage and the plain heading it stands under ('' before the first)."""

    section: str
    tex: str


def passages(tex: str) -> Iterator[Passage]:
    """The passages of `tex` (comments stripped, files read in) in order; preamble and bibliography are left out."""
    begin = re.search(r"\\begin\s*\{document\}", tex)
    return _Splitter(_without_bibliography(tex[begin.end() :] if begin else tex)).split()


def _without_bibliography(tex: str) -> str:
    pieces, at = [], 0
    for found in _BIBLIOGRAPHY.finditer(tex):
        end = tex.find(f"\\end{{{found[1]}}}", found.end())
        if found.start() < at:
            continue
        pieces += [tex[at : found.start()], "\n\n"]
        at = end if end >= 0 else len(tex)
    return "".join([*pieces, tex[at:]])


class _Splitter:
    def __init__(self, tex: str) -> None:
        self.tex, self.at, self.section, self.tables = tex, 0, "", 0
        self.pieces: list[str] = []
        self.notes: list[str] = []

    def split(self) -> Iterator[Passage]:
        for edge in _EDGE.finditer(self.tex):
            if edge.start() < self.at:
                continue
            if edge["note"]:
                self._take_note(edge)
            elif self._parts(edge):
                yield from self._flush(edge.start())
                self._move_on(edge)
        yield from self._flush(len(self.tex))

    def _parts(self, edge: re.Match[str]) -> bool:
        if edge["cell"]:
            return self.tables > 0
        return not (edge["place"] and edge["place"] in _INNER)

    def _take_note(self, edge: re.Match[str]) -> None:
        _, start = option(self.tex, edge.end())
        note, end = argument(self.tex, start, only_braced=True)
        if end > start:
            self.pieces.append(self.tex[self.at : edge.start()])
            self.notes.append(note)
            self.at = end

    def _flush(self, until: int) -> Iterator[Passage]:
        whole = "".join([*self.pieces, self.tex[self.at : until]])
        self.at = max(self.at, until)
        if whole.strip():
            yield Passage(self.section, whole)
        yield from (Passage(self.section, note) for note in self.notes)
        self.pieces, self.notes = [], []

    def _move_on(self, edge: re.Match[str]) -> None:
        self.at = edge.end()
        if edge["heading"]:
            _, start = option(self.tex, edge.end())
            title, self.at = argument(self.tex, start)
            self.section = shown(title[:1_000]).text
        elif edge["place"] in _TABLES:
            self.tables = max(0, self.tables + (1 if edge["edge"] == "begin" else -1))
        elif edge["place"] == "abstract":
            self.section = "Abstract" if edge["edge"] == "begin" else ""
        elif edge["break"] and edge["break"].startswith(("\\abs", "\\ack")):
            self.section = "Abstract" if edge["break"].startswith("\\abs") else "Acknowledgements"
