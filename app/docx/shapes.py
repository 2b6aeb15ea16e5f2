"""What is read of a document."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Picture:
    """A picture of a document; where `mark` stands in the text, its target belongs."""

    mark: str
    data: str
    """Its bytes in base64; what they are only they decide."""


@dataclass(frozen=True)
class Docx:
    """A document as Markdown. `left` says in sentences what did not come along."""

    title: str
    body: str
    pictures: list[Picture] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
