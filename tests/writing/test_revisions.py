"""Saved versions: immutable, numbered, whole with nothing else present."""

import io
from collections.abc import Callable
from typing import Any

from fastapi import FastAPI
from fastapi.testclient import TestClient
from PIL import Image
from sqlmodel import Session, delete, select

from app.database import Database
from app.jobs import Job
from app.markup import Needs, Renderer
from app.papers.models import Paper, PaperVersion, VersionAuthor
from app.papers.schemas import PaperOut
from app.people.models import Person
from app.reading.models import Note, ShelfItem
from app.writing import models, revisions
from app.writing.models import CoAuthor, Draft, Evidence, Revision, UnsureMark
from app.writing.rules import Occasion
from tests.conftest import Cast
from tests.writing.conftest import QUOTE, Desk


def write_everything(desk: Desk, paper: PaperOut) -> str:
    """A text with a claim used twice, a citation, a picture, a formula and a place its writer is unsure of."""
    note = desk.note(paper)
    drawn = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(drawn, "PNG")
    plot = desk.client.post(f"{desk.url}/images", files={"file": ("plot.png", drawn.getvalue(), "image/png")}).json()
    desk.save(
        f"The probe [is *nearly* always right](note:{note}), see [@arxiv:{paper.key}]. Perhaps $x^2$.\n\n"
        f"![A plot of steam]({plot['target']})\n\nThat [it is right](note:{note}) we said.\n"
    )
    desk.client.post(f"{desk.url}/unsure", json={"anchor": {"exact": "Perhaps $x^2$"}, "question": "Cubed?"})
    return note


def test_a_version_holds_all_that_it_leans_on(desk: Desk, paper: PaperOut) -> None:
    note = write_everything(desk, paper)
    row = desk.freeze(name="First full one")
    assert (row["number"], row["name"], row["occasion"]) == (1, "First full one", "named")
    shown = desk.client.get(f"/api/revisions/{row['id']}").json()
    assert [(one["claim"], one["quote"]) for one in shown["evidence"]] == [
        ("is nearly always right", QUOTE), ("it is right", QUOTE),
    ]  # fmt: skip
    first = shown["evidence"][0]
    assert (first["note_id"], first["section"], first["label"]) == (note, "Abstract", f"Abstract, arXiv {paper.key}v1")
    assert first["before"].endswith("On nine kettles ")
    assert first["after"].startswith(". We then")
    assert first["url"] == f"https://arxiv.org/abs/{paper.key}v1"
    assert "Author et al. 2026" in shown["html"]
    assert 'alt="A plot of steam"' in shown["html"]
    assert QUOTE in shown["html"]
    assert "Cubed?" not in shown["html"]
    assert (shown["authors"], shown["reader"]) == (["Ada Writer"], "somebody who makes tea")


def test_marks_go_with_the_version_as_the_ready_made_ask(database: Database, desk: Desk, paper: PaperOut) -> None:
    write_everything(desk, paper)
    row = desk.freeze()
    with database.transaction(read_only=True) as session:
        (mark,) = session.get_one(Revision, row["id"]).unsure
    assert (mark["anchor"]["exact"], mark["question"]) == ("Perhaps $x^2$", "Cubed?")


def test_a_version_renders_the_same_with_nothing_else_present(
    app: FastAPI, database: Database, desk: Desk, paper: PaperOut
) -> None:
    write_everything(desk, paper)
    row = desk.freeze()
    renderer = app.state.parts[Renderer]
    before = rendered(database, row["id"], renderer)
    with database.transaction() as session:
        lose_everything_else(session)
    assert rendered(database, row["id"], renderer) == before
    assert "missing" not in before.html


def rendered(database: Database, revision_id: str, renderer: Renderer) -> Any:
    with database.transaction(read_only=True) as session:
        revision = session.get_one(Revision, revision_id)
        claims = revisions.evidence_of(session, revision)
    return revisions.shown(revision, claims, lambda digest: f"/images/{digest}", renderer)


def lose_everything_else(session: Session) -> None:
    """All but the draft's own row, the revision and its evidence."""
    for table in (
        Note, ShelfItem, UnsureMark, CoAuthor, models.DraftPaper, models.LiveText, models.Snapshot, models.Image,
        VersionAuthor, PaperVersion, Paper,
    ):  # fmt: skip
        session.exec(delete(table))
    for draft in session.exec(select(Draft)):
        draft.title, draft.reader, draft.should_know = "gone", "", []


def test_the_same_again_is_the_same_version(desk: Desk, paper: PaperOut) -> None:
    write_everything(desk, paper)
    first = desk.freeze()
    assert desk.freeze(occasion="review") == first
    assert desk.freeze(name="Named after all")["number"] == 2
    desk.client.patch(desk.url, json={"reader": "a plumber"})
    assert desk.freeze()["number"] == 3
    desk.save("Shorter.")
    assert desk.freeze()["number"] == 4
    numbers = [row["number"] for row in desk.client.get(f"{desk.url}/revisions").json()]
    assert numbers == [4, 3, 2, 1]
    assert desk.client.get(desk.url).json()["last_revision"] == 4


def test_a_version_of_a_text_that_moved_on_is_refused(desk: Desk) -> None:
    desk.save("Newer.")
    answer = desk.client.post(f"{desk.url}/revisions", json={"base_version": 1})
    assert answer.status_code == 409
    assert answer.json()["error"]["current"]["body"] == "Newer."
    assert desk.client.get(f"{desk.url}/revisions").json() == []


def test_an_old_version_never_changes(desk: Desk, paper: PaperOut) -> None:
    note = write_everything(desk, paper)
    row = desk.freeze()
    before = desk.client.get(f"/api/revisions/{row['id']}").json()
    desk.client.delete(f"/api/notes/{note}")
    desk.save("Nothing is left.")
    desk.client.patch(desk.url, json={"title": "Another", "byline": "Somebody"})
    assert desk.client.get(f"/api/revisions/{row['id']}").json() == before


def test_a_private_note_of_a_stranger_is_no_evidence_until_it_is_shared(
    as_: Callable[[Person], TestClient], cast: Cast, desk: Desk, paper: PaperOut
) -> None:
    rui = as_(cast.rui)
    note = Desk(rui, {}).note(paper, words="My *own* thought.")
    desk.save(f"So [it seems](note:{note}).")
    preview = desk.client.post(f"{desk.url}/preview", json={"body": desk.text()["body"]}).json()
    assert [problem["kind"] for problem in preview["problems"]] == ["note"]
    assert desk.client.get(f"/api/revisions/{desk.freeze()['id']}").json()["evidence"] == []
    rui.put(f"/api/notes/{note}/sharing", json={"sharing": "public"})
    (evidence,) = desk.client.get(f"/api/revisions/{desk.freeze()['id']}").json()["evidence"]
    assert evidence["quote"] == QUOTE
    assert "<em>own</em>" in evidence["words_html"]


def test_quoting_shares_the_passage_only(desk: Desk, paper: PaperOut) -> None:
    note = desk.note(paper, words="A private thought.")
    desk.save(f"So [it seems](note:{note}).")
    shown = desk.client.get(f"/api/revisions/{desk.freeze()['id']}")
    assert QUOTE in shown.text
    assert "private thought" not in shown.text


def test_the_preview_shows_what_the_version_will(desk: Desk, paper: PaperOut) -> None:
    write_everything(desk, paper)
    preview = desk.client.post(f"{desk.url}/preview", json={"body": desk.text()["body"]}).json()
    assert [one["kind"] for one in preview["problems"]] == ["credit"]  # nobody said whose the picture is
    assert (preview["claims"], preview["formulas"]) == (2, 1)
    assert QUOTE in "".join(preview["blocks"])


def test_freezing_is_announced(database: Database, cast: Cast, desk: Desk) -> None:
    with database.transaction() as session:
        draft = session.get_one(Draft, desk.draft["id"])
        revision = revisions.freeze(session, draft, cast.ada.id, Occasion.REVIEW, 1, Needs([], [], []))
    with database.transaction(read_only=True) as session:
        facts = [job.payload for job in session.exec(select(Job).where(Job.name == "announce"))]
        assert session.exec(select(Evidence)).all() == []
    assert {"fact": "writing.revision_frozen", "subject": revision.id} in facts


def test_a_text_that_cannot_be_read_in_time_is_saved_but_not_frozen(desk: Desk) -> None:
    """Nothing waits for it: the reading happens in a process that is killed, outside any transaction."""
    hostile = "[^a" * 130_000
    desk.save(hostile)
    answer = desk.client.post(f"{desk.url}/revisions", json={"base_version": desk.text()["version"]})
    assert answer.status_code == 503
    assert "text itself is safe" in answer.json()["error"]["sentence"]
    assert desk.client.get(f"{desk.url}/revisions").json() == []
    assert desk.text()["body"] == hostile
