"""The pictures of a draft: kept as files named by what they hold, shown by `![what it shows](image:…)`."""

from collections.abc import Iterable
from typing import Any

from sqlmodel import Session, col, select

from app import markup
from app.errors import NotFound
from app.files import Files
from app.jobs import announce
from app.pictures import Picture
from app.writing.models import Draft, Image
from app.writing.schemas import ImageOut

_SCHEME = "image:"
_DIGITS = 20
"""Digits of the SHA-256 a target carries: enough that no two pictures of a draft share them."""


def add(session: Session, files: Files, draft: Draft, picture: Picture, by: str) -> Image:
    """Keep a picture in a draft; the same one again is kept once."""
    digest = files.put(session, picture.data)
    known = session.exec(select(Image).where(Image.draft_id == draft.id, Image.digest == digest)).first()
    if known:
        return known
    image = Image(
        draft_id=draft.id,
        digest=digest,
        media_type=picture.media_type,
        width=picture.width,
        height=picture.height,
        added_by=by,
    )
    session.add(image)
    session.flush()
    announce(session, "writing.image_added", image.id)
    return image


def load(session: Session, files: Files, draft_id: str, digest: str) -> tuple[bytes, str]:
    """The bytes and media type of a draft's picture. Raises NotFound."""
    image = session.exec(select(Image).where(Image.draft_id == draft_id, Image.digest == digest)).first()
    data = files.get(session, digest) if image else None
    if image is None or data is None:
        raise NotFound
    return data, image.media_type


def used(session: Session, draft_id: str, targets: Iterable[str]) -> list[dict[str, Any]]:
    """The draft's pictures that a text names, as a revision keeps them."""
    known = {target(image.digest): image for image in session.exec(_newest_first(draft_id))}
    return [_as_json(one, known[one]) for one in targets if one in known]


def target(digest: str) -> str:
    """What a text writes to show a picture."""
    return _SCHEME + digest[:_DIGITS]


def address(draft_id: str, digest: str) -> str:
    """Where a draft's co-authors get the picture from."""
    return f"/api/drafts/{draft_id}/images/{digest}"


def shown(kept: dict[str, Any], url: str) -> markup.Image:
    """A picture as the renderer takes it."""
    return markup.Image(url=url, width=kept["width"], height=kept["height"], credit=kept["credit"])


def out(image: Image) -> ImageOut:
    """A picture as it goes out to who added it."""
    return ImageOut(
        target=target(image.digest), url=address(image.draft_id, image.digest), width=image.width, height=image.height
    )


def _newest_first(draft_id: str) -> Any:
    return select(Image).where(Image.draft_id == draft_id).order_by(col(Image.added_at))


def _as_json(written: str, image: Image) -> dict[str, Any]:
    credit = ", ".join(part for part in (image.source, image.licence) if part)
    return {
        "target": written,
        "digest": image.digest,
        "media_type": image.media_type,
        "width": image.width,
        "height": image.height,
        "credit": credit,
    }
