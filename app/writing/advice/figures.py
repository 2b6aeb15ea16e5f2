"""Pictures without words for those who do not see them, or without saying whose they are."""

import re
from collections.abc import Iterator

from app.writing.advice.shapes import Advice, Picture, Reading, Subject
from app.writing.prose import without_code

_PICTURE = re.compile(r"!\[([^\[\]\n]{0,1000})\]\(\s*<?([^\s()<>]{1,300})>?[^()\n]{0,300}\)")
_SAYS_NOTHING = re.compile(
    r"(?:image|picture|figure|photo|screenshot|untitled|img)?[\s\d_.-]*(?:png|jpe?g|gif|webp|svg)?\Z", re.IGNORECASE
)


def found(reading: Reading) -> list[Advice]:
    """Each picture that lacks a text alternative, or its source and licence."""
    return list(_found(reading))


def _found(reading: Reading) -> Iterator[Advice]:
    for match in _PICTURE.finditer(without_code(reading.source)):
        alt, target = match[1].strip(), match[2]
        if why := _why(alt, reading.pictures.get(target)):
            yield reading.advice(Subject.FIGURE, match.start(), match.end(), alt or "A figure without words", why)


def _why(alt: str, picture: Picture | None) -> str:
    if _SAYS_NOTHING.match(alt):
        return "Somebody who cannot see this figure learns nothing from it. Say in its square brackets what it shows."
    if picture and not picture.source:
        return "It does not say where this figure comes from. Name its source, or say that you made it."
    if picture and not (picture.licence or picture.ground):
        return "It does not say under which licence this figure may be shown. Name it, or the ground on which it may."
    return ""
