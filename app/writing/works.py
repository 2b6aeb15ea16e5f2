"""Works a draft keeps to cite: from a `.bib` file, or a reference that has neither arXiv id nor DOI."""

from collections.abc import Iterable
from typing import Any

from sqlmodel import Session, col, func, select

from app.errors import BadInput, NotFound
from app.papers.catalogue import folded
from app.papers.cited_works import authors_before, title_of, year
from app.papers.models import Reference
from app.writing import citations, csl, items
from app.writing.bibtex.reading import Entry, Read
from app.writing.citation_keys import bib
from app.writing.models import Draft, DraftWork
from app.writing.names import name_of, surname
from app.writing.schemas import BroughtOut, RefusedOut, WorkOut, WorksOut

MOST = 5_000
"""Works that one draft keeps."""


def keep_reference(session: Session, draft: Draft, reference_id: str, by: str) -> str:
    """The key to cite a reference of a paper here by. One that nothing identifies is kept in the draft, once."""
    reference = session.get(Reference, reference_id)
    if reference is None:
        raise NotFound("This reference is not here any more. Search again.")
    if key := items.key_of(reference):
        return key
    item = items.of_reference(reference)
    item.pop("id")
    rows = session.exec(select(DraftWork).where(DraftWork.draft_id == draft.id, _like(_named(reference)))).all()
    taken = {row.key: row.work for row in rows}
    key = _free(_named(reference), item, taken)
    if key not in taken:
        _room(session, draft, 1)
        session.add(DraftWork(draft_id=draft.id, key=key, work=item, added_by=by))
        session.flush()
    return key


def bring(session: Session, draft: Draft, read: Read, by: str) -> BroughtOut:
    """Keep the works of a file. One that the draft keeps already under its key takes what the file says now."""
    rows = {row.key: row for row in session.exec(select(DraftWork).where(DraftWork.draft_id == draft.id))}
    wanted, renamed = _keyed(read.entries)
    added = [key for key in wanted if key not in rows]
    _room(session, draft, len(added))
    session.add_all(DraftWork(draft_id=draft.id, key=key, work=wanted[key], added_by=by) for key in added)
    changed = [key for key, item in wanted.items() if key in rows and rows[key].work != item]
    for key in changed:
        rows[key].work = wanted[key]
    session.flush()
    return BroughtOut(
        added=added,
        changed=changed,
        known=len(wanted) - len(added) - len(changed),
        renamed=renamed,
        refused=[RefusedOut(name=one.name, line=one.line, sentence=one.sentence) for one in read.refused],
    )


def remove(session: Session, draft: Draft, key: str) -> None:
    """Keep a work no longer. Where the text cites it, that is marked."""
    row = session.get(DraftWork, (draft.id, key))
    if row is None:
        raise NotFound("This draft does not keep such a work.")
    session.delete(row)


def listed(session: Session, draft: Draft, cited: Iterable[str]) -> WorksOut:
    """The works of a draft: those its text cites, by their keys, and the others it keeps."""
    keys = list(cited)
    found = citations.find(session, draft.id, keys)
    rows = session.exec(select(DraftWork).where(DraftWork.draft_id == draft.id).order_by(col(DraftWork.key)))
    kept = {row.key: citations.Found(row.work, row.key) for row in rows if row.key not in found}
    shown = citations.cited(found)
    return WorksOut(
        cited=[out(key, one, shown[key]) for key, one in found.items()],
        kept=[out(key, one) for key, one in kept.items()],
        missing=[key for key in keys if key not in found],
    )


def out(key: str, found: citations.Found, cited: csl.Citation | None = None) -> WorkOut:
    """A work as it goes out; `cited` says how a text cites it beside the others it does."""
    cited = cited or csl.citation(key, found.item, found.work, found.url)
    return WorkOut(
        key=key,
        label=cited.label,
        title=cited.title,
        authors=cited.authors,
        author_count=len(cited.authors) + cited.others,
        year=cited.year,
        container=cited.container,
        url=cited.url,
        paper_key=found.paper_key,
    )


def _keyed(entries: Iterable[Entry]) -> tuple[dict[str, dict[str, Any]], list[str]]:
    """The works by the keys they get. Entries with one key that say different things get one each."""
    wanted: dict[str, dict[str, Any]] = {}
    renamed: list[str] = []
    for entry in entries:
        key = _free(bib(entry.name), entry.item, wanted)
        if key not in wanted and key != bib(entry.name):
            renamed.append(key)
        wanted[key] = entry.item
    return wanted, renamed


def _free(key: str, item: dict[str, Any], taken: dict[str, dict[str, Any]]) -> str:
    """The key, or it with a number where other works have it; that of the same work where it is there."""
    made, number = key, 1
    while made in taken and taken[made] != item:
        number += 1
        made = f"{key}-{number}"
    return made


def _named(reference: Reference) -> str:
    """The key of a reference that nothing identifies: who, when, and the first word that says what about."""
    title = title_of(reference)
    people = authors_before(reference.text, title)
    who = "".join(filter(str.isalnum, folded(surname(name_of(people[0]))))) if people else ""
    about = next((word for word in map(_letters, title.split()) if len(word) > 3), "")
    return bib(f"{who}{year(reference.text) or ''}{about}"[:60])


def _letters(word: str) -> str:
    return "".join(filter(str.isalnum, folded(word)))


def _like(key: str) -> Any:
    return (col(DraftWork.key) == key) | col(DraftWork.key).startswith(f"{key}-", autoescape=True)


def _room(session: Session, draft: Draft, more: int) -> None:
    kept = session.exec(select(func.count()).select_from(DraftWork).where(DraftWork.draft_id == draft.id)).one()
    if more and kept + more > MOST:
        raise BadInput(f"A draft keeps at most {MOST:,} works of .bib files, and this would be more. Nothing was kept.")
