"""The text of a piece of LaTeXML's HTML, formulas as TeX between dollars, with marks where a caller asks for them."""

import re
from collections.abc import Callable

from selectolax.lexbor import LexborNode

_BLOCK_TAGS = "p td th figcaption caption li dd dt h1 h2 h3 h4 h5 h6 blockquote pre"
_SILENT_TAGS = "script style annotation annotation-xml svg template noscript button"
_BREAK_TAGS = "br div section tr table ul ol dl p li td th figure"
BLOCKS = frozenset(_BLOCK_TAGS.split())
_SILENT, _BREAKS = frozenset(_SILENT_TAGS.split()), frozenset(_BREAK_TAGS.split())
_BLANKS = re.compile(r"\s+")

Visit = Callable[[LexborNode], str | None]


def folded(text: str) -> str:
    """`text` with each run of white space as one blank."""
    return _BLANKS.sub(" ", text).strip()


def text_of(node: LexborNode, visit: Visit | None = None) -> str:
    """The folded text of `node`. What `visit` returns for an element stands for it; None goes on inside it.

    Walks by pointers, so that no depth of nesting costs recursion."""
    pieces: list[str] = []
    here = node.first_child
    while here is not None:
        inside = _take(here, pieces, visit)
        following = here.first_child if inside else None
        while following is None and here is not None:
            following = here.next
            if following is None:
                here = here.parent
                if here is None or here.mem_id == node.mem_id:
                    return folded("".join(pieces))
        here = following
    return folded("".join(pieces))


def classes(node: LexborNode) -> str:
    """An element's class attribute between blanks, to look for ` ltx_note `."""
    return f" {(node.attributes or {}).get('class') or ''} "


def _take(node: LexborNode, pieces: list[str], visit: Visit | None) -> bool:
    """Add what `node` says by itself, and say whether its children are to be read."""
    tag = node.tag
    if tag == "-text":
        pieces.append(node.text_content or "")
        return False
    if tag == "math":
        pieces.append(_formula(node))
        return False
    if tag is None or tag in _SILENT or tag.startswith("-"):
        return False
    said = visit(node) if visit else None
    if said is not None:
        pieces.append(said)
        return False
    if tag in _BREAKS:
        pieces.append(" ")
    return True


def _formula(node: LexborNode) -> str:
    tex = (node.attributes or {}).get("alttext") or ""
    if not tex:
        written = node.css_first("annotation[encoding='application/x-tex']")
        tex = written.text() if written else node.text()
    return f"${folded(tex)}$"
