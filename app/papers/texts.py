"""The texts of paper versions that are kept here: storing one that was read, and finding the newest of each form."""

import dataclasses
import hashlib
from pathlib import Path

from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlmodel import Session, col, or_, select

from app.files import Files
from app.jobs import announce
from app.papers.fulltext.shapes import Document
from app.papers.licences import is_open
from app.papers.models import Paper, PaperText, PaperVersion, TextBody
from app.papers.rules import TextForm

STORED = "papers.text_stored"
"""The fact that a text came to be here; its subject is the id of a PaperText."""


def newest(session: Session, version_id: str, person_id: str | None) -> dict[TextForm, PaperText]:
    """The newest text of each form; a person's own PDF counts for them only, and before arXiv's."""
    rows = session.exec(
        select(PaperText)
        .where(PaperText.version_id == version_id)
        .where(or_(col(PaperText.owner_id).is_(None), col(PaperText.owner_id) == person_id))
        .order_by(col(PaperText.owner_id).is_not(None), col(PaperText.made_at), col(PaperText.id))
    )
    return {text.form: text for text in rows}


def body(session: Session, digest: str) -> TextBody:
    """The words of a text and where its parts stand."""
    return session.get_one(TextBody, digest)


def is_here(session: Session, paper_id: str) -> bool:
    """Whether a text that came from arXiv is kept of any version of a paper."""
    query = (
        select(PaperText.id)
        .join(PaperVersion, col(PaperVersion.id) == PaperText.version_id)
        .where(PaperVersion.paper_id == paper_id, col(PaperText.owner_id).is_(None))
    )
    return session.exec(query.limit(1)).first() is not None


def is_unused(session: Session, digest: str) -> bool:
    """Whether no text has these words any more."""
    return session.exec(select(PaperText.id).where(PaperText.digest == digest)).first() is None


def may_be_kept(session: Session, version: PaperVersion) -> bool:
    """Whether this instance keeps texts of a version: with `STILLROOM_FULL_TEXT=open` only under open licences."""
    return session.info.get("full_text") != "open" or is_open(version.licence)


def store(
    session: Session,
    files: Files,
    version: PaperVersion,
    document: Document,
    read_from: Path,
    owner_id: str | None = None,
) -> PaperText:
    """Keep a document that was read, and announce it. The same words in the same form again are the text that is here.

    `read_from` is the PDF it was read from; of HTML the cleaned page is kept instead."""
    form = TextForm.HTML if document.html else TextForm.PDF
    digest = hashlib.sha256(document.text.encode()).hexdigest()
    same = select(PaperText).where(
        PaperText.version_id == version.id,
        PaperText.form == form,
        PaperText.digest == digest,
        PaperText.owner_id == owner_id,
    )
    if known := session.exec(same).first():
        return known
    _keep_words(session, digest, document)
    kept = files.put(session, document.html.encode()) if document.html else files.put_file(session, read_from)
    text = PaperText(version_id=version.id, form=form, digest=digest, body=kept, owner_id=owner_id)
    text.figures = document.figures
    session.add(text)
    if owner_id is None:
        session.get_one(Paper, version.paper_id).changed += 1
    session.flush()
    announce(session, STORED, text.id)
    return text


def _keep_words(session: Session, digest: str, document: Document) -> None:
    row = {"digest": digest, "text": document.text, "layout": dataclasses.asdict(document.layout)}
    insert = sqlite_insert if session.get_bind().dialect.name == "sqlite" else postgresql_insert
    session.execute(insert(TextBody).values(row).on_conflict_do_nothing())
