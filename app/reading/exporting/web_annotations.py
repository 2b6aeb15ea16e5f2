"""Notes as W3C Web Annotations (https://www.w3.org/TR/annotation-model/), in JSON-LD. Pure."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from app.anchors import Anchor
from app.reading.exporting.gathering import Kept
from app.reading.rules import Colour

MEDIA_TYPE = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'
CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_FILLS = {
    Colour.AMBER: "#ffe7a3", Colour.GREEN: "#d2edcb", Colour.BLUE: "#d3e4fb", Colour.PLUM: "#ecd9f4",
    Colour.RED: "#fad9d3",
}  # fmt: skip
"""What the colours look like on a light page."""
_UNFIT = re.compile(
    r"(^[a-z]+://\[[0-9a-f:.]+\])|[\x00-\x20\x7f-\x9f<>\"{}|\\^`\[\]]|%(?![0-9a-f]{2})|#(?=.*#)", re.IGNORECASE
)


def collection(notes: Sequence[Kept], creator: str, site: str, address: str) -> dict[str, Any]:
    """An AnnotationCollection (section 5.1) whose one page (5.2) holds every note; without notes it has no page.

    `address` is where this file is read, `site` the address of the instance, and `creator` the name of the writer.
    """
    written: dict[str, Any] = {
        "@context": CONTEXT,
        "id": address,
        "type": "AnnotationCollection",
        "label": f"Notes of {creator}",
        "total": len(notes),
    }
    page: dict[str, Any] = {"id": f"{address}#page", "type": "AnnotationPage", "startIndex": 0}
    items = [annotation(note, creator, site) for note in notes]
    return {**written, "first": {**page, "items": items}} if items else written


def annotation(note: Kept, creator: str, site: str) -> dict[str, Any]:
    """One Annotation (section 3): a note on a passage, on a whole work, or a highlight without words."""
    body = [*_words(note), *_tags(note)]
    written: dict[str, Any] = {
        "id": f"{site}/api/notes/{note.id}",
        "type": "Annotation",
        "motivation": "commenting" if note.words else "highlighting",
        "creator": {"type": "Person", "name": creator},
        "created": _moment(note.created),
        "modified": _moment(note.changed),
        "target": _target(note),
    }
    if body:
        written["body"] = body
    if note.anchor:
        written["stylesheet"] = _style(note.colour)
    return written


def _words(note: Kept) -> list[dict[str, Any]]:
    if not note.words:
        return []
    return [{"type": "TextualBody", "value": note.words, "format": "text/markdown", "purpose": "commenting"}]


def _tags(note: Kept) -> list[dict[str, Any]]:
    return [{"type": "TextualBody", "value": tag, "purpose": "tagging"} for tag in note.tags]


def _target(note: Kept) -> Any:
    """A SpecificResource (section 4); `styleClass` names the colour, which the stylesheet describes (4.4)."""
    source = _iri(note.source) or f"urn:stillroom:paper:{note.id}"
    if note.anchor is None:
        return source
    return {
        "type": "SpecificResource",
        "source": source,
        "styleClass": note.colour.value,
        "selector": _selectors(note.anchor),
    }


def _selectors(anchor: Anchor) -> list[dict[str, Any]]:
    selectors: list[dict[str, Any]] = anchor.as_json()["selector"]
    return [{name: value for name, value in one.items() if value != ""} for one in selectors]


def _style(colour: Colour) -> dict[str, str]:
    """Without it others would have to pass the colour over."""
    return {"type": "CssStylesheet", "value": f".{colour.value} {{ background-color: {_FILLS[colour]} }}"}


def _iri(address: str) -> str:
    """An address with what no IRI holds percent-encoded (RFC 3987, section 2.2): old DOIs have `<` and `>`."""
    return _UNFIT.sub(lambda found: found[1] or quote(found[0], safe=""), address)


def _moment(moment: datetime) -> str:
    """An xsd:dateTime in UTC, as section 3.3.1 asks for."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
