"""How long a person waits for a pasted arXiv ID while 1,200 bulk imports and 100 figures of a paper they opened wait
too, at arXiv's real three seconds.

Promise: at most 15 s. Prints the median of three pastes and the smallest gap between two requests. One command:
`python benchmarks/bench_waiting.py`. It speaks to the bundled replica of arXiv on the loopback address only.
"""

import statistics
import tempfile
import threading
import time
from itertools import pairwise
from pathlib import Path

from sqlmodel import Session

from app.database import Database
from app.files import files_for
from app.migrating import migrate
from app.papers import box
from app.papers.arxiv import Arxiv
from app.papers.fetching.serving import Turns
from app.papers.identifiers import ArxivId
from app.papers.models import Paper, PaperVersion
from app.papers.queue import errands
from app.papers.rules import ErrandKind, ErrandState, Lane
from app.people.models import Person
from app.replica.server import serve

PASTED = ("2611.01234", "2611.00917", "2609.91873")
FIGURES_OF = "2611.05150"
PROMISED_SECONDS = 15


def main() -> None:
    """Measure and print."""
    replica = serve(delay=0.3)
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'bench.sqlite3'}")
        migrate(database)
        person = Person(name="Ada", handle="ada")
        with database.transaction() as session:
            session.add(person)
            session.flush()
            for number in range(1, 1201):
                errands.ask_for_paper(session, ArxivId(f"2501.{number:05}"), None, Lane.BULK)
            open_paper(session, person)
        turns = Turns(database, Arxiv(replica.url), files_for(database, Path(folder)))
        thread = threading.Thread(target=turns.run_until_stopped)
        thread.start()
        time.sleep(4)
        waits = [paste(database, person, text) for text in PASTED]
        turns.stop.set()
        thread.join()
        database.close()
    replica.stop()
    gaps = [later - earlier for (earlier, _), (later, _) in pairwise(replica.requests)]
    worst, gap = max(waits), min(gaps)
    print(
        "With 1,200 bulk imports and 100 figures waiting, a pasted id took "
        f"{statistics.median(waits):.1f} s (median of {len(waits)}),"
    )
    print(f"at most {worst:.1f} s: {worst / PROMISED_SECONDS:.2f} of the {PROMISED_SECONDS} s promised.")
    print(f"Smallest gap between two requests: {gap:.2f} s.")


def open_paper(session: Session, person: Person) -> None:
    """A paper whose hundred figures this person waits for."""
    paper = Paper(key=FIGURES_OF, arxiv_id=FIGURES_OF)
    session.add(paper)
    session.flush()
    version = PaperVersion(paper_id=paper.id, number=1, title="Many figures")
    session.add(version)
    session.flush()
    for number in range(1, 101):
        errands.ask_for_document(session, version, ErrandKind.FIGURE, person.id, Lane.PERSON, f"x{number}.png")


def paste(database: Database, person: Person, text: str) -> float:
    """Seconds from pasting an id until its paper is here."""
    began = time.monotonic()
    with database.transaction() as session:
        out = box.open_text(session, text, person.id)
    while out.state is ErrandState.WAITING:
        time.sleep(0.1)
        with database.transaction(read_only=True) as session:
            out = box.state_of(session, errands.own(session, out.errand_id or "", person.id))
    if out.state is not ErrandState.DONE:
        raise SystemExit(out.sentence)
    return time.monotonic() - began


if __name__ == "__main__":
    main()
