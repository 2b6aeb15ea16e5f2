"""Entries of a `thebibliography`: `\\bibitem` of plain BibTeX, natbib, REVTeX, elsarticle, ACM, AAS and by hand."""

import re
from collections.abc import Iterator, Mapping
from itertools import zip_longest

from app.papers.bibliography.known_by import known_by
from app.papers.bibliography.shapes import Entry
from app.papers.bibliography.tex_groups import argument, option
from app.papers.bibliography.tex_macros import Macro
from app.papers.bibliography.tex_text import BLOCK, Shown, shown
from app.papers.bibliography.titles import title_of_blocks

_ITEM = re.compile(r"\\(?:(?P<plain>bibitem|cvitem@bib|reference)|(?P<harvard>harvarditem))(?![A-Za-z@])")
_ENDS = re.compile(
    r"\\end\s*\{(?:thebibliography|references|mcitethebibliography|chapthebibliography|bibliography|document|btSect)\}"
    r"|\\(?:section|chapter|appendix|part)\b"
)


def entries_of_bibitems(tex: str, macros: Mapping[str, Macro]) -> list[Entry]:
    """Every entry of every `\\bibitem` in `tex` (comments stripped), in order. Keys may be '' or stand twice."""
    return [_entry(key, body, macros) for key, body in items(tex)]


def items(tex: str) -> Iterator[tuple[str, str]]:
    """Each item's key and its TeX."""
    starts = list(_ITEM.finditer(tex))
    for found, following in zip_longest(starts, starts[1:]):
        at = found.end()
        if found["harvard"]:
            key, at = _harvard(tex, at)
        else:
            _, at = option(tex, at)
            start, (key, at) = at, argument(tex, at, only_braced=True)
            if at == start:
                continue
        until = following.start() if following else len(tex)
        end = _ENDS.search(tex, at, until)
        body = tex[at : end.start() if end else until]
        if following or end or body.strip():
            yield " ".join(key.split()), body


def labels(tex: str) -> dict[str, str]:
    """What natbib prints for each key: the label in brackets, as `Name(Year)`; '' where there is none."""
    found: dict[str, str] = {}
    for item in _ITEM.finditer(tex):
        label, at = option(tex, item.end())
        key, _ = argument(tex, at, only_braced=True)
        found.setdefault(" ".join(key.split()), label.strip("{} "))
    return found


def known(key: str, read: Shown) -> Entry:
    """An entry from what was read of it, with its identifiers and, where it can be told, its title."""
    blocks = [block.strip() for block in read.text.split(BLOCK)]
    text = " ".join(block for block in blocks if block)
    arxiv, doi = known_by(text, read.links)
    title = shown(read.title).text if read.title else title_of_blocks(blocks)
    url = next((link for link in read.links if link.lower().startswith(("http://", "https://"))), "")
    return Entry(key, text, title.strip(" .,"), arxiv, doi, url)


def _entry(key: str, body: str, macros: Mapping[str, Macro]) -> Entry:
    return known(key, shown(body, macros))


def _harvard(tex: str, at: int) -> tuple[str, int]:
    """`\\harvarditem[short]{label}{year}{key}` (harvard.sty)."""
    _, at = option(tex, at)
    _, at = argument(tex, at, only_braced=True)
    _, at = argument(tex, at, only_braced=True)
    return argument(tex, at, only_braced=True)
