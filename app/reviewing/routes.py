"""The API of this room. Nothing is rendered while a transaction is open."""

from typing import Annotated

from fastapi import APIRouter, Response

from app.files import Files
from app.markup import Renderer
from app.people.access import PersonDep, hand_over
from app.pictures import ALONE
from app.reviewing import (
    asks,
    fitting,
    invitation_page,
    invitations,
    open_asks,
    pointing,
    remarks,
    reviews,
    rounds,
    sending,
    withdrawing,
)
from app.reviewing.admitting import (
    ArrivedReview,
    Asking,
    AtReview,
    Invited,
    OwnAsk,
    OwnInvitation,
    OwnReview,
    ReadableReview,
)
from app.reviewing.expertise import Expertise
from app.reviewing.rules import AskKind, ValueAdd
from app.reviewing.schemas import (
    AgainIn,
    ArrivedRow,
    AskedRow,
    AskIn,
    AskOut,
    AsksIn,
    BylineIn,
    FitsOut,
    InvitationOut,
    OpenAskRow,
    PickedOut,
    RatingIn,
    ReviewChange,
    ReviewCommentIn,
    ReviewOut,
    ReviewScreen,
    ReviewSuggestionIn,
    TickIn,
)
from app.reviewing.showing import ShowDep
from app.web import DatabaseDep, ReadSessionDep, SessionDep, SettingsDep, part
from app.writing import revisions
from app.writing.access import editable_draft
from app.writing.schemas import CommentIn
from app.writing.suggestions import Proposed

router = APIRouter(prefix="/api", tags=["reviewing"])
FilesDep = Annotated[Files, part(Files)]
ExpertiseDep = Annotated[Expertise, part(Expertise)]
RendererDep = Annotated[Renderer, part(Renderer)]


@router.get("/drafts/{draft_id}/asks")
def read_asks(writer: AtReview, show: ShowDep) -> ReviewScreen:
    """A ready-made ask, the asks that are out, and what came back."""
    return show.tab(writer)


@router.post("/drafts/{draft_id}/asks", status_code=201)
def ask(
    writer: Asking, given: AskIn, database: DatabaseDep, renderer: RendererDep, settings: SettingsDep, show: ShowDep
) -> AskOut:
    """Save a version of the text and ask for a review of it."""
    wanted, needed = given.wanted(), revisions.needed_by(database, renderer, writer.draft.id)
    with database.transaction() as session:
        draft = editable_draft(session, writer.person, writer.draft.id)
        made = asks.ask(session, draft, writer.person, wanted, given.base_version, needed, settings)
    return show.ask(made.request, writer.person, made.urls)


@router.post("/drafts/{draft_id}/rounds", status_code=201)
def ask_several(
    writer: Asking, given: AsksIn, database: DatabaseDep, renderer: RendererDep, settings: SettingsDep, show: ShowDep
) -> list[AskOut]:
    """Save a version of the text and send several asks about it at once: all of them, or none."""
    wanted = [one.wanted() for one in given.asks]
    needed = revisions.needed_by(database, renderer, writer.draft.id)
    with database.transaction() as session:
        draft = editable_draft(session, writer.person, writer.draft.id)
        made = asks.ask_several(session, draft, writer.person, wanted, given.base_version, needed, settings)
    return [show.ask(one.request, writer.person, one.urls) for one in made]


@router.get("/drafts/{draft_id}/fits")
def read_fits(writer: Asking, session: ReadSessionDep, expertise: ExpertiseDep, kind: AskKind) -> FitsOut:
    """Who could be asked, whom to ask first first, and why; excluded people are simply absent."""
    return fitting.shown(session, expertise, writer.draft, kind)


@router.get("/open-asks")
def read_open_asks(person: PersonDep, session: ReadSessionDep, expertise: ExpertiseDep) -> list[OpenAskRow]:
    """Asks that fit one and that anybody who fits may pick."""
    return open_asks.fitting(session, expertise, person)


@router.put("/open-asks/{ask_id}/acceptance")
def pick(
    ask_id: str, person: PersonDep, session: SessionDep, expertise: ExpertiseDep, settings: SettingsDep
) -> PickedOut:
    """Pick an open ask: it is one's own to answer then. Again, it stays so."""
    return PickedOut(invitation_id=open_asks.pick(session, settings, expertise, person, ask_id).id)


@router.post("/asks/{ask_id}/next", status_code=201)
def ask_again(
    request: OwnAsk, person: PersonDep, given: AgainIn, database: DatabaseDep, renderer: RendererDep,
    settings: SettingsDep, show: ShowDep,
) -> AskOut:  # fmt: skip
    """Save a version of the text and ask those who answered about it."""
    needed = revisions.needed_by(database, renderer, request.draft_id)
    with database.transaction() as session:
        made = rounds.again(session, request, person, given.base_version, needed, settings)
    return show.ask(made.request, person, made.urls)


@router.delete("/asks/{ask_id}")
def withdraw_ask(request: OwnAsk, person: PersonDep, database: DatabaseDep, show: ShowDep) -> AskOut:
    """Take an ask back."""
    with database.transaction() as session:
        withdrawing.withdraw(session, request, person)
    return show.ask(request, person)


@router.delete("/asked/{invitation_id}")
def take_back(invitation: OwnInvitation, person: PersonDep, database: DatabaseDep, show: ShowDep) -> AskOut:
    """Take one invitation, or one link, back."""
    with database.transaction() as session:
        request = withdrawing.take_back(session, invitation, person)
    return show.ask(request, person)


@router.put("/asked/{invitation_id}/instead")
def ask_instead(
    invitation: OwnInvitation, person: PersonDep, database: DatabaseDep, settings: SettingsDep, show: ShowDep
) -> AskOut:
    """Ask whom somebody named who said no. Again, nothing more happens."""
    with database.transaction() as session:
        request, urls = pointing.ask_instead(session, invitation, person, settings)
    return show.ask(request, person, urls)


@router.get("/asked")
def read_asked(person: PersonDep, session: SessionDep) -> list[AskedRow]:
    """What waits for one's answer."""
    return invitation_page.asked_of(session, person)


@router.get("/arrived")
def read_arrived(person: PersonDep, session: SessionDep) -> list[ArrivedRow]:
    """Reviews of one's drafts that nobody has read yet."""
    return sending.arrivals(session, person)


@router.get("/invitations/{invitation_id}")
def read_invitation(reviewer: Invited, show: ShowDep) -> InvitationOut:
    """All a reviewer needs: the ask, the saved version, the passages behind its claims, their own review."""
    return show.invitation(reviewer)


@router.put("/invitations/{invitation_id}/opening", status_code=204)
def open_invitation(reviewer: Invited, session: SessionDep) -> None:
    """Say that one looked at the ask; a page says it, so that a mail scanner's visit does not count."""
    invitations.open_(session, reviewer)


@router.put("/invitations/{invitation_id}/refusal", status_code=204)
def decline(reviewer: Invited, session: SessionDep) -> None:
    """Say that this is not for oneself."""
    invitations.decline(session, reviewer)


@router.get("/invitations/{invitation_id}/images/{digest}", response_class=Response)
def read_image(reviewer: Invited, digest: str, session: ReadSessionDep, files: FilesDep) -> Response:
    """A picture of the saved version."""
    data, media_type = invitation_page.picture(session, files, reviewer, digest)
    return Response(
        data,
        media_type=media_type,
        headers={"Cache-Control": "private, max-age=86400, immutable", "Content-Security-Policy": ALONE},
    )


@router.post("/invitations/{invitation_id}/reviews", status_code=201)
def begin_review(
    reviewer: Invited, given: BylineIn, answer: Response, database: DatabaseDep, settings: SettingsDep, show: ShowDep
) -> ReviewOut:
    """Begin one's review. Whoever is not signed in gets a cookie that lets them, and nobody else, go on with it."""
    with database.transaction() as session:
        begun = reviews.begin(session, reviewer, given.byline)
    if begun.link is not None:
        hand_over(answer, settings, begun.link, begun.token)
    return show.own(reviewer, begun.review)


@router.get("/reviews/{review_id}")
def read_review(reader: ReadableReview, show: ShowDep) -> ReviewOut:
    """One's own review; to a writer of the draft, one that was sent."""
    return show.review(reader)


@router.patch("/reviews/{review_id}")
def change_review(reviewer: OwnReview, given: ReviewChange, database: DatabaseDep, show: ShowDep) -> ReviewOut:
    """Another sentence, or another name to sign with."""
    with database.transaction() as session:
        reviews.change(session, reviewer, given.sentence, given.byline, given.said_back)
    return show.own(reviewer)


@router.put("/reviews/{review_id}/ticks/{evidence_id}")
def tick(reviewer: OwnReview, evidence_id: str, given: TickIn, database: DatabaseDep, show: ShowDep) -> ReviewOut:
    """Say of one claim whether its passage carries it."""
    with database.transaction() as session:
        reviews.tick(session, reviewer, evidence_id, given.verdict, given.why)
    return show.own(reviewer)


@router.delete("/reviews/{review_id}/ticks/{evidence_id}")
def untick(reviewer: OwnReview, evidence_id: str, database: DatabaseDep, show: ShowDep) -> ReviewOut:
    """Take back what one said of a claim."""
    with database.transaction() as session:
        reviews.untick(session, reviewer, evidence_id)
    return show.own(reviewer)


@router.post("/reviews/{review_id}/comments", status_code=201)
def comment(reviewer: OwnReview, given: ReviewCommentIn, database: DatabaseDep, show: ShowDep) -> ReviewOut:
    """Comment on a passage of the page, or on the whole."""
    anchor = given.anchor.anchor() if given.anchor else None
    with database.transaction() as session:
        remarks.comment(session, reviewer, given.words, anchor, given.mark)
    return show.own(reviewer)


@router.post("/reviews/{review_id}/suggestions", status_code=201)
def suggest(reviewer: OwnReview, given: ReviewSuggestionIn, database: DatabaseDep, show: ShowDep) -> ReviewOut:
    """Suggest other words for a passage of the page."""
    proposed = Proposed(given.anchor.anchor(), given.replacement, given.why)
    with database.transaction() as session:
        remarks.suggest(session, reviewer, proposed)
    return show.own(reviewer)


@router.delete("/reviews/{review_id}/suggestions/{suggestion_id}")
def take_suggestion_out(reviewer: OwnReview, suggestion_id: str, database: DatabaseDep, show: ShowDep) -> ReviewOut:
    """Take a suggestion out that was not sent yet."""
    with database.transaction() as session:
        remarks.take_out(session, reviewer, suggestion_id)
    return show.own(reviewer)


@router.put("/reviews/{review_id}/ratings/{value}")
def rate(reviewer: OwnReview, value: ValueAdd, given: RatingIn, database: DatabaseDep, show: ShowDep) -> ReviewOut:
    """Say how far the whole piece carries one of the four things an explanation adds."""
    with database.transaction() as session:
        reviews.rate(session, reviewer, value, given.grade)
    return show.own(reviewer)


@router.delete("/reviews/{review_id}/ratings/{value}")
def unrate(reviewer: OwnReview, value: ValueAdd, database: DatabaseDep, show: ShowDep) -> ReviewOut:
    """Take that back."""
    with database.transaction() as session:
        reviews.unrate(session, reviewer, value)
    return show.own(reviewer)


@router.patch("/reviews/{review_id}/comments/{thread_id}")
def reword(reviewer: OwnReview, thread_id: str, given: CommentIn, database: DatabaseDep, show: ShowDep) -> ReviewOut:
    """Other words for a comment that was not sent yet."""
    with database.transaction() as session:
        remarks.reword(session, reviewer, thread_id, given.words)
    return show.own(reviewer)


@router.delete("/reviews/{review_id}/comments/{thread_id}")
def remove_comment(reviewer: OwnReview, thread_id: str, database: DatabaseDep, show: ShowDep) -> ReviewOut:
    """Take a comment out that was not sent yet."""
    with database.transaction() as session:
        remarks.remove(session, reviewer, thread_id)
    return show.own(reviewer)


@router.put("/reviews/{review_id}/sending")
def send_review(reviewer: OwnReview, database: DatabaseDep, settings: SettingsDep, show: ShowDep) -> ReviewOut:
    """Send the review: from now on it is with the writers of the draft, and stands as it is."""
    with database.transaction() as session:
        sending.send(session, reviewer, settings)
    return show.own(reviewer)


@router.put("/reviews/{review_id}/reading")
def read_by_writer(reader: ArrivedReview, database: DatabaseDep, show: ShowDep) -> ReviewOut:
    """Say that a writer of the draft has read the review."""
    with database.transaction() as session:
        reviews.read(session, reader.review)
    return show.review(reader)
