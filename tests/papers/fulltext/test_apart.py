"""A document is read in a process of its own, whose end is nobody else's."""

import importlib
import json
import time
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

from app.errors import BadInput
from app.papers.fulltext import apart, child
from app.papers.fulltext.cleaning import read_html
from app.papers.fulltext.pdf import read_pdf
from tests.papers.fulltext.paper import AROUND, PAGE
from tests.papers.fulltext.pdfs import pdf

PAPER = AROUND.format(
    '<section id="S1"><h2 class="ltx_title ltx_title_section">Fog 雾 𝔽</h2><img src="x1.png">'
    "<p>a<math><mi>x</mi></math>"
).encode()
LONG = AROUND.format("<p>lantern</p>" * 300_000).encode()
ANYTHING = TypeAdapter[Any](Any)


def test_it_reads_as_in_this_process(tmp_path: Path) -> None:
    path = tmp_path / "paper.html"
    path.write_bytes(PAPER)
    assert apart.read_html(PAPER, PAGE) == apart.read_html(path, PAGE) == read_html(PAPER, PAGE)
    lamps = pdf(["Lamps"])
    assert apart.read_pdf(lamps) == read_pdf(lamps)


def test_what_a_document_is_refused_for_is_said() -> None:
    with pytest.raises(BadInput, match="locked with a password"):
        apart.read_pdf(pdf([], locked=True))
    with pytest.raises(BadInput, match="not a paper"):
        apart.read_html(b"<p>nothing", PAGE)


LIMITS: dict[str, dict[str, int]] = {
    "memory": {"memory": 120 * 1024 * 1024},
    "time": {"seconds": 1},
    "answer": {"output": 1000},
}


@pytest.mark.parametrize("limit", LIMITS.values(), ids=LIMITS)
def test_a_limit_ends_the_reading_and_says_so(limit: dict[str, int]) -> None:
    assert apart.read("html", PAPER, ANYTHING, base=PAGE, **limit | {"output": 10_000})
    began = time.monotonic()
    slow = LONG if limit != {"seconds": 1} else LONG.replace(b"<p>lantern</p>", b"<p><i><b><u><em>lantern")
    with pytest.raises(apart.ReadingFailed, match="too long or too much memory"):
        apart.read("html", slow, ANYTHING, base=PAGE, **limit)
    assert time.monotonic() - began < 20


def test_every_reading_has_its_function() -> None:
    for name in child.READINGS.values():
        module, _, function = name.partition(":")
        assert callable(getattr(importlib.import_module(module), function))


def test_after_one_that_died_the_next_is_read() -> None:
    for _ in range(4):
        with pytest.raises(apart.ReadingFailed):
            apart.read("no such reading", b"", ANYTHING)
    assert apart.read_html(PAPER, PAGE).text


def test_the_process_knows_none_of_our_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STILLROOM_SECRET", "hush")
    monkeypatch.setenv("HOME", "/home/ada")
    assert set(apart.environment()) <= {"PYTHONPATH", "LD_LIBRARY_PATH", "SYSTEMROOT", "TMPDIR"}
    assert "hush" not in json.dumps(apart.environment())
