"""Temml (JavaScript, MIT) in a QuickJS context kept warm: draws the formulas that math-core cannot."""

import json
import threading
from functools import cache
from pathlib import Path

import quickjs

from app.markup import caps

_SOURCE = Path(__file__).parent / "vendor" / "temml.min.js"
_CALL = """
function draw(tex, display, macros) {
  try {
    return JSON.stringify({ mathml: temml.renderToString(tex, { displayMode: display, throwOnError: true,
      macros: JSON.parse(macros), maxExpand: %d, maxSize: [30, 30], trust: false, annotate: false }) });
  } catch (error) { return JSON.stringify({ error: String(error.message || error) }); }
}
"""
_SECONDS = caps.FORMULA_SECONDS / 2
_lock = threading.Lock()


class TemmlFailed(Exception):
    """Temml refused the formula; the message is its reason."""


def missing() -> bool:
    """Whether the frontend has not been built, so that Temml is not there."""
    return not _SOURCE.is_file()


@cache
def _context() -> quickjs.Context:
    context = quickjs.Context()
    context.set_memory_limit(96 * 1024 * 1024)
    context.set_max_stack_size(512 * 1024)
    context.eval(_SOURCE.read_text(encoding="utf-8"))
    context.eval(_CALL % caps.EXPANSIONS)
    return context


def draw(tex: str, *, display: bool, macros: dict[str, str]) -> str:
    """MathML of a formula. Raises TemmlFailed. One at a time: a QuickJS context belongs to one thread."""
    with _lock:
        context = _context()
        context.set_time_limit(_SECONDS)
        try:
            answer = json.loads(context.get("draw")(tex, display, json.dumps({f"\\{k}": v for k, v in macros.items()})))
        except quickjs.JSException as error:
            _context.cache_clear()
            raise TemmlFailed("It takes too long to draw.") from error
    if "error" in answer:
        raise TemmlFailed(_sentence(answer["error"]))
    return str(answer["mathml"])


def _sentence(message: str) -> str:
    """Temml's reason without its pointer at the place."""
    reason = message.split(" at position ")[0].split(" at end of input")[0].strip()
    reason = reason.removeprefix("ParseError:").strip()
    unknown = reason.removeprefix("Unsupported function name: ")
    return reason if unknown == reason else f'Unknown command "{unknown}".'
