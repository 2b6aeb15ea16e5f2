"""Code with its parts told apart: keywords, strings, comments and a few more, as classes (Pygments reads, we draw)."""

import html
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.token import Comment, Generic, Keyword, Literal, Name, Number, Operator, String, Token
from pygments.util import ClassNotFound

PLAIN = frozenset({"", "text", "txt", "plain", "plaintext", "none", "output"})
_CLASSES = {
    Comment: "hl-comment",
    Comment.Preproc: "hl-meta",
    Generic.Deleted: "hl-deleted",
    Generic.Heading: "hl-name",
    Generic.Inserted: "hl-inserted",
    Generic.Prompt: "hl-comment",
    Generic.Subheading: "hl-name",
    Keyword: "hl-keyword",
    Keyword.Type: "hl-name",
    Literal: "hl-string",
    Name.Attribute: "hl-name",
    Name.Builtin: "hl-name",
    Name.Class: "hl-name",
    Name.Decorator: "hl-meta",
    Name.Exception: "hl-name",
    Name.Function: "hl-name",
    Name.Tag: "hl-keyword",
    Number: "hl-number",
    Operator.Word: "hl-keyword",
    String: "hl-string",
    String.Doc: "hl-comment",
}


def language(info: str) -> str:
    """The name of the language a fence is marked with: its first word, without braces and dots around it; or ''."""
    words = info.split(maxsplit=1)
    return words[0].strip("{}.").lower() if words else ""


def known(name: str) -> bool:
    """Whether code in a language of this name can be drawn in parts."""
    return name not in PLAIN and _lexer(name) is not None


def highlight(code: str, name: str) -> str:
    """HTML of code in a `known` language: the same characters, escaped, parts of a kind in a `span` with its class."""
    lexer = _lexer(name)
    parts = list(_parts(lexer, code)) if lexer else []
    if "".join(text for _, text in parts) != code:  # some lexers leave out what they do not expect
        return _escape(code)
    return "".join(f'<span class="{kind}">{_escape(text)}</span>' if kind else _escape(text) for kind, text in parts)


def _parts(lexer: Lexer, code: str) -> Iterator[tuple[str, str]]:
    tokens = lexer.get_tokens_unprocessed(code)
    for class_, group in groupby(tokens, key=lambda token: _class(token[1])):
        yield class_, "".join(value for _, _, value in group)


@lru_cache(maxsize=512)
def _class(kind: Token) -> str:
    while kind is not Token and kind not in _CLASSES:
        kind = kind.parent
    return _CLASSES.get(kind, "")


@lru_cache(maxsize=64)
def _lexer(name: str) -> Lexer | None:
    try:
        return get_lexer_by_name(name)
    except ClassNotFound:
        return None


def _escape(text: str) -> str:
    return html.escape(text, quote=False)
