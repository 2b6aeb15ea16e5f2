"""A text as words alone, and the page fragment the command line prints."""

import html
import re

from app.markup.rendering import render

_ENDNOTES = re.compile(r"<section class=\"(?:endnotes|references)\">.*", re.DOTALL)
_BLOCK_END = re.compile(r"</(?:p|h[1-6]|li|td|th|figure|pre|div)>|<br>")
_TAG = re.compile(r"<[^>]*>")
_LEFT_OUT = re.compile(
    r"<pre>.*?</pre>|<figure>.*?</figure>|<sup>\d+</sup>|<span class=\"(?:cit missing|missing|vh)\">.*?</span>",
    re.DOTALL,
)


def plain_text(source: str, limit: int) -> str:
    """At most `limit` characters of a text without marks, notes or code, cut at a word; formulas as a line of text.

    Only the beginning is read, so a long text costs no more than a short one.
    """
    drawn = render(source[: 20 * limit + 2_000], form="plain").html
    drawn = _LEFT_OUT.sub("", _ENDNOTES.sub("", drawn))
    words = " ".join(html.unescape(_TAG.sub("", _BLOCK_END.sub(" ", drawn))).split())
    if len(words) <= limit:
        return words
    return words[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"


def render_file(text: str) -> str:
    """The HTML a page would show for a file, without facts: notes, citations and images appear as missing."""
    return render(text).html
