"""A paper as words that are followed through edits, so that the truth about each passage is known by construction."""

import random
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from benchmarks.anchors_papers import Paper


@dataclass(frozen=True)
class Word:
    """A word; `origin` is its number in the old text (None: written since), `same` whether it is as it was."""

    text: str
    origin: int | None = None
    same: bool = True


Paragraph = list[Word]
_BLANKS = 2
"""Code points between two words that follow each other, at most."""


@dataclass(frozen=True)
class Passage:
    """Words `first` to `last` (included) of the old text, and what is to happen to them."""

    first: int
    last: int
    kind: str


@dataclass
class Tracked:
    """Paragraphs that are edited in place; old words keep their number wherever they go."""

    paragraphs: list[Paragraph]
    between: str = " "
    passages: list[Passage] = field(default_factory=list)

    @classmethod
    def of(cls, paper: Paper, between: str) -> "Tracked":
        return cls([[Word(word) for word in words] for words in paper], between)

    def number(self) -> dict[int, int]:
        """Call the text as it stands the old one. Gives the number of each word by the identity of what stood there."""
        count, numbers = 0, {}
        for paragraph in self.paragraphs:
            for at, word in enumerate(paragraph):
                numbers[id(word)] = count
                paragraph[at] = Word(word.text, count)
                count += 1
        return numbers

    def text(self) -> str:
        return self.between.join(" ".join(word.text for word in words) for words in self.paragraphs if words)

    def placed(self) -> Iterator[tuple[Word, int, int]]:
        """Each word, the number of its paragraph, and where it begins in the text."""
        at = 0
        for number, paragraph in enumerate(self.paragraphs):
            for word in paragraph:
                yield word, number, at
                at += len(word.text) + 1
            at += len(self.between) - 1 if paragraph else 0

    def home(self, origin: int) -> tuple[int, int]:
        """The paragraph, and the place in it, of a word of the old text before any edit."""
        starts = [paragraph[0].origin or 0 for paragraph in self.paragraphs]
        number = bisect_right(starts, origin) - 1
        return number, origin - starts[number]

    def where(self, origin: int) -> tuple[int, int] | None:
        """The paragraph, and the place in it, of an old word."""
        for number, paragraph in enumerate(self.paragraphs):
            for at, word in enumerate(paragraph):
                if word.origin == origin:
                    return number, at
        return None


@dataclass(frozen=True)
class Truth:
    """Where a passage is now (code points; None: deleted), whether a finder must find it, and where its own words are,
    when it is known that others stand between them.
    """

    span: tuple[int, int] | None
    survives: bool
    own: tuple[tuple[int, int], ...] = ()


def truths(edited: Tracked) -> list[Truth]:
    """What became of each passage: from its first word to its last, in the paragraph that holds most of it."""
    homes: dict[int, tuple[Word, int, int]] = {}
    for word, number, at in edited.placed():
        if word.origin is not None:
            homes[word.origin] = (word, number, at)
    text = edited.text()
    return [_truth(passage, homes, text) for passage in edited.passages]


def _truth(passage: Passage, homes: dict[int, tuple[Word, int, int]], text: str) -> Truth:
    left = [homes[origin] for origin in range(passage.first, passage.last + 1) if origin in homes]
    if not left:
        return Truth(None, False)
    if len({number for _, number, _ in left}) > 1 and [at for *_, at in left] == sorted(at for *_, at in left):
        best = left if left[-1][2] - left[0][2] < 2 * sum(len(word.text) + 1 for word, *_ in left) else None
    else:
        best = None
    if best is None:
        numbers = sorted({number for _, number, _ in left})
        home = max(numbers, key=lambda one: sum(len(word.text) for word, number, _ in left if number == one))
        best = [one for one in left if one[1] == home]
    start, end = min(at for *_, at in best), max(at + len(word.text) for word, _, at in best)
    most = max(_by_paragraph(best).values(), key=lambda words: sum(word.same for word, *_ in words))
    kept = sum(word.same for word, *_ in most)
    largest = max(_runs(most), key=lambda run: run[1] - run[0])
    held = max(at + len(word.text) for word, _, at in most) - min(at for *_, at in most)
    parts = [(start, end)] + [largest] * (2 * (largest[1] - largest[0]) > held)
    alone = all(text.count(text[slice(*part)]) == 1 for part in parts)
    return Truth((start, end), alone and kept >= 0.6 * (passage.last - passage.first + 1), _runs(best))


def _by_paragraph(words: list[tuple[Word, int, int]]) -> dict[int, list[tuple[Word, int, int]]]:
    """The words of each paragraph, in order."""
    found: dict[int, list[tuple[Word, int, int]]] = {}
    for one in words:
        found.setdefault(one[1], []).append(one)
    return found


def _runs(words: list[tuple[Word, int, int]]) -> tuple[tuple[int, int], ...]:
    """Where words stand that follow each other, from the first of them to the end of the last."""
    runs: list[tuple[int, int]] = []
    for at, end in sorted((at, at + len(word.text)) for word, _, at in words):
        if runs and at - runs[-1][1] <= _BLANKS:
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((at, end))
    return tuple(runs)


def sentences(paragraph: Paragraph) -> list[tuple[int, int]]:
    """Where the sentences of a paragraph begin and end (excluded), in words; a short one belongs to the next."""
    found, start = [], 0
    for at, word in enumerate(paragraph, 1):
        if (word.text.endswith((".", "?", "!")) and at - start >= 5) or at == len(paragraph):
            found.append((start, at))
            start = at
    return found


def whole(tracked: Tracked, passage: Passage) -> tuple[int, int]:
    """The old words (end excluded) of the sentences that hold a passage."""
    spans = []
    for origin in (passage.first, passage.last):
        number, at = tracked.home(origin)
        paragraph = tracked.paragraphs[number]
        spans.extend(
            (origin - at + start, origin - at + end) for start, end in sentences(paragraph) if start <= at < end
        )
    return min(start for start, _ in spans), max(end for _, end in spans)


def pick_span(chance: random.Random, paragraphs: list[Paragraph], shape: str) -> tuple[int, int] | None:
    """A passage of the wished shape, as the numbers of its first and last word; None when this draw has none."""
    number = chance.randrange(len(paragraphs))
    paragraph = paragraphs[number]
    start, end = chance.choice(sentences(paragraph)) if paragraph else (0, 0)
    if shape == "long" and number + 1 < len(paragraphs) and len(paragraphs[number + 1]) > 12 < len(paragraph):
        last = paragraphs[number + 1][chance.randrange(6, len(paragraphs[number + 1]))]
        return _origin(paragraph[start]), _origin(last)
    if shape == "formula":
        start, end = _formulas(paragraph, start, end)
    if shape == "short" and end - start > 8:
        start = chance.randrange(start, end - 8)
        end = start + chance.randint(3, 8)
    if shape == "part" and end - start > 10:
        start, end = start + chance.randrange(0, 4), end - chance.randrange(0, 4)
    if end - start < 3:
        return None
    return _origin(paragraph[start]), _origin(paragraph[end - 1])


def _formulas(paragraph: Paragraph, start: int, end: int) -> tuple[int, int]:
    """The stretch from the first formula of a sentence to its last."""
    marked = [at for at in range(start, end) if "$" in paragraph[at].text]
    return (marked[0], marked[-1] + 1) if marked else (0, 0)


def _origin(word: Word) -> int:
    if word.origin is None:
        raise ValueError("passages are chosen in the old text only")
    return word.origin
