"""Whose name is told, as pure decisions: every state with every command and every way of being chosen."""

from itertools import product

import pytest

from app.errors import NotFound, StillroomError
from app.reviewing.naming.rules import (
    NOT_SENT,
    NOT_SIGNED_HERE,
    PICKED,
    SIGNED,
    Named,
    Naming,
    decide_naming,
    is_hidden,
    may_be_private,
)
from app.reviewing.rules import Chosen, State

N, C, W = Named, Naming, Chosen.WRITER
REFUSALS = {
    (N.UNSENT, C.SIGN): NOT_SENT,
    (N.OPEN, C.KEEP): SIGNED,
    (N.PRIVATE, C.SHOW): NOT_SIGNED_HERE,
}


@pytest.mark.parametrize(("before", "command", "chosen"), list(product(Named, Naming, Chosen)))
def test_every_command_in_every_state(before: Named, command: Naming, chosen: Chosen) -> None:
    said = REFUSALS.get((before, command))
    if command is C.KEEP and chosen is W:
        said = PICKED
    if before is N.NONE:
        with pytest.raises(NotFound):
            decide_naming(before, command, chosen)
    elif said is None:
        decide_naming(before, command, chosen)
    else:
        with pytest.raises(StillroomError) as refused:
            decide_naming(before, command, chosen)
        assert refused.value.sentence == said


@pytest.mark.parametrize(("chosen", "state", "private"), list(product(Chosen, State, [True, False])))
def test_a_name_is_hidden_until_its_owner_signs(chosen: Chosen, state: State, private: bool) -> None:
    signed = state is State.ANSWERED and not private
    assert is_hidden(chosen, state, private=private) is (chosen is not W and not signed)
    assert may_be_private(chosen) is (chosen is not W)
