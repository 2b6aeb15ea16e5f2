"""What an anchor and a place are (W3C Web Annotation Data Model, sections 4.2.4 and 4.2.5)."""

from dataclasses import dataclass
from typing import Any

CONTEXT = 64
"""Characters kept before and after a quote."""


@dataclass(frozen=True)
class Anchor:
    """A passage: its words, what stands around it, and where it stood (code points), when that is known."""

    exact: str
    prefix: str = ""
    suffix: str = ""
    start: int | None = None
    end: int | None = None
    section: str = ""

    def as_json(self) -> dict[str, Any]:
        """W3C selectors, that of the position only when it is known; and our `section`."""
        selectors: list[dict[str, Any]] = [
            {"type": "TextQuoteSelector", "exact": self.exact, "prefix": self.prefix, "suffix": self.suffix}
        ]
        if self.start is not None and self.end is not None:
            selectors.append({"type": "TextPositionSelector", "start": self.start, "end": self.end})
        return {"selector": selectors, "section": self.section}

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
        )


@dataclass(frozen=True)
class Place:
    """Where a passage stands (code points, end excluded), and how sure that is; 1 is certain."""

    start: int
    end: int
    confidence: float


def make(text: str, start: int, end: int, section: str = "") -> Anchor:
    """The anchor of `text[start:end]`."""
    return Anchor(
        text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT], start, end, section
    )
