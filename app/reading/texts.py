"""Who may read the stored text of a paper version, what of it is here, and asking for it."""

from typing import Annotated

from fastapi import Depends
from sqlmodel import Session

from app.errors import BadInput, NotFound, Refused
from app.papers import papers, texts
from app.papers.fetching import figures, fulltexts
from app.papers.licences import is_open
from app.papers.models import Paper, PaperText, PaperVersion
from app.papers.rules import Lane, TextForm
from app.people.access import PersonDep
from app.people.models import Person
from app.reading import fetching
from app.reading.models import ShelfItem
from app.reading.rules import Access
from app.reading.text_schemas import TextRow, TextState
from app.web import SessionDep, admits

ON_SHELF = (
    "Put this paper on your shelf to read its full text here: its licence lets you read it, but lets nobody hand it on."
)
CLOSED = "This place keeps full texts under open licences only. Read this one at arXiv; its abstract can be noted on."


def access(session: Session, person: Person, version: PaperVersion) -> Access:
    """Whether a person may read what is kept of a version: by its licence, their shelf, and the instance's setting."""
    paper = session.get_one(Paper, version.paper_id)
    if paper.arxiv_id is None or is_open(version.licence):
        return Access.OPEN  # of a work outside arXiv nothing is kept but people's own PDFs
    if not texts.may_be_kept(session, version):
        return Access.CLOSED
    return Access.OPEN if session.get(ShelfItem, (person.id, version.paper_id)) else Access.SHELF


def readable(session: Session, person: Person, text_id: str) -> PaperText:
    """A text that a person may read: one from arXiv by `access`, or a PDF of their own. Raises NotFound."""
    text = session.get(PaperText, text_id)
    if text is None or text.owner_id not in (None, person.id):
        raise NotFound
    if text.owner_id is None:
        version = session.get_one(PaperVersion, text.version_id)
        if access(session, person, version) is not Access.OPEN:
            raise NotFound
    return text


def ask(session: Session, person: Person, version: PaperVersion, form: TextForm | None) -> None:
    """See to it that a text of a version, its figures and its newest rendering are here, or on their way.

    Doing so again asks for nothing twice. Raises Refused when the person may not read it."""
    paper = session.get_one(Paper, version.paper_id)
    if form is TextForm.ABSTRACT:
        raise BadInput("The abstract is here already. Ask for the HTML or the PDF.")
    if (may := access(session, person, version)) is not Access.OPEN:
        raise Refused(ON_SHELF if may is Access.SHELF else CLOSED)
    if paper.arxiv_id is None:
        return
    here = texts.newest(session, version.id, None)
    html = here.get(TextForm.HTML)
    if not here or (form is TextForm.PDF and TextForm.PDF not in here):
        fulltexts.ask(session, version, person.id, Lane.PERSON, form)
    elif html and fetching.is_stale(session, html):
        fulltexts.ask(session, version, None, Lane.WATCH)
    if html:
        figures.ask(session, version, html, person.id, Lane.PERSON)


def state(session: Session, person: Person, version: PaperVersion) -> TextState:
    """What can be read of a version, and what is on its way."""
    may = access(session, person, version)
    here = texts.newest(session, version.id, person.id)
    shown = [text for text in here.values() if may is Access.OPEN or text.owner_id == person.id]
    paper = session.get_one(Paper, version.paper_id)
    under_way = fetching.standing(session, version, is_here=bool(here))
    return TextState(
        version_id=version.id,
        access=may,
        sentence={Access.SHELF: ON_SHELF, Access.CLOSED: CLOSED}.get(may, ""),
        licence_name=papers.licence_name(paper, version),
        texts=[_row(session, text) for text in shown],
        missing=fetching.why_missing(session, paper, version, shown, under_way) if may is Access.OPEN else "",
        fetch=under_way,
    )


def _row(session: Session, text: PaperText) -> TextRow:
    pictures = figures.shown(session, text)
    return TextRow(
        id=text.id,
        form=text.form,
        digest=text.digest,
        own=text.owner_id is not None,
        made_at=text.made_at,
        figures_total=len(pictures),
        figures_here=sum(kind is not None for kind, _ in pictures.values()),
    )


@admits
def _readable_text(text_id: str, person: PersonDep, session: SessionDep) -> PaperText:
    return readable(session, person, text_id)


ReadableText = Annotated[PaperText, Depends(_readable_text)]
