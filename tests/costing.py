"""What a piece of work may cost."""

import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def costs_at_most(seconds: float) -> Iterator[None]:
    """Hold the body to so many seconds of processor.

    Limits here tell a line from a square, not a fast machine from a slow one: they are several times what the work
    costs. What the process holds besides is hidden from the collector meanwhile, which would walk through all of it.
    """
    gc.freeze()
    try:
        began = time.process_time()
        yield
        took = time.process_time() - began
    finally:
        gc.unfreeze()
    assert took < seconds, f"took {took:.1f} seconds of processor"
