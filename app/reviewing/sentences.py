"""An ask in one sentence, as its writer and as its reviewer read it. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.reviewing.rules import AskKind

LOOKING = "Being asked for you: somebody who fits gets it in a moment."
ASKING = "Being asked for you: who says no, or nothing for two days, is followed by the next who fits."
ASKING_IN_GROUP = "{who} asked for you: who says no, or nothing for two days, is followed by another of the group."
NOBODY_FITS = "Nobody here knows this and is free just now. Send the link to somebody you know."
NOBODY_LEFT = "Everybody here who fits was asked, and nobody could. Send the link to somebody you know."


@dataclass(frozen=True)
class Scope:
    """What an ask is about: so many passages, whether all are unsure marks, and the one section they share, if any."""

    passages: int = 0
    unsure: bool = False
    section: str = ""
    claims: bool = False
    """All of them are claims."""

    @classmethod
    def of(cls, passages: Sequence[Mapping[str, Any]]) -> "Scope":
        """The scope of stored or proposed passages (`{"unsure_id"?, "anchor": {"section"?}, …}`)."""
        sections = {_section(passage) for passage in passages}
        shared = sections.pop() if len(sections) == 1 else ""
        unsure = bool(passages) and all(passage.get("unsure_id") for passage in passages)
        claims = bool(passages) and all(passage.get("note_id") or passage.get("evidence_id") for passage in passages)
        return cls(len(passages), unsure, "" if claims else shared, claims)


def _section(passage: Mapping[str, Any]) -> str:
    anchor = passage.get("anchor")
    return " ".join(str(anchor.get("section") or "").split()) if isinstance(anchor, dict) else ""


def to_the_writer(kind: AskKind, scope: Scope, whom: str, minutes: int, due: date, today: date) -> str:
    """Such as `Ask Lee whether section 3 is right: 20 minutes, by Friday.`"""
    return f"Ask {whom} {_wanted(kind, scope)}: {minutes} minutes, {by(due, today)}."


def to_the_reviewer(kind: AskKind, scope: Scope, minutes: int, due: date, today: date) -> str:
    """Such as `Is section 3 right? 20 minutes, by Friday`."""
    return f"{question(kind, scope)} {minutes} minutes, {by(due, today)}"


def _wanted(kind: AskKind, scope: Scope) -> str:
    if scope.unsure and kind in {AskKind.CORRECTNESS, AskKind.CLARITY}:
        return f"about {'a place' if scope.passages == 1 else f'{scope.passages} places'} you are unsure of"
    subject, verb = _subject(scope) or "it", "is" if _single(scope) else "are"
    return {
        AskKind.CORRECTNESS: f"whether {subject} {verb} right",
        AskKind.CLARITY: f"whether {subject} {verb} clear",
        AskKind.EXAMPLE: f"for a better example{_joined(' in ', scope)}",
        AskKind.STORY: f"whether the story{_joined(' of ', scope)} carries",
        AskKind.PROOFREADING: f"to proofread {subject}",
        AskKind.OUTLINE: f"whether the outline{_joined(' of ', scope)} holds",
        AskKind.FAILURE: f"where {subject} fail{'s' if _single(scope) else ''}",
        AskKind.MENTOR: f"to mentor you{_joined(' with ', scope)}",
    }[kind]


def question(kind: AskKind, scope: Scope) -> str:
    """What the reviewer is asked, such as `Are these 3 places right?`"""
    subject, single = _subject(scope) or "this", _single(scope)
    verb = "Is" if single else "Are"
    return {
        AskKind.CORRECTNESS: f"{verb} {subject} right?",
        AskKind.CLARITY: f"{verb} {subject} clear?",
        AskKind.EXAMPLE: f"Is there a better example{_joined(' for ', scope)}?",
        AskKind.STORY: f"Does the story{_joined(' of ', scope)} carry?",
        AskKind.PROOFREADING: f"Would you proofread {subject}?",
        AskKind.OUTLINE: f"Does the outline{_joined(' of ', scope)} hold?",
        AskKind.FAILURE: f"Where {'does' if single else 'do'} {subject} fail?",
        AskKind.MENTOR: f"Would you mentor this{_joined(', beginning with ', scope)}?",
    }[kind]


def _joined(word: str, scope: Scope) -> str:
    return word + _subject(scope) if scope.passages else ""


def _single(scope: Scope) -> bool:
    return scope.passages <= 1 or bool(scope.section and not scope.unsure)


def _subject(scope: Scope) -> str:
    if not scope.passages:
        return ""
    if scope.section and not scope.unsure:
        return f"section {scope.section}" if scope.section[0].isdigit() else f"“{scope.section}”"
    what = "claim" if scope.claims else "place"
    return f"this {what}" if scope.passages == 1 else f"these {scope.passages} {what}s"


def by(due: date, today: date) -> str:
    """`by today`, `by tomorrow`, `by Friday` within a week, else `by 4 December`, with the year when it is another."""
    ahead = (due - today).days
    if 0 <= ahead <= 1:
        return f"by {'tomorrow' if ahead else 'today'}"
    if 2 <= ahead <= 6:
        return f"by {_DAYS[due.weekday()]}"
    return f"by {due.day} {_MONTHS[due.month - 1]}{'' if due.year == today.year else f' {due.year}'}"


_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
