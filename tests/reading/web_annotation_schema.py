"""What the Web Annotation Data Model (W3C Recommendation, 23 February 2017) says an annotation MUST be, as JSON Schema,
with what no schema can say.

Written by hand from its sections: 3.1 annotations, 3.2.4 embedded textual bodies, 3.2.6 how many bodies and targets,
3.3.1 lifecycle, 3.3.2 agents, 3.3.5 motivation and purpose, 4 specific resources, 4.2.4 text quote and 4.2.5 text
position selectors, 4.4 styles, 5.1 collections, 5.2 pages; and from RFC 3987, section 2.2, for IRIs. It is narrower
than the model, which lets anything be added: nothing may stand in our files that is not named here.
"""

import re
from datetime import datetime
from itertools import pairwise
from typing import Any

from jsonschema import Draft202012Validator

_PART = '(?:%[0-9A-Fa-f]{2}|[^\\x00-\\x20\\x7f-\\x9f<>"{}|\\\\^`%#\\[\\]])*'
_HOST = "(?://(?:\\[[0-9A-Fa-f:.]+\\])?)?"
_END = "(?![\\s\\S])"
"""The end of the whole string: `$` lets a line break follow."""
IRI = {"type": "string", "pattern": f"^[A-Za-z][A-Za-z0-9+.-]*:(?=[^#]){_HOST}{_PART}(?:#{_PART})?{_END}"}
MOMENT = {"type": "string", "pattern": f"^\\d{{4}}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?Z{_END}"}
"""3.3.1: an xsd:dateTime in UTC, expressed as `Z`; `check` reads it."""
MEDIA_TYPE = {"type": "string", "pattern": f"^[a-z]+/[a-z0-9.+-]+{_END}"}
WORDS = {"type": "string", "minLength": 1}
WHOLE = {"type": "integer", "minimum": 0}
MOTIVATIONS = [
    "assessing", "bookmarking", "classifying", "commenting", "describing", "editing", "highlighting", "identifying",
    "linking", "moderating", "questioning", "replying", "tagging",
]  # fmt: skip


def _closed(required: str, **properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "required": required.split(),
        "properties": properties,
        "additionalProperties": False,
    }


QUOTE = _closed("type exact", type={"const": "TextQuoteSelector"}, exact=WORDS, prefix=WORDS, suffix=WORDS)
POSITION = _closed("type start end", type={"const": "TextPositionSelector"}, start=WHOLE, end=WHOLE)
SPECIFIC = _closed(
    "type source selector",
    type={"const": "SpecificResource"},
    source=IRI,
    styleClass={"type": "string", "pattern": f"^[a-z]+{_END}"},
    selector={"type": "array", "minItems": 1, "items": {"oneOf": [QUOTE, POSITION]}},
)
TEXTUAL = _closed(
    "type value", type={"const": "TextualBody"}, value=WORDS, format=MEDIA_TYPE, purpose={"enum": MOTIVATIONS}
)
ANNOTATION = _closed(
    "id type target",
    id=IRI,
    type={"const": "Annotation"},
    motivation={"enum": MOTIVATIONS},
    created=MOMENT,
    modified=MOMENT,
    creator=_closed("type name", type={"const": "Person"}, name=WORDS),
    stylesheet=_closed("type value", type={"const": "CssStylesheet"}, value=WORDS),
    body={"type": "array", "minItems": 1, "items": TEXTUAL},
    target={"oneOf": [IRI, SPECIFIC]},
)
PAGE = _closed(
    "id type items",
    id=IRI,
    type={"const": "AnnotationPage"},
    startIndex={"const": 0},
    items={"type": "array", "minItems": 1, "items": ANNOTATION},
)
"""The one page, which is the first: embedded, so without a context of its own (5.2)."""
SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    **_closed(
        "@context id type label total",
        **{"@context": {"const": "http://www.w3.org/ns/anno.jsonld"}},
        id=IRI,
        type={"const": "AnnotationCollection"},
        label=WORDS,
        total=WHOLE,
        first=PAGE,
    ),
}


def check(written: Any) -> None:
    """Hold a collection to the schema, and to what none can say. Raises ValidationError or AssertionError."""
    Draft202012Validator(SCHEMA).validate(written)
    items = written["first"]["items"] if "first" in written else []
    assert written["total"] == len(items), "5.1, 5.2: the first page is the only one, so it holds all"
    ids = [written["id"], *([written["first"]["id"]] if items else []), *(one["id"] for one in items)]
    assert len(set(ids)) == len(ids), "3.1: an IRI identifies one annotation"
    for one in items:
        times = [datetime.fromisoformat(one[name]) for name in ("created", "modified") if name in one]
        assert all(earlier <= later for earlier, later in pairwise(times)), "3.3.1: modified after it was created"
        if isinstance(one["target"], dict):
            _check_passage(one["target"], one.get("stylesheet", {}).get("value", ""))


def _check_passage(target: dict[str, Any], style: str) -> None:
    if named := target.get("styleClass"):
        assert re.search(rf"\.{named}\b", style), "4.4: a class that no stylesheet describes must be ignored"
    selectors = {one["type"]: one for one in target["selector"]}
    assert len(selectors) == len(target["selector"]), "4.2: two selectors of one kind could select different passages"
    if position := selectors.get("TextPositionSelector"):
        assert position["start"] < position["end"], "4.2.5: the end comes after the start"
