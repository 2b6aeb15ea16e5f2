"""Notes as one Markdown text, by paper and section. Pure."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from app.reading.exporting.gathering import Kept


def markdown(notes: Sequence[Kept]) -> str:
    """Each paper a heading, each section one below it, each passage a quotation with the words noted on it."""
    papers = groupby(notes, key=lambda note: (note.title, note.label, note.url))
    return "\n".join(line for paper, group in papers for line in _paper(*paper, list(group)))


def _paper(title: str, label: str, url: str, notes: list[Kept]) -> Iterator[str]:
    yield from (f"# {title}", "", f"[{label}]({url})" if url else label, "")
    for section, group in groupby(notes, key=lambda note: note.anchor.section if note.anchor else ""):
        if section:
            yield from (f"## {section}", "")
        for note in group:
            yield from _note(note)


def _note(note: Kept) -> Iterator[str]:
    if note.anchor:
        yield from (f"> {' '.join(note.anchor.exact.split())}", "")
    if note.words:
        yield from (note.words, "")
    said = [note.colour.value, *(f"#{tag.replace(' ', '-')}" for tag in note.tags)]
    yield from (f"*{note.created:%-d %B %Y}, {', '.join(said)}*", "")
