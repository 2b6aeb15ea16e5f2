"""Drafts: beginning one, saying what it is; lists of them."""

from collections import defaultdict
from collections.abc import Iterable

from sqlmodel import Session, col, delete, func, select

from app.database import now, record
from app.errors import BadInput
from app.jobs import announce
from app.papers import papers
from app.papers.models import PaperVersion
from app.papers.schemas import PaperRow
from app.people.models import Person
from app.people.rules import clean_name
from app.people.schemas import PersonOut
from app.reading import shelf
from app.reading.rules import clean_line, clean_words
from app.writing import news, templates, text, unsure, waiting
from app.writing.access import visible_drafts
from app.writing.models import CoAuthor, Draft, DraftPaper, Revision
from app.writing.rules import TITLE_MAXIMUM, clean_list, clean_title, words_in
from app.writing.schemas import AuthorOut, DraftChange, DraftIn, DraftOut, DraftRow


def begin(session: Session, person: Person, given: DraftIn, body: str | None = None) -> Draft:
    """Begin a draft with `body`, or else its kind's prompts; its papers go on the writer's shelf.

    Raises BadInput when a paper is not here, or names what nothing can hold.
    """
    versions = _versions(session, given.version_ids)
    draft = Draft(
        title=clean_line(given.title) or _first_title(given, versions),
        kind=given.kind,
        reader=clean_line(given.reader),
        should_know=clean_list(given.should_know),
        created_by=person.id,
    )
    session.add(draft)
    session.flush()
    session.add(CoAuthor(draft_id=draft.id, person_id=person.id, byline=person.name))
    _set_papers(session, draft, versions)
    for version in versions:
        shelf.begin_reading(session, person.id, version.paper_id)
    text.seed(session, draft, templates.template(given.kind) if body is None else body, person.id)
    record(session, person.id, "draft.begin", draft.id)
    announce(session, "writing.draft_begun", draft.id)
    return draft


def change(session: Session, draft: Draft, person: Person, given: DraftChange) -> None:
    """Say anew what the draft is; what is left out stays. Raises BadInput, and changes nothing then."""
    if given.title is not None:
        draft.title = clean_title(given.title)
    if given.deck is not None:
        draft.deck = " ".join(clean_words(given.deck).split())
    if given.kind is not None:
        draft.kind = given.kind
    if given.reader is not None:
        draft.reader = clean_line(given.reader)
    if given.citation_style is not None:
        draft.citation_style = given.citation_style
    if given.should_know is not None:
        draft.should_know = clean_list(given.should_know)
    if given.version_ids is not None:
        _set_papers(session, draft, _versions(session, given.version_ids))
    if given.byline is not None:
        session.get_one(CoAuthor, (draft.id, person.id)).byline = clean_name(given.byline)
    draft.changed_at = now()
    session.flush()
    announce(session, "writing.draft_changed", draft.id)
    news.tell(session, draft.id, "draft")


def rows(session: Session, person: Person) -> list[DraftRow]:
    """The person's drafts, what changed last first."""
    found = list(session.exec(visible_drafts(person).order_by(col(Draft.changed_at).desc())))
    ids = [draft.id for draft in found]
    bodies, about, signed = text.bodies(session, ids), papers_of(session, ids), authors_of(session, ids)
    marks, talk = unsure.count(session, ids), waiting.count(session, ids, person)
    return [
        DraftRow(
            id=draft.id,
            title=draft.title,
            kind=draft.kind,
            papers=about[draft.id],
            authors=signed[draft.id],
            words=words_in(bodies[draft.id]),
            unsure=marks.get(draft.id, 0),
            waiting=talk.get(draft.id, 0),
            changed_at=draft.changed_at,
        )
        for draft in found
    ]


def full(session: Session, draft: Draft, person: Person) -> DraftOut:
    """A draft with its text, as one of its co-authors sees it."""
    live = text.current(session, draft)
    authors = authors_of(session, [draft.id])[draft.id]
    newest = select(func.max(Revision.number)).where(Revision.draft_id == draft.id)
    return DraftOut(
        id=draft.id,
        title=draft.title,
        deck=draft.deck,
        kind=draft.kind,
        reader=draft.reader,
        should_know=draft.should_know,
        citation_style=draft.citation_style,
        papers=papers_of(session, [draft.id])[draft.id],
        authors=authors,
        part=next(author.part for author in authors if author.person.id == person.id),
        text=text.shown(live),
        unsure=unsure.shown(unsure.open_marks(session, draft.id), live.body),
        last_revision=session.exec(newest).one() or 0,
        changed_at=draft.changed_at,
    )


def papers_of(session: Session, draft_ids: Iterable[str]) -> dict[str, list[PaperRow]]:
    """The papers each draft explains, in order."""
    query = (
        select(DraftPaper)
        .where(col(DraftPaper.draft_id).in_(list(draft_ids)))
        .order_by(col(DraftPaper.draft_id), col(DraftPaper.position))
    )
    links = session.exec(query).all()
    known = {row.version_id: row for row in papers.rows(session, list({link.version_id for link in links}))}
    found: dict[str, list[PaperRow]] = defaultdict(list)
    for link in links:
        found[link.draft_id].append(known[link.version_id])
    return found


def authors_of(session: Session, draft_ids: Iterable[str]) -> dict[str, list[AuthorOut]]:
    """The co-authors of each draft, in the order they sign."""
    query = (
        select(CoAuthor, Person)
        .join(Person, col(Person.id) == CoAuthor.person_id)
        .where(col(CoAuthor.draft_id).in_(list(draft_ids)))
        .order_by(col(CoAuthor.position), col(CoAuthor.added_at))
    )
    found: dict[str, list[AuthorOut]] = defaultdict(list)
    for author, person in session.exec(query):
        found[author.draft_id].append(AuthorOut(person=PersonOut.of(person), byline=author.byline, part=author.part))
    return found


def open_about(session: Session, paper_id: str, person: Person) -> int:
    """How many drafts about a paper are open that the person has no part in."""
    mine = select(CoAuthor.draft_id).where(CoAuthor.person_id == person.id)
    query = (
        select(func.count(func.distinct(Draft.id)))
        .join(DraftPaper, col(DraftPaper.draft_id) == Draft.id)
        .join(PaperVersion, col(PaperVersion.id) == DraftPaper.version_id)
        .where(PaperVersion.paper_id == paper_id, col(Draft.deleted_at).is_(None), col(Draft.id).not_in(mine))
    )
    return session.exec(query).one()


def _first_title(given: DraftIn, versions: list[PaperVersion]) -> str:
    if len(versions) == 1:
        return clean_line(versions[0].title)[:TITLE_MAXIMUM]
    return f"Untitled {templates.name(given.kind).lower()}"


def _versions(session: Session, version_ids: list[str]) -> list[PaperVersion]:
    """The paper versions in the order given, each once. Raises BadInput when one is not here."""
    wanted = list(dict.fromkeys(version_ids))
    found = {one.id: one for one in session.exec(select(PaperVersion).where(col(PaperVersion.id).in_(wanted)))}
    if len(found) < len(wanted):
        raise BadInput("One of these papers is not here. Import it first; nothing was changed.")
    return [found[one] for one in wanted]


def _set_papers(session: Session, draft: Draft, versions: list[PaperVersion]) -> None:
    session.exec(delete(DraftPaper).where(col(DraftPaper.draft_id) == draft.id))
    session.add_all(
        DraftPaper(draft_id=draft.id, version_id=version.id, position=position)
        for position, version in enumerate(versions)
    )
    session.flush()
