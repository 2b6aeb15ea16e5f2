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
class Twin:
    """A look-alike of a passage in its own text, and what stood around that."""

    before: str
    exact: str
    after: str


@dataclass(frozen=True)
class Around:
    """What tells a passage from others in its own text: its wider surroundings and its look-alikes, likest first."""

    before: str
    after: str
    twins: tuple[Twin, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The same as JSON; a look-alike is [before, exact, after]."""
        return {
            "before": self.before,
            "after": self.after,
            "twins": [[twin.before, twin.exact, twin.after] for twin in self.twins],
        }

    @classmethod
    def from_json(cls, written: dict[str, Any]) -> "Around":
        """What `as_json` wrote."""
        return cls(written["before"], written["after"], tuple(Twin(*twin) for twin in written["twins"]))


@dataclass(frozen=True)
class Anchor:
    """A passage: its words, what stands around it, and where it stood (code points), when that is known.

    `around` is what else its own text says about it, when that was at hand.
    """

    exact: str
    prefix: str = ""
    suffix: str = ""
    start: int | None = None
    end: int | None = None
    section: str = ""
    around: Around | None = None

    def as_json(self) -> dict[str, Any]:
        """W3C selectors, that of the position only when it is known; and our `section`."""
        selectors: list[dict[str, Any]] = [
            {"type": "TextQuoteSelector", "exact": self.exact, "prefix": self.prefix, "suffix": self.suffix}
        ]
        if self.start is not None and self.end is not None:
            selectors.append({"type": "TextPositionSelector", "start": self.start, "end": self.end})
        around = {"around": self.around.as_json()} if self.around else {}
        return {"selector": selectors, "section": self.section, **around}

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
            around=Around.from_json(written["around"]) if "around" in written else None,
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
