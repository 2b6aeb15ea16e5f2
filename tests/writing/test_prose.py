"""A draft's Markdown read as sentences, each with its place."""

import pytest

from app.markup import needs
from app.writing.prose import is_english, masked, plain, sentences, words_in

TEXT = """---
title: Kettles
---
# Kettles. And lids

One kettle[^1] costs 2.5 pounds, e.g. in Leeds. Dr. Ilves and J. Sato et al. Agree *so far.* Does $f(x). Y$ hold? Yes!

- First item. Second sentence
  goes on here.
2. Another item

> Somebody else said this. Twice.

> [!NOTE] Mind the lid
> A callout is ours. It counts.

![A kettle.](image:a)
| a. B | c |
| --- | --- |

<!-- A prompt. Or two. -->
    Not code: it goes on? No, it is code.

Titled
------

[A claim. In two](note:abc) parts. The [lid](https://lids.example/a.B_c) falls.

[^1]: A footnote. Not prose.

$$
x. Y = 2
$$

𝔎ettles `may. Not` whistle. <details>
"""

WORDS = [
    "One kettle costs 2.5 pounds, e.g. in Leeds.", "Dr. Ilves and J. Sato et al. Agree so far.",
    "Does $f(x). Y$ hold?", "Yes!", "First item.", "Second sentence goes on here.", "Another item",
    "A callout is ours.", "It counts.", "A claim. In two parts.", "The lid falls.", "𝔎ettles may. Not whistle.",
]  # fmt: skip


def test_a_text_is_read_as_sentences() -> None:
    assert [one.words for one in sentences(TEXT) if "$$" not in one.source] == WORDS


def test_each_sentence_stands_where_it_says() -> None:
    for one in sentences(TEXT):
        assert TEXT[one.start : one.end] == one.source
        assert TEXT.count("\n", 0, one.start) + 1 == one.line


def test_masking_keeps_every_offset() -> None:
    assert len(masked(TEXT)) == len(TEXT)
    assert [at for at, sign in enumerate(masked(TEXT)) if sign == "\n"] == [
        at for at, sign in enumerate(TEXT) if sign == "\n"
    ]


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("It is **very** _hot_ `now`", "It is very hot now"),
        ("A [claim [sic] here](note:abc), [@arxiv:1706.03762]", "A claim [sic] here,"),
        ("With $a_1 * b_2$ and $c$", "With $a_1 * b_2$ and $c$"),
        ("> quoted\n> twice", "quoted twice"),
        ("![alt](image:a) left out", "left out"),
        ("x<sup>2</sup> &amp; more \\* stars", "x2 & more * stars"),
        ("snake_case_name stays", "snake_case_name stays"),
    ],
)
def test_a_piece_is_read_without_its_signs(source: str, words: str) -> None:
    assert plain(source) == words


def test_a_formula_is_one_word() -> None:
    assert words_in("the loss $L = a + b + c$ falls") == 4


def test_claims_are_counted_as_the_renderer_counts_them() -> None:
    uses = needs(TEXT).uses
    assert len(uses) == sum("](note:" in one.source for one in sentences(TEXT)) == 1


@pytest.mark.parametrize("opener", ["<!--", "$$", "\\[", "`", "[@", "](", "> ", "$a", "<details", "```\n", "- ", "_*"])
def test_no_text_takes_long(opener: str) -> None:
    assert isinstance(sentences(opener * (100_000 // len(opener))), list)


def test_english_is_told_from_other_languages() -> None:
    assert is_english("The kettle is on the table, and it is hot, so we can make the tea. " * 5)
    assert not is_english("Der Kessel steht auf dem Tisch und ist heiß, also kochen wir jetzt Tee. " * 5)
    assert is_english("Zu kurz.")
