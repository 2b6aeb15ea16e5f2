"""The last step of every rendering: nh3 lets through what this file lists, and nothing else, whatever came before."""

import re

import nh3

_TEXT = (
    "a abbr aside b blockquote br code del details div em figcaption figure h1 h2 h3 h4 h5 h6 hr img kbd li ol p pre"
)
_MORE = "mark q s section small span strong sub summary sup table tbody td th thead tr ul"
_MATHS = (
    "math menclose merror mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms mspace msqrt "
    "mstyle msub msubsup msup mtable mtd mtext mtr munder munderover none"
)
_MATHS_ATTRIBUTES = (
    "accent accentunder columnspan depth displaystyle fence form height largeop linethickness lspace mathbackground "
    "mathcolor mathsize mathvariant maxsize minsize movablelimits rowspan rspace scriptlevel separator stretchy "
    "symmetric voffset width"
)
_ATTRIBUTES = {
    "*": {"class"},
    "a": {"href", "id", "title", "rel", "aria-describedby", "aria-label"},
    "abbr": {"title"},
    "code": {"title"},
    "details": {"open"},
    "div": {"id", "tabindex", "role", "aria-label"},
    "figure": {"id"},
    "img": {"src", "alt", "width", "height", "loading", "decoding"},
    "li": {"id"},
    "math": {"display", "alttext", "id"},
    "mtr": {"id"},
    "ol": {"start"},
    "pre": {"tabindex"},
    "section": {"id", "aria-label"},
    "span": {"id", "role", "aria-label"},
    **{f"h{level}": {"id"} for level in range(1, 7)},
}
_CLASS = re.compile(
    r"(?:m-[a-z0-9]+|language-[\w+#.-]{1,40}|callout(?:-[a-z]+)?|align-[a-z]+|math-[a-z]+|note-[a-z]+|cite-[a-z]+"
    r"|hl-(?:comment|deleted|inserted|keyword|meta|name|number|string)"
    r"|at|bad|card|cit|claim|code|context|credit|endnotes|eq|missing|nref|note|objection|references|scroll|table|task|vh|words)"
)
_ID = re.compile(r"(?:h|n|r|s|c|ref|eq|fig)-[\w.:-]{1,200}|refs")
_XML_UNSAFE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def _attribute(element: str, name: str, value: str) -> str | None:
    """Classes and ids of our own names only: a text can neither borrow the page's nor clash with them."""
    if name == "class":
        return " ".join(part for part in value.split() if _CLASS.fullmatch(part)) or None
    if name == "id":
        return value if _ID.fullmatch(value) else None
    return value


_mathematics = set(_MATHS.split())
_cleaner = nh3.Cleaner(
    tags={*_TEXT.split(), *_MORE.split(), *_mathematics},
    attributes=_ATTRIBUTES
    | {name: set(_MATHS_ATTRIBUTES.split()) | _ATTRIBUTES.get(name, set()) for name in _mathematics},
    attribute_filter=_attribute,
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
    strip_comments=True,
)


def clean(html: str) -> str:
    """HTML with the elements, attributes, classes and link schemes of our dialect, and no other."""
    return _cleaner.clean(_XML_UNSAFE.sub("\ufffd", html))
