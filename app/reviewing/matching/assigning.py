"""Who is asked about which draft, for many drafts at once.

Every slot that can be filled is filled; among all ways to do that, the one with the greatest total score is found
exactly: a transport problem, whose linear programme has whole numbers for its best corner (HiGHS, dual simplex). Fair
mode raises the draft that is served worst as far as at most a twentieth of that total allows.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.reviewing.matching.fairness import fairest
from app.reviewing.matching.transport import Edges, most

CANDIDATES = 50
"""How many of the best people each draft is first tried with; more when that leaves a slot empty."""
WIDER = 4

Scores = NDArray[np.float64]
"""Drafts by people, from 0; NaN where somebody may not be asked about a draft."""


@dataclass(frozen=True)
class Short:
    """A draft for which too few people were found, and why."""

    draft: int
    missing: int
    sentence: str


@dataclass(frozen=True)
class Assignment:
    """Who is asked about what, and which drafts are short of people."""

    pairs: list[tuple[int, int]]
    """Draft and person, in order."""
    short: list[Short]


def assign(scores: Scores, wants: Sequence[int], room: Sequence[int], *, fair: bool = False) -> Assignment:
    """Find people for every draft. `wants` is how many each draft needs, `room` how many each person can take.

    Nobody is asked twice about one draft, about one they may not review (NaN), or about more than they have room for.
    """
    needed, free = np.asarray(wants, np.int64), np.asarray(room, np.int64)
    possible = ~np.isnan(scores) & (free > 0)
    kept = CANDIDATES
    while True:
        edges = _nearest(scores, possible, kept)
        chosen = most(edges, needed, free)
        if kept >= scores.shape[1] or chosen.sum() == needed.sum():
            break
        kept *= WIDER
    if fair:
        chosen = fairest(edges, needed, free, chosen)
    pairs = sorted(zip(edges.drafts[chosen].tolist(), edges.people[chosen].tolist(), strict=True))
    return Assignment(pairs, _short(needed, edges.drafts[chosen], np.isfinite(scores).sum(axis=1), possible))


def _nearest(scores: Scores, possible: NDArray[np.bool_], kept: int) -> Edges:
    """The `kept` best people of each draft, of those who may be asked."""
    if kept < scores.shape[1]:
        near = np.argpartition(np.where(possible, -scores, np.inf), kept - 1, axis=1)[:, :kept]
        among = np.zeros_like(possible)
        np.put_along_axis(among, near, True, axis=1)
        possible = possible & among
    drafts, people = np.nonzero(possible)
    return Edges(drafts, people, scores[drafts, people])


def _short(
    needed: NDArray[np.int64], served: NDArray[np.int64], may: NDArray[np.int64], possible: NDArray[np.bool_]
) -> list[Short]:
    missing = needed - np.bincount(served, minlength=len(needed))
    return [
        Short(draft, int(missing[draft]), why(int(needed[draft]), int(may[draft]), int(possible[draft].sum())))
        for draft in np.flatnonzero(missing > 0).tolist()
    ]


def why(needed: int, may: int, with_room: int) -> str:
    """Why a draft that needs so many people is short of them, of whom so many may be asked, and can take one more."""
    if may == 0:
        return "Nobody here may be asked about it."
    people, have = ("person", "is") if may == 1 else ("people", "are all")
    if may < needed:
        return f"It needs {needed} people, and only {may} may be asked about it."
    if with_room < needed:
        return f"Of the {may} {people} who may be asked about it, {with_room or 'none'} can take one more."
    if with_room < may:
        needed_too = "is" if with_room == 1 else "are"
        return (
            f"Of the {may} people who may be asked about it, {with_room} can take one more, "
            f"and {needed_too} needed for other drafts."
        )
    return f"The {may} {people} who may be asked about it {have} needed for other drafts."
