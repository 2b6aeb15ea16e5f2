"""Sentences longer than the stated reader follows with ease."""

import re

from app.writing.advice.shapes import Advice, Reading, Subject
from app.writing.prose import Sentence, words_in

NEWCOMER, USUAL, RESEARCHER = 28, 34, 42
"""Words of the longest sentence for each reader. Plain-English guides ask for 15 to 20 on average."""
_NEW = re.compile(
    r"\b(?:new\s?comers?|beginners?|new\s+to|students?|undergraduates?|pupils?|school|laym[ae]n|lay|anyone|anybody|"
    r"everyone|everybody|curious|general|public|friends?|without|no\s+background|never|not\s+read)\b",
    re.IGNORECASE,
)
_KNOWS = re.compile(
    r"\b(?:researchers?|experts?|specialists?|phd|professors?|postdocs?|practitioners?|colleagues?)\b", re.IGNORECASE
)
_STOP_INSIDE = re.compile(r"[.!?]\s+[A-Z]")


def found(reading: Reading) -> list[Advice]:
    """The sentences over the reader's measure, the longest first."""
    most = measure(reading.reader)
    long = [(count, one) for one in reading.sentences if (count := _words(one)) > most]
    long.sort(key=lambda pair: -pair[0])
    return [
        reading.advice(Subject.SENTENCE, one.start, one.end, one.words, _why(count, most, reading.reader))
        for count, one in long
    ]


def measure(reader: str) -> int:
    """The words of the longest sentence that the stated reader follows with ease."""
    if _NEW.search(reader):
        return NEWCOMER
    return RESEARCHER if _KNOWS.search(reader) else USUAL


def _words(one: Sentence) -> int:
    """0 where it is no single sentence: a quotation of several, or a list set in one line."""
    if _STOP_INSIDE.search(one.words) or one.words.count(";") > 1:
        return 0
    return words_in(one.words)


def _why(count: int, most: int, reader: str) -> str:
    whom = f"somebody like “{reader}”" if reader else "most readers"
    return f"It has {count} words; over {most}, {whom} may have to read it twice. Break it where a new thought begins."
