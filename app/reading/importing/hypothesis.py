"""Hypothesis: what its client exports (JSON, CSV) and what its API answers (https://h.readthedocs.io/en/latest/api/)."""

import csv
import io
from collections.abc import Iterator
from typing import Any

from app.papers.rules import TextForm
from app.reading.importing.shapes import Brought, fingerprint, moment_of

COLUMNS = {"URL", "Quote", "Comment", "Tags"}
"""What the header of its CSV holds, among others."""
_REPLY = "A reply to another note, so it has no passage of its own."


def is_rows(written: object) -> bool:
    """Whether JSON that was read is an answer of the API (`rows`) or an export of the client (`annotations`)."""
    rows = _rows(written)
    return bool(rows) and isinstance(rows[0], dict) and "uri" in rows[0] and "target" in rows[0]


def read_json(written: Any) -> Iterator[Brought]:
    """The notes of an export or an answer; those by others than whoever exported it are refused."""
    by = written.get("export_userid") if isinstance(written, dict) else None
    for row in _rows(written):
        if isinstance(row, dict):
            yield _note(row, str(by or ""))


def _rows(written: object) -> list[Any]:
    if isinstance(written, dict):
        written = written.get("annotations") or written.get("rows")
    return written if isinstance(written, list) else []


def _note(row: dict[str, Any], by: str) -> Brought:
    target = next((one for one in _list(row.get("target")) if isinstance(one, dict)), {})
    selectors = {one.get("type"): one for one in _list(target.get("selector")) if isinstance(one, dict)}
    quote, page = selectors.get("TextQuoteSelector", {}), selectors.get("PageSelector", {})
    uri = str(row.get("uri") or target.get("source") or "")
    return Brought(
        origin=f"hypothesis:{row.get('id')}" if row.get("id") else fingerprint("hypothesis", uri, str(quote)),
        works=(uri, *_other_addresses(row)),
        quote=str(quote.get("exact") or ""),
        prefix=str(quote.get("prefix") or ""),
        suffix=str(quote.get("suffix") or ""),
        words=str(row.get("text") or ""),
        tags=tuple(str(tag) for tag in _list(row.get("tags"))),
        form=TextForm.PDF if _is_pdf(uri) else TextForm.HTML,
        page=page["index"] if isinstance(page.get("index"), int) else None,
        page_label=str(page.get("label") or ""),
        made_at=moment_of(row.get("created")),
        refusal=_refusal(row, by),
    )


def _refusal(row: dict[str, Any], by: str) -> str:
    if row.get("references"):
        return _REPLY
    writer = str(row.get("user") or "")
    return f"Written by {_name(writer)}, so it does not come in as yours." if by and writer and writer != by else ""


def _name(user: str) -> str:
    """`acct:ada@hypothes.is` as a name."""
    return user.removeprefix("acct:").partition("@")[0]


def _other_addresses(row: dict[str, Any]) -> Iterator[str]:
    document = row.get("document")
    for link in _list(document.get("link") if isinstance(document, dict) else None):
        if isinstance(link, dict) and link.get("href"):
            yield str(link["href"])


def _is_pdf(uri: str) -> bool:
    return uri.startswith("urn:x-pdf:") or uri.endswith(".pdf") or "/pdf/" in uri


def read_csv(text: str) -> Iterator[Brought]:
    """The notes of the client's CSV, which gives them no ids and says neither prefix nor suffix."""
    for row in csv.DictReader(io.StringIO(text)):
        uri, quote, words = (row.get(name) or "" for name in ("URL", "Quote", "Comment"))
        reply = (row.get("Annotation/Reply Type") or "").lower() == "reply"
        yield Brought(
            origin=fingerprint("hypothesis", uri, quote, words),
            works=(uri,),
            quote=quote,
            words=words,
            tags=tuple(tag for tag in (row.get("Tags") or "").split(",") if tag.strip()),
            form=TextForm.PDF if _is_pdf(uri) else TextForm.HTML,
            page_label=row.get("Page") or "",
            made_at=moment_of(row.get("Created at")),
            refusal=_REPLY if reply else "",
        )


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
