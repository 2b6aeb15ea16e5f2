"""The pictures of a version's HTML: asked for one by one after everything else, drawn anew apart, and kept."""

import base64
import tempfile
from pathlib import Path

from pydantic import TypeAdapter
from sqlmodel import Session, col, select

from app.errors import BadInput, NotFound
from app.files import Files
from app.papers.fulltext import apart
from app.papers.fulltext.figure import Redrawn
from app.papers.identifiers import ArxivId
from app.papers.models import ArxivErrand, Figure, PaperText, PaperVersion
from app.papers.queue import errands
from app.papers.queue.holding import Holder
from app.papers.rules import ErrandKind, ErrandState, Lane

MOST = 400
"""Figures of one text that are asked for: at three seconds each, twenty minutes of everybody's turn."""
_redrawn = TypeAdapter(Redrawn)
_DRAWING_SECONDS = 15
_GONE = "arXiv has no such picture, so it is not shown here."
_TOO_MANY = f"This paper shows more than {MOST} pictures; this one can be seen at arXiv."


def ask(session: Session, version: PaperVersion, text: PaperText, person_id: str | None, lane: Lane) -> None:
    """Ask for the figures of a text that are not here."""
    here = _known(session, text)
    for name in text.figures[:MOST]:
        if name not in here:
            errands.ask_for_document(session, version, ErrandKind.FIGURE, person_id, lane, name)


def fetch(holder: Holder, batch: list[ArxivErrand]) -> None:
    """Ask arXiv for a figure and keep it, or why it cannot be shown. Raises Upstream and Unavailable."""
    errand = batch[0]
    figure = Figure(version_id=errand.version_id or "", name=errand.words)
    data = b""
    try:
        data, figure.media_type = _picture(holder, errand)
    except (BadInput, NotFound) as refusal:
        figure.sentence = refusal.sentence
    with holder.database.transaction() as session:
        if data:
            figure.digest = holder.files.put(session, data)
        session.merge(figure)
        errands.finish(session, errands.attached(session, batch))


def _picture(holder: Holder, errand: ArxivErrand) -> tuple[bytes, str]:
    """A figure drawn anew, and its media type. Raises BadInput, NotFound and Upstream."""
    asked = ArxivId(errand.arxiv_id, errand.version)
    with tempfile.NamedTemporaryFile(prefix="stillroom-") as kept:
        if not holder.request(lambda: holder.arxiv.figure(asked, errand.words, kept.file)):
            raise NotFound(_GONE)
        kept.flush()
        drawn = apart.read("figure", Path(kept.name), _redrawn, seconds=_DRAWING_SECONDS)
    return base64.b64decode(drawn.base64), drawn.media_type


def shown(session: Session, text: PaperText) -> dict[str, tuple[str | None, str]]:
    """Each figure of a text by name: the media type when it is here, else None and why ('' while it is on its way)."""
    known, failed = _known(session, text), _failed(session, text)
    here: dict[str, tuple[str | None, str]] = {}
    for number, name in enumerate(text.figures):
        if figure := known.get(name):
            here[name] = (figure.media_type if figure.digest else None, figure.sentence)
        else:
            here[name] = (None, failed.get(name, "") if number < MOST else _TOO_MANY)
    return here


def load(session: Session, files: Files, text: PaperText, name: str) -> tuple[bytes, str]:
    """The bytes and media type of a figure that a text shows. Raises NotFound."""
    figure = _known(session, text).get(name) if name in text.figures else None
    data = files.get(session, figure.digest) if figure and figure.digest else None
    if figure is None or data is None:
        raise NotFound("This picture is not here yet, or could not be had.")
    return data, figure.media_type


def _known(session: Session, text: PaperText) -> dict[str, Figure]:
    """By name; one older than the text may be another picture, for a page rendered anew counts its pictures anew."""
    query = select(Figure).where(Figure.version_id == text.version_id, col(Figure.made_at) >= text.made_at)
    return {one.name: one for one in session.exec(query)}


def _failed(session: Session, text: PaperText) -> dict[str, str]:
    query = select(ArxivErrand.words, ArxivErrand.sentence).where(
        ArxivErrand.version_id == text.version_id,
        ArxivErrand.kind == ErrandKind.FIGURE,
        ArxivErrand.state == ErrandState.FAILED,
    )
    return dict(session.exec(query).all())
