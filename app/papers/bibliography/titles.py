"""Which part of an entry is the title of the work."""

import re

LONGEST_LOOK = 2_000
_YEAR_ALONE = re.compile(r"[\W\d]{0,20}[a-z]?\W{0,3}")
_QUOTED = re.compile(r"[“\"]([^”\"]{8,400}?)[,.]?[”\"]")


def title_of_blocks(blocks: list[str]) -> str:
    """The title among an entry's blocks as BibTeX's styles part them (authors, title, where); '' where none is told."""
    blocks = [block for block in blocks if not _YEAR_ALONE.fullmatch(block)]
    if quoted := _QUOTED.search(" ".join(blocks)[:LONGEST_LOOK]):
        return quoted[1]
    if len(blocks) > 2:
        return blocks[1]
    return blocks[1].split(". ")[0] if len(blocks) == 2 else ""
