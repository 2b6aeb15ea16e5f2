"""What one rendering knows and meets: its form, its facts, its numbers, its problems. Lives for one call."""

import html
import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin

from markdown_it.token import Token

from app.markup import caps, mathml
from app.markup.code import highlight
from app.markup.formulas import CODE, BadFormula, Formulas, equation_id
from app.markup.shapes import Citation, CitationStyle, Facts, Form, Problem, TooMuch
from app.markup.surroundings import Asked, Definition, Numbers, Target
from app.markup.text import render_text

_MATH = re.compile(r"<math\b.*?</math>", re.DOTALL)


@dataclass
class Page:
    """One rendering under way."""

    form: Form
    facts: Facts
    formulas: Formulas
    targets: dict[str, Target] = field(default_factory=dict)
    definitions: dict[str, Definition] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    begins: int = 0
    """The line the piece being drawn begins at, from 0."""
    line: int = 1
    words: int = 0
    drawn: int = 0
    claims: int = 0
    spent: int = 0
    links: list[str] = field(default_factory=list)
    """The closing markup of the links that are open."""
    numbers: Numbers = field(default_factory=Numbers)
    cited: dict[str, int] = field(default_factory=dict)
    """The number of each work cited, by what identifies it (`citing.numbers`)."""
    asked: list[Asked] = field(default_factory=list)
    """What was asked of the rest of the text since the piece being drawn began."""
    waiting: list[tuple[int, list[Token], int]] = field(default_factory=list)
    """Footnotes whose text is still to be put down: after the link or note they stand in, or at the end."""
    inside_note: bool = False
    tags: set[str] = field(default_factory=set)
    told: int = 0
    """Problems met, those over the limit and those said before included."""

    def ask(self, kind: str, key: str = "") -> Any:
        """What the text or the facts say about a thing: the only way for a block to learn of what is outside it.

        `claim`, `citation`, `image` (facts, or None), `objection` (to a use of a note: its id and number), `target` (or
        None), `shown` (the number of an equation, for a formula), `definition` (of a footnote, or None), `note`
        (number, whether it is new), `cited` (the number of a work), `style` (how works are cited), `passage`, `card`
        and `aside` (the next number).
        """
        answer = getattr(self, f"_{kind}")(key)
        self.asked.append(Asked(kind, key, answer))
        return answer

    def same_answers(self, asked: list[Asked]) -> bool:
        """Whether all is answered as it was; then it counts as asked again, else as never asked."""
        moment = self.numbers.now()
        for kind, key, answer in asked:
            if getattr(self, f"_{kind}")(key) != answer:
                self.numbers.back(moment)
                return False
        return True

    def _claim(self, note: str) -> Any:
        return self.facts.claims.get(note)

    def _objection(self, use: str) -> str:
        note, _, number = use.rpartition(" ")
        said = self.facts.objections.get(note, [])
        return said[int(number) - 1] if int(number) <= len(said) else ""

    def _citation(self, key: str) -> Citation | None:
        return self.facts.citations.get(key)

    def _image(self, target: str) -> Any:
        return self.facts.images.get(target)

    def _target(self, name: str) -> Target | None:
        return self.targets.get(name) or self.targets.get(equation_id(name))

    def _shown(self, name: str) -> str:
        target = self.targets.get(equation_id(name))
        return target.shown if target else "?"

    def _definition(self, label: str) -> Definition | None:
        return self.definitions.get(label)

    def _note(self, label: str) -> tuple[int, bool]:
        return self.numbers.of("note", label)

    def _aside(self, _: str) -> tuple[int, bool]:
        return self.numbers.next("note"), True

    def _cited(self, key: str) -> int:
        return self.cited[self.facts.citations[key].work or key]

    def _style(self, _: str) -> CitationStyle:
        return self.facts.citation_style

    def _passage(self, note: str) -> int:
        return self.numbers.next(("passage", note))

    def _card(self, _: str) -> int:
        return self.numbers.next("card")

    @property
    def rich(self) -> bool:
        """Whether our own style sheet shows it: ids, cards and sidenotes make sense."""
        return self.form in {"page", "preview"}

    def problem(self, kind: str, message: str, source: str = "") -> None:
        """Tells the writer, at the line being rendered, what is the matter with what is written there."""
        self.told += 1
        if len(self.problems) < caps.PROBLEMS:
            self.problems.append(Problem(self.line, kind, message, source[: caps.FORMULA]))

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

    def formula(self, tex: str, *, display: bool, written: str = "") -> str:
        """A formula in the page's form, or its source with the reason it cannot be drawn.

        `written` is what the text has where that is not `tex`."""
        self.drawn += 1
        try:
            drawn = self._spelled(self.formulas.draw(tex, display=display, shown=lambda name: self.ask("shown", name)))
        except BadFormula as error:
            self.problem("formula", f"A formula cannot be drawn: {error}", written or tex)
            drawn = _bad(tex, str(error))
        self.spend(len(drawn))
        return drawn

    def title(self, text: str) -> str:
        """The title of a work, which may hold formulas, in the page's form."""
        return _MATH.sub(lambda found: self._spelled(found[0]), render_text(text))

    def code(self, content: str, language: str) -> str:
        """Code as HTML, its parts told apart, unless reading it so once ended the process."""
        name = CODE + content.strip().split("\n")[0][: caps.FORMULA]
        if not language or name in self.formulas.refused:
            return html.escape(content, quote=False)
        self.formulas.about(name)
        try:
            drawn = highlight(content, language)
        finally:
            self.formulas.about("")
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
