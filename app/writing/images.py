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
from app.writing.schemas import ImageOut, RightsIn

_SCHEME = "image:"
_DIGITS = 20
"""Digits of the SHA-256 a target carries: enough that no two pictures of a draft share them."""


def add(session: Session, files: Files, draft: Draft, picture: Picture, by: str, rights: RightsIn) -> Image:
    """Keep a picture in a draft; the same one again is kept once, and what is said of it anew holds."""
    digest = files.put(session, picture.data)
    known = session.exec(select(Image).where(Image.draft_id == draft.id, Image.digest == digest)).first()
    if known:
        if rights.source or rights.licence or rights.ground:
            describe(known, rights)
        return known
    image = Image(
        draft_id=draft.id,
        digest=digest,
        media_type=picture.media_type,
        width=picture.width,
        height=picture.height,
        added_by=by,
        **rights.model_dump(),
    )
    session.add(image)
    session.flush()
    announce(session, "writing.image_added", image.id)
    return image


def describe(image: Image, rights: RightsIn) -> None:
    """Say whose a picture is, and why it may be shown. Versions saved before keep what was said then."""
    image.source, image.licence, image.ground = rights.source, rights.licence, rights.ground


def find(session: Session, draft_id: str, digest: str) -> Image:
    """A picture of a draft. Raises NotFound."""
    image = session.exec(select(Image).where(Image.draft_id == draft_id, Image.digest == digest)).first()
    if image is None:
        raise NotFound
    return image


def of(session: Session, draft_id: str) -> list[Image]:
    """The pictures of a draft, in the order they were added."""
    return list(session.exec(_in_order(draft_id)))


def load(session: Session, files: Files, draft_id: str, digest: str) -> tuple[bytes, str]:
    """The bytes and media type of a draft's picture. Raises NotFound."""
    image = find(session, draft_id, digest)
    data = files.get(session, digest)
    if data is None:
        raise NotFound
    return data, image.media_type


def used(session: Session, draft_id: str, targets: Iterable[str]) -> list[dict[str, Any]]:
    """The draft's pictures that a text names, as a revision keeps them."""
    known = {target(image.digest): image for image in of(session, draft_id)}
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


def out(image: Image, left_out: str = "") -> ImageOut:
    """A picture as it goes out to those who write the draft; `left_out` says what of it was not kept."""
    return ImageOut(
        target=target(image.digest),
        url=address(image.draft_id, image.digest),
        digest=image.digest,
        width=image.width,
        height=image.height,
        source=image.source,
        licence=image.licence,
        ground=image.ground,
        left_out=left_out,
    )


def _in_order(draft_id: str) -> Any:
    return select(Image).where(Image.draft_id == draft_id).order_by(col(Image.added_at))


def _as_json(written: str, image: Image) -> dict[str, Any]:
    credit = ", ".join(part for part in (image.source, image.licence, image.ground) if part)
    return {
        "target": written,
        "digest": image.digest,
        "media_type": image.media_type,
        "width": image.width,
        "height": image.height,
        "credit": credit,
    }
