"""Figures of a paper: drawn anew, refused when they are anything but pictures, told why they cannot be seen."""

import io
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image
from sqlmodel import Session, select

from app.database import Database
from app.errors import NotFound
from app.files import files_for
from app.papers.arxiv import Arxiv
from app.papers.fetching import figures
from app.papers.fetching.serving import Turns
from app.papers.models import ArxivErrand, Figure, Paper, PaperText, PaperVersion, TextBody
from app.papers.queue import errands
from app.papers.rules import ErrandKind, ErrandState, Lane, TextForm
from tests.papers.conftest import Answers

FOLDER = "/html/2611.01234v1/"


def encoded(kind: str, size: tuple[int, int] = (40, 30)) -> bytes:
    kept = io.BytesIO()
    Image.new("RGB", size, (20, 90, 120)).save(kept, kind)
    return kept.getvalue()


def bomb() -> bytes:
    """A PNG that says in its head that it is 60,000 pixels on a side."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")


GOOD = {"a.png": encoded("PNG"), "b.jpg": encoded("JPEG"), "c.webp": encoded("WEBP"), "d/e.gif": encoded("GIF")}
BAD = {
    "svg.svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "page.png": b"<!DOCTYPE html><html><script>alert(1)</script></html>",
    "cut.jpg": encoded("JPEG", (400, 300))[:-400],
    "cut.png": encoded("PNG", (400, 300))[:-30],
    "bomb.png": bomb(),
    "empty.png": b"",
}


@pytest.fixture
def turns(database: Database, answers: Answers, tmp_path: Path) -> Turns:
    answers.status = 404
    answers.by_path.update({FOLDER + name: data for name, data in (GOOD | BAD).items()})
    return Turns(database, Arxiv(answers.url), files_for(database, tmp_path), spacing=0)


def lay_text(session: Session, names: list[str]) -> PaperText:
    paper = Paper(key="2611.01234", arxiv_id="2611.01234")
    session.add(paper)
    session.add(TextBody(digest="0" * 64, text="Words."))
    session.flush()
    version = PaperVersion(paper_id=paper.id, number=1, title="A Title")
    session.add(version)
    session.flush()
    text = PaperText(version_id=version.id, form=TextForm.HTML, digest="0" * 64, body="0" * 64, figures=names)
    session.add(text)
    session.flush()
    return text


def fetch(turns: Turns, names: list[str]) -> PaperText:
    with turns.database.transaction() as session:
        text = lay_text(session, names)
        figures.ask(session, session.get_one(PaperVersion, text.version_id), text, None, Lane.BULK)
    while turns.serve_next():
        pass
    return text


def test_pictures_are_drawn_anew_and_kept(turns: Turns) -> None:
    text = fetch(turns, list(GOOD))
    with turns.database.transaction(read_only=True) as session:
        for name, sent in GOOD.items():
            data, media_type = figures.load(session, turns.files, text, name)
            assert data != sent
            with Image.open(io.BytesIO(data)) as picture:
                assert picture.get_format_mimetype() == media_type
                assert picture.size == (40, 30)


def test_what_is_no_picture_is_not_kept_and_says_so(turns: Turns) -> None:
    text = fetch(turns, [*BAD, "missing.png"])
    with turns.database.transaction(read_only=True) as session:
        shown = figures.shown(session, text)
        assert all(kind is None and "arXiv" in sentence for kind, sentence in shown.values()), shown
        assert set(session.exec(select(Figure.digest))) == {None}
        for name in BAD:
            with pytest.raises(NotFound):
                figures.load(session, turns.files, text, name)


def test_only_what_a_text_shows_can_be_had_by_it(turns: Turns) -> None:
    text = fetch(turns, ["a.png"])
    with turns.database.transaction(read_only=True) as session:
        other = PaperText(version_id=text.version_id, form=TextForm.HTML, digest="1", body="1", figures=["b.jpg"])
        with pytest.raises(NotFound):
            figures.load(session, turns.files, other, "a.png")


def test_a_page_rendered_anew_brings_its_pictures_anew(turns: Turns, answers: Answers) -> None:
    text = fetch(turns, ["a.png"])
    with turns.database.transaction() as session:
        session.add(TextBody(digest="1" * 64, text="Other words."))
        session.flush()
        anew = PaperText(
            version_id=text.version_id, form=TextForm.HTML, digest="1" * 64, body="1" * 64, figures=["a.png"]
        )
        session.add(anew)
        session.flush()
        assert figures.shown(session, anew) == {"a.png": (None, "")}
        figures.ask(session, session.get_one(PaperVersion, text.version_id), anew, None, Lane.BULK)
    answers.by_path[FOLDER + "a.png"] = encoded("PNG", (10, 10))
    assert turns.serve_next()
    with turns.database.transaction(read_only=True) as session:
        data, _ = figures.load(session, turns.files, anew, "a.png")
        with Image.open(io.BytesIO(data)) as picture:
            assert picture.size == (10, 10)


def test_a_paper_of_a_thousand_pictures_does_not_take_everybodys_turn(turns: Turns) -> None:
    names = [f"x{number}.png" for number in range(1000)]
    with turns.database.transaction() as session:
        text = lay_text(session, names)
        figures.ask(session, session.get_one(PaperVersion, text.version_id), text, None, Lane.PERSON)
        assert len(errands.queue(session)) == figures.MOST
        assert "at arXiv" in figures.shown(session, text)["x999.png"][1]
        assert figures.shown(session, text)["x0.png"] == (None, "")


def test_arxiv_being_down_is_tried_again_and_then_told(turns: Turns, answers: Answers) -> None:
    answers.by_path.clear()
    answers.status = 500
    text = fetch(turns, ["a.png"])
    for tries in range(2, errands.TRIES + 1):
        with turns.database.transaction() as session:
            errand = session.exec(select(ArxivErrand)).one()
            assert errand.state is ErrandState.WAITING
            errand.not_before = errand.asked_at
        assert turns.serve_next(), tries
    with turns.database.transaction() as session:
        assert "not answering" in figures.shown(session, text)["a.png"][1]
        figures.ask(session, session.get_one(PaperVersion, text.version_id), text, None, Lane.PERSON)
        waiting = session.exec(select(ArxivErrand).where(ArxivErrand.state == ErrandState.WAITING)).one()
        assert waiting.kind is ErrandKind.FIGURE
