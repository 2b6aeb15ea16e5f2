"""Writes the article of a paper anew, element by element, as HTML of our own choosing."""

import re
from html import escape

from selectolax.lexbor import LexborNode

from app.papers.fulltext import marks, mathematics, pictures
from app.papers.fulltext.allowed import CLASS, SPAN, TAGS
from app.papers.fulltext.headings import is_title, rank
from app.papers.fulltext.links import PREFIX, Place

_DEEPEST = 120
"""Elements inside elements; deeper ones leave their words only. Papers have some 40."""
_VOID = frozenset({"br", "col", "hr", "img", "wbr"})
_RENAMED = {
    "b": "strong",
    "header": "div",
    "center": "div",
    "main": "div",
    "tt": "code",
    "font": "span",
}
_COPIED = {
    "col": {"span": SPAN},
    "colgroup": {"span": SPAN},
    "li": {"value": SPAN},
    "ol": {"start": SPAN},
    "td": {"colspan": SPAN, "rowspan": SPAN},
    "th": {"colspan": SPAN, "rowspan": SPAN, "scope": re.compile("col|row|colgroup|rowgroup")},
}
_EVERYWHERE = {"lang": re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*"), "dir": re.compile("ltr|rtl|auto")}


class Writer:
    """Writes one article. `figures` are the names of those it shows, in order, each once."""

    def __init__(self, article: LexborNode, place: Place) -> None:
        self.figures: dict[str, None] = {}
        self._place = place
        self._ids = {node.attributes.get("id") or "" for node in article.css("[id]")} - {""}
        self._given: set[str] = set()
        self._chapters = 1 if article.css_first(".ltx_title_chapter, .ltx_title_part") else 0
        self._made = 0
        self._parts: list[str] = []

    def write(self, article: LexborNode) -> str:
        """The article as HTML, not yet to be trusted."""
        self._parts = []
        self._element(article, 0)
        return "".join(self._parts)

    def _node(self, node: LexborNode, depth: int) -> None:
        if node.is_text_node:
            self._parts.append(escape(node.text_content or "", quote=False))
        elif node.is_element_node and not marks.dropped(node):
            if depth > _DEEPEST:
                self._parts.append(f" {escape(node.text_lexbor(), quote=False)} ")
            else:
                self._element(node, depth)

    def _children(self, node: LexborNode, depth: int) -> None:
        child = node.child
        while child is not None:
            self._node(child, depth + 1)
            child = child.next

    def _element(self, node: LexborNode, depth: int) -> None:
        name = node.tag or ""
        classes = (node.attributes.get("class") or "").split()
        if name == "math":
            self._parts.append(mathematics.mathml(node))
        elif name == "svg":
            self._drawing(node, depth)
        elif name == "img" or (name in {"object", "embed"} and "ltx_graphics" in classes):
            self._image(node, classes)
        elif "mjpage" in classes:
            self._drawn_formula(node, classes)
        else:
            self._plain(node, name, classes, depth)

    def _plain(self, node: LexborNode, name: str, classes: list[str], depth: int) -> None:
        name = self._heading(name, classes) or _RENAMED.get(name, name)
        if name not in TAGS:
            self._children(node, depth)
            return
        if name == "span" and marks.stands_alone(classes):
            self._parts.append(" ")
        self._parts.append(f"<{name}{self._attributes(node, name, classes)}>")
        if name not in _VOID:
            self._children(node, depth)
            self._parts.append(f"</{name}>")

    def _heading(self, name: str, classes: list[str]) -> str | None:
        """The name of a heading by its place in the outline; titles that are not of it are no headings."""
        if (found := rank(classes)) is not None:
            return f"h{min(6, 1 + found + self._chapters)}"
        if len(name) == 2 and name[0] == "h" and name[1].isdigit() and "ltx_title" in classes:
            return "h1" if is_title(classes) else "div"
        return None

    def _attributes(self, node: LexborNode, name: str, classes: list[str]) -> str:
        written = [("id", self._id(node, classes)), ("class", _ours(classes)), *marks.of(node, name, classes)]
        for attribute, form in (_EVERYWHERE | _COPIED.get(name, {})).items():
            value = node.attributes.get(attribute) or ""
            written.append((attribute, value if form.fullmatch(value) else None))
        if name == "a":
            written += self._link(node)
        return "".join(f' {key}="{escape(value)}"' for key, value in written if value is not None)

    def _id(self, node: LexborNode, classes: list[str]) -> str | None:
        own = node.attributes.get("id") or ""
        if own and own not in self._given:
            self._given.add(own)
            return PREFIX + own
        if rank(classes) is None:
            return None
        self._made += 1
        return f"{PREFIX}heading-{self._made}"

    def _link(self, node: LexborNode) -> list[tuple[str, str | None]]:
        href = self._place.link(node.attributes.get("href") or "", self._ids) if node.attributes.get("href") else None
        if href is None or href.startswith("#"):
            return [("href", href)]
        return [("href", href), ("target", "_blank"), ("rel", "noopener noreferrer")]

    def _image(self, node: LexborNode, classes: list[str]) -> None:
        ours = _ours(classes)
        written, name = pictures.image(node, self._place, f' class="{ours}"' if ours else "")
        if name:
            self.figures[name] = None
        self._parts.append(written)

    def _drawing(self, svg: LexborNode, depth: int) -> None:
        texts = pictures.boxed(svg)
        if not texts:
            self._parts.append(pictures.drawing(svg))
        for text in texts:
            self._parts.append('<div class="ltx_framed">')
            self._children(text, depth + 1)
            self._parts.append("</div>")

    def _drawn_formula(self, node: LexborNode, classes: list[str]) -> None:
        """A formula as MathJax draws it with spans: its TeX is what it is called."""
        named = node.css_first("[aria-label]")
        tex = (named.attributes.get("aria-label") if named else "") or node.text_lexbor()
        self._parts.append(mathematics.from_tex(tex, display="mjpage__block" in classes))


def _ours(classes: list[str]) -> str | None:
    return " ".join(name for name in classes if CLASS.fullmatch(name)) or None
