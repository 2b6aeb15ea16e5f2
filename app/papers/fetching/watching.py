"""The daily watch: asks arXiv, a hundred papers at a time and after everybody else, for the newest version of each."""

from datetime import timedelta

from sqlmodel import Session, col, or_, select

from app.database import Database, now
from app.jobs import enqueue
from app.papers import importing, texts
from app.papers.arxiv.atom import Entry
from app.papers.arxiv.errors import Nonsense
from app.papers.arxiv.query import MOST_AT_ONCE
from app.papers.fetching import fulltexts
from app.papers.identifiers import ArxivId
from app.papers.models import ArxivErrand, Paper, PaperVersion
from app.papers.queue import errands
from app.papers.queue.holding import Holder
from app.papers.rules import ErrandKind, ErrandState, Lane

JOB = "papers.watch"
EVERY = timedelta(days=1)
_KEY = "daily"
_SAME_ROUND = timedelta(hours=20)


def begin(database: Database) -> None:
    """See to it that the watch goes round, at once when it never did. Doing so again changes nothing."""
    with database.transaction() as session:
        enqueue(session, JOB, key=_KEY)


def go_round(database: Database) -> None:
    """Ask for the versions of every paper from arXiv that is here, each once a round, and go round again tomorrow."""
    with database.transaction() as session:
        enqueue(session, JOB, key=_KEY, after=EVERY)
        asked_for = _asked_for(session)
        known = session.exec(select(Paper.arxiv_id).order_by(col(Paper.created_at)))
        _ask(session, [one for one in known if one and one not in asked_for], MOST_AT_ONCE)


def look(holder: Holder, batch: list[ArxivErrand]) -> None:
    """Ask for the newest versions of some papers; store those that are new, and ask for the texts of papers read here.

    What failed once goes on in halves, because one bad entry spoils a whole answer. Raises Upstream."""
    errand = batch[0]
    ids = errand.words.split()
    try:
        entries = holder.request(lambda: holder.arxiv.papers([ArxivId(one) for one in ids]))
    except Nonsense:
        if not errand.tries or len(ids) == 1:
            raise
        with holder.database.transaction() as session:
            _ask(session, ids, -(-len(ids) // 2))
            errands.finish(session, errands.attached(session, batch))
        return
    with holder.database.transaction() as session:
        for entry in entries.values():
            _compare(session, entry)
        errands.finish(session, errands.attached(session, batch))


def _compare(session: Session, entry: Entry) -> None:
    paper = session.exec(select(Paper).where(Paper.arxiv_id == entry.id)).first()
    if paper is None:
        return
    of_number = select(PaperVersion).where(PaperVersion.paper_id == paper.id, PaperVersion.number == entry.version)
    is_new = session.exec(of_number).first() is None
    if is_new or entry.withdrawn != (paper.withdrawn_at is not None):
        importing.store(session, entry, None, None)
    if is_new:
        errands.ask_for_licence(session, entry.id)
    if is_new and not entry.withdrawn and texts.is_here(session, paper.id):
        fulltexts.ask(session, session.exec(of_number).one(), None, Lane.WATCH)


def _ask(session: Session, ids: list[str], at_once: int) -> None:
    for start in range(0, len(ids), at_once):
        words = " ".join(ids[start : start + at_once])
        session.add(ArxivErrand(kind=ErrandKind.WATCH, lane=Lane.WATCH, words=words))


def _asked_for(session: Session) -> set[str]:
    """The papers of the round that is under way, or was so a moment ago."""
    recent = select(ArxivErrand.words).where(
        ArxivErrand.kind == ErrandKind.WATCH,
        or_(col(ArxivErrand.asked_at) > now() - _SAME_ROUND, ArxivErrand.state == ErrandState.WAITING),
    )
    return {one for words in session.exec(recent) for one in words.split()}
