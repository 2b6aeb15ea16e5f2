r"""The definitions in a piece of TeX: `\newcommand` and its kin, `\def`, `\let`, `\DeclareMathOperator`,
`\DeclarePairedDelimiter`, `\NewDocumentCommand`."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from app.markup import caps
from app.markup.flexible import Flexible, group_end

_COMMAND = re.compile(
    r"\\(?:(?P<new>newcommand|renewcommand|DeclareRobustCommand)|(?P<provide>providecommand)"
    r"|(?P<operator>DeclareMathOperator)|(?P<pair>DeclarePairedDelimiter)(?P<x>X?)"
    r"|(?P<document>(?:New|Renew|Declare|Provide)(?:Expandable)?DocumentCommand)|(?P<let>let)|(?P<def>[gex]?def))"
    r"(?![A-Za-z])(?P<star>\*?)\s*(?:\{\s*\\(?P<braced>[A-Za-z]+)\s*\}|\\(?P<bare>[A-Za-z]+))\s*"
)
_COUNT = re.compile(r"\[\s*([0-9])\s*\]\s*")
_DEFAULT = re.compile(r"\[((?:[^\[\]{}]|\{[^{}]*\})*)\]\s*")
_PARAMETERS = re.compile(r"((?:#[1-9])*)\s*")
_MEANING = re.compile(r"=?\s*(\\[A-Za-z]+|\\.|[^\s{}\\])")
_SPECIFICATION = re.compile(r"\s*(?:(o)|O\{([^{}]*)\})?\s*((?:m\s*)*)\Z")
_COMMENT = re.compile(r"(?<!\\)%[^\n]*")
_BLANKS = re.compile(r"\s*")
_UNUSABLE = re.compile(r"\\(?:IfNoValue|IfValue|IfBoolean|csname|expandafter|futurelet|if[a-z]*|catcode)(?![a-z])|##|@")


class Definition(NamedTuple):
    """A macro without its backslash, what it stands for, and whether that holds only where nothing else does."""

    name: str
    meaning: str | Flexible
    provided: bool = False


def definitions(tex: str) -> tuple[list[Definition], str]:
    """The definitions in a piece of TeX, and what is left of it without them and without comments."""
    tex = _COMMENT.sub("", tex)
    found, rest, at, broken = [], [], 0, 0
    for match in _COMMAND.finditer(tex):
        if broken > caps.MACROS:
            break  # each of them is looked for far ahead
        read = _read(tex, match) if match.start() >= at else None
        broken += read is None
        if read:
            meaning, end = read
            rest.append(tex[at : match.start()])
            found.append(Definition(match["braced"] or match["bare"], meaning, bool(match["provide"])))
            at = end
    rest.append(tex[at:])
    return found, "".join(rest).strip()


def _read(tex: str, match: re.Match[str]) -> tuple[str | Flexible, int] | None:
    return next(read for name, read in _READ.items() if match[name])(tex, match)


def _new(tex: str, match: re.Match[str]) -> tuple[str | Flexible, int] | None:
    at, count, default = match.end(), 0, None
    if found := _COUNT.match(tex, at):
        at, count = found.end(), int(found[1])
        if optional := _DEFAULT.match(tex, at):
            at, default = optional.end(), optional[1]
    body, at = _group(tex, at)
    if at < 0:
        return None
    return (body if default is None else Flexible(body, count, default)), at


def _operator(tex: str, match: re.Match[str]) -> tuple[str, int] | None:
    body, at = _group(tex, match.end())
    return (rf"\operatorname{match['star']}{{{body}}}", at) if at >= 0 else None


def _pair(tex: str, match: re.Match[str]) -> tuple[Flexible, int] | None:
    at, count = match.end(), 1
    if match["x"] and (found := _COUNT.match(tex, at)):
        at, count = found.end(), int(found[1])
    left, at = _group(tex, at)
    right, at = _group(tex, at)
    body, at = _group(tex, at) if match["x"] else ("#1", at)
    left, right = left.strip() or ".", right.strip() or "."
    return (Flexible(body.replace(r"\delimsize", r"\middle"), count, pair=(left, right)), at) if at >= 0 else None


def _document(tex: str, match: re.Match[str]) -> tuple[str | Flexible, int] | None:
    specified, at = _group(tex, match.end())
    body, at = _group(tex, at)
    wants = _SPECIFICATION.match(specified)
    if at < 0 or not wants or _UNUSABLE.search(body):
        return None
    count = wants[3].count("m")
    if wants[1] or wants[2] is not None:
        return Flexible(body, count + 1, wants[2] or ""), at
    return body, at


def _let(tex: str, match: re.Match[str]) -> tuple[str, int] | None:
    meaning = _MEANING.match(tex, match.end())
    return (meaning[1], meaning.end()) if meaning else None


def _def(tex: str, match: re.Match[str]) -> tuple[str, int] | None:
    parameters = _PARAMETERS.match(tex, match.end())
    body, at = _group(tex, parameters.end() if parameters else match.end())
    return (body, at) if at >= 0 else None


_READ: dict[str, Callable[[str, re.Match[str]], tuple[str | Flexible, int] | None]] = {
    "new": _new,
    "provide": _new,
    "operator": _operator,
    "pair": _pair,
    "document": _document,
    "let": _let,
    "def": _def,
}


def _group(tex: str, at: int) -> tuple[str, int]:
    """What stands between the braces at `at`, and the place after them; -1 where there are none."""
    blanks = _BLANKS.match(tex, at) if at >= 0 else None
    if not blanks or not tex.startswith("{", blanks.end()):
        return "", -1
    end = group_end(tex, blanks.end(), blanks.end() + 4 * caps.MACRO_BODY)
    return (tex[blanks.end() + 1 : end - 1], end) if end > 0 else ("", -1)


def usable(found: Iterable[Definition]) -> Iterator[Definition]:
    """Those that print rather than program TeX."""
    for one in found:
        body = one.meaning if isinstance(one.meaning, str) else one.meaning.body
        if not _UNUSABLE.search(body):
            yield one


def spelled(one: Definition) -> str:
    """A definition as a line of TeX."""
    meaning = one.meaning
    if isinstance(meaning, str):
        count = max(map(int, re.findall(r"#([1-9])", meaning)), default=0)
        counted = f"[{count}]" if count else ""
        return rf"\newcommand{{\{one.name}}}{counted}{{{meaning}}}"
    if not meaning.pair[0]:
        return rf"\newcommand{{\{one.name}}}[{meaning.count}][{meaning.default}]{{{meaning.body}}}"
    left, right = meaning.pair
    if (meaning.body, meaning.count) == ("#1", 1):
        return rf"\DeclarePairedDelimiter{{\{one.name}}}{{{left}}}{{{right}}}"
    return rf"\DeclarePairedDelimiterX{{\{one.name}}}[{meaning.count}]{{{left}}}{{{right}}}{{{meaning.body}}}"
