"""What a document becomes: a text, where its parts stand in it, and safe HTML. Offsets count code points."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Formula:
    """`text[start:end]` is a formula's TeX between dollars; `shown` is what a reader sees of it, without markup."""

    start: int
    end: int
    shown: str


@dataclass(frozen=True)
class Heading:
    """A heading: `id` is the element to scroll to ('' in a PDF), `level` counts from 1, `label` is its number."""

    id: str
    level: int
    label: str
    title: str
    start: int


@dataclass(frozen=True)
class Layout:
    """Where the parts of a text stand: its formulas, its headings, and in a PDF where each page begins."""

    formulas: list[Formula] = field(default_factory=list)
    outline: list[Heading] = field(default_factory=list)
    pages: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Document:
    """A document that was read: `html` is safe and '' for a PDF; `figures` are the files it shows, as it names them."""

    text: str
    layout: Layout
    html: str = ""
    figures: list[str] = field(default_factory=list)

    @property
    def is_scan(self) -> bool:
        """Whether it is a PDF made of pictures only, which has pages and no words."""
        return bool(self.layout.pages) and not self.text
