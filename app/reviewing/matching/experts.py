"""Who knows about a text: people, the works that speak for each of them, and a text to compare them with.

A person's score is half the mean likeness of their three nearest works and half the mean over all of them. The nearest
alone would favour whoever wrote most. Nothing here is fitted to any data: channels count alike.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.reviewing.matching.channels import Channel, Encoded, Encoder, Floats, Terms

NEAREST = 3
FULL_TEXT_MAXIMUM = 20_000
"""So many characters of a full text say what it is about: its introduction and then some."""


class Match(NamedTuple):
    """A person and how near a text is to what they know, from 0 to 1."""

    person: str
    score: float


class Experts:
    """People by what they know. Works and people come and go one by one; asking is quick at any time."""

    def __init__(self, encoder: Encoder | None = None) -> None:
        """`encoder` makes vectors of texts; without one, terms alone are compared and nothing heavy is needed."""
        self._texts = Terms()
        self._encoded = Encoded(encoder) if encoder else None
        self._fuller: Terms | None = None
        self._short: dict[str, str] = {}
        self._works: dict[str, frozenset[str]] = {}
        self._rows: _Rows | None = None

    def keep(self, work: str, text: str, full: str = "") -> None:
        """Keep a work by its title and abstract and, where it is here, its full text.

        A work need not speak for anybody: what is kept also tells which words are common here.
        """
        self._short[work] = text
        self._texts.add(work, text)
        if self._encoded:
            self._encoded.add(work, text)
        if full and self._fuller is None:
            self._fuller = Terms()
            for one, short in self._short.items():
                self._fuller.add(one, short)
        if self._fuller:
            self._fuller.add(work, full[:FULL_TEXT_MAXIMUM] or text)

    def drop(self, work: str) -> None:
        """Forget a work, whomever it spoke for."""
        if self._short.pop(work, None) is None:
            return
        for channel in self._channels():
            channel.drop(work)
        self._works = {person: works - {work} for person, works in self._works.items()}
        self._rows = None

    def knows(self, person: str, works: Iterable[str]) -> None:
        """Say which works, all kept here, speak for a person; none at all forgets the person."""
        self._works[person] = frozenset(works) & self._short.keys()
        self._rows = None

    def know(self, everybody: Mapping[str, Collection[str]]) -> None:
        """Say it of everybody at once; who is not in it is forgotten."""
        works = {person: frozenset(some) & self._short.keys() for person, some in everybody.items()}
        if works != self._works:
            self._works, self._rows = works, None

    def rank(self, text: str, full: str = "", among: Iterable[str] | None = None) -> list[Match]:
        """Everybody for whom a work speaks (and who is `among` those given), those who know most first."""
        rows = self._rows = self._rows or _Rows(self._works)
        scores = rows.scores(self._likeness(text, full[:FULL_TEXT_MAXIMUM], rows.works))
        order = np.argsort(-scores, kind="stable").tolist()
        found = [Match(rows.people[one], score) for one, score in zip(order, scores[order].tolist(), strict=True)]
        wanted = None if among is None else set(among)
        return found if wanted is None else [match for match in found if match.person in wanted]

    def _likeness(self, text: str, full: str, works: Sequence[str]) -> Floats:
        likenesses = [self._texts.likeness(text, works)]
        if self._fuller:
            likenesses.append(self._fuller.likeness(full or text, works))
        if self._encoded:
            likenesses.append(self._encoded.likeness(text, works))
        return np.asarray(sum(likenesses) / len(likenesses), np.float32)

    def _channels(self) -> list[Channel]:
        return [channel for channel in (self._texts, self._fuller, self._encoded) if channel]


class _Rows:
    """Every pair of person and work, the pairs of one person side by side."""

    def __init__(self, known: dict[str, frozenset[str]]) -> None:
        self.people = sorted(person for person, works in known.items() if works)
        self.works = [work for person in self.people for work in sorted(known[person])]
        self._counts = np.array([len(known[person]) for person in self.people], np.int64)
        self._starts = np.cumsum(self._counts) - self._counts
        self._whose = np.repeat(np.arange(len(self.people)), self._counts)

    def scores(self, likeness: Floats) -> NDArray[np.float64]:
        """The score of each person."""
        if not self.people:
            return np.empty(0)
        apart = self._whose * 4.0
        nearest = apart - np.sort(apart - likeness)  # likeness is at most 1: each person's stay together, nearest first
        place = np.arange(len(nearest)) - self._starts[self._whose]
        top = np.add.reduceat(np.where(place < NEAREST, nearest, 0), self._starts) / np.minimum(self._counts, NEAREST)
        found: NDArray[np.float64] = (top + np.add.reduceat(nearest, self._starts) / self._counts) / 2
        return found
