"""Where a paper's HTML cites its entries: each link to one, with the heading and the sentence around it."""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser, LexborNode

from app.papers.bibliography.html_text import BLOCKS, classes, folded, text_of
from app.papers.bibliography.sentences import mark, marks_in, sentences_of_marks
from app.papers.bibliography.shapes import Mention

_DASH = re.compile(r"\s{0,3}[–—-]\s{0,3}")
LONGEST_RANGE = 100
_SECTIONS = ("section", "article", "div", "aside")
_DEEPEST = 300


def mentions_of(tree: LexborHTMLParser, ids: Mapping[str, int]) -> dict[int, list[Mention]]:
    """For each entry number in `ids` (element id → number) every mention, in reading order."""
    found: dict[int, list[Mention]] = {}
    headings: dict[int, str] = {}
    for block in _citing_blocks(tree, ids):
        section = _heading(block, headings)
        for number, sentence in _sentences(block, ids):
            found.setdefault(number, []).append(Mention(section, sentence))
    return found


def _citing_blocks(tree: LexborHTMLParser, ids: Mapping[str, int]) -> list[LexborNode]:
    """Each innermost block of text that links to an entry, outside the bibliography."""
    blocks: dict[int, LexborNode] = {}
    for link in tree.css("a[href*='#']"):
        if _entry(link, ids) is not None and (block := _block(link)) is not None:
            blocks.setdefault(block.mem_id, block)
    return list(blocks.values())


def _entry(link: LexborNode, ids: Mapping[str, int]) -> int | None:
    _, sign, fragment = ((link.attributes or {}).get("href") or "").rpartition("#")
    return ids.get(fragment, ids.get(unquote(fragment))) if sign else None


def _block(link: LexborNode) -> LexborNode | None:
    node, nearest = link.parent, None
    for _ in range(_DEEPEST):
        if node is None or node.tag in ("body", "html"):
            return nearest
        kind = classes(node)
        if "ltx_bibitem" in kind or "ltx_bibliography" in kind or "ltx_TOC" in kind:
            return None
        if nearest is None and (node.tag in BLOCKS or _is_note(kind)):
            nearest = node
        node = node.parent
    return nearest


def _is_note(kind: str) -> bool:
    return " ltx_note " in kind or " ltx_note_outer " in kind


def _heading(block: LexborNode, known: dict[int, str]) -> str:
    """The heading of the innermost section around `block`."""
    node = block.parent
    for _ in range(_DEEPEST):
        if node is None:
            break
        if node.tag in _SECTIONS:
            if node.mem_id not in known:
                known[node.mem_id] = _own_heading(node)
            if known[node.mem_id]:
                return known[node.mem_id]
        node = node.parent
    return ""


def _own_heading(section: LexborNode) -> str:
    kind = classes(section)
    if "ltx_document" in kind or "ltx_page" in kind:
        return ""
    child = section.first_child
    for _ in range(12):
        if child is None:
            break
        if child.tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            return text_of(child, lambda node: "" if _is_note(classes(node)) else None)
        child = child.next
    return "Abstract" if "ltx_abstract" in kind else ""


def _sentences(block: LexborNode, ids: Mapping[str, int]) -> Iterator[tuple[int, str]]:
    """Each entry that `block` cites with the sentence, in order; blocks and notes within it speak for themselves."""
    labels: list[tuple[str, int]] = []

    def visit(node: LexborNode) -> str | None:
        if node.tag in BLOCKS or _is_note(classes(node)):
            return " " if node.tag in BLOCKS else ""
        number = _entry(node, ids) if node.tag == "a" else None
        if number is None:
            return None
        labels.append((text_of(node), number))
        return mark(len(labels) - 1)

    text = text_of(block, visit)
    between = dict(_ranges(text, labels))
    for number, sentence in sentences_of_marks(text, lambda number: labels[number][0]):
        yield from ((entry, folded(sentence)) for entry in [*between.get(number, ()), labels[number][1]])


def _ranges(text: str, labels: list[tuple[str, int]]) -> Iterator[tuple[int, range]]:
    """For a link that ends a range, `[3]–[7]`, the entries in between."""
    for (first, _, end), (last, start, _) in pairwise(marks_in(text)):
        if _DASH.fullmatch(text, end, start):
            yield last, range(labels[first][1] + 1, labels[last][1])[:LONGEST_RANGE]
