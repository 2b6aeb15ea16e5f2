"""What a DocMap is, as JSON Schema, with what no schema can say: that its steps are one chain.

Written by hand from what the project publishes: the codecs of its SDK (packages/ts-sdk/src/types.ts), its SHACL shapes
(docmaps-shapes.ttl: closed things, publishers and manifestations, the list of roles) and its context (xsd:date).
"""

from typing import Any

URL = {"type": "string", "pattern": '^https?://[^\\s<>"{}|\\\\^`]+$'}
DATE = {"type": "string", "pattern": "^\\d{4}-\\d\\d-\\d\\d$"}
BLANK = {"type": "string", "pattern": "^_:b\\d+$"}
ROLES = [
    "archivist", "author", "authors-agent", "biographer", "blogger", "commissioning-editor", "compiler", "contributor",
    "copy-editor", "copyright-owner", "critic", "deputy-editor", "distributor", "editor", "editor-in-chief",
    "executive-editor", "ghost-writer", "guest-editor", "illustrator", "journalist", "librarian", "managing-editor",
    "peer-reviewer", "printer", "producer", "production-editor", "proof-reader", "publisher", "reader", "reviewer",
    "senior-editor", "series-editor", "translator",
]  # fmt: skip
THINGS = ["review", "preprint", "evaluation-summary", "review-article", "author-response"]
STATUSES = ["draft", "peer-reviewed", "published"]
"""Of the Publishing Status Ontology, those that we use."""


def _closed(required: list[str], **properties: Any) -> dict[str, Any]:
    return {"type": "object", "required": required, "properties": properties, "additionalProperties": False}


def _many(of: Any) -> dict[str, Any]:
    return {"type": "array", "items": of}


MANIFESTATION = _closed(["type"], type={"const": "web-page"}, id=URL, service=URL, url=URL)
THING = _closed(
    [], id=URL, doi={"type": "string", "pattern": "^10\\."}, type={"enum": THINGS}, published=DATE,
    content=_many(MANIFESTATION),
)  # fmt: skip
ACTOR = _closed(["type", "name"], type={"const": "person"}, name={"type": "string", "minLength": 1}, id=URL)
ACTION = _closed(
    ["outputs", "participants"], outputs=_many(THING),
    participants=_many(_closed(["actor", "role"], actor=ACTOR, role={"enum": ROLES})),
)  # fmt: skip
STEP = {
    "type": "object",
    "required": ["actions", "inputs", "assertions"],
    "properties": {
        "actions": _many(ACTION),
        "inputs": _many(THING),
        "assertions": _many(_closed(["item", "status"], item=URL, status={"enum": STATUSES}, happened=DATE)),
        "next-step": BLANK,
        "previous-step": BLANK,
    },
    "additionalProperties": False,
}
SCHEMA = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "required": ["@context", "id", "type", "publisher", "created", "steps", "first-step"],
    "properties": {
        "@context": {"const": "https://w3id.org/docmaps/context.jsonld"},
        "id": URL,
        "type": {"const": "docmap"},
        "created": DATE,
        "updated": DATE,
        "publisher": _closed([], id=URL, name={"type": "string"}, homepage=URL, url=URL, logo=URL),
        "first-step": BLANK,
        "steps": {"type": "object", "propertyNames": BLANK, "additionalProperties": STEP, "minProperties": 1},
    },
    "additionalProperties": False,
}


def chain(found: dict[str, Any]) -> list[dict[str, Any]]:
    """The steps in their order: every one of them, each naming its neighbours."""
    steps, at, previous = [], found["first-step"], None
    while at is not None:
        step = found["steps"][at]
        assert step.get("previous-step") == previous
        steps.append(step)
        previous, at = at, step.get("next-step")
    assert len(steps) == len(found["steps"])
    return steps
