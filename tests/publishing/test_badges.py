"""The sentence a page shows about how far it was checked."""

import pytest

from app.publishing.badges import Sent, Words, checked, edits_between, explains, sources

R = {"byline": "R. Ruiz", "handle": "rui"}
S = {"byline": "S. Sand", "handle": None}


def test_nobody_reviewed_it_yet() -> None:
    badge = checked([])
    assert badge.text == "Not yet reviewed"
    assert not badge.reviewed


def test_kinds_and_names_with_the_edits_since() -> None:
    badge = checked([Sent("clarity", **S, number=3, edits=2), Sent("correctness", **R, number=3, edits=2)])
    assert badge.text == "Correctness by R. Ruiz, clarity by S. Sand, at saved version 3; two edits since"
    assert badge.reviewers == (Words("R. Ruiz", "/people/rui"), Words("S. Sand"))


@pytest.mark.parametrize(
    ("edits", "end"),
    [
        (0, "version 3"),
        (1, "version 3; one edit since"),
        (13, "; 13 edits since"),
        (-2, ", two edits newer than this page"),
    ],
)
def test_edits_are_counted_in_words(edits: int, end: str) -> None:
    assert checked([Sent("correctness", **R, number=3, edits=edits)]).text.endswith(end)


def test_reviews_of_different_versions_stand_apart() -> None:
    badge = checked([Sent("clarity", **S, number=5, edits=0), Sent("correctness", **R, number=3, edits=1)])
    assert (
        badge.text
        == "Correctness by R. Ruiz, at saved version 3; one edit since. Clarity by S. Sand, at saved version 5"
    )


def test_of_one_reviewers_reviews_the_nearest_counts() -> None:
    badge = checked([Sent("clarity", **S, number=2, edits=4), Sent("clarity", **S, number=5, edits=1)])
    assert badge.text == "Clarity by S. Sand, at saved version 5; one edit since"


def test_three_names() -> None:
    reviews = [Sent("clarity", name, None, 1, 0) for name in ("C", "A", "B")]
    assert checked(reviews).text == "Clarity by A, B and C, at saved version 1"


def test_only_versions_with_another_text_count_as_edits() -> None:
    digests = {1: "a", 2: "a", 3: "b", 5: "c", 6: "b"}
    assert edits_between(digests, 1, 2) == 0
    assert edits_between(digests, 1, 5) == 2
    assert edits_between(digests, 5, 1) == -2
    assert edits_between(digests, 3, 6) == 0


def test_which_version_it_explains() -> None:
    paper = {"arxiv_id": "2611.01234", "key": "2611.01234", "number": 1, "title": "An Even Pace", "year": 2026}
    one = explains(paper, 2)
    assert (one.before, one.after) == ("version 1 of ", ", arXiv 2611.01234 (now version 2)")
    assert explains(paper, 1).after == ", arXiv 2611.01234"
    by_hand = explains({**paper, "arxiv_id": None, "key": "doi:10.1000/1"}, 1)
    assert (by_hand.before, by_hand.after) == ("", ", 2026")


def test_sources() -> None:
    assert sources(14, 16) == "14 of 16 claims lead to their passage"
    assert sources(0, 1) == "0 of 1 claim leads to its passage"
    assert sources(0, 0) == ""
