"""What is shown either side of a quoted passage."""

from hypothesis import given
from hypothesis import strategies as st

from app.writing.evidence import AROUND, after, before

TEXT = "Let $a$ be known. " * 30 + "HERE" + " And $b$ follows from it." * 30


def test_it_begins_and_ends_with_whole_words() -> None:
    at = TEXT.index("HERE")
    left, right = before(TEXT, at), after(TEXT, at + 4)
    assert 200 < len(left) <= AROUND
    assert 200 < len(right) <= AROUND
    assert TEXT[: at - len(left)].endswith(" ")
    assert TEXT[at + 4 + len(right) :].startswith(" ")


def test_short_texts_are_shown_whole() -> None:
    assert before("one two", 4) == "one "
    assert after("one two", 3) == " two"


@given(st.lists(st.sampled_from(["word", "$x + y$", "$z$,", "long" * 30]), max_size=80), st.integers(0, 80))
def test_no_formula_is_ever_cut(words: list[str], place: int) -> None:
    text, at = " ".join(words), len(" ".join(words[:place]))
    for piece in (before(text, at), after(text, at)):
        assert piece.count("$") % 2 == 0
        assert len(piece) <= AROUND
        assert piece in text
