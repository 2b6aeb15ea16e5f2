"""An ask reads as a sentence a person would say."""

from datetime import date

import pytest

from app.reviewing.rules import AskKind
from app.reviewing.sentences import Scope, by, to_the_reviewer, to_the_writer

TODAY, FRIDAY = date(2026, 11, 24), date(2026, 11, 27)
WHOLE, THREE, ONE = Scope(), Scope(3, unsure=True), Scope(1)
SECTION = Scope(2, section="3")
END = ": 20 minutes, by Friday."


@pytest.mark.parametrize(
    ("kind", "scope", "whom", "expected"),
    [
        (AskKind.CORRECTNESS, SECTION, "Lee", "Ask Lee whether section 3 is right: 20 minutes, by Friday."),
        (AskKind.CORRECTNESS, THREE, "somebody", f"Ask somebody about 3 places you are unsure of{END}"),
        (AskKind.CORRECTNESS, Scope(1, unsure=True), "Lee", f"Ask Lee about a place you are unsure of{END}"),
        (AskKind.CORRECTNESS, WHOLE, "Lee", "Ask Lee whether it is right: 20 minutes, by Friday."),
        (AskKind.CORRECTNESS, Scope(5, claims=True), "Lee", f"Ask Lee whether these 5 claims are right{END}"),
        (AskKind.CORRECTNESS, Scope(1, claims=True), "Lee", f"Ask Lee whether this claim is right{END}"),
        (AskKind.CLARITY, WHOLE, "Lee", "Ask Lee whether it is clear: 20 minutes, by Friday."),
        (AskKind.CLARITY, Scope(4), "Lee", "Ask Lee whether these 4 places are clear: 20 minutes, by Friday."),
        (AskKind.EXAMPLE, WHOLE, "Lee", "Ask Lee for a better example: 20 minutes, by Friday."),
        (AskKind.EXAMPLE, ONE, "Lee", "Ask Lee for a better example in this place: 20 minutes, by Friday."),
        (AskKind.STORY, WHOLE, "Lee", "Ask Lee whether the story carries: 20 minutes, by Friday."),
        (AskKind.PROOFREADING, WHOLE, "Lee", "Ask Lee to proofread it: 20 minutes, by Friday."),
        (AskKind.OUTLINE, WHOLE, "Lee", "Ask Lee whether the outline holds: 20 minutes, by Friday."),
        (AskKind.FAILURE, WHOLE, "Lee", "Ask Lee where it fails: 20 minutes, by Friday."),
        (AskKind.FAILURE, THREE, "Lee", "Ask Lee where these 3 places fail: 20 minutes, by Friday."),
        (AskKind.MENTOR, WHOLE, "Lee", "Ask Lee to mentor you: 20 minutes, by Friday."),
    ],
)
def test_what_the_writer_reads(kind: AskKind, scope: Scope, whom: str, expected: str) -> None:
    assert to_the_writer(kind, scope, whom, 20, FRIDAY, TODAY) == expected


@pytest.mark.parametrize(
    ("kind", "scope", "expected"),
    [
        (AskKind.CORRECTNESS, WHOLE, "Is this right? 20 minutes, by Friday"),
        (AskKind.CORRECTNESS, THREE, "Are these 3 places right? 20 minutes, by Friday"),
        (AskKind.CORRECTNESS, Scope(5, claims=True), "Are these 5 claims right? 20 minutes, by Friday"),
        (AskKind.CORRECTNESS, SECTION, "Is section 3 right? 20 minutes, by Friday"),
        (AskKind.CLARITY, Scope(1, section="Forgetting"), "Is “Forgetting” clear? 20 minutes, by Friday"),
        (AskKind.EXAMPLE, WHOLE, "Is there a better example? 20 minutes, by Friday"),
        (AskKind.STORY, WHOLE, "Does the story carry? 20 minutes, by Friday"),
        (AskKind.PROOFREADING, WHOLE, "Would you proofread this? 20 minutes, by Friday"),
        (AskKind.MENTOR, WHOLE, "Would you mentor this? 20 minutes, by Friday"),
        (AskKind.OUTLINE, WHOLE, "Does the outline hold? 20 minutes, by Friday"),
        (AskKind.FAILURE, WHOLE, "Where does this fail? 20 minutes, by Friday"),
    ],
)
def test_what_the_reviewer_reads(kind: AskKind, scope: Scope, expected: str) -> None:
    assert to_the_reviewer(kind, scope, 20, FRIDAY, TODAY) == expected


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        (TODAY, "by today"),
        (date(2026, 11, 25), "by tomorrow"),
        (FRIDAY, "by Friday"),
        (date(2026, 11, 30), "by Monday"),
        (date(2026, 12, 1), "by 1 December"),
        (date(2027, 1, 5), "by 5 January 2027"),
        (date(2026, 11, 20), "by 20 November"),
    ],
)
def test_a_day_is_named_as_one_would_say_it(due: date, expected: str) -> None:
    assert by(due, TODAY) == expected


def test_a_scope_is_read_from_the_passages() -> None:
    marks = [{"unsure_id": "a", "anchor": {"section": " 3 "}}, {"unsure_id": "b", "anchor": {"section": "3"}}]
    assert Scope.of(marks) == Scope(2, unsure=True, section="3")
    assert Scope.of([*marks, {"anchor": {"section": "4"}}]) == Scope(3)
    assert Scope.of([]) == Scope()
