"""Entries of a list that a paper sets by hand: a heading that says References, and `\\item` after `\\item`."""

import re
from collections.abc import Mapping

from app.papers.bibliography.bibitems import known
from app.papers.bibliography.shapes import Entry
from app.papers.bibliography.tex_groups import option
from app.papers.bibliography.tex_macros import Macro
from app.papers.bibliography.tex_text import shown

_HEADING = re.compile(
    r"\\(?:chapter|(?:sub){0,2}section|paragraph)\*?\s*\{\s*(?:\\[a-z]{2,10}\s)?\s*"
    r"(?:references|bibliography|works cited|literature(?: cited)?)\s*\}",
    re.IGNORECASE,
)
_LIST = re.compile(r"\\begin\s*\{(enumerate|itemize|description|list)\}")
_ITEM = re.compile(r"\\item(?![A-Za-z@])")
_FARTHEST = 1_000


def entries_listed_by_hand(tex: str, macros: Mapping[str, Macro]) -> list[Entry]:
    """Every item of the list behind the last heading of `tex` (comments stripped) that announces one, in order."""
    headings = list(_HEADING.finditer(tex))
    begin = _LIST.search(tex, headings[-1].end(), headings[-1].end() + _FARTHEST) if headings else None
    if begin is None:
        return []
    end = tex.find(f"\\end{{{begin[1]}}}", begin.end())
    starts = [item.end() for item in _ITEM.finditer(tex, begin.end(), end if end >= 0 else len(tex))]
    ends = [*(tex.rfind("\\item", 0, start) for start in starts[1:]), end if end >= 0 else len(tex)]
    bodies = [tex[option(tex, start)[1] : until] for start, until in zip(starts, ends, strict=True)] if starts else []
    return [known(str(number), shown(body, macros)) for number, body in enumerate(bodies, start=1)]
