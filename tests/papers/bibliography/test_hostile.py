"""Text meant to make reading slow: repeated openings, nesting, macros that double. And papers cut anywhere."""

import random
from pathlib import Path

import pytest

from app.papers.bibliography.known_by import known_by
from app.papers.bibliography.source import entries_of_source
from tests.costing import costs_at_most

OPENINGS = r"""
{ } $ [ ~ % \ \href{ \doi{ \doi{\doi{ \cite{ \cite[ \cites{a} \bibitem[ \bibitem{a} \footnote{ \section{
\begin{equation} \begin{tabular} \iffalse \begin{comment} \newcommand{\a}[9]{ \entry{a}{b}{} \bib{a}{b}{
\name{author}{1}{}{{ \harvarditem \cite{a}-- \cite{a}& \url{http://a%20 @article{a, “ A. arXiv: abs/ 10.1234/)
2611.01234 [2611.01234[ hep-th/ \' \input{a}
"""


@pytest.mark.parametrize("opening", OPENINGS.split())
@pytest.mark.parametrize(
    "before", [r"\documentclass{a}\begin{document}\cite{a}\bibitem{a} A. ", r"\bibitem{a} A. \cite{a} "]
)
def test_no_repetition_makes_it_slow(opening, before):
    text = opening * (60_000 // len(opening))
    with costs_at_most(5):
        entries_of_source({"main.tex": (before + text).encode(), "refs.bib": text.encode()})


@pytest.mark.parametrize(
    "macros",
    [
        "".join(rf"\def\{a}{{{chr(92)}{b}" + rf" \{b}" * 9 + "}" for a, b in ["ab", "bc", "cd", "de", "ef"])
        + r"\def\f{xxxx}",
        r"\newcommand{\a}[1]{#1#1#1#1#1#1#1#1#1\a}",
        r"\newcommand{\a}[1]{#1#1#1#1#1#1#1#1#1}",
        r"\def\a{\b}\def\b{\a}",
    ],
)
def test_no_macro_makes_it_slow(macros):
    item = r"\bibitem{x} " + r"\a{" * 50 + "y" + "}" * 50 + r" \a \a{z} arXiv:2611.01234"
    with costs_at_most(5):
        [entry] = entries_of_source(
            {"main.tex": rf"{macros}\begin{{document}}\cite{{x}}{item}\end{{document}}".encode()}
        )
    assert len(entry.text) < 5_000_000


@pytest.mark.parametrize(
    "piece", ["arXiv", "arxiv:", "[", "abs/", "eprint ", "1706.", "hep-th ", "10.1000/", "http://", "(", "v1"]
)
def test_no_text_makes_looking_for_identifiers_slow(piece):
    with costs_at_most(2):
        known_by((piece * 100_000)[:100_000], [(piece * 2_000)[:2_000]])


def test_a_paper_cut_or_changed_anywhere_still_ends():
    styles = Path(__file__).with_name("styles.bbl").read_text()
    paper = (
        r"\documentclass{article}\begin{document}Said \cite{ilves}, so \citet[p. 2]{ilves}. \begin{thebibliography}{9}"
    )
    whole = f"{paper}{styles}\\end{{thebibliography}}\\end{{document}}"
    chance = random.Random(7)
    for _ in range(150):
        start, end = sorted(chance.sample(range(len(whole)), 2))
        entries_of_source({"main.tex": (whole[:start] + whole[end:]).encode()})
        entries_of_source({"main.tex": (whole[:end] + chance.choice("{}[]\\$%") + whole[start:]).encode()})


def test_a_review_of_300_pages_is_read_whole_in_seconds():
    words = "a model forgets slowly when its schedule is even and $x_{1}$ grows " * 4
    pages = [f"\\section{{Part {part}}}\n" + "".join(paragraphs(words, part)) for part in range(60)]
    items = [rf"\bibitem{{k{n}}} M. Ilves et~al. \newblock {words}. arXiv:2611.{n + 1:05}." for n in range(1000)]
    tex = rf"\begin{{document}}{''.join(pages)}\begin{{thebibliography}}{{9}}{''.join(items)}"
    with costs_at_most(10):
        entries = entries_of_source({"main.tex": tex.encode()})
    assert [entry.arxiv for entry in entries] == [[f"2611.{n + 1:05}"] for n in range(1000)]
    assert sum(len(entry.cited) for entry in entries) == 60 * 25 * 2


def paragraphs(words: str, part: int) -> list[str]:
    """25 paragraphs of about 100 words, each citing two entries."""
    return [
        f"{words} \\cite{{k{(part * 25 + n) % 500},k{(part * 7 + n) % 500 + 500}}}. {words}.\n\n" for n in range(25)
    ]
