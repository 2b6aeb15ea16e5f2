"""The macros of a paper that a formula outside it can use: read from its LaTeX source, each tried alone. Pure."""

import posixpath
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from app.errors import BadInput
from app.markup.definitions import Definition, definitions, spelled, usable
from app.markup.flexible import Flexible, loosened
from app.markup.formulas import BadFormula, Formulas
from app.markup.macros import Macros
from app.papers.bibliography.archive import read_source
from app.papers.bibliography.tex_files import manuscripts
from app.papers.bibliography.tex_reading import decoded, uncommented

MOST = 200
"""Macros that are given back, those the paper uses most first."""
_TRIED = 600
_PACKAGE = re.compile(r"\\(?:usepackage|RequirePackage)\s*(?:\[[^\]]{0,300}\])?\s*\{([^{}]{1,300})\}")
_USE = re.compile(r"\\([A-Za-z]+)")
_NOT_MATHEMATICS = re.compile(
    r"\\(?:begin|end|item|(?:sub)*section|relax|par|vspace|noindent|label|cite|ref|footnote|includegraphics|usepackage|thanks|todo|"
    r"paragraph|centering|addtocounter|setcounter|newpage|linewidth|textwidth|xspace|url|href|input|marginpar)(?![A-Za-z])"
)


@dataclass(frozen=True)
class PaperMacro:
    """A macro: its name without the backslash, its definition in TeX, how often the paper uses it, and which of the
    others it needs."""

    name: str
    definition: str
    uses: int
    needs: list[str] = field(default_factory=list)


def macros_of(data: bytes) -> list[PaperMacro]:
    """The macros that the e-print in `data` defines for its formulas. Raises BadInput where it is no LaTeX source."""
    if b"%PDF" in data[:1_024]:
        raise BadInput("Only a PDF of this paper was submitted, so its macros are not known.")
    files = read_source(data, also=(".sty", ".cls"))
    paper = next(manuscripts(files), None)
    if paper is None:
        return []
    uses = Counter(_USE.findall(paper.tex))
    packed = [one for text in _packages(paper.tex, files) for one in definitions(text)[0] if uses[one.name]]
    own = definitions(paper.tex)[0]
    uses.subtract(one.name for one in own)
    known: dict[str, Definition] = {}
    for one in usable([*packed, *own]):
        if not (one.provided and one.name in known):
            known[one.name] = one
    wanted = sorted((one for one in known.values() if not _is_text(one)), key=lambda one: (-uses[one.name], one.name))
    return _drawable(wanted[:_TRIED], uses)


def _packages(tex: str, files: Mapping[str, bytes]) -> Iterator[str]:
    """The paper's own packages, as it names them."""
    for found in _PACKAGE.finditer(tex):
        for name in found[1].split(","):
            path = posixpath.normpath(f"{name.strip()}.sty")
            if path in files:
                yield uncommented(decoded(files[path]))


def _is_text(one: Definition) -> bool:
    return not _body(one).strip() or bool(_NOT_MATHEMATICS.search(rf"\{one.name} {_body(one)}"))


def _body(one: Definition) -> str:
    return one.meaning if isinstance(one.meaning, str) else one.meaning.body


def _drawable(wanted: list[Definition], uses: Counter[str]) -> list[PaperMacro]:
    """Those that a formula can be drawn with, the others beside them, at most `MOST`."""
    macros = Macros()
    kept: list[Definition] = []
    for one in wanted:
        refused = len(macros.refused)
        macros.add(one.name, one.meaning)
        kept += [one] if len(macros.refused) == refused else []
    macros.settle()
    engine = Formulas(macros)
    drawable = {one.name: one for one in kept if _draws(engine, one)}
    return [_told(one, drawable, uses) for one in drawable.values()][:MOST]


def _draws(engine: Formulas, one: Definition) -> bool:
    """Whether a use of it, with a letter for each argument, can be drawn."""
    meaning = one.meaning if isinstance(one.meaning, Flexible) else loosened(one.meaning)
    try:
        engine.draw(rf"\{one.name}" + "{x}" * meaning.count, display=True, shown=str)
    except BadFormula:
        return False
    return True


def _told(one: Definition, drawable: Mapping[str, Definition], uses: Counter[str]) -> PaperMacro:
    needs = dict.fromkeys(name for name in _USE.findall(_body(one)) if name in drawable and name != one.name)
    return PaperMacro(one.name, spelled(one), max(uses[one.name], 0), list(needs))
