"""The parser of our dialect: CommonMark, tables, strikethrough, task lists, footnotes and what docs/markup.md adds."""

import re
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.footnote.index import footnote_def

from app.markup import blocks, caps, inlines

_UNSAFE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_BLANK = re.compile("[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202f\ufeff]")
_ALLOWED = ("http:", "https:", "mailto:", "note:", "image:")
_INTERRUPTS: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}


def clean_text(source: str) -> str:
    """LF newlines, and U+FFFD for what neither HTML nor XML can carry: NUL, other controls, lone surrogates."""
    return _UNSAFE.sub("\ufffd", source.replace("\r\n", "\n").replace("\r", "\n"))


def safe_link(url: str) -> bool:
    """http, https, mailto, our note: and image:, or no scheme; judged as a browser reads it, blanks left out."""
    bare = _BLANK.sub("", url).replace("\\", "/")
    scheme = _SCHEME.match(bare)
    return scheme.group().lower() in _ALLOWED if scheme else not bare.startswith("//")


def _make() -> MarkdownIt:
    md = MarkdownIt("commonmark", {"maxNesting": caps.NESTING, "xhtmlOut": False, "tasklists": True})
    md.enable(["table", "strikethrough"])
    # markdown-it-py asks to have it replaced so.
    md.validateLink = safe_link  # type: ignore[method-assign]
    md.block.ruler.before("fence", "equation", blocks.equation, _INTERRUPTS)
    md.block.ruler.at("html_block", blocks.comment, _INTERRUPTS)
    md.block.ruler.before("html_block", "details", blocks.details, _INTERRUPTS)
    md.block.ruler.before("reference", "footnote_def", footnote_def, {"alt": ["paragraph", "reference"]})
    md.inline.ruler.before("escape", "formula", inlines.formula)
    md.inline.ruler.before("escape", "reference", inlines.reference)
    md.inline.ruler.before("link", "citation", inlines.citation)
    md.inline.ruler.after("image", "footnote_inline", inlines.footnote_text)
    md.inline.ruler.after("footnote_inline", "footnote_ref", inlines.footnote)
    md.inline.ruler.at("html_inline", inlines.tag)
    md.inline.ruler.before("html_inline", "address", inlines.address)
    return md


def _make_short() -> MarkdownIt:
    md = MarkdownIt("zero", {"maxNesting": caps.NESTING})
    md.enable(["escape", "backticks", "emphasis", "entity", "newline"])
    md.inline.ruler.before("escape", "formula", inlines.formula)
    return md


_full, _short = _make(), _make_short()
_WORDS = _full.core.ruler.get_active_rules().index("inline")
"""Where in the parser's chain the words are read, after the blocks."""


def parse(source: str, env: dict[str, Any]) -> list[Token]:
    """Tokens of a whole text. `env` receives what the rules remember; give each text its own."""
    return _full.parse(source, env)


def block_state(source: str) -> StateBlock:
    """A text (as of `clean_text`) ready to be read block by block."""
    return StateBlock(source, _full, {}, [])


def read_block(state: StateBlock, line: int) -> int:
    """Reads the next top-level block from `line` on into `state.tokens`. The line the one after it begins at."""
    state.line = line = state.skipEmptyLines(line)
    if line < state.lineMax:
        for rule in _full.block.ruler.getRules(""):
            if rule(state, line, state.lineMax, False):
                break
    return state.skipEmptyLines(state.line)


def read_words(tokens: list[Token], links: dict[str, Any]) -> None:
    """Reads the words of block tokens, given the link definitions of the whole text."""
    state = StateCore("", _full, {"references": links}, tokens)
    for rule in _full.core.ruler.getRules("")[_WORDS:]:
        rule(state)


def parse_short(source: str) -> list[Token]:
    """Inline tokens of a caption or of a note's words: emphasis, code and mathematics only."""
    tokens = _short.parseInline(clean_text(source), {})
    return tokens[0].children or []
