"""Author checks as pure decisions: every state with every command, and the sentence a page says."""

from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest

from app.errors import BadInput, StillroomError
from app.reviewing.author_checks.rules import (
    ANSWERED,
    ANSWERS_FOR,
    EXPIRED,
    NOT_SENT,
    QUIET,
    REFUSED,
    STAYS,
    TAKEN_BACK,
    CheckCommand,
    CheckFacts,
    CheckState,
    Ground,
    Opinion,
    Said,
    check_opinion,
    check_state,
    decide_check,
    may_mail,
    strongest,
)

AT = datetime(2026, 11, 24, 12, tzinfo=UTC)
S, C = CheckState, CheckCommand
OVER = {S.TAKEN_BACK: TAKEN_BACK, S.REFUSED: REFUSED, S.EXPIRED: EXPIRED}
REFUSALS = {
    **{(state, command): said for state, said in OVER.items() for command in (C.LOOK, C.ANSWER, C.WITHDRAW)},
    (S.ANSWERED, C.ANSWER): ANSWERED,
    (S.WAITING, C.WITHDRAW): NOT_SENT,
    (S.ANSWERED, C.TAKE_BACK): STAYS,
}


@pytest.mark.parametrize(("state", "command"), list(product(CheckState, CheckCommand)))
def test_every_command_in_every_state(state: CheckState, command: CheckCommand) -> None:
    said = REFUSALS.get((state, command))
    if said is None:
        decide_check(state, command)
        return
    with pytest.raises(StillroomError) as refused:
        decide_check(state, command)
    assert refused.value.sentence == said
    assert refused.value.status in {409, 410}


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        ({}, S.WAITING),
        ({"sent": True}, S.ANSWERED),
        ({"sent": True, "taken_back": True, "never": True}, S.ANSWERED),
        ({"sent": True, "withdrawn": True}, S.WITHDRAWN),
        ({"sent": True, "withdrawn": True, "taken_back": True}, S.TAKEN_BACK),
        ({"taken_back": True}, S.TAKEN_BACK),
        ({"never": True}, S.REFUSED),
        ({"never": True, "taken_back": True}, S.TAKEN_BACK),
    ],
)
def test_the_state_follows_from_what_was_done(facts: dict[str, bool], state: CheckState) -> None:
    assert check_state(CheckFacts(AT, **facts), AT) is state


def test_only_what_waits_expires() -> None:
    late = AT + ANSWERS_FOR
    assert check_state(CheckFacts(AT), late - timedelta(seconds=1)) is S.WAITING
    assert check_state(CheckFacts(AT), late) is S.EXPIRED
    assert check_state(CheckFacts(AT, sent=True), late) is S.ANSWERED


def test_thirty_days_lie_between_two_mails() -> None:
    assert may_mail(None, AT)
    assert not may_mail(AT, AT + QUIET - timedelta(seconds=1))
    assert may_mail(AT, AT + QUIET)


def test_a_nuance_has_words() -> None:
    with pytest.raises(BadInput, match="few words"):
        check_opinion(Opinion.NUANCE, "  ")
    for opinion in (Opinion.AGREE, Opinion.WRONG, None):
        check_opinion(opinion, "")


@pytest.mark.parametrize(
    ("grounds", "by_mail", "found"),
    [
        (set(), True, None),
        ({Ground.TEXT, Ground.SOURCE, Ground.KEEPER}, True, Ground.TEXT),
        ({Ground.SOURCE}, True, Ground.SOURCE),
        ({Ground.TEXT, Ground.SOURCE}, False, None),
        ({Ground.TEXT, Ground.KEEPER}, False, Ground.KEEPER),
        ({Ground.TEXT, Ground.ORCID}, False, Ground.ORCID),
        ({Ground.ORCID, Ground.KEEPER}, True, Ground.ORCID),
    ],
)
def test_an_address_says_who_answers_only_when_the_mail_went_there(
    grounds: set[Ground], by_mail: bool, found: Ground | None
) -> None:
    assert strongest(grounds, by_mail=by_mail) is found


A, W, N = Opinion.AGREE, Opinion.WRONG, Opinion.NUANCE


@pytest.mark.parametrize(
    ("ground", "opinions", "sentence"),
    [
        (Ground.TEXT, (A, N, A), "Author-checked by Mei Author (address in the text of arXiv 2611.01234v1), "
         "24 November 2026, saved version 3: 2 claims agreed, 1 with a nuance"),
        (Ground.SOURCE, (A,), "Author-checked by Mei Author (address in the source of arXiv 2611.01234v1), "
         "24 November 2026, saved version 3: 1 claim agreed"),
        (Ground.ORCID, (A,), "Author-checked by Mei Author (signed in with an ORCID iD listed in arXiv 2611.01234v1), "
         "24 November 2026, saved version 3: 1 claim agreed"),
        (Ground.KEEPER, (W, W), "Author-checked by Mei Author (confirmed by the keeper), "
         "24 November 2026, saved version 3: 2 claims called wrong"),
        (None, (N, W), "Checked by somebody who says they are Mei Author, "
         "24 November 2026, saved version 3: 1 claim with a nuance, 1 called wrong"),
    ],
)  # fmt: skip
def test_the_sentence_says_who_why_and_what(
    ground: Ground | None, opinions: tuple[Opinion, ...], sentence: str
) -> None:
    said = Said("Mei Author", ground, "arXiv 2611.01234v1", date(2026, 11, 24), 3, opinions)
    assert said.sentence == sentence
    assert said.known is (ground is not None)
