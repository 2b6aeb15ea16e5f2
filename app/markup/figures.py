"""Figures, images and display equations: what stands by itself, with a number."""

import html
from collections.abc import Callable

from markdown_it.token import Token

from app.markup import rows
from app.markup.marking import words
from app.markup.page import Page


def equation(page: Page, token: Token) -> str:
    """A display equation in a box that scrolls by itself, its number beside it."""
    meta = token.meta or {}
    drawn = _rows(page, token, meta["rows"]) if meta.get("rows") else page.formula(token.content, display=True)
    number = f"<span>({html.escape(meta['shown'])})</span>" if meta.get("shown") else ""
    if not page.rich:
        return f"<p>{drawn}{' ' + number if number else ''}</p>\n"
    own = page.identified(meta.get("id", ""))
    return f'<div class="eq"{own}><div tabindex="0" role="group" aria-label="Equation">{drawn}</div>{number}</div>\n'


def inline_equation(page: Page, token: Token) -> str:
    """A display equation within a line of text (or a sidenote): no box, the number after it."""
    meta = token.meta or {}
    drawn = _rows(page, token, meta["rows"]) if meta.get("rows") else page.formula(token.content, display=True)
    number = f" ({html.escape(meta['shown'])})" if meta.get("shown") else ""
    return f'<span class="math-line"{page.identified(meta.get("id", ""))}>{drawn}{number}</span>'


def _rows(page: Page, token: Token, given: list[tuple[str, str]]) -> str:
    """An equation whose labelled rows have numbers of their own; a link leads to its row.

    Where the rows cannot be told apart in what is drawn (a formula with an error), it leads to the beginning.
    """
    drawn = page.formula(
        rows.numbered(token.content, [shown for _, shown in given]), display=True, written=token.content
    )
    own = [page.identified(id_) if page.rich else "" for id_, _ in given]
    placed = rows.identified(drawn, dict(zip(rows.labelled(token.content), own, strict=True)))
    return placed or "".join(f"<span{one}></span>" for one in own if one) + drawn


def image(page: Page, token: Token) -> str:
    """An image that is kept here. One from elsewhere is never fetched by a reader: its words are shown instead."""
    target = str(token.attrs.get("src", ""))
    found = page.ask("image", target)
    alt = words(token.children) or (found.alt if found else "")
    if not alt:
        page.problem(
            "alt", "A figure has no text alternative. Write what it shows between the square brackets.", target
        )
    if not found:
        page.problem("image", f"The image {target[:80]} is not kept here. Add the file to the draft.", target)
        return f'<span class="missing">{html.escape(alt or target)}</span>'
    if not found.credit:
        page.problem("credit", "A figure does not say whose it is, and why it may be shown.", target)
    page.spend(len(found.url) + len(alt))
    size = f' width="{found.width}" height="{found.height}"' if found.width and found.height else ""
    lazy = ' loading="lazy" decoding="async"' if page.rich else ""
    return f'<img src="{html.escape(page.address(found.url))}" alt="{html.escape(alt)}"{size}{lazy}>'


def figure(page: Page, token: Token, short: Callable[[str], str]) -> str:
    """An image alone in its paragraph; its title is the caption."""
    picture = (token.children or [])[0]
    drawn = image(page, picture)
    number = token.meta["number"]
    caption = short(str(picture.attrs.get("title", "")))
    parts = [f"<b>Figure {number}.</b>"] if number else []
    parts += [caption] if caption else []
    found = page.ask("image", str(picture.attrs.get("src", "")))
    if found and found.credit:
        parts.append(f'<small class="credit">{html.escape(found.credit)}</small>')
    below = f"<figcaption>{' '.join(parts)}</figcaption>" if parts else ""
    return f"<figure{page.identified(token.meta['id'])}>{drawn}{below}</figure>\n"
