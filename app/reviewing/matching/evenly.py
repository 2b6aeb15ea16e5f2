"""How many people each draft can get when there are too few: nobody gets a second before everybody has a first.

Slots are filled one by one along augmenting paths, which never take from a draft what it has (a b-matching).
"""

from collections.abc import Sequence


def evenly(may: Sequence[Sequence[int]], room: Sequence[int], each: int) -> list[int]:
    """People for each draft, up to `each`; `may` are those who may be asked about it, `room` how much each can take.

    As many slots are filled as can be, and of all ways to do that one that is as even as can be.
    """
    holds: list[set[int]] = [set() for _ in room]
    counts = [0] * len(may)
    for level in range(each):
        for draft in range(len(may)):
            if counts[draft] == level and _find(draft, may, room, holds, set()):
                counts[draft] += 1
    return counts


def _find(draft: int, may: Sequence[Sequence[int]], room: Sequence[int], holds: list[set[int]], seen: set[int]) -> bool:
    """Give a draft one more person, others moving to make room; False when that cannot be."""
    mine = [person for person in may[draft] if person not in seen and draft not in holds[person] and room[person] > 0]
    for person in mine:
        if len(holds[person]) < room[person]:
            holds[person].add(draft)
            return True
    for person in mine:
        if person in seen:
            continue
        seen.add(person)
        for other in sorted(holds[person]):
            if _find(other, may, room, holds, seen):
                holds[person].remove(other)
                holds[person].add(draft)
                return True
    return False
