"""Long real posts, and the examples of CommonMark and GFM, where they are beside the checkout."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from app.markup import caps, render
from tests.material import MATERIAL

POSTS = sorted((MATERIAL / "markdown").glob("*.md"))
DIFFERENT = re.compile(
    r"!\[|<[a-z/!?]|https?://|www\.|@\w+\.|\[[ xX]\]|\\\(|\\\[|\$"
    r"|[a-z+]+:[^ /]|//|(?<!~)~~?~?(?!~)|^\s*```*;|\xa0",
    re.IGNORECASE | re.MULTILINE,
)
"""What docs/markup.md says differs on purpose: images, HTML, addresses, tasks, formulas, schemes, tildes."""

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
    html = re.sub(r'align="(\w+)"', r'class="align-\1"', html).replace("&nbsp;", "\xa0")
    html = html.replace(" />", ">").replace("&quot;", '"').replace("<del>", "<s>").replace("</del>", "</s>")
    return re.sub(r">\s+<", "><", html).strip()


def examples() -> list[dict[str, Any]]:
    found = []
    for name in ("commonmark_spec", "gfm_extensions"):
        path = MATERIAL / "security" / f"{name}.json"
        found += json.loads(path.read_text(encoding="utf-8")) if path.is_file() else []
    return [example for example in found if not DIFFERENT.search(example["markdown"])]


@pytest.mark.skipif(not examples(), reason="../shared/material is not there")
def test_commonmark_and_tables_are_as_specified_where_we_do_not_differ_on_purpose() -> None:
    cases = examples()
    wrong = [case["markdown"] for case in cases if plain(render(case["markdown"]).html) != plain(case["html"])]
    assert wrong == []
    assert len(cases) > 200
