"""The Publish tab: a draft's text as it stands now, checked; loaded in one transaction, drawn outside it."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any

from sqlmodel import Session, col, func, select

from app.database import now
from app.markup import Facts, Needs, Renderer, RenderFailed
from app.papers import licences
from app.papers.models import Paper, PaperVersion
from app.people.models import Person
from app.publishing import checks
from app.publishing.badges import Badge
from app.publishing.models import Publication
from app.publishing.publications import shown
from app.publishing.releases import newest_release, propose_slug, publication_of
from app.publishing.rendering import plain_title
from app.publishing.schemas import CardOut, CheckOut, PublicationOut, PublishScreen
from app.publishing.standing import badge_of_text
from app.reviewing.invitations import standing
from app.reviewing.models import Invitation, Request
from app.reviewing.rules import State
from app.reviewing.sentences import by
from app.settings import Settings
from app.writing import drafts, evidence, images, preview, revisions, text, unsure
from app.writing.models import Draft, Revision
from app.writing.rules import Part, digest_of

_OUT = {State.WAITING, State.OPENED, State.BEGUN}


@dataclass(frozen=True)
class Loaded:
    """All that the tab shows but the rendering of the text."""

    subject: checks.Subject
    facts: Facts
    deck: str
    bylines: list[str]
    papers: list[str]
    publication: PublicationOut | None
    changed: bool
    slug: str
    people_here: int
    badge: Badge


def load(session: Session, draft: Draft, needed: Needs, settings: Settings) -> Loaded:
    """What the tab shows of a draft, whose text asks for `needed`."""
    body = text.current(session, draft).body
    publication = publication_of(session, draft.id)
    about = drafts.papers_of(session, [draft.id])[draft.id]
    passages = evidence.passages(session, draft, needed.notes).values()
    subject = checks.Subject(
        title=draft.title, source=body, reader=draft.reader, has_papers=bool(about), rendered=None,
        quotes=_quotes(session, passages), lengths=_lengths(session, passages),
        credits=[one["credit"] for one in images.used(session, draft.id, needed.images)],
        unsure=len(unsure.open_marks(session, draft.id)), asks=_asks(session, draft.id),
    )  # fmt: skip
    authors = drafts.authors_of(session, [draft.id])[draft.id]
    return Loaded(
        subject, preview.facts(session, draft, needed), draft.deck,
        bylines=[author.byline for author in authors if author.part is Part.WRITER],
        papers=[paper.title for paper in about],
        publication=shown(session, publication, settings) if publication else None,
        changed=not publication or _changed(session, draft, needed, publication),
        slug=publication.slug if publication else propose_slug(session, draft.title),
        people_here=_people_here(session), badge=badge_of_text(session, draft.id, body),
    )  # fmt: skip


def show(loaded: Loaded, renderer: Renderer) -> PublishScreen:
    """The tab; it draws the text, so it stands outside any transaction."""
    try:
        rendered = renderer.render(loaded.subject.source, loaded.facts)
    except RenderFailed:
        rendered = None
    subject = replace(loaded.subject, rendered=rendered)
    return PublishScreen(
        publication=loaded.publication, changed=loaded.changed, slug=loaded.slug, bylines=loaded.bylines,
        people_here=loaded.people_here,
        blocking=[CheckOut(**asdict(found)) for found in checks.blocking(subject)],
        advice=[CheckOut(**asdict(found)) for found in checks.advice(subject)],
        quoted_share=checks.quoted_share(subject),
        card=CardOut(
            title=plain_title(subject.title), deck=loaded.deck, authors=loaded.bylines, papers=loaded.papers,
            reader=subject.reader, checked=loaded.badge.text,
        ),
    )  # fmt: skip


def _changed(session: Session, draft: Draft, needed: Needs, publication: Publication) -> bool:
    newest = newest_release(session, publication)
    released = session.get_one(Revision, newest.revision_id) if newest else None
    return released is None or not revisions.still(session, draft, needed, released)


def _versions(session: Session, passages: Iterable[dict[str, Any]]) -> list[tuple[Paper, PaperVersion]]:
    keys = {passage["paper_key"] for passage in passages}
    query = select(Paper, PaperVersion).join(PaperVersion, col(PaperVersion.paper_id) == Paper.id)
    return list(session.exec(query.where(col(Paper.key).in_(keys))).all())


def _quotes(session: Session, passages: Iterable[dict[str, Any]]) -> list[checks.Quote]:
    """The passages quoted; an abstract from arXiv and an openly licensed text may be quoted whole."""
    free = {
        (paper.key, version.number): (
            digest_of(version.abstract) if paper.arxiv_id else "",
            licences.is_open(version.licence),
        )
        for paper, version in _versions(session, passages)
    }
    quotes = []
    for passage in passages:
        abstract, is_open = free[passage["paper_key"], passage["number"]]
        may = is_open or passage["text_digest"] == abstract
        quotes.append(checks.Quote(passage["paper_key"], passage["paper_title"], passage["quote"], may))
    return quotes


def _lengths(session: Session, passages: Iterable[dict[str, Any]]) -> dict[str, int]:
    lengths: dict[str, int] = {}
    for paper, version in _versions(session, passages):
        lengths[paper.key] = max(lengths.get(paper.key, 0), len(version.abstract))
    return lengths


def _asks(session: Session, draft_id: str) -> list[str]:
    query = select(Invitation, Request).join(Request, col(Request.id) == Invitation.request_id)
    asked = session.exec(query.where(Request.draft_id == draft_id).order_by(col(Request.due))).all()
    out = {request.id: request for invitation, request in asked if standing(session, invitation) in _OUT}
    due = (f"An answer about {request.kind.value} is due {by(request.due, now().date())}" for request in out.values())
    return list(dict.fromkeys(due))


def _people_here(session: Session) -> int:
    here = select(func.count()).select_from(Person)
    return session.exec(here.where(col(Person.joined_at).is_not(None), col(Person.suspended_at).is_(None))).one()
