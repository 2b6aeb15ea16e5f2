"""The bytes of LaTeX files as text that TeX would read: decoded, without comments and what is switched off."""

import re

_UNSTRIPPED = re.compile(r"(?://|\b10\.[0-9]{4,9}/)[^\s{}\\]{1,500}")
_ESCAPED = re.compile(r"%(?=[0-9A-Fa-f]{2})")
_KEPT = "\ue025"
_COMMENT = re.compile(r"(?<!\\)((?:\\\\){0,20})%[^\n]*(?:\n[ \t]*(?![ \t\n]))?")
_SWITCHED_OFF = (("\\begin{comment}", "\\end{comment}"), ("\\iffalse", "\\fi"))


def decoded(data: bytes) -> str:
    """The text of a TeX, BibTeX or HTML file: UTF-8, UTF-16 with its mark, else Windows' Latin-1. Never fails."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")


def uncommented(tex: str) -> str:
    """`tex` without comments and without what is switched off. A `%` that escapes a character of an address stays."""
    kept = _UNSTRIPPED.sub(lambda address: _ESCAPED.sub(_KEPT, address[0]), tex)
    kept = _COMMENT.sub(r"\1", kept).replace(_KEPT, "%")
    for opening, closing in _SWITCHED_OFF:
        kept = _without(kept, opening, closing)
    return kept


def _without(tex: str, opening: str, closing: str) -> str:
    pieces, at = [], 0
    while (start := tex.find(opening, at)) >= 0:
        end = tex.find(closing, start)
        if end < 0:
            break
        pieces.append(tex[at:start])
        at = end + len(closing)
    return "".join([*pieces, tex[at:]])


def address(tex: str) -> str:
    """An address or identifier as written in TeX: escapes undone, blanks out."""
    plain = re.sub(r"\\doibase\s*", "https://doi.org/", tex)
    plain = re.sub(r"\{?\\([%&#_~{}])\}?", r"\1", plain)
    plain = re.sub(
        r"\\(?:nolinkurl|path|url|detokenize|urlprefix|tt|ttfamily|textunderscore|textendash)\b\s*", "", plain
    )
    return re.sub(r"[\s{}]+", "", plain)
