"""PNG, JPEG, WebP and GIF, decoded and drawn anew. Pillow reads, under limits that hold before a pixel is decoded."""

import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from app.errors import BadInput, TooLarge
from app.pictures.shapes import PIXELS, SIDE, Picture

_KINDS = {"PNG": "image/png", "JPEG": "image/jpeg", "WEBP": "image/webp", "GIF": "image/gif"}
STILL = "It moves; only its first frame was kept, because a reader could not stop it."


def redraw_pixels(data: bytes, claimed: str = "") -> Picture:
    """The picture in `data`, its first frame where it moves. `claimed` is the media type its sender names, or empty.

    Raises BadInput for what is no picture, is broken, or is not what it says it is; TooLarge for bombs.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _drawn(data, claimed)
    except (BadInput, TooLarge):
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_many_pixels() from None
    except UnidentifiedImageError:
        raise BadInput("This file is not a PNG, JPEG, WebP, GIF or SVG picture. Nothing was added.") from None
    except (OSError, SyntaxError, ValueError, EOFError, MemoryError, IndexError, KeyError, TypeError, OverflowError):
        raise BadInput("This picture is broken and cannot be read to its end. Nothing was added.") from None


def _drawn(data: bytes, claimed: str) -> Picture:
    with Image.open(io.BytesIO(data), formats=list(_KINDS)) as picture:
        kind = _KINDS[picture.format or ""]
        if claimed.startswith("image/") and claimed.replace("/jpg", "/jpeg") != kind:
            raise BadInput(f"This says it is {claimed[:40]} but is {kind}. Nothing was added; save it again and retry.")
        if picture.width * picture.height > PIXELS:
            raise _too_many_pixels()
        moves = bool(getattr(picture, "is_animated", False))
        picture.load()
        return _encoded(ImageOps.exif_transpose(picture), photograph=kind == "image/jpeg", said=STILL if moves else "")


def _encoded(picture: Image.Image, *, photograph: bool, said: str) -> Picture:
    """Drawn on a new canvas, so that nothing but pixels comes along."""
    picture.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS)
    plain = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    canvas = Image.new(plain.mode, plain.size)
    canvas.paste(plain)
    kept = io.BytesIO()
    if photograph:
        canvas.save(kept, "WEBP", quality=86, method=4)
        return Picture(kept.getvalue(), "image/webp", *canvas.size, said)
    canvas.save(kept, "PNG", optimize=True)
    return Picture(kept.getvalue(), "image/png", *canvas.size, said)


def _too_many_pixels() -> TooLarge:
    return TooLarge("This picture has more than 40 million pixels. Nothing was added; a smaller copy of it will do.")
