"""Words as they are compared: without case, diacritics and punctuation; and the words a slip away from one. Pure."""

import re
import string
import unicodedata
from collections.abc import Iterator

_LETTERS = str.maketrans({
    "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th",
    "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ß": "ss", "ı": "i", "ħ": "h",
})  # fmt: skip
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W_]+")
"""A run of letters and digits; of scripts without blanks each character."""
_ALPHABET = string.ascii_lowercase + string.digits


def folded(text: str) -> str:
    """Text without case and diacritics, for comparing and sorting: `Müller` and `Muller` are one, `Łoś` is `los`."""
    if text.isascii():
        return text.lower()
    bare = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return "".join(one for one in bare if not unicodedata.combining(one)).casefold()


def words_of(text: str) -> list[str]:
    """The words of a text, folded."""
    found: list[str] = _WORD.findall(folded(text))
    return found


def near(word: str) -> Iterator[str]:
    """Every word one slip away: a letter left out, put in, changed, or two turned round (Damerau, 1964)."""
    for at in range(len(word) + 1):
        head, tail = word[:at], word[at:]
        yield from (head + letter + tail for letter in _ALPHABET)
        if tail:
            yield head + tail[1:]
            yield from (head + letter + tail[1:] for letter in _ALPHABET)
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
