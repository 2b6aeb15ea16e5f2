"""One revision of a paper: look-alikes planted, passages chosen, edits made, and the truth about each passage."""

import random
from dataclasses import dataclass

from benchmarks import anchors_edits as edits
from benchmarks.anchors_edits import Edit, Editor
from benchmarks.anchors_papers import Paper, apart
from benchmarks.anchors_tracked import Paragraph, Passage, Tracked, Truth, Word, pick_span, sentences, truths, whole

SHAPES = ("sentence", "sentence", "part", "short", "long", "formula")
PLAIN: dict[str, Edit] = {
    "left alone": edits.nothing,
    "typo": edits.typo,
    "reworded 15 %": edits.reword_by(0.15),
    "reworded 35 %": edits.reword_by(0.35),
    "paragraph moved": edits.move_paragraph,
    "sentence moved": edits.move_sentence,
    "moved and reworded": edits.move_reworded,
    "section inserted": edits.insert_section,
    "sentences inserted": edits.insert_sentences,
    "copied elsewhere": edits.duplicate,
    "copied beside": edits.duplicate_beside,
    "paragraph copied": edits.duplicate_paragraph,
    "deleted": edits.delete,
    "words deleted": edits.delete_words,
    "paragraph deleted": edits.delete_paragraph,
    "deleted, beside reworded": edits.delete_and_reword_beside,
    "replaced": edits.replace,
}
TWINS: dict[str, Edit] = {
    "twin: left alone": edits.nothing,
    "twin: reworded": edits.reword_by(0.15),
    "twin: moved": edits.move_paragraph,
    "twin: deleted": edits.delete,
    "twin: words deleted": edits.delete_words,
    "twin: deleted, beside reworded": edits.delete_and_reword_beside,
    "row: left alone": edits.nothing,
    "row: changed": edits.reword_by(0.25),
    "row: deleted": edits.delete,
}


@dataclass(frozen=True)
class Script:
    """The kinds of edit a passage may get, drawn evenly, and whether look-alikes are planted before."""

    kinds: tuple[str, ...]
    twins: bool


PROMISED = Script(
    (
        "left alone",
        "typo",
        "reworded 15 %",
        "reworded 35 %",
        "paragraph moved",
        "section inserted",
        "copied elsewhere",
        "copied beside",
        "deleted",
    ),
    False,
)
"""The edits that the promise names, each as often."""
DENSE = Script(tuple(PLAIN), True)
NATURAL = Script(
    (
        "typo",
        "reworded 15 %",
        "paragraph moved",
        "section inserted",
        "copied elsewhere",
        "deleted",
        *["left alone"] * 24,
    ),
    False,
)
"""Every passage edited beside look-alikes; and what authors do between two versions: one passage in five is edited."""


@dataclass(frozen=True)
class Case:
    """A passage of the old text (code points), the kind of its edit, and what is true in the new text."""

    start: int
    end: int
    kind: str
    truth: Truth


@dataclass(frozen=True)
class Revision:
    old: str
    new: str
    cases: list[Case]


def revise(paper: Paper, strange: Paper, seed: int, notes: int, between: str = " ", script: Script = DENSE) -> Revision:
    """About `notes` passages of a paper, no two in one sentence, each with an edit of its own, all in one new text.

    What is copied is copied last: a copy of what is then taken out would be the same as moving it. Nor is anything put
    in that stands in the paper already.
    """
    chance = random.Random(seed)
    tracked = Tracked.of(paper, between)
    planted = _plant(tracked, chance, notes // 3) if script.twins else []
    numbers = tracked.number()
    for words, kind in planted:
        _add(tracked, Passage(numbers[id(words[0])], numbers[id(words[-1])], kind))
    _choose(tracked, chance, notes, script.kinds)
    old, starts = tracked.text(), {word.origin: (at, at + len(word.text)) for word, _, at in tracked.placed()}
    editor = Editor(tracked, apart(strange, paper), chance)
    shuffled = chance.sample(tracked.passages, len(tracked.passages))
    for passage in sorted(shuffled, key=lambda one: "copied" in one.kind):
        (PLAIN | TWINS)[passage.kind](editor, passage)
    cases = [
        Case(starts[passage.first][0], starts[passage.last][1], passage.kind, truth)
        for passage, truth in zip(tracked.passages, truths(tracked), strict=True)
    ]
    return Revision(old, tracked.text(), cases)


def _choose(tracked: Tracked, chance: random.Random, notes: int, kinds: tuple[str, ...]) -> None:
    for _ in range(20 * notes):
        if len(tracked.passages) >= notes:
            return
        if span := pick_span(chance, tracked.paragraphs, chance.choice(SHAPES)):
            _add(tracked, Passage(*span, chance.choice(kinds)))


def _add(tracked: Tracked, passage: Passage) -> None:
    """Keep a passage unless another has a word in its sentences."""
    held = whole(tracked, passage)
    if not any(held[0] < end and start < held[1] for start, end in (whole(tracked, one) for one in tracked.passages)):
        tracked.passages.append(passage)


def _plant(tracked: Tracked, chance: random.Random, count: int) -> list[tuple[list[Word], str]]:
    """Twins of sentences with up to two words changed, near or far, and tables of rows alike: words, kind of edit."""
    planted = []
    for _ in range(count):
        kind = chance.choice(list(TWINS))
        words = _row(tracked, chance) if kind.startswith("row") else _twin(tracked, chance)
        if words:
            planted.append((words, kind))
    return planted


def _twin(tracked: Tracked, chance: random.Random) -> list[Word]:
    rich = [number for number, paragraph in enumerate(tracked.paragraphs) if len(paragraph) > 12]
    home = chance.choice(rich)
    start, end = chance.choice(sentences(tracked.paragraphs[home]))
    words = tracked.paragraphs[home][start:end]
    twin = [Word(word.text) for word in words]
    for _ in range(chance.randint(0, 2)):
        twin[chance.randrange(len(twin))] = Word(chance.choice(tracked.paragraphs[home]).text)
    other = tracked.paragraphs[home if chance.random() < 0.3 else chance.choice(rich)]
    at = chance.choice(sentences(other))[chance.randrange(2)]
    other[at:at] = twin
    return words if chance.random() < 0.5 else twin


def _row(tracked: Tracked, chance: random.Random) -> Paragraph:
    names = ["Base", "Large", "Ours", "Ours (no norm)", "Ours (frozen)", "Random", "Linear probe"]
    rows = [[Word(word) for word in _cells(name, chance)] for name in chance.sample(names, 5)]
    at = chance.randrange(len(tracked.paragraphs) + 1)
    tracked.paragraphs[at:at] = rows
    return list(chance.choice(rows))


def _cells(name: str, chance: random.Random) -> list[str]:
    whole, part, rate = chance.randint(28, 31), chance.randint(0, 9), chance.randint(0, 3)
    return f"{name} {whole}.{part} 0.8{rate} yes {chance.randint(1, 3)}k".split()
