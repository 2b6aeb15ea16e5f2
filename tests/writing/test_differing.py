"""The difference of two texts: nothing is lost, nothing is torn, and it ends."""

import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.writing import aligning, differing
from app.writing.differing import difference, tokens

SMALL = st.text(alphabet="ab \n.é", max_size=30)
ANY = st.lists(
    st.one_of(
        st.sampled_from("the cat sat. \n $x^2$ [a](note:b)"),
        st.sampled_from(["e\u0301", "\u0301", "👩‍🔬", "👍🏽", "\u200d", "中", "か", "\r", "\u2028", "𝔼", "٣"]),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=60,
).map("".join)


def old_of(pieces: list[differing.Piece]) -> str:
    return "".join(text for kind, text in pieces if kind != "new")


def new_of(pieces: list[differing.Piece]) -> str:
    return "".join(text for kind, text in pieces if kind != "gone")


def check(old: str, new: str) -> list[differing.Piece]:
    pieces = difference(old, new)
    assert (old_of(pieces), new_of(pieces)) == (old, new)
    assert all(text for _, text in pieces)
    kinds = [kind for kind, _ in pieces]
    assert all(one != other and (one, other) != ("new", "gone") for one, other in pairwise(kinds))
    return pieces


@given(SMALL, SMALL)
@settings(max_examples=400, deadline=None)
def test_both_texts_are_in_the_pieces(old: str, new: str) -> None:
    check(old, new)


@given(ANY, ANY, ANY, ANY)
@settings(max_examples=300, deadline=None)
def test_what_both_begin_and_end_with_stays(head: str, old: str, new: str, tail: str) -> None:
    pieces = check(f"{head}\n{old}\n{tail}", f"{head}\n{new}\n{tail}")
    stayed = sum(len(text) for kind, text in pieces if kind == "same")
    assert stayed >= len(head) + len(tail)


@given(ANY)
def test_a_text_is_the_same_as_itself(text: str) -> None:
    assert check(text, text) == ([("same", text)] if text else [])


@given(ANY)
def test_tokens_are_the_text(text: str) -> None:
    assert "".join(tokens(text)) == text


@pytest.mark.parametrize(
    ("old", "new", "pieces"),
    [
        ("", "New.", [("new", "New.")]),
        ("Old.", "", [("gone", "Old.")]),
        ("A pot sings.", "A pot hums.", [("same", "A pot "), ("gone", "sings"), ("new", "hums"), ("same", ".")]),
        ("cafe\u0301", "cafe", [("gone", "cafe\u0301"), ("new", "cafe")]),
        ("a 👩‍🔬 b", "a 👩‍🎓 b", [("same", "a "), ("gone", "👩‍🔬"), ("new", "👩‍🎓"), ("same", " b")]),
        ("中文字", "中間字", [("same", "中"), ("gone", "文"), ("new", "間"), ("same", "字")]),
        (
            "The slow brown fox of night", "The quick red fox of night",
            [("same", "The "), ("gone", "slow brown"), ("new", "quick red"), ("same", " fox of night")],
        ),
        (
            "# One\n\nStays.\n\n# Two\n", "# One\n\nCame in.\n\nStays.\n\n# Two\n",
            [("same", "# One\n\n"), ("new", "Came in.\n\n"), ("same", "Stays.\n\n# Two\n")],
        ),
    ],
)  # fmt: skip
def test_words_are_whole_and_phrases_are_not_torn(old: str, new: str, pieces: list[differing.Piece]) -> None:
    assert difference(old, new) == pieces


@given(st.lists(st.integers(0, 3), max_size=12), st.lists(st.integers(0, 3), max_size=12))
def test_the_shortest_way_is_the_shortest(old: list[int], new: list[int]) -> None:
    longest = [[0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for at, one in enumerate(old):
        for there, other in enumerate(new):
            up, left = longest[at][there + 1], longest[at + 1][there]
            longest[at + 1][there + 1] = longest[at][there] + 1 if one == other else max(up, left)
    pairs = aligning._shortest(old, new, aligning.Budget())
    assert len(pairs) == longest[-1][-1]
    assert all(old[one] == new[other] for one, other in pairs)


@pytest.mark.parametrize("words", [("a", "b"), ("a", "b", "c", "d", "\n"), tuple("abcdefghijklmnopqrstuvwxyz\n")])
def test_the_largest_texts_without_rhyme_or_reason_are_compared_within_the_budget(words: tuple[str, ...]) -> None:
    chance = random.Random(7)
    old, new = (" ".join(chance.choices(words, k=200_000)) for _ in range(2))
    budget = aligning.Budget()
    assert list(aligning.stretches(tokens(old), tokens(new), budget))
    assert budget.left > -1_000_000
    check(old, new)


def test_an_edit_in_a_large_text_is_found() -> None:
    chance = random.Random(3)
    lines = [" ".join(f"word{chance.randrange(2_000)}" for _ in range(60)) + "\n\n" for _ in range(900)]
    old = "".join(lines)
    lines[450] = lines[450].replace(" word", " turned word", 1)
    del lines[20:23]
    changed = [(kind, text) for kind, text in check(old, "".join(lines)) if kind != "same"]
    assert [kind for kind, _ in changed] == ["gone", "new"]
    assert changed[1][1] == "turned "
