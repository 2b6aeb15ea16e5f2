"""The text `bench_preview.py` draws: many words with 200 formulas, headings, footnotes, numbered equations."""

import random
import re

WORDS = re.findall(
    r"\w+",
    """forget slowly the model learns a schedule whose pace is even and cheap while noise that nobody trained on stays
    where it was until each of its weights has been seen at least once by somebody who did not look away""",
)
INLINE = (
    r"\lambda_{%d} = \lambda_{\max}\, t/T",
    r"\sum_{t=1}^{T} (r_t - r_{%d})^2",
    r"\frac{1}{%d n}",
    r"\mathbb{E}_{x\sim p_{%d}}[f(x)]",
    r"\hat\theta_{%d} \in \mathbb{R}^d",
    r"\sqrt{1 + \sigma_{%d}^2}",
    r"\lVert w \rVert_{%d} \leq \epsilon",
    r"\alpha_{%d} \to \infty",
    r"p(y \mid x_{%d})",
)
DISPLAY = (
    r"\begin{aligned} L_{%d} &= \int_0^1 f(x)\,dx \\ &\geq \log \frac{p}{q} \end{aligned}",
    r"f(x) = \begin{cases} 0 & x < %d \\ 1 & \text{otherwise} \end{cases}",
    r"A = \begin{pmatrix} a_{%d} & b \\ c & d \end{pmatrix}",
    r"\nabla_\theta J_{%d} = \mathbb{E}\left[\sum_{t} \gamma^t \frac{\partial r_t}{\partial \theta}\right]",
)
"""Each is used with a number of its own, so that no two in the text are the same."""
HERE = "marked here"


def formulas(count: int = 200) -> list[tuple[str, bool]]:
    """TeX and whether it is displayed: every tenth is."""
    return [
        (DISPLAY[n // 10 % len(DISPLAY)] % (n + 2), True) if n % 10 == 9 else (INLINE[n % len(INLINE)] % (n + 2), False)
        for n in range(count)
    ]


def text(words: int = 5000, count: int = 200, seed: int = 7) -> str:
    """Sections of paragraphs of some 80 words; in the middle of the text a paragraph ends with `HERE`."""
    chance = random.Random(seed)
    waiting = formulas(count)
    every = words // count
    parts, line = [], list[str]()
    for n in range(words):
        line.append(chance.choice(WORDS))
        if n % every == every - 1 and waiting:
            tex, display = waiting.pop(0)
            line.append(f"${tex}$" if not display else "")
            if display:
                name = f" {{#eq-{n}}}" if n % 2 else ""
                parts += [" ".join(line).strip() + ":", f"$$\n{tex}\n$$" + name]
                line = []
        if n % 400 == 399:
            parts.append(f"## {' '.join(chance.choices(WORDS, k=3))}")
        if len(line) > 80:
            middle = words // 2 < n and not any(part.endswith(HERE) for part in parts)
            parts.append(" ".join(line) + (f" {HERE}" if middle else "."))
            line = []
            if n % 3 == 0 and not middle:
                parts[-1] += f"[^{n}]"
                parts.append(f"[^{n}]: {' '.join(chance.choices(WORDS, k=9))}.")
    return "\n\n".join([*parts, " ".join(line)])
