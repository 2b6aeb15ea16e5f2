"""One rendering process as its parent sees it: asked, killed when its time is up, started again."""

import json
import mmap
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

from app.markup import caps
from app.markup.shapes import RenderFailed

_ROOT = Path(__file__).resolve().parents[2]
_START = 30.0


class Died(Exception):
    """The process ended before it answered; `formula` is what ended it, or '' where none did or its time was up."""

    def __init__(self, formula: str) -> None:
        super().__init__(formula)
        self.formula = formula


class Process:
    """One process, started when first needed and again after it died. Used by one thread at a time."""

    def __init__(self) -> None:
        self._shared = tempfile.TemporaryFile()  # noqa: SIM115  (closed with the process)
        self._shared.truncate(caps.BLACKBOARD)
        self._blackboard = mmap.mmap(self._shared.fileno(), caps.BLACKBOARD)
        self.running: subprocess.Popen[bytes] | None = None

    def ask(self, request: dict[str, Any], deadline: float) -> dict[str, Any]:
        """The answer to one request. Raises Died when the process is gone or had to be killed."""
        process = self.running or self._start()
        self._blackboard[:4] = bytes(4)
        until = time.monotonic() + deadline
        try:
            return self._exchange(process, json.dumps(request).encode() + b"\n", deadline)
        except (OSError, ValueError) as error:
            length = 0 if time.monotonic() >= until else int.from_bytes(self._blackboard[:4], "big")
            self.stop()
            raise Died(self._blackboard[4 : 4 + length].decode("utf-8", "replace")) from error

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
        self.running = process
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
        process, self.running = self.running, None
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
