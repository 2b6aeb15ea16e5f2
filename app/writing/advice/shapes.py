"""What the rules read, and what they say."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from app.writing.prose import Sentence, is_english, masked, sentences


class Subject(StrEnum):
    """What a piece of advice is about."""

    SYMBOL = "symbol"
    FIGURE = "figure"
    ACRONYM = "acronym"
    SENTENCE = "sentence"
    PROMPT = "prompt"


@dataclass(frozen=True, slots=True)
class Advice:
    """`source` stands at [start, end) of the text (code points), on `line` (from 1); `about` is what it is shown by."""

    subject: Subject
    start: int
    end: int
    line: int
    source: str
    about: str
    why: str


@dataclass(frozen=True, slots=True)
class Picture:
    """What is known of a picture of the draft."""

    source: str = ""
    licence: str = ""
    ground: str = ""


@dataclass(frozen=True)
class Reading:
    """A draft as the rules read it."""

    source: str
    masked: str
    sentences: list[Sentence]
    is_english: bool
    reader: str = ""
    """Whom it is written for, in the writer's words."""
    should_know: list[str] = field(default_factory=list)
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    """The pictures kept here, by what the text calls them."""
    prompts: frozenset[str] = frozenset()
    """The questions that drafts begin with."""

    def advice(self, subject: Subject, start: int, end: int, about: str, why: str) -> Advice:
        """A piece of advice on a stretch of the text."""
        line = self.source.count("\n", 0, start) + 1
        return Advice(subject, start, end, line, self.source[start:end], about, why)


def read(
    source: str,
    *,
    reader: str = "",
    should_know: list[str] | None = None,
    pictures: Mapping[str, Picture] | None = None,
    prompts: frozenset[str] = frozenset(),
) -> Reading:
    """A text (Markdown) with what is known around it, ready to be checked."""
    text = masked(source)
    return Reading(
        source, text, sentences(source, text), is_english(text), reader, should_know or [], pictures or {}, prompts
    )
