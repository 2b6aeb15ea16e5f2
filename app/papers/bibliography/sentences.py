"""Sentences of a paragraph, and the one that a place stands in."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from itertools import groupby

LONGEST_SENTENCE = 600
_SHORTENED = """
al cf e.g i.e eg ie etc vs fig figs eq eqs eqn sec secs ref refs thm lem prop cor def ex ch chap no nos vol pp p dr mr
ms prof st resp approx ca app tab viz w.r.t a.k.a inc ltd jr sr et ed eds dept univ nat phys rev lett proc conf int
"""
_ABBREVIATIONS = frozenset(_SHORTENED.split())
_STOP = re.compile(r"[.!?](?:[\"”’)\]]|\s?\[[0-9,– -]{1,30}\]){0,3}\s+(?=[\"“‘(\[$]{0,2}[^\sa-z,;:.)\]])")
_MARK = re.compile("\ue002([0-9]+)\ue003")
_LAST_WORD = re.compile(r"([^\s(\[]{1,20})$")


class Sentences:
    """The sentences of `text`, found once; `at(place)` is the one around an offset, shortened to LONGEST_SENTENCE."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = [0, *(stop.end() for stop in _STOP.finditer(text) if _ends(text, stop.start()))]

    def bounds(self, place: int) -> tuple[int, int]:
        """Where the sentence around `place` begins and ends."""
        number = bisect_right(self.starts, place) - 1
        end = self.starts[number + 1] if number + 1 < len(self.starts) else len(self.text)
        return self.starts[number], end

    def at(self, place: int) -> str:
        """The sentence around `place`; of a longer one, what stands nearest to it between dots."""
        start, end = self.bounds(place)
        return shortened(self.text[start:end], place - start)


def shortened(sentence: str, place: int) -> str:
    """`sentence` cut to LONGEST_SENTENCE characters around the offset `place`."""
    if len(sentence) <= LONGEST_SENTENCE:
        return sentence.strip()
    start = min(max(0, place - LONGEST_SENTENCE // 2), len(sentence) - LONGEST_SENTENCE)
    piece = sentence[start : start + LONGEST_SENTENCE].strip()
    return f"{'… ' if start else ''}{piece}{' …' if start + LONGEST_SENTENCE < len(sentence) else ''}"


def mark(number: int) -> str:
    """What stands in a text for its citation number `number` until its sentences are known."""
    return f"\ue002{number}\ue003"


def marks_in(text: str) -> list[tuple[int, int, int]]:
    """The number of each mark in `text`, with where it begins and ends."""
    return [(int(found[1]), found.start(), found.end()) for found in _MARK.finditer(text)]


def sentences_of_marks(text: str, printed: Callable[[int], str]) -> Iterator[tuple[int, str]]:
    """Each mark's number with its sentence, in which every mark is as `printed` says a reader sees it."""
    sentences = Sentences(text)
    for (start, end), group in groupby(marks_in(text), key=lambda found: sentences.bounds(found[1])):
        pieces, places, length, at = list[str](), list[tuple[int, int]](), 0, start
        for number, begin, after in group:
            pieces += [text[at:begin], printed(number)]
            places.append((number, length + begin - at))
            length, at = length + begin - at + len(pieces[-1]), after
        whole = "".join([*pieces, text[at:end]])
        yield from ((number, shortened(whole, place)) for number, place in places)


def _ends(text: str, dot: int) -> bool:
    """Whether the mark at `dot` ends a sentence rather than a shortened word or an initial."""
    if text[dot] != ".":
        return True
    word = _LAST_WORD.search(text, max(0, dot - 20), dot)
    if word is None:
        return True
    last = word[1]
    return not (last.lower() in _ABBREVIATIONS or (len(last) == 1 and last.isupper() and last != "I"))
