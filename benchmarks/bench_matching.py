"""Who knows about a text: how often the order is wrong on public answers, and how long it takes.

The answers are a gold standard of self-reported expertise (Stelmakh and others 2023); published on title and abstract:
TPMS 0.28, ACL 0.30, SPECTER 0.27, SPECTER2 0.22. The weights are fixed and were not fitted to it.

Promise: loss at most 0.25; of 1,000 people with 10 papers each an index within 10 s, a ranking within 10 ms, 300 MB.
One command: `python benchmarks/bench_matching.py`; another folder of the same layout: `--data FOLDER`, or DATA=FOLDER
in the environment; `--encoder package.module:name` plugs an encoder in.
"""

import argparse
import csv
import json
import os
import random
import resource
import statistics
import sys
import time
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

from app.reviewing.matching.experts import Experts
from app.reviewing.matching.plugging import encoder_named

MATERIAL = Path(__file__).resolve().parents[2] / "shared" / "material" / "matching"
PUBLISHED = {"TPMS": 0.28, "SPECTER": 0.27}
WRONG = 0.25
PEOPLE, PAPERS, WORDS = 1_000, 10, 160
INDEX_SECONDS, RANK_MS, MEGABYTES = 10, 10, 300

Ratings = dict[str, dict[str, float]]


def main() -> int:
    """Print what was measured beside what was promised; 1 when a promise is broken."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--data", type=Path, default=Path(os.environ.get("DATA") or MATERIAL))
    arguments.add_argument("--encoder", default="")
    given = arguments.parse_args()
    kept = [measure_speed()]
    if (given.data / "evaluations.csv").is_file():
        kept.append(measure_order(given.data, given.encoder))
    else:
        print(f"order: no answers at {given.data.name}/evaluations.csv, so nothing to compare with")
    return 0 if all(kept) else 1


def measure_order(folder: Path, encoder: str) -> bool:
    """How wrong the order of papers is for each person, over every data set of the folder."""
    ratings = ratings_in(folder / "evaluations.csv")
    sets = sorted(path.parent for path in folder.glob("*/submissions.json"))
    losses = [loss(ratings, scores_in(one, ratings, encoder)) for one in sets]
    found = statistics.mean(losses)
    beside = ", ".join(f"{found / other:.2f} of {name}'s {other}" for name, other in PUBLISHED.items())
    print(f"order: loss {found:.4f} over {len(sets)} sets, {len(ratings)} people (promised {WRONG}): {beside}")
    print("       by set: " + ", ".join(f"{one.name} {value:.4f}" for one, value in zip(sets, losses, strict=True)))
    return found <= WRONG


def ratings_in(table: Path) -> Ratings:
    """What each person said of each paper; ids are words, whatever they look like."""
    with table.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    return {row["ParticipantID"]: dict(_rated(row)) for row in rows}


def _rated(row: dict[str, str]) -> Iterator[tuple[str, float]]:
    number = 1
    while f"Paper{number}" in row:
        if row[f"Paper{number}"]:
            yield row[f"Paper{number}"], float(row[f"Expertise{number}"])
        number += 1


def scores_in(folder: Path, ratings: Ratings, encoder: str) -> Ratings:
    """How near each rated paper is to each person, by the papers in their archive."""
    papers = json.loads((folder / "submissions.json").read_text(encoding="utf-8"))
    experts = Experts(encoder_named(encoder) if encoder else None)
    for name, paper in papers.items():
        experts.keep(f"asked about {name}", words_of(paper))
    for archive in sorted((folder / "archives").glob("~*.jsonl")):
        own = [json.loads(line) for line in archive.read_text(encoding="utf-8").split("\n") if line.strip()]
        for paper in own:
            experts.keep(paper["id"], words_of(paper))
        experts.knows(archive.stem[1:], [paper["id"] for paper in own])
    scores: Ratings = {person: {} for person in ratings}
    for name in {paper for rated in ratings.values() for paper in rated} & papers.keys():
        for match in experts.rank(words_of(papers[name])):
            if match.person in scores:
                scores[match.person][name] = match.score
    return scores


def words_of(paper: dict[str, Any]) -> str:
    """Title and abstract."""
    content = paper["content"]
    return f"{content['title']}. {content.get('abstract') or ''}"


def loss(ratings: Ratings, scores: Ratings) -> float:
    """Over pairs of papers one person rated: a wrong order costs the gap of the ratings, a tie half; by the maximum."""
    lost = most = 0.0
    for person, rated in ratings.items():
        found = scores.get(person, {})
        for one, other in combinations(sorted(rated), 2):
            gap = rated[one] - rated[other]
            order = (found.get(one, 0.0) - found.get(other, 0.0)) * gap
            most += abs(gap)
            lost += abs(gap) * (1.0 if order < 0 else 0.5 if order == 0 else 0.0)
    return lost / most if most else 0.0


def measure_speed() -> bool:
    """Made-up people and papers, their words as unevenly frequent as in any language (Zipf)."""
    random.seed(1)
    vocabulary = [f"{first}{second}{third}" for first in _SYLLABLES for second in _SYLLABLES for third in _SYLLABLES]
    random.shuffle(vocabulary)
    weights = [1 / (place + 10) for place in range(len(vocabulary))]
    texts = [" ".join(random.choices(vocabulary, weights, k=WORDS)) for _ in range(PEOPLE * PAPERS + 50)]
    before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
    experts = Experts()
    for person in range(PEOPLE):
        own = [f"{person}.{number}" for number in range(PAPERS)]
        for number, work in enumerate(own):
            experts.keep(work, texts[person * PAPERS + number])
        experts.knows(str(person), own)
    experts.rank(texts[-1])
    index = time.perf_counter() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    times = sorted(_timed(experts, text) for text in texts[-50:])
    start = time.perf_counter()
    experts.keep("one more", texts[-1])
    experts.rank(texts[-2])
    more = time.perf_counter() - start
    middle, slow = times[len(times) // 2], times[int(len(times) * 0.95)]
    whose = f"{PEOPLE} people with {PAPERS} papers"
    print(f"index: {whose} in {index:.1f} s (promised {INDEX_SECONDS}); one paper more {more:.2f} s")
    print(f"rank: {middle:.1f} ms, p95 {slow:.1f} ms (promised {RANK_MS})")
    print(f"memory: {memory // 1024} MB in all, {(memory - before) // 1024} MB of it the index (promised {MEGABYTES})")
    return index <= INDEX_SECONDS and middle <= RANK_MS and memory // 1024 <= MEGABYTES


_SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in "aeiou"][:30]


def _timed(experts: Experts, text: str) -> float:
    start = time.perf_counter()
    experts.rank(text)
    return (time.perf_counter() - start) * 1000


if __name__ == "__main__":
    sys.exit(main())
