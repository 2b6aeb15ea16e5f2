"""Markdown with mathematics to safe HTML: the only renderer.

`needs` lists what a text asks for, `render` draws it from plain values. It knows no database and fetches nothing.
"""

from app.markup.needs import mentioned, needs
from app.markup.plain import plain_text, render_file
from app.markup.renderer import Renderer
from app.markup.rendering import render
from app.markup.shapes import (
    Citation,
    Claim,
    Facts,
    Form,
    Heading,
    Image,
    Needs,
    Problem,
    Rendered,
    RenderFailed,
    TooMuch,
    Use,
)
from app.markup.text import formulas_in, render_text

__all__ = [
    "Citation",
    "Claim",
    "Facts",
    "Form",
    "Heading",
    "Image",
    "Needs",
    "Problem",
    "RenderFailed",
    "Rendered",
    "Renderer",
    "TooMuch",
    "Use",
    "formulas_in",
    "mentioned",
    "needs",
    "plain_text",
    "render",
    "render_file",
    "render_text",
]
