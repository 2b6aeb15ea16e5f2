"""The first walk over the tokens of a piece of text: what is a figure, a callout, an equation, a heading, a footnote.

It sees one piece at a time and gives no numbers: those depend on the whole text (`numbering`).
"""

import re
from dataclasses import dataclass, field
from typing import Literal

from markdown_it.token import Token

from app.markup import caps, code, formulas, rows
from app.markup.definitions import definitions
from app.markup.shapes import Problem

_FIGURE_LABEL = re.compile(r"\s*\{#(fig-[A-Za-z0-9_-]{1,80})\}\s*\Z")
_HEADING_LABEL = re.compile(r"\s*\{#([A-Za-z][A-Za-z0-9_-]{0,80})\}\s*\Z")
_DEFINES = re.compile(r"\\(?:(?:new|renew|provide)command|Declare|NewDocument|let(?![A-Za-z])|[gex]?def(?![A-Za-z]))")
_CALLOUT = re.compile(r"\[!(note|tip|important|warning|caution)\]\s*\Z", re.IGNORECASE)


@dataclass
class Marked:
    """Something that gets a number or a name: its token, the name written for it, the words of a heading, its line."""

    kind: Literal["heading", "equation", "rows", "figure", "code"]
    token: Token
    name: str
    line: int
    words: str = ""
    rows: list[tuple[str, str]] = field(default_factory=list)
    """Name and tag of each labelled row of an equation."""


@dataclass
class Marks:
    """What one walk found. `tokens` are those to be shown; lines count from 0 where the piece begins."""

    tokens: list[Token] = field(default_factory=list)
    definitions: list[tuple[str, int, list[Token]]] = field(default_factory=list)
    """Footnotes with their line and their tokens."""
    macros: list[tuple[int, str]] = field(default_factory=list)
    numbered: list[Marked] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def mark(tokens: list[Token]) -> Marks:
    """Marks figures, callouts, macros and equations in the tokens, and sets footnote texts apart."""
    found = Marks()
    stack: list[list[Token]] = [found.tokens]
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if token.type == "footnote_reference_open":
            stack.append([])
            found.definitions.append((token.meta["label"], token.map[0] if token.map else 0, stack[-1]))
        elif token.type == "footnote_reference_close":
            stack.pop()
        elif figure := _figure(tokens, index):
            stack[-1].append(figure)
            found.numbered.append(Marked("figure", figure, figure.info, figure.map[0] if figure.map else 0))
            index += 2
        elif not _taken(found, tokens, index):
            stack[-1].append(token)
        index += 1
    return found


def _taken(found: Marks, tokens: list[Token], index: int) -> bool:
    """Marks one token. True when it is not to be shown (definitions of macros)."""
    token = tokens[index]
    line = token.map[0] if token.map else 0
    if token.type == "fence" and token.info.strip().lower() == "macros":
        found.macros.append((line, token.content))
        return True
    if token.type == "fence" and token.info.strip().lower() == "math":
        token.type, token.info, token.content = "math_block", "", token.content.strip()
    if token.type == "fence" and len(token.content) <= caps.CODE and code.known(name := code.language(token.info)):
        found.numbered.append(Marked("code", token, name, line))
    if token.type == "math_block":
        return _equation(found, token, line)
    if token.type == "heading_open":
        _heading(found, token, tokens[index + 1], line)
    elif token.type == "blockquote_open":
        _callout(tokens, index)
    elif token.type == "inline" and token.children:
        token.children = [child for child in token.children if not _inline_equation(found, child, line)]
    if token.level >= caps.NESTING - 1 and token.nesting == 1:
        message = f"Blocks nested more than {caps.NESTING} deep are left out."
        found.problems.append(Problem(line, "capped", message))
    return False


def _inline_equation(found: Marks, child: Token, line: int) -> bool:
    return child.type.startswith("math_") and _equation(found, child, line)


def _equation(found: Marks, token: Token, line: int) -> bool:
    """Marks a named equation. True for one that only defines macros: they hold in the whole text."""
    if _DEFINES.search(token.content):
        defined, rest = definitions(token.content)
        if defined and not rest:
            found.macros.append((line, token.content))
            return True
    name = token.info or formulas.label(token.content)
    labelled = [] if token.info else rows.labels(token.content)
    if labelled:
        found.numbered.append(Marked("rows", token, "", line, rows=labelled))
    elif name:
        found.numbered.append(Marked("equation", token, name, line))
    else:
        token.meta = {"id": "", "shown": formulas.tag(token.content)}
    return False


def _figure(tokens: list[Token], index: int) -> Token | None:
    """A figure, where a paragraph holds one image and nothing else but perhaps its label."""
    opening = tokens[index]
    if opening.type != "paragraph_open" or opening.hidden:
        return None
    children = tokens[index + 1].children or []
    if not children or children[0].type != "image" or len(children) > 2:
        return None
    label = _FIGURE_LABEL.fullmatch(children[1].content) if len(children) == 2 else None
    if len(children) == 2 and not label:
        return None
    figure = Token("figure", "figure", 0, children=children[:1], map=opening.map, block=True, level=opening.level)
    figure.info = label.group(1) if label else ""
    return figure


def _callout(tokens: list[Token], index: int) -> None:
    """`> [!note]` as the first line of a quotation makes a callout of it."""
    children = tokens[index + 2].children if tokens[index + 1].type == "paragraph_open" else None
    match = _CALLOUT.fullmatch(children[0].content) if children and children[0].type == "text" else None
    if not match or not children or (len(children) > 1 and children[1].type != "softbreak"):
        return
    tokens[index + 2].children = children[2:]
    end = index
    while tokens[end].type != "blockquote_close" or tokens[end].level != tokens[index].level:
        end += 1
    tokens[index].meta = tokens[end].meta = {"callout": match.group(1).lower()}


def _heading(found: Marks, opening: Token, inline: Token, line: int) -> None:
    name = ""
    last = inline.children[-1] if inline.children else None
    if last and last.type == "text" and (match := _HEADING_LABEL.search(last.content)):
        name, last.content = match.group(1), last.content[: match.start()]
    found.numbered.append(Marked("heading", opening, name, line, words(inline.children)))


def words(children: list[Token] | None) -> str:
    """Inline tokens as plain text, formulas as their TeX."""
    kept: list[str] = []
    for token in children or []:
        if token.type in {"text", "code_inline", "math_inline", "math_display", "text_special"}:
            kept.append(token.content)
        elif token.type in {"softbreak", "hardbreak"}:
            kept.append(" ")
        elif token.type == "image":
            kept.append(words(token.children))
    return "".join(kept).strip()
