"""Find what moved away on its own: too short, too common or too changed for its words to hold two texts together."""

from app.anchors.aligning import Alignment
from app.anchors.deciding import decide
from app.anchors.exact import exactly
from app.anchors.keeping import Links, Some
from app.anchors.likeness import Candidate, Fragment, blocks, candidates, swallows
from app.anchors.quotes import CHANGED, MOVED, TOUCHED, Place
from app.anchors.rivals import doubled, standing
from app.anchors.squeezing import bare
from app.anchors.words import Marks, common, split

Span = tuple[int, int]
_TAKEN = 0.3
_LONG = 300
"""Words of a loose stretch that is compared as a whole, at most."""
_ALIKE = 0.6
_CLEAR = 0.1
"""How like two loose stretches must be (twice the words in common by all), and by how much more than any other two."""
_LETTERS = 12
_CHANGED_LETTERS = 24
_TRUSTED = 32
"""Letters a loose stretch has at least, one that was changed has, and a passage trusted without surroundings."""
_RARE, _SAID = 26, 10
"""Bits and letters of words that are believed wherever they stand, when they stand once in either text."""


class Strays:
    """Looks for old words without a new one, among new words without an old one."""

    def __init__(self, was: str, text: str, alignment: Alignment) -> None:
        self._was, self._text = was, text
        self._old, self._new = split(was), split(text)
        self._alignment = alignment
        self._claims = [0] * len(self._new.keys)
        for link in [*alignment.links, *alignment.moves]:
            if link >= 0:
                self._claims[link] += 1
        self.free = bytearray(not count for count in self._claims)
        self.settled = (
            Marks(one or two >= 0 for one, two in zip(alignment.firm, alignment.moves, strict=True)),
            Marks(count > 0 for count in self._claims),
        )
        self._adopted: dict[Span, Some] = {}

    def taken(self, first: int, last: int, chosen: Span) -> int:
        """How many of some new words are, or may be, old words that are not the passage's."""
        own = [0] * (chosen[1] - chosen[0])
        for at in range(first, last):
            for link in (self._alignment.links[at], self._alignment.moves[at]):
                if chosen[0] <= link < chosen[1]:
                    own[link - chosen[0]] += 1
        return sum(self._claims[at] > count for at, count in enumerate(own, chosen[0]))

    def adopted(self, first: int, last: int) -> Links | None:
        """New words for the loose stretch around a passage, when exactly one loose stretch is like it."""
        stretch = self._loose(first, last)
        if stretch[1] - stretch[0] > _LONG or sum(map(len, self._old.keys[slice(*stretch)])) < _LETTERS:
            return None
        if stretch not in self._adopted:
            self._adopted[stretch] = self._match(stretch)
        found = self._adopted[stretch]
        return found or None

    def _loose(self, first: int, last: int) -> Span:
        links, moves = self._alignment.links, self._alignment.moves
        while first and links[first - 1] < 0 and moves[first - 1] < 0:
            first -= 1
        while last < len(links) and links[last] < 0 and moves[last] < 0:
            last += 1
        return first, last

    def _match(self, stretch: Span) -> Some:
        old, new = self._old.keys, self._new.keys
        found = sorted(((self._alike(stretch, place), place) for place in self._places(stretch)), reverse=True)
        if not found or found[0][0] < _ALIKE or any(other > found[0][0] - _CLEAR for other, _ in found[1:]):
            return Some()
        likeness, place = found[0]
        twins = candidates(Fragment(new[slice(*place)], [], []), self._old, stretch)
        if likeness < 1 and sum(map(len, old[slice(*stretch)])) < _CHANGED_LETTERS:
            return Some()
        least = likeness if likeness == 1 else likeness - _CLEAR
        if any(self._alike((one.first, one.last), place) >= least for one in twins):
            return Some()
        return Some(
            (stretch[0] + block.a + step, place[0] + block.b + step)
            for block in blocks(old[slice(*stretch)], new[slice(*place)])
            for step in range(block.size)
        )

    def _places(self, stretch: Span) -> set[Span]:
        """The loose stretches of the new text that hold something like an old one."""
        places = set()
        keys = self._old.keys[slice(*stretch)]
        like = [(one.first, one.last) for one in candidates(Fragment(keys, [], []), self._new)]
        for start, end in standing(keys, self._new) + like:
            if sum(self.free[start:end]) < (1 - _TAKEN) * (end - start):
                continue
            while start and self.free[start - 1]:
                start -= 1
            while end < len(self.free) and self.free[end]:
                end += 1
            places.add((start, end))
        return places

    def _alike(self, stretch: Span, place: Span) -> float:
        one, other = self._old.keys[slice(*stretch)], self._new.keys[slice(*place)]
        return 2 * common(one, other) / (len(one) + len(other))

    def stray(self, start: int, end: int) -> Place | None:
        """A place of `was[start:end]` among loose words, told by its words and its surroundings."""
        first, last = self._old.between(start, end)
        fragment = Fragment.of(self._old, first, last)
        quote = self._was[start:end]
        found = exactly(fragment, quote, self._text)
        if len(found) == 1 and self._whole(first, last, found[0]):
            return self._place(first, last, found[0])
        exact = self._free_of(first, last, found, fragment)
        like = self._free_of(first, last, candidates(fragment, self._new), fragment)
        if not exact and not like:
            return None
        if standing(fragment.words, self._old, (first, last)):
            return None
        twins = candidates(fragment, self._old, (first, last))
        if any(one.likeness == 1 for one in twins):
            return None
        rival = max((one.score for one in twins), default=0.0)
        chosen = decide(exact, like, rival, len(bare(quote)))
        if chosen is None and len(exact) == 1 and len(bare(quote)) >= _TRUSTED:
            chosen = None if any(one.sides for one in like) else exact[0]
        if chosen is None:
            return None
        place = (chosen.first, chosen.last)
        if chosen.span is None and doubled(self._old, self._new, (first, last), place, same=False):
            return None
        return self._place(first, last, chosen)

    def _whole(self, first: int, last: int, place: Candidate) -> bool:
        """Whether a passage was all that went from where it stood, and has words too rare to stand elsewhere by chance,
        which are hardly anybody else's there: a heading, a formula.
        """
        start, end = self._loose(first, last)
        keys, page = self._old.keys[first:last], self._new
        if first - start > 1 or end - last > 1 or len(standing(keys, self._old)) != 1 or len(standing(keys, page)) != 1:
            return False
        weight = sum(map(len, keys))
        free = sum(len(page.keys[at]) for at in range(place.first, place.last) if self.free[at])
        return page.bits(keys) >= _RARE and weight >= _SAID and free >= (1 - _TAKEN) * weight

    def _place(self, first: int, last: int, chosen: Candidate) -> Place:
        moved = not self._in_order(first, last, chosen)
        if chosen.span:
            return Place(*chosen.span, MOVED if moved else TOUCHED, moved)
        page = self._new
        confidence = round(min(CHANGED, chosen.likeness), 3)
        return Place(page.starts[chosen.first], page.ends[chosen.last - 1], confidence, moved)

    def _free_of(self, first: int, last: int, found: list[Candidate], fragment: Fragment) -> list[Candidate]:
        """Those places whose words are not the new words of something else, nor of the passage's neighbour."""
        return [
            one
            for one in found
            if self.taken(first, last, (one.first, one.last)) <= _TAKEN * (one.last - one.first)
            and (one.sides == 2 or not swallows(fragment, self._new, one))
        ]

    def _in_order(self, first: int, last: int, chosen: Candidate) -> bool:
        """Whether a place lies between the new words of what stood before and after the passage."""
        links, firm = self._alignment.links, self._alignment.firm
        before = next((links[at] for at in range(first - 1, -1, -1) if firm[at]), -1)
        after = next((links[at] for at in range(last, len(links)) if firm[at]), len(self._new.keys))
        return before < chosen.first and chosen.last <= after
