"""Bibliographies in LaTeXML's HTML of several generations, and in other people's."""

import pytest

from app.papers.bibliography.html import entries_of_html
from tests.costing import costs_at_most

TODAY = """
<!DOCTYPE html><html><body><nav class="ltx_TOC"><a href="#bib">References</a></nav><div class="ltx_page_main">
<article class="ltx_document"><h1 class="ltx_title ltx_title_document">How models forget</h1>
<div class="ltx_abstract"><h6 class="ltx_title">Abstract</h6><p class="ltx_p">Known before
<cite class="ltx_cite">[<a class="ltx_ref" href="https://arxiv.org/html/2611.01234v1#bib.bib1">1</a>]</cite>.</p></div>
<section class="ltx_section" id="S1"><h2 class="ltx_title"><span class="ltx_tag">1 </span>A long road</h2>
<div class="ltx_para"><p class="ltx_p">One thing, e.g. this. A rate <math alttext="x_{1}"><mi>x</mi></math> grows
<cite class="ltx_cite">Ilves et al. (<a class="ltx_ref" href="#bib.bib1">2026</a>)</cite>.<span
 class="ltx_note ltx_role_footnote"
><sup>1</sup><span class="ltx_note_outer"><span class="ltx_note_content">Said in a note <cite class="ltx_cite">[<a
href="#bib.bib2">2</a>]</cite>.</span></span></span> Many
<cite class="ltx_cite">[<a href="#bib.bib1">1</a>–<a href="#bib.bib3">3</a>]</cite> say so.</p></div>
<section class="ltx_subsection"><h3 class="ltx_title">1.1 A turn</h3><figure><figcaption class="ltx_caption">Drawn after
<a href="#bib.bib3" class="ltx_ref">3</a>.</figcaption></figure></section></section>
<section class="ltx_bibliography" id="bib"><h2 class="ltx_title">References</h2><ul class="ltx_biblist">
<li class="ltx_bibitem" id="bib.bib1"><span class="ltx_tag ltx_tag_bibitem">Ilves et al. (2026)</span>
 <span class="ltx_bibblock">M. Ilves and T. Wren.</span> <span class="ltx_bibblock">Forgetting.</span>
 <span class="ltx_bibblock"><em>arXiv preprint arXiv:2611.01234</em>, 2026, see <a href="#bib.bib2">2</a>.</span></li>
<li class="ltx_bibitem ltx_bib_article" id="bib.bib2"><span class="ltx_tag ltx_bib_key">[2]</span>
 <span class="ltx_bibblock"><span class="ltx_bib_author">A. Mets</span> (2025)</span>
 <span class="ltx_bibblock"><span class="ltx_text ltx_bib_title">A turn of events</span>.</span>
 <span class="ltx_bibblock"><span class="ltx_bib_links">External Links:
 <a href="https://dx.doi.org/10.1000%2FMem(1)">Document</a>,
 <a href="http://arxiv.org/abs/math.GT/0105012">Link</a></span></span>
 <span class="ltx_bibblock ltx_bib_cited">Cited by: <a href="#S1">§1</a>.</span></li>
<li class="ltx_bibitem" id="bib.bib3"><span class="ltx_bibblock">
<a href="%5Cdoibase%2010.1103/PhysRevE.1.2">Phys. Rev. E</a>.</span></li>
</ul></section></article></div></body></html>
"""


def test_reads_entries_as_latexml_writes_them():
    first, second, third = entries_of_html(TODAY.encode())
    assert (first.key, first.title, first.arxiv, first.doi) == ("bib.bib1", "Forgetting", ["2611.01234"], [])
    assert first.text == "M. Ilves and T. Wren. Forgetting. arXiv preprint arXiv:2611.01234, 2026, see 2."
    assert (second.title, second.arxiv, second.doi) == ("A turn of events", ["math/0105012"], ["10.1000/mem(1)"])
    assert "Cited by" not in second.text
    assert second.url == "https://dx.doi.org/10.1000/Mem(1)"
    assert third.doi == ["10.1103/physreve.1.2"]


def test_says_where_each_is_cited():
    cited = [[(one.section, one.sentence) for one in entry.cited] for entry in entries_of_html(TODAY.encode())]
    road, many = "1 A long road", "Many [1–3] say so."
    assert cited == [
        [("Abstract", "Known before [1]."), (road, "A rate $x_{1}$ grows Ilves et al. (2026)."), (road, many)],
        [(road, many), (road, "Said in a note [2].")],
        [(road, many), ("1.1 A turn", "Drawn after 3.")],
    ]


@pytest.mark.parametrize(
    "html",
    [
        '<ul><li class="ltx_bibitem" id="b"><a href="https://arxiv.org/abs/2611.01234"><span>A.</span></a></li></ul>',
        '<dl class="ltx_biblist"><dt class="ltx_bibtag">[1]</dt><dd id="b">A. arXiv:2611.01234</dd></dl>',
        '<ol class="ltx_biblist"><li id="b">A. CoRR, abs/2611.01234.</li></ol>',
        '<h2>7. References</h2><p>As follows.</p><ol><li id="b">A. arXiv:2611.01234</li></ol>',
        '<div><h3>References</h3></div><div><ul><li id="b">A. <a href="https://arxiv.org/pdf/2611.01234">pdf</a></li></ul></div>',
    ],
)
def test_reads_other_generations_and_other_people_s(html):
    cited = '<p>So it is <a href="#b">1</a>.</p>'
    [entry] = entries_of_html(f"<html><body>{cited}{html}</body></html>".encode())
    assert (entry.key, entry.arxiv, len(entry.cited)) == ("b", ["2611.01234"], 1)


@pytest.mark.parametrize(
    "said",
    [
        '<a href="//arxiv.org/abs/2611.01234">Link</a>',
        'arXiv:2611.<span class="ltx_ERROR undefined">\\allowbreak</span>01234',
        "arXiv:2611.\u200b01234",
        "arXiv:2611.\u00ad01234",
    ],
)
def test_what_no_reader_sees_hides_no_identifier(said):
    [entry] = entries_of_html(f'<ul><li class="ltx_bibitem" id="b">A. {said}</li></ul>'.encode())
    assert entry.arxiv == ["2611.01234"]
    assert "allowbreak" not in entry.text


def test_a_page_without_references_cites_nothing():
    assert entries_of_html(b"<html><body><h2>References</h2><p>None.</p></body></html>") == []
    assert entries_of_html(b"") == []


def test_a_link_to_anything_else_is_no_mention():
    html = TODAY.replace("#bib.bib1", "#S1").replace("#bib.bib2", "#").replace("#bib.bib3", "bib.bib3")
    assert [entry.cited for entry in entries_of_html(html.encode())] == [[], [], []]


@pytest.mark.parametrize(
    "piece", ["<div>", "<p>", "<a href='#b'>", "<li class='ltx_bibitem' id='b'>", "<math>", "<b>x"]
)
def test_no_nesting_makes_it_slow_or_fail(piece):
    with costs_at_most(8):
        entries_of_html(
            ("<html><body><p><a href='#b'>1</a></p><ul><li class=ltx_bibitem id=b>A" + piece * 20_000).encode()
        )
