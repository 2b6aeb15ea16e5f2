"""What a reader selects is found in the source: the projection says where each shown word comes from."""

import random
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.anchors import Anchor, make
from app.anchors.squeezing import bare
from app.markup import Citation, Facts, render
from app.writing.anchoring import locate
from app.writing.projection import project
from app.writing.rules import digest_of
from tests.writing.reader import selectable

SOURCE = r"""# A kettle {#top}

<!-- The motivation: ask yourself why. -->

A *kettle* [sings **early**](note:k7), as [@arxiv:2611.01234, p. 3] says; it costs $5 & \*more\*.
So $x^2 < y$ &amp; `code` hold.

$$
\frac{1}{2} = 0.5
$$ {#eq-half}

> - Quoted $n \to \infty$,
>   and **on**.

| Kettle | Says |
| ------ | ---- |
| old | early |
| new | early |

```python
boil(water)
```

![what it shows](image:plot "The caption")
"""
FACTS = Facts(citations={"arxiv:2611.01234": Citation("arxiv:2611.01234", "Ilves et al. 2026", "", [], "", "")})


def source_of(selected: str, source: str = SOURCE) -> str | None:
    """What `locate` finds in the source for words selected of its rendering."""
    seen = selectable(render(source, FACTS).html)
    start = seen.index(selected)
    place = locate(make(seen, start, start + len(selected)), "", source, FACTS)
    return source[place.start : place.end] if place else None


@pytest.mark.parametrize(
    ("selected", "source"),
    [
        ("A kettle sings early, as", "A *kettle* [sings **early**](note:k7), as"),
        ("as Ilves et al. 2026, p. 3 says", "as [@arxiv:2611.01234, p. 3] says"),
        ("it costs $5 & *more*", r"it costs $5 & \*more\*"),
        ("So $x^2 < y$ & code hold", "So $x^2 < y$ &amp; `code` hold"),
        (r"$\frac{1}{2} = 0.5$", "$$\n\\frac{1}{2} = 0.5\n$$"),
        (r"Quoted $n \to \infty$, and on", "Quoted $n \\to \\infty$,\n>   and **on"),
        ("new early", "new | early"),
        ("boil(water)", "boil(water)"),
    ],
)
def test_words_of_the_rendering_are_found_in_the_source(selected: str, source: str) -> None:
    assert source_of(selected) == source


def test_what_is_not_shown_is_not_in_it() -> None:
    text = project(SOURCE, FACTS).text
    for hidden in ("motivation", "note:k7", "image:plot", "what it shows", "**", "<!--", "{#"):
        assert hidden not in text


def test_what_is_shown_is_all_in_it() -> None:
    source = SOURCE.replace(" {#eq-half}", "")
    seen = selectable(render(source, FACTS).html).replace("Figure 1. ", "")
    assert bare(project(source, FACTS).text) == bare(seen)


def test_works_stand_in_it_as_their_style_writes_them() -> None:
    works = {
        "doi:10.1/b": Citation("doi:10.1/b", "Brew 2020", "Brewing", ["Bo Brew"], "2020", "", sort="brew"),
        "doi:10.1/a": Citation("doi:10.1/a", "Ash 2019", "Ashes", ["Al Ash"], "2019", "", sort="ash"),
    }
    source = "It boils [@doi:10.1/b; @doi:10.1/a, p. 3][^n], or [@doi:10.1/c][@doi:10.1/b].\n\n[^n]: So [@doi:10.1/a]."
    shown = {}
    for style in ("author_year", "numbered"):
        facts = Facts(citations=works, citation_style=style)  # type: ignore[arg-type]
        shown[style] = project(source, facts).text
        start = shown[style].index("boils")
        place = locate(make(shown[style], start, shown[style].index(", or")), "", source, facts)
        assert place
        assert source[place.start : place.end].startswith("boils [@doi:10.1/b; @doi:10.1/a, p. 3]")
        assert bare(shown[style]).startswith(bare(selectable(render(source, facts).html).partition("So ")[0]))
    assert shown["author_year"].startswith("It boils Ash 2019, p. 3; Brew 2020, or [doi:10.1/c]Brew 2020.")
    assert shown["numbered"].startswith("It boils [1; 2, p. 3], or [doi:10.1/c][1].")


@pytest.mark.parametrize(
    "source", ["", "\n", "[", "[a](", "$", "$$\n", "```", "&", "|a|\n|-|\n|b", "\\", "> \n", "[^1]"]
)
def test_scraps_do_no_harm(source: str) -> None:
    projection = project(source)
    assert len(projection.begins) == len(projection.ends) == len(projection.text)


SCRAPS = [
    "kettle",
    "steam",
    " ",
    "\n",
    "\n\n",
    "*",
    "**",
    "`",
    "$x$",
    "$",
    "[",
    "](note:a)",
    "](b)",
    "> ",
    "- ",
    "# ",
    "|",
    "\\",
]
MARKDOWN = st.lists(st.sampled_from([*SCRAPS, "&lt;", "𝔼", "$$", "~~", "[^1]", "\n[^1]: "]), max_size=40).map("".join)


@settings(max_examples=300, deadline=None)
@given(MARKDOWN)
def test_every_shown_character_has_a_place_in_the_source(source: str) -> None:
    projection = project(source)
    assert len(projection.begins) == len(projection.ends) == len(projection.text)
    for begin, end in zip(projection.begins, projection.ends, strict=True):
        assert 0 <= begin <= end <= len(source)
    for word in ("kettle", "steam", "𝔼"):
        for match in re.finditer(word, projection.text):
            start, end = projection.span(*match.span())
            assert source[start:end] == word


def test_a_mark_made_on_the_source_stays_where_it_is_while_marks_around_it_change() -> None:
    start = SOURCE.index("*kettle*")
    anchor = make(SOURCE, start, start + 8)
    assert locate(anchor, digest_of(SOURCE), SOURCE).start == start  # type: ignore[union-attr]
    changed = SOURCE.replace("as [@arxiv:2611.01234, p. 3] says", "so they say")
    assert locate(anchor, digest_of(SOURCE), changed).start == start  # type: ignore[union-attr]


def test_words_that_stand_twice_alike_have_no_place() -> None:
    assert locate(Anchor("early"), "", SOURCE) is None


@pytest.mark.material
def test_selections_of_real_posts_are_found_where_they_stand(material: Path) -> None:
    chance, lost, total = random.Random(1), 0, 0
    for path in sorted((material / "markdown").glob("*.md")):
        source = path.read_text().replace("\r\n", "\n")
        seen = selectable(render(source).html).split(" ")
        for _ in range(60):
            start = chance.randrange(len(seen) - 12)
            before, words, after = seen[:start], seen[start : start + 10], seen[start + 10 :]
            anchor = Anchor(" ".join(words), " ".join(before)[-64:], " ".join(after)[:64])
            place = locate(anchor, "", source)
            total, lost = total + 1, lost + (place is None)
            if place:
                plain = [word for word in words[1:-1] if word.isalpha()]
                assert sum(word in source[place.start : place.end] for word in plain) >= 0.7 * len(plain), words
    assert lost <= 0.03 * total
