"""Follow a passage from the text it was made on into a new one that is aligned with it."""

from collections.abc import Sequence
from functools import lru_cache

from app.anchors.aligning import aligned
from app.anchors.believing import torn
from app.anchors.differing import ink
from app.anchors.filling import filled, held_between
from app.anchors.keeping import Kept, Links, bounded, kept, letters, span, widened
from app.anchors.likeness import blocks
from app.anchors.quotes import CHANGED, MOVED, SAME, TOUCHED, Place
from app.anchors.rivals import ambiguous, copied, outdone
from app.anchors.straying import Strays
from app.anchors.words import split

Span = tuple[int, int]
_TAKEN = 0.3
"""The part of a place's words that may be something else's."""
_TORN, _NEAR = 0.4, 20
"""The part of a passage's letters that may have gone elsewhere than the rest, which is so many words away from it."""
_SHORT, _HALF = 8, 0.4
"""Words of a passage whose beginning or end says nothing alone, and the part of it that is gone at the other end."""
_FEWEST, _LIKELY, _HELD = 11, 0.8, 0.6
"""Letters and digits that a passage has at least to be told from others when it changed more than by a typo, or more
than by a word between neighbours that stayed."""
_CONTESTED = 0.5
"""The part of them that is in place but as well another passage's, from which neither is believed."""
_LIKE, _LITTLE = 0.5, 0.4
"""How like a passage its changed self must be at least (twice the letters in common by all), and between neighbours
that stayed."""
_MOST = 0.6
"""The part of what is between the neighbours of a passage, or of the passage, that a place has at least."""
_THIN = 0.25
"""The part of a passage's letters from which its changed self may be where it was, unless twice as much moved."""


@lru_cache(maxsize=2)
def trace(was: str, text: str) -> "Trace":
    """The trace from one text to another; the last two are kept, for a caller asks about one passage after another."""
    return Trace(was, text)


class Trace:
    """Follows passages of `was` into `text`."""

    def __init__(self, was: str, text: str) -> None:
        self._was, self._text = was, text
        self._old, self._new = split(was), split(text)
        self._alignment = aligned(was, text)
        self._strays = Strays(was, text, self._alignment)

    def find(self, start: int, end: int) -> Place | None:
        """Where `was[start:end]` stands in the new text, or None."""
        place = self._likeliest(start, end)
        first, last = self._old.between(start, end)
        if place is None or self._parted(first, last, place):
            return None
        if place.confidence >= MOVED:
            return place
        held = not place.moved and held_between(self._old, self._new, self._alignment, (first, last)) is not None
        told = place.confidence >= (_HELD if held else _LIKELY) or self._telling(start, end)
        return place if told and self._whole(first, last, place, held=held) else None

    def _likeliest(self, start: int, end: int) -> Place | None:
        first, last = self._old.between(start, end)
        passage, links = self._old.keys[first:last], self._alignment.links
        part = kept(self._new.keys, links, first, last, self._alignment.sure)
        if part and part.enough(passage):
            return self._in_place(start, end, part, links)
        if changed := filled(self._old, self._new, self._alignment, (first, last)):
            return self._in_place(start, end, *changed)
        left = part.letters / letters(passage) if part and passage else 0.0
        if left >= _CONTESTED:
            return None
        moves = self._moves(first, last)
        part = kept(self._new.keys, moves, first, last) if moves else None
        if moves is None or part is None or (left >= _THIN and part.letters < 2 * left * letters(passage)):
            return self._strays.stray(start, end)
        return self._elsewhere(start, end, part, moves) if part.enough(passage) else None

    def gap(self, start: int, end: int) -> tuple[int, int] | None:
        """What stands (code points) between the new words of those next to `was[start:end]`, if both are firm."""
        first, last = self._old.between(start, end)
        links, firm = self._alignment.links, self._alignment.firm
        if not first or last >= len(links) or not firm[first - 1] or not firm[last]:
            return None
        here, there = links[first - 1] + 1, links[last]
        return (self._new.starts[here], self._new.ends[there - 1]) if here < there else None

    def _parted(self, first: int, last: int, place: Place) -> bool:
        """Whether much of a passage is known to be elsewhere: it went two ways, and is at neither."""
        alignment, keys = self._alignment, self._old.keys
        start, end = self._new.between(place.start, place.end)
        here, away = range(start - _NEAR, end + _NEAR), 0
        for at in range(first, last):
            other = alignment.moves[at] if alignment.moves[at] >= 0 else alignment.links[at]
            away += len(keys[at]) if other >= 0 and other not in here else 0
        return away > _TORN * letters(keys[first:last])

    def _telling(self, start: int, end: int) -> bool:
        """Whether a passage has so much to say that what is left of it, changed, says which one it was."""
        return sum(letter.isalnum() for letter in self._was[start:end]) >= _FEWEST

    def _whole(self, first: int, last: int, place: Place, *, held: bool) -> bool:
        """Whether nothing much of a passage that changed stands at yet another place, nor is a short one but begun;
        the latter is no matter where it is `held` between its neighbours.
        """
        words, here = self._old.keys[first:last], self._new.keys[slice(*self._new.between(place.start, place.end))]
        settled = self._alignment.settled
        return not torn(words, self._new, here, least=_TORN, settled=settled) and (held or not _begun(words, here))

    def _moves(self, first: int, last: int) -> Links | None:
        """The new words of a passage in a block that moved."""
        if any(self._alignment.moves[at] >= 0 for at in range(first, last)):
            return self._alignment.moves
        return self._strays.adopted(first, last)

    def _in_place(self, start: int, end: int, part: Kept, links: Links) -> Place | None:
        first, last = self._old.between(start, end)
        alignment = self._alignment
        chosen = widened(self._old.keys, self._new.keys, part, links, self._strays.free, (first, last))
        here = span(self._old, self._new, (start, end), part, chosen)
        same = ink(self._was[start:end]) == ink(self._text[slice(*here)])
        held = None if same else held_between(self._old, self._new, alignment, (first, last))
        if held and not self._fills(first, last, part, chosen, held, links):
            chosen = held
            here = span(self._old, self._new, (start, end), part, chosen)
        if self._strays.taken(first, last, chosen) > _TAKEN * (chosen[1] - chosen[0]):
            return None
        if ambiguous(self._old, self._new, alignment, (first, last), chosen, same):
            return None
        if not same and outdone(self._old, self._new, self._strays.settled, (first, last), chosen, held=bool(held)):
            return None
        if not same and not self._bounded(first, last, chosen, links):
            return None
        if not same:
            likeness = self._likeness(first, last, chosen, links)
            return Place(*here, likeness) if likeness >= (_LITTLE if held else _LIKE) else None
        old, new = self._old.keys, self._new.keys
        before = old[max(0, first - 6) : first] == new[max(0, chosen[0] - 6) : chosen[0]]
        return Place(*here, SAME if before and old[last : last + 6] == new[chosen[1] : chosen[1] + 6] else TOUCHED)

    def _fills(self, first: int, last: int, part: Kept, chosen: Span, held: Span, links: Links) -> bool:
        """Whether a place is about right without all that is between the neighbours of a passage: it is most of that,
        or has most of the passage.
        """
        most = self._new.reach(*chosen) >= _MOST * self._new.reach(*held)
        most = most or part.letters >= _MOST * letters(self._old.keys[first:last])
        return most and self._bounded(first, last, chosen, links)

    def _elsewhere(self, start: int, end: int, part: Kept, moves: Links) -> Place | None:
        first, last = self._old.between(start, end)
        chosen = widened(self._old.keys, self._new.keys, part, moves, self._strays.free, (first, last))
        here = span(self._old, self._new, (start, end), part, chosen)
        same = ink(self._was[start:end]) == ink(self._text[slice(*here)])
        if self._strays.taken(first, last, chosen) > _TAKEN * (chosen[1] - chosen[0]):
            return None
        if copied(self._old, self._new, self._strays.settled[1], (first, last), chosen, same):
            return None
        if not same and outdone(self._old, self._new, self._strays.settled, (first, last), chosen):
            return None
        if same:
            return Place(*here, MOVED, True)
        if not self._bounded(first, last, chosen, moves):
            return None
        likeness = self._likeness(first, last, chosen, moves)
        return Place(*here, likeness, True) if likeness >= _LIKE else None

    def _bounded(self, first: int, last: int, chosen: tuple[int, int], links: Links) -> bool:
        """Whether a place is about right, wherever a changed passage ends."""
        alignment, near = self._alignment, range(chosen[0] - 2 * (last - first), chosen[1] + 2 * (last - first))

        def away(at: int) -> bool:
            other = alignment.moves[at] if alignment.moves[at] >= 0 else alignment.links[at]
            return other >= 0 and other not in near

        return bounded(self._old.keys, self._new, links, away, (first, last), chosen)

    def _likeness(self, first: int, last: int, chosen: tuple[int, int], links: Links) -> float:
        """How like the old passage the new words are."""
        old, new = self._old.keys, self._new.keys
        held = sum(len(old[at]) for at in range(first, last) if chosen[0] <= links[at] < chosen[1])
        return round(min(CHANGED, 2 * held / (letters(old[first:last]) + letters(new[slice(*chosen)]))), 3)


def _begun(words: Sequence[str], here: Sequence[str]) -> bool:
    """Whether a place has no more than the beginning of a short passage, or its end: another may begin alike."""
    found = blocks(words, here)
    lost = max(found[0].a, len(words) - found[-1].a - found[-1].size) if found else len(words)
    return len(words) < _SHORT and lost > 1 and lost >= _HALF * len(words)
