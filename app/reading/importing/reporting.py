"""What is said of each note of a file, and of all of them. Pure."""

from collections.abc import Sequence

from app.errors import BadInput
from app.papers.rules import TextForm
from app.reading.collection_schemas import ImportedNote, ImportState
from app.reading.importing.shapes import Brought
from app.reading.importing.works import name_of
from app.reading.models import Note
from app.reading.rules import QUOTE_MAXIMUM, WORDS_MAXIMUM, clean_line, clean_words

_SUMS = {
    ImportState.PLACED: "at their passage",
    ImportState.ORPHAN: "whose passage is not in the texts here yet",
    ImportState.WHOLE: "on a whole paper",
    ImportState.KNOWN: "here already",
    ImportState.NO_PAPER: "left in the file until their paper is here",
    ImportState.LEFT_OUT: "left in the file",
}


def why_not(one: Brought) -> str:
    """Why a note stays out, whatever papers are here; '' when nothing is against it."""
    if one.refusal:
        return one.refusal
    if len(one.words) > WORDS_MAXIMUM or len(one.quote) > QUOTE_MAXIMUM:
        return f"A note holds at most {WORDS_MAXIMUM:,} characters, and its passage {QUOTE_MAXIMUM:,}."
    try:
        clean_words(one.words + one.quote + one.prefix + one.suffix)
    except BadInput as error:
        return error.sentence
    return "" if one.quote.strip() or one.words.strip() else "It holds neither words nor a passage."


def without_paper(one: Brought) -> str:
    """What to do about a note whose paper is not here, or not named."""
    if name := name_of(one.works):
        return f"Its paper is not here. Paste {name} into the box on your desk, then bring this file in again."
    return "The file does not say which paper it is about. Say which, and bring the file in again."


def what_became_of(note: Note, *, is_new: bool) -> tuple[ImportState, str]:
    """Where a note stands that is here now, or was."""
    if not is_new:
        deleted = "You deleted it here, so it stays deleted."
        return ImportState.KNOWN, deleted if note.deleted_at else "It is here already."
    if note.anchor is None:
        return ImportState.WHOLE, "It stands on the whole paper."
    if note.text_digest or note.form is TextForm.ABSTRACT:
        return ImportState.PLACED, "It stands at its passage."
    return (
        ImportState.ORPHAN,
        "Its passage is not in the texts that are here; it is looked for in every text that comes.",
    )


def told(
    one: Brought, state: ImportState, sentence: str, note_id: str | None = None, paper_key: str | None = None
) -> ImportedNote:
    """One note of a file and what became of it."""
    return ImportedNote(
        state=state,
        sentence=sentence,
        quote=clean_line(one.quote or one.words)[:200],
        note_id=note_id,
        paper_key=paper_key,
        paper_words=name_of(one.works),
    )


def sum_of(became: Sequence[ImportedNote]) -> str:
    """`12 of 14 notes came in: 10 at their passage, 2 on a whole paper, 2 here already.`"""
    counts = {state: sum(one.state is state for one in became) for state in _SUMS}
    came = sum(counts[state] for state in (ImportState.PLACED, ImportState.ORPHAN, ImportState.WHOLE))
    parts = [f"{count} {_SUMS[state]}" for state, count in counts.items() if count]
    return f"{came} of {len(became)} notes came in: {', '.join(parts)}." if parts else "The file holds no notes."
