"""The first walk over a parsed text: what is a figure, a callout, an equation with a number; what each is called."""

import re
import unicodedata
from dataclasses import dataclass, field

from markdown_it.token import Token

from app.markup import caps, formulas, macros
from app.markup.page import Target
from app.markup.shapes import Heading, Problem

_FIGURE_LABEL = re.compile(r"\s*\{#(fig-[A-Za-z0-9_-]{1,80})\}\s*\Z")
_HEADING_LABEL = re.compile(r"\s*\{#([A-Za-z][A-Za-z0-9_-]{0,80})\}\s*\Z")
_CALLOUT = re.compile(r"\[!(note|tip|important|warning|caution)\]\s*\Z", re.IGNORECASE)
_NOT_SLUG = re.compile(r"[^\w\s-]")


@dataclass
class Outline:
    """What the first walk found. `targets` is keyed by the name a link uses, without `#`."""

    tokens: list[Token]
    definitions: dict[str, list[Token]] = field(default_factory=dict)
    macros: list[str] = field(default_factory=list)
    targets: dict[str, Target] = field(default_factory=dict)
    headings: list[Heading] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    figures: int = 0
    equations: int = 0
    slugs: dict[str, int] = field(default_factory=dict)


def outline(tokens: list[Token]) -> Outline:
    """Marks figures, callouts, macros and equations in the tokens, numbers them, and sets footnote texts apart."""
    found = Outline([])
    stack: list[list[Token]] = [found.tokens]
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if token.type == "footnote_reference_open":
            stack.append(found.definitions.setdefault(token.meta["label"], []))
        elif token.type == "footnote_reference_close":
            stack.pop()
        elif figure := _figure(tokens, index):
            stack[-1].append(figure)
            _number_figure(found, figure)
            index += 2
        elif not _taken(found, tokens, index):
            stack[-1].append(token)
        index += 1
    return found


def _taken(found: Outline, tokens: list[Token], index: int) -> bool:
    """Numbers one token. True when it is not to be shown (definitions of macros)."""
    token = tokens[index]
    if token.type == "fence" and token.info.strip().lower() == "macros":
        found.macros.append(token.content)
        return True
    if token.type == "fence" and token.info.strip().lower() == "math":
        token.type, token.info, token.content = "math_block", "", token.content.strip()
    if token.type in {"math_block", "math_display", "math_inline"}:
        return _equation(found, token)
    if token.type == "heading_open":
        _heading(found, token, tokens[index + 1])
    elif token.type == "blockquote_open":
        _callout(tokens, index)
    elif token.type == "inline" and token.children:
        line = token.map[0] + 1 if token.map else 0
        token.children = [child for child in token.children if not _inline_formula(found, child, line)]
    if token.level >= caps.NESTING - 1 and token.nesting == 1:
        _report(found, token, "capped", f"Blocks nested more than {caps.NESTING} deep are left out.")
    return False


def _inline_formula(found: Outline, child: Token, line: int) -> bool:
    if not child.type.startswith("math_"):
        return False
    child.map = [line - 1, line]
    return _equation(found, child)


def _report(found: Outline, token: Token, kind: str, message: str) -> None:
    if len(found.problems) < caps.PROBLEMS:
        found.problems.append(Problem(token.map[0] + 1 if token.map else 1, kind, message))


def _equation(found: Outline, token: Token) -> bool:
    """Gives a labelled equation its number. True for one that only defines macros: they hold in the whole text."""
    if r"\newcommand" in token.content or r"\Declare" in token.content or r"\def" in token.content:
        defined, rest = macros.definitions(token.content)
        if defined and not rest:
            found.macros.append(token.content)
            return True
    name = token.info or formulas.label(token.content)
    shown = formulas.tag(token.content)
    if name and not shown:
        found.equations += 1
        shown = str(found.equations)
    id_ = formulas.equation_id(name) if name else ""
    if id_:
        _aim(found, token, Target(id_, shown))
    token.meta = {"id": id_, "shown": shown}
    return False


def _aim(found: Outline, token: Token, target: Target) -> None:
    if target.id in found.targets:
        _report(found, token, "label", f"The name {target.id} is used twice; links lead to the first.")
    else:
        found.targets[target.id] = target


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


def _number_figure(found: Outline, figure: Token) -> None:
    image = (figure.children or [])[0]
    if not image.attrs.get("title") and not figure.info:
        figure.meta = {"number": 0}
        return
    found.figures += 1
    figure.meta = {"number": found.figures}
    if figure.info:
        _aim(found, figure, Target(figure.info, f"Figure {found.figures}"))


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


def _heading(found: Outline, opening: Token, inline: Token) -> None:
    name = ""
    last = inline.children[-1] if inline.children else None
    if last and last.type == "text" and (match := _HEADING_LABEL.search(last.content)):
        name, last.content = match.group(1), last.content[: match.start()]
    if len(found.headings) >= caps.HEADINGS:
        if len(found.headings) == caps.HEADINGS and not found.slugs.get(""):
            found.slugs[""] = 1
            _report(found, opening, "capped", f"Only the first {caps.HEADINGS:,} headings are in the contents.")
        return
    text = words(inline.children)
    slug = _unique(found, name or slugify(text))
    found.targets.setdefault(slug, Target(f"h-{slug}", text))
    opening.meta = {"id": f"h-{slug}"}
    found.headings.append(Heading(int(opening.tag[1]), f"h-{slug}", text))


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


def slugify(text: str) -> str:
    """Words of a heading as the name of a place: lower case, hyphens, letters of any script kept."""
    plain = _NOT_SLUG.sub("", unicodedata.normalize("NFKC", text).lower())
    return re.sub(r"[\s_-]+", "-", plain).strip("-")[:80] or "section"


def _unique(found: Outline, slug: str) -> str:
    """`name`, then `name-1`, `name-2` …; each name's counter goes on where it stopped, so this stays linear."""
    candidate = slug
    while candidate in found.slugs:
        found.slugs[slug] += 1
        candidate = f"{slug}-{found.slugs[slug]}"
    found.slugs[candidate] = 0
    return candidate
