"""The rendering process: reads requests as lines of JSON, answers with lines of JSON, may be killed at any moment.

Run by `Renderer` as `python -m app.markup.child FILE_DESCRIPTOR`; the descriptor is a small shared file in which the
formula being drawn is written, so that the parent knows which one a crash or a hang came from.
"""

import dataclasses
import json
import mmap
import resource
import signal
import sys
import traceback
from typing import Any

from app.markup import caps
from app.markup.needs import needs
from app.markup.rendering import Rendering
from app.markup.shapes import Citation, Claim, Facts, Image, TooMuch


def facts_from(value: dict[str, Any]) -> Facts:
    """Facts as `dataclasses.asdict` wrote them."""
    return Facts(
        claims={key: Claim(**claim) for key, claim in value["claims"].items()},
        citations={key: Citation(**work) for key, work in value["citations"].items()},
        images={key: Image(**image) for key, image in value["images"].items()},
        macros=value["macros"],
        base_url=value["base_url"],
    )


def _answer(request: dict[str, Any], blackboard: mmap.mmap) -> dict[str, Any]:
    def about(tex: str) -> None:
        written = tex.encode("utf-8", "replace")
        blackboard[: 4 + len(written)] = len(written).to_bytes(4, "big") + written
        # Of CPU time, so that a formula is not to blame for a busy machine.
        signal.setitimer(signal.ITIMER_PROF, caps.FORMULA_SECONDS if tex else 0)

    try:
        if "needs" in request:
            return {"needs": dataclasses.asdict(needs(request["needs"]))}
        drawn = [
            Rendering(about).render(
                source, facts_from(request["facts"]), form=request["form"], refused=frozenset(request["refused"])
            )
            for source in request.get("many", [request["source"]])
        ]
    except TooMuch as error:
        return {"too_much": error.sentence}
    if "many" in request:
        return {"many": [dataclasses.asdict(one) for one in drawn]}
    return {"rendered": dataclasses.asdict(drawn[0])}


def _serve(blackboard: mmap.mmap) -> None:
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin.buffer:
        request = json.loads(line)
        signal.setitimer(signal.ITIMER_REAL, request["deadline"] + 1)  # ends a process whose parent is gone
        try:
            answer = _answer(request, blackboard)
        except Exception:
            traceback.print_exc()
            answer = {"failed": True}
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (caps.MEMORY, caps.MEMORY))
    _serve(mmap.mmap(int(sys.argv[1]), caps.BLACKBOARD))
