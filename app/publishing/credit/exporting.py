"""A signed review for machines: CSL-JSON, BibTeX, schema.org, and ORCID's peer-review item. Pure.

Sources: CSL-JSON 1.0.2 (type `review`, with `ORCID` beside the name as Crossref writes it); schema.org/Review; ORCID
API 3.0, `peer-review-3.0.xsd` and its JSON samples.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.publishing.citing import Cited, bibtex, line


@dataclass(frozen=True)
class Work:
    """A signed review and the piece it is about. `orcid` is the address of the reviewer's iD, or ''."""

    id: str
    url: str
    byline: str
    orcid: str
    at: datetime
    number: int
    """Of the saved version that was reviewed."""
    title: str
    """Of the piece, in one line of text."""
    tex: str
    """The same as it was typed, formulas between dollars."""
    authors: Sequence[str]
    piece_url: str
    sentence: str
    publisher: str

    @property
    def name(self) -> str:
        """What the review is called where it is cited."""
        return f"Review of “{self.title}”, saved version {self.number}"

    @property
    def cited(self) -> Cited:
        """The review as a citation takes it."""
        note = f"ORCID of the reviewer: {self.orcid}" if self.orcid else ""
        name = f"Review of “{self.tex}”, saved version {self.number}"
        return Cited(name, [self.byline], self.at, 1, self.url, self.publisher, note)


def citation(work: Work) -> str:
    """One plain line."""
    return line(work.cited, work.name)


def as_bibtex(works: Sequence[Work]) -> str:
    """BibTeX entries, which a person can import into their own ORCID record as works."""
    return "\n\n".join(bibtex(work.cited) for work in works) + "\n"


def as_csl(works: Sequence[Work]) -> str:
    """CSL-JSON, as reference managers read it."""
    return json.dumps([_csl(work) for work in works], ensure_ascii=False, indent=1)


def _csl(work: Work) -> dict[str, Any]:
    author = {"literal": work.byline, **({"ORCID": work.orcid} if work.orcid else {})}
    return {
        "id": work.id, "type": "review", "title": work.name, "author": [author],
        "issued": {"date-parts": [[work.at.year, work.at.month, work.at.day]]},
        "URL": work.url, "publisher": work.publisher, "genre": "Signed review",
        "reviewed-title": work.title, "reviewed-author": [{"literal": name} for name in work.authors],
    }  # fmt: skip


def as_schema(work: Work, home: str) -> str:
    """schema.org's Review as JSON-LD, safe inside a script element."""
    person: dict[str, Any] = {"@type": "Person", "name": work.byline}
    if work.orcid:
        person |= {"@id": work.orcid, "sameAs": work.orcid}
    found = {
        "@context": "https://schema.org", "@type": "Review", "@id": work.url, "url": work.url, "name": work.name,
        "author": person, "datePublished": work.at.date().isoformat(), "reviewBody": work.sentence,
        "itemReviewed": {
            "@type": "Article", "@id": work.piece_url, "url": work.piece_url, "name": work.title,
            "author": [{"@type": "Person", "name": name} for name in work.authors],
        },
        "publisher": {"@type": "Organization", "name": work.publisher, "url": home},
    }  # fmt: skip
    return json.dumps(found, ensure_ascii=False).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def as_orcid(works: Sequence[Work], group: str) -> str:
    """The reviews as items of ORCID's peer-review 3.0, under the iD whose record they belong to.

    `group` is the peer-review group (`type:id`) that the member of ORCID who adds them registered there.
    """
    orcid = next((work.orcid for work in works if work.orcid), "")
    found = {"orcid": orcid, "peer-reviews": [_peer_review(work, group) for work in works]}
    return json.dumps(found, ensure_ascii=False, indent=1)


def _peer_review(work: Work, group: str) -> dict[str, Any]:
    def identifier(value: str, url: str) -> dict[str, Any]:
        return {
            "external-id-type": "source-work-id", "external-id-value": value, "external-id-url": {"value": url},
            "external-id-relationship": "self",
        }  # fmt: skip

    at = work.at
    return {
        "reviewer-role": "reviewer",
        "review-identifiers": {"external-id": [identifier(work.id, work.url)]},
        "review-url": {"value": work.url},
        "review-type": "review",
        "review-completion-date": {
            "year": {"value": f"{at.year}"}, "month": {"value": f"{at.month:02}"}, "day": {"value": f"{at.day:02}"},
        },
        "review-group-id": group,
        "subject-external-identifier": identifier(work.piece_url, work.piece_url),
        "subject-container-name": work.publisher,
        "subject-type": "other",
        "subject-name": {"title": {"value": work.title}},
        "subject-url": {"value": work.piece_url},
    }  # fmt: skip
