"""What came as a picture, made into one that can be trusted: decoded and drawn anew, without metadata.

Only the bytes decide what it is, never its name. Pillow reads, under limits that hold before a pixel is decoded.
"""

import io
import re
import warnings
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

from app.errors import BadInput, TooLarge

PIXELS = 40_000_000
SIDE = 2_400
"""Pixels of the longer side of what is kept."""
BYTES = 20 * 1024 * 1024
FRAMES = 1
_KINDS = {"PNG": "image/png", "JPEG": "image/jpeg", "WEBP": "image/webp", "GIF": "image/gif"}
_SVG = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml|<!--|<!doctype\s+svg|<svg)", re.IGNORECASE)


@dataclass(frozen=True)
class Picture:
    """A picture made anew: its bytes, its real type, its size in pixels."""

    data: bytes
    media_type: str
    width: int
    height: int


def redraw(data: bytes, claimed: str = "") -> Picture:
    """The picture in `data`, at most 2,400 pixels long. `claimed` is the media type its sender names, empty for none.

    Raises BadInput for what is no picture, is broken, moves, or is not what it says it is; TooLarge for bombs.
    """
    if len(data) > BYTES:
        raise TooLarge("This picture is over 20 MB. Nothing was added; a smaller copy of it will do.")
    if _SVG.match(data[:1000]):
        raise BadInput("SVG drawings cannot be added yet. Save it as PNG and add that; nothing was changed.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _drawn(data, claimed)
    except (BadInput, TooLarge):
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_many_pixels() from None
    except UnidentifiedImageError:
        raise BadInput("This file is not a PNG, JPEG, WebP or GIF picture. Nothing was added.") from None
    except (OSError, SyntaxError, ValueError, EOFError, MemoryError, IndexError, KeyError, TypeError, OverflowError):
        raise BadInput("This picture is broken and cannot be read to its end. Nothing was added.") from None


def _drawn(data: bytes, claimed: str) -> Picture:
    with Image.open(io.BytesIO(data), formats=list(_KINDS)) as picture:
        kind = _KINDS[picture.format or ""]
        if claimed.startswith("image/") and claimed.replace("/jpg", "/jpeg") != kind:
            raise BadInput(f"This says it is {claimed[:40]} but is {kind}. Nothing was added; save it again and retry.")
        if picture.width * picture.height > PIXELS:
            raise _too_many_pixels()
        if getattr(picture, "n_frames", 1) > FRAMES:
            raise BadInput("Moving pictures cannot be added yet. Add one frame of it; nothing was changed.")
        picture.load()
        return _encoded(ImageOps.exif_transpose(picture), photograph=kind == "image/jpeg")


def _encoded(picture: Image.Image, *, photograph: bool) -> Picture:
    """Drawn on a new canvas, so that nothing but pixels comes along."""
    picture.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS)
    plain = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    canvas = Image.new(plain.mode, plain.size)
    canvas.paste(plain)
    kept = io.BytesIO()
    if photograph:
        canvas.save(kept, "WEBP", quality=86, method=4)
        return Picture(kept.getvalue(), "image/webp", *canvas.size)
    canvas.save(kept, "PNG", optimize=True)
    return Picture(kept.getvalue(), "image/png", *canvas.size)


def _too_many_pixels() -> TooLarge:
    return TooLarge("This picture has more than 40 million pixels. Nothing was added; a smaller copy of it will do.")
