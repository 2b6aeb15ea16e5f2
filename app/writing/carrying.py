"""Drafts that come and go as Markdown files: copied out, put back with what others wrote meanwhile, opened as new."""

import re

from sqlmodel import Session, col, select

from app.errors import BadInput, Conflict
from app.papers.models import Paper, PaperVersion
from app.people.models import Person
from app.writing import citations, drafts, front_matter, text
from app.writing.front_matter import About
from app.writing.models import Draft, DraftPaper, Snapshot
from app.writing.rules import DECK_MAXIMUM, READER_MAXIMUM, SHOULD_KNOW_MAXIMUM, TITLE_MAXIMUM, Kind, Whose, digest_of
from app.writing.schemas import DraftChange, DraftIn


def file_name(draft: Draft) -> str:
    """What a copy of the draft is called: the words of its title, and `.md`."""
    return "-".join(re.findall(r"\w+", draft.title.lower()))[:80] + ".md"


def copy(session: Session, draft: Draft) -> str:
    """The draft as a file. Its text is kept as it is, so that the file can be put back later."""
    body = text.body(session, draft.id)
    text.keep(session, draft.id, body)
    return front_matter.write(_about(session, draft).at(draft.id, body), body)


def put_back(session: Session, draft: Draft, person: Person, file: str, details: Whose | None = None) -> str:
    """Put a copy's changes into the draft, beside what others wrote since it was taken; gives the file as it is then.

    Raises Conflict when both have new details and `details` does not say whose hold, BadInput for a file of another
    draft, one that no longer says what it was taken from, or a paper that is not here. Nothing is changed then.
    """
    given, body = front_matter.read(file)
    if given.draft.rsplit("/", 1)[-1] != draft.id:
        raise BadInput("This file is no copy of this draft. Open it as a draft of its own; nothing was changed.")
    taken, _, details_then = given.base.partition(".")
    base = session.exec(select(Snapshot.body).where(Snapshot.draft_id == draft.id, Snapshot.digest == taken)).first()
    if base is None and taken != digest_of(""):
        raise BadInput("The file no longer says which text it was taken from (`base`). Pull the draft beside it anew.")
    now = _about(session, draft)
    if details != Whose.THEIRS and given.digest != details_then and given.digest != now.digest:
        if details is None and now.digest != details_then:
            raise Conflict(
                "Title, reader or other details were changed both in the file and in the draft. "
                "Push again and say whose hold (--details mine or --details theirs). Nothing was changed."
            )
        drafts.change(session, draft, person, _change(session, given))
    merged = text.merge(session, draft, base or "", body, person.id)
    text.keep(session, draft.id, merged)
    return front_matter.write(_about(session, draft, given).at(given.draft, merged), merged)


def open_file(session: Session, person: Person, file: str, name: str) -> Draft:
    """Begin a draft from a Markdown file called `name`. Raises BadInput for what it cannot hold, or papers not here."""
    given, body = front_matter.read(file)
    title = given.title or name.rsplit(".", 1)[0].replace("_", " ").strip() or "Untitled"
    _refuse_long(given)
    wanted = DraftIn(
        title=title[:TITLE_MAXIMUM],
        kind=given.kind or Kind.SUMMARY,
        reader=given.reader,
        should_know=given.should_know,
        version_ids=_versions(session, given.papers),
    )
    draft = drafts.begin(session, person, wanted, body)
    draft.deck = given.deck
    return draft


def _about(session: Session, draft: Draft, file: About | None = None) -> About:
    return About(
        title=draft.title,
        deck=draft.deck,
        kind=draft.kind,
        reader=draft.reader,
        should_know=list(draft.should_know),
        papers=_keys(session, draft),
        others=file.others if file else {},
    )


def _change(session: Session, given: About) -> DraftChange:
    _refuse_long(given)
    if not given.title:
        raise BadInput("The file has no title any more. Give it one in its front matter; nothing was changed.")
    return DraftChange(
        title=given.title,
        deck=given.deck,
        kind=given.kind,
        reader=given.reader,
        should_know=given.should_know,
        version_ids=_versions(session, given.papers),
    )


def _refuse_long(given: About) -> None:
    for name, length, most in (
        ("title", len(given.title), TITLE_MAXIMUM),
        ("deck", len(given.deck), DECK_MAXIMUM),
        ("reader", len(given.reader), READER_MAXIMUM),
    ):
        if length > most:
            raise BadInput(f"The {name} in the file is longer than {most} characters. Nothing was changed.")
    if len(given.should_know) > SHOULD_KNOW_MAXIMUM:
        raise BadInput(f"`should_know` has at most {SHOULD_KNOW_MAXIMUM} lines. Nothing was changed.")


def _keys(session: Session, draft: Draft) -> list[str]:
    query = (
        select(Paper, PaperVersion)
        .join(PaperVersion, col(PaperVersion.paper_id) == Paper.id)
        .join(DraftPaper, col(DraftPaper.version_id) == PaperVersion.id)
        .where(DraftPaper.draft_id == draft.id)
        .order_by(col(DraftPaper.position))
    )
    return [
        citations.key_of(paper) + (f"v{version.number}" if paper.arxiv_id else "")
        for paper, version in session.exec(query)
    ]


def _versions(session: Session, keys: list[str]) -> list[str]:
    found = {key: citations.version_named(session, key) for key in keys}
    if missing := [key for key, version in found.items() if version is None]:
        raise BadInput(f"The paper {missing[0]} is not here. Import it first; nothing was changed.")
    return [version.id for version in found.values() if version]
