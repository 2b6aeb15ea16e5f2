"""References of papers in plain TeX: harvmac's `\\lref\\Name{…}`, and AMS-TeX's `\\ref\\key A \\by … \\endref`."""

import re
from collections.abc import Mapping

from app.papers.bibliography.bibitems import known
from app.papers.bibliography.shapes import Entry
from app.papers.bibliography.tex_groups import argument
from app.papers.bibliography.tex_macros import Macro
from app.papers.bibliography.tex_text import shown

_NAMED = re.compile(r"\\[lnx]?ref\s*\\(?P<name>[A-Za-z]{1,60})\s*(?=\{)")
_LISTED = re.compile(r"\\ref\s*\\(?:key|no)\b\s*(?P<key>[^\\\n]{1,60}?)\s*(?=\\)")
_COMMAND = re.compile(r"\\([A-Za-z]{1,60})")
_MARKS = re.compile(r"\\(?:by|paper|jour|vol|yr|pages|book|publ|publaddr|toappear|eds?|inbook|bookinfo|paperinfo)\b")


def entries_of_plain_tex(tex: str, macros: Mapping[str, Macro]) -> list[Entry]:
    """Every reference in `tex` (comments stripped) by the command that names it, or the key it is listed under."""
    entries = []
    for found in _NAMED.finditer(tex):
        body, _ = argument(tex, found.end(), only_braced=True)
        if body.strip() and found["name"] not in ("key", "no"):
            entries.append(known(found["name"], shown(body, macros)))
    for found in _LISTED.finditer(tex):
        end = tex.find("\\endref", found.end(), found.end() + 5_000)
        if end >= 0:
            body = _MARKS.sub(" ", tex[found.end() : end])
            entries.append(known(found["key"].strip("{} "), shown(body, macros)))
    return entries


def with_cite_commands(tex: str, entries: list[Entry]) -> str:
    """`tex` as if it had cited its `entries` by `\\cite`, and without the references themselves."""
    pieces, at = [], 0
    for found in _NAMED.finditer(tex):
        _, end = argument(tex, found.end(), only_braced=True)
        if found.start() >= at:
            pieces.append(tex[at : found.start()])
            at = end
    keys = {entry.key for entry in entries}
    cited = "".join([*pieces, tex[at:]])
    return _COMMAND.sub(lambda one: f"\\cite{{{one[1]}}}" if one[1] in keys else one[0], cited)
