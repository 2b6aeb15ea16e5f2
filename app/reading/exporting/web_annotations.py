"""Notes as W3C Web Annotations (https://www.w3.org/TR/annotation-model/), in JSON-LD. Pure."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from app.anchors import Anchor
from app.reading.exporting.gathering import Kept

MEDIA_TYPE = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'
CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def collection(notes: Sequence[Kept], creator: str, site: str, address: str) -> dict[str, Any]:
    """An AnnotationCollection (section 5) whose one page (section 6) holds every note.

    `address` is where this file is read, `site` the address of the instance, and `creator` the name of the writer.
    """
    page: dict[str, Any] = {"id": f"{address}#page", "type": "AnnotationPage", "startIndex": 0}
    return {
        "@context": CONTEXT,
        "id": address,
        "type": "AnnotationCollection",
        "label": f"Notes of {creator}",
        "total": len(notes),
        "first": {**page, "items": [annotation(note, creator, site) for note in notes]},
    }


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
    return {**written, "body": body} if body else written


def _words(note: Kept) -> list[dict[str, Any]]:
    if not note.words:
        return []
    return [{"type": "TextualBody", "value": note.words, "format": "text/markdown", "purpose": "commenting"}]


def _tags(note: Kept) -> list[dict[str, Any]]:
    return [{"type": "TextualBody", "value": tag, "purpose": "tagging"} for tag in note.tags]


def _target(note: Kept) -> Any:
    """A SpecificResource (section 4); `styleClass` (4.4) names the colour."""
    source = note.source or f"urn:stillroom:paper:{note.id}"
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


def _moment(moment: datetime) -> str:
    """An xsd:dateTime in UTC, as section 3.3.4 asks for."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
