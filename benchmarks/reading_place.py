"""Where `bench_reading.py` reads: `stillroom serve` as a process, its first person, papers, texts, notes."""

import os
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
from sqlmodel import Session, select

from app.anchors import Anchor
from app.database import Database
from app.files import files_for
from app.papers import texts
from app.papers.fulltext.cleaning import read_html
from app.papers.fulltext.pdf import read_pdf
from app.papers.fulltext.shapes import Document
from app.papers.models import Paper, PaperText, PaperVersion
from app.people.models import Person
from app.reading import notes
from app.reading.placing import Placed
from app.reading.rules import Colour
from benchmarks import reading_made as made

ROOT = Path(__file__).resolve().parents[1]
OPEN = "http://creativecommons.org/licenses/by/4.0/"
PAGE = "https://arxiv.org/html/2611.30001v1"
LONG, PRINTED, OTHER = "2611.30001", "2611.30002", "2611.30003"
"""The keys of the paper in HTML, the one in PDF, and one of which there is the abstract only."""
COLOURS = list(Colour)


@dataclass(frozen=True)
class Place:
    """A running instance and somebody signed in to it, with the ids of what they read."""

    url: str
    client: httpx.Client
    database: Database
    document: Document
    text: PaperText
    version: PaperVersion


@contextmanager
def running() -> Iterator[Place]:
    """An instance with the made papers, and its first person; the process and its folder go at the end."""
    with tempfile.TemporaryDirectory() as folder:
        url, process, first = started(Path(folder))
        database = Database(f"sqlite:///{Path(folder) / 'stillroom.sqlite3'}")
        try:
            with httpx.Client(base_url=url, headers={"Origin": url}, timeout=60) as client:
                join(client, first)
                yield _filled(url, client, database, Path(folder))
        finally:
            database.close()
            process.terminate()
            process.wait(timeout=20)


def started(folder: Path) -> tuple[str, subprocess.Popen[str], str]:
    """Start it as a keeper does; gives its address, its process, and where the first person joins."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    own = {"STILLROOM_DATA": str(folder), "STILLROOM_PORT": str(port), "STILLROOM_DATABASE_URL": ""}
    quiet = {"STILLROOM_ARXIV_URL": "http://127.0.0.1:9", "STILLROOM_JOBS": "off", "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(
        [sys.executable, "-m", "app.cli", "serve"],
        cwd=ROOT,
        env=os.environ | own | quiet,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    said: list[str] = []
    threading.Thread(target=lambda: said.extend(process.stdout or ()), daemon=True).start()
    url = f"http://127.0.0.1:{port}"
    for _ in range(300):
        found = re.search(rf"{re.escape(url)}/first/\S+", "".join(said))
        if found and _is_up(url):
            return url, process, found[0]
        if process.poll() is not None:
            break
        time.sleep(0.1)
    process.kill()
    raise SystemExit("".join(said))


def _is_up(url: str) -> bool:
    try:
        return httpx.get(f"{url}/api/health", timeout=2).is_success
    except httpx.TransportError:
        return False


def join(client: httpx.Client, first: str) -> None:
    """Become the first person."""
    secret = "a kettle of copper"
    form = {"name": "Ada", "handle": "ada", "password": secret, "again": secret}
    client.get(first, follow_redirects=True)
    client.post("/welcome", data=form)
    client.get("/api/shelf").raise_for_status()


def _filled(url: str, client: httpx.Client, database: Database, folder: Path) -> Place:
    files, document = files_for(database, folder), read_html(made.html(), PAGE)
    (source := folder / "printed.pdf").write_bytes(made.printed())
    pages = read_pdf(source)
    with database.transaction() as session:
        version = _version(session, LONG)
        text = texts.store(session, files, version, document, source)
        texts.store(session, files, _version(session, PRINTED), pages, source)
        _version(session, OTHER)
    return Place(url, client, database, document, text, version)


def _version(session: Session, key: str) -> PaperVersion:
    paper = Paper(key=key, arxiv_id=key)
    session.add(paper)
    session.flush()
    version = PaperVersion(paper_id=paper.id, title=f"Lanterns {key}", abstract=made.NOTED, licence=OPEN)
    session.add(version)
    session.flush()
    return version


def note_on_text(place: Place, count: int) -> list[Anchor]:
    """Write so many notes on passages of the long paper, every fourth a highlight; gives their passages."""
    anchors = made.passages(place.document, count)
    with place.database.transaction() as session:
        person, version = _person(session), session.get_one(PaperVersion, place.version.id)
        for n, anchor in enumerate(anchors):
            placed = Placed(place.text.form, place.text.digest, anchor)
            words, colour = (f"{made.NOTED} {n}", COLOURS[n % len(COLOURS)]) if n % 4 else ("", COLOURS[n % 3])
            notes.write(session, person, version, words, placed, colour=colour, labels=["fog"] if n % 7 == 0 else [])
    return anchors


def note_elsewhere(place: Place, count: int) -> None:
    """Write so many notes on the whole of another paper."""
    with place.database.transaction() as session:
        person = _person(session)
        paper = session.exec(select(Paper).where(Paper.key == OTHER)).one()
        version = session.exec(select(PaperVersion).where(PaperVersion.paper_id == paper.id)).one()
        for n in range(count):
            words = f"{made.NOTED} {n}"
            notes.write(session, person, version, words, None, labels=["harbour"] if n % 9 == 0 else [])


def _person(session: Session) -> Person:
    return session.exec(select(Person).where(Person.handle == "ada")).one()
