"""Footnotes, claims, citations, figures, headings and links: what stands beside the words."""

import re

import pytest

from app.markup import Citation, Claim, Facts, Heading, Image, Needs, needs, plain_text, render
from app.markup.dialect import parse

CLAIM = Claim(
    quote="Half the steps <suffice>.",
    before="We find: ",
    after=" The rest",
    section="4.1 Speed",
    label="§4.1, arXiv 2611.01234v1",
    url="https://arxiv.org/abs/2611.01234v1",
    words="So $n/2$ *steps*.",
)
WORK = Citation(
    "arxiv:2611.01234", "Ilves et al. 2026", "Even schedules", ["M. Ilves"], "2026", "https://arxiv.org/abs/2611.01234"
)
OTHER = Citation("doi:10.1002/(A)1:2;3", "Mori 2024", "Noise", ["K. Mori"], "2024", "https://doi.org/10.1002/x")
FACTS = Facts(
    claims={"k7": CLAIM},
    citations={WORK.key: WORK, OTHER.key: OTHER},
    images={"image:a": Image("/images/a.png", 10, 20), "image:b": Image("/images/b.png", alt="From the file")},
)


def test_needs_lists_each_once_in_order_of_first_use() -> None:
    source = (
        "[b](note:n2) [@doi:10.1/x; @arxiv:1706.03762, p. 3]\n\n[a](note:n1) ![](image:1) [c](note:n2) $[@no:x]$\n\n"
        "`[@arxiv:1]` <!-- [d](note:n3) --> ^[In a note ![x](y.png) [@arxiv:2]] | \n\n[^f]: [e](note:n4)"
    )
    found = needs(source)
    assert found.notes == ["n2", "n1", "n4"]
    assert found.citations[:2] == ["doi:10.1/x", "arxiv:1706.03762"]
    assert found.images[0] == "image:1"
    assert {"arxiv:2"} <= set(found.citations)
    assert "y.png" in found.images


def test_needs_of_nothing() -> None:
    assert needs("") == Needs([], [], [])


def test_a_claim_leads_to_its_passage_without_script() -> None:
    rendered = render("They need [half the *steps*](note:k7).", FACTS)
    html = rendered.html
    assert '<span class="claim"><a href="#s-k7">half the <em>steps</em></a>' in html
    assert '<span class="card" role="group" aria-label="Source passage" id="s-k7">' in html
    assert '<span class="context">We find: </span>Half the steps &lt;suffice&gt;.' in html
    assert '<span class="words">So <math alttext="n/2">' in html
    assert 'href="https://arxiv.org/abs/2611.01234v1"' in html
    assert rendered.claims == 1
    assert rendered.problems == []


def test_the_same_passage_twice_has_two_ids() -> None:
    ids = re.findall(r'id="(s-[^"]*)"', render("[a](note:k7) [b](note:k7)", FACTS).html)
    assert ids == ["s-k7", "s-k7-2"]


def test_a_claim_without_its_note_keeps_its_words_and_is_told() -> None:
    rendered = render("One\n\n[a claim](note:gone)", FACTS)
    assert '<span class="claim missing">a claim</span>' in rendered.html
    assert [(problem.line, problem.kind) for problem in rendered.problems] == [(3, "note")]
    assert rendered.claims == 1


def test_a_claim_in_a_feed_is_a_link_to_the_page_or_to_arxiv() -> None:
    at_page = Facts(claims={"k7": CLAIM}, base_url="https://stillroom.example/forgetting")
    assert 'href="https://stillroom.example/forgetting#s-k7"' in render("[a](note:k7)", at_page, form="feed").html
    assert 'href="https://arxiv.org/abs/2611.01234v1"' in render("[a](note:k7)", FACTS, form="feed").html


def test_citations_are_numbered_by_first_use_and_listed() -> None:
    rendered = render(f"[@{OTHER.key}, p. 3; @{WORK.key}] and [@{OTHER.key}]", FACTS)
    assert "Mori 2024, p. 3" in rendered.html
    assert re.findall(r'<li id="(ref-\d)">([KM])', rendered.html) == [("ref-1", "K"), ("ref-2", "M")]
    assert rendered.headings == [Heading(2, "refs", "References")]
    assert rendered.blocks[-1].startswith('<section class="references" id="refs">')


def test_an_unknown_citation_is_marked_and_told() -> None:
    rendered = render("See [@arxiv:1234.56789].", FACTS)
    assert '<span class="cit missing">[arxiv:1234.56789]</span>' in rendered.html
    assert [problem.kind for problem in rendered.problems] == ["citation"]
    assert "<section" not in rendered.html


@pytest.mark.parametrize("source", ["[@nobody]", "mail [@ home]", "`[@arxiv:1]`", "[@arxiv:1](/x)"])
def test_what_is_no_citation(source: str) -> None:
    assert "cit missing" not in render(source).html


def test_a_footnote_stands_beside_its_place_and_holds_blocks_as_spans() -> None:
    html = render("A[^n] b.\n\n[^n]: One\n\n    - two\n\n    ```\n    code\n    ```\n\n    $$x$$").html
    assert html.count("<p>") == 1
    note = html[html.index('<span class="note" id="n-1">') :]
    assert '<span class="note-li">two</span>' in note
    assert '<code class="note-code">code</code>' in note
    assert '<math alttext="x" display="block">' in note
    assert not re.search(r"<(ul|pre|div|li)\b", html)


def test_footnotes_that_name_each_other_end() -> None:
    html = render("A[^a]\n\n[^a]: see [^b]\n\n[^b]: see [^a]").html
    assert html.count('class="note"') == 2


def test_a_footnote_named_twice_is_written_once() -> None:
    html = render("A[^a] b[^a]\n\n[^a]: x").html
    assert html.count('class="note"') == 1
    assert html.count('id="r-1"') == 1


def test_a_footnote_without_text_is_told() -> None:
    rendered = render("A[^a] and\nB[^b]\n\n[^b]: x")
    assert "[^a]" in rendered.html
    assert [(problem.line, problem.kind) for problem in rendered.problems] == [(1, "footnote")]


def test_a_figure_has_a_number_and_a_caption_with_mathematics() -> None:
    html = render('![Plot](image:a "Falls as $t$.")\n\n![Plain](image:a)\n\nin ![line](image:a) text', FACTS).html
    assert '<figcaption><b>Figure 1.</b> Falls as <span class="m-keep"><math alttext="t">' in html
    assert html.count("<figure>") == 2
    assert html.count("<b>Figure") == 1
    assert 'width="10" height="20" loading="lazy"' in html


def test_an_image_says_what_it_lacks() -> None:
    rendered = render("![](image:a)\n\n![](image:b)\n\n![Words](https://elsewhere.example/x.png)", FACTS)
    assert [(problem.line, problem.kind) for problem in rendered.problems] == [
        (1, "alt"),
        (1, "credit"),
        (3, "credit"),
        (5, "image"),
    ]
    assert 'alt="From the file"' in rendered.html
    assert "elsewhere" not in rendered.html


def test_headings_have_ids_of_their_own() -> None:
    rendered = render("# Über $x$ & more\n\n## a\n\n## a\n\n## a-1\n\n## a\n\n## Other {#a}\n\n## !!!")
    assert [heading.id for heading in rendered.headings] == [
        "h-über-x-more",
        "h-a",
        "h-a-1",
        "h-a-1-1",
        "h-a-2",
        "h-a-3",
        "h-section",
    ]
    assert rendered.headings[0].text == "Über x & more"
    assert len(re.findall(r'<h\d id="h-', rendered.html)) == 7


def test_links_within_the_text_lead_somewhere_or_are_told() -> None:
    rendered = render("[a](#there) [b](#nowhere)\n\n# There")
    assert '<a href="#h-there">a</a>' in rendered.html
    assert '<span class="missing">b</span>' in rendered.html
    assert [problem.kind for problem in rendered.problems] == ["link"]


def test_a_feed_has_absolute_links_and_no_ids() -> None:
    facts = Facts(images=FACTS.images, citations=FACTS.citations, base_url="https://stillroom.example/forgetting")
    source = f"# T\n\n[a](#t) [b](/other) A[^n] [@{WORK.key}]\n\n![x](image:a)\n\n[^n]: note"
    html = render(source, facts, form="feed").html
    for url in ("/forgetting#h-t", "/other", "/forgetting#n-1", "/images/a.png", "/forgetting#ref-1"):
        assert f'"https://stillroom.example{url}"' in html
    assert " id=" not in html
    assert "tabindex" not in html
    assert '<section class="endnotes">' in html


def test_links_say_nothing_about_where_one_came_from() -> None:
    assert 'rel="noopener noreferrer nofollow"' in render("[a](https://x.example)").html
    assert 'rel="noopener noreferrer"' in render("[a](https://x.example)", form="preview").html


def test_preview_marks_each_top_level_element() -> None:
    source = "# A\n\ntext\n\n- a\n- b\n\n<!-- no -->\n\n$$x$$\n\n| a |\n|---|\n\n> q\n\n---"
    rendered = render(source, form="preview")
    assert rendered.html == "".join(rendered.blocks)
    assert [int(line) for line in re.findall(r'data-line="(\d+)"', rendered.html)] == [1, 3, 5, 10, 12, 15, 17]
    hashes = re.findall(r'^<\w+ data-h="([0-9a-f]{20})"', "\n".join(rendered.blocks), re.MULTILINE)
    assert len(hashes) == len(rendered.blocks) == 7
    changed = render(source.replace("text", "texts"), form="preview")
    assert sum(a != b for a, b in zip(rendered.blocks, changed.blocks, strict=True)) == 1


def test_rendering_is_pure() -> None:
    source = f"# A\n\n[a](note:k7)[^n] [@{WORK.key}] $x$ \\eqref{{eq-a}}\n\n$$x$$ {{#eq-a}}\n\n[^n]: x"
    assert render(source, FACTS) == render(source, FACTS)


def test_words_and_formulas_are_counted() -> None:
    rendered = render("One *two* three $x$ `code`\n\n- four[^a]\n\n[^a]: five")
    assert (rendered.words, rendered.formulas, rendered.claims) == (5, 1, 0)


def test_plain_text_is_words_alone() -> None:
    source = "# T\n\nA *b* $\\frac13$[^n] [c](note:k) &amp; <d>.\n\n![x](y)\n\n```\ncode\n```\n\nEnd.\n\n[^n]: note"
    assert plain_text(source, 100) == "T A b 1/3 c & <d>. End."
    assert plain_text("one two three four", 12) == "one two…"
    assert len(plain_text("word " * 10_000, 160)) <= 160


@pytest.mark.parametrize(
    ("written", "works"),
    [
        ("[@arXiv:1706.03762]", [("arxiv:1706.03762", "")]),
        ("[@arxiv:1706.03762,p. 3]", [("arxiv:1706.03762", "p. 3")]),
        ("[@doi:10.1000/a,b, § 2, p. 3;@bib:Sato:2025]", [("doi:10.1000/a,b", "§ 2, p. 3"), ("bib:Sato:2025", "")]),
    ],
)
def test_a_citation_is_read_into_keys_and_places(written: str, works: list[tuple[str, str]]) -> None:
    (paragraph,) = [token for token in parse(written, {}) if token.children]
    assert [token.meta["works"] for token in paragraph.children or [] if token.type == "citation"] == [works]
