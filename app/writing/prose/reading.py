"""A piece of Markdown as one reads it aloud: words without signs."""

import html
import re

from app.writing.prose.masking import COMMENT

_LEFT_OUT = re.compile(
    r"!\[[^\]\n]*\]\([^)\s]*\)|\[@[^\]\n]{1,400}\]|\[\^[^\]\s]{1,80}\]|^\s*>\s?|</?[a-z]{1,10}(?:\s[^<>\n]*)?>",
    re.DOTALL | re.MULTILINE | re.IGNORECASE,
)
_LINK = re.compile(r"(?<!\\)\[((?:[^\[\]\\]|\\.|\[[^\[\]]*\])*)\]\((?:[^()\s]|\([^()\s]*\))*(?:\s+\"[^\"\n]*\")?\)")
_EMPHASIS = re.compile(r"(?<![\w\\])(\*{1,3}|_{1,3})(?=\S)(.+?)(?<=\S)\1(?!\w)", re.DOTALL)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_FORMULA = re.compile(r"\$[^$\n]+\$")


def plain(source: str) -> str:
    """The words of a short piece, on one line: of links their text, formulas as TeX between dollars."""
    said, closer, rest = source.rpartition("-->")
    source, pieces, last = COMMENT.sub("", said + closer) + rest, [], 0
    for formula in _FORMULA.finditer(source):
        pieces += [source[last : formula.start()], formula[0].replace("*", "∗").replace("_", "‗")]
        last = formula.end()
    text = _LINK.sub(r"\1", _LEFT_OUT.sub("", "".join([*pieces, source[last:]])))
    text = _EMPHASIS.sub(r"\2", _EMPHASIS.sub(r"\2", text)).replace("`", "")
    text = html.unescape(_ESCAPED.sub(r"\1", text)) if "$" not in text else text
    return " ".join(text.replace("∗", "*").replace("‗", "_").split())


def words_in(text: str) -> int:
    """How many words a reader meets in a `plain` text; a formula is one."""
    return len(re.sub(r"\$[^$]+\$", "x", text).split())


def prompts_in(source: str) -> list[tuple[int, str]]:
    """Where each remark (an HTML comment) begins, and its words on one line."""
    last = source.rfind("-->") + 3  # behind it a thousand openers would each be searched to the end
    return [(found.start(), " ".join(found[0][4:-3].split())) for found in COMMENT.finditer(source, 0, max(last, 3))]
