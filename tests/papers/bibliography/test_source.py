"""Which files of a source are the paper, and where it cites what."""

import pytest

from app.papers.bibliography.source import entries_of_source

ITEM = "\\begin{{thebibliography}}{{9}}\\bibitem{{{key}}} A. Author. arXiv:{id}.\\end{{thebibliography}}"


def keys(files: dict[str, str]) -> list[str]:
    return [entry.key for entry in entries_of_source({name: text.encode() for name, text in files.items()})]


def document(body: str, preamble: str = "") -> str:
    return f"\\documentclass{{article}}{preamble}\\begin{{document}}{body}\\end{{document}}"


def bbl(key: str, number: str = "2611.01234") -> str:
    return ITEM.format(key=key, id=number)


WITHIN = "\\begin{filecontents}{own.bib}@misc{a, title={A}}\\end{filecontents}"
UNCLOSED = "\\begin{thebibliography}{9}\\bibitem{a} A. B."
CHOICES = {
    "its own .bbl among others": {
        "main.tex": document("\\cite{a}\\bibliography{refs}"),
        "main.bbl": bbl("a"),
        "other.bbl": bbl("b"),
    },
    "one named after the .bib": {"main.tex": document("\\cite{a}\\bibliography{refs}"), "refs.bbl": bbl("a")},
    "the only one there": {"main.tex": document("\\cite{a}\\bibliography{refs}"), "paper-final.bbl": bbl("a")},
    "read in by name": {"main.tex": document("\\cite{a}\\input{lists/refs.bbl}"), "lists/refs.bbl": bbl("a")},
    "within a file that is read in": {"main.tex": document("\\cite{a}\\input{end}"), "end.tex": bbl("a")},
    "not an abandoned draft": {
        "paper.tex": document("\\cite{a}" + bbl("a")),
        "paper_old.tex": document("\\cite{b}" + bbl("b") + "x" * 9000),
    },
    "not a system's shadow": {"._main.tex": document(bbl("b")), "main.tex": document("\\cite{a}" + bbl("a"))},
    "what arXiv's list names": {
        "00README.XXX": "second.tex toplevelfile\n",
        "first.tex": document(bbl("b") + "x" * 999),
        "second.tex": document(bbl("a")),
    },
    "what arXiv's new list names": {
        "00README.json": '{"sources": [{"filename": "second.tex", "usage": "toplevel"}]}',
        "first.tex": document(bbl("b") + "x" * 999),
        "second.tex": document(bbl("a")),
    },
    "not the response to reviewers": {
        "response.tex": document("x" * 5000 + bbl("b")),
        "ms.tex": document("\\cite{a}\\bibliography{r}"),
        "ms.bbl": bbl("a"),
    },
    "not what is commented out": {"main.tex": document("% \\input{old}\n\\cite{a}" + bbl("a")), "old.tex": bbl("b")},
    "not what is switched off": {
        "main.tex": document(
            "\\iffalse " + bbl("b") + "\\fi \\begin{comment}" + bbl("c") + "\\end{comment}" + bbl("a")
        ),
    },
    "written out, not a .bbl left behind": {"main.tex": document("\\cite{a}" + bbl("a")), "main.bbl": bbl("b")},
    "in a part that is a document too": {
        "main.tex": document("\\subfile{one}\\bibliography{r}"),
        "one.tex": document("\\cite{a}", "[main]"),
        "main.bbl": bbl("a"),
    },
    "in a folder": {"tex/main.tex": document("\\cite{a}\\input{parts/end}"), "tex/parts/end.tex": bbl("a")},
    "by import": {"main.tex": document("\\cite{a}\\import{parts/}{end}"), "parts/end.tex": bbl("a")},
    "a .bib written within": {
        "main.tex": document("\\cite{a}\\bibliography{own}", WITHIN),
    },
    "in files that read each other": {
        "main.tex": document("\\input{x}" + bbl("a")),
        "x.tex": "\\input{y}",
        "y.tex": "\\input{x}",
    },
    "an unclosed list": {"main.tex": "\\documentclass{article}\\begin{document}" + UNCLOSED},
    "a .bbl alone": {"main.bbl": bbl("a")},
    "a .bib alone": {"refs.bib": "@misc{a, title={A}}"},
    "an old one without document": {"p.tex": "\\documentstyle{article}\\begin{document}\\cite{a}" + bbl("a")},
}


@pytest.mark.parametrize("files", CHOICES.values(), ids=CHOICES)
def test_finds_the_bibliography_that_belongs_to_the_paper(files):
    assert keys(files) == ["a"]


def test_reads_the_lists_of_chapters_and_of_further_kinds():
    main = document(
        "\\cite{a}\\include{one}\\bibliography{r}\\citesoft{s}\\bibliographysoft{r}", "\\newcites{soft}{Software}"
    )
    files = {"main.tex": main, "main.bbl": bbl("a"), "one.tex": "\\cite{o}", "one.bbl": bbl("o"), "soft.bbl": bbl("s")}
    assert keys(files) == ["a", "o", "s"]


def test_reads_the_lists_of_units_in_their_order():
    files = {"m.tex": document("\\cite{a}\\putbib[x]"), "bu10.bbl": bbl("c"), "bu2.bbl": bbl("b"), "bu1.bbl": bbl("a")}
    assert keys(files) == ["a", "b", "c"]
    assert keys({"m.tex": document("\\cite{x}" + bbl("x")), "bu1.bbl": bbl("a")}) == ["x"]


def test_reads_a_list_set_by_hand():
    listed = "\\item A, arXiv:2611.01234. \\item[2.] B, arXiv:2611.01235."
    body = f"\\begin{{itemize}}\\item No work\\end{{itemize}}\\section*{{References}}\\begin{{enumerate}}{listed}"
    entries = entries_of_source({"m.tex": document(body + "\\end{enumerate}").encode()})
    assert [(entry.text, entry.arxiv) for entry in entries] == [
        ("A, arXiv:2611.01234.", ["2611.01234"]),
        ("B, arXiv:2611.01235.", ["2611.01235"]),
    ]
    assert keys({"m.tex": document("\\section{References}\\begin{enumerate}\\end{enumerate}")}) == []


def test_all_of_a_bib_file_where_the_paper_says_so():
    files = {"main.tex": document("\\nocite{*}\\bibliography{r}"), "r.bib": "@misc{a, title={A}}\n@misc{b, title={B}}"}
    assert keys(files) == ["a", "b"]


def test_a_paper_without_a_bibliography_cites_nothing():
    assert keys({"main.tex": document("Nothing.")}) == []
    assert keys({"readme.txt": "nothing \\ here"}) == []


LIST = (
    "\\begin{thebibliography}{9}"
    + "".join(f"\\bibitem{{{key}}} {key.upper()}." for key in "abcd")
    + "\\end{thebibliography}"
)


def mentions(body: str, of: str = "a", preamble: str = "") -> list[tuple[str, str]]:
    entries = entries_of_source({"main.tex": document(body + LIST, preamble).encode()})
    return [(one.section, one.sentence) for entry in entries if entry.key == of for one in entry.cited]


COMMANDS = r"""
\cite{a} \citep{a} \citet*{a} \autocite[see][p.~3]{a} \parencite{b,a} \textcite{a} \citealp{a} \cites{b}{a}
\cites[1]{b}[2]{a} \footcite{a} \Citet{a} \onlinecite{a} \cite<see>[p.3]{a} \mycite{a} \supercite{a} \citeauthor{a}
\bibentry{a} \citenum{a}
"""


@pytest.mark.parametrize("command", [*COMMANDS.split(), "\\cite\n {b,\n  a }"])
def test_knows_every_way_to_cite(command):
    assert len(mentions(f"Before. It forgets {command} slowly. After.")) == 1


def test_says_the_sentence_and_the_heading():
    body = (
        "\\begin{abstract}First \\cite{a}.\\end{abstract}\\section[Short]{A \\emph{long} road}\\label{x}\n"
        "One thing, e.g. this. Schedules by Ilves et al. forget $x_1$ slowly~\\cite{a,b}, see Fig.~\\ref{f}. "
        "Then more.\n"
        "\\begin{equation} x = 1 \\end{equation}\nand so on\\footnote{Said in a note \\cite{a}.} it goes.\n"
        "\\begin{tabular}{ll} Left & Right \\cite{a} \\\\ \\end{tabular} \\caption{What is shown \\cite{a}.}"
    )
    assert mentions(body) == [
        ("Abstract", "First [1]."),
        ("A long road", "Schedules by Ilves et al. forget $x_1$ slowly [1, 2], see Fig. …."),
        ("A long road", "Said in a note [1]."),
        ("A long road", "Right [1]"),
        ("A long road", "What is shown [1]."),
    ]


def test_a_range_cites_what_lies_between():
    assert [len(mentions("Many \\cite{a}--\\cite{c}.", of)) for of in "abcd"] == [1, 1, 1, 0]


def test_cites_by_name_and_year_as_natbib_prints():
    listed = "\\begin{thebibliography}{9}\\bibitem[{Ilves \\& Wren(2026)Ilves and Wren}]{a} A.\\end{thebibliography}"
    entries = entries_of_source({"m.tex": document("As \\citet{a} say. So it is \\citep{a}." + listed).encode()})
    assert [one.sentence for one in entries[0].cited] == [
        "As Ilves & Wren (2026) say.",
        "So it is (Ilves & Wren, 2026).",
    ]


def test_neither_a_comment_nor_the_list_nor_nocite_is_a_mention():
    assert mentions("% \\cite{a}\n\\nocite{a} Text. \\iffalse \\cite{a}\\fi") == []


def test_the_paper_s_own_commands_are_read():
    preamble = "\\newcommand{\\or}[2][]{#1#2}"
    preamble += "\\newcommand{\\net}{ForgetNet}\\newcommand{\\by}[2][Ilves]{#1 by #2}\\def\\pair#1#2{(#1, #2)}"
    assert mentions("The \\or{\\net{}} of \\by{Wren} and \\pair{x}{y} \\cite{a}.", preamble=preamble) == [
        ("", "The ForgetNet of Ilves by Wren and (x, y) [1].")
    ]
