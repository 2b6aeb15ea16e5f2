"""The second walk: numbers and names for what the first one marked, over the pieces of a whole text in order."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from app.markup import caps, formulas
from app.markup.marking import Marked
from app.markup.pieces import Piece
from app.markup.shapes import Heading, Problem
from app.markup.surroundings import Definition, Target

_NOT_SLUG = re.compile(r"[^\w\s-]")


@dataclass
class Outline:
    """What the walk found. `targets` is keyed by the name a link uses, without `#`; macros come with their lines."""

    definitions: dict[str, Definition] = field(default_factory=dict)
    macros: list[tuple[int, str]] = field(default_factory=list)
    targets: dict[str, Target] = field(default_factory=dict)
    headings: list[Heading] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    figures: int = 0
    equations: int = 0
    code: int = 0
    slugs: dict[str, int] = field(default_factory=dict)


def outline(pieces: Iterable[Piece]) -> Outline:
    """Numbers what is marked in the pieces. A piece whose numbers changed gets a new stamp."""
    found = Outline()
    for piece in pieces:
        found.macros += [(piece.line + line, written) for line, written in piece.marks.macros]
        for problem in piece.marks.problems:
            _report(found, piece.line + problem.line, problem.kind, problem.message)
        given = [_NUMBER[marked.kind](found, marked, piece.line + marked.line) for marked in piece.marks.numbered]
        for marked, meta in zip(piece.marks.numbered, given, strict=True):
            marked.token.meta = meta
        piece.keep_numbers(given)
        for label, line, tokens in piece.marks.definitions:
            if label in found.definitions:
                message = f"The footnote [^{label[:60]}] has two texts; the first is shown."
                _report(found, piece.line + line, "footnote", message)
            else:
                found.definitions[label] = Definition(piece.stamp, tokens, piece.line)
    return found


def _report(found: Outline, line: int, kind: str, message: str) -> None:
    if len(found.problems) < caps.PROBLEMS:
        found.problems.append(Problem(line + 1, kind, message))


def _equation(found: Outline, marked: Marked, line: int) -> dict[str, Any]:
    shown = formulas.tag(marked.token.content)
    if not shown:
        found.equations += 1
        shown = str(found.equations)
    return {"id": _aim(found, line, Target(formulas.equation_id(marked.name), shown)), "shown": shown}


def _rows(found: Outline, marked: Marked, line: int) -> dict[str, Any]:
    """A number for each labelled row."""
    given = []
    for name, tag in marked.rows:
        found.equations += not tag
        shown = tag or str(found.equations)
        given.append((_aim(found, line, Target(formulas.equation_id(name), shown)), shown))
    return {"id": "", "shown": "", "rows": given}


def _aim(found: Outline, line: int, target: Target) -> str:
    """The id its element gets: none where the name is already another's."""
    if target.id in found.targets:
        _report(found, line, "label", f"The name {target.id} is used twice; links lead to the first.")
        return ""
    found.targets[target.id] = target
    return target.id


def _figure(found: Outline, marked: Marked, line: int) -> dict[str, Any]:
    image = (marked.token.children or [])[0]
    if not image.attrs.get("title") and not marked.name:
        return {"id": "", "number": 0}
    found.figures += 1
    id_ = _aim(found, line, Target(marked.name, f"Figure {found.figures}")) if marked.name else ""
    return {"id": id_, "number": found.figures}


def _heading(found: Outline, marked: Marked, line: int) -> dict[str, Any]:
    if len(found.headings) >= caps.HEADINGS:
        if not found.slugs.get(""):
            found.slugs[""] = 1
            _report(found, line, "capped", f"Only the first {caps.HEADINGS:,} headings are in the contents.")
        return {}
    slug = _unique(found, marked.name or slugify(marked.words))
    found.targets.setdefault(slug, Target(f"h-{slug}", marked.words))
    found.headings.append(Heading(int(marked.token.tag[1]), f"h-{slug}", marked.words))
    return {"id": f"h-{slug}"}


def _code(found: Outline, marked: Marked, line: int) -> dict[str, Any]:
    found.code += len(marked.token.content)
    return {"language": marked.name if found.code <= caps.ALL_CODE else ""}


_NUMBER = {"equation": _equation, "rows": _rows, "figure": _figure, "heading": _heading, "code": _code}


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
