"""LaTeX as a reader sees it: plain text, with the addresses and identifiers its commands carry.

Not a typesetter: a command that is not known here is left out and its arguments are read on. Work is bounded by
MOST_PIECES whatever the source does; nesting and macros cost no recursion.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from app.papers.bibliography.tex_commands import (
    ACCENTS,
    ARCHIVES,
    ARGUMENTS_LEFT_OUT,
    FORMULA_PLACES,
    JOURNALS,
    LINKS,
    REFERENCES,
    SIGNS,
    TITLES,
    kind_of,
)
from app.papers.bibliography.tex_groups import Reading, argument
from app.papers.bibliography.tex_macros import Macro
from app.papers.bibliography.tex_reading import address
from app.papers.identifiers import named_in

MOST_PIECES = 400_000
LONGEST_FORMULA = 5_000
LONGEST_EXPANSION = 50_000
BLOCK = "\ue001"
"""Stands where an entry's next block begins (`\\newblock`)."""

_PIECE = re.compile(
    r"\\(?P<name>[A-Za-z@]+)\*?[ \t]*\n?[ \t]*|\\(?P<sign>[^A-Za-z@])|(?P<formula>\$\$?)|(?P<mark>[{}~&#^_])"
    r"|(?P<words>[^\\{}~$&#^_]+)|(?P<end>\\)",
    re.DOTALL,
)
_BLANKS = re.compile(r"\s+")
_LIGATURES = (("---", "—"), ("--", "–"), ("``", "“"), ("''", "”"))


@dataclass
class Shown:
    """What was read: `text` folded to single blanks, `links` in order, `title` where a command names it."""

    text: str = ""
    links: list[str] = field(default_factory=list)
    title: str = ""


def shown(tex: str, macros: Mapping[str, Macro] | None = None) -> Shown:
    """`tex` (comments stripped) as plain text; formulas stay TeX between dollars. `macros` are the paper's own."""
    reader = _Reader(tex, macros or {})
    reader.read()
    text = _BLANKS.sub(" ", unicodedata.normalize("NFC", "".join(reader.out))).strip()
    return Shown(text, list(dict.fromkeys(reader.links)), reader.title)


class _Reader(Reading):
    def __init__(self, tex: str, macros: Mapping[str, Macro]) -> None:
        super().__init__(tex)
        self.macros = macros
        self.out: list[str] = []
        self.links: list[str] = []
        self.title = ""
        self.pieces = 0

    def read(self) -> None:
        while self.stack and self.pieces < MOST_PIECES:
            tex, at = self.stack.pop()
            piece = _PIECE.match(tex, at)
            if piece is None:
                continue
            self.pieces += 1
            self.stack.append((tex, piece.end()))
            self._take(piece, tex)

    def _take(self, piece: re.Match[str], tex: str) -> None:
        if words := piece["words"]:
            for written, meant in _LIGATURES:
                words = words.replace(written, meant)
            self.out.append(words)
        elif piece["formula"]:
            self._formula(tex, piece.end(), piece["formula"])
        elif piece["name"]:
            self._command(piece["name"])
        elif piece["sign"]:
            self._sign(piece["sign"], tex, piece.end())
        elif piece["mark"] in ("~", "&") or (piece["mark"] == "}" and tex.startswith("{", piece.end())):
            self.out.append(" ")
        elif piece["mark"] in ("#", "^", "_"):
            self.out.append(piece["mark"])

    def _formula(self, tex: str, start: int, closing: str) -> None:
        end = tex.find(closing, start, start + LONGEST_FORMULA)
        while end > 0 and tex[end - 1] == "\\":
            end = tex.find(closing, end + 1, start + LONGEST_FORMULA)
        if end >= 0:
            self.out.append(f"${tex[start:end].strip()}$")
            self.stack[-1] = (tex, end + len(closing))

    def _sign(self, sign: str, tex: str, at: int) -> None:
        if sign in "([":
            self._formula(tex, at, "\\)" if sign == "(" else "\\]")
        elif sign in ACCENTS:
            self._accent(sign)
        elif sign in "%&$#_{}":
            self.out.append(sign)
        elif sign not in "/-@)]":
            self.out.append(" ")

    def _command(self, name: str) -> None:
        kind = kind_of(name)
        if name in self.macros and kind is None:
            self._expand(self.macros[name])
        elif name in ACCENTS:
            self._accent(name)
        elif name in SIGNS:
            self.out.append(SIGNS[name])
        elif name == "newblock":
            self.out.append(f" {BLOCK}")
        elif name in LINKS:
            self._link(shows_itself=LINKS[name])
        elif kind is not None:
            self._identifier(name, kind)
        elif name in TITLES:
            self._titled(name)
        elif name in ("begin", "end"):
            self._environment(name)
        else:
            self._other(name)

    def _other(self, name: str) -> None:
        if name in JOURNALS:
            self.out.append(JOURNALS[name])
        elif name.lower() in ARCHIVES:
            self.out.append(f"{ARCHIVES[name.lower()]}/{self.next_argument(only_braced=True)}".rstrip("/"))
        elif name in REFERENCES:
            self.next_argument()
            self.out.append("…")
        for _ in range(ARGUMENTS_LEFT_OUT.get(name, 0)):
            self.next_option()
            self.next_argument()

    def _accent(self, accent: str) -> None:
        letter = self.next_argument().strip()
        if letter.startswith("\\"):
            letter = {"\\i": "i", "\\j": "j"}.get(letter.strip("{} "), "")
        self.out.append(letter[:1] + ACCENTS[accent] + letter[1:] if letter else "")

    def _link(self, *, shows_itself: bool) -> None:
        self.next_option()
        leads_to = address(self.next_argument())
        self.links.append(leads_to)
        if shows_itself:
            self.out.append(leads_to)

    def _identifier(self, name: str, kind: str) -> None:
        """`\\doi{…}`, `\\eprint{…}` and whatever else names a DOI or arXiv by its name."""
        self.next_option()
        given = address(self.next_argument(only_braced=True))
        if given.lower() in ("arxiv", "arxiv:"):
            given = address(self.next_argument(only_braced=True))
        if not given or "\\" in given:
            self.out.append("arXiv:" if kind == "arxiv" and not given and name.lower() == "arxiv" else "")
            self.push(given)
        elif kind == "doi":
            self.links.append(given)
            self.out.append(given if self._says_doi() or not given.startswith("10.") else f"doi:{given}")
        else:
            self._paper(given)

    def _says_doi(self) -> bool:
        return "".join(self.out[-2:])[-8:].rstrip(" :").lower().endswith("doi")

    def _paper(self, given: str) -> None:
        found = named_in(f"arXiv:{given}") or named_in(given)
        self.links.extend(f"arXiv:{one}" for one in found)
        self.out.append(f"arXiv:{given}" if found and "arxiv" not in given.lower() and "//" not in given else given)

    def _titled(self, name: str) -> None:
        """`\\bibinfo{title}{…}` and the like: the title is noted and read on as text."""
        named = self.next_argument() if TITLES[name] else "title"
        tex, at = self.stack[-1]
        if named.strip() in ("title", "articletitle", "booktitle") and not self.title:
            self.title = argument(tex, at)[0][:1_000]

    def _environment(self, name: str) -> None:
        named = self.next_argument().strip()
        if name == "begin" and named.rstrip("*") in FORMULA_PLACES:
            tex, at = self.stack[-1]
            self._formula(tex, at, f"\\end{{{named}}}")
        else:
            self.out.append(" ")

    def _expand(self, macro: Macro) -> None:
        given = [self.next_option() or macro.default] if macro.default is not None else []
        given += [self.next_argument() for _ in range(macro.arguments - len(given))]
        body = macro.body
        for number, value in enumerate(given, start=1):
            body = body.replace(f"#{number}", value)
        self.pieces += 1 + len(body) // 20
        self.push(body[:LONGEST_EXPANSION])
