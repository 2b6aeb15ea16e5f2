"""Fair mode: the draft that is served worst is raised, at a price that is bounded."""

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from app.reviewing.matching.transport import Edges, incidence, most, served

PRICE = 0.05
"""The part of the total that raising the worst may cost."""
EXACT_UP_TO = 600
"""So many pairs are decided exactly (a course, a write-a-thon); more are raised step by step."""
ROUNDS = 20
SECONDS = 5.0
_CLOSE = 1e-9


def fairest(
    edges: Edges, needed: NDArray[np.int64], free: NDArray[np.int64], plain: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Which edges to take so that the worst-served draft gets the most; `plain` is the greatest total.

    As many slots are filled as in `plain`, each draft as many as there. Never worse than `plain` for the worst.
    """
    filled = np.bincount(edges.drafts[plain], minlength=len(needed))
    if not plain.any():
        return plain
    best = _by_weight(edges, filled, free, plain, _by_floor(edges, filled, free, plain))
    if len(edges) <= EXACT_UP_TO:
        best = _exactly(edges, filled, free, plain, best)
    return best


def _worst(edges: Edges, filled: NDArray[np.int64], taken: NDArray[np.bool_]) -> float:
    """What the worst-served draft gets, each slot alike; drafts that get nobody at all are not to be helped."""
    some = filled > 0
    return float((served(edges, taken, len(filled))[some] / filled[some]).min())


def _by_floor(
    edges: Edges, filled: NDArray[np.int64], free: NDArray[np.int64], plain: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """The highest floor under every single pair at which all slots are filled within the price (bisection)."""
    least, best = edges.worth[plain].sum() * (1 - PRICE), plain
    floors = np.unique(edges.worth)
    low, high = int(np.searchsorted(floors, edges.worth[plain].min())), len(floors)
    while high - low > 1:
        middle = (low + high) // 2
        kept = edges.worth >= floors[middle]
        taken = np.zeros(len(edges), bool)
        taken[kept] = most(edges.only(kept), filled, free)
        if taken.sum() == plain.sum() and edges.worth[taken].sum() >= least - _CLOSE:
            low = middle
            best = max(best, taken, key=lambda one: _worst(edges, filled, one))
        else:
            high = middle
    return best


def _by_weight(
    edges: Edges, filled: NDArray[np.int64], free: NDArray[np.int64], plain: NDArray[np.bool_], best: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Who got less than most counts more in the next round (multiplicative weights, Arora, Hazan & Kale 2012)."""
    least, weights = edges.worth[plain].sum() * (1 - PRICE), np.ones(len(filled))
    slots, taken = np.maximum(filled, 1), plain
    for _ in range(ROUNDS):
        share = served(edges, taken, len(filled)) / slots
        middle = float(share[filled > 0].mean()) or 1.0
        weights *= np.exp(np.clip((middle - share) / middle, -1, 1))
        weights /= weights.max()
        taken = most(Edges(edges.drafts, edges.people, edges.worth * weights[edges.drafts]), filled, free)
        if taken.sum() == plain.sum() and edges.worth[taken].sum() >= least - _CLOSE:
            best = max(best, taken, key=lambda one: _worst(edges, filled, one))
    return best


def _exactly(
    edges: Edges, filled: NDArray[np.int64], free: NDArray[np.int64], plain: NDArray[np.bool_], best: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Raise the worst as far as it goes, then the total as far as that allows; `best` when there is no time for it."""
    size, least = len(edges), edges.worth[plain].sum() * (1 - PRICE)
    some = filled > 0
    drafts, people = incidence(edges.drafts, len(filled))[some], incidence(edges.people, len(free))
    shares = sparse.diags(1 / filled[some]) @ drafts @ sparse.diags(edges.worth)
    column = sparse.csr_matrix(np.ones((int(some.sum()), 1)))
    whole = Bounds(np.zeros(size + 1), np.append(some[edges.drafts].astype(float), np.inf))

    def solve(aim: NDArray[np.float64], floor: float) -> NDArray[np.bool_] | None:
        """`aim` is what to make small, over the pairs and the worst share."""
        rules = [
            LinearConstraint(sparse.hstack([drafts, 0 * column]), filled[some], filled[some]),
            LinearConstraint(sparse.hstack([people, sparse.csr_matrix((len(free), 1))]), -np.inf, free),
            LinearConstraint(sparse.hstack([shares, -column]), 0, np.inf),
            LinearConstraint(np.append(edges.worth, 0.0), least - _CLOSE, np.inf),
            LinearConstraint(np.append(np.zeros(size), 1.0), floor, np.inf),
        ]
        kind = np.append(np.ones(size), 0)
        found = milp(aim, integrality=kind, bounds=whole, constraints=rules, options={"time_limit": SECONDS})
        return None if found.x is None else found.x[:size] > 0.5

    raised = solve(np.append(np.zeros(size), -1.0), _worst(edges, filled, best) - _CLOSE)
    if raised is None:
        return best
    best = max(best, raised, key=lambda one: _worst(edges, filled, one))
    fullest = solve(np.append(-edges.worth, 0.0), _worst(edges, filled, best) - _CLOSE)
    return best if fullest is None else fullest
