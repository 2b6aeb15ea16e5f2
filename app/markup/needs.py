"""What a text asks of its surroundings, found without drawing it."""

import re
from collections.abc import Iterable, Iterator

from markdown_it.token import Token

from app.markup.dialect import clean_text, parse
from app.markup.shapes import Needs, Use

NO_NEEDS = Needs([], [], [])
_KEY = re.compile(r"@(arxiv|doi|bib|paper)(:[^\s,;\]]{1,300})", re.IGNORECASE)


def needs(source: str) -> Needs:
    """The notes, citations and images a text names, each once, in order of first use, and every claim it makes.

    A caller loads these, turns them into `Facts`, and only then renders. Text from people goes through
    `Renderer.needs`: some texts take minutes to read.
    """
    return of_tokens(parse(clean_text(source), {}))


def of_tokens(tokens: list[Token]) -> Needs:
    """As `needs`, of block tokens whose words are read."""
    notes: dict[str, None] = {}
    citations: dict[str, None] = {}
    images: dict[str, None] = {}
    for token in _inline(tokens):
        if token.type == "citation":
            citations.update(dict.fromkeys(key for key, _ in token.meta["works"]))
        elif token.type == "image":
            images[str(token.attrs["src"])] = None
        elif token.type == "link_open" and (note := note_id(token)):
            notes[note] = None
    uses = [use for token in tokens if token.children for use in _uses(token.children)]
    return Needs(list(notes), list(citations), list(images), uses)


def gather(parts: Iterable[Needs]) -> Needs:
    """What several texts need together, each thing once; their claims in order."""
    found = [part for part in parts if part != NO_NEEDS]
    return Needs(
        list(dict.fromkeys(note for part in found for note in part.notes)),
        list(dict.fromkeys(key for part in found for key in part.citations)),
        list(dict.fromkeys(target for part in found for target in part.images)),
        [use for part in found for use in part.uses],
    )


def mentioned(source: str) -> list[str]:
    """Every citation key a text mentions, each once, and perhaps some that it does not cite. Cheap on any text."""
    return list(dict.fromkeys(scheme.lower() + rest for scheme, rest in _KEY.findall(source)))


def _uses(tokens: list[Token]) -> Iterator[Use]:
    note, words = "", list[str]()
    for token in tokens:
        if token.type == "link_open":
            note, words = note_id(token), []
        elif token.type == "link_close" and note:
            yield Use(note, " ".join("".join(words).split()))
            note = ""
        else:
            words.append(f"${token.content}$" if token.type.startswith("math") else token.content or " ")


def note_id(link: Token) -> str:
    """The note a link leads to, or ''."""
    href = str(link.attrs.get("href", ""))
    return href[5:] if href[:5].lower() == "note:" else ""


def _inline(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        if token.children:
            yield from _inline(token.children)
