"""What a preview costs: 5,000 words with 200 formulas, first and after one edit, and from key to screen in Chromium.

Promise: a first render costs no more CPU than a warm markdown-it with KaTeX (HTML and MathML) in Node on the same text
in the same run, all formulas right (the same letters, numbers and signs in the same order as KaTeX's MathML); after one
edit a quarter of it; 100 ms from a key to the changed preview (p95), scrolling, focus and selection kept. 20,000 words
beside. One command: `python benchmarks/bench_preview.py`; the workbench must be built. Without Node or Chromium the
rest is measured. `ROUNDS=30` measures oftener.
"""

import os
import random
import statistics
import time

from app.markup.formulas import Formulas
from app.markup.macros import gather
from app.markup.rendering import Rendering
from benchmarks import preview_beside as beside
from benchmarks import preview_made as made
from benchmarks import preview_typed as typed

ROUNDS = int(os.environ.get("ROUNDS", "15"))
FORMULAS = 200


def main() -> None:
    """Measure and print."""
    with beside.peer() as peer:
        if peer is None:
            print("No Node, or its packages cannot be installed: markdown-it with KaTeX is not measured.")
        else:
            right(peer)
        cost(peer, 5_000, FORMULAS)
        cost(peer, 20_000, 4 * FORMULAS)
    typed.measure(5_000, FORMULAS)
    typed.measure(20_000, 4 * FORMULAS)


def right(peer: beside.Peer) -> None:
    """How many formulas KaTeX understands as we do."""
    formulas, engine = made.formulas(FORMULAS), Formulas(gather({}, []))
    theirs = peer.ask({"formulas": formulas})
    ours = [engine.draw(tex, display=display, shown=str) for tex, display in formulas]
    same = sum(beside.leaves(a) == beside.leaves(b) for a, b in zip(ours, theirs, strict=True))
    print(f"{same} of {len(formulas)} formulas hold what KaTeX's MathML holds.")


def cost(peer: beside.Peer | None, words: int, formulas: int) -> None:
    """CPU of a first render, of one after a word was added somewhere, and of the peer, in turns."""
    text, chance, warm = made.text(words, formulas), random.Random(1), Rendering()
    first = warm.render(text, form="preview")
    if first.formulas != formulas or first.problems:
        raise SystemExit(f"not a fair text: {first.formulas} formulas, {first.problems[:3]}")
    cold, after, theirs = [], [], []
    for _ in range(ROUNDS):
        cold.append(seconds(Rendering(), text))
        place = text.index(" the ", chance.randrange(len(text) - 2_000))
        text = f"{text[:place]} word{text[place:]}"
        after.append(seconds(warm, text))
        if peer:
            theirs.append(peer.ask({"text": text})["seconds"])
    if warm.render(text, form="preview") != Rendering().render(text, form="preview"):
        raise SystemExit("drawn after an edit it is not what it is drawn at first")
    a, b = statistics.median(cold), statistics.median(after)
    print(f"{words:,} words, {formulas} formulas, CPU, medians of {ROUNDS} interleaved rounds:")
    print(f"  first render {a * 1000:.1f} ms; after one edit {b * 1000:.2f} ms, {b / a:.2f} of it (promised ≤ 0.25)")
    if theirs:
        c = statistics.median(theirs[3:])
        print(f"  markdown-it with KaTeX {c * 1000:.1f} ms; ours is {a / c:.2f} of it (promised ≤ 1)")


def seconds(rendering: Rendering, text: str) -> float:
    """CPU seconds of what a process does for one preview: it reads what the text needs, then draws it."""
    began = time.process_time()
    rendering.needs(text)
    rendering.render(text, form="preview")
    return time.process_time() - began


if __name__ == "__main__":
    main()
