"""`render`: source and facts in, HTML out. Pure: the same values give the same bytes."""

from collections.abc import Callable

from app.markup import caps
from app.markup.citing import numbers
from app.markup.document import Document
from app.markup.drawing import draw
from app.markup.formulas import Formulas
from app.markup.macros import gather
from app.markup.numbering import Outline, outline
from app.markup.page import Page
from app.markup.shapes import NOTHING, Facts, Form, Heading, Needs, Problem, Rendered, TooMuch


def render(source: str, facts: Facts = NOTHING, *, form: Form = "page") -> Rendered:
    """HTML of a text in the dialect of docs/markup.md.

    `page` is for our own pages; `preview` is the same with `data-h` (a hash of the block) and `data-line` on each
    top-level element; `feed` has neither ids nor cards, its mathematics reads right with the tags stripped; `plain` is
    `feed` with each formula as a line of text. Raises TooMuch over the limits of `caps`.

    Some formulas can crash or hang the engine: for text from people use `Renderer`, which does this in a child process.
    """
    return Rendering().render(source, facts, form=form)


class Rendering:
    """Renders one text again and again: what did not change is drawn once. Gives what `render` would each time.

    `about` is told each formula before it is drawn, and '' after.
    """

    def __init__(self, about: Callable[[str], None] = lambda tex: None) -> None:
        self.document = Document()
        self._about = about
        self._formulas: tuple[object, Formulas, list[tuple[str, str, int]]] | None = None

    def needs(self, source: str) -> Needs:
        """As `needs`; drawing the same source then reads nothing again."""
        self.document.read(source)
        return self.document.needs()

    def weight(self) -> int:
        """About how many bytes of memory it takes."""
        return self.document.weight() + (self._formulas[1].remembered if self._formulas else 0)

    def render(
        self,
        source: str,
        facts: Facts = NOTHING,
        *,
        form: Form,
        refused: frozenset[str] = frozenset(),
        have: frozenset[str] = frozenset(),
    ) -> Rendered:
        """As `render`, leaving out the `refused` formulas, and the insides of preview blocks with a hash in `have`."""
        if len(source) > caps.SOURCE:
            raise TooMuch(
                f"This text is longer than {caps.SOURCE:,} characters, so it cannot be shown. The text is safe."
            )
        self.document.read(source)
        found = outline(self.document.pieces)
        page = Page(form, facts, self._mathematics(facts, found, refused), found.targets, found.definitions)
        page.cited = numbers(self.document.cites(), facts.citations)
        blocks = draw(page, self.document.pieces, have)
        return Rendered(
            html="".join(blocks),
            headings=[*found.headings, *([Heading(2, "refs", "References")] if page.cited else [])],
            problems=sorted([*found.problems, *page.problems], key=lambda problem: problem.line)[: caps.PROBLEMS],
            words=page.words,
            formulas=page.drawn,
            claims=page.claims,
            blocks=blocks,
        )

    def _mathematics(self, facts: Facts, found: Outline, refused: frozenset[str]) -> Formulas:
        """The engine with the macros of the text; the one of the last time where they are the same."""
        written = [content for _, content in found.macros]
        under = (dict(facts.macros), written, refused)
        if self._formulas is None or self._formulas[0] != under:
            gathered = gather(facts.macros, written)
            self._formulas = under, Formulas(gathered, refused, self._about), gathered.refused
        for name, sentence, place in self._formulas[2]:
            line = found.macros[place][0] + 1 if place >= 0 else 1
            found.problems.append(Problem(line, "macro", f"The macro {name} is left out. {sentence}"))
        return self._formulas[1]
