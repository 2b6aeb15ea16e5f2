"""`stillroom references FILE`: one JSON line an entry; a refusal is one sentence and status 1."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.papers.bibliography.printed import column, pdf
from tests.serving import done

LIST = r"\begin{thebibliography}{9}\bibitem{ilves} M. Ilves. arXiv:2611.01234, doi:10.1000/182.\end{thebibliography}"
PAPER = rf"\documentclass{{article}}\begin{{document}}\section{{Über}}As said \cite{{ilves}}.{LIST}\end{{document}}"


@pytest.fixture
def references(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], tuple[int, str, str]]:
    """`stillroom references`: how it ended, what it printed, what it complained of."""
    folder = tmp_path_factory.mktemp("said")

    def ask(path: Path) -> tuple[int, str, str]:
        ended = done("references", str(path), given={}, folder=folder)
        return ended.returncode, ended.stdout.decode(), ended.stderr.decode()

    return ask


def test_prints_a_line_for_each_entry(references, tmp_path):
    (tmp_path / "main.tex").write_text(PAPER)
    printed = references(tmp_path)[1].splitlines()
    assert [json.loads(line) for line in printed] == [
        {
            "key": "ilves",
            "text": "M. Ilves. arXiv:2611.01234, doi:10.1000/182.",
            "arxiv": ["2611.01234"],
            "doi": ["10.1000/182"],
            "cited": [{"section": "Über", "sentence": "As said [1]."}],
        }
    ]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("paper.tex", PAPER.encode()),
        ("paper.html", b"<html><ul><li class='ltx_bibitem' id='ilves'>arXiv:2611.01234</li></ul></html>"),
        (
            "paper.pdf",
            pdf(column(["References", "[ilves] ", "[1] M. Ilves, 2026. arXiv:2611.01234", "[2] A. Mets, 2025."])),
        ),
    ],
)
def test_reads_each_kind_of_file(references, tmp_path, name, data):
    (tmp_path / name).write_bytes(data)
    status, printed, complained = references(tmp_path / name)
    assert (status, complained) == (0, "")
    assert json.loads(printed.splitlines()[0])["arxiv"] == ["2611.01234"]


@pytest.mark.parametrize(
    ("data", "why"), [(b"", "empty"), (b"%PDF-1.4", "broken"), (b"\x1f\x8b\x08", "damaged"), (b"words", "neither")]
)
def test_a_refusal_is_one_sentence(references, tmp_path, data, why):
    (tmp_path / "x").write_bytes(data)
    status, printed, complained = references(tmp_path / "x")
    assert (status, printed) == (1, "")
    assert why in complained
    assert len(complained.splitlines()) == 1


def test_a_file_that_is_not_there(references, tmp_path):
    status, _, complained = references(tmp_path / "none")
    assert status == 1
    assert "cannot be read" in complained
