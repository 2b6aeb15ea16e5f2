"""A Word document opened as a draft: read apart, its pictures made anew, then begun in one step."""

import base64
import hashlib

from pydantic import TypeAdapter

from app import pictures
from app.database import Database
from app.docx import Docx
from app.errors import BadInput, TooLarge
from app.files import Files
from app.papers.fulltext import apart
from app.people.models import Person
from app.pictures import Picture
from app.writing import drafts, images
from app.writing.rules import TEXT_MAXIMUM, TITLE_MAXIMUM, clean_text
from app.writing.schemas import DraftIn, RightsIn
from app.writing.schemas.carrying import OpenedOut

LARGEST = 30 * 1024 * 1024
_SECONDS = 20
_docx = TypeAdapter(Docx)


def open_document(database: Database, files: Files, person: Person, data: bytes, name: str) -> OpenedOut:
    """Begin a draft from the .docx in `data`, called `name`. It belongs outside any transaction.

    Raises BadInput for what cannot be read, TooLarge for what no draft can hold; nothing is begun then.
    """
    if len(data) > LARGEST:
        raise TooLarge("This document is over 30 MB. Nothing was opened; a copy with smaller pictures will do.")
    read: Docx = apart.read("docx", data, _docx, seconds=_SECONDS)
    if len(read.body) > TEXT_MAXIMUM:
        raise TooLarge(
            f"A draft holds at most {TEXT_MAXIMUM:,} characters, this document has {len(read.body):,}. "
            "Nothing was opened; open it in parts."
        )
    drawn = {one.mark: _redrawn(base64.b64decode(one.data)) for one in read.pictures}
    left = list(read.left)
    if None in drawn.values():
        left.append("Some pictures are of a kind that cannot be shown here; each is named where it stood.")
    title = read.title or name.rsplit(".", 1)[0].replace("_", " ").strip() or "Untitled"
    body = clean_text(_with_pictures(read.body, drawn))
    with database.transaction() as session:
        draft = drafts.begin(session, person, DraftIn(title=title[:TITLE_MAXIMUM]), body)
        for picture in filter(None, drawn.values()):
            images.add(session, files, draft, picture, person.id, RightsIn())
        return OpenedOut(draft_id=draft.id, left=left)


def _redrawn(data: bytes) -> Picture | None:
    try:
        return pictures.redraw(data)
    except (BadInput, TooLarge):
        return None


def _with_pictures(body: str, drawn: dict[str, Picture | None]) -> str:
    """The text with each picture's target in the place of its mark, or its words where it cannot be shown."""
    for mark, picture in drawn.items():
        if picture:
            target = images.target(hashlib.sha256(picture.data).hexdigest())
            body = body.replace(f"]({mark})", f"]({target})", 1)
        elif (end := body.find(f"]({mark})")) >= 0:
            start = body.rfind("![", 0, end)
            words = body[start + 2 : end] or "without a name"
            body = f"{body[:start]}*Picture, not brought along: {words}*{body[end + len(mark) + 3 :]}"
    return body
