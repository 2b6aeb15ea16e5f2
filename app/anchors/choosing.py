"""The rules by which a passage gets one of several places, or none."""

from dataclasses import dataclass

from app.anchors.believing import LIKE, enough
from app.anchors.claiming import Claim, Sighted, lead
from app.anchors.likeness import Candidate
from app.anchors.quotes import Around
from app.anchors.words import Words

_MARGIN = 0.15
"""By how much a passage must explain a place better than a look-alike does, and better than it explains another."""
_CLEAR = 0.1
"""By how much a place must be more like a passage than another beside its surroundings."""
_ALONE = 2.0
"""The lead of a passage without look-alikes."""


@dataclass(frozen=True)
class Sight:
    """A place, how well the passage explains it, and by how much better than any look-alike does."""

    place: Candidate
    seen: Sighted
    lead: float


def choose(exact: str, around: Around, page: Words, same: list[Candidate], like: list[Candidate]) -> Candidate | None:
    """The place of a passage among those where its very words stand (`same`) and those like it, or None."""
    claim = Claim.of(exact, around.before, around.after)
    twins = [Claim.of(twin.exact, twin.before, twin.after) for twin in around.twins]
    places = same + [one for one in like if not any(one.meets(other) for other in same)]
    rivals = twins + (claim.neighbours() if like else [])
    every = [_sight(claim, rivals, page, place) for place in places]
    sights = [one for one in every if one.lead > -_MARGIN]
    best = max((one for one in sights if one.lead >= _MARGIN), key=lambda one: one.seen.score, default=None)
    if best is None:
        return None
    others = [one for one in sights if one is not best]
    if any(_competes(best, other) for other in others):
        return None
    equal = sum(one.near.words == claim.near.words for one in twins)
    theirs = sum(one.lead <= -_MARGIN and one.place.span is not None for one in every)
    if equal and (theirs < equal or any(other.seen.near.likeness >= LIKE for other in others)):
        return None
    return best.place if enough(claim, twins, page, best.place, best.seen) else None


def _sight(claim: Claim, rivals: list[Claim], page: Words, place: Candidate) -> Sight:
    leads = (lead(claim, rival, page, place) for rival in rivals)
    return Sight(place, claim.at(page, place), min(leads, default=_ALONE))


def _competes(best: Sight, other: Sight) -> bool:
    """Whether another place may be the passage's as well."""
    near, beside = best.seen.near, other.seen.near
    if other.seen.there and (other.place.span or beside.likeness > near.likeness - _CLEAR):
        return True
    if other.place.span and (not best.place.span or near.sides < 2):
        return True
    if other.seen.score > best.seen.score - _MARGIN:
        return True
    unsure = best.place.span is not None and other.lead < _MARGIN
    return not unsure and near.sides < 2 and beside.sides > 0
