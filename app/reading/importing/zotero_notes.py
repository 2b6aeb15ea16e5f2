"""Zotero's notes made of annotations: as its editor keeps them (HTML with data), and exported as HTML with links.

In a note as kept each passage is a `span.highlight` whose `data-annotation` is JSON, and the note names the works it
cites in `data-citation-items`. An exported one has links in their stead: `zotero://open-pdf/…?page=3&annotation=KEY`.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from app.reading.importing.shapes import Brought, colour_of, fingerprint, unquoted

_BLOCKS = "p, li, blockquote, pre"
_FURNITURE = "h1, h2, h3, h4, h5, h6, script, style, head"
_MARKED = "span.highlight, span.underline"
_LINKS = 'a[href^="zotero:"]'
_NAMING = ("DOI", "URL", "number", "archive_location", "note")
_EMPTY = re.compile(r"\(\s*[;,]?\s*\)")
_STYLED = re.compile(r"background(?:-color)?:\s*(#[0-9a-fA-F]{6})")


@dataclass(frozen=True)
class _Link:
    """What a link or the data of an annotation says: its id, and the page counted from 0."""

    key: str = ""
    page: int | None = None
    label: str = ""
    colour: str = ""
    works: tuple[str, ...] = ()


def read(marked: str, works: tuple[str, ...] = (), key: str = "") -> Iterator[Brought]:
    """Each passage of a note with what is said of it, and each paragraph that quotes none. `key` is the note's id."""
    tree = LexborHTMLParser(marked)
    cited = _cited(tree)
    for furniture in tree.css(_FURNITURE):
        furniture.decompose()
    found: list[list[Brought]] = []
    blocks = [tree.body, *tree.css(_BLOCKS)] if tree.body else []
    for place, block in reversed(list(enumerate(blocks))):  # those within others first, then what is left of the others
        found.append(list(_block(block, works, cited, f"{key}-{place}" if key else "")))
        if place:
            block.decompose()
    yield from (note for notes in reversed(found) for note in notes)


def _block(block: LexborNode, works: tuple[str, ...], cited: dict[str, tuple[str, ...]], key: str) -> Iterator[Brought]:
    marked, links = block.css(_MARKED), _links(block)
    if not marked and links:
        yield from _unmarked(block, works, links)
        return
    quotes = [(unquoted(one.text()), _said(one, cited), _style(one)) for one in marked]
    around = _around(block, marked)
    for index, (quote, said, style) in enumerate(quotes):
        known = said if said.key or index >= len(links) else links[index]
        last = index == len(quotes) - 1
        yield _brought(quote, around if last else "", known, (*works, *(said.works or _all(cited))), style)
    if not quotes and around:
        origin = f"zotero:{key}" if key else fingerprint("zotero", *works, around)
        yield Brought(origin=origin, works=(*works, *_all(cited)), words=around)


def _unmarked(block: LexborNode, works: tuple[str, ...], links: list[_Link]) -> Iterator[Brought]:
    """An exported paragraph without marks: what stands in quotation marks before the link is the passage."""
    text = " ".join(block.text().split())
    found = re.match(r"[“\"](.+?)[”\"]\s*\(", text)
    quote = found[1] if found else ""
    words = _EMPTY.sub(" ", _around(block, [])).replace(f"“{quote}”", "").strip() if quote else _around(block, [])
    yield _brought(quote, words, links[0], works, _style(block))


def _brought(quote: str, words: str, known: _Link, works: tuple[str, ...], style: str) -> Brought:
    return Brought(
        origin=f"zotero:{known.key}" if known.key else fingerprint("zotero", *works, quote, words),
        works=works,
        quote=quote,
        words=words,
        colour=colour_of(known.colour or style),
        page=known.page,
        page_label=known.label,
    )


def _around(block: LexborNode, marked: list[LexborNode]) -> str:
    """The words of a block without its passages, its citations and its links back to Zotero."""
    for node in [*marked, *block.css("span.citation"), *block.css(_LINKS)]:
        node.decompose()
    return " ".join(_EMPTY.sub(" ", block.text()).split())


def _style(node: LexborNode) -> str:
    found = _STYLED.search(node.html or "")
    return found[1] if found else ""


def _said(node: LexborNode, cited: dict[str, tuple[str, ...]]) -> _Link:
    """What the data of an annotation says."""
    data = _data(node.attributes.get("data-annotation"))
    position, citation = data.get("position"), data.get("citationItem")
    page = position.get("pageIndex") if isinstance(position, dict) else None
    uris = citation.get("uris") if isinstance(citation, dict) else None
    works = [work for uri in uris or () if isinstance(uri, str) for work in cited.get(uri, ())]
    return _Link(
        key=str(data.get("annotationKey") or ""),
        page=page if isinstance(page, int) else None,
        label=str(data.get("pageLabel") or ""),
        colour=str(data.get("color") or ""),
        works=tuple(works),
    )


def _links(block: LexborNode) -> list[_Link]:
    """The links of a block that open a document at an annotation, in order."""
    hrefs = [str(one.attributes.get("href") or "") for one in block.css('a[href^="zotero://open"]')]
    return [opening(href) for href in hrefs]


def opening(href: str) -> _Link:
    """What `zotero://open-pdf/library/items/KEY?page=3&annotation=KEY` says; its pages count from 1."""
    asked = parse_qs(urlsplit(href).query)
    page, key = asked.get("page", [""])[0], asked.get("annotation", [""])[0]
    return _Link(key=key, page=int(page) - 1 if page.isdecimal() and int(page) else None, label=page)


def _cited(tree: LexborHTMLParser) -> dict[str, tuple[str, ...]]:
    """What names each work that a note cites, by Zotero's address of it."""
    found: dict[str, tuple[str, ...]] = {}
    for node in tree.css("[data-citation-items]"):
        for one in _list(node.attributes.get("data-citation-items")):
            about = one.get("itemData") if isinstance(one, dict) else None
            if isinstance(about, dict):
                names = tuple(str(about[name]) for name in _NAMING if about.get(name))
                found |= {str(uri): names for uri in one.get("uris") or ()}
    return found


def _all(cited: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The one work that a note cites; of several none, for the paragraph does not say which."""
    works = set(cited.values())
    return works.pop() if len(works) == 1 else ()


def _data(written: str | None) -> dict[str, Any]:
    value = _json(written)
    return value if isinstance(value, dict) else {}


def _list(written: str | None) -> list[Any]:
    value = _json(written)
    return value if isinstance(value, list) else []


def _json(written: str | None) -> Any:
    try:
        return json.loads(unquote(written or ""))
    except (ValueError, RecursionError):
        return None
