"""Those who write a draft together: their parts, the order they sign in, leaving, being taken off."""

from sqlmodel import Session, col, select

from app.database import IN_TURN, record
from app.errors import BadInput, Conflict, NotFound
from app.jobs import announce
from app.people import notices
from app.people.models import Person
from app.people.post.rules import Kind
from app.people.rules import clean_name, shortened
from app.writing import news
from app.writing.models import CoAuthor, Draft
from app.writing.rules import Part
from app.writing.schemas import AuthorChange

LAST_WRITER = (
    "Nobody else writes this draft, so it would be left without a writer. Nothing was changed: "
    "let somebody else write first, or delete the draft."
)


def change(session: Session, draft: Draft, by: Person, person_id: str, given: AuthorChange) -> None:
    """Give a co-author another part or place in the list (a writer does), or oneself another name to sign with.

    Raises NotFound, BadInput for another's name or one that cannot be seen, Conflict for the last writer.
    """
    authors = _locked(session, draft)
    author = _one(authors, person_id)
    if (given.part, given.position) != (None, None):
        _writer(authors, by)
    if given.byline is not None:
        if person_id != by.id:
            raise BadInput("Everybody chooses themselves how they sign. Nothing was changed.")
        author.byline = clean_name(given.byline)
    if given.part is not None and given.part is not author.part:
        _not_the_last(session, authors, author)
        author.part = given.part
    if given.position is not None:
        others = [one for one in authors if one is not author]
        for place, one in enumerate([*others[: given.position], author, *others[given.position :]]):
            one.position = place
    record(session, by.id, "co_author.change", draft.id, person=person_id, **given.model_dump(exclude_none=True))
    _tell(session, draft)


def remove(session: Session, draft: Draft, by: Person, person_id: str) -> None:
    """Take a co-author off the draft (a writer does), or leave it oneself. What they wrote stays, as theirs.

    Raises NotFound, Conflict for the last writer.
    """
    authors = _locked(session, draft)
    author = _one(authors, person_id)
    if person_id != by.id:
        _writer(authors, by)
        sentence = f"{by.name} took you off “{shortened(draft.title, 120)}”."
        occasion = f"writing.removed {draft.id} {author.added_at.isoformat()}"
        notices.tell(session, person_id, Kind.PART, occasion, sentence, "/desk")
    _not_the_last(session, authors, author)
    session.delete(author)
    record(session, by.id, "co_author.remove", draft.id, person=person_id)
    _tell(session, draft)


def _locked(session: Session, draft: Draft) -> list[CoAuthor]:
    """The co-authors in order; nobody else changes them until the transaction ends, so one writer always stays."""
    session.get_one(Draft, draft.id, with_for_update=IN_TURN)
    query = select(CoAuthor).where(CoAuthor.draft_id == draft.id)
    query = query.order_by(col(CoAuthor.position), col(CoAuthor.added_at))
    return list(session.exec(query.execution_options(populate_existing=True)))


def _one(authors: list[CoAuthor], person_id: str) -> CoAuthor:
    author = next((one for one in authors if one.person_id == person_id), None)
    if author is None:
        raise NotFound
    return author


def _writer(authors: list[CoAuthor], person: Person) -> None:
    if _one(authors, person.id).part is not Part.WRITER:
        raise NotFound


def _not_the_last(session: Session, authors: list[CoAuthor], author: CoAuthor) -> None:
    """Raises Conflict unless somebody else writes, who is not paused."""
    others = [one.person_id for one in authors if one.part is Part.WRITER and one is not author]
    if author.part is Part.WRITER and all(session.get_one(Person, other).suspended_at for other in others):
        raise Conflict(LAST_WRITER)


def _tell(session: Session, draft: Draft) -> None:
    session.flush()
    announce(session, "writing.co_authors_changed", draft.id)
    news.tell(session, draft.id, "authors")
