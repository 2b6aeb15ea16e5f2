"""Pieces of a line as Markdown: what is bold, italic, struck, code, raised, and what leads somewhere."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

_RAISED = str.maketrans("0123456789+-−()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾ⁿⁱ")
_LOWERED = str.maketrans("0123456789+-−()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₍₎")
_SIGNS = (
    (re.compile(r"\\(?=[!-/:-@\[-`{-~])"), r"\\\\"),
    (re.compile(r"[*`$]"), r"\\\g<0>"),
    (re.compile(r"(?<![^\W_])_|_(?![^\W_])"), r"\\_"),
    (re.compile(r"~~"), r"\\~~"),
    (re.compile(r"\](?=[(\[:])"), r"\\]"),
    (re.compile(r"(?<=\[)[@^]"), r"\\\g<0>"),
    (re.compile(r"<(?=[A-Za-z/!?])"), r"\\<"),
    (re.compile(r"&(?=#?\w+;)"), r"\\&"),
    (re.compile(r"\^(?=\[)"), r"\\^"),
)
_START = re.compile(r"\A(#{1,6}(?=\s|\Z)|[>+-]|=+\s*\Z|~~~|\d{1,9}(?=[.)](?:\s|\Z)))")
_PRICE = re.compile(r"\$(?=\s|\Z|\d)")
_MARKS = {"bold": "**", "gone": "~~", "italic": "*"}


@dataclass(frozen=True)
class Piece:
    """A piece of a line. `made` is Markdown already: a formula, a note's mark, a picture, a line's end."""

    text: str
    form: frozenset[str] = frozenset()
    """Of `bold`, `italic`, `gone`, `code`, `raised`, `lowered`."""
    link: str = ""
    made: bool = False


def line(pieces: Iterable[Piece]) -> str:
    """The Markdown of a line, which may hold hard breaks."""
    joined = [piece for piece in pieces if piece.text]
    made = re.sub(r"[ \t]+\n", "\n", _grouped(joined, ("link", *_MARKS)))
    return re.sub(r"(?:\\\n)+\Z", "", made.strip())


def paragraph(text: str) -> str:
    """A line as the start of a block, where it could be taken for a heading, a list or a quotation."""
    found = _START.match(text)
    if not found:
        return text
    digits = found[1].isdecimal()
    return f"{found[1]}\\{text[found.end() :]}" if digits else f"\\{text}"


def escaped(text: str) -> str:
    """Words as Markdown that shows just these words; prices keep their dollar."""
    parts = []
    for at, part in enumerate(_PRICE.split(text)):
        for sign, by in _SIGNS:
            part = sign.sub(by, part)
        parts.append(f"${part}" if at else part)
    return "".join(parts)


def _grouped(pieces: Sequence[Piece], by: Sequence[str]) -> str:
    """Neighbours that share a mark stand in one pair of it, the widest outside."""
    if not by:
        return "".join(_plain(list(alike)) for _, alike in groupby(pieces, key=lambda one: (one.form, one.made)))
    first, rest = by[0], by[1:]
    runs = [
        (key, list(alike))
        for key, alike in groupby(pieces, key=lambda one: one.link if first == "link" else first in one.form)
    ]
    drawn = [(key, _grouped(alike, rest)) for key, alike in runs]
    texts = [text for _, text in drawn]
    made = ""
    for at, (key, text) in enumerate(drawn):
        after = texts[at + 1][:1] if at + 1 < len(texts) else ""
        if not key:
            made += text
        elif first == "link":
            made += _link(text, str(key))
        else:
            made += _marked(text, _MARKS[first], after)
    return made


def _marked(text: str, mark: str, after: str) -> str:
    """Marks do not open or close beside a blank, nor between a sign and a letter (CommonMark, "flanking")."""
    inner = text.strip()
    if not inner:
        return text
    start = text[: len(text) - len(text.lstrip())]
    end = text[len(text.rstrip()) :]
    if not end and after.isalnum():
        bare = inner.rstrip(".,;:!?)")
        if bare:
            inner, end = bare, inner[len(bare) :]
    return f"{start}{mark}{inner}{mark}{end}"


def _link(text: str, address: str) -> str:
    words = text.strip()
    if not words or words.startswith(("![", "[")):
        return text
    target = address.replace(" ", "%20").replace("<", "%3C").replace(">", "%3E")
    if words == target:
        return f"<{target}>"
    held = f"<{target}>" if re.search(r"[()]", target) else target
    blank = text[len(text.rstrip()) :]
    return f"{text[: len(text) - len(text.lstrip())]}[{words}]({held}){blank}"


def _plain(pieces: list[Piece]) -> str:
    text, form = "".join(piece.text for piece in pieces), pieces[0].form
    if pieces[0].made:
        return text
    if "code" in form:
        return _code(text)
    for shift, signs, mark in (("raised", _RAISED, "^"), ("lowered", _LOWERED, "_")):
        if shift in form and text.strip():
            there = text.translate(signs)
            small = all(one != other for one, other in zip(text, there, strict=True))
            bare = re.sub(r"[\\{}$#%&_^~]", "", text)
            return there if small else rf"${mark}{{\text{{{bare}}}}}$"
    return escaped(text)


def _code(text: str) -> str:
    """Code between as many ticks as it needs, with the blanks around it outside."""
    inner = text.strip()
    if not inner:
        return text
    ticks = "`" * (1 + max((len(run) for run in re.findall(r"`+", inner)), default=0))
    held = f"{ticks} {inner} {ticks}" if "`" in inner else f"`{inner}`"
    return text[: len(text) - len(text.lstrip())] + held + text[len(text.rstrip()) :]
