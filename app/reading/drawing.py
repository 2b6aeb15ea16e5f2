"""The words of notes as HTML: many in one go, and each once while they are read again and again."""

import html
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from threading import Lock

from app.markup import Renderer, RenderFailed

_REMEMBERED = 4096
_TOGETHER = 40_000
"""Characters of words that are drawn in one go, so that other texts need not wait for long."""
_known: OrderedDict[str, str] = OrderedDict()
_lock = Lock()


def drawn(renderer: Renderer, every: Iterable[str]) -> dict[str, str]:
    """The HTML of each of these words. Those that cannot be drawn stand as they were written."""
    wanted = set(every)
    with _lock:
        found = {words: _known[words] for words in wanted if words in _known}
    fresh: dict[str, str] = {}
    for together in _batches(wanted - found.keys()):
        fresh |= _draw(renderer, together)
    _remember(fresh)
    plain = {words: f"<p>{html.escape(words)}</p>" for words in wanted - found.keys() - fresh.keys()}
    return found | fresh | plain


def _batches(every: Iterable[str]) -> Iterator[list[str]]:
    together: list[str] = []
    length = 0
    for words in every:
        if together and length + len(words) > _TOGETHER:
            yield together
            together, length = [], 0
        together.append(words)
        length += len(words)
    if together:
        yield together


def _draw(renderer: Renderer, together: list[str]) -> dict[str, str]:
    """Without those that cannot be drawn: they are found by drawing each alone."""
    try:
        many = renderer.render_many(together, form="feed")
        return {words: one.html for words, one in zip(together, many, strict=True)}
    except RenderFailed:
        if len(together) == 1:
            return {}
    return {words: made for one in together for words, made in _draw(renderer, [one]).items()}


def _remember(fresh: dict[str, str]) -> None:
    with _lock:
        _known.update(fresh)
        while len(_known) > _REMEMBERED:
            _known.popitem(last=False)
