"""Which program a file came from, and the notes it holds."""

import json
from collections.abc import Iterable
from dataclasses import replace
from itertools import islice
from xml.etree.ElementTree import ParseError

from app.errors import BadInput, TooLarge
from app.reading.importing import hypothesis, zotero_json, zotero_markdown, zotero_notes, zotero_rdf
from app.reading.importing.shapes import Brought, fingerprint
from app.reading.rules import clean_line

BYTES = 20_000_000
_LONGEST = 500
NOTES = 5_000
"""The most notes of one file."""
_UNKNOWN = (
    "This is no file of notes that can be read here. Zotero: “Export Note…” as Markdown or HTML, Zotero RDF with "
    "notes, or JSON with annotations. Hypothesis: “Export annotations” as JSON or CSV. Nothing was changed."
)


def read(data: bytes) -> list[Brought]:
    """The notes of a file, each once. Raises TooLarge, and BadInput for what no program named here writes."""
    if len(data) > BYTES:
        raise TooLarge(f"A file of notes has at most {BYTES // 1_000_000} MB. Nothing was changed; export fewer notes.")
    try:
        notes = list(islice(_notes(data), NOTES + 1))
    except (ValueError, RecursionError, ParseError) as error:
        raise BadInput(_UNKNOWN) from error
    if len(notes) > NOTES:
        raise TooLarge(f"The file holds more than {NOTES:,} notes. Nothing was changed; export fewer at a time.")
    return list({note.origin: note for note in map(_clean, reversed(notes))}.values())[::-1]


def _clean(note: Brought) -> Brought:
    """With an id and names that can be looked up: what a file gives for them may be anything."""
    plain = note.origin.isprintable() and len(note.origin) <= _LONGEST
    works = tuple(dict.fromkeys(clean_line(work)[:_LONGEST] for work in note.works))
    return replace(note, origin=note.origin if plain else fingerprint("file", note.origin), works=works)


def _notes(data: bytes) -> Iterable[Brought]:
    text = data.decode("utf-8-sig")
    start = text.lstrip()[:400]
    if start.startswith(("{", "[")):
        return _from_json(json.loads(text))
    if "<rdf:RDF" in text[:4_000]:
        return zotero_rdf.read(data)
    if {name.strip('"') for name in start.partition("\n")[0].strip().split(",")} >= hypothesis.COLUMNS:
        return hypothesis.read_csv(text)
    if zotero_markdown.is_notes(text):
        return zotero_markdown.read(text)
    if start.startswith("<") and ("zotero" in text or "data-annotation" in text):
        return zotero_notes.read(text)
    raise ValueError("of no known kind")


def _from_json(written: object) -> Iterable[Brought]:
    if hypothesis.is_rows(written):
        return hypothesis.read_json(written)
    if zotero_json.is_items(written):
        return zotero_json.read(written)
    raise ValueError("JSON of no known kind")
