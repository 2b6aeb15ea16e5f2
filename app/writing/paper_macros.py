"""The macros of a draft's papers, brought from their own sources when somebody asks."""

from sqlmodel import Session

from app.errors import NotFound, Refused
from app.papers.fetching import macros
from app.papers.models import Paper, PaperVersion
from app.papers.queue import errands
from app.papers.rules import ErrandState
from app.people.models import Person
from app.reading.rules import Access
from app.reading.texts import access
from app.writing.models import Draft, DraftPaper
from app.writing.schemas import MacroOut, PaperMacrosOut

ON_SHELF = "Put this paper on your shelf to bring its macros here."
CLOSED = "This place keeps what is in papers under open licences only, and this one is not."
OUTSIDE = "This work is not on arXiv, so there is no source to read its macros from."
_BEING_READ = "Its source came from arXiv and is being read."


def ask(session: Session, draft: Draft, person: Person, version_id: str) -> None:
    """See to it that the macros of one of the draft's papers are here or on their way. Raises NotFound and Refused."""
    version = _version(session, draft, version_id)
    if refused := _why_not(session, person, version):
        raise Refused(refused)
    macros.ask(session, version, person.id)


def state(session: Session, draft: Draft, person: Person, version_id: str) -> PaperMacrosOut:
    """Where they stand. Raises NotFound."""
    version = _version(session, draft, version_id)
    if refused := _why_not(session, person, version):
        return PaperMacrosOut(state=None, sentence=refused)
    errand = macros.newest(session, version)
    if errand is None:
        return PaperMacrosOut(state=None)
    place, seconds = errands.standing(session, errand) if errand.state is ErrandState.WAITING else (0, 0)
    return PaperMacrosOut(
        state=errand.state,
        place=place,
        seconds=seconds,
        sentence=_BEING_READ if errand.state is ErrandState.READING else errand.sentence,
        macros=[
            MacroOut(name=one.name, definition=one.definition, uses=one.uses, needs=one.needs)
            for one in macros.kept(errand)
        ],
    )


def _version(session: Session, draft: Draft, version_id: str) -> PaperVersion:
    if session.get(DraftPaper, (draft.id, version_id)) is None:
        raise NotFound
    return session.get_one(PaperVersion, version_id)


def _why_not(session: Session, person: Person, version: PaperVersion) -> str:
    if session.get_one(Paper, version.paper_id).arxiv_id is None:
        return OUTSIDE
    return {Access.SHELF: ON_SHELF, Access.CLOSED: CLOSED}.get(access(session, person, version), "")
