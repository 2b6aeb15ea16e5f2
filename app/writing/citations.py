"""Citations: the works that keys name, and how a text cites them.

A key is looked for among the papers here, then among the works the draft keeps, then among what papers here cite.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from sqlmodel import Session, col, func, select

from app.markup import Citation, Facts
from app.papers import papers
from app.papers.models import Paper, PaperVersion, Reference
from app.writing import csl, items
from app.writing.citation_keys import Key, read
from app.writing.models import DraftWork, Revision

_FIELDS = frozenset(field.name for field in fields(Citation))


@dataclass(frozen=True)
class Found:
    """The work a key names, as a CSL-JSON item. `work` is the same for all keys of it; `url` leads to the version."""

    item: dict[str, Any]
    work: str
    url: str = ""
    paper_key: str = ""
    """The address of the paper here, when it is one."""


def resolve(session: Session, draft_id: str, keys: Iterable[str]) -> dict[str, Citation]:
    """How a text of this draft that cites these works does so, by key; keys that name nothing are left out."""
    return cited(find(session, draft_id, keys))


def find(session: Session, draft_id: str, keys: Iterable[str]) -> dict[str, Found]:
    """The works that keys name, by the key as it is written."""
    named = {key: one for key in keys if (one := read(key))}
    found = _papers(session, named)
    found |= _works(session, draft_id, _left(named, found))
    found |= _references(session, _left(named, found))
    found = _one_each(found)
    return {key: found[key] for key in named if key in found}


def cited(found: Mapping[str, Found]) -> dict[str, Citation]:
    """How a text that cites just these works does so."""
    return csl.told_apart({key: csl.citation(key, one.item, one.work, one.url) for key, one in found.items()})


def key_of(paper: Paper) -> str:
    """What to write between `[@` and `]` for a paper."""
    if paper.arxiv_id:
        return f"arxiv:{paper.arxiv_id}"
    return f"doi:{paper.doi}" if paper.doi else f"paper:{paper.key}"


def version_named(session: Session, key: str) -> PaperVersion | None:
    """The version of a paper here that a key names, the newest here where it says none; None when it is not here."""
    named = read(key)
    paper = _paper_rows(session, {key: named}).get(key) if named else None
    return _version(session, paper, named.number) if named and paper else None


def frozen(found: Mapping[str, Found]) -> list[dict[str, Any]]:
    """The works as a saved version keeps them: how each is cited, and its CSL-JSON item."""
    return [{**asdict(work), "item": found[key].item} for key, work in cited(found).items()]


def kept(revision: Revision) -> Facts:
    """The works a saved version cites, for its rendering; older ones know less of each."""
    works = [Citation(**{name: one[name] for name in _FIELDS & set(one)}) for one in revision.citations]
    return Facts(citations={work.key: work for work in works}, citation_style=revision.citation_style.value)


def same(old: list[dict[str, Any]], new: list[dict[str, Any]]) -> bool:
    """Whether two saved lists of works are one; of older ones only keys and titles are compared."""
    if all("item" in one for one in old):
        return old == new
    return [(one["key"], one["title"]) for one in old] == [(one["key"], one["title"]) for one in new]


def _one_each(found: Mapping[str, Found]) -> dict[str, Found]:
    """The same, but keys that name one work all give what the first of them says of it; papers come first."""
    known: dict[str, Found] = {}
    once: dict[str, Found] = {}
    for key, one in found.items():
        ids = _ids(one.item)
        same = None if one.paper_key else next((known[name] for name in ids if name in known), None)
        once[key] = same or one
        for name in ids:
            known.setdefault(name, once[key])
    return once


def _ids(item: Mapping[str, Any]) -> list[str]:
    named = (f"arxiv:{csl.arxiv_id(item)}", f"doi:{item.get('DOI', '')}")
    return [str(one) for one in map(read, named) if one]


def _left(named: Mapping[str, Key], found: Mapping[str, Found]) -> dict[str, Key]:
    return {key: one for key, one in named.items() if key not in found}


def _papers(session: Session, named: Mapping[str, Key]) -> dict[str, Found]:
    here = _paper_rows(session, named)
    versions = {key: _version(session, paper, named[key].number) for key, paper in here.items()}
    authors = papers.authors_of(session, {version.id for version in versions.values()})
    return {key: _paper(paper, versions[key], authors[versions[key].id]) for key, paper in here.items()}


def _paper(paper: Paper, version: PaperVersion, authors: list[str]) -> Found:
    item, url = items.of_paper(paper, version, authors), papers.address(paper, version)
    return Found(item, f"{paper.key} v{version.number}", url, paper.key)


def _paper_rows(session: Session, named: Mapping[str, Key]) -> dict[str, Paper]:
    """The papers here that keys name; by DOI also those whose DOI arXiv tells."""
    wanted = defaultdict(set)
    for one in named.values():
        wanted[one.scheme].add(one.value)
    rows: dict[str, Paper] = {}
    if wanted["doi"]:
        told = select(Paper, PaperVersion.doi).join(PaperVersion, col(PaperVersion.paper_id) == Paper.id)
        for paper, doi in session.exec(told.where(func.lower(PaperVersion.doi).in_(wanted["doi"]))):
            rows[f"doi:{doi.lower()}"] = paper
    for scheme, column in (("arxiv", "arxiv_id"), ("doi", "doi"), ("paper", "key")):
        if wanted[scheme]:
            for paper in session.exec(select(Paper).where(col(getattr(Paper, column)).in_(wanted[scheme]))):
                rows[f"{scheme}:{getattr(paper, column)}"] = paper
    return {key: rows[str(one)] for key, one in named.items() if str(one) in rows}


def _version(session: Session, paper: Paper, number: int | None) -> PaperVersion:
    """The version named, when it is here; else the newest."""
    query = select(PaperVersion).where(PaperVersion.paper_id == paper.id).order_by(col(PaperVersion.number).desc())
    exact = session.exec(query.where(PaperVersion.number == number)).first() if number else None
    return exact or session.exec(query.limit(1)).one()


def _works(session: Session, draft_id: str, named: Mapping[str, Key]) -> dict[str, Found]:
    if not named:
        return {}
    wanted = {str(one) for one in named.values()}
    query = select(DraftWork).where(DraftWork.draft_id == draft_id, col(DraftWork.key).in_(wanted))
    rows = {row.key: row.work for row in session.exec(query)}
    return {key: Found(rows[str(one)], str(one)) for key, one in named.items() if str(one) in rows}


def _references(session: Session, named: Mapping[str, Key]) -> dict[str, Found]:
    rows: dict[str, list[Reference]] = defaultdict(list)
    for scheme, column in (("arxiv", "arxiv_id"), ("doi", "doi")):
        if wanted := {one.value for one in named.values() if one.scheme == scheme}:
            for row in session.exec(select(Reference).where(col(getattr(Reference, column)).in_(wanted))):
                rows[f"{scheme}:{getattr(row, column)}"].append(row)
    told = {name: items.of_reference(items.best(some)) for name, some in rows.items()}
    return {key: Found(told[str(one)], str(one)) for key, one in named.items() if str(one) in told}
