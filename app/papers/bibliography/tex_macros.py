"""The commands that a paper defines for itself."""

import re
from dataclasses import dataclass

from app.papers.bibliography.tex_commands import LINKS, TITLES
from app.papers.bibliography.tex_groups import argument, option

MOST_MACROS = 3_000
LONGEST_BODY = 1_000

_DEFINED = re.compile(
    r"\\(?:newcommand|renewcommand|providecommand|DeclareRobustCommand|[gex]?def)\*?\s*"
    r"(?:\{\s*\\(?P<braced>[A-Za-z@]+)\s*\}|\\(?P<bare>[A-Za-z@]+))(?P<hashes>(?:\s?#[1-9]){0,9})"
)
_PROGRAMS = re.compile(
    r"\\(?:csname|expandafter|begingroup|catcode|futurelet|afterassignment|if[a-z]*|let|[gex]?def|makeatletter|else|fi)\b|##"
)


@dataclass(frozen=True)
class Macro:
    """A command of the paper's own: how many arguments, its body with #1 …, the default of an optional first one."""

    arguments: int
    body: str
    default: str | None = None


def macros_in(tex: str) -> dict[str, Macro]:
    """The commands that `tex` defines, those that program TeX rather than print left out."""
    macros: dict[str, Macro] = {}
    for found in _DEFINED.finditer(tex):
        name, at = found["braced"] or found["bare"], found.end()
        if len(macros) >= MOST_MACROS or name in LINKS or name in TITLES:
            continue
        count, default = str(found["hashes"].count("#")), None
        if not found["hashes"]:
            count, at = option(tex, at)
            given, start = option(tex, at)
            default, at = (given if start > at else None), start
        body, _ = argument(tex, at, only_braced=True)
        if len(body) < LONGEST_BODY and not _PROGRAMS.search(body) and f"\\{name}" not in body:
            macros[name] = Macro(int(count) if re.fullmatch("[1-9]", count.strip()) else 0, body, default)
    return macros
