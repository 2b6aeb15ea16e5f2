"""Answers of `/api/query` in the Atom of 2026.

Source: https://info.arxiv.org/help/api/user-manual.html, section 3.3, with the namespaces and order of elements that
arXiv's answers have had since spring 2026.
"""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.etree.ElementTree import Element, SubElement, tostring

from app.replica.library import Known, Paper, find
from app.replica.searching import Misread, Weight, score

ATOM = "http://www.w3.org/2005/Atom"
ARXIV = "http://arxiv.org/schemas/atom"
SEARCH = "http://a9.com/-/spec/opensearch/1.1/"
MOST = 2000

_NEW = re.compile(r"[0-9]{2}(0[0-9]|1[0-2])\.[0-9]{4,5}(v[0-9]+)?", re.ASCII)
_OLD = re.compile(r"[a-z-]+(\.[A-Z]{2})?/[0-9]{2}(0[1-9]|1[0-2])[0-9]{3}(v[0-9]+)?", re.ASCII)


class Refused(Exception):
    """arXiv answers such a question with status 400 and one entry that says why."""


@dataclass(frozen=True)
class Question:
    """What was asked, as it stood in the address."""

    search_query: str = ""
    id_list: str = ""
    start: str = "0"
    max_results: str = "10"
    sortBy: str = "relevance"
    sortOrder: str = "descending"


def answer(question: Question, known: Known) -> tuple[int, bytes]:
    """Status and body."""
    try:
        start, most = _number(question.start, "start"), _number(question.max_results, "max_results")
        if most > MOST:
            raise Refused(f"max_results must be less than {MOST + 1}")
        found = _found(question, known)
    except Refused as refusal:
        return 400, _serialised(_error(str(refusal)))
    feed = _feed(
        f"arXiv Query: search_query={question.search_query}&id_list={question.id_list}", len(found), start, most
    )
    for paper, version in found[start : start + most]:
        _entry(feed, paper, version)
    return 200, _serialised(feed)


def _number(text: str, name: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise Refused(f"{name} must be an integer" if not text.startswith("-") else f"{name} must be non-negative")
    return int(text)


def _found(question: Question, known: Known) -> list[tuple[Paper, int]]:
    ids = [one.strip() for one in question.id_list.split(",") if one.strip()]
    for one in ids:
        if not (_NEW.fullmatch(one) or _OLD.fullmatch(one)):
            raise Refused(f"incorrect id format for {one}")
    asked = (find(re.sub(r"\.[A-Z]{2}/", "/", one), known) for one in dict.fromkeys(ids))
    named = [one for one in asked if one is not None]
    if not question.search_query:
        return named
    try:
        weigh = score(question.search_query)
    except Misread as misread:
        raise Refused(str(misread)) from None
    among = named if ids else [(paper, paper.newest) for paper in known.values()]
    matching = [one for one in among if weigh(one[0])]
    return sorted(matching, key=_order(question, weigh), reverse=question.sortOrder != "ascending")


def _order(question: Question, weigh: Weight) -> Callable[[tuple[Paper, int]], float]:
    if question.sortBy == "submittedDate":
        return lambda one: one[0].versions[0].date.timestamp()
    if question.sortBy == "lastUpdatedDate":
        return lambda one: one[0].versions[-1].date.timestamp()
    return lambda one: weigh(one[0])


def _feed(title: str, total: int, start: int, most: int) -> Element:
    feed = Element("feed", {"xmlns": ATOM, "xmlns:arxiv": ARXIV, "xmlns:opensearch": SEARCH})
    _add(feed, "id", f"https://arxiv.org/api/{hashlib.sha256(title.encode()).hexdigest()[:27]}")
    _add(feed, "title", title)
    _add(feed, "updated", _stamp(datetime.now(UTC)))
    for name, number in (("itemsPerPage", most), ("totalResults", total), ("startIndex", start)):
        _add(feed, f"opensearch:{name}", str(number))
    return feed


def _entry(feed: Element, paper: Paper, version: int) -> None:
    entry = SubElement(feed, "entry")
    named = f"{paper.id}v{version}"
    _add(entry, "id", f"http://arxiv.org/abs/{named}")
    _add(entry, "title", paper.told("title", version))
    _add(entry, "updated", _stamp(paper.versions[version - 1].date))
    _add(entry, "link", None, href=f"https://arxiv.org/abs/{named}", rel="alternate", type="text/html")
    _add(
        entry,
        "link",
        None,
        href=f"https://arxiv.org/pdf/{named}",
        rel="related",
        type="application/pdf",
        title="pdf",
    )
    _add(entry, "summary", paper.told("abstract", version))
    for category in paper.categories:
        _add(entry, "category", None, term=category, scheme=ARXIV)
    _add(entry, "published", _stamp(paper.versions[0].date))
    for name, text in (
        ("comment", paper.told("comment", version)),
        ("journal_ref", paper.journal_ref),
        ("doi", paper.doi),
    ):
        if text:
            _add(entry, f"arxiv:{name}", text)
    _add(entry, "arxiv:primary_category", None, term=paper.categories[0])
    for name in paper.authors:
        author = SubElement(entry, "author")
        _add(author, "name", name)
        if name in paper.affiliations:
            _add(author, "arxiv:affiliation", paper.affiliations[name])


def _error(reason: str) -> Element:
    feed = _feed("arXiv Search Results", 1, 0, 1)
    where = f"https://arxiv.org/api/errors#{reason.replace(' ', '_')}"
    entry = SubElement(feed, "entry")
    _add(entry, "id", where)
    _add(entry, "title", "Error")
    _add(entry, "updated", _stamp(datetime.now(UTC)))
    _add(entry, "link", None, href=where, rel="alternate", type="text/html")
    _add(entry, "summary", reason)
    _add(SubElement(entry, "author"), "name", "arXiv api core")
    return feed


def _add(parent: Element, name: str, text: str | None, **attributes: str) -> None:
    SubElement(parent, name, attributes).text = text


def _stamp(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _serialised(feed: Element) -> bytes:
    return tostring(feed, encoding="UTF-8", xml_declaration=True)
