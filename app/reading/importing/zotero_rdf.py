"""Zotero's RDF: the notes of its items (`bib:Memo`), each led to from its item by `dcterms:isReferencedBy`."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from defusedxml import ElementTree

from app.reading.importing import zotero_notes
from app.reading.importing.shapes import Brought

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_BIB = "{http://purl.org/net/biblio#}"
_TERMS = "{http://purl.org/dc/terms/}"
_DC = "{http://purl.org/dc/elements/1.1/}"


def read(data: bytes) -> Iterator[Brought]:
    """Every passage and paragraph of every note, with what its item is known by.

    Raises `xml.etree.ElementTree.ParseError` or ValueError for what is no XML, or XML with entities of its own.
    """
    root = ElementTree.fromstring(data)
    works = _works(root)
    for memo in root.iter(f"{_BIB}Memo"):
        about = memo.get(f"{_RDF}about", "")
        yield from zotero_notes.read(memo.findtext(f"{_RDF}value") or "", works.get(about, ()), about.lstrip("#"))


def _works(root: Element) -> dict[str, tuple[str, ...]]:
    """What names the item of each note, by the note."""
    found: dict[str, tuple[str, ...]] = {}
    for item in root:
        names = tuple(_names(item))
        for led in item.iter(f"{_TERMS}isReferencedBy"):
            found[led.get(f"{_RDF}resource", "")] = names
    return found


def _names(item: Element) -> Iterator[str]:
    yield item.get(f"{_RDF}about", "")
    for identifier in item.iter(f"{_DC}identifier"):
        yield from (text for text in identifier.itertext() if text.strip())
