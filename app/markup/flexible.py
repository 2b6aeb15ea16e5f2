r"""Macros whose first argument may be left out, and brackets made by `\DeclarePairedDelimiter`: put in before drawing.

Neither engine knows them, so their uses are replaced in the TeX itself.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from app.markup import caps

_PARAMETER = re.compile(r"#([1-9])")
_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
_TOKEN = re.compile(r"\s*(\\[A-Za-z]+|\\.|[^\s{}\\])", re.DOTALL)
_BLANKS = re.compile(r"\s*")
_SIZE = re.compile(r"\\[bB]igg?(?![A-Za-z])")
_MOST = 4 * caps.FORMULA
"""Characters a formula may become by them."""


@dataclass(frozen=True)
class Flexible:
    """What a macro stands for, with `#1` …; `count` arguments, the first of which is `default` where it is left out.

    Of a pair of brackets, `pair` holds the two: they grow with what is inside after a star, and have the size that is
    given between square brackets.
    """

    body: str
    count: int = 1
    default: str | None = None
    pair: tuple[str, str] = ("", "")


def loosened(body: str) -> Flexible:
    """A macro as one whose uses are replaced before drawing."""
    return Flexible(body, max(map(int, _PARAMETER.findall(body)), default=0))


def expand(tex: str, macros: Mapping[str, Flexible]) -> str:
    """TeX with the uses of these macros replaced, as far as a formula may have uses and grow."""
    if not macros:
        return tex
    use = re.compile(rf"\\({'|'.join(sorted(map(re.escape, macros), key=len, reverse=True))})(?![A-Za-z])")
    at = 0
    for _ in range(caps.EXPANSIONS):
        found = use.search(tex, at)
        if not found or len(tex) > _MOST:
            break
        made, end = _use(tex, found.end(), macros[found[1]])
        if end < 0:
            at = found.end()  # it lacks an argument: the engine says so
        else:
            tex, at = f"{tex[: found.start()]}{made}{tex[end:]}", found.start()
    return tex


def _use(tex: str, at: int, macro: Flexible) -> tuple[str, int]:
    """What one use stands for and where it ends; -1 where an argument is missing."""
    if macro.pair[0]:
        return _bracketed(tex, at, macro)
    given: list[str] = []
    if macro.default is not None:
        option, at = _option(tex, at)
        given.append(macro.default if option is None else option)
    while len(given) < macro.count:
        argument, at = _argument(tex, at)
        if at < 0:
            return "", -1
        given.append(argument)
    return _PARAMETER.sub(lambda found: given[int(found[1]) - 1] if int(found[1]) <= len(given) else "", macro.body), at


def _bracketed(tex: str, at: int, macro: Flexible) -> tuple[str, int]:
    left, right = macro.pair
    grows = tex.startswith("*", at)
    size, at = _option(tex, at + grows)
    inside = []
    for _ in range(macro.count):
        argument, at = _argument(tex, at)
        if at < 0:
            return "", -1
        inside.append(argument)
    body = _PARAMETER.sub(lambda found: inside[int(found[1]) - 1] if int(found[1]) <= len(inside) else "", macro.body)
    if grows:
        return rf"\left{left} {body} \right{right}", at
    if size and _SIZE.fullmatch(size.strip()):
        return f"{size.strip()}l{left} {body} {size.strip()}r{right}", at
    return f"{left} {body} {right}", at


def _option(tex: str, at: int) -> tuple[str | None, int]:
    start = _end_of_blanks(tex, at)
    end = tex.find("]", start)
    if not tex.startswith("[", start) or end < 0 or tex.count("{", start, end) != tex.count("}", start, end):
        return None, at
    return tex[start + 1 : end], end + 1


def _argument(tex: str, at: int) -> tuple[str, int]:
    start = _end_of_blanks(tex, at)
    if tex.startswith("{", start):
        end = group_end(tex, start, len(tex))
        return (tex[start + 1 : end - 1], end) if end > 0 else ("", -1)
    token = _TOKEN.match(tex, at)
    return (token[1], token.end()) if token else ("", -1)


def _end_of_blanks(tex: str, at: int) -> int:
    blanks = _BLANKS.match(tex, at)
    return blanks.end() if blanks else at


def group_end(tex: str, start: int, most: int) -> int:
    """The position after the `}` that closes the `{` at `start`, looked for up to `most`, or -1."""
    depth = 0
    for match in _BRACE.finditer(tex, start, most):
        depth += {"{": 1, "}": -1}.get(match.group(), 0)
        if depth == 0:
            return match.end()
    return -1
