"""What of a paper is drawn but is not of its text, what stands apart from it, and what is not the paper's at all."""

import re

from selectolax.lexbor import LexborNode

from app.papers.fulltext.allowed import names

_DROPPED = names(
    "script style template noscript iframe frame frameset noframes applet audio video canvas nav dialog button "
    "input select textarea option datalist meter progress link meta base head title map area portal slot xmp "
    "plaintext noembed marquee"
)
_CHROME = names(
    "ltx_page_footer ltx_page_header ltx_page_navbar ltx_page_logo ltx_TOC ltx_toclist ltx_pagination ltx_rdf "
    "ltx_listing_data sr-only package-alerts ar5iv-footer"
)
_APART = names(
    "ltx_note_mark ltx_tag_note ltx_note_type ltx_tag_listingline ltx_eqn_eqno ltx_tag_equation "
    "ltx_tag_equationgroup ltx_tag_bibitem ltx_bibtag"
)
_ITEMS = frozenset({"ltx_tag_item", "ltx_tag_itemize", "ltx_tag_enumerate"})
_BULLET = re.compile(r"[\W_]*\w{0,4}[\W_]*")
_ALONE = names(
    "ltx_p ltx_para ltx_block ltx_inline-block ltx_minipage ltx_tabular ltx_thead ltx_tbody ltx_tr ltx_td ltx_th "
    "ltx_item ltx_bibblock ltx_caption ltx_contact ltx_creator ltx_listingline ltx_eqn_row ltx_eqn_cell "
    "ltx_parbox"
)


def dropped(node: LexborNode) -> bool:
    """Whether an element goes with everything in it: it acts, is hidden, or belongs to the site the paper came from."""
    given = node.attributes
    if node.tag in _DROPPED or "hidden" in given or given.get("aria-hidden") == "true":
        return True
    classes = (given.get("class") or "").split()
    return not _CHROME.isdisjoint(classes) or ("ltx_note_outer" in classes and _is_mark_alone(node))


def of(node: LexborNode, name: str, classes: list[str]) -> list[tuple[str, str | None]]:
    """`data-apart` for what is not of the text, `data-note` for a footnote, whose text stands after all others.

    The frontend's DrawnText knows these two and nothing of LaTeXML.
    """
    if not _APART.isdisjoint(classes) or (not _ITEMS.isdisjoint(classes) and _is_bullet(node)):
        return [("data-apart", "")]
    if "ltx_note_outer" in classes:
        return [("data-note", "")]
    return [("role", "presentation")] if name == "table" and "ltx_eqn_table" in classes else []


def stands_alone(classes: list[str]) -> bool:
    """Whether a span is drawn as a block, so that its words are not to run into those before it."""
    return not _ALONE.isdisjoint(classes)


def _is_mark_alone(outer: LexborNode) -> bool:
    """Whether it belongs to a mark that leads to a footnote made elsewhere, and so has no words of its own."""
    return outer.parent is not None and "ltx_role_footnotemark" in (outer.parent.attributes.get("class") or "")


def _is_bullet(tag: LexborNode) -> bool:
    """A bullet or a number, not the term of a list of terms."""
    in_list = tag.parent is not None and tag.parent.tag == "li"
    return in_list and _BULLET.fullmatch(tag.text_lexbor()) is not None
