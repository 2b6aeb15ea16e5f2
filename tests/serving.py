"""`stillroom` in processes of their own, forked from one that has imported all of it: a start costs a third then."""

import multiprocessing
import os
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from multiprocessing.process import BaseProcess
from pathlib import Path
from subprocess import CompletedProcess

import httpx

_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(["app.cli"])


@dataclass
class Command:
    """A running `stillroom …`; all that it says, on either output, is in `told`."""

    process: BaseProcess
    told: Path

    @property
    def pid(self) -> int:
        """Its process."""
        assert self.process.pid
        return self.process.pid

    def said(self) -> str:
        """What it said so far."""
        return self.told.read_text() if self.told.exists() else ""

    def status(self) -> int | None:
        """How it ended; None while it runs."""
        return self.process.exitcode

    def kill(self) -> None:
        """End it as the kernel does when memory is out."""
        self.process.kill()
        self.process.join(10)

    def stop(self) -> None:
        """End it as a keeper does, and wait for that."""
        self.process.terminate()
        self.wait(20)

    def wait(self, seconds: float) -> str:
        """What it said until it ended, which it must within so many seconds."""
        self.process.join(seconds)
        assert self.status() is not None, self.said()
        return self.said()


def run(
    *words: str, given: Mapping[str, str], told: Path, complained: Path | None = None, typed: bytes = b""
) -> Command:
    """Start `stillroom` with `words`, in this environment and beside that what is `given`.

    What it says goes to the file `told`, what it says on standard error to `complained`, else to the same.
    """
    what = (words, dict(os.environ) | dict(given), told, complained or told, typed)
    process = _FORKS.Process(target=_run, args=what, daemon=True)
    process.start()
    return Command(process, told)


def done(*words: str, given: Mapping[str, str], folder: Path, typed: bytes = b"") -> CompletedProcess[bytes]:
    """Run `stillroom` with `words` to its end; `folder` keeps what it says."""
    told, complained = folder / "told.txt", folder / "complained.txt"
    for one in (told, complained):
        one.unlink(missing_ok=True)
    process = run(*words, given=given, told=told, complained=complained, typed=typed)
    process.wait(90)
    return CompletedProcess(words, process.status() or 0, told.read_bytes(), complained.read_bytes())


def wait_until_up(url: str, process: Command) -> None:
    """Return when the instance answers that it is well; fail with what it said when it ends before."""
    for _ in range(600):
        assert process.status() is None, process.said()
        try:
            if httpx.get(f"{url}/api/health", timeout=2).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.05)
    raise AssertionError(process.said())


def _run(words: tuple[str, ...], environment: dict[str, str], told: Path, complained: Path, typed: bytes) -> None:
    for stream, file in ((1, told), (2, complained)):
        os.dup2(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND), stream)
    sys.stdin = TextIOWrapper(BytesIO(typed))
    os.environ.clear()
    os.environ.update(environment)
    from app.cli import main  # noqa: PLC0415  (imported already, in the process this one was forked from)

    sys.argv = ["stillroom", *words]
    main()
