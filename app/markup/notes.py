"""Footnotes: beside their place as sidenotes on a page, at the end in a feed."""

import html
from collections.abc import Callable, Sequence

from markdown_it.token import Token

from app.markup.page import Page
from app.markup.surroundings import Definition

Draw = Callable[[Sequence[Token]], str]

_SPANS = {
    "paragraph": "note-p",
    "list_item": "note-li",
    "blockquote": "note-q",
    "heading": "note-h",
    "tr": "note-tr",
    "th": "note-td",
    "td": "note-td",
    "table": "note-table",
}
_DROPPED = {"bullet_list", "ordered_list", "thead", "tbody", "details", "summary"}


def reference(page: Page, token: Token, draw: Draw) -> str:
    """The number of a footnote and, where it is met first and may stand here, its text."""
    label = token.meta["label"]
    found = page.ask("definition", label) if label else Definition(None, _written_inline(token), page.begins)
    if not found or not found.tokens:
        page.problem(
            "footnote", f"The footnote [^{label}] has no text. Add a line that begins with [^{label}]:", f"[^{label}]"
        )
        return html.escape(f"[^{label}]")
    number, first = page.ask("note", label) if label else page.ask("aside")
    if first:
        page.waiting.append((number, found.tokens, found.line))
    mark = _mark(page, number, first)
    return mark + (waiting(page, draw) if page.rich and not page.links and not page.inside_note else "")


def _written_inline(token: Token) -> list[Token]:
    inline = Token("inline", "", 0, children=token.children)
    return [Token("paragraph_open", "p", 1, block=True), inline, Token("paragraph_close", "p", -1, block=True)]


def _mark(page: Page, number: int, first: bool) -> str:
    if not page.rich:
        target = html.escape(page.address(f"#n-{number}"))
        link = page.facts.base_url and not page.links
        return f'<sup><a href="{target}">{number}</a></sup>' if link else f"<sup>{number}</sup>"
    if page.links:
        return f'<span class="nref">{number}</span>'
    own = page.identified(f"r-{number}") if first else ""
    return f'<a class="nref" href="#n-{number}"{own} aria-label="Note {number}">{number}</a>'


def waiting(page: Page, draw: Draw) -> str:
    """The texts of the sidenotes met so far, each a `span` that may stand inside a paragraph."""
    out, line, begins = [], page.line, page.begins
    while page.waiting:
        number, tokens, page.begins = page.waiting.pop(0)
        page.inside_note = True
        body = draw(flat(tokens))
        page.inside_note = False
        out.append(f'<span class="note" id="n-{number}"><b>{number}</b>{body}</span>')
    page.line, page.begins = line, begins
    return "".join(out)


def endnotes(page: Page, draw: Draw) -> str:
    """The footnotes of a form without sidenotes, as a list; they may themselves name more."""
    items = []
    while page.waiting:
        _, tokens, page.begins = page.waiting.pop(0)
        items.append(f"<li>{draw(tokens)}</li>")
    return f'<section class="endnotes"><h2>Notes</h2><ol>{"".join(items)}</ol></section>\n' if items else ""


def flat(tokens: Sequence[Token]) -> list[Token]:
    """Block tokens as spans: HTML allows no block inside a paragraph, and a sidenote stands in one."""
    alone = sum(token.type == "paragraph_open" for token in tokens) < 2
    kept = []
    for token in tokens:
        kind = token.type.removesuffix("_open").removesuffix("_close")
        if kind in _DROPPED or kind == "hr" or (kind == "paragraph" and (alone or token.hidden)):
            continue
        if kind in _SPANS:
            attrs: dict[str, str | int | float] = {"class": _SPANS[kind]} if token.nesting == 1 else {}
            token = Token("span_open" if token.nesting == 1 else "span_close", "span", token.nesting, attrs=attrs)
        elif kind in {"fence", "code_block"}:
            token = Token("note_code", "code", 0, content=token.content)
        elif kind == "math_block":
            token = Token("math_display", "math", 0, content=token.content, meta=token.meta)
        elif kind == "figure":
            token = Token("inline", "", 0, children=token.children)
        kept.append(token)
    return kept
