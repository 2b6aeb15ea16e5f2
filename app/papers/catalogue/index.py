"""An index of works by the words about them, searched by the beginnings of words. Pure; for one thread at a time."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from heapq import nlargest
from math import log2

from app.papers.catalogue.words import near, words_of


class Field(IntEnum):
    """Where a word stands: the first author's surname, the other names, the title, an identifier, the rest."""

    FIRST = 0
    PEOPLE = 1
    TITLE = 2
    KNOWN_BY = 3
    REST = 4


_WEIGHTS = (5.0, 4.0, 3.0, 4.0, 1.5)
_BITS, _MASK = 3, 7
_WHOLE, _BEGINNING, _SLIP = 4.0, 3.0, 1.5
_WHOLES, _BEGINNINGS, _SLIPS = ([worth * one for one in _WEIGHTS] for worth in (_WHOLE, _BEGINNING, _SLIP))
_LISTENED_TO = 3
"""Mentions of a work whose words count: each says it a little differently."""
_WORDS, _SHORTEST_SLIP = 8, 4
"""Words of a search that count; letters a word has before a slip in it is thought of."""
_BROAD, _FOREMOST = 3_000, 2_000
"""A beginning that more places than this have is looked for among the foremost works only."""


@dataclass(frozen=True)
class Entry:
    """Something that speaks of a work: the work by what identifies it, what it is called here, words by field.

    `own`: it is the work itself and not a mention of it; such ones come first.
    """

    work: str
    id: str
    about: Sequence[tuple[Field, str]]
    own: bool = False


@dataclass
class Work:
    """A work: the entries that speak of it, by id."""

    name: str
    mentions: dict[str, None] = field(default_factory=dict)
    own: str = ""

    @property
    def alive(self) -> bool:
        """Whether anything still speaks of it."""
        return bool(self.own or self.mentions)

    def importance(self) -> float:
        """What decides between works that answer a search equally well."""
        return (6.0 if self.own else 0.0) + min(5.0, log2(1 + len(self.mentions)))


class Index:
    """Works under the groups that put them in; a group is replaced as a whole."""

    def __init__(self) -> None:
        self._works: list[Work] = []
        self._numbers: dict[str, int] = {}
        self._groups: dict[str, list[tuple[int, str]]] = {}
        self._told: set[int] = set()
        self._spelt: list[str] = []
        self._places: list[array[int]] = []
        """By the number of a word where it stands: works and fields."""
        self._words_of: list[array[int]] = []
        """By the number of a work its words: words and fields."""
        self._known: dict[str, int] = {}
        self._sorted: list[str] = []
        self._foremost: list[int] | None = None

    def put(self, group: str, entries: Iterable[Entry]) -> None:
        """Everything this group says; what it said before is forgotten."""
        self._foremost = None
        for number, name in self._groups.pop(group, ()):
            work = self._works[number]
            work.mentions.pop(name, None)
            work.own = "" if work.own == name else work.own
        self._groups[group] = [(self._add(entry), entry.id) for entry in entries]

    def _add(self, entry: Entry) -> int:
        number = self._numbers.get(entry.work)
        if number is None:
            number = self._numbers[entry.work] = len(self._works)
            self._works.append(Work(entry.work))
            self._words_of.append(array("L"))
        work = self._works[number]
        if entry.own:
            work.own = entry.id
        else:
            work.mentions[entry.id] = None
        if entry.own or len(work.mentions) <= _LISTENED_TO:
            self._learn(number, entry)
        return number

    def _learn(self, number: int, entry: Entry) -> None:
        told = hash((number, *entry.about))
        if told in self._told:
            return
        self._told.add(told)
        seen: set[str] = set()
        for place, text in sorted(entry.about):
            for word in words_of(text):
                if word not in seen:
                    seen.add(word)
                    spelling = self._spelling(word)
                    self._places[spelling].append(number << _BITS | place)
                    self._words_of[number].append(spelling << _BITS | place)

    def _spelling(self, word: str) -> int:
        number = self._known.get(word)
        if number is None:
            number = self._known[word] = len(self._spelt)
            self._spelt.append(word)
            self._places.append(array("L"))
        return number

    def search(self, words: str, limit: int) -> list[tuple[float, Work]]:
        """The works that answer best, with how well: those that hold every word, else those that hold the most."""
        if len(self._sorted) != len(self._spelt):
            self._sorted = sorted(self._spelt)
        asked = words_of(words)[:_WORDS]
        if not asked:
            return self._best(((number, 0.0) for number in self._first() if self._works[number].own), limit)
        found = sorted((one for word in asked if (one := self._look_for(word)).width), key=lambda one: one.width)
        if not found:
            return []
        every = self._all_of(found)
        return self._best((every or self._most_of(found)).items(), limit)

    def _all_of(self, found: Sequence["_Asked"]) -> dict[int, float]:
        rarest, *others = found
        scores = (
            self._collect(rarest) if rarest.width <= _BROAD else self._check(rarest, dict.fromkeys(self._first(), 0.0))
        )
        for asked in others:
            scores = self._check(asked, scores)
        return scores

    def _most_of(self, found: Sequence["_Asked"]) -> dict[int, float]:
        """Works by how many words they hold, for a search of which none holds all."""
        counts: dict[int, float] = {}
        for asked in found:
            if asked.width <= _BROAD:
                for number, score in self._collect(asked).items():
                    counts[number] = counts.get(number, 0.0) + score
        return counts

    def _best(self, scored: Iterable[tuple[int, float]], limit: int) -> list[tuple[float, Work]]:
        alive = ((score, number, work) for number, score in scored if (work := self._works[number]).alive)
        ranked = nlargest(limit, ((score + work.importance(), -number, work) for score, number, work in alive))
        return [(score, work) for score, _, work in ranked]

    def _first(self) -> list[int]:
        """The foremost works: those here, and those cited most."""
        if self._foremost is None:
            alive = ((work.importance(), -number) for number, work in enumerate(self._works) if work.alive)
            self._foremost = [-number for _, number in nlargest(_FOREMOST, alive)]
        return self._foremost

    def _look_for(self, word: str) -> "_Asked":
        """Where words that begin so stand; a slip is thought of only where nothing does."""
        ranges = [found] if (found := self._beginning(word)) else []
        slip = not ranges and len(word) >= _SHORTEST_SLIP
        if slip:
            ranges = [found for other in set(near(word)) if (found := self._beginning(other))]
        spellings = [self._known[one] for start, end in ranges for one in self._sorted[start:end]]
        return _Asked(word, slip, spellings, sum(len(self._places[spelling]) for spelling in spellings))

    def _beginning(self, word: str) -> tuple[int, int] | None:
        start = bisect_left(self._sorted, word)
        end = bisect_left(self._sorted, word + "\U0010ffff", lo=start)
        return (start, end) if start < end else None

    def _collect(self, asked: "_Asked") -> dict[int, float]:
        """How well each work that holds it answers a word."""
        scores: dict[int, float] = {}
        for spelling in asked.spellings:
            weights = self._weights(asked, spelling)
            for place in self._places[spelling]:
                number, score = place >> _BITS, weights[place & _MASK]
                if score > scores.get(number, 0.0):
                    scores[number] = score
        return scores

    def _check(self, asked: "_Asked", scores: dict[int, float]) -> dict[int, float]:
        """Those of some works that answer another word too."""
        wanted = {spelling: self._weights(asked, spelling) for spelling in asked.spellings}
        both: dict[int, float] = {}
        for number, score in scores.items():
            best = max(
                (weights[word & _MASK] for word in self._words_of[number] if (weights := wanted.get(word >> _BITS))),
                default=0.0,
            )
            if best:
                both[number] = score + best
        return both

    def _weights(self, asked: "_Asked", spelling: int) -> Sequence[float]:
        if asked.slip:
            return _SLIPS
        return _WHOLES if self._spelt[spelling] == asked.word else _BEGINNINGS


@dataclass(frozen=True)
class _Asked:
    """A word of a search: the words meant by it, and in how many places those stand."""

    word: str
    slip: bool
    spellings: list[int]
    width: int
