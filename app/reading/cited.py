"""What a paper version cites and what cites it, as a person sees it: sentences only of texts they may read."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Annotated

from fastapi import Depends
from sqlmodel import Session, col, select

from app.errors import NotFound
from app.markup import render_text
from app.papers import cited_works, papers
from app.papers.models import ArxivErrand, Bibliography, Paper, PaperVersion, Reference
from app.papers.queue import errands
from app.papers.references import citing, leading_to
from app.papers.rules import ErrandKind, ErrandState, FetchState
from app.papers.schemas import PaperRow
from app.people.access import PersonDep
from app.people.models import Person
from app.reading.reference_schemas import (
    CitingOut,
    ImportsOut,
    MentionOut,
    ReferenceOut,
    ReferencesOut,
    ReferenceState,
)
from app.reading.rules import Access
from app.reading.text_schemas import FetchOut
from app.reading.texts import CLOSED, ON_SHELF, access
from app.web import SessionDep, admits

MAIN_MAXIMUM = 10
MENTIONS_SHOWN = 3
_READ_FROM = (ErrandKind.TEXT, ErrandKind.SOURCE, ErrandKind.PDF)
_WITH_THE_TEXT = "What it cites is read together with its text. Open the text, and it appears here."
_OUTSIDE = "What it cites is not known here, because it is not on arXiv."


def of(session: Session, person: Person, version: PaperVersion) -> ReferencesOut:
    """What a version cites, most leaned-on first, and how far one's imports of it have come."""
    references = session.exec(
        select(Reference)
        .where(Reference.version_id == version.id)
        .order_by(col(Reference.times).desc(), col(Reference.position))
    ).all()
    leads = leading_to(session, [version.id])
    rows = _rows(session, leads)
    may = access(session, person, version)
    asked = cited_works.standing(session, person.id, [one.arxiv_id for one in references if one.arxiv_id])
    bibliography = session.get(Bibliography, version.id)
    return ReferencesOut(
        origin=bibliography.origin if bibliography else None,
        state=_state(session, version, may, is_here=bibliography is not None),
        access=may,
        entries=[
            _shown(one, rows.get(leads.get(one.id, "")), asked.get(one.arxiv_id or ""), may) for one in references
        ],
        main=[one.id for one in references if one.arxiv_id or one.id in leads][:MAIN_MAXIMUM],
        imports=_imports(references, leads, asked),
    )


def citing_papers(session: Session, person: Person, paper: Paper) -> list[CitingOut]:
    """The papers here that cite a paper, those that lean on it most first."""
    found = citing(session, paper)
    rows = {row.version_id: row for row in papers.rows(session, list(found))}
    versions = {one: session.get_one(PaperVersion, one) for one in rows}
    shown = [
        CitingOut(
            paper=rows[version_id],
            times=sum(one.times for one in found[version_id]),
            mentions=_mentions(found[version_id], access(session, person, version)),
        )
        for version_id, version in versions.items()
    ]
    return sorted(shown, key=lambda one: (-one.times, one.paper.title))


def _rows(session: Session, leads: Mapping[str, str]) -> dict[str, PaperRow]:
    newest = papers.newest_versions(session, set(leads.values()))
    return {row.id: row for row in papers.rows(session, [version.id for version in newest.values()])}


def _shown(reference: Reference, row: PaperRow | None, asked: ArxivErrand | None, may: Access) -> ReferenceOut:
    state = ReferenceState.IMPORTABLE if reference.arxiv_id else ReferenceState.OUTSIDE
    if row:
        state = ReferenceState.HERE
    elif asked and asked.state is ErrandState.WAITING:
        state = ReferenceState.WAITING
    elif asked and asked.state is ErrandState.FAILED:
        state = ReferenceState.FAILED
    return ReferenceOut(
        **reference.model_dump(exclude={"mentions", "version_id"}),
        mentions=_mentions([reference], may),
        paper=row,
        state=state,
        sentence=asked.sentence if asked and state is ReferenceState.FAILED else "",
    )


def _mentions(references: Sequence[Reference], may: Access) -> list[MentionOut]:
    places = [place for one in references for place in one.mentions][:MENTIONS_SHOWN]
    return [_mention(one["section"], one["sentence"] if may is Access.OPEN else "") for one in places]


def _mention(section: str, sentence: str) -> MentionOut:
    return MentionOut(section=section, sentence=sentence, sentence_html=render_text(sentence))


def _imports(references: Sequence[Reference], leads: Mapping[str, str], asked: Mapping[str, ArxivErrand]) -> ImportsOut:
    here = {one.arxiv_id for one in references if one.id in leads}
    states = Counter(ErrandState.DONE if arxiv_id in here else errand.state for arxiv_id, errand in asked.items())
    return ImportsOut(
        total=states.total(),
        done=states[ErrandState.DONE],
        failed=states[ErrandState.FAILED],
        waiting=states[ErrandState.WAITING],
    )


def _state(session: Session, version: PaperVersion, may: Access, *, is_here: bool) -> FetchOut:
    """Where the reading of a bibliography stands, and what to do where nothing is on its way."""
    refused = {Access.SHELF: ON_SHELF, Access.CLOSED: CLOSED}.get(may, "")
    if is_here:
        return FetchOut(state=FetchState.DONE, sentence=refused)
    found = session.exec(
        select(ArxivErrand).where(ArxivErrand.version_id == version.id, col(ArxivErrand.kind).in_(_READ_FROM))
    ).all()
    under_way = [one for one in found if one.state in (ErrandState.WAITING, ErrandState.READING)]
    if under_way:
        place, seconds = min(errands.standing(session, one) for one in under_way)
        return FetchOut(state=FetchState.WAITING, what="what it cites", place=place, seconds=seconds)
    failed = max((one for one in found if one.settled_at), key=lambda one: str(one.settled_at), default=None)
    if failed and failed.state is ErrandState.FAILED:
        return FetchOut(state=FetchState.FAILED, what="what it cites", sentence=failed.sentence)
    paper = session.get_one(Paper, version.paper_id)
    return FetchOut(sentence=refused or (_WITH_THE_TEXT if paper.arxiv_id else _OUTSIDE))


@admits
def _reference_here(reference_id: str, person: PersonDep, session: SessionDep) -> Reference:
    reference = session.get(Reference, reference_id)
    if reference is None:
        raise NotFound
    return reference


ReferenceHere = Annotated[Reference, Depends(_reference_here)]
