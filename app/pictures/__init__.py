"""What came as a picture, made into one that can be trusted: pixels decoded and drawn anew, drawings written anew.

Only the bytes decide what it is, never its name; nothing of it but what shows is kept.
"""

from app.pictures.drawings import is_drawing, write_anew
from app.pictures.rasters import redraw_pixels
from app.pictures.shapes import BYTES, PIXELS, SIDE, Picture, too_large

ALONE = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"
"""The content policy each picture is sent with: one that is opened by itself can do nothing, whatever is in it."""

__all__ = ["ALONE", "BYTES", "PIXELS", "SIDE", "Picture", "redraw"]


def redraw(data: bytes, claimed: str = "") -> Picture:
    """The picture in `data`, at most 2,400 pixels long. `claimed` is the media type its sender names, empty for none.

    Raises BadInput for what is no picture, is broken, or is not what it says it is; TooLarge for bombs.
    """
    if len(data) > BYTES:
        raise too_large("over 20 MB")
    return write_anew(data) if is_drawing(data) else redraw_pixels(data, claimed)
