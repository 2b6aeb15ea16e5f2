"""Long real posts, and the examples of CommonMark and GFM, where they are beside the checkout."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

from app.markup import caps, render
from tests.material import MATERIAL

POSTS = sorted((MATERIAL / "markdown").glob("*.md"))
DIFFERENT = re.compile(
    r"!\[|<[a-z/!?]|(?<![(<:])https?://|^\s*[-*+] \[[ x]\]|\[\^|^````?;|\xa0", re.IGNORECASE | re.MULTILINE
)
"""What docs/markup.md says differs on purpose: images, HTML, bare addresses, tasks, footnotes, languages."""
_theirs = MarkdownIt("commonmark").enable(["table", "strikethrough"])

pytestmark = pytest.mark.material


@pytest.mark.skipif(not POSTS, reason="../shared/material is not there")
@pytest.mark.parametrize("post", POSTS, ids=[post.stem[-40:] for post in POSTS])
def test_a_long_post_has_no_formula_error(post: Path) -> None:
    rendered = render(post.read_text(encoding="utf-8")[: caps.SOURCE])
    assert [problem for problem in rendered.problems if problem.kind in {"formula", "macro"}] == []
    assert rendered.words > 1_000


def plain(html: str) -> str:
    """Without what we add to every element, so that what is left must be equal."""
    html = re.sub(r' (?:rel|tabindex|id)="[^"]*"', "", html)
    html = re.sub(r'<div class="scroll"[^>]*>(<table>)|(</table>)</div>', r"\1\2", html)
    html = re.sub(r'style="text-align:(\w+)"', r'class="align-\1"', html).replace("&nbsp;", "\xa0")
    html = html.replace(" />", ">").replace("&quot;", '"').replace("<del>", "<s>").replace("</del>", "</s>")
    return re.sub(r">\s+<", "><", html).strip()


def examples() -> list[dict[str, Any]]:
    found = []
    for name in ("commonmark_spec", "gfm_extensions", "cmark_regression"):
        path = MATERIAL / "security" / f"{name}.json"
        found += json.loads(path.read_text(encoding="utf-8")) if path.is_file() else []
    return found


@pytest.mark.skipif(not examples(), reason="../shared/material is not there")
def test_commonmark_and_tables_are_as_markdown_it_gives_them_where_we_do_not_differ_on_purpose() -> None:
    written = [example["markdown"] for example in examples()]
    other = [text for text in written if plain(render(text).html) != plain(_theirs.render(text))]
    assert [text for text in other if not DIFFERENT.search(text)] == []
    assert len(written) - len(other) > 240
