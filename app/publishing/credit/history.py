"""What happened to a piece until a release, as everybody who may read that release may know it."""

from collections.abc import Sequence
from datetime import UTC, datetime, time

from sqlmodel import Session, col, select

from app.people.orcid import identities
from app.publishing.articles import Article
from app.publishing.credit.docmap import PEER, History, Party, Released, Reviewed
from app.publishing.models import Release
from app.publishing.standing import mentors_of
from app.reviewing.author_checks.standing import shown_of
from app.reviewing.models import Request, Review, SignedReview
from app.reviewing.naming.rules import UNNAMED
from app.reviewing.rules import AskKind
from app.settings import Settings
from app.writing.models import Revision


def of(session: Session, article: Article, settings: Settings) -> History:
    """The history of the release that an article shows; of the releases before it, those its reader may open."""
    piece, revision = article.piece, article.piece.revision
    url = f"{settings.address}{piece.path}"
    before = [one for one in article.releases if one.number <= piece.release.number]
    return History(
        id=f"{url}/{piece.release.number}/docmap.json{article.query}", piece=url,
        publisher={"id": settings.address, "name": settings.name, "homepage": f"{settings.address}/"},
        papers=revision.papers,
        events=[*_releases(session, before, url, article.query),
                *_reviews(session, revision, settings, article.query),
                *_author_checks(session, revision, f"{url}{article.query}")],
    )  # fmt: skip


def _releases(session: Session, releases: Sequence[Release], url: str, query: str) -> list[Released]:
    ids = [one.revision_id for one in releases]
    numbers = dict(session.exec(select(Revision.id, Revision.number).where(col(Revision.id).in_(ids))).all())
    own = [author["person_id"] for one in releases for author in one.contributors if author["own"]]
    orcids = identities.addresses_of(session, own)
    return [
        Released(
            one.released_at, numbers[one.revision_id], one.number, f"{url}/{one.number}{query}",
            [
                Party(author["name"], "author", orcids.get(author["person_id"], "") if author["own"] else "")
                for author in one.contributors
            ],
        )
        for one in releases
    ]  # fmt: skip


def _reviews(session: Session, revision: Revision, settings: Settings, query: str) -> list[Reviewed]:
    """Those that the badge may name, and those that readers may read; nobody who helped to write it judges it."""
    found = session.exec(
        select(Review, Revision.number, Request.kind)
        .join(Revision, col(Revision.id) == Review.revision_id)
        .join(Request, col(Request.id) == Review.request_id)
        .where(Revision.draft_id == revision.draft_id, Revision.number <= revision.number)
        .where(col(Review.sent_at).is_not(None))
    ).all()
    ids = [review.id for review, *_ in found]
    shown = {*session.exec(select(SignedReview.review_id).where(col(SignedReview.review_id).in_(ids)))}
    mentors = mentors_of(session, [revision.draft_id])
    orcids = identities.addresses_of(session, [one.person_id for one, *_ in found if one.person_id and one.id in shown])
    made = []
    for review, number, kind in found:
        helps = kind is AskKind.MENTOR or (revision.draft_id, review.person_id) in mentors
        if review.sent_at is None or (helps and review.id not in shown):
            continue
        url = f"{settings.address}/reviews/{review.id}{query}" if review.id in shown else ""
        role = "contributor" if helps else PEER
        by = Party(review.byline, role, orcids.get(review.person_id or "", "") if url else "")
        made.append(Reviewed(review.sent_at, number, by, None if review.byline == UNNAMED else review.sent_at, url))
    return made


def _author_checks(session: Session, revision: Revision, url: str) -> list[Reviewed]:
    made = []
    for shown in shown_of(session, [revision.draft_id])[revision.draft_id]:
        said = shown.said
        if said.number <= revision.number:
            name = said.name if said.known else f"Somebody who says they are {said.name}"
            day = datetime.combine(said.day, time(), UTC)
            made.append(Reviewed(day, said.number, Party(name, "reviewer"), day, url))
    return made
