"""The API of this room. Nothing is rendered while a transaction is open."""

from typing import Annotated

from fastapi import APIRouter, Response

from app.database import Database
from app.files import Files
from app.markup import Renderer
from app.people.access import PersonDep, hand_over
from app.people.models import Person
from app.reviewing import answers, asks, invitation_page, invitations, review_tab, reviews, sending
from app.reviewing.access import (
    ArrivedReview,
    Asking,
    AtReview,
    Invited,
    OwnAsk,
    OwnInvitation,
    OwnReview,
    ReadableReview,
    Reviewer,
)
from app.reviewing.models import Request, Review
from app.reviewing.schemas import (
    ArrivedRow,
    AskedRow,
    AskIn,
    AskOut,
    BylineIn,
    InvitationOut,
    ReviewChange,
    ReviewCommentIn,
    ReviewOut,
    ReviewScreen,
    TickIn,
)
from app.web import DatabaseDep, ReadSessionDep, SessionDep, SettingsDep, part
from app.writing.access import editable_draft
from app.writing.schemas import CommentIn

router = APIRouter(prefix="/api", tags=["reviewing"])
RendererDep = Annotated[Renderer, part(Renderer)]
FilesDep = Annotated[Files, part(Files)]


@router.get("/drafts/{draft_id}/asks")
def read_asks(writer: AtReview, database: DatabaseDep, renderer: RendererDep) -> ReviewScreen:
    """A ready-made ask, the asks that are out, and what came back."""
    with database.transaction(read_only=True) as session:
        tab = review_tab.load(session, writer.draft)
    return review_tab.show(tab, writer.person, renderer)


@router.post("/drafts/{draft_id}/asks", status_code=201)
def ask(writer: Asking, given: AskIn, database: DatabaseDep, settings: SettingsDep, renderer: RendererDep) -> AskOut:
    """Save a version of the text and ask for a review of it."""
    wanted = given.wanted()
    with database.transaction() as session:
        draft = editable_draft(session, writer.person, writer.draft.id)
        made = asks.ask(session, draft, writer.person, wanted, given.base_version, settings)
    return _ask_out(database, renderer, made.request, writer.person, made.urls)


@router.delete("/asks/{ask_id}")
def withdraw_ask(request: OwnAsk, person: PersonDep, database: DatabaseDep, renderer: RendererDep) -> AskOut:
    """Take an ask back."""
    with database.transaction() as session:
        asks.withdraw(session, request, person)
    return _ask_out(database, renderer, request, person)


@router.delete("/asked/{invitation_id}")
def take_back(invitation: OwnInvitation, person: PersonDep, database: DatabaseDep, renderer: RendererDep) -> AskOut:
    """Take one invitation, or one link, back."""
    with database.transaction() as session:
        request = asks.take_back(session, invitation, person)
    return _ask_out(database, renderer, request, person)


def _ask_out(
    database: Database, renderer: Renderer, request: Request, person: Person, urls: dict[str, str] | None = None
) -> AskOut:
    with database.transaction(read_only=True) as session:
        asked = review_tab.load_ask(session, session.get_one(Request, request.id), urls)
    return review_tab.show_ask(asked, person, renderer)


@router.get("/asked")
def read_asked(person: PersonDep, session: SessionDep) -> list[AskedRow]:
    """What waits for one's answer."""
    return invitation_page.asked_of(session, person)


@router.get("/arrived")
def read_arrived(person: PersonDep, session: SessionDep) -> list[ArrivedRow]:
    """Reviews of one's drafts that nobody has read yet."""
    return [
        ArrivedRow(
            review_id=review.id, draft_id=revision.draft_id, title=revision.title, byline=review.byline,
            comments=comments, sent_at=review.sent_at or review.begun_at,
        )
        for review, revision, comments in sending.arrivals(session, person)
    ]  # fmt: skip


@router.get("/invitations/{invitation_id}")
def read_invitation(reviewer: Invited, database: DatabaseDep, renderer: RendererDep) -> InvitationOut:
    """All a reviewer needs: the ask, the saved version, the passages behind its claims, their own review."""
    with database.transaction(read_only=True) as session:
        page = invitation_page.load(session, reviewer)
    return invitation_page.show(page, renderer)


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
    data, media_type = invitation_page.picture(session, files, reviewer.revision, digest)
    return Response(data, media_type=media_type, headers={"Cache-Control": "private, max-age=86400, immutable"})


@router.post("/invitations/{invitation_id}/reviews", status_code=201)
def begin_review(
    reviewer: Invited,
    given: BylineIn,
    response: Response,
    database: DatabaseDep,
    settings: SettingsDep,
    renderer: RendererDep,
) -> ReviewOut:
    """Begin one's review. Whoever is not signed in gets a cookie that lets them, and nobody else, go on with it."""
    with database.transaction() as session:
        begun = reviews.begin(session, reviewer, given.byline)
    if begun.link is not None:
        hand_over(response, settings, begun.link, begun.token)
    return _review_out(database, renderer, begun.review, reviewer.person, mine=True)


@router.get("/reviews/{review_id}")
def read_review(reader: ReadableReview, database: DatabaseDep, renderer: RendererDep) -> ReviewOut:
    """One's own review; to a writer of the draft, one that was sent."""
    return _review_out(database, renderer, reader.review, reader.person, mine=reader.mine)


@router.patch("/reviews/{review_id}")
def change_review(reviewer: OwnReview, given: ReviewChange, database: DatabaseDep, renderer: RendererDep) -> ReviewOut:
    """Another sentence, or another name to sign with."""
    with database.transaction() as session:
        reviews.change(session, reviewer, given.sentence, given.byline)
    return _own_review(database, renderer, reviewer)


@router.put("/reviews/{review_id}/ticks/{evidence_id}")
def tick(
    reviewer: OwnReview, evidence_id: str, given: TickIn, database: DatabaseDep, renderer: RendererDep
) -> ReviewOut:
    """Say of one claim whether its passage carries it."""
    with database.transaction() as session:
        reviews.tick(session, reviewer, evidence_id, given.verdict, given.why)
    return _own_review(database, renderer, reviewer)


@router.delete("/reviews/{review_id}/ticks/{evidence_id}")
def untick(reviewer: OwnReview, evidence_id: str, database: DatabaseDep, renderer: RendererDep) -> ReviewOut:
    """Take back what one said of a claim."""
    with database.transaction() as session:
        reviews.untick(session, reviewer, evidence_id)
    return _own_review(database, renderer, reviewer)


@router.post("/reviews/{review_id}/comments", status_code=201)
def comment(reviewer: OwnReview, given: ReviewCommentIn, database: DatabaseDep, renderer: RendererDep) -> ReviewOut:
    """Comment on a passage of the page, or on the whole."""
    anchor = given.anchor.anchor() if given.anchor else None
    with database.transaction() as session:
        reviews.comment(session, reviewer, given.words, anchor)
    return _own_review(database, renderer, reviewer)


@router.patch("/reviews/{review_id}/comments/{thread_id}")
def reword_comment(
    reviewer: OwnReview, thread_id: str, given: CommentIn, database: DatabaseDep, renderer: RendererDep
) -> ReviewOut:
    """Other words for a comment that was not sent yet."""
    with database.transaction() as session:
        reviews.reword(session, reviewer, thread_id, given.words)
    return _own_review(database, renderer, reviewer)


@router.delete("/reviews/{review_id}/comments/{thread_id}")
def remove_comment(reviewer: OwnReview, thread_id: str, database: DatabaseDep, renderer: RendererDep) -> ReviewOut:
    """Take a comment out that was not sent yet."""
    with database.transaction() as session:
        reviews.remove(session, reviewer, thread_id)
    return _own_review(database, renderer, reviewer)


@router.put("/reviews/{review_id}/sending")
def send_review(reviewer: OwnReview, database: DatabaseDep, settings: SettingsDep, renderer: RendererDep) -> ReviewOut:
    """Send the review: from now on it is with the writers of the draft, and stands as it is."""
    with database.transaction() as session:
        sending.send(session, reviewer, settings)
    return _own_review(database, renderer, reviewer)


@router.put("/reviews/{review_id}/reading")
def read_by_writer(reader: ArrivedReview, database: DatabaseDep, renderer: RendererDep) -> ReviewOut:
    """Say that a writer of the draft has read the review."""
    with database.transaction() as session:
        reviews.read(session, reader.review)
    return _review_out(database, renderer, reader.review, reader.person, mine=False)


def _own_review(database: Database, renderer: Renderer, reviewer: Reviewer) -> ReviewOut:
    assert reviewer.review is not None
    return _review_out(database, renderer, reviewer.review, reviewer.person, mine=True)


def _review_out(
    database: Database, renderer: Renderer, review: Review, person: Person | None, *, mine: bool
) -> ReviewOut:
    with database.transaction(read_only=True) as session:
        answer = answers.load(session, session.get_one(Review, review.id))
    return answers.show(answer, person, renderer, mine=mine)
