"""What one rendering knows and meets: its form, its facts, its numbers, its problems. Lives for one call."""

import html
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin

from markdown_it.token import Token

from app.markup import caps, mathml
from app.markup.formulas import BadFormula, Formulas
from app.markup.shapes import Citation, Facts, Form, Heading, Problem, TooMuch


@dataclass
class Target:
    """Something a link in the text can lead to: the id of its element and what stands for it ("2", "Figure 2")."""

    id: str
    shown: str


@dataclass
class Page:
    """One rendering under way."""

    form: Form
    facts: Facts
    formulas: Formulas
    targets: dict[str, Target]
    definitions: dict[str, list[Token]]
    env: dict[str, Any]
    headings: list[Heading] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    line: int = 1
    words: int = 0
    drawn: int = 0
    claims: int = 0
    spent: int = 0
    links: list[str] = field(default_factory=list)
    """The closing markup of the links that are open."""
    cited: dict[str, tuple[int, Citation]] = field(default_factory=dict)
    cards: int = 0
    passages: dict[str, int] = field(default_factory=dict)
    notes: dict[object, int] = field(default_factory=dict)
    """The number of each footnote met, by its label (or, written inline, by its place)."""
    waiting: list[tuple[int, list[Token]]] = field(default_factory=list)
    """Footnotes whose text is still to be put down: after the link or note they stand in, or at the end."""
    inside_note: bool = False
    tags: set[str] = field(default_factory=set)

    @property
    def rich(self) -> bool:
        """Whether our own style sheet shows it: ids, cards and sidenotes make sense."""
        return self.form in {"page", "preview"}

    def problem(self, kind: str, message: str, line: int = 0) -> None:
        """Tells the writer, at the line being rendered unless another is named."""
        if len(self.problems) < caps.PROBLEMS:
            self.problems.append(Problem(line or self.line, kind, message))

    def spend(self, characters: int) -> None:
        """Counts output that a short source can multiply. Raises TooMuch."""
        self.spent += characters
        if self.spent > caps.OUTPUT:
            raise TooMuch("This text repeats itself into a page too large to show. The text itself is safe.")

    def address(self, href: str) -> str:
        """A link as it is sent: absolute where the page's address is known and the form needs it."""
        return urljoin(self.facts.base_url, href) if self.facts.base_url else href

    def identified(self, id_: str) -> str:
        """An id attribute, left out of forms that stand among others on one screen."""
        return f' id="{html.escape(id_)}"' if self.rich and id_ else ""

    def formula(self, tex: str, *, display: bool) -> str:
        """A formula in the page's form, or its source with the reason it cannot be drawn."""
        self.drawn += 1
        try:
            drawn = self._spelled(self.formulas.draw(tex, display=display))
        except BadFormula as error:
            self.problem("formula", f"A formula cannot be drawn: {error}")
            drawn = _bad(tex, str(error))
        self.spend(len(drawn))
        return drawn

    def _spelled(self, drawn: str) -> str:
        if self.rich:
            return drawn
        if self.form == "feed":
            return mathml.spoken(drawn)
        return f'<span class="math-text">{html.escape(mathml.line(drawn), quote=False)}</span>'


def _bad(tex: str, reason: str) -> str:
    shown, why = html.escape(tex[: caps.FORMULA]), html.escape(reason)
    return f'<code class="math-error" title="{why}">{shown}</code><span class="vh"> (formula not drawn: {why})</span>'
