"""A paper's figure made anew, so that nothing but what it shows comes along."""

import base64
from dataclasses import dataclass

from app.errors import BadInput, TooLarge
from app.pictures import redraw

_NOT_SHOWN = (
    "What arXiv has of this figure is not a whole PNG, JPEG, WebP, GIF or SVG of a size that can be shown here. "
    "It can be seen at arXiv."
)


@dataclass(frozen=True)
class Redrawn:
    """A picture made anew: its bytes in base64, for they travel as JSON, and their media type."""

    base64: str
    media_type: str


def redrawn(data: bytes) -> Redrawn:
    """The picture in `data`, drawn anew. Raises BadInput for anything else: broken files, bombs."""
    try:
        picture = redraw(data)
    except (BadInput, TooLarge):
        raise BadInput(_NOT_SHOWN) from None
    return Redrawn(base64.b64encode(picture.data).decode(), picture.media_type)
