"""Where the arguments of a LaTeX command begin and end."""

import re

LONGEST_ARGUMENT = 20_000
_BLANK = re.compile(r"[ \t]*\n?[ \t]*")
_BRACES = re.compile(r"\\.|[{}]", re.DOTALL)
_BRACKETS = re.compile(r"\\.|[{}\[\]]", re.DOTALL)
_TOKEN = re.compile(r"\\(?:[A-Za-z@]+|.)|[^\\{}]", re.DOTALL)


def argument(tex: str, at: int, *, only_braced: bool = False) -> tuple[str, int]:
    """The next argument from `at`, without its braces, and where it ends; ('', at) where there is none."""
    start = _after_blanks(tex, at)
    if tex.startswith("{", start):
        end = closing_brace(tex, start)
        return tex[start + 1 : end], min(end + 1, len(tex))
    if only_braced:
        return "", at
    token = _TOKEN.match(tex, start)
    return (token[0], token.end()) if token else ("", at)


def closing_brace(tex: str, start: int, longest: int = LONGEST_ARGUMENT) -> int:
    """The offset of the brace that closes the one at `start`; a brace never closed ends with its line."""
    depth = 0
    for mark in _BRACES.finditer(tex, start, start + longest):
        depth += {"{": 1, "}": -1}.get(mark[0], 0)
        if depth == 0:
            return mark.start()
    line = tex.find("\n", start)
    return line if line >= 0 else len(tex)


def option(tex: str, at: int) -> tuple[str, int]:
    """The optional argument in brackets from `at`, and where it ends; ('', at) where there is none."""
    start = _after_blanks(tex, at)
    if not tex.startswith("[", start):
        return "", at
    depth = 0
    for mark in _BRACKETS.finditer(tex, start + 1, start + LONGEST_ARGUMENT):
        depth += {"{": 1, "}": -1}.get(mark[0], 0)
        if mark[0] == "]" and depth <= 0:
            return tex[start + 1 : mark.start()], mark.end()
    return "", at


def _after_blanks(tex: str, at: int) -> int:
    blank = _BLANK.match(tex, at)
    return blank.end() if blank else at
