"""Zotero's annotations as JSON: items of its API, and what Better BibTeX gives (items with attachments within)."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from app.reading.importing import zotero_notes
from app.reading.importing.shapes import Brought, colour_of, fingerprint, moment_of, plain

_NAMING = ("DOI", "url", "URL", "archiveID", "extra", "uri")
"""The fields of an item that may name the paper."""
_WITHIN = ("attachments", "annotations", "notes", "children")
_LEVELS = 12


@dataclass
class _Item:
    data: dict[str, Any]
    parent: "_Item | None" = None
    names: list[str] = field(default_factory=list)


def is_items(written: object) -> bool:
    """Whether JSON that was read holds items of Zotero."""
    return any(any(name in one.data for name in ("itemType", "annotationType", "note")) for one in _items(written))


def read(written: Any) -> Iterator[Brought]:
    """Every annotation, and every note of one's own, with what its paper is known by."""
    items = list(_items(written))
    by_key = {key: one for one in items if (key := _key(one.data))}
    for one in items:
        one.parent = one.parent or by_key.get(str(one.data.get("parentItem") or ""))
    for one in items:
        works = tuple(dict.fromkeys(_works(one)))
        if one.data.get("annotationType"):
            yield _annotation(one.data, works)
        elif isinstance(one.data.get("note"), str) and one.data["note"].strip():
            yield from zotero_notes.read(one.data["note"], works, _key(one.data))


def _items(written: object, parent: _Item | None = None, level: int = 0) -> Iterator[_Item]:
    """Every item of an answer or an export, those within others with the one they are in as their parent."""
    if isinstance(written, dict):
        for wrapping in ("items", "result"):
            if isinstance(written.get(wrapping), list):
                written = written[wrapping]
                break
    for one in written if isinstance(written, list) else [written]:
        if not isinstance(one, dict) or level > _LEVELS:
            continue
        data = one["data"] if isinstance(one.get("data"), dict) else one
        item = _Item(data, parent)
        yield item
        for name in _WITHIN:
            if isinstance(data.get(name), list):
                yield from _items(data[name], item, level + 1)


def _key(data: dict[str, Any]) -> str:
    return str(data.get("key") or data.get("itemKey") or "")


def _works(item: _Item | None) -> Iterator[str]:
    """What names the paper, from the item outwards."""
    for _ in range(_LEVELS):
        if item is None:
            return
        yield from (str(item.data[name]) for name in _NAMING if item.data.get(name))
        item = item.parent


def _annotation(data: dict[str, Any], works: tuple[str, ...]) -> Brought:
    quote, words = plain(str(data.get("annotationText") or "")), plain(str(data.get("annotationComment") or ""))
    refusal = "A drawn area of a page, which has no words." if data["annotationType"] in {"image", "ink"} else ""
    return Brought(
        origin=f"zotero:{_key(data)}" if _key(data) else fingerprint("zotero", *works, quote, words),
        works=works,
        quote=" ".join(quote.split()),
        words=words,
        tags=tuple(_tags(data.get("tags"))),
        colour=colour_of(str(data.get("annotationColor") or "")),
        page=_page(data.get("annotationPosition")),
        page_label=str(data.get("annotationPageLabel") or ""),
        made_at=moment_of(data.get("dateAdded")),
        refusal="" if words else refusal,
    )


def _tags(written: object) -> Iterator[str]:
    for tag in written if isinstance(written, list) else []:
        yield str(tag.get("tag") or "") if isinstance(tag, dict) else str(tag)


def _page(position: object) -> int | None:
    """The page of a position, which the API gives as JSON within JSON."""
    if isinstance(position, str):
        try:
            position = json.loads(position)
        except ValueError:
            return None
    index = position.get("pageIndex") if isinstance(position, dict) else None
    return index if isinstance(index, int) else None
