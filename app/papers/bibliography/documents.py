"""One document of whatever kind, in; its entries, out. Which kind it is, its first bytes say."""

import re

from app.errors import BadInput
from app.papers.bibliography.archive import read_source
from app.papers.bibliography.html import entries_of_html
from app.papers.bibliography.pdf import entries_of_pdf
from app.papers.bibliography.shapes import Entry, Origin
from app.papers.bibliography.source import entries_of_source

_HTML = re.compile(
    rb"<!doctype\s+html|<html[\s>]|<article[\s>]|ltx_(?:page|document|bib)",
    re.IGNORECASE,
)
_ONLY_BIBLIOGRAPHY = re.compile(rb"^\s*(?:%[^\n]*\n\s*)*@\s*\w+\s*[{(]")


def entries_of(data: bytes) -> tuple[Origin, list[Entry]]:
    """What the document in `data` (HTML, an e-print's source, a PDF) cites, and what it was read from.

    Raises BadInput with one sentence for what is none of these, or is broken, locked or hostile.
    """
    if not data.strip():
        raise BadInput("This file is empty.")
    if b"%PDF" in data[:1_024]:
        return "pdf", entries_of_pdf(data)
    if _HTML.search(data[:4_000]):
        return "html", entries_of_html(data)
    if _ONLY_BIBLIOGRAPHY.match(data[:4_000]):
        return "source", entries_of_source({"references.bib": data})
    files = read_source(data)
    first = next(iter(files.values()))
    if len(files) == 1 and _HTML.search(first[:4_000]) and b"\\document" not in first[:4_000]:
        return "html", entries_of_html(first)
    return "source", entries_of_source(files)
