"""A person's notes as files that other programs read. Never holds somebody else's notes."""

from app.reading.exporting.gathering import Kept, kept
from app.reading.exporting.markdown import markdown
from app.reading.exporting.web_annotations import collection

__all__ = ["Kept", "collection", "kept", "markdown"]
