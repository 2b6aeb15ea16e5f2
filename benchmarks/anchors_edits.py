"""What authors do to a paper between two versions, as edits of a tracked text; and look-alikes planted before."""

import random
from collections.abc import Callable

from benchmarks.anchors_papers import Paper
from benchmarks.anchors_tracked import Paragraph, Passage, Tracked, Word, sentences

Edit = Callable[["Editor", Passage], None]


class Editor:
    """Edits one tracked paper; `strange` is another paper that new sections are taken from."""

    def __init__(self, tracked: Tracked, strange: Paper, chance: random.Random) -> None:
        self.tracked, self.strange, self.chance = tracked, strange, chance
        self.old = [word.text for paragraph in tracked.paragraphs for word in paragraph]
        self.vocabulary = [word.text for paragraph in tracked.paragraphs for word in paragraph if word.text.isalpha()]

    def sentence(self, passage: Passage) -> tuple[Paragraph, int, int] | None:
        """The paragraph that holds the passage's first word, and where its sentences begin and end there."""
        home = self.tracked.where(passage.first)
        if home is None:
            return None
        paragraph = self.tracked.paragraphs[home[0]]
        inside = [(start, end) for start, end in sentences(paragraph) if self.touches(paragraph[start:end], passage)]
        return paragraph, inside[0][0], inside[-1][1]

    def touches(self, words: Paragraph, passage: Passage) -> bool:
        return any(word.origin is not None and passage.first <= word.origin <= passage.last for word in words)

    def anywhere(self) -> tuple[Paragraph, int]:
        """A random paragraph and a place between two sentences of it."""
        paragraph = self.chance.choice([one for one in self.tracked.paragraphs if len(one) > 8])
        return paragraph, self.chance.choice(sentences(paragraph))[0]

    def restores(self, other: Paragraph, at: int, copied: Paragraph) -> bool:
        """Whether words put in there stand where the very same were taken out."""
        after, size = other[at].origin, len(copied)
        if after is None or after < size or self.old[after - size : after] != [word.text for word in copied]:
            return False
        return self.tracked.where(after - 1) is None

    def new(self, words: list[str]) -> Paragraph:
        return [Word(word) for word in words]

    def copy(self, words: Paragraph) -> Paragraph:
        return [Word(word.text) for word in words]

    def reword(self, words: Paragraph, share: float) -> Paragraph:
        """Some words replaced by others of the paper, some left out, some added."""
        made: Paragraph = []
        for word in words:
            drawn = self.chance.random() / share
            if drawn >= 1:
                made.append(word)
            elif drawn < 0.6:
                made.append(Word(self.chance.choice(self.vocabulary), word.origin, False))
            elif drawn < 0.8:
                made.extend((word, Word(self.chance.choice(self.vocabulary))))
        return made or words

    def typo(self, words: Paragraph) -> Paragraph:
        """Two letters of one word swapped, doubled or lost: a typo, or its correction."""
        at = self.chance.choice([at for at, word in enumerate(words) if len(word.text) > 3] or [0])
        word, cut = words[at].text, self.chance.randrange(max(1, len(words[at].text) - 1))
        wrong = self.chance.choice(
            (
                word[:cut] + word[cut + 1 :],
                word[: cut + 1] + word[cut:],
                word[:cut] + word[cut : cut + 2][::-1] + word[cut + 2 :],
            )
        )
        return [*words[:at], Word(wrong, words[at].origin, wrong == word), *words[at + 1 :]]


def nothing(editor: Editor, passage: Passage) -> None:
    """The passage stays; its neighbours may change."""


def typo(editor: Editor, passage: Passage) -> None:
    if found := editor.sentence(passage):
        paragraph, start, end = found
        paragraph[start:end] = editor.typo(paragraph[start:end])


def reword_by(share: float) -> Edit:
    def reword(editor: Editor, passage: Passage) -> None:
        if found := editor.sentence(passage):
            paragraph, start, end = found
            paragraph[start:end] = editor.reword(paragraph[start:end], share)

    return reword


def move_paragraph(editor: Editor, passage: Passage) -> None:
    if home := editor.tracked.where(passage.first):
        paragraph = editor.tracked.paragraphs.pop(home[0])
        editor.tracked.paragraphs.insert(editor.chance.randrange(len(editor.tracked.paragraphs) + 1), paragraph)


def move_sentence(editor: Editor, passage: Passage) -> None:
    if found := editor.sentence(passage):
        paragraph, start, end = found
        taken, paragraph[start:end] = paragraph[start:end], []
        other, at = editor.anywhere()
        other[at:at] = taken


def move_reworded(editor: Editor, passage: Passage) -> None:
    reword_by(0.15)(editor, passage)
    move_paragraph(editor, passage)


def insert_section(editor: Editor, passage: Passage) -> None:
    if home := editor.tracked.where(passage.first):
        first = editor.chance.randrange(max(1, len(editor.strange) - 8))
        section = [editor.new(words) for words in editor.strange[first : first + editor.chance.randint(2, 8)]]
        editor.tracked.paragraphs[home[0] : home[0]] = section


def insert_sentences(editor: Editor, passage: Passage) -> None:
    """New sentences before and after the passage's own."""
    if found := editor.sentence(passage):
        paragraph, start, end = found
        for at in (end, start):
            paragraph[at:at] = editor.new(editor.chance.choice([one for one in editor.strange if len(one) > 6])[:20])


def duplicate(editor: Editor, passage: Passage) -> None:
    """A copy of the sentence elsewhere, but not where the same words were taken out: none could tell."""
    if found := editor.sentence(passage):
        paragraph, start, end = found
        other, at = editor.anywhere()
        while editor.restores(other, at, paragraph[start:end]):
            other, at = editor.anywhere()
        other[at:at] = editor.copy(paragraph[start:end])


def duplicate_beside(editor: Editor, passage: Passage) -> None:
    if found := editor.sentence(passage):
        paragraph, start, end = found
        at = editor.chance.choice((start, end))
        paragraph[at:at] = editor.copy(paragraph[start:end])


def duplicate_paragraph(editor: Editor, passage: Passage) -> None:
    if home := editor.tracked.where(passage.first):
        copied = editor.copy(editor.tracked.paragraphs[home[0]])
        near = home[0] + editor.chance.randint(0, 1)
        at = editor.chance.choice((near, editor.chance.randrange(len(editor.tracked.paragraphs) + 1)))
        editor.tracked.paragraphs.insert(at, copied)


def delete(editor: Editor, passage: Passage) -> None:
    """Every sentence that holds a word of it goes."""
    for paragraph in editor.tracked.paragraphs:
        ends = [(start, end) for start, end in sentences(paragraph) if editor.touches(paragraph[start:end], passage)]
        if ends:
            del paragraph[ends[0][0] : ends[-1][1]]
    editor.tracked.paragraphs[:] = [paragraph for paragraph in editor.tracked.paragraphs if paragraph]


def delete_words(editor: Editor, passage: Passage) -> None:
    """Exactly its words go; what stood around them now touches."""
    for paragraph in editor.tracked.paragraphs:
        paragraph[:] = [
            word for word in paragraph if word.origin is None or not passage.first <= word.origin <= passage.last
        ]
    editor.tracked.paragraphs[:] = [paragraph for paragraph in editor.tracked.paragraphs if paragraph]


def delete_paragraph(editor: Editor, passage: Passage) -> None:
    delete(editor, passage)
    if home := editor.tracked.where(passage.first - 1):
        del editor.tracked.paragraphs[home[0]]


def delete_and_reword_beside(editor: Editor, passage: Passage) -> None:
    """The passage goes, and what stood on both sides of it is reworded."""
    for beside in (passage.first - 2, passage.last + 2):
        reword_by(0.2)(editor, Passage(beside, beside, ""))
    delete(editor, passage)


def replace(editor: Editor, passage: Passage) -> None:
    """Another sentence, of another paper, in its stead."""
    if found := editor.sentence(passage):
        paragraph, start, _ = found
        paragraph[start:start] = editor.new(editor.chance.choice([one for one in editor.strange if len(one) > 6])[:25])
        delete(editor, passage)
