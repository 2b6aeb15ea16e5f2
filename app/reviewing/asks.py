"""Asking for reviews of one saved version, within bounds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from types import MappingProxyType
from typing import Any

from sqlmodel import Session, col, select

from app import mail
from app.database import IN_TURN, new_id, now, record
from app.errors import BadInput, Conflict, NotFound
from app.jobs import announce, enqueue
from app.markup import Needs
from app.people import accounts, attempts, exclusions, links
from app.people.models import Person
from app.people.post import choices, stopping
from app.people.post.rules import Kind
from app.people.rules import Limit
from app.reading.rules import clean_line
from app.reviewing.access import INVITATION, writes
from app.reviewing.claiming import bound
from app.reviewing.deciding import OUT_ALREADY
from app.reviewing.emails.asked import Asked, asked
from app.reviewing.groups.circle import in_whose_name
from app.reviewing.invitations import ROUTE, standing
from app.reviewing.models import Invitation, Request
from app.reviewing.naming.names import hidden
from app.reviewing.rules import OUT, Chosen, To, Via, Wanted, check_due, link_lifetime
from app.reviewing.sentences import Scope, to_the_reviewer
from app.reviewing.waiting import undelivered
from app.settings import Settings
from app.writing import revisions, unsure
from app.writing.models import CoAuthor, Draft, Revision
from app.writing.rules import Occasion

MAILS = Limit(50, timedelta(days=1))
"""How many people one writer may have this instance write to in a day."""


@dataclass(frozen=True)
class Made:
    """An ask that is out. `urls` are the links the writer has to pass on, by invitation; given only here."""

    request: Request
    urls: dict[str, str]


def ask(
    session: Session,
    draft: Draft,
    by: Person,
    wanted: Wanted,
    base_version: int,
    needed: Needs,
    settings: Settings,
) -> Made:
    """Save a version of the text at `base_version`, with what it `needed`, and ask for a review of it.

    Raises BadInput for a day that is past or somebody who cannot be asked, Conflict when the text has moved on, TooMany
    for too many mails in a day. Nothing is saved and nobody is asked then.
    """
    return ask_several(session, draft, by, [wanted], base_version, needed, settings)[0]


def ask_several(
    session: Session,
    draft: Draft,
    by: Person,
    wanted: Sequence[Wanted],
    base_version: int,
    needed: Needs,
    settings: Settings,
) -> list[Made]:
    """The same for asks that go out together about one saved version: all of them, or none. Raises as `ask`, and
    Conflict for somebody who has this very ask already."""
    for one in wanted:
        check_due(one.due, now().date())
    session.get_one(Draft, draft.id, with_for_update=IN_TURN)  # asking in two tabs is one after the other
    revision = revisions.freeze(session, draft, by.id, Occasion.REVIEW, base_version, needed)
    return [make(session, draft, by, one, revision, settings) for one in wanted]


def make(
    session: Session,
    draft: Draft,
    by: Person,
    wanted: Wanted,
    revision: Revision,
    settings: Settings,
    follows: str = "",
    chosen: Mapping[str, Chosen] = MappingProxyType({}),
    batch_id: str = "",
) -> Made:
    """One ask about a saved version. Raises as `ask_several`.

    `follows` is the id of the ask that it asks again, `chosen` who chose each of those asked then, by their ids;
    `batch_id` the batch of a group in which it goes out.
    """
    request = Request(
        revision_id=revision.id, draft_id=draft.id, kind=wanted.kind, question=clean_line(wanted.question),
        passages=_known(session, draft, wanted.passages, revision), minutes=wanted.minutes, due=wanted.due,
        asked_by=by.id, follows_id=follows or None, batch_id=batch_id or _batch_of(session, follows),
    )  # fmt: skip
    people = [(to, whom(session, draft, by, to)) for to in dict.fromkeys(wanted.to)]
    _check_not_out(session, request, people)
    session.add(request)
    session.flush()
    named = [(to, one) for to, one in people if to.via is not Via.ROUTER]
    urls = dict(
        invite(session, request, draft, by, to, one, settings, chosen.get(one.id if one else "", Chosen.WRITER))
        for to, one in named
    )
    if any(to.via is Via.ROUTER for to in wanted.to):
        request.routed_at = now()
        enqueue(session, ROUTE, {"id": request.id}, key=request.id)
    record(session, by.id, "review.ask", request.id, invitations=len(urls))
    announce(session, "reviewing.asked", request.id)
    return Made(request, {invitation: url for invitation, url in urls.items() if url})


def _batch_of(session: Session, follows: str) -> str | None:
    """An ask made again stays in the group it was made in."""
    return session.get_one(Request, follows).batch_id if follows else None


def _known(
    session: Session, draft: Draft, passages: Sequence[dict[str, Any]], revision: Revision
) -> list[dict[str, Any]]:
    """The passages, naming only unsure marks that are open in this very draft and claims of this very version."""
    marks = {mark.id for mark in unsure.open_marks(session, draft.id)}
    return [
        {key: value for key, value in passage.items() if value and (key != "unsure_id" or value in marks)}
        for passage in bound(passages, revisions.evidence_of(session, revision))
    ]


def _check_not_out(session: Session, request: Request, people: list[tuple[To, Person | None]]) -> None:
    """Raises Conflict when one of them has the very same ask of the very same version, and did not answer it yet.

    Whom the writer did not pick stays unnamed, and so does not count.
    """
    query = (
        select(Invitation)
        .join(Request, col(Request.id) == Invitation.request_id)
        .where(Request.revision_id == request.revision_id, Request.kind == request.kind)
        .where(col(Invitation.person_id).in_([one.id for _, one in people if one]))
        .where(col(Invitation.chosen) == Chosen.WRITER)  # whom somebody else chose, the writer does not know
    )
    alike = [one for one in session.exec(query) if standing(session, one) in OUT and not hidden(session, one)]
    asked = [session.get_one(Request, one.request_id).passages for one in alike]
    for invitation, passages in zip(alike, asked, strict=True):
        if passages == request.passages:
            raise Conflict(OUT_ALREADY.format(who=_called(session, invitation)))


def _called(session: Session, invitation: Invitation) -> str:
    """What the writer knows somebody by: the address they were asked at, else the name."""
    person = session.get(Person, invitation.person_id) if invitation.person_id else None
    return invitation.email or (person.name if person else "") or "Somebody"


def whom(session: Session, draft: Draft, by: Person, to: To) -> Person | None:
    """The person asked; an address belongs to a person, who may not have joined yet. None for a link to copy."""
    if to.via in {Via.LINK, Via.ROUTER}:
        return None
    if to.via is Via.MAIL:
        person: Person | None = accounts.invited(session, to.email or "")
    else:
        person = session.get(Person, to.person_id) if to.person_id else None
        away = person is None or person.joined_at is None or person.suspended_at
        if away or (person and exclusions.between(session, by.id, person.id)):
            raise NotFound("This person is not here any more. Nobody was asked yet; choose somebody else.")
    if writes(session, draft.id, person):
        raise BadInput("Somebody who writes this draft cannot review it. Nobody was asked yet; choose somebody else.")
    return person


def invite(
    session: Session,
    request: Request,
    draft: Draft,
    by: Person,
    to: To,
    person: Person | None,
    settings: Settings,
    chosen: Chosen = Chosen.WRITER,
) -> tuple[str, str | None]:
    """Invite one of those asked: the invitation's id, and the link when it is the writer who has to pass it on."""
    invitation_id, today = new_id(), now().date()
    link, token = links.make(
        session, INVITATION, invitation_id, lifetime=link_lifetime(request.due, today), made_by=by.id,
        uses=to.answers if to.via is Via.LINK else 1, person_id=person.id if person else None, email=to.email,
    )  # fmt: skip
    invitation = Invitation(
        id=invitation_id, request_id=request.id, via=to.via, person_id=person.id if person else None, link_id=link.id,
        email=to.email if to.via is Via.MAIL else None, answers_allowed=link.uses_allowed, chosen=chosen,
    )  # fmt: skip
    session.add(invitation)
    session.flush()
    url = f"{settings.address}/r/{token}"
    address = person.email if person else None
    mailed = to.mail and (person is None or choices.takes(session, person.id, Kind.ASKED))
    if person and address and mailed:
        attempts.take(session, f"ask {by.id}", MAILS)
        stop = stopping.address(session, settings, person.id, [Kind.ASKED])
        letter = asked(address, _mail(session, request, draft, by, url, settings), stop)
        mail.send(session, replace(letter, about=f"{undelivered.ABOUT}{invitation.id}"), settings)
    to_pass_on = to.via is Via.LINK or (to.via is Via.MAIL and not (settings.smtp_url and mailed))
    return invitation.id, url if to_pass_on else None


def _mail(session: Session, request: Request, draft: Draft, by: Person, url: str, settings: Settings) -> Asked:
    sentence = to_the_reviewer(
        request.kind, Scope.of(request.passages), request.minutes, request.due, request.asked_at.date()
    )
    return Asked(
        writer=signed(session, request), title=draft.title, sentence=sentence, question=request.question,
        url=url, instance=settings.name, address=settings.address,
    )  # fmt: skip


def signed(session: Session, request: Request) -> str:
    """The name of whoever asks: a writer as they sign this draft, a keeper with the group they ask for."""
    if request.batch_id:
        return in_whose_name(session, request.batch_id)
    author = session.get(CoAuthor, (request.draft_id, request.asked_by))
    return author.byline if author else session.get_one(Person, request.asked_by).name


def invitations_of(session: Session, request: Request) -> list[Invitation]:
    """Everybody asked, in order."""
    query = select(Invitation).where(Invitation.request_id == request.id)
    return list(session.exec(query.order_by(col(Invitation.invited_at), col(Invitation.id))))
