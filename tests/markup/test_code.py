"""Code in colours: the same characters, known classes, bounded, readable in both themes."""

import html
import re
from pathlib import Path

import pytest

from app.markup import caps, render
from app.markup.code import highlight, known, language

STYLES = Path(__file__).parents[2] / "frontend" / "src" / "styles"
SAMPLES = {
    "python": '@d\ndef f(x: int) -> str:\n    """Doc."""  # why\n    return f"{x}" + "é𝒳" and 1.5\n\n\n',
    "js": "const a = () => `x${1}`; // c\r",
    "diff": "--- a\n+++ b\n@@ -1 +1 @@\n-x\n+y\n",
    "html": '<p class="a">&amp;<!-- c --></p>\n<script>alert(1)</script>',
    "bash": '\techo "$X" | grep -v y # c\n',
    "pycon": ">>> 1 + 1\n2\n>>> x\nTraceback (most recent call last):\n",
    "json": '{"a": [1, true,]}',
}


def text_of(drawn: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", drawn))


@pytest.mark.parametrize("name", SAMPLES)
def test_no_character_is_lost_and_every_class_passes_the_last_step(name: str) -> None:
    drawn = highlight(SAMPLES[name], name)
    assert text_of(drawn) == SAMPLES[name]
    page = render(f"```{name}\n{SAMPLES[name]}\n```").html
    assert 'class="hl-' in page
    assert set(re.findall(r'class="(hl-\w+)"', drawn)) == set(re.findall(r'class="(hl-\w+)"', page))
    assert "<script>" not in page


@pytest.mark.parametrize(("info", "name"), [("python", "python"), ("{.r .x}", "r"), ("JS title", "js"), ("  ", "")])
def test_the_first_word_of_a_fence_names_the_language(info: str, name: str) -> None:
    assert language(info) == name


def test_unknown_languages_and_long_code_are_plain() -> None:
    assert not known("nonesuch")
    assert not known("text")
    for info, content in (("nonesuch", "x = 1"), ("", "x = 1"), ("python", "x = 1\n" * (caps.CODE // 6 + 1))):
        assert "hl-" not in render(f"```{info}\n{content}\n```").html
    one = "```python\n" + "x = 1\n" * (caps.CODE // 6 - 1) + "```\n\n"
    blocks = render(one * 5).blocks
    assert ["hl-number" in block for block in blocks] == [True, True, True, False, False]


@pytest.mark.parametrize("form", ["feed", "plain"])
def test_where_our_style_sheet_is_not_there_are_no_colours(form: str) -> None:
    assert "hl-" not in render("```python\nx = 1\n```", form=form).html  # type: ignore[arg-type]


def colours() -> dict[str, tuple[str, str]]:
    tokens = (STYLES / "tokens.css").read_text(encoding="utf-8")
    return {
        name: (light, dark) for name, light, dark in re.findall(r"--([\w-]+): light-dark\((#\w+), (#\w+)\)", tokens)
    }


def luminance(colour: str) -> float:
    """Relative luminance of a colour as `#rgb` or `#rrggbb` (WCAG 2.2)."""
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_every_colour_of_code_can_be_read_in_both_themes() -> None:
    rules = re.findall(r"\.hl-[^{]*\{ color: var\(--(\w+)\)", (STYLES / "markup.css").read_text(encoding="utf-8"))
    assert len(rules) == 6
    for name in rules:
        for own, ground in zip(colours()[name], colours()["sunken"], strict=True):
            high, low = sorted((luminance(own), luminance(ground)), reverse=True)
            assert (high + 0.05) / (low + 0.05) >= 4.5, name
