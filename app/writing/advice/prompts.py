"""Questions that the draft began with and that nothing answers yet."""

import re

from app.writing.advice.shapes import Advice, Reading, Subject
from app.writing.prose import Role, blocks, prompts_in

_HEADING = re.compile(r" {0,3}#{1,6}(?:\s|$)", re.MULTILINE)
_WHY = "This question of the template has no answer yet. Write under it, or take it out if it does not fit."


def found(reading: Reading) -> list[Advice]:
    """Each prompt of a template in whose section nothing is written."""
    headings = [match.start() for match in _HEADING.finditer(reading.masked)]
    advice = []
    for start, words in prompts_in(reading.source):
        if words in reading.prompts and not _is_answered(reading, start, headings):
            end = reading.source.index("-->", start) + 3
            advice.append(reading.advice(Subject.PROMPT, start, end, words, _WHY))
    return advice


def _is_answered(reading: Reading, at: int, headings: list[int]) -> bool:
    """Whether anything but remarks stands in the section around a place; before the first heading, in the text."""
    begins = max((heading for heading in headings if heading < at), default=None)
    if begins is None:
        return any(block.role is not Role.HEADING for block in blocks(reading.masked))
    ends = min((heading for heading in headings if heading > at), default=len(reading.masked))
    return any(block.role is not Role.HEADING for block in blocks(reading.masked[begins:ends]))
