"""Which rendering process draws next: the one that drew the same text last, where it has time, for it keeps it read."""

import threading
from collections import OrderedDict
from collections.abc import Sequence

from app.markup.process import Process

_HOMES = 1_000


class Pool:
    """Processes lent to one user at a time. Thread-safe."""

    def __init__(self, processes: Sequence[Process]) -> None:
        self._idle = list(processes)
        self._homes: OrderedDict[str, Process] = OrderedDict()
        self._changed = threading.Condition()

    def take(self, key: str, timeout: float) -> Process | None:
        """An idle process, the home of `key` (unless that is '') before others; None when none is idle in time."""
        with self._changed:
            if not self._changed.wait_for(lambda: self._idle, timeout):
                return None
            home = self._homes.get(key)
            process = home if home in self._idle else self._idle[-1]
            assert process is not None
            self._idle.remove(process)
            if key:
                self._homes[key] = process
                self._homes.move_to_end(key)
                if len(self._homes) > _HOMES:
                    self._homes.popitem(last=False)
            return process

    def give(self, process: Process) -> None:
        """Takes back what `take` lent."""
        with self._changed:
            self._idle.append(process)
            self._changed.notify()
