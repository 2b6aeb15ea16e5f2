"""From TeX to MathML: math-core first, Temml for what it cannot, a reason in plain words for what neither can."""

import hashlib
import re
from collections.abc import Callable

from math_core import LatexError, LatexToMathML

from app.markup import caps, mathml, temml
from app.markup.definitions import definitions
from app.markup.flexible import expand, loosened
from app.markup.macros import BUILT_IN, Macros

_NESTING = re.compile(r"\\(?:left|begin)(?![A-Za-z])|\\(?:right|end)(?![A-Za-z])|\\.|[{}]", re.DOTALL)
_CHAIN = re.compile(rf"(?:\\[A-Za-z]+\s*){{{caps.FORMULA_DEPTH}}}")
_LABEL = re.compile(r"\\label\s*\{([^{}]*)\}")
_REFERENCE = re.compile(r"\\(eqref|ref)\s*\{([^{}]*)\}")
_TAG = re.compile(r"\\tag(\*?)\s*\{((?:[^{}]|\{[^{}]*\})*)\}")
_NUMBERED = re.compile(r"\\(begin|end)\{(equation|align|gather|multline)\}")
_RENAMED = re.compile(r"\\(begin|end)\{(split|eqnarray\*?|flalign\*?|alignat\*?)\}(\{\d+\})?")
_UNNUMBERED = re.compile(r"\\(?:nonumber|notag)(?![A-Za-z])")
_BREAK = re.compile(
    r"(\\\\)\*?(?:[ \t]*\[\s*-?[\d.]+\s*(?:pt|em|ex|mm|cm|in|px|pc|mu|bp|sp|dd|cc)\s*\]"
    r"|[ \t]*\[\s*-?[\d.]*\s*\\[a-z]+\s*\])?|(\\.)",
    re.DOTALL,
)
_COLUMNS = re.compile(r"(\\begin\{(?:array|subarray|darray)\})(?:\[[tbc]\])?(\{(?:[^{}]|\{[^{}]*\})*\})?")
_SET_BETWEEN = re.compile(r"[@!><]\{(?:[^{}]|\{[^{}]*\})*\}")
_ODD_DEFINITION = re.compile(
    r"\\(?:Declare|(?:New|Renew)Document|let(?![A-Za-z])|[gex]def)|command\*?\{?\\[A-Za-z]+\}?\[\d\]\["
)
_DEFINES = re.compile(r"\\(?:new|renew|provide)command|\\def(?![A-Za-z])")

Shown = Callable[[str], str]

NAME_PREFIX = 16
"""Characters before the TeX in the name of a formula: a digest of its macros."""
CODE = "code by its line"
"""The same, before the first line of a piece of code."""
assert len(CODE) == NAME_PREFIX


class BadFormula(Exception):
    """A formula that cannot be drawn; the message is a sentence that says why."""


def label(tex: str) -> str:
    r"""The name a `\label` in the formula gives it, or ''."""
    match = _LABEL.search(tex)
    return match.group(1).strip() if match else ""


def tag(tex: str) -> str:
    r"""What its only `\tag` shows, when the formula is one row; '' where rows carry tags of their own."""
    tags = _TAG.findall(tex)
    return tags[0][1].strip(" $") if len(tags) == 1 and r"\\" not in tex else ""


def equation_id(name: str) -> str:
    r"""The id of an equation by the name in `{#…}` or `\label{…}`: `eq:loss`, `loss` and `eq-loss` are one."""
    plain = re.sub(r"[^A-Za-z0-9_-]+", "-", name.strip())
    return plain if plain.startswith("eq-") else f"eq-{plain}"


class Formulas:
    """Draws the formulas of one text.

    `about` is told each formula before it is drawn and '' after, and those in `refused` are not drawn: so a process
    that a formula kills can be started again without it. Both speak of a formula by a name (`NAME_PREFIX`): the same
    TeX under other macros is another formula. What was drawn is remembered, up to `caps.REMEMBERED` characters.
    """

    def __init__(
        self,
        macros: Macros,
        refused: frozenset[str] = frozenset(),
        about: Callable[[str], None] = lambda tex: None,
    ) -> None:
        self.macros = macros
        self.refused, self.about = refused, about
        self._all = {**BUILT_IN, **macros.defined}
        self._core = LatexToMathML(
            macros=macros.core, fancy_error=False, max_expansions=caps.EXPANSIONS, allow_unreliable_rendering=True
        )
        self.family = hashlib.blake2b(
            repr((sorted(self._all.items()), sorted(macros.flexible.items()))).encode(), digest_size=NAME_PREFIX // 2
        ).hexdigest()
        self._drawn: dict[tuple[str, str, bool], str | BadFormula] = {}
        self.remembered = 0

    def draw(self, tex: str, *, display: bool, shown: Shown) -> str:
        """MathML of one formula, with its TeX as `alttext`; `shown` gives the number of an equation it refers to.

        Raises BadFormula.
        """
        key = (tex, _REFERENCE.sub(lambda match: _refer(match, shown), tex) if "ref" in tex else tex, display)
        drawn = self._drawn.get(key)
        if drawn is None:
            try:
                drawn = self._draw(*key)
            except BadFormula as error:
                drawn = error
            self._remember(key, drawn)
        if isinstance(drawn, BadFormula):
            raise drawn
        return drawn

    def _remember(self, key: tuple[str, str, bool], drawn: str | BadFormula) -> None:
        self.remembered += 2 * len(key[0]) + (len(drawn) if isinstance(drawn, str) else 0) + 400
        if self.remembered > caps.REMEMBERED:
            self._drawn.clear()
            self.remembered = 0
        self._drawn[key] = drawn

    def _draw(self, tex: str, resolved: str, display: bool) -> str:
        self._check(tex)
        self.about(self.family + tex)
        try:
            drawn = mathml.tidy(self._convert(self._prepare(resolved), display), tex)
        finally:
            self.about("")
        if len(drawn) > caps.FORMULA_OUTPUT:
            raise BadFormula("It becomes too large to show. Its macros may repeat themselves.")
        return drawn

    def _check(self, tex: str) -> None:
        if self.family + tex in self.refused:
            raise BadFormula("It could not be drawn in the time and memory there is.")
        if len(tex) > caps.FORMULA:
            raise BadFormula(f"It is longer than {caps.FORMULA:,} characters.")
        if depth(tex) > caps.FORMULA_DEPTH or _CHAIN.search(tex):
            raise BadFormula(f"It is nested more than {caps.FORMULA_DEPTH} deep.")
        if _DEFINES.search(tex) and tex.count("#") > caps.MACRO_PARAMETERS:
            raise BadFormula(f"The macro in it uses its parameters more than {caps.MACRO_PARAMETERS} times.")

    def _prepare(self, tex: str) -> str:
        """Spells for math-core what it knows under another name."""
        tex = self.macros.apply(_LABEL.sub("", tex))
        if "\\" not in tex:
            return tex
        if tag(tex):
            tex = _TAG.sub("", tex)
        elif r"\tag" in tex and r"\begin" not in tex:
            tex = rf"\begin{{gather*}}{tex}\end{{gather*}}"
        if _ODD_DEFINITION.search(tex):
            tex = _without_definitions(tex)
        if r"\\" in tex:
            tex = _BREAK.sub(r"\1\2", tex)
        if r"\begin{" in tex:
            tex = _COLUMNS.sub(_columns, tex)
        tex = _NUMBERED.sub(r"\\\1{\2*}", tex)
        return _UNNUMBERED.sub("", _RENAMED.sub(_rename, tex))

    def _convert(self, tex: str, display: bool) -> str:
        try:
            return self._core.convert_with_local_state(tex, displaystyle=display)
        except LatexError as error:
            reason = str(error).partition(": ")[2]
        if temml.missing():
            raise BadFormula(f"{reason} (The second engine, Temml, is not built here: run make setup.)")
        try:
            drawn = temml.draw(tex, display=display, macros=self._all)
        except temml.TemmlFailed as error:
            raise BadFormula(_sentence(str(error) if reason.startswith("Unknown") else reason)) from error
        if not drawn.startswith("<math"):
            raise BadFormula(_sentence(reason))
        return drawn


def _refer(match: re.Match[str], shown: Shown) -> str:
    number = shown(match.group(2))
    return rf"\text{{({number})}}" if match.group(1) == "eqref" else rf"\text{{{number}}}"


def _sentence(reason: str) -> str:
    reason = reason.replace(r"\zz", "\\").strip()
    return reason if reason.endswith((".", "!", "?")) else f"{reason}."


def _without_definitions(tex: str) -> str:
    """A formula with what it defines put in."""
    found, rest = definitions(tex)
    known = {one.name: loosened(one.meaning) if isinstance(one.meaning, str) else one.meaning for one in found}
    return expand(rest, known)


def _columns(match: re.Match[str]) -> str:
    """The columns of an array without what is set between them and where it stands beside its line: both are looks."""
    return match.group(1) + _SET_BETWEEN.sub("", match.group(2) or "")


def _rename(match: re.Match[str]) -> str:
    return rf"\{match.group(1)}{{{'aligned' if match.group(2) == 'split' else 'align*'}}}"


def depth(tex: str) -> int:
    """How many groups, brackets and environments stand inside each other at most."""
    deepest = level = 0
    for part in _NESTING.findall(tex):
        level += (part in {"{", r"\left", r"\begin"}) - (part in {"}", r"\right", r"\end"})
        deepest = max(deepest, level)
    return deepest
