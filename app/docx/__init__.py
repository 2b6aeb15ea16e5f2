"""Word documents (.docx) as Markdown of our dialect: what the words are and mean, never how they look. Pure.

It knows no draft and no database, runs nothing, loads nothing, and is meant to run in a process that can be killed.
"""

from app.docx.reading import read_docx
from app.docx.shapes import Docx, Picture

__all__ = ["Docx", "Picture", "read_docx"]
