"""Whose errand goes to arXiv next, and how long the others wait. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.papers.rules import Lane

REQUESTS_PER_IMPORT = 2
"""A paper somebody waits for takes two requests: its metadata, then its licence and versions."""

_ORDER = list(Lane)


@dataclass(frozen=True)
class Waiting:
    """An errand in the queue."""

    id: str
    person_id: str | None
    lane: Lane
    asked_at: datetime
    requests: int = REQUESTS_PER_IMPORT
    follows: bool = False
    """It follows something else by itself (a text's figures), and nobody is held up by it."""


def in_turn(waiting: Sequence[Waiting], served: Mapping[str | None, datetime]) -> list[Waiting]:
    """The queue in the order it will be served: lane by lane, what follows by itself last in its lane, and in turns
    between people.

    `served` says when each person was last served in any lane; whoever waited longest since goes first.
    """
    order: list[Waiting] = []
    for lane in _ORDER:
        for follows in (False, True):
            order += _by_turns([one for one in waiting if (one.lane, one.follows) == (lane, follows)], served)
    return order


def _by_turns(waiting: Sequence[Waiting], served: Mapping[str | None, datetime]) -> list[Waiting]:
    lines: dict[str | None, list[Waiting]] = {}
    for errand in sorted(waiting, key=lambda one: one.asked_at):
        lines.setdefault(errand.person_id, []).append(errand)
    people = sorted(
        lines, key=lambda person: (served.get(person) is not None, served.get(person) or lines[person][0].asked_at)
    )
    longest = max((len(line) for line in lines.values()), default=0)
    return [lines[person][turn] for turn in range(longest) for person in people if turn < len(lines[person])]


def requests_before(order: Sequence[Waiting], errand_id: str) -> int:
    """How many requests go to arXiv before this errand's first; 0 when it is next or not in the queue."""
    before = 0
    for errand in order:
        if errand.id == errand_id:
            return before
        before += errand.requests
    return 0
