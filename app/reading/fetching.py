"""How the fetching of a version's text stands, in words for whoever waits for it."""

from datetime import timedelta

from sqlmodel import Session, col, select

from app.database import now
from app.papers.models import ArxivErrand, Paper, PaperText, PaperVersion
from app.papers.queue import errands
from app.papers.rules import ErrandKind, ErrandState, FetchState, Lane, TextForm
from app.papers.texts import body
from app.reading.text_schemas import FetchOut

RERENDERED_AFTER = timedelta(days=30)
"""arXiv renders its HTML anew now and then; what somebody opens is looked at again when it is older than this."""
_WHAT = {ErrandKind.TEXT: "the text", ErrandKind.PDF: "the PDF"}
_BEING_READ = "It came from arXiv and is being read."
_OUTSIDE = "This work is not on arXiv, so there is no text of it here. Add a PDF of your own: nobody else sees it."
_SCAN = "Its PDF is made of pictures only: it can be read here, but nothing in it can be searched or noted on."
_STATES = {
    ErrandState.WAITING: FetchState.WAITING,
    ErrandState.READING: FetchState.WAITING,
    ErrandState.DONE: FetchState.DONE,
    ErrandState.FAILED: FetchState.FAILED,
}


def standing(session: Session, version: PaperVersion, *, is_here: bool) -> FetchOut:
    """Where the newest asking for a text stands; what goes on behind a text that is here is not spoken of."""
    errand = _newest(session, version)
    if errand is None:
        return FetchOut()
    if errand.lane is Lane.WATCH and is_here:
        return FetchOut(state=FetchState.DONE)
    place, seconds = errands.standing(session, errand) if errand.state is ErrandState.WAITING else (0, 0)
    sentence = {ErrandState.READING: _BEING_READ, ErrandState.DONE: ""}.get(errand.state, errand.sentence)
    return FetchOut(
        state=_STATES[errand.state], what=_WHAT[errand.kind], place=place, seconds=seconds, sentence=sentence
    )


def is_stale(session: Session, html: PaperText) -> bool:
    """Whether it is long since arXiv was asked for the HTML that is here."""
    asked = select(ArxivErrand.id).where(
        ArxivErrand.version_id == html.version_id,
        ArxivErrand.kind == ErrandKind.TEXT,
        col(ArxivErrand.asked_at) > now() - RERENDERED_AFTER,
    )
    return html.made_at < now() - RERENDERED_AFTER and session.exec(asked).first() is None


def why_missing(
    session: Session, paper: Paper, version: PaperVersion, shown: list[PaperText], under_way: FetchOut
) -> str:
    """Why there is no text of a version, or none but a PDF; '' while it is on its way or was never asked for."""
    forms = {text.form: text for text in shown}
    if TextForm.HTML in forms or under_way.state is FetchState.WAITING:
        return ""
    if paper.arxiv_id is None:
        return "" if shown else _OUTSIDE
    if pdf := forms.get(TextForm.PDF):
        if not body(session, pdf.digest).text:
            return _SCAN
        errand = _newest(session, version, ErrandKind.TEXT)
        return errand.sentence if errand else ""
    return under_way.sentence


def _newest(session: Session, version: PaperVersion, *kinds: ErrandKind) -> ArxivErrand | None:
    """The newest errand for a text of a version: one that waits, else the one settled last."""
    query = select(ArxivErrand).where(
        ArxivErrand.version_id == version.id, col(ArxivErrand.kind).in_(kinds or tuple(_WHAT))
    )
    found = session.exec(query).all()
    return max(found, key=lambda one: (one.settled_at is None, one.settled_at or one.asked_at), default=None)
