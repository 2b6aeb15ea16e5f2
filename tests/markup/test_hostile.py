"""Nothing a text says becomes an instruction to the browser, and nothing it holds breaks the rendering."""

import json
import re
from html.parser import HTMLParser

import pytest

from app.markup import Citation, Claim, Facts, Image, render
from app.markup.sanitise import clean
from tests.material import MATERIAL

SECURITY = MATERIAL / "security"
FORBIDDEN = {"script", "style", "iframe", "object", "embed", "form", "input", "button", "svg", "link", "meta", "base"}
SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:")
ACTIVE = {"style", "srcdoc", "formaction", "action", "xlink:href", "background", "ping", "target"}
VECTORS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '<a href="javascript:alert(1)">x</a>',
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java&#115;cript:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](&#1;javascript:alert(1))",
    "[x](data:text/html,<script>)",
    "[x](vbscript:x)",
    "[x](//evil.example)",
    "[x](\\\\evil.example)",
    "<javascript:alert(1)>",
    "![x](javascript:alert(1))",
    "[r]\n\n[r]: javascript:alert(1)",
    "<kbd onclick=alert(1)>k</kbd>",
    '<abbr title="a" onclick="b">k</abbr>',
    '<abbr title="\'&quot;">k</abbr>',
    "<details ontoggle=alert(1)>\nx\n</details>",
    "<details>\n<summary><img src=x onerror=alert(1)></summary>\n</details>",
    "<sup><sub></sup>x</sub>",
    r"$\href{javascript:alert(1)}{x}$",
    r"$\url{javascript:alert(1)}$",
    r"$\includegraphics{x}$ $\htmlStyle{color:red}{x}$ $\class{card}{x}$",
    r"$\text{<script>alert(1)</script>}$",
    "$</math><script>alert(1)</script>$",
    "```<script>\n</script>\n```",
    "```macros\n\\newcommand{\\x}{</math><script>}\n```\n\n$\\x$",
    '[x](https://a.example "\\" onmouseover=alert(1)")',
    "[^<b>]\n\n[^<b>]: <i onclick=x>",
    "[@arxiv:<script>alert(1)</script>]",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<!-- --!><script>alert(1)</script> -->",
    '# x {#a" onclick="alert(1)}',
]


class Active(HTMLParser):
    """Collects whatever in a page could act."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[object] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in FORBIDDEN:
            self.found.append(tag)
        for name, value in attrs:
            bare = re.sub(r"[\x00-\x20]", "", value or "").lower()
            if name.startswith("on") or name in ACTIVE:
                self.found.append((tag, name, value))
            scheme = SCHEME.match(bare)
            elsewhere = (
                scheme.group() not in {"http:", "https:", "mailto:"} if scheme else bare.startswith(("//", "\\"))
            )
            if name in {"href", "src"} and elsewhere:
                self.found.append((tag, name, value))


def active(html: str) -> list[object]:
    parser = Active()
    parser.feed(html)
    parser.close()
    return parser.found


@pytest.mark.parametrize("form", ["page", "preview", "feed", "plain"])
@pytest.mark.parametrize("source", VECTORS)
def test_hostile_text_is_inert(source: str, form: str) -> None:
    for wrapped in (source, f"- {source}", f"a[^1]\n\n[^1]: {source}"):
        html = render(wrapped, form=form).html  # type: ignore[arg-type]
        assert active(html) == []


def test_the_check_itself_sees_what_acts() -> None:
    for html in ("<script>", "<p onclick=x>", "<a href='java\nscript:x'>", "<img src='//x'>", "<p style='x'>"):
        assert active(html), html


def test_hostile_facts_are_inert() -> None:
    bad = '"><script>alert(1)</script>'
    facts = Facts(
        claims={"k": Claim(bad, bad, bad, bad, bad, "javascript:alert(1)", bad)},
        citations={"arxiv:1": Citation("arxiv:1", bad, bad, [bad], bad, "javascript:alert(1)")},
        images={"i": Image("javascript:alert(1)", alt=bad, credit=bad)},
        macros={bad: bad, "x": bad},
    )
    for form in ("page", "feed", "plain"):
        html = render("[a](note:k) [@arxiv:1] $\\x$\n\n![b](i)", facts, form=form).html  # type: ignore[arg-type]
        assert active(html) == []


def test_a_text_cannot_take_the_ids_or_classes_of_the_page() -> None:
    html = clean('<p id="main" class="btn claim">a</p><h2 id="skip">b</h2><h2 id="h-ok">c</h2>')
    assert html == '<p class="claim">a</p><h2>b</h2><h2 id="h-ok">c</h2>'


@pytest.mark.parametrize(
    "source",
    ["a\x00b", "a\ud800b", "a\x1bb", "a\ufffeb", "$\x00$", "`\udfff`", "[\ud800](note:\ud800)", "# \x00", "&#0;"],
)
def test_characters_no_page_can_carry_are_replaced(source: str) -> None:
    html = render(source).html
    assert "\ufffd" in html
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", html)


def test_newlines_of_every_kind_are_one() -> None:
    assert render("a\r\n\r\nb\rc").html == render("a\n\nb\nc").html


def test_empty_texts() -> None:
    for source in ("", " ", "\n", "<!-- x -->", "[^a]: x", "```macros\n```"):
        assert render(source).html == ""


def test_a_comment_is_never_shown_and_an_unclosed_one_never_hides_the_rest() -> None:
    assert render("a\n\n<!-- What is\n\nyour example? -->\n\nb").html == "<p>a</p>\n<p>b</p>\n"
    assert render("<!-- x --> a <!-- y -->b").html == "<p> a b</p>\n"
    assert "rest" in render("<!-- open\n\nrest").html


def vectors() -> list[str]:
    """Every vector beside the checkout, as text."""
    if not SECURITY.is_dir():
        pytest.skip("../shared/material is not there")
    found: list[str] = []
    for name in ("markdown_xss", "xss_payloads_payloadbox", "blns", "ssrf_urls"):
        found += [str(entry) for entry in json.loads((SECURITY / f"{name}.json").read_text(encoding="utf-8"))]
    for name, key in (("html5sec_vectors", "vector"), ("dompurify_expect", "payload")):
        found += [entry[key] for entry in json.loads((SECURITY / f"{name}.json").read_text(encoding="utf-8"))]
    return found


@pytest.mark.material
def test_known_vectors_are_inert_and_the_last_step_changes_nothing_more() -> None:
    for vector in vectors():
        for source in (vector, f"[a]({vector})", f"${vector}$", f"> # {vector}"):
            html = render(source).html
            assert active(html) == [], source
            assert clean(html) == html, source
