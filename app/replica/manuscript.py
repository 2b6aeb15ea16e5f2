"""A paper as its authors wrote it: sections of numbered blocks, read from the light markup of the TOML files.

A blank line ends a block. `## ` begins a subsection, `$$` an equation, `![caption](name)` a figure, `: caption` with
rows of `|` a table, `- ` an item. Within a line stand `$TeX$`, `[@key, @key]`, `^[a footnote]`, `*emphasis*`,
`<https://address>` and `{fig:name}`, the number of what bears that label.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Literal, cast

from app.replica.library import Paper

_INLINE = re.compile(
    r"\$(?P<math>[^$]+)\$"
    r"|\^\[(?P<note>(?:[^\[\]]|\[[^\]]*\])+)\]"
    r"|\[(?P<cite>@[\w-]+(?:, @[\w-]+)*)\]"
    r"|\*(?P<emphasis>[^*\s][^*]*)\*"
    r"|<(?P<link>https?://[^>\s]+)>"
    r"|\{(?P<label>(?:fig|tab|eq):[\w-]+)\}"
)
Kind = Literal["text", "math", "note", "cite", "emphasis", "link", "label"]
_LABEL = re.compile(r"\s*\{((?:eq|tab):[\w-]+)\}\s*")

SENTENCES = re.compile(r"(?:(?<=[a-z\])0-9*>][.?])|(?<=\.\*)) (?=[A-Z*<\"]|arXiv|doi)")
"""Where the parts of a reference meet: names, title, journal."""


@dataclass(frozen=True)
class Piece:
    """A piece of a line; `text` is what stands between its marks."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class Block:
    """A block; `number` counts equations, figures, tables and subsections each for itself."""

    kind: Literal["paragraph", "subsection", "equation", "figure", "table", "item"]
    text: str
    label: str = ""
    number: int = 0
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Part:
    """A numbered section."""

    number: int
    title: str
    blocks: list[Block]


@dataclass(frozen=True)
class Manuscript:
    """A version of a paper; `cited` numbers its references, `labels` gives the section and number of each label."""

    paper: Paper
    version: int
    parts: list[Part]
    cited: dict[str, int]
    labels: dict[str, tuple[int, int]] = field(default_factory=dict)

    def told(self, name: str) -> str:
        """`title`, `abstract` or `comment`."""
        return self.paper.told(name, self.version)

    @property
    def named(self) -> str:
        """The identifier with its version."""
        return f"{self.paper.id}v{self.version}"


def manuscript(paper: Paper, version: int) -> Manuscript:
    """What a version of a paper says."""
    counts: Counter[str] = Counter()
    parts = []
    for number, (title, text) in enumerate(paper.sections_at(version), 1):
        counts["subsection"] = 0
        blocks = [_block(block.strip(), counts) for block in re.split(r"\n\s*\n", text.strip())]
        parts.append(Part(number, title, blocks))
    cited = {key: number for number, key in enumerate(paper.references, 1)}
    labels = {block.label: (part.number, block.number) for part in parts for block in part.blocks if block.label}
    return Manuscript(paper, version, parts, cited, labels)


def pieces(line: str) -> list[Piece]:
    """The pieces of a line, in order."""
    found, at = [], 0
    for match in _INLINE.finditer(line):
        if match.start() > at:
            found.append(Piece("text", line[at : match.start()]))
        kind = cast(Kind, match.lastgroup)
        found.append(Piece(kind, match[kind]))
        at = match.end()
    return [*found, Piece("text", line[at:])] if at < len(line) else found


def keys(cite: str) -> list[str]:
    """The keys of a citation."""
    return [one.strip().removeprefix("@") for one in cite.split(",")]


def _block(text: str, counts: Counter[str]) -> Block:
    if text.startswith("## "):
        return Block("subsection", text[3:], number=_next(counts, "subsection"))
    if text.startswith("$$"):
        label, tex = _labelled(text)
        return Block("equation", _folded(tex.strip("$")), label, _next(counts, "equation"))
    if match := re.fullmatch(r"!\[(.+)\]\(([\w-]+)\)", text, re.DOTALL):
        return Block("figure", _folded(match[1]), f"fig:{match[2]}", _next(counts, "figure"))
    if text.startswith(": "):
        return _table(text, counts)
    if text.startswith("- "):
        return Block("item", _folded(text[2:]))
    return Block("paragraph", _folded(text))


def _table(text: str, counts: Counter[str]) -> Block:
    caption, *lines = text.split("\n|")
    label, caption = _labelled(caption.removeprefix(": "))
    rows = tuple(tuple(cell.strip() for cell in line.strip().strip("|").split("|")) for line in lines)
    return Block("table", _folded(caption), label, _next(counts, "table"), rows)


def _labelled(text: str) -> tuple[str, str]:
    match = _LABEL.search(text)
    return (match[1] if match else "", _LABEL.sub(" ", text).strip())


def _next(counts: Counter[str], kind: str) -> int:
    counts[kind] += 1
    return counts[kind]


def _folded(text: str) -> str:
    return " ".join(text.split())
