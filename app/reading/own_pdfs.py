"""A person's own PDF of a paper: kept for them alone, replaced by another, taken away."""

from pathlib import Path

from sqlmodel import Session, col, delete, select

from app.errors import Refused
from app.files import Files
from app.papers import texts, uploads
from app.papers.fulltext.shapes import Document
from app.papers.models import PaperText, PaperVersion, TextBody
from app.people.models import Person
from app.reading.models import Anchoring, Note

_CLOSED = "This place keeps full texts under open licences only, so it takes no PDFs. Nothing was kept."


def refuse_closed(session: Session, version: PaperVersion) -> None:
    """Raises Refused where this instance keeps no text of such a version."""
    if not texts.may_be_kept(session, version):
        raise Refused(_CLOSED)


def put(session: Session, files: Files, person: Person, version: PaperVersion, document: Document, pdf: Path) -> None:
    """Keep a PDF that was read, in place of the one they had."""
    refuse_closed(session, version)
    before = uploads.own(session, version.id, person.id)
    text = texts.store(session, files, version, document, pdf, person.id)
    _forget(session, files, [one for one in before if one.id != text.id])


def take_away(session: Session, files: Files, person: Person, version: PaperVersion) -> None:
    """Take one's PDF away; one's notes stay, with the passages they quote. Doing so again changes nothing."""
    _forget(session, files, uploads.own(session, version.id, person.id))


def _forget(session: Session, files: Files, forgotten: list[PaperText]) -> None:
    for text in forgotten:
        session.execute(delete(Anchoring).where(col(Anchoring.text_id) == text.id))
        uploads.forget(session, files, text)
        leans = select(Note.id).where(Note.text_digest == text.digest)
        if texts.is_unused(session, text.digest) and session.exec(leans).first() is None:
            session.execute(delete(TextBody).where(col(TextBody.digest) == text.digest))
