"""How a release came about, as a DocMap: what was reviewed and released, by whom, step after step. Pure.

Source: DocMaps (https://w3id.org/docmaps/context.jsonld), as its SDK's codecs and its SHACL shapes have it. Statuses
are of the Publishing Status Ontology, roles of the Publishing Roles Ontology.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

CONTEXT = "https://w3id.org/docmaps/context.jsonld"
PIECE = "preprint"
"""The nearest of the words that DocMaps has for something its authors put out themselves."""
PEER = "peer-reviewer"
"""The role of whoever judges; an author of the paper or a mentor does not."""


@dataclass(frozen=True)
class Party:
    """Somebody who took part, as they signed; `orcid` is the address of their iD, or ''."""

    name: str
    role: str
    orcid: str = ""

    @property
    def participant(self) -> dict[str, Any]:
        """As DocMaps has it."""
        actor = {"type": "person", "name": self.name, **({"id": self.orcid} if self.orcid else {})}
        return {"actor": actor, "role": self.role}


@dataclass(frozen=True)
class Reviewed:
    """A saved version was reviewed. The day and the page are None or '' where nobody is to learn them."""

    at: datetime
    """For the order alone."""
    number: int
    by: Party
    day: datetime | None
    url: str = ""


@dataclass(frozen=True)
class Released:
    """A saved version was released."""

    at: datetime
    number: int
    """Of the saved version."""
    release: int
    url: str
    authors: Sequence[Party]


@dataclass(frozen=True)
class History:
    """All that led to a release and came of it. `papers` are as a saved version keeps them."""

    id: str
    piece: str
    """The address of the piece."""
    publisher: Mapping[str, str]
    papers: Sequence[Mapping[str, Any]]
    events: Sequence[Reviewed | Released]


def docmap(history: History) -> dict[str, Any]:
    """The one JSON-LD document."""
    events = sorted(history.events, key=lambda event: event.at)
    steps = [_drafted(history, events[0].number)]
    for (number, reviewed), group in groupby(events, key=lambda event: (event.number, isinstance(event, Reviewed))):
        same = list(group)
        steps += [_review_step(history, number, same)] if reviewed else [_release_step(history, one) for one in same]
    released = [event.at for event in events if isinstance(event, Released)]
    days = [event.at if isinstance(event, Released) else event.day for event in events]
    return {
        "@context": CONTEXT, "id": history.id, "type": "docmap", "publisher": dict(history.publisher),
        "created": _day(released[0]), "updated": _day(max(day for day in days if day)),
        "first-step": "_:b1", "steps": _chained(steps),
    }  # fmt: skip


def _chained(steps: Sequence[dict[str, Any]]) -> dict[str, Any]:
    chained = {}
    for at, step in enumerate(steps, start=1):
        around = {"previous-step": f"_:b{at - 1}"} if at > 1 else {}
        around |= {"next-step": f"_:b{at + 1}"} if at < len(steps) else {}
        chained[f"_:b{at}"] = {**step, **around}
    return chained


def _drafted(history: History, number: int) -> dict[str, Any]:
    authors = next(event.authors for event in history.events if isinstance(event, Released))
    version = _version(history, number)
    return _step(
        [_paper(paper) for paper in history.papers],
        [{"participants": [one.participant for one in authors], "outputs": [version]}],
        [{"item": version["id"], "status": "draft"}],
    )


def _review_step(history: History, number: int, reviews: Sequence[Any]) -> dict[str, Any]:
    version = _version(history, number)
    actions = [{"participants": [one.by.participant], "outputs": [_review(one)]} for one in reviews]
    judged = any(one.by.role == PEER for one in reviews)
    return _step([version], actions, [{"item": version["id"], "status": "peer-reviewed"}] if judged else [])


def _review(one: Reviewed) -> dict[str, Any]:
    content = {"id": one.url, "content": [{"type": "web-page", "url": one.url}]} if one.url else {}
    return {"type": "review", **content, **({"published": _day(one.day)} if one.day else {})}


def _release_step(history: History, event: Any) -> dict[str, Any]:
    day = _day(event.at)
    made = {
        "id": event.url, "type": PIECE, "published": day, "content": [{"type": "web-page", "url": event.url}],
    }  # fmt: skip
    actions = [{"participants": [one.participant for one in event.authors], "outputs": [made]}]
    assertion = {"item": event.url, "status": "published", "happened": day}
    return _step([_version(history, event.number)], actions, [assertion])


def _step(inputs: Sequence[Any], actions: Sequence[Any], assertions: Sequence[Any]) -> dict[str, Any]:
    return {"inputs": list(inputs), "actions": list(actions), "assertions": list(assertions)}


def _version(history: History, number: int) -> dict[str, Any]:
    return {"id": f"{history.piece}#saved-version-{number}", "type": PIECE}


def _paper(paper: Mapping[str, Any]) -> dict[str, Any]:
    arxiv_id, url = paper.get("arxiv_id"), str(paper.get("url") or "")
    found: dict[str, Any] = {"type": "preprint", "doi": f"10.48550/arXiv.{arxiv_id}"} if arxiv_id else {}
    if (key := str(paper.get("key") or "")).startswith("doi:"):
        found["doi"] = key.removeprefix("doi:")
    return {**found, **({"id": url, "content": [{"type": "web-page", "url": url}]} if url else {})}


def _day(moment: datetime) -> str:
    return moment.date().isoformat()
