"""`Renderer`: rendering in child processes that may crash, hang or eat memory without harm to the server."""

import dataclasses
import hashlib
import threading
import time
from collections import OrderedDict
from collections.abc import Collection, Sequence
from typing import Any, Self

from app.markup import caps
from app.markup.formulas import NAME_PREFIX
from app.markup.pool import Pool
from app.markup.process import Died, Process
from app.markup.shapes import NOTHING, Facts, Form, Needs, Rendered, RenderFailed, TooMuch
from app.markup.wire import needs_from, rendered_from

_ATTEMPTS = 3
_REMEMBERED = 200
_FAILED = "This text could not be shown: drawing it takes too long or too much memory. The text itself is safe."


class Renderer:
    """Renders in `processes` children, each killed when one text takes longer than `deadline` seconds. Thread-safe.

    A formula that crashed or hung a child is left out, with its reason, and the text drawn again without it. A text
    with a `key` of its own goes to the same child again, which then draws only what changed; the result is the same.
    """

    def __init__(self, processes: int = 2, *, deadline: float = caps.DEADLINE) -> None:
        self._children = [Process() for _ in range(processes)]
        self._pool = Pool(self._children)
        self._deadline = deadline
        self._refused: OrderedDict[str, None] = OrderedDict()
        self._closed = False
        self._known: OrderedDict[str, Needs] = OrderedDict()
        self._lock = threading.Lock()

    def render(
        self, source: str, facts: Facts = NOTHING, *, form: Form = "page", key: str = "", have: Collection[str] = ()
    ) -> Rendered:
        """As `render`; of blocks of a preview whose hash is in `have` only the hash and line come, as `<kept …>`.

        Raises TooMuch over the limits of `caps`, RenderFailed when a child had to be killed.
        """
        _check(source)
        return _rendered(self._of_a_child({"source": source, "have": list(have)}, facts, form, key))

    def render_many(self, sources: Sequence[str], *, form: Form = "page") -> list[Rendered]:
        """As `render`, of several short texts by one process: together they have the limits and the time of one.

        Raises TooMuch and RenderFailed when one of them does.
        """
        whole = "\n".join(sources)
        if len(whole) > caps.SOURCE:
            raise TooMuch(f"These texts are longer than {caps.SOURCE:,} characters together. They are safe.")
        answer = self._of_a_child({"source": whole, "many": list(sources)}, NOTHING, form, "")
        return [rendered_from(one) for one in answer["many"]] if "many" in answer else [_rendered(answer)]

    def needs(self, source: str, *, key: str = "") -> Needs:
        """As `needs`, remembered for the texts asked about last. Raises TooMuch and RenderFailed."""
        _check(source)
        digest = hashlib.sha256(source.encode("utf-8", "replace")).hexdigest()
        with self._lock:
            if known := self._known.get(digest):
                return known
        answer = self._of_a_child({"source": "", "needs": source}, NOTHING, "page", key)
        if "needs" not in answer:
            raise RenderFailed(_FAILED)
        found = needs_from(answer["needs"])
        with self._lock:
            self._known[digest] = found
            if len(self._known) > _REMEMBERED:
                self._known.popitem(last=False)
        return found

    def _of_a_child(self, request: dict[str, Any], facts: Facts, form: Form, key: str) -> dict[str, Any]:
        """The answer of the next child that has time. Raises RenderFailed."""
        child = self._pool.take(key, 10 * self._deadline)
        if not child:
            raise RenderFailed("Too many texts are being drawn at once. Your text is safe; try again.")
        about = {"facts": dataclasses.asdict(facts), "form": form, "key": key, "deadline": self._deadline}
        try:
            return self._ask(child, {"have": [], **request, **about})
        finally:
            self._pool.give(child)

    def _ask(self, child: Process, request: dict[str, Any]) -> dict[str, Any]:
        until = time.monotonic() + self._deadline
        for _ in range(_ATTEMPTS):
            if self._closed:
                raise RenderFailed("The server is stopping. Your text is safe.")
            request["refused"] = [name for name in list(self._refused) if name[NAME_PREFIX:] in request["source"]]
            try:
                answer = child.ask(request, max(until - time.monotonic(), 0.1))
                if "failed" in answer:  # out of memory, most likely: the next text gets a fresh process
                    child.stop()
                return answer
            except Died as death:
                if not death.formula:
                    break
                self._refused[death.formula] = None
                if len(self._refused) > _REMEMBERED:
                    self._refused.popitem(last=False)
        raise RenderFailed(_FAILED)

    def close(self) -> None:
        """Ends the children. A rendering under way fails."""
        self._closed = True
        for child in self._children:
            child.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _check(source: str) -> None:
    if len(source) > caps.SOURCE:
        raise TooMuch(f"This text is longer than {caps.SOURCE:,} characters, so it cannot be shown. It is safe.")


def _rendered(answer: dict[str, Any]) -> Rendered:
    if "too_much" in answer:
        raise TooMuch(answer["too_much"])
    if "rendered" not in answer:
        raise RenderFailed(_FAILED)
    return rendered_from(answer["rendered"])
