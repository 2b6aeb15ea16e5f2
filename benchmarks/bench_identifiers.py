"""The identifiers that people paste, beside what arXiv's own code makes of them.

Promise: all of the list. One command: `python benchmarks/bench_identifiers.py`; another list: `--data FOLDER`, or
DATA=FOLDER in the environment.
"""

import argparse
import json
import os
import sys
import time
from pathlib import Path

from app.papers.identifiers import ArxivId, NoIdentifier, parse

MATERIAL = Path(__file__).resolve().parents[2] / "shared" / "material"


def main() -> None:
    """Measure and print; exit status 1 where one is read wrongly."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("DATA") or MATERIAL))
    path = parser.parse_args().data / "identifiers/arxiv_identifiers.json"
    if not path.is_file():
        print(f"Identifiers: skipped, there is no {path}.")
        return
    cases = json.loads(path.read_text())
    began = time.perf_counter()
    wrong = [case for case in cases if read(case["input"]) != expected(case)]
    micros = (time.perf_counter() - began) / len(cases) * 1e6
    for case in wrong:
        print(f"  {case['input']!r}: {read(case['input'])}, not {expected(case)}")
    print(f"Identifiers: {len(cases) - len(wrong)} of {len(cases)} as arXiv reads them, {micros:.0f} µs each.")
    sys.exit(1 if wrong else 0)


def read(text: str) -> ArxivId | None:
    """What we read, None for nothing."""
    try:
        return parse(text)
    except NoIdentifier:
        return None


def expected(case: dict) -> ArxivId | None:
    """What arXiv's own code reads."""
    return ArxivId(case["expected_id"], case["expected_version"]) if case["expected_id"] else None


if __name__ == "__main__":
    main()
