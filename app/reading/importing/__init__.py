"""Notes from other programs' export files: Zotero's and Hypothesis's. Never fetches anything, never guesses a paper."""

from app.reading.importing.bringing import bring
from app.reading.importing.recognising import BYTES, read
from app.reading.importing.shapes import Brought

__all__ = ["BYTES", "Brought", "bring", "read"]
