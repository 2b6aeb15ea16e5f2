"""Answering as an author: saying what one thinks of each claim, sending it with the sentence it makes, withdrawing."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session, col, delete

from app.database import IN_TURN, now, record
from app.errors import BadInput
from app.jobs import announce
from app.papers.papers import authors_of
from app.people import notices
from app.people.models import SignedLink
from app.people.post.rules import Kind
from app.people.rules import shortened
from app.reading.rules import clean_line
from app.reviewing.author_checks import listing
from app.reviewing.author_checks.access import Asked
from app.reviewing.author_checks.rules import (
    KEPT_FOR,
    NOTHING_SAID,
    WORD_MAXIMUM,
    CheckCommand,
    Opinion,
    check_opinion,
    decide_check,
)
from app.reviewing.author_checks.standing import claims_of, label_of, opinions_of, said_of, state_of
from app.reviewing.models import AuthorCheck, AuthorOpinion
from app.writing.models import Draft

SAID = {Opinion.AGREE: "Agrees", Opinion.WRONG: "Calls it wrong", Opinion.NUANCE: "With a nuance"}


@dataclass(frozen=True)
class Answer:
    """What is said of one claim, with a word."""

    opinion: Opinion
    word: str = ""


def answer(session: Session, asked: Asked, said: Mapping[str, Answer], name: str = "") -> str:
    """Say anew what one thinks of the claims (by evidence id), and get the sentence that it makes; nobody sees it yet.

    `name` is which of the paper's authors one is, when it is another than was thought. Raises BadInput when nothing is
    said or a nuance is missing, Conflict or Gone when it takes no answer any more.
    """
    check = _open(session, asked)
    if name and name in authors_of(session, [check.version_id])[check.version_id]:
        check.name = name
    known = {key: one for key, one in said.items() if key in check.claims}
    if not known:
        raise BadInput(NOTHING_SAID)
    for one in known.values():
        check_opinion(one.opinion, one.word)
    session.exec(delete(AuthorOpinion).where(col(AuthorOpinion.check_id) == check.id))
    session.add_all(
        AuthorOpinion(check_id=check.id, evidence_id=key, opinion=one.opinion, word=clean_line(one.word)[:WORD_MAXIMUM])
        for key, one in known.items()
    )
    session.flush()
    listing.note(session, check, asked.author)
    return said_of(session, check, by_mail=asked.author.by_mail).sentence


def send(session: Session, asked: Asked, *, shown: bool) -> None:
    """Send what was said to whoever asked; pages say the sentence when its author lets them (`shown`)."""
    check = _open(session, asked)
    if not opinions_of(session, check):
        raise BadInput(NOTHING_SAID)
    check.sent_at, check.withdrawn_at = now(), None
    check.shown, check.by_mail = shown, asked.author.by_mail
    listing.note(session, check, asked.author)
    link = session.get_one(SignedLink, asked.author.link.id)
    link.expires_at = max(link.expires_at, now() + KEPT_FOR)
    session.flush()
    record(session, None, "author_check.send", check.id, shown=shown)
    announce(session, "reviewing.author_answered", check.id)
    _tell_the_writer(session, check)


def withdraw(session: Session, asked: Asked) -> None:
    """Take one's answer back: pages say nothing of it any more, and its writers see nothing. Twice changes nothing."""
    check = session.get_one(AuthorCheck, asked.check.id, with_for_update=IN_TURN)
    decide_check(state_of(session, check), CheckCommand.WITHDRAW)
    if check.withdrawn_at is None:
        check.withdrawn_at, check.shown = now(), False
        record(session, None, "author_check.withdraw", check.id)
        announce(session, "reviewing.author_withdrew", check.id)
        session.flush()


def _open(session: Session, asked: Asked) -> AuthorCheck:
    check = session.get_one(AuthorCheck, asked.check.id, with_for_update=IN_TURN)
    decide_check(state_of(session, check), CheckCommand.ANSWER)
    return check


def _tell_the_writer(session: Session, check: AuthorCheck) -> None:
    title = shortened(session.get_one(Draft, check.draft_id).title, 120)
    said = opinions_of(session, check)
    lines = [f"You asked them as an author of {label_of(session, check.version_id)}."]
    lines += [_line(one.claim, said[one.id]) for one in claims_of(session, check) if one.id in said]
    notices.tell(
        session, check.asked_by, Kind.REVIEW, f"author answered {check.id} {check.sent_at}",
        f"{shortened(check.name, 80)} answered about “{title}”.", f"/desk/drafts/{check.draft_id}/review",
        detail="\n".join(lines),
    )  # fmt: skip


def _line(claim: str, said: AuthorOpinion) -> str:
    return f"“{shortened(claim, 200)}” {SAID[said.opinion]}{f': {said.word}' if said.word else '.'}"
