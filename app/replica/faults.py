"""The ways in which arXiv has been seen to fail, to be switched on by a test."""

import threading
from dataclasses import dataclass, field
from enum import StrEnum

from starlette.responses import HTMLResponse, PlainTextResponse, Response


class Fault(StrEnum):
    """One way to fail."""

    THROTTLED = "throttled"
    """429 with a Retry-After."""
    RATE_EXCEEDED = "rate exceeded"
    """200 with a plain line instead of Atom."""
    BUSY = "busy"
    """503 with a Retry-After."""
    DOWN = "down"
    """500."""
    NONSENSE = "nonsense"
    """200 with a page for people instead of Atom."""
    CUT = "cut"
    """The right answer, its second half missing."""


@dataclass
class Faults:
    """What goes wrong with the next answers, in order; `always` outlasts them."""

    retry_after: int = 2
    always: Fault | None = None
    _next: list[Fault] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, fault: Fault, times: int = 1) -> None:
        """Let the next `times` answers fail so."""
        with self._lock:
            self._next += [fault] * times

    def clear(self) -> None:
        """Let everything be well again."""
        with self._lock:
            self._next.clear()
            self.always = None

    def take(self) -> Fault | None:
        """What goes wrong with this answer, if anything."""
        with self._lock:
            return self._next.pop(0) if self._next else self.always


def failed(fault: Fault, retry_after: int, answer: Response) -> Response:
    """The failing answer in place of the right one."""
    wait = {"Retry-After": str(retry_after)}
    if fault is Fault.CUT:
        return Response(bytes(answer.body[: len(answer.body) // 2]), answer.status_code, media_type=answer.media_type)
    answers: dict[Fault, Response] = {
        Fault.THROTTLED: PlainTextResponse("Rate exceeded.", 429, wait),
        Fault.RATE_EXCEEDED: PlainTextResponse("Rate exceeded."),
        Fault.BUSY: HTMLResponse("<html><body>Come back later</body></html>", 503, wait),
        Fault.DOWN: PlainTextResponse("Internal Server Error", 500),
        Fault.NONSENSE: HTMLResponse("<!DOCTYPE html><html><body>Are you a person?</body></html>"),
    }
    return answers[fault]
