r"""Symbols that a formula uses before, or without, the text saying what they are.

A heuristic: a symbol counts as introduced where a formula defines it (`x = …`, `x \in …`), or where it stands alone
beside words that say what it is: `let $x$ be`, `where $x$ is`, `the rate $x$`, `$x$, the rate`, `$n$ samples`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.writing.advice.shapes import Advice, Reading, Subject
from app.writing.advice.tex import defined, formulas, is_alone, shown, symbols
from app.writing.prose import Sentence

_BEHIND = re.compile(
    r"\W{0,3}\s*(?:(?:is|are|be|was|denotes?|stands?|means?|represents?|says|for\s+the|gives|counts|measures|as\s+the|which|"
    r"has|have|the|an?|our|its|some|any|each|here)\b|\()"
)
_NOUN_BEHIND = re.compile(r"[- ]?(?:th\b|\s*[a-z]{3,}s\b)")
_LET = re.compile(
    r"\b(?:let|where|with|call(?:\s+(?:it|this|that|them))?|write|denoted?(?:\s+by)?|say|by|as|given|suppose|named?|and|"
    r"for\s+(?:each|every|any|all|some))\W*\Z",
    re.IGNORECASE,
)
_NOUN = re.compile(
    r"(?:^|[\s(“\"])(?!(?:the|of|that|than|to|is|are|in|on|at|when|if|so|then|we|or|but|not|from|get|gives?|has|have|since|"
    r"because|minimi[sz]es?|maximi[sz]es?|an?)\b)[A-Za-z][\w-]*[),”\"]?\s*\Z",
    re.IGNORECASE,
)


@dataclass
class _Met:
    """A symbol's first use."""

    sentence: Sentence
    place: int
    order: int


def found(reading: Reading) -> list[Advice]:
    """Each symbol at its first use, when nothing before it, beside it or in the next sentence says what it is."""
    first: dict[str, _Met] = {}
    said: dict[str, int] = {}
    for order, sentence in enumerate(reading.sentences):
        for start, tex, before, behind in formulas(sentence.source):
            for symbol in symbols(tex):
                first.setdefault(symbol, _Met(sentence, sentence.start + start, order))
            for symbol in _introduced(tex, before, behind):
                said.setdefault(symbol, order)
    return list(_advice(reading, first, said))


def _introduced(tex: str, before: str, behind: str) -> Iterator[str]:
    yield from defined(tex)
    named = symbols(tex)
    if not is_alone(tex):
        return
    if _LET.search(before) or _NOUN.search(before) or _BEHIND.match(behind) or _NOUN_BEHIND.match(behind):
        yield from named


def _advice(reading: Reading, first: dict[str, _Met], said: dict[str, int]) -> Iterator[Advice]:
    for symbol, met in first.items():
        when = said.get(symbol)
        if when is not None and when <= met.order + 1:
            continue
        if when is None:
            why = f"Nothing says what {shown(symbol)} is. A word or two beside its first use are enough."
        else:
            line = reading.sentences[when].line
            why = f"{shown(symbol)} is used here, and said to be something only on line {line}. Say it first."
        start = met.place
        yield reading.advice(Subject.SYMBOL, start, met.sentence.end, met.sentence.words, why)
