"""Who of a group is asked about which of its drafts, and what there is to say about it in plain words. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from app.reviewing.choosing import NEAR_ENOUGH
from app.reviewing.matching.assigning import Scores, assign, why
from app.reviewing.matching.evenly import evenly

NO_VERSION = "No version of it was saved yet, so there is nothing to send to anybody."
NOBODY_ELSE = "There is nobody in the group to ask."


@dataclass(frozen=True)
class Wish:
    """A draft for which people are wanted; how good each of those is who may be asked about it."""

    draft: str
    title: str
    may: Mapping[str, float]
    saved: bool = True


@dataclass(frozen=True)
class Somebody:
    """Somebody who could be asked, and about how much more."""

    person: str
    name: str
    room: int


@dataclass(frozen=True)
class Shortage:
    """A draft that gets fewer people than it needs, and why, in a sentence."""

    draft: str
    missing: int
    sentence: str


@dataclass(frozen=True)
class Plan:
    """Draft and person of each ask, what is short, and which draft is served worst, in a sentence (or '')."""

    pairs: list[tuple[str, str]]
    short: list[Shortage]
    worst: str


def plan(wishes: Sequence[Wish], people: Sequence[Somebody], each: int) -> Plan:
    """The fairest assignment: every slot filled that can be, nobody twice for one draft, nobody beyond their room.

    Where people are too few, no draft gets a second before each has a first that can have one.
    """
    ready = [wish for wish in wishes if wish.saved]
    short = [_shortage(wish, each, NO_VERSION) for wish in wishes if not wish.saved]
    if not people or not ready:
        return Plan([], short + [_shortage(wish, each, NOBODY_ELSE) for wish in ready], "")
    scores = _scores(ready, people)
    room = [one.room for one in people]
    counts = evenly([[at for at, one in enumerate(people) if one.person in wish.may] for wish in ready], room, each)
    found = assign(scores, counts, room, fair=True)
    short += [_gap(wish, each, count, people) for wish, count in zip(ready, counts, strict=True) if count < each]
    pairs = [(ready[draft].draft, people[person].person) for draft, person in found.pairs]
    return Plan(pairs, short, _worst(ready, people, scores, found.pairs))


def _scores(wishes: Sequence[Wish], people: Sequence[Somebody]) -> Scores:
    return np.array([[wish.may.get(one.person, np.nan) for one in people] for wish in wishes], np.float64)


def _gap(wish: Wish, each: int, count: int, people: Sequence[Somebody]) -> Shortage:
    with_room = sum(one.person in wish.may and one.room > 0 for one in people)
    return _shortage(wish, each - count, why(each, len(wish.may), with_room))


def _shortage(wish: Wish, missing: int, why: str) -> Shortage:
    lacks = "1 person" if missing == 1 else f"{missing} people"
    return Shortage(wish.draft, missing, f"“{wish.title}” is {lacks} short. {why}")


def _worst(wishes: Sequence[Wish], people: Sequence[Somebody], scores: Scores, pairs: Sequence[tuple[int, int]]) -> str:
    served = {draft: [person for one, person in pairs if one == draft] for draft, _ in pairs}
    if not served:
        return ""
    share = {draft: float(np.mean([scores[draft, person] for person in some])) for draft, some in served.items()}
    worst = min(share, key=lambda draft: (share[draft], draft))
    names = _listed([people[person].name for person in served[worst]])
    one = len(served[worst]) == 1
    if share[worst] < NEAR_ENOUGH:
        said = f"nothing here tells that {names} {'works' if one else 'work'} in its area"
    else:
        said = f"{names} {'is' if one else 'are'} farther from it than others are from theirs"
    return f"Served worst is “{wishes[worst].title}”: {said}."


def _listed(names: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))
