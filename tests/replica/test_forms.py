"""The forms of a replica's paper: HTML as LaTeXML makes it, PDF, source, and how they differ between versions."""

import gzip
import io
import re
import tarfile
from collections import Counter
from collections.abc import Iterator

import httpx
import pypdfium2
import pytest
from PIL import Image
from selectolax.lexbor import LexborHTMLParser

from app.replica.library import papers
from app.replica.manuscript import keys, manuscript, pieces
from app.replica.server import Running, serve

EVEN_PACE, WALKER, OVERSEER, PROBES = "2611.01234", "2610.04410", "2512.90031", "2609.91873"
GUIDE, REVIEW, PDF_ONLY, BIB_ONLY, NOTE = "2611.02718", "2611.05150", "2608.95514", "2604.97331", "2609.96120"


@pytest.fixture(scope="module")
def served() -> Iterator[Running]:
    running = serve()
    yield running
    running.stop()


@pytest.fixture
def replica(served: Running) -> Iterator[Running]:
    yield served
    served.revealed.clear()
    served.rerendered.clear()


def ask(replica: Running, path: str) -> httpx.Response:
    return httpx.get(f"{replica.url}{path}", trust_env=False)


def html(replica: Running, named: str) -> LexborHTMLParser:
    answer = ask(replica, f"/html/{named}")
    assert answer.status_code == 200
    return LexborHTMLParser(answer.text)


def said(replica: Running, named: str) -> str:
    """The words of the article, formulas as their TeX."""
    [article] = html(replica, named).css("article.ltx_document")
    for formula in article.css("math"):
        formula.replace_with(formula.attributes["alttext"])
    return " ".join(article.text().split())


def written(replica: Running, named: str) -> dict[str, str]:
    packed = gzip.decompress(ask(replica, f"/e-print/{named}").content)
    with tarfile.open(fileobj=io.BytesIO(packed)) as tar:
        return {name: tar.extractfile(name).read().decode("utf-8", "replace") for name in tar.getnames()}


def pages(replica: Running, named: str) -> list[str]:
    document = pypdfium2.PdfDocument(ask(replica, f"/pdf/{named}").content)
    return [document[number].get_textpage().get_text_range() for number in range(len(document))]


def test_html_has_every_kind_of_part_that_latexml_makes(replica):
    page = html(replica, f"{EVEN_PACE}v1")
    for parts in (
        "nav.ltx_page_navbar",
        "article.ltx_document > div.ltx_abstract p.ltx_p",
        "section.ltx_section > h2 > span.ltx_tag_section",
        "section#S2 > section#S2\\.SS1.ltx_subsection > h3",
        "div.ltx_para#S1\\.p1 > p.ltx_p#S1\\.p1\\.1",
        "math.ltx_Math[display=inline] > semantics > annotation[encoding='application/x-tex']",
        "table.ltx_equation.ltx_eqn_table#S2\\.E1 math[display=block] munderover",
        "figure.ltx_figure#S1\\.F1 > img.ltx_graphics[src='x1.png']",
        "figure.ltx_figure > figcaption > span.ltx_tag_figure",
        "figure.ltx_table#S3\\.T1 > table.ltx_tabular td.ltx_td",
        "span.ltx_note.ltx_role_footnote > span.ltx_note_outer > span.ltx_note_content > sup.ltx_note_mark",
        "cite.ltx_cite > a.ltx_ref[href='#bib.bib5']",
        "ul.ltx_biblist > li.ltx_bibitem#bib\\.bib5 > span.ltx_bibblock",
    ):
        assert page.css(parts), parts


def test_every_inner_link_of_every_page_leads_somewhere(replica):
    for id, paper in papers().items():
        if "html" not in paper.formats:
            continue
        page = html(replica, id)
        ids = [one.attributes["id"] for one in page.css("[id]")]
        assert len(ids) == len(set(ids)), id
        links = [one.attributes["href"] for one in page.css("article a[href^='#']")]
        assert {link.removeprefix("#") for link in links} <= set(ids), id


def test_figures_are_pictures_and_the_same_each_time(replica):
    first, again = (ask(replica, f"/html/{EVEN_PACE}v1/x1.png") for _ in range(2))
    assert first.headers["content-type"] == "image/png"
    assert first.content == again.content
    assert Image.open(io.BytesIO(first.content)).size == (640, 400)
    assert ask(replica, f"/html/{EVEN_PACE}v1/x3.png").status_code == 404


def test_a_page_rendered_again_says_the_same_in_other_markup(replica):
    before, words = ask(replica, f"/html/{EVEN_PACE}v1").text, said(replica, f"{EVEN_PACE}v1")
    replica.rerendered.add(EVEN_PACE)
    after = ask(replica, f"/html/{EVEN_PACE}v1").text
    assert said(replica, f"{EVEN_PACE}v1") == words
    paragraphs = [set(re.findall(r'<p class="ltx_p" id="([^"]+)"', page)) for page in (before, after)]
    assert paragraphs[0].isdisjoint(paragraphs[1])


@pytest.mark.parametrize("id", [WALKER, OVERSEER, EVEN_PACE, PROBES])
def test_a_second_version_differs_in_every_way_that_versions_do(replica, id):
    replica.reveal(id)
    first, second = (manuscript(*_version(id, number)) for number in (1, 2))
    before, after = (
        {block.text for part in one.parts for block in part.blocks if block.kind == "paragraph"}
        for one in (first, second)
    )
    assert len(second.parts) == len(first.parts) + 1
    assert before & after
    assert before - after
    cited = [{key for text in texts for key in _cited(text)} for texts in (before, after)]
    assert cited[0] - cited[1] or id == EVEN_PACE
    assert said(replica, f"{id}v1") != said(replica, f"{id}v2")


def test_a_hidden_version_is_nowhere_until_it_is_revealed(replica):
    oai = f"/oai2?verb=GetRecord&identifier=oai:arXiv.org:{EVEN_PACE}&metadataPrefix=arXivRaw"
    query = f"/api/query?id_list={EVEN_PACE}"
    assert ask(replica, f"/html/{EVEN_PACE}v2").status_code == 404
    assert f"{EVEN_PACE}v1<" in ask(replica, query).text
    assert 'version="v2"' not in ask(replica, oai).text
    replica.reveal(EVEN_PACE)
    assert f"{EVEN_PACE}v2<" in ask(replica, query).text
    assert 'version="v2"' in ask(replica, oai).text
    assert "What is left in the weights" in said(replica, EVEN_PACE)
    assert "What is left in the weights" not in said(replica, f"{EVEN_PACE}v1")


def test_a_paper_without_html_says_so_as_arxiv_does(replica):
    for id in (PDF_ONLY, BIB_ONLY, "cs/0105990"):
        answer = ask(replica, f"/html/{id}v1")
        assert answer.status_code == 404
        assert f"No HTML for '{id}v1'" in answer.text
    packed = ask(replica, f"/e-print/{PDF_ONLY}v1")
    assert packed.headers["content-type"] == "application/pdf"
    assert packed.content == ask(replica, f"/pdf/{PDF_ONLY}v1").content


def test_sources_cite_what_the_page_cites(replica):
    files = written(replica, f"{GUIDE}v1")
    uncommented = re.sub(r"(?m)^%.*$", "", files["main.tex"])
    cited = [key for group in re.findall(r"\\cite\{([^}]+)\}", uncommented) for key in group.split(",")]
    items = re.findall(r"\\bibitem\{([^}]+)\}", files["main.bbl"])
    assert set(cited) == set(items)
    shown = Counter(one.attributes["href"] for one in html(replica, f"{GUIDE}v1").css("cite a"))
    assert {f"#bib.bib{items.index(key) + 1}": times for key, times in Counter(cited).items()} == shown


def test_the_guide_leans_on_some_works_more_than_on_others():
    cited = Counter(key for part in manuscript(*_version(GUIDE, 1)).parts for key in _cited_in(part))
    assert len(cited) >= 30
    leaned = [times for _, times in cited.most_common(5)]
    assert leaned[:4] == sorted(set(leaned[:4]), reverse=True)
    assert leaned[3] > leaned[4]


def test_one_source_has_its_bibliography_as_bibtex_only(replica):
    assert set(written(replica, f"{BIB_ONLY}v1")) == {"main.tex", "refs.bib"}


def test_the_review_is_long_and_its_source_in_parts(replica):
    assert len(said(replica, f"{REVIEW}v1")) > 80_000
    assert sum(name.startswith("parts/") for name in written(replica, f"{REVIEW}v1")) == len(papers()[REVIEW].sections)
    assert len(pages(replica, f"{NOTE}v1")) <= 2


def test_a_pdf_can_be_read_greek_and_hyphens_and_all(replica):
    text = "\n".join(pages(replica, f"{EVEN_PACE}v1"))
    assert "λ" in text
    assert "∑" in text
    assert "\u2212" in text
    assert re.search(r"but forget[\ufffe-]\W*ting spoils", text)
    assert "Figure 1: The share of neighbouring facts" in text
    assert "ℝ" in "\n".join(pages(replica, f"{WALKER}v1"))


def _version(id, number):
    paper = papers(frozenset([id]))[id]
    assert number <= paper.newest
    return paper, number


def _cited(text):
    return [key for piece in pieces(text) if piece.kind == "cite" for key in keys(piece.text)]


def _cited_in(part):
    return [key for block in part.blocks for text in (block.text, *sum(block.rows, ())) for key in _cited(text)]
