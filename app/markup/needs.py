"""What a text asks of its surroundings, found without drawing it."""

from collections.abc import Iterator
from typing import Any

from markdown_it.token import Token

from app.markup.dialect import clean_text, parse
from app.markup.shapes import Needs


def needs(source: str) -> Needs:
    """The notes, citations and images a text names, each once, in order of first use.

    A caller loads these, turns them into `Facts`, and only then renders.
    """
    notes: dict[str, None] = {}
    citations: dict[str, None] = {}
    images: dict[str, None] = {}
    env: dict[str, Any] = {}
    for token in _inline(parse(clean_text(source), env), env):
        if token.type == "citation":
            citations.update(dict.fromkeys(key for key, _ in token.meta["works"]))
        elif token.type == "image":
            images[str(token.attrs["src"])] = None
        elif token.type == "link_open" and (note := note_id(token)):
            notes[note] = None
    return Needs(list(notes), list(citations), list(images))


def note_id(link: Token) -> str:
    """The note a link leads to, or ''."""
    href = str(link.attrs.get("href", ""))
    return href[5:] if href[:5].lower() == "note:" else ""


def _inline(tokens: list[Token], env: dict[str, Any]) -> Iterator[Token]:
    for token in tokens:
        yield token
        if token.type == "footnote_ref" and not token.meta.get("label"):  # one written within the line
            yield from _inline(env["footnotes"]["list"][token.meta["id"]].get("tokens", []), env)
        if token.children:
            yield from _inline(token.children, env)
