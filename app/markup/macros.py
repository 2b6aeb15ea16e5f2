r"""The macros of one text, those of its papers and its own, each checked by itself."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from math_core import LatexError, LatexToMathML

from app.markup import caps
from app.markup.definitions import definitions
from app.markup.flexible import Flexible, expand, loosened

_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
_NAME = re.compile(r"\\([A-Za-z]+)")
_PARAMETER = re.compile(r"#\d")

BUILT_IN = {
    "substack": r"\begin{subarray}{c}#1\end{subarray}",
    "mbox": r"\text{#1}",
    "mathds": r"\mathbb{#1}",
    "mathbbm": r"\mathbb{#1}",
    "ensuremath": "{#1}",
    "xspace": "{}",
    "strut": "{}",
    "null": "{}",
    "hdots": r"\ldots",
    "hfill": r"\quad",
    "nicefrac": "{#1}/{#2}",
    "href": "{#2}",
    "url": r"\texttt{#1}",
    "textnormal": r"\text{#1}",
}
"""Commands math-core lacks and can be taught."""


@dataclass
class Macros:
    """Usable macros by name (no backslash), and what is wrong with the others, as (name, sentence, place).

    A place is the index of what defines it among the text's definitions, or -1 for one of the facts.
    `core` are those math-core takes; one that uses a command only Temml knows is among `defined` alone.
    """

    defined: dict[str, str] = field(default_factory=dict)
    refused: list[tuple[str, str, int]] = field(default_factory=list)
    shadowing: dict[str, str] = field(default_factory=dict)
    core: dict[str, str] = field(default_factory=lambda: dict(BUILT_IN))
    flexible: dict[str, Flexible] = field(default_factory=dict)
    """Those that neither engine can be taught."""

    def add(self, name: str, meaning: str | Flexible, place: int = -1) -> None:
        """Takes one definition, checked by itself, so that a bad one spoils no other. The last of a name holds."""
        name = name.removeprefix("\\")
        body = meaning if isinstance(meaning, str) else "".join((meaning.body, meaning.default or "", *meaning.pair))
        problem = _problem(name, body, len(self.defined) + len(self.flexible))
        if problem:
            self.refused.append((name, problem, place))
            return
        self.flexible.pop(name, None)
        if isinstance(meaning, Flexible):
            self.flexible[name] = meaning
            return
        if _known(name):
            self.shadowing[name] = name = f"zz{name}"
        self.defined[name] = body

    def knows(self, name: str) -> bool:
        """Whether a name stands for something already, here or by itself."""
        return name in self.defined or name in self.flexible or _known(name)

    def settle(self) -> None:
        """Tries which macros math-core takes, each with those it may use, whichever was written first."""
        self._loosen()
        self.defined = {name: self.apply(body) for name, body in self.defined.items()}
        waiting = dict(self.defined)
        if _accepted(self.core | waiting):
            self.core |= waiting
            return
        taken = {""}
        while taken:
            taken = {name for name, body in waiting.items() if _accepted({**self.core, name: body})}
            self.core |= {name: waiting.pop(name) for name in taken}

    def _loosen(self) -> None:
        """A macro that leaves the arguments of a flexible one to what follows it must be put in before as well."""
        while loose := {
            name: loosened(body)
            for name, body in self.defined.items()
            if name not in self.shadowing.values() and _uses(expand(body, self.flexible), self.flexible)
        }:
            self.flexible |= loose
            self.defined = {name: body for name, body in self.defined.items() if name not in loose}

    def apply(self, tex: str) -> str:
        """Formula with the macros that replace a built-in command renamed: math-core prefers its own meaning.

        Uses of macros that may leave out an argument are replaced by what they stand for.
        """
        tex = expand(tex, self.flexible)
        for name, alias in self.shadowing.items():
            if name in tex:
                tex = re.sub(rf"\\{name}(?![A-Za-z])", rf"\\{alias}", tex)
        return tex


def _uses(body: str, macros: Mapping[str, Flexible]) -> bool:
    return any(name in macros for name in _NAME.findall(body))


def _problem(name: str, body: str, count: int) -> str:
    if not re.fullmatch(r"[A-Za-z]{1,40}", name):
        return "A macro's name is made of letters only."
    if count >= caps.MACROS:
        return f"A text may have {caps.MACROS} macros; this one is left out."
    if len(body) > caps.MACRO_BODY:
        return f"It stands for more than {caps.MACRO_BODY} characters, so it is left out."
    if len(_PARAMETER.findall(body)) > caps.MACRO_PARAMETERS:
        return f"It uses its parameters more than {caps.MACRO_PARAMETERS} times, so it is left out."
    if not _balanced(body):
        return "Its braces do not pair."
    return ""


def _balanced(body: str) -> bool:
    depth = 0
    for part in _BRACE.findall(body):
        depth += {"{": 1, "}": -1}.get(part, 0)
        if depth < 0:
            return False
    return depth == 0


def _accepted(macros: dict[str, str]) -> bool:
    try:
        LatexToMathML(macros=macros, fancy_error=False)
    except LatexError:
        return False
    return True


_probe = LatexToMathML(fancy_error=False)


def _known(name: str) -> bool:
    try:
        _probe.convert_with_local_state(f"\\{name}", displaystyle=False)
    except LatexError as error:
        return "Unknown command" not in str(error)
    return True


def gather(facts: Mapping[str, str], written: Sequence[str]) -> Macros:
    """All macros of a text: those of its papers first, then those it defines itself."""
    macros = Macros()
    for name, body in facts.items():
        macros.add(name, body)
    for place, block in enumerate(written):
        found, rest = definitions(block)
        for one in found:
            if not (one.provided and macros.knows(one.name)):
                macros.add(one.name, one.meaning, place)
        if rest:
            reason = r"A line here looks like \newcommand{\name}{meaning}."
            macros.refused.append((rest.split("\n")[0][:60], reason, place))
    macros.settle()
    return macros
