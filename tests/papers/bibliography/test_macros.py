"""The macros of a paper, read from its source: those a formula elsewhere can be drawn with."""

import io
import tarfile

import pytest

from app.errors import BadInput
from app.papers.bibliography.macros import PaperMacro, macros_of

MAIN = r"""\documentclass{article}
\usepackage{own}\usepackage{amsmath}
\newcommand{\E}[2][p]{\mathbb{E}_{#1}\left[#2\right]}
\newcommand\loss{\mathcal{L}} % \newcommand{\hidden}{x}
\newcommand{\Eloss}{\E[q]{\loss}}
\DeclareMathOperator*{\argmin}{arg\,min}
\DeclarePairedDelimiter{\abs}{\lvert}{\rvert}
\newcommand{\todo}[1]{\marginpar{#1}}
\newcommand{\broken}{\nosuchcommand}
\def\strange{\expandafter\csname x\endcsname}
\renewcommand{\section}{\subsection}
\input{more}
\begin{document}
$\loss + \loss = \E{x} + \Eloss + \packed$, $\argmin_x \abs{x}$
\end{document}
"""


def packed(**files: str) -> bytes:
    kept = io.BytesIO()
    with tarfile.open(fileobj=kept, mode="w:gz") as tar:
        for name, text in files.items():
            member = tarfile.TarInfo(name.replace("_", "."))
            member.size = len(text.encode())
            tar.addfile(member, io.BytesIO(text.encode()))
    return kept.getvalue()


def test_what_a_formula_can_use_comes_with_the_most_used_first() -> None:
    own = r"\newcommand{\packed}{\mathbf{p}}\newcommand{\unused}{u}\newcommand{\x@y}{z}"
    found = macros_of(packed(main_tex=MAIN, more_tex=r"\newcommand{\more}{\loss_0}", own_sty=own))
    assert found[0] == PaperMacro("loss", r"\newcommand{\loss}{\mathcal{L}}", 4, [])
    known = {one.name: one for one in found}
    assert set(known) == {"loss", "E", "Eloss", "argmin", "abs", "packed", "more"}
    assert known["E"].definition == r"\newcommand{\E}[2][p]{\mathbb{E}_{#1}\left[#2\right]}"
    assert known["abs"].definition == r"\DeclarePairedDelimiter{\abs}{\lvert}{\rvert}"
    assert known["Eloss"].needs == ["E", "loss"]
    assert known["more"].needs == ["loss"]


def test_one_file_alone_is_read_and_a_pdf_says_that_it_holds_none() -> None:
    assert [one.name for one in macros_of(MAIN.encode())][:2] == ["loss", "E"]
    with pytest.raises(BadInput, match="Only a PDF"):
        macros_of(b"%PDF-1.7")
    assert macros_of(rb"\documentclass{article}\begin{document}x\end{document}") == []


def test_macros_made_to_hurt_are_left_out() -> None:
    hostile = r"\newcommand{\a}{\b\b}\newcommand{\b}{\a\a}\newcommand{\big}{" + "x" * 600 + "}"
    hostile += (
        r"\newcommand{\many}[1]{" + "#1" * 20 + r"}\newcommand{\l}{\href{javascript:alert(1)}{x}}\newcommand{\fine}{z}"
    )
    text = rf"\documentclass{{article}}{hostile}\begin{{document}}$\fine$\end{{document}}"
    assert [one.name for one in macros_of(text.encode())] == ["fine"]
