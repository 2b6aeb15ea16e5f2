"""Acronyms that are never spelled out."""

import re

from app.writing.advice.shapes import Advice, Reading, Subject
from app.writing.prose import Sentence

_KNOWN = "AI ML API CPU GPU CEO DNA EU FAQ GB HTML HTTP ID MB OK PDF PhD TV UK URL US USA USD VS ASAP IFF WLOG"
"""What anybody who reads here has met: spelling it out would help nobody. Names such as ReLU are not looked at."""
KNOWN = frozenset(_KNOWN.split())
MOST = 60
"""Different acronyms that are looked at: more are no prose."""
_ACRONYM = re.compile(r"(?<![\w$\\@/.-])([A-Z]{2,6})s?(?![\w$/@-])(?!\.\w)")
_ROMAN = re.compile(r"[IVXLC]+\Z")


def found(reading: Reading) -> list[Advice]:
    """The first use of each acronym that the text spells out nowhere, and that its reader is not said to know."""
    given = " ".join([reading.reader, *reading.should_know])
    first: dict[str, tuple[int, Sentence]] = {}
    for sentence in reading.sentences:
        for match in _ACRONYM.finditer(reading.masked, sentence.start, sentence.end):
            first.setdefault(match[1], (match.start(), sentence))
    whole = " ".join(one.words for one in reading.sentences)
    return [
        _advice(reading, name, start, sentence)
        for name, (start, sentence) in list(first.items())[:MOST]
        if not _is_known(name, given) and not _is_a_word(name, whole) and not is_spelled_out(name, whole)
    ]


def is_spelled_out(name: str, text: str) -> bool:
    """Whether a text gives the words of an acronym: beside it in brackets, or with `stands for` and the like."""
    one = re.escape(name)
    beside = rf"\(\s*(?:or\s+|the\s+|an?\s+)?[“\"]?{one}s?\b|\b{one}s?\s*\((?!\d|§)\w[^()\s]{{0,40}}\s[^()]{{0,200}}\)"
    said = rf"\b{one}s?[,”\"]?\s+(?:stands|is\s+short|short|means)\s"
    called = rf"\b(?:called|abbreviated|or)\s+(?:as\s+)?[“\"]?{one}\b"
    return bool(re.search(f"{beside}|{said}|{called}", text)) or _initials(name, text)


def _initials(name: str, text: str) -> bool:
    """Whether words with these initials stand somewhere: `reinforcement learning` for RL."""
    form = r"[\s-]+(?:(?:of|for|and|the|to|in|from|with)\s+)?".join(rf"{letter}\w+" for letter in name)
    return bool(re.search(rf"\b{form}", text.replace(name, ""), re.IGNORECASE))


def _is_known(name: str, given: str) -> bool:
    return name in KNOWN or bool(_ROMAN.match(name)) or bool(re.search(rf"\b{re.escape(name)}\b", given))


def _is_a_word(name: str, text: str) -> bool:
    """Whether it is a word in capitals, for emphasis: NOT beside not."""
    return bool(re.search(rf"\b{name.lower()}\b", text))


def _advice(reading: Reading, name: str, start: int, sentence: Sentence) -> Advice:
    why = f"“{name}” is never spelled out. Say once what the letters stand for, or name it among what the reader knows."
    return reading.advice(Subject.ACRONYM, start, start + len(name), sentence.words, why)
