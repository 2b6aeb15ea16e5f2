"""Figures, drawn from the numbers in a paper's file: the same bytes each time."""

import io
import math
from dataclasses import dataclass, field

from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT = 640, 400
LEFT, RIGHT, TOP, BOTTOM = 70, 20, 56, 56
INKS = ("#1f5a7a", "#b5521b", "#4c7a34", "#6b4a8a")


@dataclass(frozen=True)
class Plot:
    """A plot: what the axes are, and for each curve its name and points; `alt` says it in words."""

    across: str
    up: str
    alt: str
    curves: dict[str, list[list[float]]] = field(default_factory=dict)


def drawn(plot: Plot) -> Image.Image:
    """The plot as a picture of 640 by 400 pixels."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), "white")
    draw = ImageDraw.Draw(picture)
    points = [point for curve in plot.curves.values() for point in curve]
    spans = [_span([point[axis] for point in points]) for axis in (0, 1)]
    _axes(draw, plot, spans)
    for number, (name, curve) in enumerate(plot.curves.items()):
        ink = INKS[number % len(INKS)]
        draw.line([_place(point, spans) for point in curve], fill=ink, width=3, joint="curve")
        for point in curve:
            x, y = _place(point, spans)
            draw.ellipse((x - 4, y - 4, x + 4, y + 4), fill=ink)
        _legend(draw, number, name, ink)
    return picture


def png(plot: Plot) -> bytes:
    """The plot as the bytes of a PNG."""
    packed = io.BytesIO()
    drawn(plot).save(packed, "PNG")
    return packed.getvalue()


def _axes(draw: ImageDraw.ImageDraw, plot: Plot, spans: list[tuple[float, float]]) -> None:
    draw.line([(LEFT, TOP), (LEFT, HEIGHT - BOTTOM), (WIDTH - RIGHT, HEIGHT - BOTTOM)], fill="#333", width=2)
    for step in range(5):
        across, up = (low + (high - low) * step / 4 for low, high in spans)
        x, y = _place([across, up], spans)
        draw.line([(x, HEIGHT - BOTTOM), (x, HEIGHT - BOTTOM + 5)], fill="#333")
        draw.text((x, HEIGHT - BOTTOM + 8), f"{across:.4g}", fill="#333", font=_font(13), anchor="ma")
        draw.line([(LEFT - 5, y), (LEFT, y)], fill="#333")
        draw.text((LEFT - 9, y), f"{up:.4g}", fill="#333", font=_font(13), anchor="rm")
    draw.text(((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 8), plot.across, fill="#111", font=_font(15), anchor="md")
    draw.text((LEFT + 10, TOP - 14), plot.up, fill="#111", font=_font(15), anchor="la")


def _legend(draw: ImageDraw.ImageDraw, number: int, name: str, ink: str) -> None:
    x = LEFT + 10 + 190 * number
    draw.line([(x, 16), (x + 28, 16)], fill=ink, width=3)
    draw.text((x + 36, 16), name, fill="#111", font=_font(14), anchor="lm")


def _place(point: list[float], spans: list[tuple[float, float]]) -> tuple[float, float]:
    (left, right), (low, high) = spans
    x = LEFT + (point[0] - left) / (right - left) * (WIDTH - LEFT - RIGHT - 12)
    y = HEIGHT - BOTTOM - (point[1] - low) / (high - low) * (HEIGHT - TOP - BOTTOM - 8)
    return x, y


def _span(values: list[float]) -> tuple[float, float]:
    """From the least value, or 0, to a little over the greatest, so that four steps between are round numbers."""
    low = -_round(-min(values)) if min(values) < 0 else 0.0
    return low, low + 4 * _round((max(values) - low) / 4)


def _round(step: float) -> float:
    size = 10.0 ** math.floor(math.log10(step))
    return next(size * one for one in (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10) if size * one >= step * 0.9999)


def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)
