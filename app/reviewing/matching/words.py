"""Terms of a text: Porter stems, and pairs of stems that stand side by side."""

import re
from collections import Counter
from itertools import pairwise

import snowballstemmer

_WORD = re.compile(r"[a-z][a-z0-9]+")
_STEMMER = snowballstemmer.stemmer("porter")
_FUNCTION_WORDS = """
    a about above after again against all also am an and any are as at be because been before being below
    between both but by can cannot could did do does doing down during each few for from further had has have
    having he her here hers him his how however i if in into is it its itself just me more most my no nor not of
    off on once only or other our ours out over own same she should so some such than that the their theirs them
    then there these they this those through to too under until up upon us very was we were what when where
    which while who whom why will with would you your yours
"""
_STOP = frozenset(_FUNCTION_WORDS.split())
_STEMS_KEPT = 200_000
_stems: dict[str, str] = {}


def terms(text: str) -> Counter[str]:
    """How often each term stands in a text, in any spelling of capitals.

    A term is the stem of a word that is no function word (Porter 1980), or two such stems one straight after the
    other, joined by a space. Numbers, symbols and single letters are no words.
    """
    stems = [None if word in _STOP else _stem(word) for word in _WORD.findall(text.lower())]
    found = Counter(stem for stem in stems if stem)
    found.update(f"{one} {other}" for one, other in pairwise(stems) if one and other)
    return found


def _stem(word: str) -> str:
    stem = _stems.get(word)
    if stem is None:
        if len(_stems) >= _STEMS_KEPT:
            _stems.clear()
        stem = _stems[word] = _STEMMER.stemWord(word)
    return stem
