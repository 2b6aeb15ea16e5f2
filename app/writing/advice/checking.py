"""All rules over one text, the most useful advice first."""

from collections.abc import Iterable, Iterator
from itertools import chain, zip_longest

from app.writing.advice import acronyms, figures, prompts, sentence_length, symbols
from app.writing.advice.shapes import Advice, Reading

_ENGLISH_ONLY = (symbols.found, acronyms.found, sentence_length.found)
_EVERYWHERE = (figures.found, prompts.found)


def check(reading: Reading) -> list[Advice]:
    """What the rules that hold for this text's language say, one of each subject in turn."""
    rules = (_ENGLISH_ONLY if reading.is_english else ()) + _EVERYWHERE
    return list(_in_turns([rule(reading) for rule in rules]))


def _in_turns(several: Iterable[Iterable[Advice]]) -> Iterator[Advice]:
    return (one for one in chain.from_iterable(zip_longest(*several)) if one)
