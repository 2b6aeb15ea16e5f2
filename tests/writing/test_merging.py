"""Two texts made from a third, put together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.writing.merging import edits, merged

words = st.lists(st.sampled_from(["tea", "kettle", "é", "🫖", "\n", "boils", "."]), max_size=12).map(" ".join)


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "whole"),
    [
        ("One. Two.", "One. Two. Three.", "Zero. One. Two.", "Zero. One. Two. Three."),
        ("a b c", "a c", "a b c d", "a c d"),
        ("", "mine", "theirs", "theirsmine"),
        ("a b", "a X b", "a X b", "a X b"),
    ],
)
def test_what_both_did_is_there(base: str, mine: str, theirs: str, whole: str) -> None:
    assert merged(base, mine, theirs) == whole


@given(words, words)
def test_where_one_did_nothing_the_other_holds(base: str, other: str) -> None:
    assert merged(base, other, base) == merged(base, base, other) == merged(base, other, other) == other


@given(words, words)
def test_edits_lead_from_one_text_to_the_other(old: str, new: str) -> None:
    text = old
    for start, end, instead in reversed(list(edits(old, new))):
        text = text[:start] + instead + text[end:]
    assert text == new
