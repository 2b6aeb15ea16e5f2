"""A paper's HTML becomes the paper, whole and safe, and nothing of the site it came from."""

import pytest

from app.errors import BadInput
from app.papers.fulltext.allowed import clean
from app.papers.fulltext.cleaning import read_html
from tests.papers.fulltext.paper import PAGE, cleaned, read


def test_only_the_article_is_kept() -> None:
    document = read("<p class='ltx_p'>Words.</p><nav class='ltx_TOC'>1 Words</nav><button>Report</button>")
    assert document.html == '<article class="ltx_document"><p class="ltx_p">Words.</p></article>'
    assert document.text == "Words."


KEPT = {
    "classes of LaTeXML only": ('<p class="ltx_p btn claim ltx_">a</p>', '<p class="ltx_p">a</p>'),
    "no styles": ('<p style="position:fixed" onclick="x()">a</p>', "<p>a</p>"),
    "ids are prefixed, each once": ('<p id="S1">a</p><p id="S1">b</p>', '<p id="p-S1">a</p><p>b</p>'),
    "an id that could break out": ('<p id="a\'b c">a</p>', "<p>a</p>"),
    "unknown elements leave their words": ("<x-y><center>a</center></x-y>", "<div>a</div>"),
    "hidden things go": ("<p hidden>a</p><p aria-hidden='true'>b</p><p>c</p>", "<p>c</p>"),
    "old emphasis": ("<b>a</b><tt>b</tt><font color=red>c</font>", "<strong>a</strong><code>b</code><span>c</span>"),
    "tables span": (
        "<table><tr><td colspan=2 rowspan=99999>a</table>",
        '<table><tbody><tr><td colspan="2">a</td></tr></tbody></table>',
    ),
    "equations are no data": (
        '<table class="ltx_eqn_table"><tr><td class="ltx_eqn_eqno">(1)</table>',
        '<table class="ltx_eqn_table" role="presentation"><tbody><tr>'
        '<td class="ltx_eqn_eqno" data-apart="">(1)</td></tr></tbody></table>',
    ),
    "bullets are not of the text": (
        '<ul><li><span class="ltx_tag ltx_tag_item">(iv)</span>a</ul>',
        '<ul><li><span class="ltx_tag ltx_tag_item" data-apart="">(iv)</span>a</li></ul>',
    ),
    "terms are of the text": (
        '<dl><dt><span class="ltx_tag ltx_tag_item">Fog</span></dt></dl>',
        '<dl><dt><span class="ltx_tag ltx_tag_item">Fog</span></dt></dl>',
    ),
    "spans drawn as blocks do not run together": (
        '<span class="ltx_tr"><span class="ltx_td">a</span></span>',
        ' <span class="ltx_tr"> <span class="ltx_td">a</span></span>',
    ),
    "a listing's download": ('<div class="ltx_listing_data"><a href="data:text/plain;base64,YQ==">⬇</a></div>', ""),
    "language and direction": (
        '<p lang="he" dir="rtl">a</p><p lang="x y" dir="up">b</p>',
        '<p lang="he" dir="rtl">a</p><p>b</p>',
    ),
}


@pytest.mark.parametrize(("given", "expected"), KEPT.values(), ids=KEPT)
def test_what_is_kept(given: str, expected: str) -> None:
    assert cleaned(given) == expected


def test_a_footnote_is_told_from_the_text_around_it() -> None:
    note = (
        '<p>Seen<span id="fn1" class="ltx_note ltx_role_footnote"><sup class="ltx_note_mark">1</sup>'
        '<span class="ltx_note_outer"><span class="ltx_note_content"><sup class="ltx_note_mark">1</sup>'
        '<span class="ltx_tag ltx_tag_note">1</span>By Ida.</span></span></span> twice.</p><p>Then.</p>'
    )
    document = read(note)
    assert document.text == "Seen twice. Then. By Ida."
    assert document.html.count("data-apart") == 3
    assert '<span class="ltx_note_outer" data-note="">' in document.html


def test_a_second_mark_of_a_footnote_has_no_words() -> None:
    outer = '<span class="ltx_note_outer"><sup class="ltx_note_mark">1</sup>footnotemark: </span>'
    given = f'<span class="ltx_note ltx_role_footnotemark"><sup class="ltx_note_mark">1</sup>{outer}</span>'
    assert cleaned(given).count("data-") == 1


MATHS = {
    "semantics, annotations and inner ids": (
        '<math id="m1" class="ltx_Math" alttext="x^{2}" display="inline"><semantics><msup id="m2" xref="c"><mi>x</mi>'
        '<mn>2</mn></msup><annotation-xml encoding="MathML-Content"><ci>x</ci></annotation-xml>'
        '<annotation encoding="application/x-tex">x^{2}</annotation></semantics></math>',
        '<math class="ltx_Math" alttext="x^{2}"><msup><mi>x</mi><mn>2</mn></msup></math>',
    ),
    "TeX from the annotation": (
        '<math display="block"><semantics><mi>y</mi><annotation encoding="application/x-tex">y%\n  </annotation>'
        "</semantics></math>",
        '<math class="ltx_Math" alttext="y" display="block"><mi>y</mi></math>',
    ),
    "what is seen, where nothing says the TeX": (
        "<math><mrow><mo>(</mo><mn>2.2</mn><mo>&lt;</mo></mrow></math>",
        '<math class="ltx_Math" alttext="(2.2&lt;"><mrow><mo>(</mo><mn>2.2</mn><mo>&lt;</mo></mrow></math>',
    ),
    "letters in the style they are drawn in": (
        '<math alttext="E"><mi mathvariant="double-struck">E</mi><mi mathvariant="normal">d</mi>'
        '<mi mathvariant="script">LB</mi><mi mathvariant="bold">β1</mi></math>',
        '<math class="ltx_Math" alttext="E"><mi>𝔼</mi><mi mathvariant="normal">d</mi><mi>ℒℬ</mi><mi>𝛃𝟏</mi></math>',
    ),
    "HTML in a formula is its words": (
        '<math alttext="a"><mtext>if <a href="https://x.example">b</a><script>c</script></mtext></math>',
        '<math class="ltx_Math" alttext="a"><mtext>if bc</mtext></math>',
    ),
    "a change of width is no width": (
        '<math alttext="a"><mpadded width="+2pt" depth="1pt"><mi>a</mi></mpadded></math>',
        '<math class="ltx_Math" alttext="a"><mpadded depth="1pt"><mi>a</mi></mpadded></math>',
    ),
    "spaces that are meant": (
        '<math alttext="a"><mtext>\u00a0if\n x\u00a0</mtext></math>',
        '<math class="ltx_Math" alttext="a"><mtext>&nbsp;if x&nbsp;</mtext></math>',
    ),
    "a formula drawn without MathML": (
        '<span class="mjpage"><span class="mjx-math" aria-label="a_1"><span aria-hidden="true">a1</span></span></span>',
        '<math class="ltx_Math" alttext="a_1"><msub><mi>a</mi><mn>1</mn></msub></math>',
    ),
    "one that cannot be drawn": (
        '<span class="mjpage"><span aria-label="\\nosuch{a}"></span></span>',
        '<math class="ltx_Math" alttext="\\nosuch{a}"><mtext>\\nosuch{a}</mtext></math>',
    ),
}


@pytest.mark.parametrize(("given", "expected"), MATHS.values(), ids=MATHS)
def test_mathematics(given: str, expected: str) -> None:
    assert cleaned(f"<p>{given}</p>") == f"<p>{expected}</p>"


def test_figures_are_named_once_and_load_nothing() -> None:
    document = read(
        '<figure class="ltx_figure"><img src="x1.png" class="ltx_graphics" width="300" height="20%" alt="A pier"'
        ' onerror="x()" srcset="https://x.example/1.png 2x"><figcaption>Night</figcaption></figure>'
        '<img src="extracted/7/y 2.jpg"><img src="x1.png"><img src="https://x.example/z.png" alt="z"><img src="">'
    )
    assert document.figures == ["x1.png", "extracted/7/y 2.jpg"]
    assert '<img class="ltx_graphics" alt="A pier" width="300" data-figure="x1.png">' in document.html
    assert '<img alt="z"><img alt="">' in document.html
    assert " src" not in document.html


def test_a_drawing_keeps_its_shapes_and_labels() -> None:
    svg = (
        '<svg class="ltx_picture" width="40pt" height="9e9" viewBox="0 0 4 4" onload="x()" overflow="visible">'
        '<style>*{}</style><g transform="scale(1 -1)" style="fill:red"><path d="M0 0L4 4" marker-end="url(#head)"/>'
        '<use href="//x.example"/><foreignObject width="9"><span>pier</span></foreignObject>'
        '<a href="javascript:x()"><text stroke="red">sea</text></a>'
        '<image href="https://x.example/1.png"/></g><marker id="head"/></svg>'
    )
    assert cleaned(f"<p>a{svg}b</p>") == (
        '<p>a<svg class="ltx_picture" role="img" aria-label="pier sea" data-apart="" width="40pt" viewBox="0 0 4 4">'
        '<g transform="scale(1 -1)"><path d="M0 0L4 4" marker-end="url(#p-head)"></path>'
        '<text width="9" dominant-baseline="text-before-edge" stroke="none">pier</text>'
        '<text stroke="none">sea</text></g>'
        '<marker id="p-head"></marker></svg>b</p>'
    )


def test_a_frame_around_text_is_text() -> None:
    words = '<span class="ltx_p">Think <em>first</em>.</span>'
    box = f'<svg><g><path d="M0 0"/><foreignObject>{words}</foreignObject></g></svg>'
    assert cleaned(box) == '<div class="ltx_framed"> <span class="ltx_p">Think <em>first</em>.</span></div>'


def test_headings_stand_by_their_place_in_the_paper() -> None:
    html = cleaned(
        '<h1 class="ltx_title ltx_title_document">T</h1>'
        '<div class="ltx_abstract"><h6 class="ltx_title ltx_title_abstract">Abstract.</h6></div>'
        '<section id="S1"><h1 class="ltx_title ltx_title_section">A</h1>'
        '<h6 class="ltx_title ltx_title_theorem">B</h6></section>'
    )
    assert html == (
        '<h1 class="ltx_title ltx_title_document">T</h1>'
        '<div class="ltx_abstract"><h2 id="p-heading-1" class="ltx_title ltx_title_abstract">Abstract.</h2></div>'
        '<section id="p-S1"><h2 id="p-heading-2" class="ltx_title ltx_title_section">A</h2>'
        '<div class="ltx_title ltx_title_theorem">B</div></section>'
    )


def test_chapters_push_sections_down() -> None:
    titles = [("chapter", "1 Fog"), ("section", "1.1 Why"), ("chapter", "2 Sea"), ("subsection", "2.0.1 How")]
    document = read("".join(f'<h2 class="ltx_title ltx_title_{kind}">{words}</h2>' for kind, words in titles))
    assert [heading.level for heading in document.layout.outline] == [1, 2, 1, 3]
    assert [document.html[at - 1 : at + 2] for at in _starts(document.html)] == ["<h2", "<h3", "<h2", "<h4"]


def _starts(html: str) -> list[int]:
    return [at + 1 for at in range(len(html)) if html.startswith("<h", at)]


@pytest.mark.parametrize("depth", [200, 20_000])
def test_nesting_has_an_end_and_no_word_is_lost(depth: int) -> None:
    document = read("<div>" * depth + "deep <math>" + "<mrow>" * depth + "<mi>x</mi></math>" + "</div>" * depth)
    assert document.text.replace("$", "") == "deep x"
    beside = read("<p><i>" * 50 + "<math>" + "<mrow>" * depth + "<mi>x</mi></math><svg>" + "<g>" * depth + "<text>y")
    assert beside.text == "$x$"
    assert beside.html.count("<") + document.html.count("<") < 1500


def test_the_last_step_changes_nothing_more() -> None:
    for given, _ in [*KEPT.values(), *MATHS.values()]:
        html = read(f"{given}.").html
        assert clean(html) == html


@pytest.mark.parametrize(
    "page",
    [
        "",
        "<html><body><h1>No HTML for this paper</h1></body></html>",
        "\x00\xff",
        '<article class="ltx_document"> </article>',
    ],
)
def test_what_is_no_paper_says_so(page: str) -> None:
    with pytest.raises(BadInput, match="not a paper in a form we can read"):
        read_html(page.encode("latin-1"), PAGE)


def test_older_pages_and_other_encodings() -> None:
    page = '<html><meta charset="iso-8859-1"><section class="ltx_document"><p class="ltx_p">Käse \x80</p></section>'
    assert read_html(page.encode("latin-1"), PAGE).text == "Käse \x80"
    assert read_html(page.replace("iso-8859-1", "no-such").encode("latin-1"), PAGE).text == "K\ufffdse \ufffd"


def test_too_large_a_page_is_refused() -> None:
    with pytest.raises(BadInput, match="larger than 40 MB"):
        read_html(bytes(40_000_001), PAGE)
