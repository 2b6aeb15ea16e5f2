"""Pieces of a text to sanitised blocks of HTML, drawing only those that would come out otherwise than last time."""

import hashlib
import re
from collections.abc import Collection, Iterator, Sequence

from markdown_it.token import Token

from app.markup import citations, notes
from app.markup.html import Html
from app.markup.page import Page
from app.markup.pieces import Piece
from app.markup.sanitise import clean
from app.markup.surroundings import Drawn

_FIRST_TAG = re.compile(r"<[a-z0-9]+")


def draw(page: Page, pieces: Sequence[Piece], have: Collection[str] = ()) -> list[str]:
    """The blocks of a page, and after the text its notes and references. Raises TooMuch.

    Of those in `have`, by their hashes, only the hash and the line.
    """
    painter = Html(page)
    blocks: list[str] = []
    end = 0
    for piece in pieces:
        page.begins = piece.line
        drawn = piece.drawn
        if not drawn or drawn.under != _under(page) or not page.same_answers(drawn.asked):
            drawn = _draw(page, piece, painter)
        else:
            _count(page, drawn.counts)
        blocks += [_marked(piece.line, element, have) for element in drawn.elements]
        end = piece.line + drawn.elements[-1][0] if drawn.elements else end
    page.begins = end
    last = [
        _element(page, 0, html) for html in (notes.endnotes(page, painter.draw), citations.references(page)) if html
    ]
    return blocks + [_marked(end, element, have) for element in last]


def _under(page: Page) -> object:
    return page.form, page.facts.base_url, page.formulas


def _draw(page: Page, piece: Piece, painter: Html) -> Drawn:
    """Draws a piece, and keeps it where the same answers would give the same and nothing is to be told of it."""
    page.asked, told, before = [], page.told, _counts(page)
    elements = [_element(page, line, painter.draw(group)) for line, group in _groups(piece.marks.tokens)]
    elements = [element for element in elements if element[2]]
    counts = tuple(now - then for now, then in zip(_counts(page), before, strict=True))
    drawn = Drawn(_under(page), page.asked, elements, sum(len(rest) for _, _, _, rest in elements), counts)
    kept = page.rich and page.told == told and not page.waiting and not page.formulas.refused
    piece.drawn = drawn if kept else None
    return drawn


def _counts(page: Page) -> tuple[int, ...]:
    return page.words, page.drawn, page.claims, page.spent


def _count(page: Page, more: tuple[int, ...]) -> None:
    page.words += more[0]
    page.drawn += more[1]
    page.claims += more[2]
    page.spend(more[3])


def _groups(tokens: list[Token]) -> Iterator[tuple[int, list[Token]]]:
    """The tokens of each top-level element, and the line it begins at."""
    start = line = 0
    for index, token in enumerate(tokens):
        if token.level == 0 and token.nesting == 1:
            start = index
        elif token.level == 0 and (token.nesting == -1 or token.type not in {"inline"}):
            group = tokens[start : index + 1] if token.nesting == -1 else [token]
            line = group[0].map[0] if group[0].map else line
            yield line, group


def _element(page: Page, line: int, drawn: str) -> tuple[int, str, str, str]:
    """One element, sanitised: its line, a hash of it, its HTML in two parts, for marks to stand between."""
    page.spend(len(drawn))
    html = clean(drawn)
    first = _FIRST_TAG.search(html)
    if page.form != "preview" or not first:
        return line, "", html, ""
    digest = hashlib.blake2b(html.encode(), digest_size=10).hexdigest()
    return line, digest, html[: first.end()], html[first.end() :]


def _marked(begins: int, element: tuple[int, str, str, str], have: Collection[str]) -> str:
    line, digest, head, rest = element
    if digest in have:
        head, rest = "<kept", ">"
    return f'{head} data-h="{digest}" data-line="{begins + line + 1}"{rest}' if digest else head + rest
