"""What is made of a picture, and the limits it is held to."""

from dataclasses import dataclass

from app.errors import TooLarge

PIXELS = 40_000_000
SIDE = 2_400
"""Pixels of the longer side of what is kept."""
BYTES = 20 * 1024 * 1024


@dataclass(frozen=True)
class Picture:
    """A picture made anew: its bytes, its real type, its size in pixels, and in a sentence what was left out of it."""

    data: bytes
    media_type: str
    width: int
    height: int
    left_out: str = ""


def too_large(what: str) -> TooLarge:
    """The refusal of a picture that is `over 20 MB`."""
    return TooLarge(f"This picture is {what}. Nothing was added; a smaller copy of it will do.")
