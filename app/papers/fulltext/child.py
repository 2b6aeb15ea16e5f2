"""The reading process: one document on its standard input, one answer on its standard output, then it ends.

Run by `apart.read` as `python -m app.papers.fulltext.child LIMITS NAME GIVEN`, both ends files rather than pipes.
"""

import dataclasses
import importlib
import json
import os
import resource
import signal
import sys
from collections.abc import Callable
from typing import Any

from app.errors import BadInput

REFUSED = 3
"""The exit status when the document itself is to blame; the answer is then the sentence."""

READINGS = {
    "html": "app.papers.fulltext.cleaning:read_html",
    "pdf": "app.papers.fulltext.pdf:read_pdf",
    "entries": "app.papers.bibliography.documents:entries_of",
    "macros": "app.papers.bibliography.macros:macros_of",
    "addresses": "app.papers.bibliography.mail_addresses:digests_of",
    "figure": "app.papers.fulltext.figure:redrawn",
    "docx": "app.docx.reading:read_docx",
}
"""What can be read, and the pure function that does it, given the document's bytes.

They are named rather than imported, so that a process loads only what its one reading needs.
"""

_AS_JSON = json.JSONEncoder(default=dataclasses.asdict, ensure_ascii=False)


def _function(name: str) -> Callable[..., Any]:
    module, _, function = name.partition(":")
    found: Callable[..., Any] = getattr(importlib.import_module(module), function)
    return found


def _limit(memory: int, seconds: int, output: int) -> None:
    """Holds this process to bytes of address space, seconds of work and of waiting, and bytes of answer."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (output, output))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.alarm(2 * seconds)  # ends a process whose parent is gone
    os.nice(5)


def _read(name: str, given: dict[str, Any]) -> int:
    reading = _function(READINGS[name])
    try:
        answer = reading(sys.stdin.buffer.read(), **given)
    except BadInput as refusal:
        sys.stdout.buffer.write(refusal.sentence.encode())
        return REFUSED
    for part in _AS_JSON.iterencode(answer):
        sys.stdout.buffer.write(part.encode("utf-8", "replace"))
    return 0


if __name__ == "__main__":
    limits, reading, written = sys.argv[1:]
    _limit(**json.loads(limits))
    sys.exit(_read(reading, json.loads(written)))
