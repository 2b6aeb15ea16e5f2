r"""The macros of one text: `\newcommand`, `\renewcommand`, `\providecommand`, `\def` and `\DeclareMathOperator`."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from math_core import LatexError, LatexToMathML

from app.markup import caps

_NAME = r"\s*\{?\s*\\(?P<name>[A-Za-z]+)\s*\}?\s*"
_DEFINITION = re.compile(
    r"\\(?:(?P<operator>DeclareMathOperator)(?P<star>\*?)" + _NAME + r"(?=\{)"
    r"|(?:newcommand|renewcommand|providecommand)\*?" + _NAME.replace("name", "name2") + r"(?:\[\d\]\s*)?(?=\{)"
    r"|def\s*\\(?P<name3>[A-Za-z]+)\s*(?:#\d)*\s*(?=\{))"
)
_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
_COMMENT = re.compile(r"(?<!\\)%[^\n]*")
_PARAMETER = re.compile(r"#\d")

BUILT_IN = {
    "substack": r"\begin{subarray}{c}#1\end{subarray}",
    "mbox": r"\text{#1}",
    "mathds": r"\mathbb{#1}",
    "mathbbm": r"\mathbb{#1}",
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

    def add(self, name: str, body: str, place: int = -1) -> None:
        """Takes one definition, checked by itself, so that a bad one spoils no other. The last of a name holds."""
        name = name.removeprefix("\\")
        problem = _problem(name, body, len(self.defined))
        if problem:
            self.refused.append((name, problem, place))
            return
        if _known(name):
            self.shadowing[name] = name = f"zz{name}"
        self.defined[name] = body

    def settle(self) -> None:
        """Tries which macros math-core takes, each with those it may use, whichever was written first."""
        self.defined = {name: self.apply(body) for name, body in self.defined.items()}
        waiting = dict(self.defined)
        if _accepted(self.core | waiting):
            self.core |= waiting
            return
        taken = {""}
        while taken:
            taken = {name for name, body in waiting.items() if _accepted({**self.core, name: body})}
            self.core |= {name: waiting.pop(name) for name in taken}

    def apply(self, tex: str) -> str:
        """Formula with the macros that replace a built-in command renamed: math-core prefers its own meaning."""
        for name, alias in self.shadowing.items():
            if name in tex:
                tex = re.sub(rf"\\{name}(?![A-Za-z])", rf"\\{alias}", tex)
        return tex


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


def definitions(tex: str) -> tuple[list[tuple[str, str]], str]:
    """The definitions in a piece of TeX as (name, body), and what is left of it without them."""
    tex = _COMMENT.sub("", tex)
    found, rest, pos = [], [], 0
    for match, end in _each(tex):
        rest.append(tex[pos : match.start()])
        pos = end
        name = match.group("name") or match.group("name2") or match.group("name3")
        body = tex[match.end() + 1 : end - 1]
        if match.group("operator"):
            body = rf"\operatorname{match.group('star')}{{{body}}}"
        found.append((name, body))
    rest.append(tex[pos:])
    return found, "".join(rest).strip()


def _each(tex: str) -> Iterator[tuple[re.Match[str], int]]:
    pos = 0
    while match := _DEFINITION.search(tex, pos):
        end = _group_end(tex, match.end())
        if end > 0:
            yield match, end
        pos = max(end, match.end())


def _group_end(tex: str, start: int) -> int:
    """The position after the `}` that closes the `{` at `start`, or -1."""
    depth = 0
    for match in _BRACE.finditer(tex, start, start + 4 * caps.MACRO_BODY):
        depth += {"{": 1, "}": -1}.get(match.group(), 0)
        if depth == 0:
            return match.end()
    return -1


def gather(facts: Mapping[str, str], written: Sequence[str]) -> Macros:
    """All macros of a text: those of its papers first, then those it defines itself."""
    macros = Macros()
    for name, body in facts.items():
        macros.add(name, body)
    for place, block in enumerate(written):
        found, rest = definitions(block)
        for name, body in found:
            macros.add(name, body, place)
        if rest:
            reason = r"A line here looks like \newcommand{\name}{meaning}."
            macros.refused.append((rest.split("\n")[0][:60], reason, place))
    macros.settle()
    return macros
