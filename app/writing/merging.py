"""Two texts that were both made from a third are put together, so that nothing either writer added is lost. Pure."""

from collections.abc import Iterator

from app.writing.differing import difference

Edit = tuple[int, int, str]
"""Characters of the base from, to; what stands in their place."""


def merged(base: str, mine: str, theirs: str) -> str:
    """`base` with the changes that lead to `mine` and those that lead to `theirs`, in code points.

    What one of them took out is out, what one of them put in is in, theirs first where both put something in one
    place; the same change made by both is made once (a three-way merge as editors of shared texts do it, without
    conflicts: nobody is there to be asked).
    """
    others = list(edits(base, theirs))
    own = [edit for edit in edits(base, mine) if edit not in others]
    gone = bytearray(len(base))
    added: dict[int, str] = {}
    for start, end, text in [*others, *own]:
        gone[start:end] = b"\1" * (end - start)
        added[start] = added.get(start, "") + text
    parts, at = [], 0
    for place in [*sorted(added), len(base)]:
        parts.append("".join(base[one] for one in range(at, place) if not gone[one]))
        parts.append(added.pop(place, ""))
        at = place
    return "".join(parts)


def edits(old: str, new: str) -> Iterator[Edit]:
    """The changes that lead from one text to the other, in order; no two of them touch."""
    at, start, text, open_ = 0, 0, "", False
    for kind, piece in [*difference(old, new), ("same", "")]:
        if kind == "same":
            if open_:
                yield start, at, text
            at, open_ = at + len(piece), False
            continue
        if not open_:
            start, text, open_ = at, "", True
        if kind == "gone":
            at += len(piece)
        else:
            text = piece
