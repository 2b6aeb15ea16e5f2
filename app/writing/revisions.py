"""Saved versions: everything a rendering needs, copied once and never changed."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from sqlmodel import Session, col, select

from app.database import Database
from app.jobs import announce
from app.markup import Facts, Needs, Renderer, Use, render_text
from app.papers.models import Paper, PaperVersion
from app.papers.papers import address, authors_of
from app.reading.rules import clean_line
from app.writing import citations, evidence, images, text, unsure
from app.writing.models import CoAuthor, Draft, DraftPaper, Evidence, Revision
from app.writing.rules import Occasion, Part, digest_of
from app.writing.schemas import EvidenceOut, RevisionOut, RevisionRow


def freeze(
    session: Session,
    draft: Draft,
    by: str,
    occasion: Occasion,
    base_version: int,
    needed: Needs,
    name: str = "",
) -> Revision:
    """Save the text at `base_version` with all it leans on, which is what it `needed`, under the draft's next number.

    What is the same as the newest saved version is not saved again: that one is given back, unless `name` is another.
    Raises Conflict with the current text when the text has moved on from `base_version`.
    """
    live = text.at_version(session, draft, base_version)
    name = clean_line(name)
    content, claims = _content(session, draft, live.body, needed), _claims(session, draft, needed.uses)
    newest = last(session, draft.id)
    if newest and name in {"", newest.name} and _same(session, newest, content, claims):
        return newest
    number = newest.number + 1 if newest else 1
    revision = Revision(draft_id=draft.id, number=number, name=name, occasion=occasion, made_by=by, **content)
    session.add(revision)
    session.flush()
    session.add_all(Evidence(revision_id=revision.id, **claim) for claim in claims)
    text.keep(session, draft.id, live.body)
    session.flush()
    announce(session, "writing.revision_frozen", revision.id)
    return revision


def needed_by(database: Database, renderer: Renderer, draft_id: str) -> Needs:
    """What the committed text of a draft leans on, read before the transaction that freezes it. Raises RenderFailed."""
    with database.transaction(read_only=True) as session:
        body = text.body(session, draft_id)
    return renderer.needs(body)


def claims(session: Session, draft: Draft, needed: Needs) -> list[dict[str, Any]]:
    """The claims of the draft's text, which `needed` this, as freezing it now would keep them, in order."""
    return _claims(session, draft, needed.uses)


def still(session: Session, draft: Draft, needed: Needs, revision: Revision) -> bool:
    """Whether the draft, whose text `needed` this, is as a saved version holds it: saving would make the same again."""
    content = _content(session, draft, text.body(session, draft.id), needed)
    return _same(session, revision, content, _claims(session, draft, needed.uses))


def last(session: Session, draft_id: str) -> Revision | None:
    """The newest saved version of a draft."""
    query = select(Revision).where(Revision.draft_id == draft_id).order_by(col(Revision.number).desc())
    return session.exec(query.limit(1)).first()


def of(session: Session, draft_id: str) -> list[Revision]:
    """The saved versions of a draft, newest first."""
    query = select(Revision).where(Revision.draft_id == draft_id).order_by(col(Revision.number).desc())
    return list(session.exec(query))


def evidence_of(session: Session, revision: Revision) -> list[Evidence]:
    """The passages behind the claims of a saved version, in order."""
    query = select(Evidence).where(Evidence.revision_id == revision.id).order_by(col(Evidence.position))
    return list(session.exec(query))


def facts_of(revision: Revision, claims: Sequence[Evidence], image_url: Callable[[str], str]) -> Facts:
    """All that the renderer needs, from the saved version alone; `image_url` says where a digest is served."""
    return replace(
        citations.kept(revision),
        claims={claim.note_id: evidence.claim(claim) for claim in reversed(claims)},
        images={kept["target"]: images.shown(kept, image_url(kept["digest"])) for kept in revision.images},
    )


def row(revision: Revision) -> RevisionRow:
    """A saved version in a list."""
    return RevisionRow(
        id=revision.id,
        number=revision.number,
        name=revision.name,
        occasion=revision.occasion,
        made_at=revision.made_at,
    )


def shown(
    revision: Revision, claims: Sequence[Evidence], image_url: Callable[[str], str], renderer: Renderer
) -> RevisionOut:
    """A saved version, rendered. It belongs outside any transaction."""
    return RevisionOut(
        **row(revision).model_dump(),
        draft_id=revision.draft_id,
        title=revision.title,
        deck=revision.deck,
        reader=revision.reader,
        should_know=revision.should_know,
        authors=[byline["name"] for byline in revision.bylines],
        html=renderer.render(revision.source, facts_of(revision, claims, image_url)).html,
        source=revision.source,
        evidence=[shown_evidence(claim, renderer) for claim in claims],
    )


def shown_evidence(claim: Evidence, renderer: Renderer) -> EvidenceOut:
    """The passage behind one claim, rendered."""
    return EvidenceOut(
        id=claim.id,
        note_id=claim.note_id,
        claim=claim.claim,
        quote=claim.quote,
        quote_html=render_text(claim.quote),
        before=claim.before,
        before_html=render_text(claim.before),
        after=claim.after,
        after_html=render_text(claim.after),
        section=claim.section,
        label=claim.label,
        url=claim.url,
        words_html=renderer.render(claim.words, form="feed").html if claim.words else "",
    )


def _content(session: Session, draft: Draft, source: str, needed: Needs) -> dict[str, Any]:
    """Every column of a revision but its number, name, occasion, and who made it when."""
    marks = unsure.open_marks(session, draft.id)
    return {
        "title": draft.title,
        "deck": draft.deck,
        "kind": draft.kind,
        "reader": draft.reader,
        "should_know": list(draft.should_know),
        "source": source,
        "digest": digest_of(source),
        "bylines": _bylines(session, draft),
        "papers": _papers(session, draft),
        "citations": citations.frozen(citations.find(session, draft.id, needed.citations)),
        "citation_style": draft.citation_style,
        "images": images.used(session, draft.id, needed.images),
        "unsure": [
            {"id": one.id, "anchor": one.anchor.model_dump(), "question": one.question}
            for one in unsure.shown(marks, source)
            if one.place
        ],
    }


def _claims(session: Session, draft: Draft, uses: Sequence[Use]) -> list[dict[str, Any]]:
    """The columns of one evidence row for each claim whose note may be quoted."""
    passages = evidence.passages(session, draft, {use.note_id for use in uses})
    found = [{**passages[use.note_id], "claim": use.words} for use in uses if use.note_id in passages]
    return [{**one, "position": position} for position, one in enumerate(found)]


def _bylines(session: Session, draft: Draft) -> list[dict[str, Any]]:
    query = select(CoAuthor).where(CoAuthor.draft_id == draft.id, CoAuthor.part == Part.WRITER)
    signed = session.exec(query.order_by(col(CoAuthor.position), col(CoAuthor.added_at)))
    return [{"name": author.byline, "person_id": author.person_id} for author in signed]


def _papers(session: Session, draft: Draft) -> list[dict[str, Any]]:
    query = (
        select(PaperVersion, Paper)
        .join(Paper, col(Paper.id) == PaperVersion.paper_id)
        .join(DraftPaper, col(DraftPaper.version_id) == PaperVersion.id)
        .where(DraftPaper.draft_id == draft.id)
        .order_by(col(DraftPaper.position))
    )
    found = session.exec(query).all()
    authors = authors_of(session, [version.id for version, _ in found])
    return [_paper(paper, version, authors[version.id]) for version, paper in found]


def _paper(paper: Paper, version: PaperVersion, authors: list[str]) -> dict[str, Any]:
    at = version.published_at or version.updated_at
    return {
        "key": paper.key,
        "arxiv_id": paper.arxiv_id,
        "number": version.number,
        "newest": paper.newest,
        "title": version.title,
        "authors": authors,
        "year": at.year if at else None,
        "url": address(paper, version),
        "licence": version.licence,
        "categories": version.categories,
    }


def _same(session: Session, revision: Revision, content: dict[str, Any], claims: list[dict[str, Any]]) -> bool:
    kept = [claim.model_dump(exclude={"id", "revision_id"}) for claim in evidence_of(session, revision)]
    before = revision.model_dump(include=set(content))
    works = citations.same(before.pop("citations"), content["citations"])
    return works and before == {key: value for key, value in content.items() if key != "citations"} and kept == claims
