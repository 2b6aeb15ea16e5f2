"""Which reviews readers may read, as a table."""

from dataclasses import replace

import pytest

from app.errors import Conflict, NotFound
from app.reviewing.credit.rules import NO_ACCOUNT, OWN, PEN_NAME, PRIVATE, Standing, decide_help, decide_showing

UNSENT, SENT = Standing(), Standing(sent=True)


@pytest.mark.parametrize("before", [UNSENT, SENT, replace(UNSENT, private=True), replace(UNSENT, own=False)])
def test_what_may_be_shown(before: Standing) -> None:
    decide_showing(before, shown=True)
    decide_showing(before, shown=False)


@pytest.mark.parametrize(
    ("before", "sentence"),
    [
        (replace(UNSENT, here=False), NO_ACCOUNT),
        (replace(SENT, here=False), NO_ACCOUNT),
        (replace(SENT, private=True), PRIVATE),
        (replace(SENT, own=False), PEN_NAME),
    ],
)
def test_what_may_not_be_shown_can_be_kept(before: Standing, sentence: str) -> None:
    with pytest.raises(Conflict, match=sentence):
        decide_showing(before, shown=True)
    decide_showing(before, shown=False)
    assert not before.signed


def test_without_a_review() -> None:
    for shown in (True, False):
        with pytest.raises(NotFound):
            decide_showing(Standing(exists=False), shown=shown)


def test_only_a_sent_review_under_ones_own_name_is_signed() -> None:
    assert SENT.signed
    assert not UNSENT.signed


def test_ones_own_review_is_for_others_to_praise() -> None:
    decide_help(own=False)
    with pytest.raises(Conflict, match=OWN):
        decide_help(own=True)
