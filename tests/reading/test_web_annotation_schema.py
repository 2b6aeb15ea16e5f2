"""What holds our Web Annotations to the model lets nothing through that the model forbids."""

from copy import deepcopy
from datetime import UTC, datetime
from typing import Any

import pytest
from jsonschema import ValidationError

from app.anchors import make
from app.reading.exporting.gathering import Kept
from app.reading.exporting.web_annotations import collection
from app.reading.rules import Colour, Sharing
from tests.reading.web_annotation_schema import check

TEXT = "A kettle is trusted when its whistle follows from its water."
AT = datetime(2026, 11, 3, 12, tzinfo=UTC)
ABS = "https://arxiv.org/abs/2611.01234v1"
NOTES = [
    Kept(
        id=str(number), title="", label="", url=ABS, source=ABS, words="So it *is*.", anchor=anchor, tags=["water"],
        colour=Colour.GREEN, sharing=Sharing.PRIVATE, created=AT, changed=AT,
    )
    for number, anchor in enumerate([make(TEXT, 2, 8, "1"), None])
]  # fmt: skip
RIGHT = collection(NOTES, "Ada", "https://s.example", "https://s.example/api/notes.jsonld")
QUOTE, POSITION = {"type": "TextQuoteSelector", "exact": "a"}, {"type": "TextPositionSelector", "start": 0, "end": 1}
TAG = {"type": "TextualBody", "value": "a"}


def refused(written: dict[str, Any]) -> None:
    with pytest.raises((ValidationError, AssertionError, ValueError)):
        check(written)


def passage(*selectors: object, **other: object) -> dict[str, object]:
    """A target with these selectors."""
    return {"target": {"type": "SpecificResource", "source": ABS, "selector": list(selectors), **other}}


def test_what_is_right_is_let_through() -> None:
    check(RIGHT)
    check(collection([], "Ada", "https://s.example", "https://s.example/api/notes.jsonld"))


@pytest.mark.parametrize("name", ["@context", "id", "type", "label", "total", "first"])
def test_a_collection_lacks_nothing(name: str) -> None:
    refused({key: value for key, value in RIGHT.items() if key != name})


@pytest.mark.parametrize(
    "broken",
    [
        {"@context": "https://schema.org"}, {"@context": ["http://www.w3.org/ns/anno.jsonld"]}, {"id": "notes"},
        {"type": "Collection"}, {"label": ["Notes"]}, {"total": -1}, {"total": 3}, {"total": "2"}, {"first": None},
        {"first": []}, {"last": "https://s.example/2"},
    ],
)  # fmt: skip
def test_a_collection_is_as_section_5_1_says(broken: dict[str, Any]) -> None:
    refused(RIGHT | broken)


@pytest.mark.parametrize(
    "broken",
    [
        {"items": []}, {"items": None}, {"id": ""}, {"id": RIGHT["id"]}, {"type": "Page"}, {"startIndex": 1},
        {"startIndex": -1}, {"next": "https://s.example/2"}, {"@context": RIGHT["@context"]},
        {"items": RIGHT["first"]["items"] * 2}, {"items": RIGHT["first"]["items"][:1] * 2},
    ],
)  # fmt: skip
def test_a_page_is_as_section_5_2_says(broken: dict[str, Any]) -> None:
    refused(RIGHT | {"first": RIGHT["first"] | broken})


@pytest.mark.parametrize(
    "broken",
    [
        {"type": "Note"}, {"type": ["Annotation"]}, {"@context": RIGHT["@context"]},
        {"id": ""}, {"id": "a b"}, {"id": [ABS]}, {"id": f"{ABS}\n"}, {"id": "/notes/1"}, {"id": "https:"},
        {"id": f"{ABS}%2"}, {"id": f"{ABS}#a#b"}, {"id": f"{ABS}<"}, {"id": f"{ABS}[0]"}, {"id": f"{ABS}\x7f"},
        {"created": "yesterday"}, {"created": "2026-11-03"}, {"created": "2026-11-03T12:00:00"},
        {"created": "2026-11-03T12:00:00+00:00"}, {"created": "2026-11-03T12:00:00Z\n"},
        {"created": "2026-13-03T12:00:00Z"}, {"created": "2026-02-30T12:00:00Z"}, {"modified": "2026-11-03T25:00:00Z"},
        {"created": ["2026-11-03T12:00:00Z"]}, {"modified": "2026-11-02T12:00:00Z"},
        {"bodyValue": "Words."}, {"body": []}, {"body": "Words."}, {"body": TAG}, {"body": [{"type": "TextualBody"}]},
        {"body": [{"value": "a"}]}, {"body": [{**TAG, "value": ["a", "b"]}]}, {"body": [{**TAG, "format": "Markdown"}]},
        {"body": [{**TAG, "purpose": "musing"}]}, {"motivation": "musing"}, {"creator": "Ada"},
        {"creator": {"type": "Person", "name": "Ada", "id": ["a", "b"]}},
        {"target": []}, {"target": ""}, {"target": None}, {"target": {"source": ABS}},
        passage(), passage("a"), passage(QUOTE, source="not an iri"), passage(QUOTE, source=[ABS]),
        passage(QUOTE, QUOTE), passage({"exact": "a"}), passage({**QUOTE, "type": ["TextQuoteSelector"]}),
        passage({"type": "TextQuoteSelector"}), passage({**QUOTE, "exact": ""}), passage({**QUOTE, "prefix": ["a"]}),
        passage({**QUOTE, "suffix": 1}), passage({"type": "TextPositionSelector", "start": 0}),
        passage({**POSITION, "start": -1}), passage({**POSITION, "end": 1.5}), passage({**POSITION, "end": "1"}),
        passage({**POSITION, "end": 0}), passage({**POSITION, "exact": "a"}),
        passage(QUOTE, styleClass="blue"), {"stylesheet": {"type": "Style", "value": ".green {}"}},
    ],
)  # fmt: skip
def test_an_annotation_is_as_sections_3_and_4_say(broken: dict[str, Any]) -> None:
    written = deepcopy(RIGHT)
    written["first"]["items"][0] |= broken
    refused(written)


@pytest.mark.parametrize("name", ["id", "type", "target", "stylesheet"])
def test_an_annotation_lacks_nothing(name: str) -> None:
    written = deepcopy(RIGHT)
    del written["first"]["items"][0][name]
    refused(written)
