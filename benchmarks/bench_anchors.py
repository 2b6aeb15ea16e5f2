"""Whether notes find their passages again in papers that were edited, and how fast. Promise: design.md, promise 3.

Real papers are edited by a seeded script that knows what became of each passage. *Wrong*: any place for a deleted
passage, or less than half of the longer of place and truth in common. *Survivor*: at least 60 % of its words are left
in order in one paragraph, and they stand there alone. One command: `python benchmarks/bench_anchors.py`; `DATA=folder`
reads other papers, laid out like `../shared/material`.
"""

import os
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from app.anchors import Place, find, make
from benchmarks.anchors_papers import Paper, papers
from benchmarks.anchors_plans import Case, Revision, revise

SEEDS = (1, 2, 3, 4, 5)
NOTES = 2000
WORDS_A_NOTE = 200
"""One passage in so many words of a paper is noted, and edited."""
SHOWN = int(os.environ.get("SHOWN", "0"))
"""How many of the misses to print, for whoever looks into them."""


class Score:
    """Counts by kind of edit: all, wrong, survivors, found survivors."""

    def __init__(self) -> None:
        self.all, self.wrong, self.survivors, self.found = (
            Counter[str](),
            Counter[str](),
            Counter[str](),
            Counter[str](),
        )

    def add(self, case: Case, place: Place | None) -> str:
        right = place is not None and _overlap(place, case.truth.span) >= 0.5
        self.all[case.kind] += 1
        self.wrong[case.kind] += place is not None and not right
        self.survivors[case.kind] += case.truth.survives
        self.found[case.kind] += case.truth.survives and right
        return "wrong" if place and not right else "lost" if case.truth.survives and not right else ""

    def join(self, other: "Score") -> None:
        for counts, more in zip(vars(self).values(), vars(other).values(), strict=True):
            counts.update(more)

    def line(self, name: str) -> str:
        wrong, share = self.wrong.total(), self.found.total() / self.survivors.total()
        return f"{name}: {wrong} wrong of {self.all.total()}, {share:.1%} of {self.survivors.total()} survivors found"

    def kinds(self) -> Iterator[str]:
        for kind in sorted(self.all):
            share = f"{self.found[kind] / self.survivors[kind]:6.1%}" if self.survivors[kind] else "     –"
            yield f"  {kind:32} {self.all[kind]:6} notes {self.wrong[kind]:4} wrong {share} of {self.survivors[kind]}"


def _overlap(place: Place, span: tuple[int, int] | None) -> float:
    if span is None:
        return 0.0
    shared = min(place.end, span[1]) - max(place.start, span[0])
    return shared / max(place.end - place.start, span[1] - span[0])


def _work(name: str) -> str:
    """The number of the paper a file's name has, else the name: one work may be there in several forms."""
    number = re.search(r"\d{4}\.\d{4,5}|\d{7}", name)
    return number.group() if number else name


def revisions(found: dict[str, Paper], seed: int) -> Iterator[Revision]:
    """Edited papers in turn until there are enough notes."""
    names, notes, turn = sorted(found), 0, 0
    while notes < NOTES:
        name = names[turn % len(names)]
        others = [other for other in names if _work(other) != _work(name)]
        revision = revise(
            found[name],
            found[others[turn * 7 % len(others)]],
            seed * 1000 + turn,
            max(8, sum(map(len, found[name])) // WORDS_A_NOTE),
            " " if turn % 2 else "\n\n",
        )
        notes, turn = notes + len(revision.cases), turn + 1
        yield revision


def measure(found: dict[str, Paper], seed: int, known: Score, blind: Score) -> None:
    """Add one seed to the scores with the old text known and unknown."""
    left = SHOWN
    mode = os.environ.get("MODE", "both")
    for revision in revisions(found, seed):
        for case in revision.cases:
            anchor = make(revision.old, case.start, case.end)
            for score in (known, blind):
                if mode == ("known" if score is blind else "blind"):
                    continue
                place = find(anchor, revision.new, was=revision.old if score is known else None)
                if (fault := score.add(case, place)) and left:
                    left -= 1
                    _show(fault, revision, case, place)


def _show(fault: str, revision: Revision, case: Case, place: Place | None) -> None:
    print(f"{fault}: {case.kind}\n   was   {revision.old[case.start : case.end]!r}")
    if case.truth.span:
        start, end = case.truth.span
        print(
            f"   is    {revision.new[max(0, start - 50) : start]!r} {revision.new[start:end]!r} {revision.new[end : end + 50]!r}"
        )
    if place:
        print(f"   found {revision.new[place.start : place.end]!r} {place.confidence}")


def main() -> None:
    """Measure and print."""
    data = Path(os.environ.get("DATA", "../shared/material"))
    found = papers(data)
    if not found:
        raise SystemExit(f"No papers to edit in {data}: anchors were not measured.")
    totals = {"old text known": Score(), "old text unknown": Score()}
    for seed in SEEDS[: int(os.environ.get("SEEDS", "5"))]:
        scores = {name: Score() for name in totals}
        measure(found, seed, *scores.values())
        for name, score in scores.items():
            if score.all:
                print(score.line(f"seed {seed}, {name}"), flush=True)
            totals[name].join(score)
    for name, total in totals.items():
        if total.all:
            print(total.line(f"all seeds, {name}"), *total.kinds(), sep="\n")


if __name__ == "__main__":
    main()
