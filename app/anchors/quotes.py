"""What an anchor and a place are (W3C Web Annotation Data Model, sections 4.2.4 and 4.2.5)."""

from dataclasses import dataclass
from typing import Any

CONTEXT = 64
"""Characters kept before and after a quote."""
SAME = 1.0
TOUCHED = 0.95
MOVED = 0.9
CHANGED = 0.89
"""The most that is said of the same words in the same surroundings, beside others, elsewhere; and of changed words."""


@dataclass(frozen=True)
class Anchor:
    """A passage: its words, what stands around it, and where it stood (code points), when that is known.

    `rival` is how well the second best place for it scored in its own text (0: none is like it, 1: the same words, up
    to 1.5 with the same surroundings), when that is known.
    """

    exact: str
    prefix: str = ""
    suffix: str = ""
    start: int | None = None
    end: int | None = None
    section: str = ""
    rival: float | None = None

    def as_json(self) -> dict[str, Any]:
        """W3C selectors, that of the position only when it is known; and our `section`."""
        selectors: list[dict[str, Any]] = [
            {"type": "TextQuoteSelector", "exact": self.exact, "prefix": self.prefix, "suffix": self.suffix}
        ]
        if self.start is not None and self.end is not None:
            selectors.append({"type": "TextPositionSelector", "start": self.start, "end": self.end})
        rival = {} if self.rival is None else {"rival": self.rival}
        return {"selector": selectors, "section": self.section, **rival}

    @classmethod
    def from_json(cls, written: dict[str, Any]) -> "Anchor":
        """What `as_json` wrote. Raises KeyError when there is no quote."""
        selectors = {selector["type"]: selector for selector in written.get("selector", ())}
        quote, position = selectors["TextQuoteSelector"], selectors.get("TextPositionSelector", {})
        return cls(
            exact=quote["exact"],
            prefix=quote.get("prefix", ""),
            suffix=quote.get("suffix", ""),
            start=position.get("start"),
            end=position.get("end"),
            section=written.get("section", ""),
            rival=written.get("rival"),
        )


@dataclass(frozen=True)
class Place:
    """Where a passage stands (code points, end excluded), and how sure that is; 1 is certain.

    `moved` says that it stands elsewhere: no longer between what stood before and after it.
    """

    start: int
    end: int
    confidence: float
    moved: bool = False
