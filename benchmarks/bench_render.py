"""What rendering costs: 5,000 words with 200 formulas, beside markdown-it-py alone on the same text in the same run.

Prints medians of interleaved rounds and the ratio. One command: `python benchmarks/bench_render.py`.
"""

import random
import statistics
import time
from collections.abc import Callable

from markdown_it import MarkdownIt

from app.markup import render

WORDS = ("forget", "slowly", "the", "model", "learns", "a schedule", "whose", "pace", "is", "even", "and", "cheap")
FORMULAS = (
    r"$\lambda_{%d} = \lambda_{\max}\, t/T$",
    r"$\sum_t (r_t - r_{%d})$",
    r"$\frac{1}{%d}$",
    r"$\mathbb{E}_{x\sim p_{%d}}[f(x)]$",
)
"""Each is used with a number of its own, so that no two in the text are the same."""
ROUNDS = 15


def text(seed: int = 7) -> str:
    """About 5,000 words in paragraphs, a formula after every 25th."""
    chance = random.Random(seed)
    words = [chance.choice(WORDS) + (f" {chance.choice(FORMULAS) % n}" if n % 25 == 24 else "") for n in range(5000)]
    return "\n\n".join(" ".join(words[start : start + 80]) for start in range(0, 5000, 80))


def seconds(work: Callable[[], object]) -> float:
    """CPU seconds of this process for one run."""
    began = time.process_time()
    work()
    return time.process_time() - began


def main() -> None:
    """Measure and print."""
    source, plain = text(), MarkdownIt("commonmark").enable("table")
    rendered = render(source)
    if rendered.formulas != 200 or rendered.problems:
        raise SystemExit(f"not a fair text: {rendered.formulas} formulas, {rendered.problems[:3]}")
    ours, theirs = [], []
    for _ in range(ROUNDS):
        ours.append(seconds(lambda: render(source)))
        theirs.append(seconds(lambda: plain.render(source)))
    a, b = statistics.median(ours) * 1000, statistics.median(theirs) * 1000
    print(f"5,000 words, 200 formulas: {a:.1f} ms CPU; markdown-it-py without mathematics {b:.1f} ms.")
    print(f"Ratio {a / b:.2f} (medians of {ROUNDS} interleaved rounds).")


if __name__ == "__main__":
    main()
