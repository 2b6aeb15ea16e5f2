"""How long the ledger and the checks of a long draft take. Promise: at most 100 ms for 20,000 words on a long paper.

A draft of 20,000 words with 200 claims leans on a paper of 360,000 characters with 3,000 formulas and 60 headings, on
SQLite. What the renderer asks for (its `needs`) is known from the preview by then; its first reading is printed beside.
One command: `python benchmarks/bench_ledger.py`.
"""

import hashlib
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from sqlmodel import Session

from app.anchors import Anchor
from app.database import Database
from app.markup import Renderer
from app.migrating import migrate
from app.papers.fulltext.shapes import Formula, Heading, Layout
from app.papers.models import Paper, PaperText, PaperVersion, TextBody
from app.papers.rules import TextForm
from app.people import accounts
from app.people.models import Person
from app.reading.models import Note, ShelfItem
from app.writing import checks, drafts, ledger
from app.writing.models import Draft
from app.writing.schemas import DraftIn

LONG, FORMULAS, HEADINGS, CLAIMS, WORDS, ROUNDS = 360_000, 3_000, 60, 200, 20_000, 15
SENTENCES = (
    "The kettle sings a little before it boils, and nobody who has sat beside one needs to be told of it. ",
    "The authors show that silence is the honest answer for {n} of 400 kettles with a lid. ",
    "When the lid is lifted the rate $r_{n}$ falls, and with it the trust $q$ of whoever listens. ",
    "A reader may ask what RLHF has to do with tea; the next part says so at length, and slowly. ",
)


def prepare(session: Session) -> tuple[Person, Draft, str]:
    """A person, their draft, and its text."""
    person = accounts.create(session, "Ada Writer", "ada", secret="none", email="ada@people.example")
    paper = Paper(key="2611.01234", arxiv_id="2611.01234")
    session.add(paper)
    session.flush()
    version = PaperVersion(paper_id=paper.id, title="When can a kettle be trusted?")
    words = ("A kettle is trusted when its whistle follows from its water. " * (LONG // 60))[:LONG]
    digest = hashlib.sha256(words.encode()).hexdigest()
    formulas = [Formula(at, at + 9, "O(n log n)") for at in range(0, LONG, LONG // FORMULAS)]
    headings = [
        Heading("", 1 + number % 3, str(number), f"Part {number}", number * (LONG // HEADINGS))
        for number in range(HEADINGS)
    ]
    session.add_all([version, TextBody(digest=digest, text=words, layout=asdict(Layout(formulas, headings)))])
    session.flush()
    session.add_all(
        [
            PaperText(version_id=version.id, form=TextForm.HTML, digest=digest, body=digest),
            ShelfItem(person_id=person.id, paper_id=paper.id),
        ]
    )
    notes = [_note(person, version, digest, words, number * (LONG // CLAIMS)) for number in range(CLAIMS)]
    session.add_all(notes)
    body = _text(notes)
    draft = drafts.begin(session, person, DraftIn(version_ids=[version.id]), body)
    session.flush()
    return person, draft, body


def _note(person: Person, version: PaperVersion, digest: str, words: str, at: int) -> Note:
    anchor = Anchor(words[at : at + 60], words[max(0, at - 64) : at], words[at + 60 : at + 124], at, at + 60)
    return Note(
        person_id=person.id, version_id=version.id, anchor=anchor.as_json(), form=TextForm.HTML, text_digest=digest
    )


def _text(notes: list[Note]) -> str:
    parts: list[str] = []
    number = 0
    while sum(map(len, parts)) < WORDS * 5.6:
        number += 1
        parts.append("".join(sentence.replace("{n}", str(number)) for sentence in SENTENCES) + "\n\n")
    every = max(1, len(parts) // len(notes))
    for place, note in enumerate(notes):
        at = min(place * every, len(parts) - 1)
        parts[at] = f"[A claim of the kettle](note:{note.id}) stands here. {parts[at]}"
    return "".join(parts)


def measured(what: str, act: Callable[[], object]) -> None:
    """Print the median and the longest of several rounds, in milliseconds."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        act()
        times.append(1000 * (time.perf_counter() - start))
    print(f"{what:34} {statistics.median(times):7.1f} ms, at most {max(times):7.1f} ms")


def main() -> None:
    """Lay the draft out, and measure."""
    with tempfile.TemporaryDirectory() as folder, Renderer(1) as renderer:
        database = Database(f"sqlite:///{Path(folder) / 'stillroom.sqlite3'}")
        migrate(database)
        with database.transaction() as session:
            person, draft, body = prepare(session)
        started = time.perf_counter()
        needed = renderer.needs(body)
        print(f"{len(body.split()):,} words, {len(needed.uses)} claims; paper of {LONG:,} characters")
        print(f"needs, read for the first time      {1000 * (time.perf_counter() - started):7.1f} ms")

        def read() -> None:
            with database.transaction(read_only=True) as session:
                known = ledger.known(session, draft, person, renderer.needs(body))
            ledger.read(body, needed, known).model_dump_json()

        measured("the ledger", read)
        measured("Check my draft", lambda: checks.check(body, "a newcomer", [], {}).model_dump_json())
        database.close()


if __name__ == "__main__":
    main()
