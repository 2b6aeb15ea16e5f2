"""The rendering process: reads requests as lines of JSON, answers with lines of JSON, may be killed at any moment.

Run by `Process` as `python -m app.markup.child FILE_DESCRIPTOR`; the descriptor is a small shared file in which the
formula being drawn is written, so that the parent knows which one a crash or a hang came from.
"""

import dataclasses
import json
import mmap
import resource
import signal
import sys
import traceback
from collections.abc import Callable
from typing import Any

from app.markup import caps
from app.markup.shapes import TooMuch
from app.markup.warm import Warm
from app.markup.wire import facts_from, rendered_to


def _teller(blackboard: mmap.mmap) -> Callable[[str], None]:
    def about(tex: str) -> None:
        written = tex.encode("utf-8", "replace")
        blackboard[: 4 + len(written)] = len(written).to_bytes(4, "big") + written
        # Of CPU time, so that a formula is not to blame for a busy machine.
        signal.setitimer(signal.ITIMER_PROF, caps.FORMULA_SECONDS if tex else 0)

    return about


def _answer(request: dict[str, Any], warm: Warm) -> dict[str, Any]:
    try:
        if "many" in request:
            return {"many": [_drawn(request, source, warm) for source in request["many"]]}
        if "needs" in request:
            return {"needs": _needed(request, warm)}
        return {"rendered": _drawn(request, request["source"], warm)}
    except TooMuch as error:
        return {"too_much": error.sentence}


def _drawn(request: dict[str, Any], source: str, warm: Warm) -> dict[str, Any]:
    rendering = warm.take(request["key"])
    rendered = rendering.render(
        source,
        facts_from(request["facts"]),
        form=request["form"],
        refused=frozenset(request["refused"]),
        have=frozenset(request["have"]),
    )
    warm.keep(request["key"], rendering)
    return rendered_to(rendered)


def _needed(request: dict[str, Any], warm: Warm) -> dict[str, Any]:
    rendering = warm.take(request["key"])
    needed = rendering.needs(request["needs"])
    warm.keep(request["key"], rendering)
    return dataclasses.asdict(needed)


def _answer_in_memory(request: dict[str, Any], warm: Warm) -> dict[str, Any]:
    """As `_answer`; what is kept of other texts makes room where the memory does not suffice."""
    try:
        return _answer(request, warm)
    except MemoryError:
        if not warm.clear():
            raise
    return _answer(request, warm)


def _serve(warm: Warm) -> None:
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin.buffer:
        request = json.loads(line)
        signal.setitimer(signal.ITIMER_REAL, request["deadline"] + 1)  # ends a process whose parent is gone
        try:
            answer = _answer_in_memory(request, warm)
        except Exception:
            traceback.print_exc()
            answer = {"failed": True}
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (caps.MEMORY, caps.MEMORY))
    _serve(Warm(_teller(mmap.mmap(int(sys.argv[1]), caps.BLACKBOARD))))
