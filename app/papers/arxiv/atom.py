"""Pure: what arXiv's Atom answers say, once they have been shown to be whole.

Source: https://info.arxiv.org/help/api/user-manual.html, section 3.3, and answers as they were before and after the
change of format in 2026 (namespaces, order of elements, https links).
"""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from app.papers.arxiv.errors import BadQuery, nonsense
from app.papers.identifiers import ArxivId, NoIdentifier, parse

ATOM = "{http://www.w3.org/2005/Atom}"
TOTAL = "{http://a9.com/-/spec/opensearch/1.1/}totalResults"

_NOUN = r"(?:paper|article|submission|manuscript|pre-?print|e-?print|work|note|report|document|draft)"
_GONE = r"(?:withdrawn|retracted)\b(?!\s+from\b)"
_WITHDRAWN = re.compile(
    rf"^\W*(?:{_NOUN}\s+)?(?:(?:is|was|has been)\s+)?(?:\w+ly\s+)?{_GONE}"
    rf"|\b(?:this|the(?:\s+present)?|our)\s+(?:{_NOUN}\s+)?(?:is|was|has\s+been)\s+(?:being\s+)?(?:\w+ly\s+)?{_GONE}"
    rf"|\b(?:withdrawn?|withdraws?|withdrew|retract(?:s|ed)?)\s+(?:this|the)\s+{_NOUN}\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Entry:
    """One version of one paper as arXiv's search API gives it; line breaks of its own making are taken out."""

    id: str
    version: int
    title: str
    authors: list[str]
    """As written and in order, stray ":" and collaborations included."""
    affiliations: list[list[str]]
    """Beside `authors`; mostly empty."""
    abstract: str
    categories: list[str]
    """arXiv categories; in old answers MSC and ACM classes too."""
    primary_category: str
    published: datetime
    """Of version 1."""
    updated: datetime
    """Of this version."""
    comment: str | None
    journal_ref: str | None
    doi: str | None
    withdrawn: bool
    """Judged by the comment, there being no field for it."""

    @property
    def arxiv_id(self) -> ArxivId:
        """This paper at this version."""
        return ArxivId(self.id, self.version)

    @property
    def abs_url(self) -> str:
        """Its page at arXiv, at this version."""
        return f"https://arxiv.org/abs/{self.id}v{self.version}"

    @property
    def pdf_url(self) -> str:
        """Its PDF at arXiv, at this version."""
        return f"https://arxiv.org/pdf/{self.id}v{self.version}"


@dataclass(frozen=True)
class WholeFeed:
    """An answer that is Atom from its first byte to its last."""

    body: bytes
    total: int
    entries: int


def whole_feed(body: bytes) -> WholeFeed:
    """The answer, checked: well-formed, without a DTD, an Atom feed with a total, and not an error in disguise.

    Raises Nonsense, or BadQuery for an entry that is an error."""
    body = body.removeprefix(b"\xef\xbb\xbf").strip()
    feed = well_formed(body)
    if feed.tag != f"{ATOM}feed":
        raise nonsense("is not a list of papers")
    entries = feed.findall(f"{ATOM}entry")
    refuse_error_entry(entries)
    total = (feed.findtext(TOTAL) or "").strip()
    if not (total.isascii() and total.isdigit()):
        raise nonsense("does not say how many papers there are")
    return WholeFeed(body, int(total), len(entries))


def well_formed(body: bytes) -> Element:
    """The root of an XML document without a DTD; raises Nonsense."""
    try:
        root: Element = fromstring(body, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        raise nonsense("is broken, cut short or no XML at all") from None
    return root


def refuse_error_entry(entries: list[Element]) -> None:
    """Raises BadQuery for the single fake entry by which arXiv reports an error."""
    for entry in entries:
        if "/api/errors" in (entry.findtext(f"{ATOM}id") or ""):
            said = squeeze(entry.findtext(f"{ATOM}summary") or "")[:200] or "no reason given"
            raise BadQuery(f"arXiv did not understand this: {said}. Nothing was stored; check what was asked for.")


def entry(result: Any) -> Entry:
    """An Entry from an `arxiv.Result`; raises Nonsense where it lacks what every paper has."""
    try:
        named = parse(result.entry_id)
    except NoIdentifier:
        raise nonsense("names a paper by something that is no identifier") from None
    title, authors = squeeze(result.title), [squeeze(author.name) for author in result.authors]
    if not (title and any(authors) and named.version and result.primary_category):
        raise nonsense(f"lacks the title, authors, category or version of {named}")
    return Entry(
        id=named.id,
        version=named.version,
        title=title,
        authors=[name for name in authors if name],
        affiliations=[[squeeze(place) for place in one.affiliation] for one in result.authors if squeeze(one.name)],
        abstract=_unwrapped(result.summary),
        categories=[squeeze(category) for category in result.categories],
        primary_category=squeeze(result.primary_category),
        published=result.published,
        updated=result.updated,
        comment=squeeze(result.comment or "") or None,
        journal_ref=squeeze(result.journal_ref or "") or None,
        doi=squeeze(result.doi or "") or None,
        withdrawn=says_withdrawn(result.comment or ""),
    )


def says_withdrawn(comment: str) -> bool:
    """Whether a comment says that this paper, not another version or place of it, was withdrawn."""
    return _WITHDRAWN.search(squeeze(comment)) is not None


def squeeze(text: str) -> str:
    """Runs of white space as one space."""
    return " ".join(text.split())


def _unwrapped(abstract: str) -> str:
    """Lines joined; a line that arXiv indents begins a paragraph."""
    paragraphs = re.split(r"\n\s*\n|\n[ \t]{2,}", abstract.strip())
    return "\n\n".join(filter(None, map(squeeze, paragraphs)))
