"""A person's own PDF of a paper: read, kept for them alone, replaced and taken away."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from sqlmodel import Session, col, select

from app.errors import BadInput, TooLarge
from app.files import Files
from app.papers.fulltext import apart
from app.papers.fulltext.shapes import Document
from app.papers.models import PaperText

LARGEST = 80 * 1024 * 1024
_TOO_LARGE = "This PDF is over 80 MB. Nothing was kept; a smaller copy of it will do."
_SCAN = (
    "This PDF is made of pictures only and holds no text, so nothing in it could be found or noted. Nothing was kept; "
    "a copy with a text layer (most scanners and PDF readers can add one) will do."
)


@contextmanager
def received(upload: IO[bytes]) -> Iterator[Path]:
    """The bytes of an upload in a file of their own, for as long as they are needed. Raises TooLarge."""
    with tempfile.NamedTemporaryFile(prefix="stillroom-") as kept:
        shutil.copyfileobj(upload, kept, 1024 * 1024)
        kept.flush()
        if kept.tell() > LARGEST:
            raise TooLarge(_TOO_LARGE)
        yield Path(kept.name)


def read(pdf: Path) -> Document:
    """The text of an uploaded PDF. Raises BadInput for one that is locked, broken, no PDF, or has no text."""
    with open(pdf, "rb") as file:
        if b"%PDF-" not in file.read(1024):
            raise BadInput("This file is not a PDF. Nothing was kept.")
    document = apart.read_pdf(pdf)
    if document.is_scan or not document.text:
        raise BadInput(_SCAN)
    return document


def own(session: Session, version_id: str, person_id: str) -> list[PaperText]:
    """The person's own PDF of a version, if any."""
    query = select(PaperText).where(PaperText.version_id == version_id, PaperText.owner_id == person_id)
    return list(session.exec(query.order_by(col(PaperText.made_at))))


def forget(session: Session, files: Files, text: PaperText) -> None:
    """Take a text away, and its bytes when no other text has the same."""
    session.delete(text)
    session.flush()
    if session.exec(select(PaperText.id).where(PaperText.body == text.body)).first() is None:
        files.remove(session, text.body)
