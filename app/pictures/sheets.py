"""The styles of a drawing: of a style sheet or a `style` attribute only what says how a shape looks is kept."""

import re

_LOOK = (
    "alignment-baseline baseline-shift clip-path clip-rule color color-interpolation color-interpolation-filters "
    "direction display dominant-baseline fill fill-opacity fill-rule filter flood-color flood-opacity font "
    "font-family font-size font-size-adjust font-stretch font-style font-variant font-weight image-rendering "
    "isolation letter-spacing lighting-color line-height marker marker-end marker-mid marker-start mask mask-type "
    "mix-blend-mode opacity overflow paint-order pointer-events shape-rendering stop-color stop-opacity stroke "
    "stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity "
    "stroke-width text-anchor text-align text-decoration text-rendering transform transform-box transform-origin "
    "unicode-bidi vector-effect visibility white-space word-spacing writing-mode"
)
PROPERTIES = frozenset(_LOOK.split())
"""Also the attributes of the same names."""
_FUNCTIONS = {"", "calc", "hsl", "hsla", "matrix", "rgb", "rgba", "rotate", "scale", "skewx", "skewy", "translate"}
_REFERENCE = re.compile(r"url\(\s*(['\"]?)#([\w:.-]{1,200})\1\s*\)", re.IGNORECASE)
_VALUE = re.compile(r"[\w\s.,#%()'\"+*/!-]{0,2000}")
_CALL = re.compile(r"([A-Za-z-]*)\s*\(")
_SELECTOR = re.compile(r"[\w\s.#*,>+~:()-]{1,2000}")
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)
_RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")


def value(written: str) -> str:
    """A value as it is kept, its references to parts of the same drawing as `url(#id)`; '' for one that reaches out."""
    if not _VALUE.fullmatch(written):
        return ""
    plain = _REFERENCE.sub(" ", written)
    if any(name.lower() not in _FUNCTIONS for name in _CALL.findall(plain)):
        return ""
    return _REFERENCE.sub(r"url(#\2)", written.strip())


def references(written: str) -> list[str]:
    """The ids a value refers to."""
    return [found[2] for found in _REFERENCE.finditer(written)]


def declarations(written: str) -> str:
    """The declarations of a `style` attribute that are kept."""
    kept = []
    for declaration in _COMMENT.sub("", written).split(";"):
        name, _, given = declaration.partition(":")
        name = name.strip().lower()
        if name in PROPERTIES and (safe := value(given)):
            kept.append(f"{name}:{safe}")
    return ";".join(kept)


def sheet(written: str) -> str:
    """The rules of a style sheet that are kept; those that begin with `@` are not."""
    kept = []
    for selector, inside in _RULE.findall(_COMMENT.sub("", written)):
        selector = selector.rpartition(";")[2].strip()
        if _SELECTOR.fullmatch(selector) and (declared := declarations(inside)):
            kept.append(f"{selector}{{{declared}}}")
    return "\n".join(kept)
