"""The transport problem: as many slots filled as can be, and of all ways to do that the one with the most total."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp


@dataclass(frozen=True)
class Edges:
    """Pairs that are possible: draft, person, and what the pair is worth, from 0."""

    drafts: NDArray[np.int64]
    people: NDArray[np.int64]
    worth: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.worth)

    def only(self, kept: NDArray[np.bool_]) -> "Edges":
        """Some of them."""
        return Edges(self.drafts[kept], self.people[kept], self.worth[kept])


def most(edges: Edges, needed: NDArray[np.int64], free: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which edges to take: each at most once, no draft over what it `needed`, nobody over what they have `free`.

    Filling one more slot outweighs everything that any exchange of people along the way to it could lose.
    """
    if not len(edges):
        return np.zeros(0, bool)
    inside = sparse.vstack([incidence(edges.drafts, len(needed)), incidence(edges.people, len(free))]).tocsc()
    filled = float(edges.worth.max()) * (min(len(needed), len(free)) + 1) + 1
    limits = LinearConstraint(inside, -np.inf, np.concatenate([needed, free]))
    found = milp(-(edges.worth + filled), constraints=limits, bounds=Bounds(0, 1))
    if found.x is None:
        raise RuntimeError(f"The solver gave no answer: {found.message}")
    taken: NDArray[np.bool_] = found.x > 0.5
    return taken


def incidence(ends: NDArray[np.int64], count: int) -> sparse.csr_matrix:
    """A matrix with a row for each of `count` ends and a one where an edge has that end."""
    return sparse.csr_matrix((np.ones(len(ends)), (ends, np.arange(len(ends)))), shape=(count, len(ends)))


def served(edges: Edges, taken: NDArray[np.bool_], count: int) -> NDArray[np.float64]:
    """What each of `count` drafts gets in all."""
    return np.bincount(edges.drafts[taken], edges.worth[taken], minlength=count).astype(np.float64)
