"""Entries of a paper as HTML: LaTeXML's of every generation (arXiv, ar5iv, arXMLiv, Engrafo), else a plain list."""

import re
from collections.abc import Iterator
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser, LexborNode

from app.papers.bibliography.html_mentions import mentions_of
from app.papers.bibliography.html_text import classes, text_of
from app.papers.bibliography.known_by import known_by
from app.papers.bibliography.shapes import Entry, Mention
from app.papers.bibliography.tex_reading import decoded
from app.papers.bibliography.titles import title_of_blocks

LONGEST_HTML = 60_000_000
_LEFT_OUT = (" ltx_tag_bibitem ", " ltx_bibtag ", " ltx_bib_cited ", " ltx_bib_key ", " ltx_tag ")
_HEADING = re.compile(
    r"\W*(?:[\dIVX]{1,4}\.?\s*)?(?:references|bibliography|works cited|literature(?: cited)?)(?:\s+and\s+notes)?\W*",
    re.IGNORECASE,
)
_ITEM_TAGS = ("li", "div", "dd", "dt", "tr", "p", "section")


def entries_of_html(html: bytes) -> list[Entry]:
    """What the paper in `html` cites, in the order of its bibliography; [] where it has none. Keys are element ids."""
    tree = LexborHTMLParser(decoded(html[:LONGEST_HTML]))
    nodes = _items(tree)
    ids = {key: number for number, node in reversed(list(enumerate(nodes))) for key in _ids(node)}
    mentions = mentions_of(tree, ids)
    return [_entry(node, number, mentions.get(number, [])) for number, node in enumerate(nodes)]


def _items(tree: LexborHTMLParser) -> list[LexborNode]:
    if found := [
        node for node in tree.css(".ltx_bibitem") if node.tag in ("li", "div", "dd", "tr", "p", "dt", "section")
    ]:
        return found
    if found := tree.css("dl.ltx_biblist > dd, .ltx_biblist > li"):
        return found
    for heading in reversed(tree.css("h1, h2, h3, h4, h5, h6")):
        if _HEADING.fullmatch(text_of(heading)):
            return list(_list_after(heading))
    return []


def _list_after(heading: LexborNode) -> Iterator[LexborNode]:
    """The items of the first list that follows a heading, beside it or beside what it stands in."""
    node: LexborNode | None = heading
    for _ in range(3):
        beside = node.next if node else None
        while beside is not None:
            if items := beside.css("li, dd") if not (beside.tag or "-").startswith("-") else []:
                yield from items
                return
            beside = beside.next
        node = node.parent if node else None


def _ids(node: LexborNode) -> Iterator[str]:
    for one in [node, *node.css("[id]")[:20]]:
        if identifier := (one.attributes or {}).get("id"):
            yield identifier


def _entry(node: LexborNode, number: int, cited: list[Mention]) -> Entry:
    def visit(inner: LexborNode) -> str | None:
        if " ltx_ERROR " in classes(inner):
            return ""
        return " " if any(kind in classes(inner) for kind in _LEFT_OUT) else None

    links = [unquote(f"https:{link}" if link.startswith("//") else link) for link in _links(node)]
    text = text_of(node, visit)
    blocks = [said for block in node.css(".ltx_bibblock") if (said := text_of(block, visit))]
    named = node.css_first(".ltx_bib_title")
    arxiv, doi = known_by(text, links)
    return Entry(
        key=next(_ids(node), str(number + 1)),
        text=text,
        title=(text_of(named) if named else title_of_blocks(blocks)).strip(' .,“”"'),
        arxiv=arxiv,
        doi=doi,
        url=next((link for link in links if link.startswith(("http://", "https://"))), ""),
        cited=cited,
    )


def _links(node: LexborNode) -> list[str]:
    links = [(link.attributes or {}).get("href") or "" for link in node.css("a[href]")]
    around = node.parent
    if around is not None and around.tag == "a":
        links.append((around.attributes or {}).get("href") or "")
    return [link for link in dict.fromkeys(links) if link and not link.startswith("#")]
