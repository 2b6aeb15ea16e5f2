"""Which claims that were called wrong stand in a text unchanged."""

import pytest

from app.publishing.badges import ByAuthor, Sent, checked
from app.publishing.objections import Claim, Objection, marks, standing

CLAIM = "It is right in 96 of 100 cases"
AGAINST = Objection(CLAIM, "On nine kettles only.", "Mei Author", True)
SENTENCE = "Author-checked by Mei Author (confirmed by the keeper), 24 November 2026, saved version 3: 1 claim agreed"


@pytest.mark.parametrize(
    ("claims", "text", "stands"),
    [
        ([Claim("n", CLAIM)], "", True),
        ([Claim("n", "it is right, in 96 of  100 cases!")], "", True),
        ([Claim("other", CLAIM)], "", True),
        ([], f"A probe listens. {CLAIM}, at a cost.", True),
        (
            [Claim("n", "It is right in 96 of 100 cases on nine kettles")],
            "It is right in 96 of 100 cases on nine kettles.",
            False,
        ),
        ([], "A probe listens.", False),
    ],
)
def test_a_claim_stands_until_its_words_change(claims: list[Claim], text: str, stands: bool) -> None:
    assert standing([AGAINST], claims, text) == ([AGAINST] if stands else [])


def test_few_words_stand_only_as_a_claim() -> None:
    short = Objection("does not suffice", "", "Mei Author", True)
    assert standing([short], [], "It does not suffice.") == []
    assert standing([short], [Claim("n", "does not suffice")], "") == [short]


def test_the_mark_stands_behind_the_very_claim() -> None:
    claims = [Claim("n", "Another"), Claim("n", CLAIM), Claim("m", "A third")]
    assert marks([AGAINST], claims) == {"n": ["", "author disagrees"]}
    assert marks([Objection(CLAIM, "", "X", False)], claims) == {
        "n": ["", "somebody who says they are an author disagrees"]
    }
    assert marks([], claims) == {}


def test_an_authors_check_alone() -> None:
    badge = checked([], [ByAuthor(SENTENCE, True, edits=2, objections=1)])
    assert badge.text == f"{SENTENCE}; two edits since; author disagrees with one claim"
    assert badge.reviewed


def test_beside_reviews() -> None:
    badge = checked([Sent("clarity", "S. Sand", None, 3, 0)], [ByAuthor(SENTENCE, True)])
    assert badge.text == f"Clarity by S. Sand, at saved version 3. {SENTENCE}"


def test_who_only_says_to_be_an_author_has_not_reviewed_it() -> None:
    badge = checked([], [ByAuthor("Checked by somebody who says they are Mei", False, objections=2)])
    assert badge.text == ("Not yet reviewed. Checked by somebody who says they are Mei; disagrees with two claims")
    assert not badge.reviewed
