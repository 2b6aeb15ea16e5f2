r"""The symbols of formulas: single letters, Greek ones, and letters in a script of their own such as `\mathcal{L}`."""

import re
from collections.abc import Iterator

_FORMULA = re.compile(
    r"\$\$(.{1,4000}?)\$\$|(?m:^[ \t]*)\\\[(.{1,4000}?)\\\]|\\\((.{1,1000}?)\\\)"
    r"|\$(?![\s$])((?:\\.|[^\\$\n]){1,1000}?)(?<!\s)\$(?!\d)",
    re.DOTALL,
)
_TEXT = re.compile(
    r"\\(?:text\w*|mbox|hbox|mathrm|mathsf|mathtt|operatorname\*?|label|tag|begin|end|color|textcolor|ref|eqref|cite|hspace|"
    r"phantom|class|href)\s*\{[^{}]*\}"
)
_STYLED = re.compile(r"\\(mathcal|mathbf|mathfrak|mathscr|boldsymbol|bm)\s*\{?\s*([A-Za-z])\s*\}?")
_SETS = re.compile(r"\\math(?:bb|bf)\s*\{?\s*[A-Z1]\s*\}?")
_INDEX = re.compile(r"_\s*(?:\{[^{}]*\}|\\?[A-Za-z0-9]+|.)|\^\s*(?:\{[^{}]*\}|\\[A-Za-z]+|[A-Za-z0-9*'+-])")
_TOKEN = re.compile(r"\\([A-Za-z]+)|([A-Za-z])")
_LETTERS = (
    "alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi rho varrho sigma tau "
    "upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi Sigma Upsilon Phi Psi Omega ell"
)
_GREEK = frozenset(_LETTERS.split())
_COMMON = r"d e i j k E P O R N \Delta \delta \epsilon \varepsilon"
"""What formulas use without a word: differentials, Euler's number, indices, expectation, probability, order."""
_USUAL = frozenset(_COMMON.split())
_MEMBERS = re.compile(r"(?:\\in(?![A-Za-z])|∈)([^=<>,;&]{0,40})")
_ARGUMENTS = re.compile(r"\([^()]{0,80}\)|[\s'!*]|\\[,;:! ]")
_ONE = r"(?:\\(?:hat|bar|tilde|vec|dot|overline|widehat|widetilde)\{?)?\\?[A-Za-z]+\}?"
_ALONE = re.compile(rf"{_ONE}(?:,{_ONE}){{0,6}}")
_DEFINES = re.compile(
    r"(?:^|[,;&]|\\\\|\\quad|\\text\{\s*(?:where|and|with)\s*\})\s*"
    r"([^=<>:,;&∈\\]*(?:\\[A-Za-z]+(?![A-Za-z])[^=<>:,;&∈\\]*){0,6}?)\s*"
    r"(?:=|:=|\\coloneqq|\\triangleq|\\equiv|\\in\b|∈|\\sim\b|:|\\colon|\\subset(?:eq)?|\\leftarrow)"
)


def formulas(source: str) -> Iterator[tuple[int, str, str, str]]:
    """Each formula of a sentence: where it begins, its TeX, the words before it and behind it."""
    for match in _FORMULA.finditer(source):
        start, end = match.span()
        tex = next(part for part in match.groups() if part is not None)
        yield start, tex, source[max(0, start - 80) : start], source[end : end + 80]


def symbols(tex: str) -> list[str]:
    r"""The symbols of a formula in order, each once, without indices: `L(\theta)` gives `L`, `\theta`."""
    found: dict[str, None] = {}
    rest = _SETS.sub(" ", _TEXT.sub(" ", tex))
    for styled in _STYLED.finditer(rest):
        found[f"\\{styled[1]}{{{styled[2]}}}"] = None
    for token in _TOKEN.finditer(_INDEX.sub(" ", _STYLED.sub(" ", rest))):
        name = f"\\{token[1]}" if token[1] else token[2]
        if name not in _USUAL and (not token[1] or token[1] in _GREEK):
            found[name] = None
    return list(found)


def defined(tex: str) -> Iterator[str]:
    r"""The symbols that a formula says something of: all to the left of `=` and the like, on both sides of `\in`."""
    for match in _DEFINES.finditer(tex):
        yield from symbols(match[1])
    for match in _MEMBERS.finditer(tex):
        yield from symbols(match[1])


def is_alone(tex: str) -> bool:
    r"""Whether a formula is nothing but a symbol, with its indices and arguments, or several with commas between."""
    bare = _INDEX.sub("", _STYLED.sub(r"\\\2", _TEXT.sub("", tex)))
    return bool(_ALONE.fullmatch(_ARGUMENTS.sub("", bare)))


def shown(symbol: str) -> str:
    """A symbol as it is named in a sentence."""
    return f"${symbol}$"
