"""`render`: source and facts in, HTML out. Pure: the same values give the same bytes."""

import hashlib
import re
from collections.abc import Callable, Iterator
from typing import Any

from markdown_it.token import Token

from app.markup import caps, evidence, macros, notes
from app.markup.dialect import clean_text, parse
from app.markup.formulas import Formulas
from app.markup.html import Html
from app.markup.numbering import Outline, outline
from app.markup.page import Page
from app.markup.sanitise import clean
from app.markup.shapes import NOTHING, Facts, Form, Heading, Problem, Rendered, TooMuch

_FIRST_TAG = re.compile(r"<[a-z0-9]+")


def render(source: str, facts: Facts = NOTHING, *, form: Form = "page") -> Rendered:
    """HTML of a text in the dialect of docs/markup.md.

    `page` is for our own pages; `preview` is the same with `data-h` (a hash of the block) and `data-line` on each
    top-level element; `feed` has neither ids nor cards, its mathematics reads right with the tags stripped; `plain` is
    `feed` with each formula as a line of text. Raises TooMuch over the limits of `caps`.

    Some formulas can crash or hang the engine: for text from people use `Renderer`, which does this in a child process.
    """
    return render_guarded(source, facts, form=form)


def render_guarded(
    source: str,
    facts: Facts,
    *,
    form: Form,
    refused: frozenset[str] = frozenset(),
    about: Callable[[str], None] = lambda tex: None,
) -> Rendered:
    """`render`, leaving out the `refused` formulas and telling `about` each other one before it is drawn."""
    if len(source) > caps.SOURCE:
        raise TooMuch(f"This text is longer than {caps.SOURCE:,} characters, so it cannot be shown. The text is safe.")
    env: dict[str, Any] = {}
    found = outline(parse(clean_text(source), env))
    page = _page(found, facts, form, env, refused, about)
    painter = Html(page)
    blocks = [_finish(page, line, drawn) for line, drawn in _blocks(found.tokens, page, painter)]
    blocks = [block for block in blocks if block]
    return Rendered(
        html="".join(blocks),
        headings=[*found.headings, *([Heading(2, "refs", "References")] if page.cited else [])],
        problems=sorted([*found.problems, *page.problems], key=lambda problem: problem.line)[: caps.PROBLEMS],
        words=page.words,
        formulas=page.drawn,
        claims=page.claims,
        blocks=blocks,
    )


def _page(
    found: Outline, facts: Facts, form: Form, env: dict[str, Any], refused: frozenset[str], about: Callable[[str], None]
) -> Page:
    gathered = macros.gather(facts.macros, found.macros)
    for name, sentence in gathered.refused:
        found.problems.append(Problem(1, "macro", f"The macro {name} is left out. {sentence}"))
    numbers = {id_: target.shown for id_, target in found.targets.items()}
    formulas = Formulas(gathered, numbers, refused, about)
    return Page(form, facts, formulas, found.targets, found.definitions, env)


def _blocks(tokens: list[Token], page: Page, painter: Html) -> Iterator[tuple[int, str]]:
    """Each top-level element with the line it begins at, then the notes and references that come after the text."""
    start = 0
    for index, token in enumerate(tokens):
        if token.level == 0 and token.nesting == 1:
            start = index
        elif token.level == 0 and (token.nesting == -1 or token.type not in {"inline"}):
            group = tokens[start : index + 1] if token.nesting == -1 else [token]
            line = group[0].map[0] + 1 if group[0].map else page.line
            yield line, painter.draw(group)
    end = page.line
    yield end, notes.endnotes(page, painter.draw)
    yield end, evidence.references(page)


def _finish(page: Page, line: int, drawn: str) -> str:
    """Sanitises one block and, for the preview, marks it."""
    page.spend(len(drawn))
    block = clean(drawn) if drawn else ""
    if page.form != "preview" or not block:
        return block
    digest = hashlib.blake2b(block.encode(), digest_size=6).hexdigest()
    return _FIRST_TAG.sub(lambda first: f'{first.group()} data-h="{digest}" data-line="{line}"', block, count=1)
