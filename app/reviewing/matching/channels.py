"""Ways to say how alike two works are. Each keeps the works it was given; none of them knows whose they are."""

from collections.abc import Sequence
from typing import Any, Protocol
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from app.reviewing.matching.words import terms

Floats = NDArray[np.float32]
_Weighed = tuple[NDArray[np.int32], Floats]
HASHES = 2**21


class Channel(Protocol):
    """One way to compare works, kept up to date work by work."""

    def add(self, work: str, text: str) -> None:
        """Keep a work's text under its name; another text under the same name takes its place."""

    def drop(self, work: str) -> None:
        """Forget a work; one that was never kept is fine."""

    def likeness(self, text: str, works: Sequence[str]) -> Floats:
        """How alike `text` is to each of `works`, all of them kept here: 1 the same, 0 nothing in common."""


class Encoder(Protocol):
    """What an encoder has to do to be plugged in: turn texts into vectors, one row each."""

    def __call__(self, texts: Sequence[str]) -> Floats: ...


class Terms:
    """Cosine of TF-IDF vectors: sublinear term frequency, document frequency over all works kept here.

    A term weighs (1 + ln tf) · (1 + ln((1 + N) / (1 + df))) (Salton & Buckley 1988, smoothed). It is known by its
    hash alone, so that no list of all words ever seen is kept (Weinberger and others 2009).
    """

    def __init__(self) -> None:
        self._kept: dict[str, _Weighed] = {}
        self._packed: _Packed | None = None

    def add(self, work: str, text: str) -> None:
        """Keep a work's text."""
        self._kept[work], self._packed = _weighed(text), None

    def drop(self, work: str) -> None:
        """Forget a work."""
        if self._kept.pop(work, None):
            self._packed = None

    def likeness(self, text: str, works: Sequence[str]) -> Floats:
        """The cosine of `text` with each of `works`."""
        packed = self._packed = self._packed or _Packed(self._kept)
        return packed.cosines(_weighed(text))[packed.rows(works)]


def _weighed(text: str) -> _Weighed:
    """The terms of a text by their hashes, and the sublinear weight of each."""
    counted = terms(text)
    hashes = [crc32(term.encode()) % HASHES for term in counted]
    return np.array(hashes, np.int32), 1 + np.log(np.array(list(counted.values()), np.float32))


class _Packed:
    """All kept works as one matrix, term by work, each work of length 1; made anew when a work came or went."""

    def __init__(self, kept: dict[str, _Weighed]) -> None:
        self._row = {work: row for row, work in enumerate(kept)}
        self._asked: tuple[Sequence[str], NDArray[np.int64]] | None = None
        counts = np.array([len(hashes) for hashes, _ in kept.values()], np.int32)
        hashes = np.concatenate([np.empty(0, np.int32), *(hashes for hashes, _ in kept.values())])
        found = np.bincount(hashes, minlength=HASHES)
        self._idf = (1 + np.log((1 + len(kept)) / (1 + np.minimum(found, len(kept))))).astype(np.float32)
        weights = np.concatenate([np.empty(0, np.float32), *(weights for _, weights in kept.values())])
        weights *= self._idf[hashes]
        whose = np.repeat(np.arange(len(kept), dtype=np.int32), counts)
        lengths = np.sqrt(np.bincount(whose, weights.astype(np.float64) ** 2, minlength=len(kept)))
        weights /= lengths[whose].astype(np.float32)
        self._by_term = sparse.csr_matrix((weights, (hashes, whose)), shape=(HASHES, len(kept)))

    def rows(self, works: Sequence[str]) -> NDArray[np.int64]:
        """Where these works stand; asked for the same ones again, it need not look."""
        if self._asked is None or self._asked[0] is not works:
            self._asked = works, np.array([self._row[work] for work in works], np.int64)
        return self._asked[1]

    def cosines(self, text: _Weighed) -> Floats:
        """The cosine of a text with every work."""
        weights = text[1] * self._idf[text[0]]
        weights = weights / (float(np.linalg.norm(weights)) or 1.0)
        row = sparse.csr_matrix((weights, text[0], [0, len(weights)]), shape=(1, HASHES))
        found: Floats = (row @ self._by_term).toarray()[0]
        return found


class Encoded:
    """Cosine of the vectors that a plugged-in encoder makes."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._vectors: dict[str, Floats] = {}

    def add(self, work: str, text: str) -> None:
        """Keep a work's vector."""
        self._vectors[work] = self._encoded(text)

    def drop(self, work: str) -> None:
        """Forget a work."""
        self._vectors.pop(work, None)

    def likeness(self, text: str, works: Sequence[str]) -> Floats:
        """The cosine of `text` with each of `works`."""
        vectors: Any = np.stack([self._vectors[work] for work in works]) if works else np.empty((0, 1), np.float32)
        return np.asarray(vectors @ self._encoded(text), np.float32) if works else np.empty(0, np.float32)

    def _encoded(self, text: str) -> Floats:
        vector = np.asarray(self._encoder([text])[0], np.float32)
        return vector / (float(np.linalg.norm(vector)) or 1.0)
