"""Renderings of releases, kept in memory: a release never changes, so it is drawn once per process and form."""

import html
import re
import threading
from collections import OrderedDict
from collections.abc import Callable
from functools import lru_cache

from app.markup import Facts, Form, Rendered, Renderer, mathml, render_text

CHARACTERS_KEPT = 32_000_000
_MATH = re.compile(r"<math\b.*?</math>", re.DOTALL)
_ALTTEXT = re.compile(r' alttext="[^"]*"')
_TAG = re.compile(r"<[^>]*>")


class Renderings:
    """The most recently read renderings, at most `limit` characters of HTML in all. Safe to share between threads."""

    def __init__(self, renderer: Renderer, limit: int = CHARACTERS_KEPT) -> None:
        self._renderer, self._limit = renderer, limit
        self._kept: OrderedDict[tuple[str, ...], Rendered] = OrderedDict()
        self._size, self._lock = 0, threading.Lock()

    def of(self, key: tuple[str, ...], source: str, facts: Callable[[], Facts], form: Form) -> Rendered:
        """The rendering kept under `key` and `form`, else a new one. Takes up to seconds: never inside a transaction.

        Raises RenderFailed.
        """
        with self._lock:
            if kept := self._kept.get((*key, form)):
                self._kept.move_to_end((*key, form))
                return kept
        made = self._renderer.render(source, facts(), form=form)
        self._keep((*key, form), made)
        return made

    def _keep(self, key: tuple[str, ...], made: Rendered) -> None:
        with self._lock:
            if key not in self._kept:
                self._kept[key] = made
                self._size += len(made.html)
            while self._size > self._limit and len(self._kept) > 1:
                _, dropped = self._kept.popitem(last=False)
                self._size -= len(dropped.html)


@lru_cache(maxsize=4096)
def plain_title(title: str) -> str:
    """A title in one line of text, its formulas spelled out (`1/3`, never `13`)."""
    drawn = _MATH.sub(_spelled, render_text(title))
    return " ".join(html.unescape(_TAG.sub("", drawn)).split())


def _spelled(formula: re.Match[str]) -> str:
    return html.escape(mathml.line(_ALTTEXT.sub("", formula[0]).replace("&nbsp;", "\u00a0")))
