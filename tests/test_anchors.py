"""Anchors: found exactly, found with a shown confidence, or lost; never on a look-alike."""

import random
from difflib import SequenceMatcher

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.anchors import Anchor, Place, find, make
from app.anchors.likeness import blocks
from app.anchors.squeezing import bare, squeeze
from tests.costing import costs_at_most

TEXT = (
    "A kettle sings before it boils. The probe learns a sparse code of the sound. We then measure how faithful the "
    "code is to the water. The probe learns a dense code of the steam. Nothing else in the kitchen has any part in it."
)
SPARSE = "The probe learns a sparse code of the sound."
WORDS = st.sampled_from(
    ["kettle", "probe", "water", "steam", "code", "sparse", "dense", "early", "late", "the", "a", "of"]
)
SENTENCES = st.lists(WORDS, min_size=5, max_size=14).map(lambda words: " ".join(words).capitalize() + ".")


def anchor_of(passage: str, text: str = TEXT) -> Anchor:
    start = text.index(passage)
    return make(text, start, start + len(passage))


def found(anchor: Anchor, text: str) -> str | None:
    place = find(anchor, text)
    return text[place.start : place.end] if place else None


def test_a_passage_of_an_unchanged_text_is_certain() -> None:
    start = TEXT.index(SPARSE)
    assert find(anchor_of(SPARSE), TEXT) == Place(start, start + len(SPARSE), 1.0)


@pytest.mark.parametrize("other", [TEXT.replace(" ", "\n  "), TEXT.replace(". ", ".\n\n"), "\ufeff \n" + TEXT])
def test_white_space_never_counts(other: str) -> None:
    passage = found(anchor_of(SPARSE), other)
    assert passage is not None
    assert passage.split() == SPARSE.split()


def test_surroundings_tell_two_equal_passages_apart() -> None:
    second = TEXT.index("The probe learns", TEXT.index("We then"))
    place = find(make(TEXT, second, second + 16), TEXT)
    assert place
    assert place.start == second


def test_two_equally_good_places_are_none() -> None:
    assert find(Anchor("The probe learns"), TEXT) is None
    assert find(anchor_of(SPARSE), f"{TEXT} {TEXT}") is None


def test_the_position_decides_only_on_the_very_text() -> None:
    second = TEXT.rindex("learns")
    bare = Anchor("learns", start=second, end=second + 6)
    assert find(bare, TEXT, unchanged=True) == Place(second, second + 6, 1.0)
    assert find(bare, TEXT) is None


def test_a_position_that_names_other_words_is_not_believed() -> None:
    lying = Anchor(SPARSE, start=0, end=len(SPARSE))
    place = find(lying, TEXT, unchanged=True)
    assert place
    assert place.start == TEXT.index(SPARSE)


@pytest.mark.parametrize("passage", [SPARSE, "The probe learns a dense code of the steam.", "a sparse code"])
def test_a_deleted_passage_is_not_found_on_its_look_alike(passage: str) -> None:
    assert found(anchor_of(passage), TEXT.replace(passage, "")) is None


def test_a_deleted_passage_is_not_found_where_its_neighbours_changed_too() -> None:
    other = TEXT.replace(SPARSE, "").replace("sings", "hums").replace("faithful", "close")
    assert found(anchor_of(SPARSE), other) is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("learns a sparse code", "learnt one sparse code"),
        ("sparse code", "very sparse and rather early code"),
        ("The probe learns", "Our probe learns"),
        ("of the sound.", "of a sound."),
        ("A kettle sings", "Any kettle sings"),
    ],
)
def test_a_changed_passage_is_found_with_less_than_certainty(old: str, new: str) -> None:
    other = TEXT.replace(old, new, 1)
    place = find(anchor_of(SPARSE), other)
    assert place
    assert other[place.start : place.end] == SPARSE.replace(old, new)
    assert place.confidence < 1.0


def test_a_passage_moved_away_whole_is_found_with_less_than_certainty() -> None:
    place = find(anchor_of(SPARSE), f"{TEXT.replace(SPARSE, '')} {SPARSE}")
    assert place
    assert place.confidence < 1.0


def test_the_same_words_elsewhere_are_no_place_while_the_passage_still_stands_changed() -> None:
    other = TEXT.replace("a sparse code of", "one sparse code of") + " And at the end, once more: " + SPARSE
    assert found(anchor_of(SPARSE), other) is None


def test_short_words_are_not_trusted_without_their_surroundings() -> None:
    assert find(anchor_of("sings"), "Something else that sings.") is None


@pytest.mark.parametrize("quote", ["", " \n ", "\u00a0"])
def test_nothing_is_nowhere(quote: str) -> None:
    assert find(Anchor(quote, start=0, end=0), TEXT, unchanged=True) is None


def test_formulas_and_other_scripts_are_found() -> None:
    text = "Wir zeigen $\\lim_{n \\to \\infty} a_n = 0$ für 𝔼[x] — 水が沸く前に音がする。 Ende 👩‍🔬."
    for passage in ("$\\lim_{n \\to \\infty} a_n = 0$", "𝔼[x]", "沸く前に音", "👩‍🔬"):
        assert found(anchor_of(passage, text), text) == passage


def test_a_formula_is_the_same_whether_it_is_displayed_or_not() -> None:
    text = "Then $$x^2 = 4$$ follows."
    assert found(Anchor("Then $x^2 = 4$ follows."), text) == text
    assert found(Anchor("$x^2 = 4$", "Then ", " follows."), text) == "$$x^2 = 4$$"


def test_selectors_are_those_of_the_web_annotation_model_and_come_back() -> None:
    anchor = make(TEXT, 2, 8, "Abstract")
    assert anchor.as_json() == {
        "selector": [
            {"type": "TextQuoteSelector", "exact": "kettle", "prefix": "A ", "suffix": TEXT[8:72]},
            {"type": "TextPositionSelector", "start": 2, "end": 8},
        ],
        "section": "Abstract",
        "around": {"before": "A ", "after": TEXT[8:408], "twins": []},
    }
    assert Anchor.from_json(anchor.as_json()) == anchor
    assert Anchor.from_json(Anchor("kettle").as_json()) == Anchor("kettle")


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200), st.data())
def test_what_is_found_exactly_has_the_very_words(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    anchor = make(text, start, data.draw(st.integers(start, len(text))))
    place = find(anchor, text)
    if place:
        assert bare(text[place.start : place.end]) == bare(anchor.exact)
        assert start - 1 <= place.start < place.end <= start + len(anchor.exact)


@settings(max_examples=200, deadline=None)
@given(st.lists(SENTENCES, min_size=3, max_size=12, unique=True), st.data())
def test_a_deleted_sentence_is_never_found_among_its_like(sentences: list[str], data: st.DataObject) -> None:
    gone = data.draw(st.integers(0, len(sentences) - 1))
    text = " ".join(sentences)
    start = len(" ".join(sentences[:gone])) + (gone > 0)
    anchor = make(text, start, start + len(sentences[gone]))
    assert found(anchor, " ".join(sentences[:gone] + sentences[gone + 1 :])) is None


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60), st.integers(0, len(TEXT)))
def test_what_is_written_elsewhere_moves_the_place_along(written: str, at: int) -> None:
    start = TEXT.index(SPARSE)
    if start < at < start + len(SPARSE):
        return
    place = find(anchor_of(SPARSE), TEXT[:at] + written + TEXT[at:])
    assert place
    assert place.start == start + len(written) * (at <= start)


def test_a_thousand_notes_are_found_in_a_long_paper_in_a_moment() -> None:
    chance = random.Random(7)
    vocabulary = [f"w{number}" for number in range(4000)]
    text = " ".join(chance.choice(vocabulary) for _ in range(65_000))
    anchors = [make(text, start, start + 90) for start in (chance.randrange(len(text) - 90) for _ in range(1000))]
    edited = "A new first line. " + text.replace(" w77 ", " w78 ")
    with costs_at_most(6):
        lost = sum(find(anchor, edited) is None for anchor in anchors)
    assert lost == 0


@given(st.lists(st.sampled_from("abcd"), max_size=14), st.lists(st.sampled_from("abcde"), max_size=14))
def test_the_blocks_are_difflibs(words: list[str], known: list[str]) -> None:
    matcher = SequenceMatcher(None, words, known, autojunk=False)
    assert blocks(words, known) == [block for block in matcher.get_matching_blocks() if block.size]


@given(st.text("$a b\n", max_size=14))
def test_what_is_squeezed_finds_its_way_back(text: str) -> None:
    squeezed = squeeze(text)
    for at, letter in enumerate(squeezed.text):
        start, end = squeezed.span(at, at + 1)
        assert text[start:end] == letter
        assert text[start : start + 2] != "$$"
