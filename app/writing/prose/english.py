"""Whether a text is written in English, by the share of its commonest words."""

import re

_WORDS = (
    "the of and to in a is that it for as with on be by this are not from or an which we at can but have has its their "
    "they was were if when what how so then than more one all there these will would each only other"
)
_COMMON = frozenset(_WORDS.split())
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_ENOUGH, _SHARE = 40, 0.25
"""Words that can be judged by; the share of common ones from which a text is English (English prose has over 0.4)."""


def is_english(masked: str) -> bool:
    """Whether a `masked` text reads as English; one too short to tell is taken to be."""
    words = _WORD.findall(masked[:40_000].lower())
    return len(words) < _ENOUGH or sum(word in _COMMON for word in words) >= _SHARE * len(words)
