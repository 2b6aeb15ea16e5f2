"""Reads documents in processes of their own, which may crash, hang or eat memory without harm to the server."""

import json
import os
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import IO, Any, TypeVar

from pydantic import TypeAdapter

from app.errors import BadInput, Unavailable
from app.papers.fulltext.child import REFUSED
from app.papers.fulltext.shapes import Document

Answer = TypeVar("Answer")

MEMORY = 1024 * 1024 * 1024
"""Bytes of address space of a reading process, its libraries included."""
SECONDS = 30
"""Seconds of work for one document, and twice as many of waiting for it; a large paper takes two."""
OUTPUT = 64 * 1024 * 1024
"""Bytes of answer."""
_AT_ONCE = threading.BoundedSemaphore(2)
_PATIENCE = 30
"""Seconds to wait for one of the processes that read."""
_PASSED_ON = ("LD_LIBRARY_PATH", "SYSTEMROOT", "TMPDIR")
_ROOT = Path(__file__).resolve().parents[3]
_FAILED = "This document could not be read: it takes too long or too much memory, or it is broken. Nothing was lost."
_BUSY = "Too many documents are being read at once. Nothing was lost; try again in a minute."

_documents = TypeAdapter(Document)


class ReadingFailed(BadInput):
    """The process that read a document was killed, or died of it."""


def read_html(document: bytes | Path, base: str) -> Document:
    """As `cleaning.read_html`. Raises BadInput, ReadingFailed and Unavailable."""
    return read("html", document, _documents, base=base)


def read_pdf(document: bytes | Path) -> Document:
    """As `pdf.read_pdf`. Raises BadInput, ReadingFailed and Unavailable."""
    return read("pdf", document, _documents)


def read(
    name: str,
    document: bytes | Path,
    answer: TypeAdapter[Answer],
    *,
    memory: int = MEMORY,
    seconds: int = SECONDS,
    output: int = OUTPUT,
    **given: Any,
) -> Answer:
    """What one of `child.READINGS` makes of a document, as `answer` describes it; `given` are its other arguments.

    A document given as a path never enters the memory of this process. Raises BadInput with the sentence of the
    reading, ReadingFailed when the process met a limit or died, Unavailable when too many are at work.
    """
    limits = json.dumps({"memory": memory, "seconds": seconds, "output": output})
    if not _AT_ONCE.acquire(timeout=_PATIENCE):
        raise Unavailable(_BUSY)
    try:
        with _opened(document) as source, tempfile.TemporaryFile() as answered:
            status = _run([limits, name, json.dumps(given)], source, answered, 2 * seconds)
            answered.seek(0)
            said = answered.read()
    finally:
        _AT_ONCE.release()
    if status == REFUSED:
        raise BadInput(said.decode())
    if status:
        raise ReadingFailed(_FAILED)
    return answer.validate_json(said)


def _opened(document: bytes | Path) -> IO[bytes]:
    if isinstance(document, Path):
        return document.open("rb")
    source = tempfile.TemporaryFile()  # noqa: SIM115  (closed by who reads it)
    source.write(document)
    source.seek(0)
    return source


def environment() -> dict[str, str]:
    """What a reading process sees of our environment: where its libraries are, and no more."""
    path = os.pathsep.join(filter(None, [str(_ROOT), os.environ.get("PYTHONPATH")]))
    return {name: os.environ[name] for name in _PASSED_ON if name in os.environ} | {"PYTHONPATH": path}


def _run(arguments: list[str], source: IO[bytes], answered: IO[bytes], seconds: float) -> int:
    """The exit status of a reading process, or -1 when it had to be killed."""
    try:
        return subprocess.run(
            [sys.executable, "-P", "-m", "app.papers.fulltext.child", *arguments],
            stdin=source,
            stdout=answered,
            start_new_session=True,
            timeout=seconds,
            check=False,
            env=environment(),
        ).returncode
    except subprocess.TimeoutExpired:
        return -1
