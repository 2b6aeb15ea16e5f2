"""Passages followed with the old text known: look-alikes, moves, copies, and what is said of them."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.anchors import Finder, changes, find, make, state
from tests.test_anchors import SENTENCES

KETTLE = "A kettle sings before it boils, and nobody in the house has ever asked it to stop."
SPARSE = "The first probe learns a sparse code of the sound on nine old kettles."
DENSE = "The second probe learns a dense code of the sound on nine old kettles."
STEAM = "Steam is what we see, but what we hear is the collapse of bubbles in colder water."
LAST = "Whether this matters to tea is left to the reader, who may own a cup."
TEXT = " ".join((KETTLE, SPARSE, STEAM, DENSE, LAST))


def followed(passage: str, text: str, was: str = TEXT) -> str | None:
    """The words at the place of the first such passage of `was`, looked for with and without the old text: both agree,
    or the second has none.
    """
    start = was.index(passage)
    anchor = make(was, start, start + len(passage))
    place, blind = find(anchor, text, was=was), find(anchor, text)
    assert blind is None or (place is not None and blind.start < place.end and place.start < blind.end)
    return text[place.start : place.end] if place else None


@pytest.mark.parametrize("beside", [True, False])
def test_a_deleted_passage_is_never_its_twin(beside: bool) -> None:
    was = f"{KETTLE} {SPARSE} {SPARSE} {LAST}" if beside else f"{KETTLE} {SPARSE} {STEAM} {SPARSE} {LAST}"
    assert followed(SPARSE, was.replace(f"{SPARSE} ", "", 1), was) is None


@pytest.mark.parametrize("changed", ["house", "seldom", "collapse"])
def test_a_deleted_passage_is_never_its_near_twin(changed: str) -> None:
    gone = TEXT.replace(f"{SPARSE} ", "").replace(changed, "kitchen")
    assert followed(SPARSE, gone) is None
    assert followed(SPARSE, gone.replace(DENSE, DENSE.replace("second", "first"))) is None


def test_the_twin_that_stays_is_found() -> None:
    was = f"{KETTLE} {SPARSE} {STEAM} {SPARSE} {LAST}"
    start = was.rindex(SPARSE)
    new = was.replace(f"{SPARSE} ", "", 1)
    place = find(make(was, start, start + len(SPARSE)), new, was=was)
    assert place is not None
    assert new[place.start : place.end] == SPARSE
    assert state(make(was, start, start + len(SPARSE)), place, new) == "found"


def test_which_of_two_copies_side_by_side_was_the_passage_cannot_be_told() -> None:
    assert followed(SPARSE, TEXT.replace(SPARSE, f"{SPARSE} {SPARSE}")) is None


def test_a_passage_that_was_changed_and_then_copied_is_neither() -> None:
    changed = SPARSE.replace("sparse code of the sound", "thin map of a noise")
    start = TEXT.index(SPARSE)
    anchor = make(TEXT, start, start + len(SPARSE))
    assert find(anchor, TEXT.replace(SPARSE, f"{changed} {changed}"), was=TEXT) is None


def test_a_copy_of_common_words_is_doubted_too() -> None:
    was = " ".join((KETTLE, *["It is as it is."] * 70, STEAM, "as it was", LAST))
    new = was.replace(f"{STEAM} as it was", f"{STEAM} as it was as it was")
    assert followed("as it was", new, was) is None


@pytest.mark.parametrize("cut", [36, 40])
def test_a_passage_that_went_two_ways_is_at_neither_place(cut: int) -> None:
    words = [f"{one}{number}" for number in range(40) for one in ("kettle", "steam")]
    half, other = " ".join(words[:cut]), " ".join(words[cut:])
    far, further = (" ".join(f"tea{n} cup{n}" for n in range(start, start + 30)) for start in (0, 30))
    was = f"{KETTLE} {half} {other} {STEAM} {far} {further} {LAST}"
    for new in (
        f"{KETTLE} {STEAM} {half} {far} {half} {further} {other} {LAST}",
        f"{half} {KETTLE} {STEAM} {far} {half} {further} {other} {LAST}",
        f"{KETTLE} {other} {STEAM} {far} {half} {further} {half} {LAST}",
    ):
        assert followed(f"{half} {other}", new, was) is None


def test_the_beginning_of_another_sentence_is_not_a_short_passage_that_went() -> None:
    was = f"{KETTLE} Old kettles have already sung. Old kettles are how we came to tea. {LAST}"
    assert followed("Old kettles have already", was.replace("Old kettles have already sung. ", ""), was) is None


def test_what_little_says_nothing_when_it_changed_is_lost() -> None:
    was = f"{KETTLE} # Of tea. {STEAM}"
    assert followed("# Of tea.", was.replace("# Of tea.", "# Of a cup."), was) is None
    assert followed("# Of tea.", was.replace("# Of tea.", "# Of teaa."), was) == "# Of teaa."
    assert followed("# Of tea.", was.replace("A kettle", "The kettle"), was) == "# Of tea."


def test_a_short_passage_between_words_that_stayed_is_found_whatever_else_is_like_it() -> None:
    was = f"{KETTLE} The old cups sing too. {STEAM} Nobody minds that the old cups hum. {LAST}"
    for passage, now in (("the old cups hum", "the old cpus hum"), ("the old cups hum", "the old cups whistle")):
        new = was.replace(passage, now).replace(LAST, f"{LAST} Or so the old cups hum.")
        place = find(make(was, was.index(passage), was.index(passage) + len(passage)), new, was=was)
        assert place is not None
        assert new[place.start : place.end] == now
    gone = was.replace("Nobody minds that the old cups hum. ", "")
    assert followed("the old cups hum", gone, was) is None


def test_words_that_are_another_sentence_s_are_no_part_of_a_changed_passage() -> None:
    said = "is the collapse of bubbles in colder water and of nothing else at all"
    was = f"{KETTLE} What we hear, on nine old kettles as on new ones, {said}. {LAST} So we say: it {said}. {SPARSE}"
    passage = was[was.index("What we hear") : was.index(LAST) - 1]
    changed = "What we hear, on nine old kettles as on new ones, nobody knows."
    assert followed(passage, was.replace(passage, changed), was) == changed


def test_a_passage_of_which_little_is_left_is_found_between_its_neighbours() -> None:
    changed = "Some other probe finds a sparse code of whatever hums on kettles."
    assert followed(SPARSE, TEXT.replace(SPARSE, changed)) == changed


def test_a_sentence_in_the_stead_of_another_is_not_that() -> None:
    assert (
        followed(SPARSE, TEXT.replace(SPARSE, "Rain fell all week, so we stayed in and mended our four old umbrellas."))
        is None
    )


def test_a_short_passage_is_found_among_what_was_put_in_on_both_sides() -> None:
    was = f"{KETTLE} Basic architecture {STEAM}"
    new = f"{KETTLE} {LAST} {DENSE} Basic architecture {SPARSE} {LAST} {STEAM}"
    assert followed("Basic architecture", new, was) == "Basic architecture"


def test_a_copy_elsewhere_does_not_draw_the_passage_away() -> None:
    new = f"{SPARSE} {TEXT}"
    place = find(make(TEXT, TEXT.index(SPARSE), TEXT.index(STEAM) - 1), new, was=TEXT)
    assert place is not None
    assert place.start == len(SPARSE) + 1 + TEXT.index(SPARSE)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("nine old kettles", "nine old ketles", "found"),
        ("Steam", "A whole new section was put in here, about other things. Steam", "found"),
        ("learns a sparse", "has learnt one sparse", "changed"),
        ("first probe", "frist probe", "changed"),
        (f"{SPARSE} ", "", "gone"),
    ],
)
def test_what_became_of_a_passage(old: str, new: str, expected: str) -> None:
    text = TEXT.replace(old, new) if old != "nine old kettles" else TEXT.replace(DENSE, DENSE.replace(old, new))
    start = TEXT.index(SPARSE)
    anchor = make(TEXT, start, start + len(SPARSE))
    assert state(anchor, find(anchor, text, was=TEXT), text) == expected


def test_a_moved_passage_is_the_same_words_out_of_their_order() -> None:
    new = f"{TEXT.replace(f'{SPARSE} ', '')} {SPARSE}"
    start = TEXT.index(SPARSE)
    anchor = make(TEXT, start, start + len(SPARSE))
    place = find(anchor, new, was=TEXT)
    assert place is not None
    assert (new[place.start : place.end], place.moved, state(anchor, place, new)) == (SPARSE, True, "moved")


def test_a_place_begins_and_ends_within_a_word_as_the_passage_did() -> None:
    start = TEXT.index("parse code of the so")
    text = f"Now: {TEXT}"
    place = find(make(TEXT, start, start + 20), text, was=TEXT)
    assert place is not None
    assert text[place.start : place.end] == "parse code of the so"


def test_one_finder_for_many() -> None:
    finder = Finder(f"{STEAM} {TEXT}", TEXT)
    for passage in (KETTLE, SPARSE, DENSE, LAST):
        start = TEXT.index(passage)
        place = finder.find(make(TEXT, start, start + len(passage)))
        assert place is not None
        assert place.start == start + len(STEAM) + 1


def test_the_difference_is_shown_word_by_word() -> None:
    assert changes("learns a sparse code.", "learns one very sparse code.") == [
        ("same", "learns "),
        ("gone", "a"),
        ("new", "one very"),
        ("same", " sparse code."),
    ]
    assert changes("", "all new") == [("new", "all new")]
    assert changes("the same", "the same") == [("same", "the same")]


@given(st.text(max_size=80), st.text(max_size=80))
def test_the_difference_holds_both_texts(old: str, new: str) -> None:
    made = changes(old, new)
    assert "".join(words for kind, words in made if kind != "new") == old
    assert "".join(words for kind, words in made if kind != "gone") == new


@settings(max_examples=150, deadline=None)
@given(st.lists(SENTENCES, min_size=3, max_size=12), st.data())
def test_a_deleted_sentence_is_never_found_with_the_old_text_known(sentences: list[str], data: st.DataObject) -> None:
    gone = data.draw(st.integers(0, len(sentences) - 1))
    was, new = " ".join(sentences), " ".join(sentences[:gone] + sentences[gone + 1 :])
    start = len(" ".join(sentences[:gone])) + (gone > 0)
    assert find(make(was, start, start + len(sentences[gone])), new, was=was) is None


def test_a_deleted_sentence_is_not_the_beginning_of_the_next_which_repeats_it() -> None:
    gone = "A probe probe probe probe kettle probe."
    stay = ["Kettle kettle kettle kettle kettle.", "A probe probe probe kettle kettle."]
    was, new = f"{stay[0]} {gone} {stay[1]}", " ".join(stay)
    start = was.index(gone)
    assert find(make(was, start, start + len(gone)), new, was=was) is None
    next_one = find(make(was, len(was) - len(stay[1]), len(was)), new, was=was)
    assert next_one is not None
    assert new[next_one.start : next_one.end] == stay[1]


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300), st.text(max_size=300), st.data())
def test_a_place_is_always_within_the_text(was: str, text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(was)))
    place = find(make(was, start, data.draw(st.integers(start, len(was)))), text, was=was)
    assert place is None or 0 <= place.start < place.end <= len(text)


def test_distinct_sentences_survive_anything_done_to_others() -> None:
    chance = random.Random(3)
    sentences = [" ".join("".join(chance.choices("aeioulmnrst", k=7)) for _ in range(12)) + "." for _ in range(80)]
    was = " ".join(sentences)
    kept = chance.sample(sentences, 60)
    new = " ".join(kept)
    for sentence in sentences:
        start = was.index(sentence)
        place = find(make(was, start, start + len(sentence)), new, was=was)
        assert (new[place.start : place.end].strip(".") if place else None) == (
            sentence.strip(".") if sentence in kept else None
        )


def test_a_half_that_moved_is_not_where_a_look_alike_of_it_stayed() -> None:
    moved = "Lamp et al. (2008) Lamp, M. N., Clement, T., & Kitara, P. K. (2008). A bay of lanterns for harbour charts."
    like = "Lamp et al. (2006) Lamp, M. N., Luo, J., & Kitara, P. K. (2006). A bay of teapots for tracing the tide."
    was = f"{KETTLE} doi:10.1007/s100400050006. {moved} {like} {STEAM} {LAST}"
    passage = was[was.index("doi:") : was.index("Clement") - 1]
    assert followed(passage, f"{moved} {was.replace(f'{moved} ', '')}", was) is None


def test_a_heading_copied_beside_itself_is_neither() -> None:
    heading = "### 10\\. Singing lanterns"
    was = f"{KETTLE} But maybe not? {heading} _**Kettle put on**:_ before the water. {STEAM} {LAST}"
    assert followed(heading, was.replace(heading, f"{heading} {heading}"), was) is None


def test_a_changed_sentence_copied_beside_itself_is_neither() -> None:
    was = f"{KETTLE} The point is that old cups hum whenever anybody pours them tea. {LAST}"
    changed = "The point those is that old cups hum what anybody tea"
    new = was.replace("The point is that old cups hum whenever anybody pours them tea.", f"{changed} {changed}")
    start = was.index("The point is")
    assert find(make(was, start, start + len("The point is")), new, was=was) is None


def test_a_copy_of_a_small_part_does_not_hide_the_whole() -> None:
    was = f"{KETTLE} {SPARSE} {STEAM} {DENSE} {LAST}"
    passage = f"{SPARSE} {STEAM} {DENSE} {LAST}"
    new = was.replace(SPARSE, f"{SPARSE} {SPARSE}")
    assert followed(passage, new, was) is not None


def test_a_place_whose_end_is_uncertain_is_none() -> None:
    was = f"{KETTLE}\n\n### Charm Pots\n\nIron pots have an edge over the light cups. {STEAM}"
    new = was.replace("### Charm Pots", "### Charm parametrization")
    assert followed("### Charm Pots", new, was) in {None, "### Charm parametrization"}


def test_a_heading_that_moved_alone_among_new_words_is_found() -> None:
    heading = "4.2 Defining harbour lanterns"
    was = f"{KETTLE} {STEAM} {heading} {SPARSE} {DENSE} {LAST}"
    put = "Whoever came later brought a table of numbers, and nobody read it twice before supper."
    new = was.replace(f"{heading} ", "").replace(LAST, f"{put} {heading} {put[::-1]} {LAST}")
    assert followed(heading, new, was) == heading


def test_an_image_marker_beside_a_reworded_one_is_not_that() -> None:
    mark = "<!-- image -->"
    was = f"{KETTLE} Image: Kettles/One {mark} The first kettle. {STEAM} Image: Kettles/Two {mark} {LAST}"
    put = f"{mark} with image"
    new = was.replace(f"One {mark}", f"One {put}")
    start = was.index(mark)
    assert find(make(was, start, start + len(mark)), new, was=was) is None
    other = was.rindex(mark)
    place = find(make(was, other, other + len(mark)), new, was=was)
    assert place is not None
    assert place.start == new.rindex(mark)


def test_words_that_stand_twice_need_both_their_neighbours() -> None:
    was = f"{KETTLE} {DENSE} Of old cups. {STEAM} Of old cups. {LAST}"
    second = was.rindex("Of old cups.")
    anchor = make(was, second, second + 12)
    new = was.replace(KETTLE, f"{DENSE[::-1]} {KETTLE}")
    place = find(anchor, new, was=was)
    assert place is not None
    assert place.start == new.rindex("Of old cups.")
    assert find(anchor, new.replace(f"{STEAM} Of", f"{STEAM} Rain fell. Of"), was=was) is None
    assert find(anchor, f"{KETTLE} Of old cups. {LAST} {DENSE} {STEAM}", was=was) is None


def test_a_copy_beside_is_seen_though_its_words_were_taken_for_a_look_alike_that_was_reworded() -> None:
    said = "The child could not get out of the way in time, and so the old kettle"
    middle = f"hit the floor. {STEAM} Whoever poured the tea that day has kept quiet about it, and nobody asked."
    was = f"{KETTLE} {said} {middle} {said} was never spoken of. {LAST}"
    sentence = f"{said} was never spoken of."
    start = was.rindex(said)
    anchor = make(was, start, start + len(said))
    reworded = was.replace(f"{said} {middle}", "A cup could not fall")
    for text in (was, reworded):
        assert find(anchor, text.replace(sentence, f"{sentence} {sentence}"), was=was) is None


def test_what_little_is_left_between_neighbours_is_not_taken_for_all_that_was_put_there() -> None:
    said = "Saier and Lampe (2019) Tarek Saier and Michael Lampe."
    was = f"{KETTLE} {said} {STEAM} {LAST}"
    now = "Proceedings and body Darrin data Saier among and Michael Lampe."
    assert followed(said, was.replace(said, now), was) in {None, now}


def test_a_short_heading_of_rare_words_that_moved_alone_is_found() -> None:
    chance = random.Random(5)
    sentences = [" ".join("".join(chance.choices("aeioulmnrst", k=5)) for _ in range(12)) + "." for _ in range(60)]
    heading = "### Omni test"
    was = f"{' '.join(sentences[:20])}\n\n{heading}\n\n{' '.join(sentences[20:])}"
    put = " ".join("".join(chance.choices("bcdfg", k=6)) for _ in range(30))
    new = f"{' '.join(sentences[:45])}\n\n{put} {heading} {put[::-1]}\n\n{' '.join(sentences[45:])}"
    assert followed(heading, new, was) == heading


def test_a_passage_of_which_half_moved_is_not_where_a_look_alike_of_that_stands_before_the_rest() -> None:
    chance = random.Random(6)

    def line(words: int, letters: int) -> str:
        return " ".join("".join(chance.choices("aeioulmnrst", k=letters)) for _ in range(words)) + "."

    half, rows, other, far = line(50, 7), line(140, 2), line(40, 6), line(60, 6)
    like = " ".join(word if at % 5 else "cups" for at, word in enumerate(half.split()))
    was = f"{KETTLE} {like} {other} {half} {rows} {STEAM} {far} {LAST}"
    new = f"{KETTLE} {like} {rows} {STEAM} {far} {half} {other} {LAST}"
    start = was.index(half)
    assert find(make(was, start, start + len(f"{half} {rows}")), new, was=was) is None
