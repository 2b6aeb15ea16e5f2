"""Small texts that become large, or take long: each meets a limit that says itself."""

import json
import subprocess
import sys

import pytest

from app.markup import Problem, TooMuch, caps, render


def test_a_text_over_the_cap_is_refused_with_a_sentence() -> None:
    with pytest.raises(TooMuch, match="The text is safe"):
        render("x" * (caps.SOURCE + 1))


def test_headings_beyond_the_cap_are_drawn_and_told() -> None:
    rendered = render("# a\n\n" * (caps.HEADINGS + 5))
    assert len(rendered.headings) == caps.HEADINGS
    assert len(rendered.blocks) == caps.HEADINGS + 5
    assert [problem.kind for problem in rendered.problems] == ["capped"]


def test_deep_nesting_is_told() -> None:
    rendered = render("> " * 60 + "deep")
    assert "capped" in {problem.kind for problem in rendered.problems}


def test_problems_are_capped() -> None:
    assert len(render("$\\nope$ " * 500).problems) == caps.PROBLEMS


def test_a_problem_has_the_line_it_is_on() -> None:
    rendered = render("one\ntwo [a](note:x)\nthree\n\n- four\n  five $\\nope$\n\n> six\n> [@arxiv:9]")
    found = [(problem.line, problem.kind) for problem in rendered.problems]
    assert found == [(2, "note"), (6, "formula"), (9, "citation")]
    assert all(isinstance(problem, Problem) and problem.message.endswith(".") for problem in rendered.problems)


HOSTILE = [
    "# a\n\n" * 4_000,
    "".join(f"[a{i}]: /u\n" for i in range(4_000)),
    "|" + "a|" * 500 + "\n|" + "-|" * 500 + "\n" + "|\n" * 200,
    ">" * 5_000 + "a",
    "$\\text{" * 6_000,
    "\\[ x\n" * 8_000,
    "\\( " * 14_000,
    "<!-- " * 8_000,
    "<!-- \n\n" * 6_000,
    "<details>\n" * 4_000,
    "[^a] " * 8_000,
    "[@a:b] " * 5_000,
    "*a **a " * 6_000,
    "http://a.b " * 4_000,
    "```macros\n" + "\\newcommand{\\a}{" * 2_400,
    "$\\begin{align}" + "a\\label{x}\\\\" * 2_600,
    "| $a|b$ | `c|d` |\n|---|---|\n" * 1_300,
]
TIMED = """
import json, sys, time
from app.markup import render
times = []
for source in json.load(sys.stdin):
    began = time.process_time()
    render(source)
    times.append(time.process_time() - began)
print(json.dumps(times))
"""


@pytest.fixture(scope="module")
def seconds() -> dict[str, float]:
    """Seconds of processor that each hostile text costs in a process that does nothing but render."""
    command = [sys.executable, "-c", TIMED]
    told = subprocess.run(command, input=json.dumps(HOSTILE), capture_output=True, text=True, check=True)
    return dict(zip(HOSTILE, json.loads(told.stdout), strict=True))


@pytest.mark.parametrize("source", HOSTILE, ids=lambda source: source[:12])
def test_forty_thousand_hostile_characters_cost_seconds_and_not_minutes(source: str, seconds: dict[str, float]) -> None:
    assert seconds[source] < 6
