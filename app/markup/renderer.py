"""`Renderer`: rendering in child processes that may crash, hang or eat memory without harm to the server."""

import dataclasses
import hashlib
import json
import mmap
import os
import queue
import subprocess
import sys
import tempfile
import threading
import time
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

from app.markup import caps
from app.markup.formulas import NAME_PREFIX
from app.markup.shapes import NOTHING, Facts, Form, Heading, Needs, Problem, Rendered, RenderFailed, TooMuch, Use

_ROOT = Path(__file__).resolve().parents[2]
_START = 30.0
_ATTEMPTS = 3
_REMEMBERED = 200
_FAILED = "This text could not be shown: drawing it takes too long or too much memory. The text itself is safe."


class _Died(Exception):
    """The process ended before it answered; `formula` is what ended it, or '' when its time was up."""

    def __init__(self, formula: str) -> None:
        super().__init__(formula)
        self.formula = formula


class _Child:
    """One process, started when first needed and again after it died. Used by one thread at a time."""

    def __init__(self) -> None:
        self._shared = tempfile.TemporaryFile()  # noqa: SIM115  (closed with the child)
        self._shared.truncate(caps.BLACKBOARD)
        self._blackboard = mmap.mmap(self._shared.fileno(), caps.BLACKBOARD)
        self._process: subprocess.Popen[bytes] | None = None

    def ask(self, request: dict[str, Any], deadline: float) -> dict[str, Any]:
        """The answer to one request. Raises _Died when the process is gone or had to be killed."""
        process = self._process or self._start()
        self._blackboard[:4] = bytes(4)
        until = time.monotonic() + deadline
        try:
            return self._exchange(process, json.dumps(request).encode() + b"\n", deadline)
        except (OSError, ValueError) as error:
            length = 0 if time.monotonic() >= until else int.from_bytes(self._blackboard[:4], "big")
            self.stop()
            raise _Died(self._blackboard[4 : 4 + length].decode("utf-8", "replace")) from error

    def _start(self) -> subprocess.Popen[bytes]:
        path = os.pathsep.join(filter(None, [str(_ROOT), os.environ.get("PYTHONPATH")]))
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "app.markup.child", str(self._shared.fileno())],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            pass_fds=[self._shared.fileno()],
            start_new_session=True,
            env={**os.environ, "PYTHONPATH": path},
        )
        self._process = process
        try:
            self._exchange(process, b"", _START)
        except (OSError, ValueError) as error:
            self.stop()
            raise RenderFailed("The renderer could not be started. Your text is safe.") from error
        return process

    def _exchange(self, process: subprocess.Popen[bytes], line: bytes, deadline: float) -> dict[str, Any]:
        assert process.stdin is not None
        assert process.stdout is not None
        timer = threading.Timer(deadline, process.kill)
        timer.start()
        try:
            process.stdin.write(line)
            process.stdin.flush()
            answer: dict[str, Any] = json.loads(process.stdout.readline())
            return answer
        finally:
            timer.cancel()

    def stop(self) -> None:
        """Ends the process; the next request starts another."""
        process, self._process = self._process, None
        if process:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                try:
                    if pipe:
                        pipe.close()
                except OSError:  # what was still to be written has nobody to read it
                    pass

    def close(self) -> None:
        """Ends the process for good."""
        self.stop()
        self._blackboard.close()
        self._shared.close()


class Renderer:
    """Renders in `processes` children, each killed when one text takes longer than `deadline` seconds. Thread-safe.

    A formula that crashed or hung a child is left out, with its reason, and the text drawn again without it.
    """

    def __init__(self, processes: int = 2, *, deadline: float = caps.DEADLINE) -> None:
        self._children = [_Child() for _ in range(processes)]
        self._idle: queue.LifoQueue[_Child] = queue.LifoQueue()
        for child in self._children:
            self._idle.put(child)
        self._deadline = deadline
        self._refused: OrderedDict[str, None] = OrderedDict()
        self._closed = False
        self._known: OrderedDict[str, Needs] = OrderedDict()
        self._lock = threading.Lock()

    def render(self, source: str, facts: Facts = NOTHING, *, form: Form = "page") -> Rendered:
        """As `render`. Raises TooMuch over the limits of `caps`, RenderFailed when a child had to be killed."""
        if len(source) > caps.SOURCE:
            raise TooMuch(f"This text is longer than {caps.SOURCE:,} characters, so it cannot be shown. It is safe.")
        return _rendered(self._of_a_child({"source": source, "facts": dataclasses.asdict(facts), "form": form}))

    def render_many(self, sources: Sequence[str], *, form: Form = "page") -> list[Rendered]:
        """As `render`, of several short texts by one process: together they have the limits and the time of one.

        Raises TooMuch and RenderFailed when one of them does.
        """
        whole = "\n".join(sources)
        if len(whole) > caps.SOURCE:
            raise TooMuch(f"These texts are longer than {caps.SOURCE:,} characters together. They are safe.")
        request = {"source": whole, "many": list(sources), "facts": dataclasses.asdict(NOTHING), "form": form}
        answer = self._of_a_child(request)
        return [_rendered({"rendered": one}) for one in answer["many"]] if "many" in answer else [_rendered(answer)]

    def needs(self, source: str) -> Needs:
        """As `needs`, remembered for the texts asked about last. Raises TooMuch and RenderFailed."""
        if len(source) > caps.SOURCE:
            raise TooMuch(f"This text is longer than {caps.SOURCE:,} characters, so it cannot be shown. It is safe.")
        key = hashlib.sha256(source.encode("utf-8", "replace")).hexdigest()
        with self._lock:
            if known := self._known.get(key):
                return known
        value = self._of_a_child({"source": "", "needs": source}).get("needs")
        if value is None:
            raise RenderFailed(_FAILED)
        found = Needs(**{**value, "uses": [Use(**use) for use in value["uses"]]})
        with self._lock:
            self._known[key] = found
            if len(self._known) > _REMEMBERED:
                self._known.popitem(last=False)
        return found

    def _of_a_child(self, request: dict[str, Any]) -> dict[str, Any]:
        """The answer of the next child that has time. Raises RenderFailed."""
        try:
            child = self._idle.get(timeout=10 * self._deadline)
        except queue.Empty:
            raise RenderFailed("Too many texts are being drawn at once. Your text is safe; try again.") from None
        try:
            return self._ask(child, {**request, "deadline": self._deadline})
        finally:
            self._idle.put(child)

    def _ask(self, child: _Child, request: dict[str, Any]) -> dict[str, Any]:
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
            except _Died as death:
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


def _rendered(answer: dict[str, Any]) -> Rendered:
    if "too_much" in answer:
        raise TooMuch(answer["too_much"])
    if "rendered" not in answer:
        raise RenderFailed(_FAILED)
    value = answer["rendered"]
    value["headings"] = [Heading(**heading) for heading in value["headings"]]
    value["problems"] = [Problem(**problem) for problem in value["problems"]]
    return Rendered(**value)
