"""Whether notes find their passages again in papers that were edited, and how fast. Promise: design.md, promise 3.

Real papers are edited by a seeded script that knows what became of each passage. *Wrong*: any place for a deleted
passage, or less than half of the longer of place and truth in common. *Survivor*: at least 60 % of its words are left
in order in one paragraph, and they stand there alone. One command: `python benchmarks/bench_anchors.py`; `DATA=folder`
reads other papers, laid out like `../shared/material`, `HALF=tuning` or `HALF=held-out` only every other work of them,
and `SEEDS=11,12` draws other edits.
"""

import os
import random
import re
import statistics
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate
from pathlib import Path

from app.anchors import Crossing, Finder, Place, find, make
from app.anchors.aligning import aligned
from app.anchors.squeezing import squeeze
from app.anchors.tracing import trace
from app.anchors.words import split
from benchmarks.anchors_papers import Paper, papers
from benchmarks.anchors_plans import DENSE, NATURAL, PROMISED, Case, Revision, Script, revise
from benchmarks.anchors_printed import CHROMIUM, printed
from benchmarks.anchors_tracked import Truth

SEEDS = "1,2,3,4,5"
SCRIPTS = {"promised edits": PROMISED, "natural": NATURAL, "dense, beside look-alikes": DENSE}
"""The edits that the promise names, every passage edited; one passage in five; and harder ones than were promised."""
NOTES = 2000
MANY, LONG = 1000, 360_000
WORDS_A_NOTE = 200
"""One passage in so many words of a paper is noted, and edited."""


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
        right = place is not None and _overlap(place, case.truth) >= 0.5
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


def _overlap(place: Place, truth: Truth) -> float:
    """The part of the longer of a place and a passage that both have: of its extent, or of its own words, where others
    were put between them.
    """
    if truth.span is None:
        return 0.0
    return max(_shared(place, [truth.span]), _shared(place, truth.own or [truth.span]))


def _shared(place: Place, runs: Sequence[tuple[int, int]]) -> float:
    shared = sum(max(0, min(place.end, end) - max(place.start, start)) for start, end in runs)
    return shared / max(place.end - place.start, sum(end - start for start, end in runs))


def _work(name: str) -> str:
    """The number of the paper a file's name has, else the name: one work may be there in several forms."""
    number = re.search(r"\d{4}\.\d{4,5}|\d{7}", name)
    return number.group() if number else name


def half(found: dict[str, Paper], which: str) -> dict[str, Paper]:
    """The papers of every other work: those the thresholds are chosen on, or those that are held out."""
    works = sorted({_work(name) for name in found})
    chosen = works[{"tuning": 0, "held-out": 1}[which] :: 2]
    return {name: paper for name, paper in found.items() if _work(name) in chosen}


def revisions(found: dict[str, Paper], seed: int, script: Script = DENSE) -> Iterator[Revision]:
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
            script,
        )
        notes, turn = notes + len(revision.cases), turn + 1
        yield revision


def measure(found: dict[str, Paper], seed: int, script: Script, known: Score, blind: Score | None) -> None:
    """Add one seed to the scores with the old text known and, where it is asked for, unknown."""
    for revision in revisions(found, seed, script):
        for case in revision.cases:
            anchor = make(revision.old, case.start, case.end)
            known.add(case, find(anchor, revision.new, was=revision.old))
            if blind:
                blind.add(case, find(anchor, revision.new))


def speed(found: dict[str, Paper]) -> None:
    """Time 1,000 notes on a text of 360,000 characters, one passage in five edited, alignment and all."""
    everything = [paragraph for name in sorted(found) for paragraph in found[name]]
    lengths = accumulate(sum(len(word) + 1 for word in paragraph) for paragraph in everything)
    long = sum(length <= LONG for length in lengths)
    revision, chance = revise(everything[:long], everything[long:], 1, MANY // 5), random.Random(1)
    anchors = [make(revision.old, case.start, case.end) for case in revision.cases]
    while len(anchors) < MANY:
        start = chance.randrange(len(revision.old) - 300)
        anchors.append(make(revision.old, start, start + chance.randint(30, 250)))
    for name, was in (("known", revision.old), ("unknown", None)):
        times = []
        for _ in range(5):
            for cache in (split, aligned, trace, squeeze):
                cache.cache_clear()
            began = time.process_time()
            finder = Finder(revision.new, was)
            for anchor in anchors:
                finder.find(anchor)
            times.append(time.process_time() - began)
        print(
            f"{MANY} notes on {len(revision.old):,} characters, old text {name}: {statistics.median(times):.2f} s (≤ 1)"
        )


def crossing(data: Path) -> None:
    """Carry passages from HTML to the PDF that Chromium prints of it, and back."""
    if not CHROMIUM:
        print("HTML to PDF and back: not measured, for there is no Chromium here.")
        return
    there, back = Score(), Score()
    for one in printed(data, 100):
        forth = Crossing(one.html, one.formulas, one.pdf, [])
        home = Crossing(one.pdf, [], one.html, one.formulas)
        for html, pdf in one.pairs:
            there.add(Case(*html, "", Truth(pdf, True)), forth.find(*html))
            back.add(Case(*pdf, "", Truth(html, True)), home.find(*pdf))
    if there.all:
        print(there.line("HTML to PDF"), back.line("PDF to HTML"), sep="\n")


def edits(found: dict[str, Paper], name: str, script: Script) -> None:
    """Measure one script of edits on every seed."""
    totals = {"old text known": Score()} | ({"old text unknown": Score()} if script is PROMISED else {})
    for seed in map(int, os.environ.get("SEEDS", SEEDS).split(",")):
        scores = {known: Score() for known in totals}
        measure(found, seed, script, scores["old text known"], scores.get("old text unknown"))
        for known, score in scores.items():
            print(score.line(f"{name}, seed {seed}, {known}"), flush=True)
            totals[known].join(score)
    for known, total in totals.items():
        print(total.line(f"{name}, all seeds, {known}"), *total.kinds(), sep="\n")


def main() -> None:
    """Measure and print."""
    data = Path(os.environ.get("DATA", "../shared/material"))
    found = papers(data)
    if not found:
        raise SystemExit(f"No papers to edit in {data}: anchors were not measured.")
    edited = half(found, os.environ["HALF"]) if "HALF" in os.environ else found
    for name, script in SCRIPTS.items():
        edits(edited, name, script)
    speed(found)
    crossing(data)


if __name__ == "__main__":
    main()
