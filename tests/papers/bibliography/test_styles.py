"""One invented entry in each style of bibliography that is met, and what is read of it."""

from pathlib import Path

import pytest

from app.papers.bibliography.source import entries_of_source

PAPER = r"\documentclass{article}\begin{document}Said \cite{ilves}.\bibliography{refs}\end{document}"


def one_of(bbl: str, tex: str = PAPER, **files: str):
    """The only entry of a paper with this .bbl."""
    named = {f"{name}.bib": text.encode() for name, text in files.items()}
    entries = entries_of_source({"main.tex": tex.encode(), **({"main.bbl": bbl.encode()} if bbl else {}), **named})
    assert len(entries) == 1
    return entries[0]


def listed(item: str) -> str:
    return "\\begin{thebibliography}{9}\n" + item + "\n\\end{thebibliography}\n"


STYLES = {
    name.strip(): item
    for name, _, item in (
        style.partition("\n") for style in Path(__file__).with_name("styles.bbl").read_text().split("%%%% ")[1:]
    )
}


@pytest.mark.parametrize("item", STYLES.values(), ids=STYLES)
def test_reads_the_identifier_of_every_style(item):
    tex = PAPER.replace(r"\begin{document}", r"\newcommand{\hepno}[1]{{\tt arXiv:#1}}\begin{document}")
    entry = one_of(listed(item), tex)
    assert (entry.key, entry.arxiv) == ("ilves", ["2611.01234"])
    assert "Ilves" in entry.text
    assert not set(entry.text) & set("\\{}\ue001")
    assert [mention.section for mention in entry.cited] == [""]


SEVERAL = r"A, hep-th/0105012; B, Nucl. Phys. B {\bf 1}, [hep-ph/0105013]; C, math.GT/0105014."
NONE = r"A, Tech. Rep. 1203.1234, pp. 1105.0012, doi:10.1000/1611.01234."
LINKED = r"A. \href{https://doi.org/10.1145/3290605.3300233}{Title of it}."


@pytest.mark.parametrize(
    ("item", "arxiv", "doi", "title"),
    [
        (STYLES["revtex"], ["2611.01234"], ["10.1103/physrevx.1.2"], "Forgetting"),
        (STYLES["mnras"], ["2611.01234"], ["10.1093/mnras/abc"], ""),
        (STYLES["acm"], ["2611.01234"], [], "Forgetting"),
        (STYLES["ieee"], ["2611.01234"], [], "Forgetting"),
        (
            STYLES["apacite"],
            ["2611.01234"],
            ["10.1002/(sici)1097-4571(199806)49:8<693::aid-asi4>3.0.co;2-0"],
            "Forgetting",
        ),
        (STYLES["mendeley"], ["2611.01234"], ["10.1162/tacl_a_00276"], ""),
        (rf"\bibitem{{ilves}} {SEVERAL}", ["hep-th/0105012", "hep-ph/0105013", "math/0105014"], [], ""),
        (r"\bibitem{ilves} A, \hepth{9901001}, \astroph{9901002}.", ["hep-th/9901001", "astro-ph/9901002"], [], ""),
        (rf"\bibitem{{ilves}} {NONE}", [], ["10.1000/1611.01234"], ""),
        (rf"\bibitem{{ilves}} {LINKED}", [], ["10.1145/3290605.3300233"], ""),
        (r"\bibitem{ilves} A. \DOIprefix\doi{10.1007/JHEP05(2026)030}.", [], ["10.1007/jhep05(2026)030"], ""),
    ],
)
def test_reads_identifiers_and_titles(item, arxiv, doi, title):
    entry = one_of(listed(item))
    assert (entry.arxiv, entry.doi, entry.title) == (arxiv, doi, title)


def test_shows_accents_signs_and_formulas():
    text = one_of(
        listed(
            r"\bibitem{ilves} G\"odel, Erd\H{o}s, \v{S}koda, {\L}ukasz, Bj{\o}rn, na\"{\i}ve \& $\alpha_1$--$x$, "
            r"\prd~5\%."
        )
    ).text
    assert text == "Gödel, Erdős, Škoda, Łukasz, Bjørn, naïve & $\\alpha_1$–$x$, Phys. Rev. D 5%."


def test_reads_latin_1():
    entries = entries_of_source(
        {"main.tex": PAPER.encode(), "main.bbl": listed(r"\bibitem{ilves} Gödel, Müller").encode("latin-1")}
    )
    assert entries[0].text == "Gödel, Müller"


BIBER = r"""
\refsection{0}
  \datalist[entry]{nty/global//global/global}
    \entry{ilves}{article}{}
      \name{author}{2}{}{%
        {{hash=ab}{%
           family={Ilves},
           familyi={I\bibinitperiod},
           given={Maarja},
           giveni={M\bibinitperiod}}}%
        {{hash=cd}{family={Wren}, given={Tom}}}%
      }
      \field{eprinttype}{arxiv}
      \field{eprintclass}{cs.LG}
      \field{journaltitle}{Journal of {Memory}}
      \field{title}{How Models Forget}
      \field{year}{2026}
      \verb{doi}
      \verb 10.1000/Mem_1
      \endverb
      \verb{eprint}
      \verb 2611.01234
      \endverb
    \endentry
  \enddatalist
\endrefsection
"""


def test_reads_what_biber_writes():
    entry = one_of(BIBER)
    assert (entry.key, entry.title) == ("ilves", "How Models Forget")
    assert (entry.arxiv, entry.doi) == (["2611.01234"], ["10.1000/mem_1"])
    assert entry.text.startswith("Ilves, Maarja, Wren, Tom. How Models Forget. Journal of Memory, 2026.")


def test_reads_what_old_biblatex_writes():
    bbl = (
        r"\entry{ilves}{article}{}\name{author}{1}{}{{{hash=ab}{Ilves}{I.}{Maarja}{M.}{}{}{}{}}}"
        r"\field{title}{Forgetting}\field{eprint}{hep-th/0105012}\field{eprinttype}{arxiv}\endentry"
    )
    entry = one_of(bbl)
    assert (entry.text.split(".")[0], entry.arxiv) == ("Ilves", ["hep-th/0105012"])


def test_reads_amsrefs():
    tex = r"""\documentclass{amsart}\begin{document}Said \cite{ilves}.
    \begin{bibdiv}\begin{biblist}
    \bib{ilves}{article}{ author={Ilves, M.}, author={Wren, T.}, title={Forgetting}, date={2026},
      eprint={arXiv:2611.01234} }
    \end{biblist}\end{bibdiv}\end{document}"""
    entry = one_of("", tex)
    assert (entry.arxiv, entry.title) == (["2611.01234"], "Forgetting")
    assert entry.cited[0].sentence == "Said [1]."


@pytest.mark.parametrize(
    "fields",
    [
        "eprint = {2611.01234}, archivePrefix = {arXiv}",
        'eprint = "2611.01234v3", archiveprefix = "arXiv"',
        "journal = {CoRR}, volume = {abs/2611.01234}",
        "journal = {arXiv preprint arXiv:2611.01234}",
        "howpublished = {\\url{https://arxiv.org/abs/2611.01234}}",
        "doi = {10.48550/ARXIV.2611.01234}",
        "url = {http://arxiv.org/pdf/2611.01234.pdf}",
        "note = {arXiv:2611.01234 [cs.LG]}",
        "eprint = {2611.01234}, eprinttype = {arxiv}, eprintclass = {cs.LG}",
    ],
)
def test_reads_a_bib_file_where_there_is_no_bbl(fields):
    bib = "@string{me = {Ilves, M.}}\n@comment{x}\n@article{ilves,\n author = me,\n title = {{Forgetting}},\n "
    bib += f"{fields},\n year = 2026\n}}\n"
    bib += "@article{other, title={Not cited}, eprint={2611.09999}}\n"
    entry = one_of("", refs=bib)
    assert (entry.key, entry.arxiv, entry.title) == ("ilves", ["2611.01234"], "Forgetting")
    assert "Ilves" in entry.text


def test_a_broken_bib_entry_loses_no_other():
    bib = "@article{broken, title = {Never closed, year = 2026\n\n@article{ilves, title={A}, eprint={2611.01234}}\n"
    assert one_of("", refs=bib).arxiv == ["2611.01234"]


def test_an_eprint_of_another_archive_is_not_arxivs():
    entry = one_of("", refs="@article{ilves, title={A}, eprint={0105012}, eprinttype={jstor}}")
    assert entry.arxiv == []


@pytest.mark.parametrize(
    "tex",
    [
        r"\input harvmac \lref\ilves{M. Ilves, {\it Forgetting}, hep-th/0105012.} As said \ilves. \listrefs \bye",
        r"\input amstex As said \cite{ilves}. \Refs \ref\key ilves \by M. Ilves \paper Forgetting "
        r"\jour hep-th/0105012 \yr 2001 \endref \bye",
    ],
)
def test_reads_plain_tex(tex):
    entry = one_of("", tex)
    assert (entry.key, entry.arxiv) == ("ilves", ["hep-th/0105012"])
    assert [one.sentence for one in entry.cited] == ["As said [1]."]
