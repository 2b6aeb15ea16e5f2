"""A text as it goes out to who reads it."""

from urllib.parse import quote

from sqlmodel import Session

from app.errors import Unavailable
from app.files import Files
from app.papers import texts
from app.papers.fetching import figures
from app.papers.models import PaperText
from app.papers.rules import TextForm
from app.reading.text_schemas import FigureOut, OutlineEntry, PaperTextOut


def full(session: Session, files: Files, text: PaperText) -> PaperTextOut:
    """A text with its outline, pages and figures. Raises Unavailable when its file is lost."""
    layout = texts.body(session, text.digest).layout
    return PaperTextOut(
        id=text.id,
        version_id=text.version_id,
        form=text.form,
        digest=text.digest,
        html=_html(session, files, text) if text.form is TextForm.HTML else "",
        outline=[OutlineEntry(**heading) for heading in layout.get("outline", [])],
        pages=layout.get("pages", []),
        figures=[
            FigureOut(name=name, url=address(text, name) if kind else None, sentence=sentence)
            for name, (kind, sentence) in figures.shown(session, text).items()
        ],
    )


def address(text: PaperText, name: str) -> str:
    """Where the browser gets a figure from."""
    return f"/api/paper-texts/{text.id}/figures/{quote(name)}"


def _html(session: Session, files: Files, text: PaperText) -> str:
    data = files.get(session, text.body)
    if data is None:
        raise Unavailable("The file of this text is lost here. Tell whoever keeps this place; your notes are safe.")
    return data.decode()
