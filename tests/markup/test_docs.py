"""Every example of docs/markup.md gives the HTML that stands below it."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from app.markup import Citation, Claim, Facts, Image, render

PAGE = Path(__file__).parents[2] / "docs" / "markup.md"
EXAMPLE = re.compile(r"````markdown\n(.*?)\n````\n\n````html ?(\w*)\n(.*?)\n````", re.DOTALL)
EXAMPLES = EXAMPLE.findall(PAGE.read_text(encoding="utf-8"))
FACTS = Facts(
    claims={
        "k7": Claim(
            quote="We drop the weights in training.",
            before="As before, ",
            after=" Samples improve.",
            section="3.2 Training",
            label="§3.2, arXiv 2611.01234v1",
            url="https://arxiv.org/abs/2611.01234v1",
            words="They say it **helps**.",
        )
    },
    citations={
        "arxiv:2611.01234": Citation(
            key="arxiv:2611.01234",
            label="Ilves and Wren 2026",
            title="Even schedules",
            authors=["Mara Ilves", "Tobias Wren"],
            year="2026",
            url="https://arxiv.org/abs/2611.01234",
            container="arXiv:2611.01234",
            first="Ilves, Mara",
            sort="ilves",
        ),
        "bib:sato": Citation(
            key="bib:sato",
            label="Sato 2025",
            title="On boiling",
            authors=["Aiko Sato"],
            year="2025",
            url="",
            container="Journal of Kettles 4(2), 1–10",
            first="Sato, Aiko",
            sort="sato",
        ),
    },
    images={"image:plot": Image("/images/plot.png", 640, 250, credit="Mara Ilves, CC BY 4.0")},
)


def test_the_page_has_examples() -> None:
    assert len(EXAMPLES) > 15
    assert PAGE.read_text(encoding="utf-8").count("````markdown") == len(EXAMPLES)


@pytest.mark.parametrize(("source", "form", "expected"), EXAMPLES, ids=[source[:40] for source, _, _ in EXAMPLES])
def test_example(source: str, form: str, expected: str) -> None:
    facts = replace(FACTS, citation_style="numbered") if form == "numbered" else FACTS
    drawn = render(source, facts, form="feed" if form == "feed" else "page")
    assert drawn.html.rstrip("\n") == expected
