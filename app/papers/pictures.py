"""Whether a file that came as a figure is a picture that a browser may be given. It is looked at, never drawn."""

import warnings
from typing import IO

from PIL import Image, UnidentifiedImageError

from app.errors import BadInput

PIXELS = 40_000_000
_KINDS = {"PNG": "image/png", "JPEG": "image/jpeg", "GIF": "image/gif", "WEBP": "image/webp"}
_NO_PICTURE = "What arXiv has of this figure is not a PNG, JPEG, GIF or WebP picture, so it is not shown here."
_TOO_LARGE = "This figure has more than 40 million pixels, too many to be shown here."


def media_type(file: IO[bytes]) -> str:
    """The media type of a picture, told by its bytes. Raises BadInput for anything else, broken ones and bombs."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(file, formats=list(_KINDS)) as picture:
                kind, (width, height) = _KINDS[picture.format or ""], picture.size
                picture.verify()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise BadInput(_TOO_LARGE) from None
    except UnidentifiedImageError:
        raise BadInput(_NO_PICTURE) from None
    except (OSError, SyntaxError, ValueError, EOFError, MemoryError, IndexError, KeyError, TypeError, OverflowError):
        raise BadInput("This figure is broken, so it is not shown here.") from None
    if width * height > PIXELS:
        raise BadInput(_TOO_LARGE)
    return kind
