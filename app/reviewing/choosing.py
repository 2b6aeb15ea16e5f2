"""Whom to ask first, and why: from what is known of each, in words that everybody may read. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.reviewing.rules import AskKind

NEAR_ENOUGH = 0.03
"""Who is farther from a draft than this has nothing to do with it."""
ALIKE = 0.05
"""Two people whose nearness falls into one such step are equally good: the one asked less goes first."""
CITED = 0.1
"""What having written a paper that the draft cites adds, for each of up to three."""


@dataclass(frozen=True)
class Candidate:
    """What is known of somebody with a view to one draft."""

    person: str
    nearness: float = 0.0
    """From 0 to 1, from all they know; what they read counts only where they said so."""
    cited: int = 0
    """Papers they wrote that the draft cites or explains."""
    reviewed: int = 0
    """Published pieces on this topic that they reviewed."""
    published: int = 0
    """Pieces on this topic that they published."""
    topics: tuple[str, ...] = ()
    """Topics they chose that the draft speaks of."""
    asked_lately: int = 0
    open_asks: int = 0


@dataclass(frozen=True)
class Room:
    """How much somebody takes on, and how much they have."""

    refuses: frozenset[str] = frozenset()
    at_once: int = 2
    per_month: int = 4
    away_until: date | None = None
    open_asks: int = 0
    asked_this_month: int = 0


def has_room(room: Room, kind: AskKind, today: date) -> bool:
    """Whether somebody can be led to one more ask of this kind."""
    here = room.away_until is None or room.away_until < today
    return (
        here and kind not in room.refuses and room.open_asks < room.at_once and room.asked_this_month < room.per_month
    )


def left(room: Room, today: date) -> int:
    """How many more asks somebody can be led to now."""
    if room.away_until is not None and room.away_until >= today:
        return 0
    return max(0, min(room.at_once - room.open_asks, room.per_month - room.asked_this_month))


def worth(candidate: Candidate) -> float:
    """How good somebody is for a draft."""
    return candidate.nearness + CITED * min(candidate.cited, 3)


def fits(candidate: Candidate) -> bool:
    """Whether somebody has anything to do with the draft."""
    return bool(worth(candidate) >= NEAR_ENOUGH or candidate.topics)


def in_order(candidates: Iterable[Candidate], *, all_fit: bool = False) -> list[Candidate]:
    """Those who fit (or `all_fit`), whom to ask first first. Among equally good ones, whoever was asked less."""
    return sorted(
        (one for one in candidates if all_fit or fits(one)),
        key=lambda one: (-int(worth(one) / ALIKE), one.asked_lately, one.open_asks, -worth(one), one.person),
    )


def why(candidate: Candidate) -> str:
    """The reasons in words, from public facts only: `Wrote 2 papers this draft cites. Free.`

    Everything that is not public (reading, unpublished drafts) shows as no more than `Works in this area.`
    """
    said = [
        candidate.cited and f"wrote {_counted(candidate.cited, 'paper')} this draft cites",
        candidate.published and f"published {_counted(candidate.published, 'piece')} on this topic",
        candidate.reviewed and f"reviewed {_counted(candidate.reviewed, 'piece')} on this topic",
        candidate.topics and f"works on {' and '.join(candidate.topics[:2])}",
    ]
    reasons = [reason for reason in said if reason] or ["works in this area"]
    lately = candidate.asked_lately
    asked = f"asked {'once' if lately == 1 else f'{lately} times'} lately" if lately else "free"
    return " ".join(f"{reason[0].upper()}{reason[1:]}." for reason in [*reasons, asked])


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
