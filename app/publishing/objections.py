"""Whether a claim that an author of the paper called wrong still stands in a text, and at which of its claims. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

AUTHOR, SAYS_SO = "author disagrees", "somebody who says they are an author disagrees"
_WORD = re.compile(r"\w+")
_TELLING = 4
"""Fewer words than this can stand in a text by chance; then only a claim with the same words is the same."""


@dataclass(frozen=True)
class Objection:
    """A claim that was called wrong, by whom, whether they are taken to be the author, and their word on it."""

    claim: str
    word: str
    name: str
    known: bool

    @property
    def mark(self) -> str:
        """What stands behind the claim."""
        return AUTHOR if self.known else SAYS_SO


@dataclass(frozen=True)
class Claim:
    """A claim of a text: the note it leads to and its words."""

    note_id: str
    words: str


def standing(objections: Sequence[Objection], claims: Sequence[Claim], text: str) -> list[Objection]:
    """Those whose claim is unchanged: its words are a claim of the text still, or stand in it outside of any claim."""
    same, read = {_plain(one.words) for one in claims}, f" {_plain(text)} "
    for claim in sorted(same, key=len, reverse=True):
        read = read.replace(f" {claim} ", " | ")
    return [one for one in objections if _plain(one.claim) in same or _stands(_plain(one.claim), read)]


def _stands(claim: str, text: str) -> bool:
    return len(claim.split()) >= _TELLING and f" {claim} " in text


def marks(objections: Sequence[Objection], claims: Sequence[Claim]) -> Mapping[str, list[str]]:
    """What stands behind each use of a note, in order, as `markup.Facts.objections` takes it."""
    against = {_plain(one.claim): one.mark for one in sorted(objections, key=lambda one: one.known)}
    by_note: dict[str, list[str]] = {}
    for claim in claims:
        by_note.setdefault(claim.note_id, []).append(against.get(_plain(claim.words), ""))
    return {note: said for note, said in by_note.items() if any(said)}


def _plain(words: str) -> str:
    """Words without case, marks and spaces: a comma more is no change."""
    return " ".join(_WORD.findall(words.casefold()))
