"""Finding passages of one text of a paper in another: another form of the same version, or another version. Pure."""

import re
from dataclasses import dataclass, field
from html import unescape
from typing import Any, Protocol

from app.anchors import Anchor, Crossing, Finder, Place, Sight, state
from app.markup import formulas_in, render_text
from app.papers.rules import TextForm
from app.reading.rules import PlaceState

_TAG = re.compile(r"<[^>]*>")
_SAME = 0.9
"""The confidence from which the words of a place are those of the passage."""


@dataclass(frozen=True)
class Sheet:
    """A text: of which version, in which form, its words, and its formulas as (start, end, what a reader sees)."""

    version_id: str
    form: TextForm
    text: str
    formulas: list[tuple[int, int, str]] = field(default_factory=list)

    @classmethod
    def of(cls, version_id: str, form: TextForm, text: str, layout: dict[str, Any]) -> "Sheet":
        """The same of a stored text; `layout` is `papers.fulltext.shapes.Layout` as JSON."""
        formulas = [(one["start"], one["end"], one["shown"]) for one in layout.get("formulas", [])]
        return cls(version_id, form, text, formulas)

    @classmethod
    def abstract(cls, version_id: str, text: str) -> "Sheet":
        """The same of an abstract, whose TeX is its authors' and not the full text's: `r_t` there, `r_{t}` here."""
        formulas = [(*span, _shown(text[slice(*span)])) for span in formulas_in(text)]
        return cls(version_id, TextForm.ABSTRACT, text, formulas)


@dataclass(frozen=True)
class Stand:
    """What became of a passage; without a start it is gone. The same words have a confidence of at least 0.9."""

    state: PlaceState
    start: int | None = None
    end: int | None = None
    confidence: float = 0.0


class Carrier(Protocol):
    """Carries passages from one text into another."""

    def find(self, anchor: Anchor) -> Stand:
        """Where a passage of the one text stands in the other."""
        ...


def carrier(was: Sheet | None, to: Sheet) -> Carrier:
    """What carries passages of `was` (None: a text that is not known) into `to`. Make one for many passages."""
    if was is None:
        return _Brought(to)
    return _Along(was, to) if was.form is to.form else _Across(was, to)


class _Along:
    """Between texts in which formulas are written alike."""

    def __init__(self, was: Sheet, to: Sheet) -> None:
        self._was, self._to, self._finder = was, to, Finder(to.text, was.text)

    def find(self, anchor: Anchor) -> Stand:
        place = self._finder.find(anchor)
        became = PlaceState(state(anchor, place, self._to.text))
        return _stand(place, _of_one_version(self._was, self._to) or became)


class _Across:
    """Between an abstract and HTML, whose formulas are TeX of different hands, and PDF, which has their glyphs."""

    def __init__(self, was: Sheet, to: Sheet) -> None:
        self._was, self._to = was, to
        self._crossing = Crossing(was.text, was.formulas, to.text, to.formulas)

    def find(self, anchor: Anchor) -> Stand:
        if anchor.start is None or anchor.end is None:
            return _stand(None)
        place = self._crossing.find(anchor.start, anchor.end)
        became = _by_confidence(place)
        if became is PlaceState.MOVED and TextForm.ABSTRACT in (self._was.form, self._to.form):
            became = PlaceState.FOUND  # what an abstract says always stands elsewhere in the text
        return _stand(place, _of_one_version(self._was, self._to) or became)


class _Brought:
    """From elsewhere: by the words of the passage alone, as a reader sees them, else as they are written."""

    def __init__(self, to: Sheet) -> None:
        self._to, self._sight = to, Sight.of(to.text, to.formulas)
        self._seen, self._written = Finder(self._sight.text), Finder(to.text)

    def find(self, anchor: Anchor) -> Stand:
        if place := self._seen.find(anchor):
            origin = self._sight.origin(place.start, place.end)
            return _stand(Place(*origin, place.confidence, place.moved), _by_confidence(place))
        place = self._written.find(anchor)
        return _stand(place, _by_confidence(place))


def _shown(formula: str) -> str:
    """What a reader sees of TeX between dollars; the TeX itself where it cannot be drawn."""
    return unescape(_TAG.sub("", render_text(formula)))


def _of_one_version(was: Sheet, to: Sheet) -> PlaceState | None:
    """In another form of the same version nothing changed or moved, however it is printed there."""
    return PlaceState.FOUND if was.version_id == to.version_id else None


def _by_confidence(place: Place | None) -> PlaceState:
    if place and place.confidence < _SAME:
        return PlaceState.CHANGED
    return PlaceState.MOVED if place and place.moved else PlaceState.FOUND


def _stand(place: Place | None, became: PlaceState = PlaceState.GONE) -> Stand:
    return Stand(became, place.start, place.end, place.confidence) if place else Stand(PlaceState.GONE)
