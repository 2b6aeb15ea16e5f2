"""What a passage is on the wire."""

from typing import Any

from pydantic import BaseModel, Field

from app.reading.schemas import AnchorWire


class PassageWire(BaseModel):
    """A passage that an ask is about: an unsure mark, a claim, or words of the source."""

    unsure_id: str | None = None
    evidence_id: str | None = None
    note_id: str | None = Field(default=None, max_length=64)
    """Of a claim: the note it leans on."""
    use: int | None = Field(default=None, ge=1, le=10_000)
    """Which of the claims that lean on that note, from 1."""
    anchor: AnchorWire
    question: str = Field(default="", max_length=500)

    @classmethod
    def of(cls, kept: dict[str, Any]) -> "PassageWire":
        """The wire shape of a passage as an ask keeps it."""
        return cls(**{**kept, "anchor": AnchorWire.of(kept["anchor"])})

    def kept(self) -> dict[str, Any]:
        """The passage as an ask keeps it. Raises BadInput for characters that nothing can hold."""
        return {**self.model_dump(exclude={"anchor"}), "anchor": self.anchor.anchor().as_json()}


class OfferedPassage(PassageWire):
    """What can be asked about: a mark, or a claim."""

    html: str
    """Its words, formulas drawn."""
    source: str = ""
    """Of a claim: the section of the paper its passage stands in."""
    rank: int
    """Which to ask about first, from 0; marks come before claims."""
