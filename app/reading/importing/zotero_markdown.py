"""Zotero's notes exported as Markdown: `“passage” ([Ilves, p. 3](zotero://…)) ([pdf](zotero://open-pdf/…)) words`.

They name no paper but by author and year, so somebody has to say which one they are about.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from app.reading.importing.shapes import Brought, colour_of, fingerprint, plain, unquoted
from app.reading.importing.zotero_notes import opening

LINK = re.compile(r"\(\[[^\]\n]{0,200}\]\((zotero://open[^)\s]{1,400})\)\)")
"""A link that opens a document at an annotation."""
_CITED = re.compile(r"\(?\[(?:[^\]\\\n]|\\.){0,400}\]\(zotero://select[^)\s]{1,400}\)\)?\s*")
_QUOTED = re.compile(r"[“\"«](.+)[”\"»]", re.DOTALL)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_STYLED = re.compile(r"background(?:-color)?:\s*(#[0-9a-fA-F]{6})")
_FURNITURE = re.compile(r"#{1,6}\s.*|\*?\(?\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}.{0,40}|-{3,}|\*{3,}")


def is_notes(text: str) -> bool:
    """Whether it links to annotations in Zotero."""
    return LINK.search(text) is not None


def read(text: str) -> Iterator[Brought]:
    """Each passage with what is said after it, and each paragraph that quotes none. Headings are left out."""
    for paragraph in re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n")):
        yield from _paragraph(paragraph.strip())


def _paragraph(text: str) -> Iterator[Brought]:
    links = list(LINK.finditer(text))
    if not links:
        words = plain(_ESCAPED.sub(r"\1", text))
        if not all(_FURNITURE.fullmatch(line.strip()) for line in words.splitlines()):
            yield Brought(origin=fingerprint("zotero", words), words=words)
        return
    starts = [0, *(_sentence_end(text, link.end(), following.start()) for link, following in pairwise(links))]
    for start, end, link in zip(starts, [*starts[1:], len(text)], links, strict=True):
        yield _annotation(text[start : link.start()], text[link.end() : end], link[1])


def _sentence_end(text: str, after: int, before: int) -> int:
    """Where the words about one passage end and the next passage begins: at its quotation mark."""
    begins = [at for mark in '“"«' if (at := text.find(mark, after, before)) >= 0]
    return min(begins, default=after)


def _annotation(ahead: str, behind: str, href: str) -> Brought:
    ahead = _CITED.sub("", ahead)
    found, style = _QUOTED.search(ahead), _STYLED.search(ahead)
    quote = unquoted(plain(_ESCAPED.sub(r"\1", found[1]))) if found else ""
    rest = ahead[: found.start()] + ahead[found.end() :] if found else ahead
    said = (plain(_ESCAPED.sub(r"\1", part)).lstrip("-*>").strip() for part in (rest, behind))
    words, link = "\n\n".join(part for part in said if part), opening(href)
    return Brought(
        origin=f"zotero:{link.key}" if link.key else fingerprint("zotero", quote, words),
        quote=quote,
        words=words,
        colour=colour_of(style[1] if style else ""),
        page=link.page,
        page_label=link.label,
    )
