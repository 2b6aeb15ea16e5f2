"""The last step of every cleaning: nh3 lets through what this file lists, and nothing else, whatever came before."""

import re

import nh3


def names(listed: str) -> frozenset[str]:
    """The names in a list of them, between blanks."""
    return frozenset(listed.split())


TAGS = names(
    "a abbr article aside bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em "
    "figcaption figure h1 h2 h3 h4 h5 h6 header hr i img ins kbd li mark ol p pre q rp rt ruby s samp section "
    "small span strong sub summary sup table tbody td tfoot th thead time tr u ul var wbr"
)
"""Elements of HTML that a paper may keep under their own names."""

MATHS = names(
    "math menclose merror mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms mspace "
    "msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover none"
)
MATHS_ATTRIBUTES = names(
    "accent accentunder columnspan depth displaystyle fence form height largeop linethickness lspace mathvariant "
    "maxsize minsize movablelimits notation rowspan rspace scriptlevel separator stretchy symmetric voffset width"
)

DRAWINGS = names("svg g path rect circle ellipse line polyline polygon text tspan defs marker")
DRAWINGS_ATTRIBUTES = names(
    "cx cy d dominant-baseline fill fill-opacity fill-rule font-size font-style font-weight height marker-end "
    "marker-mid marker-start markerHeight markerUnits markerWidth opacity orient points r refX refY rx ry stroke "
    "stroke-dasharray stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width text-anchor "
    "transform viewBox width x x1 x2 y y1 y2"
)

CLASS = re.compile(r"ltx_[\w-]{1,60}", re.ASCII)
NUMBER = re.compile(r"\d{1,5}(?:\.\d{1,4})?", re.ASCII)
LENGTH = re.compile(r"\d{1,4}(?:\.\d{1,6})?(?:pt|px|em|ex)?", re.ASCII)
SPAN = re.compile(r"[1-9]\d{0,2}", re.ASCII)
_ID = re.compile(r"p-[^\s\"'<>&`]{1,200}")
_REFERENCE = re.compile(r"url\(#p-[\w.:-]{1,200}\)", re.ASCII)
_XML_UNSAFE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

_ATTRIBUTES: dict[str, set[str]] = {
    "*": {"class", "id", "lang", "dir", "data-apart", "data-note"},
    "a": {"href", "target", "rel"},
    "abbr": {"title"},
    "col": {"span"},
    "colgroup": {"span"},
    "img": {"alt", "width", "height", "data-figure"},
    "li": {"value"},
    "ol": {"start"},
    "svg": {"role", "aria-label"},
    "table": {"role"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "math": {"display", "alttext"},
}


def _attribute(element: str, name: str, value: str) -> str | None:
    """Classes of LaTeXML only, and ids with our prefix: a paper can neither borrow the page's nor clash with them."""
    if name == "class":
        return " ".join(part for part in value.split() if CLASS.fullmatch(part)) or None
    if name == "id":
        return value if _ID.fullmatch(value) else None
    if name == "href":
        return value if value.startswith(("#p-", "http://", "https://")) else None
    if "url(" in value and element in DRAWINGS:
        return value if _REFERENCE.fullmatch(value) else None
    return value


_cleaner = nh3.Cleaner(
    tags=set(TAGS | MATHS | DRAWINGS),
    attributes=_ATTRIBUTES
    | {name: set(MATHS_ATTRIBUTES) | _ATTRIBUTES.get(name, set()) for name in MATHS}
    | {name: set(DRAWINGS_ATTRIBUTES) | _ATTRIBUTES.get(name, set()) for name in DRAWINGS},
    attribute_filter=_attribute,
    url_schemes={"http", "https"},
    link_rel=None,
    strip_comments=True,
)


def clean(html: str) -> str:
    """HTML with the elements, attributes, classes and addresses that a paper may have, and no other.

    Its time grows with the square of the depth of nesting, which the caller has to limit.
    """
    return _cleaner.clean(_XML_UNSAFE.sub("\ufffd", html))
