"""From the safe HTML of a paper to its text, exactly as the browser reads it.

The other half is `DrawnText` in frontend/src/reading/passages.ts: whatever changes here changes there. Both are held to
one fixture, tests/papers/fulltext/drawn.html.
"""

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from app.papers.fulltext.allowed import names
from app.papers.fulltext.headings import rank
from app.papers.fulltext.mathematics import shown
from app.papers.fulltext.shapes import Formula, Heading, Layout

_BLOCKS = names(
    "address article aside blockquote br dd details div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre "
    "section summary table td th tr ul"
)
_BLANKS = re.compile("[\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]+")
"""White space as JavaScript has it, which differs from Python's."""
_HEADINGS = names("h1 h2 h3 h4 h5 h6")
_LABEL_WORDS = re.compile(r"^(?:appendix|chapter|part|section|§)\s+(?=\S)", re.IGNORECASE)


def read(html: str) -> tuple[str, Layout]:
    """The text of what `clean` let through, and where its formulas and headings stand in it."""
    body = LexborHTMLParser("<!DOCTYPE html>" + html).body
    drawn = _Drawn()
    if body is not None:
        drawn.walk(body)
        drawn.walk_notes()
    text = drawn.text().rstrip(" ")
    return text, Layout(formulas=drawn.formulas, outline=_outline(drawn.titles, text))


@dataclass
class _Title:
    node: LexborNode
    rank: int
    start: int
    label_end: int
    end: int


class _Drawn:
    """The text as it grows; offsets count code points."""

    def __init__(self) -> None:
        self.formulas: list[Formula] = []
        self.titles: list[_Title] = []
        self._title: _Title | None = None
        self._notes: list[LexborNode] = []
        self._words: list[str] = []
        self._length = 0
        self._ended = True

    def text(self) -> str:
        return "".join(self._words)

    def walk(self, node: LexborNode) -> None:
        if node.is_text_node:
            return self._text(node.text_content or "")
        if not node.is_element_node:
            return None
        if node.tag == "math":
            return self._formula(node)
        given = node.attributes
        if "data-apart" in given:
            return None
        if "data-note" in given:
            return self._notes.append(node)
        return self._inside(node, (given.get("class") or "").split())

    def walk_notes(self) -> None:
        """Footnotes stand after everything else; a footnote of a footnote after that."""
        for note in self._notes:
            self._apart()
            self._children(note)

    def _inside(self, node: LexborNode, classes: list[str]) -> None:
        block = node.tag in _BLOCKS
        if block:
            self._apart()
        level = rank(classes) if node.tag in _HEADINGS else None
        if level is not None:
            self._title = _Title(node, level, self._length, self._length, self._length)
            self.titles.append(self._title)
        starts_title = self._title is not None and self._title.start == self._length
        self._children(node)
        if self._title and starts_title and "ltx_tag" in classes:
            self._title.label_end = self._length
        if level is not None:
            self.titles[-1].end, self._title = self._length, None
        if block:
            self._apart()

    def _children(self, node: LexborNode) -> None:
        child = node.child
        while child is not None:
            self.walk(child)
            child = child.next

    def _text(self, data: str) -> None:
        words = _BLANKS.sub(" ", data)
        self._add(words[1:] if self._ended and words.startswith(" ") else words)

    def _formula(self, node: LexborNode) -> None:
        inside = node.text_lexbor() if node.child else ""
        tex = node.attributes.get("alttext")
        words = _BLANKS.sub(" ", inside if tex is None else tex).strip(" ")
        start = self._length
        self._add(f"${words}$")
        self.formulas.append(Formula(start, self._length, shown(inside)))

    def _apart(self) -> None:
        if not self._ended:
            self._add(" ")

    def _add(self, words: str) -> None:
        if words:
            self._words.append(words)
            self._length += len(words)
            self._ended = words.endswith(" ")


def _outline(titles: list[_Title], text: str) -> list[Heading]:
    top = min((title.rank for title in titles), default=1)
    return [_heading(title, text, top) for title in titles if text[title.start : title.end].strip()]


def _heading(title: _Title, text: str, top: int) -> Heading:
    label = _LABEL_WORDS.sub("", text[title.start : title.label_end].strip()).rstrip(".: ")
    words = text[title.label_end : title.end].strip()
    return Heading(_id(title.node), max(1, title.rank - top + 1), label, words, title.start)


def _id(node: LexborNode) -> str:
    """Of the part that the heading heads, else its own."""
    parent = node.parent
    above = parent.attributes.get("id") if parent is not None and parent.tag in {"section", "div"} else None
    return above or node.attributes.get("id") or ""
