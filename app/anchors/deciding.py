"""Which of several places is a passage's, if any: the rules by which a look-alike is refused.

`rival` is the score of the second best place in the text the passage comes from. A place in the new text that scores
no better may be that look-alike, and is none. Without it (an anchor made elsewhere) only surroundings count.
"""

from app.anchors.likeness import Candidate

MARGIN = 0.15
"""By how much a place must be better than the next, and than the passage's look-alike in the old text."""
NEAR_TWIN = 0.9
"""The score from which a look-alike in the old text could be taken for the passage after small changes."""
_LONG = 32
"""Letters from which a passage is trusted without its surroundings."""
_WHOLE = 0.9
"""The part of either side that must stand around one of two equal passages."""
_ONE_SIDE = 0.7
_NO_SIDE = 0.85
"""How like a passage a place must be when one side of its surroundings agrees, or none."""


def decide(
    exact: list[Candidate], like: list[Candidate], rival: float | None, letters: int, twin: float = NEAR_TWIN
) -> Candidate | None:
    """The place of a passage of so many letters, or None when it is gone or cannot be told from another place."""
    if not exact:
        return _changed(like, rival, letters)
    best, *others = sorted(exact, key=lambda one: -one.score)
    if any(not _clearer(best, other, rival) for other in others):
        return None
    if best.sides == 2:
        return best if rival is None or best.score > rival + MARGIN / 2 else None
    if any(one.sides and not one.meets(best) for one in like):
        return None
    if best.sides == 1:
        return best if rival is not None and best.score > rival + MARGIN else None
    return best if rival is not None and rival < twin and letters >= _LONG else None


def _clearer(best: Candidate, other: Candidate, rival: float | None) -> bool:
    """Whether the surroundings tell one of two equal passages; a copy made since must have none of them."""
    if rival is not None and rival < 1 and other.sides:
        return False
    return min(best.left, best.right) >= _WHOLE and best.score > other.score + MARGIN


def _changed(like: list[Candidate], rival: float | None, letters: int) -> Candidate | None:
    """The one place whose words are left in order, beside surroundings that agree."""
    if not like:
        return None
    best, *others = sorted(like, key=lambda one: -one.score)
    if any(other.score > best.score - MARGIN or (other.sides and best.sides < 2) for other in others):
        return None
    if best.score <= (rival or 0) + MARGIN:
        return None
    if best.sides == 2:
        return best
    if best.sides == 1:
        return best if best.likeness >= _ONE_SIDE else None
    alone = rival is not None and rival < NEAR_TWIN
    return best if alone and best.likeness >= _NO_SIDE and letters >= 2 * _LONG else None
