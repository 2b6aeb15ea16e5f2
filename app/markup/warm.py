"""The texts a rendering process keeps read, so that after an edit only what changed is drawn."""

from collections import OrderedDict
from collections.abc import Callable

from app.markup import caps
from app.markup.rendering import Rendering


class Warm:
    """Renderings by the key of their text, those used last first to stay, up to `caps.WARM` bytes together."""

    def __init__(self, about: Callable[[str], None], limit: int = caps.WARM) -> None:
        self._about, self._limit = about, limit
        self._kept: OrderedDict[str, Rendering] = OrderedDict()

    def take(self, key: str) -> Rendering:
        """The rendering of a key, no longer kept while it is in use; a new one where none is, or the key is ''."""
        return self._kept.pop(key, None) or Rendering(self._about)

    def keep(self, key: str, rendering: Rendering) -> None:
        """Keeps it for the next `take`, and lets go of others where that is too much."""
        if not key:
            return
        self._kept[key] = rendering
        weights = [kept.weight() for kept in self._kept.values()]
        while sum(weights) > self._limit:
            self._kept.popitem(last=False)
            weights.pop(0)

    def clear(self) -> bool:
        """Lets go of all. Whether there was anything."""
        had, self._kept = bool(self._kept), OrderedDict()
        return had
