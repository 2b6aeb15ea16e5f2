"""Times until something came, of which some did not come yet; what half of them took, and how they spread. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

FEWEST, FEWEST_PIECES = 5, 3
"""Fewer asks, or asks about fewer pieces, could tell of somebody in particular."""
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
BINS: tuple[tuple[str, timedelta], ...] = (
    ("within an hour", HOUR),
    ("within 6 hours", 6 * HOUR),
    ("within a day", DAY),
    ("within 2 days", 2 * DAY),
    ("within 4 days", 4 * DAY),
    ("within a week", 7 * DAY),
    ("within 2 weeks", 14 * DAY),
)
LONGER, NOT_YET = "longer", "none yet"


@dataclass(frozen=True)
class Wait:
    """How long something took, or, when it did not come (yet), how long it was waited for."""

    took: timedelta
    came: bool = True


@dataclass(frozen=True)
class Spread:
    """How long something takes: a quarter, half and three quarters have it within; None: so many do not have it."""

    count: int
    quarter: timedelta | None
    half: timedelta | None
    most: timedelta | None
    bins: tuple[tuple[str, int], ...]
    """By how long it took, in order; the last did not come yet."""


def spread(waits: Sequence[Wait]) -> Spread:
    """The spread of so many waits. Those that still wait count for as long as they did, so that it is not flattered."""
    return Spread(len(waits), within(waits, 0.25), within(waits, 0.5), within(waits, 0.75), _bins(waits))


def within(waits: Sequence[Wait], share: float) -> timedelta | None:
    """The time within which a `share` of all have it: the product-limit estimate (Kaplan and Meier 1958).

    None where the waits so far cannot tell.
    """
    left = 1.0
    for took in sorted({one.took for one in waits if one.came}):
        at_risk = sum(one.took >= took for one in waits)
        left *= 1 - sum(one.came and one.took == took for one in waits) / at_risk
        if left <= 1 - share + 1e-9:
            return took
    return None


def spoken(time: timedelta) -> str:
    """A time as people say it, rounded: `less than an hour`, `5 hours`, `3 days`, `2 weeks`."""
    if time < HOUR:
        return "less than an hour"
    for unit, one, least in (("week", 7 * DAY, 14 * DAY), ("day", DAY, 2 * DAY), ("hour", HOUR, HOUR)):
        if time >= least:
            many = round(time / one)
            return f"{many} {unit}{'' if many == 1 else 's'}"
    return ""


def sentence(spread: Spread, what: str) -> str:
    """Such as `Half have a first answer within 5 hours, three quarters within 2 days.`"""
    if spread.half is None:
        return f"Fewer than half have {what} so far."
    rest = f", three quarters within {spoken(spread.most)}" if spread.most else ""
    return f"Half have {what} within {spoken(spread.half)}{rest}."


def _bins(waits: Sequence[Wait]) -> tuple[tuple[str, int], ...]:
    counts = dict.fromkeys([*(name for name, _ in BINS), LONGER, NOT_YET], 0)
    for one in waits:
        counts[next((name for name, most in BINS if one.took <= most), LONGER) if one.came else NOT_YET] += 1
    return tuple(counts.items())
