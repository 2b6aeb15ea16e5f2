"""What may be done with an author check as it stands, and the sentence a page says of it. Pure."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from app.errors import BadInput, Conflict, Gone, StillroomError

CLAIMS_MAXIMUM = 7
MINUTES_A_CLAIM = 2
ANSWERS_FOR = timedelta(days=60)
"""How long an ask can be answered."""
KEPT_FOR = timedelta(days=3650)
"""How long, from the answer on, its link lets the author take it back."""
QUIET = timedelta(days=30)
"""An address gets at most one such mail within this time, over all papers and everybody who asks."""
WORD_MAXIMUM = 500


class Opinion(StrEnum):
    """What an author says of a claim about their paper."""

    AGREE = "agree"
    WRONG = "wrong"
    NUANCE = "nuance"


class Ground(StrEnum):
    """Why somebody is taken to be the author they say they are."""

    TEXT = "text"
    """They answered from an address that stands in the text of that version."""
    SOURCE = "source"
    """They answered from an address that stands in its source."""
    ORCID = "orcid"
    """They signed in with an ORCID iD that stands in that version's text or source."""
    KEEPER = "keeper"
    """A keeper confirmed it."""


class CheckState(StrEnum):
    """Where an author check stands."""

    WAITING = "waiting"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"
    """Its author took the answer back."""
    TAKEN_BACK = "taken_back"
    """Whoever asked took the ask back."""
    REFUSED = "refused"
    """The address wants no such asks any more."""
    EXPIRED = "expired"


class CheckCommand(StrEnum):
    """What somebody may do with an author check: the author all but the last, which is the writer's."""

    LOOK = "look"
    ANSWER = "answer"
    WITHDRAW = "withdraw"
    TAKE_BACK = "take_back"


@dataclass(frozen=True)
class CheckFacts:
    """What the rows say of a check; its state is derived from them and kept nowhere."""

    asked_at: datetime
    sent: bool = False
    withdrawn: bool = False
    taken_back: bool = False
    never: bool = False


def check_state(facts: CheckFacts, moment: datetime) -> CheckState:
    """The state of a check. What was answered stays so, whatever else happens, until its author takes it back."""
    if facts.sent and not facts.withdrawn:
        return CheckState.ANSWERED
    if facts.taken_back:
        return CheckState.TAKEN_BACK
    if facts.withdrawn:
        return CheckState.WITHDRAWN
    if facts.never:
        return CheckState.REFUSED
    return CheckState.EXPIRED if moment >= facts.asked_at + ANSWERS_FOR else CheckState.WAITING


TAKEN_BACK = "Whoever asked you took the ask back. Nothing is needed from you any more."
REFUSED = "You said that you do not want to be asked, so nothing is asked of you here."
EXPIRED = "This was asked some time ago and takes no answer any more. Nothing is needed from you."
ANSWERED = "You answered this already, and it stands. To change it, withdraw it first."
NOT_SENT = "Nothing of yours is shown, so there is nothing to withdraw."
STAYS = "The author answered, so the ask can no longer be taken back. The author alone can withdraw the answer."
NOTHING_SAID = "Say of one claim at least whether it is what your paper says."
NO_NUANCE = "Say the nuance in a few words, or choose another answer."

_OVER: dict[CheckState, StillroomError] = {
    CheckState.TAKEN_BACK: Gone(TAKEN_BACK),
    CheckState.REFUSED: Gone(REFUSED),
    CheckState.EXPIRED: Gone(EXPIRED),
}
_REFUSALS: dict[CheckCommand, dict[CheckState, StillroomError]] = {
    CheckCommand.LOOK: _OVER,
    CheckCommand.ANSWER: {**_OVER, CheckState.ANSWERED: Conflict(ANSWERED)},
    CheckCommand.WITHDRAW: {**_OVER, CheckState.WAITING: Conflict(NOT_SENT)},
    CheckCommand.TAKE_BACK: {CheckState.ANSWERED: Conflict(STAYS)},
}


def decide_check(before: CheckState, command: CheckCommand) -> None:
    """Whether `command` may be given to a check in state `before`. Raises Gone or Conflict, saying why not.

    To withdraw, or to take back, what was before is allowed and changes nothing; what was withdrawn may be answered
    anew.
    """
    if refusal := _REFUSALS[command].get(before):
        raise type(refusal)(refusal.sentence)


def check_opinion(opinion: Opinion | None, word: str) -> None:
    """Raises BadInput for a nuance that is not said."""
    if opinion is Opinion.NUANCE and not word.strip():
        raise BadInput(NO_NUANCE)


def may_mail(last: datetime | None, moment: datetime) -> bool:
    """Whether an address that was last written to then may get another mail."""
    return last is None or moment >= last + QUIET


def strongest(grounds: Iterable[Ground], *, by_mail: bool) -> Ground | None:
    """The best ground there is; an address is one only for who answered through a mail that went to it."""
    known = {one for one in grounds if by_mail or one in {Ground.ORCID, Ground.KEEPER}}
    return next((one for one in Ground if one in known), None)


@dataclass(frozen=True)
class Said:
    """What an author said, and all that the sentence about it needs."""

    name: str
    ground: Ground | None
    paper: str
    """Such as `arXiv 2611.01234v1`."""
    day: date
    number: int
    """Of the saved version they saw."""
    opinions: tuple[Opinion, ...]

    @property
    def known(self) -> bool:
        """Whether they are taken to be the author."""
        return self.ground is not None

    @property
    def sentence(self) -> str:
        """`Author-checked by Mara Ilves (address in the text of arXiv 2611.01234v1), 24 November 2026, saved version 3:
        2 claims agreed, 1 with a nuance`."""
        who = {
            None: f"Checked by somebody who says they are {self.name}",
            Ground.TEXT: f"Author-checked by {self.name} (address in the text of {self.paper})",
            Ground.SOURCE: f"Author-checked by {self.name} (address in the source of {self.paper})",
            Ground.ORCID: f"Author-checked by {self.name} (signed in with an ORCID iD listed in {self.paper})",
            Ground.KEEPER: f"Author-checked by {self.name} (confirmed by the keeper)",
        }[self.ground]
        when = f"{self.day.day} {_MONTHS[self.day.month - 1]} {self.day.year}"
        return f"{who}, {when}, saved version {self.number}: {_counted(self.opinions)}"


def _counted(opinions: Iterable[Opinion]) -> str:
    counts = Counter(opinions)
    parts: list[str] = []
    for opinion, words in _WORDS.items():
        if count := counts[opinion]:
            claims = "" if parts else f" claim{'' if count == 1 else 's'}"
            parts.append(f"{count}{claims} {words}")
    return ", ".join(parts)


_WORDS = {Opinion.AGREE: "agreed", Opinion.NUANCE: "with a nuance", Opinion.WRONG: "called wrong"}
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def minutes(claims: int) -> int:
    """About how many minutes so many claims take."""
    return claims * MINUTES_A_CLAIM


def counted(claims: int) -> str:
    """`1 claim`, `3 claims`."""
    return f"{claims} claim{'' if claims == 1 else 's'}"
