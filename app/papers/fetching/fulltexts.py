"""What becomes of errands for full texts: a version's HTML, else its PDF, is fetched, read apart and stored."""

from collections.abc import Callable
from pathlib import Path
from typing import IO

from sqlmodel import Session

from app.errors import BadInput, Refused
from app.papers import references, texts
from app.papers.arxiv.documents import page
from app.papers.arxiv.errors import NotOnArxiv
from app.papers.bibliography.shapes import Entry, Origin
from app.papers.fetching import documents, figures, sources
from app.papers.fulltext import apart
from app.papers.fulltext.shapes import Document
from app.papers.identifiers import ArxivId
from app.papers.models import ArxivErrand, Paper, PaperVersion
from app.papers.queue import errands
from app.papers.queue.holding import Holder
from app.papers.rules import ErrandKind, Lane, TextForm

NO_HTML = "arXiv has no HTML of this version, so its PDF is shown."
NOTHING = "arXiv has neither HTML nor a PDF of {asked}. Its abstract can be read and noted on."
WITHDRAWN = "This paper was withdrawn, and arXiv has no text of {asked}. Paste an earlier version’s ID to read that."
NO_PDF = "arXiv has no PDF of {asked}. Its abstract can be read and noted on."
CLOSED = "This place keeps texts under open licences only, and this one is not, or its licence is not known yet."


def ask(
    session: Session, version: PaperVersion, person_id: str | None, lane: Lane, form: TextForm | None = None
) -> ArxivErrand:
    """Ask arXiv for the text of a version: the best there is, or its PDF. One such errand waits, whoever asks."""
    kind = ErrandKind.PDF if form is TextForm.PDF else ErrandKind.TEXT
    return errands.ask_for_document(session, version, kind, person_id, lane)


def fetch(holder: Holder, batch: list[ArxivErrand]) -> Callable[[], None]:
    """Ask arXiv for a text; gives what is left to do, to read and store it. Raises Refused, NotOnArxiv, Upstream."""
    errand = batch[0]
    refuse_closed(holder, errand)
    return documents.fetch(
        holder, errand, lambda into: _ask(holder, errand, into), lambda form, kept: _read(holder, errand, form, kept)
    )


def refuse_closed(holder: Holder, errand: ArxivErrand) -> None:
    """Raises Refused where this instance keeps no text of the version."""
    with holder.database.transaction(read_only=True) as session:
        if not texts.may_be_kept(session, session.get_one(PaperVersion, errand.version_id)):
            raise Refused(CLOSED)


def _ask(holder: Holder, errand: ArxivErrand, into: IO[bytes]) -> TextForm:
    asked = ArxivId(errand.arxiv_id, errand.version)
    if errand.kind is ErrandKind.TEXT and holder.request(lambda: holder.arxiv.html(asked, into)):
        return TextForm.HTML
    if holder.request(lambda: holder.arxiv.pdf(asked, into)):
        return TextForm.PDF
    raise NotOnArxiv(_why_none(holder, errand).format(asked=asked))


def _read(holder: Holder, errand: ArxivErrand, form: TextForm, kept: Path) -> None:
    if form is TextForm.PDF:
        document = apart.read_pdf(kept)
    else:
        try:
            document = apart.read_html(kept, page(ArxivId(errand.arxiv_id, errand.version)))
        except BadInput:
            _ask_for_pdf_instead(holder, errand)
            raise
    cited = documents.entries_if_any(kept)
    with holder.database.transaction() as session:
        errand = session.get_one(ArxivErrand, errand.id)  # somebody may have brought it forward while it was read
        _store(session, holder, errand, document, kept)
        _store_cited(session, errand, cited)


def _store(session: Session, holder: Holder, errand: ArxivErrand, document: Document, kept: Path) -> None:
    version = session.get_one(PaperVersion, errand.version_id)
    text = texts.store(session, holder.files, version, document, kept)
    figures.ask(session, version, text, errand.person_id, errand.lane)
    errands.finish(session, [errand], paper_id=version.paper_id)
    if errand.kind is ErrandKind.TEXT and text.form is TextForm.PDF:
        errand.sentence = NO_HTML


def _store_cited(session: Session, errand: ArxivErrand, cited: tuple[Origin, list[Entry]] | None) -> None:
    """Keep the bibliography; where it did not come from HTML the source tells it better."""
    version = session.get_one(PaperVersion, errand.version_id)
    origin, entries = cited or ("pdf", [])
    if entries:
        references.store(session, version, origin, entries)
    if origin != "html" or not entries:
        sources.ask(session, version, errand.person_id, errand.lane)


def _ask_for_pdf_instead(holder: Holder, errand: ArxivErrand) -> None:
    with holder.database.transaction() as session:
        errand = session.get_one(ArxivErrand, errand.id)
        ask(session, session.get_one(PaperVersion, errand.version_id), errand.person_id, errand.lane, TextForm.PDF)


def _why_none(holder: Holder, errand: ArxivErrand) -> str:
    with holder.database.transaction(read_only=True) as session:
        paper = session.get_one(Paper, errand.paper_id)
    if paper.withdrawn_at and errand.version == paper.newest:
        return WITHDRAWN
    return NO_PDF if errand.kind is ErrandKind.PDF else NOTHING
