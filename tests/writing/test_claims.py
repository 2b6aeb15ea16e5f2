"""What claims lean on: passages of full texts, how they stand in newer ones, and notes that co-authors share."""

from collections.abc import Callable
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlmodel import delete

from app.database import Database
from app.markup import Renderer
from app.papers.models import PaperText, TextBody
from app.papers.rules import TextForm
from app.papers.schemas import PaperOut
from app.people.models import Person
from app.reading.models import Anchoring, NoteTag
from app.settings import Settings
from app.writing.models import CoAuthor
from app.writing.rules import Part
from tests.conftest import Cast
from tests.papers_here import ABSTRACT, store_paper
from tests.reading.texts_here import METHODS, PRINTED, SECOND, store_text, work
from tests.writing.conftest import QUOTE, Desk
from tests.writing.test_revisions import lose_everything_else, rendered

SAME = "Each kettle is filled to the same line"
KITCHEN = "the room is kept at the temperature of an ordinary kitchen"
COLD = "A cold kettle says nothing, which we count as honest."


@pytest.fixture
def html(database: Database, desk: Desk, paper: PaperOut) -> str:
    """The paper's text, which its draft lets Ada read: it stands on her shelf."""
    return store_text(database, paper.version_id)


def note(client: TestClient, paper: PaperOut, text_id: str | None, quote: str, **given: Any) -> str:
    body = {"version_id": paper.version_id, "text_id": text_id, "anchor": {"exact": quote}, **given}
    answer = client.post("/api/notes", json=body)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def test_evidence_quotes_the_text_that_was_read(desk: Desk, database: Database, paper: PaperOut, html: str) -> None:
    desk.save(f"[Silence is honest](note:{note(desk.client, paper, html, COLD)}).")
    (claim,) = desk.client.get(f"/api/revisions/{desk.freeze()['id']}").json()["evidence"]
    at = METHODS.index(COLD)
    assert (claim["quote"], claim["label"]) == (COLD, "§3.2 Methods, arXiv 2611.01234v1")
    assert METHODS[:at].endswith(claim["before"])
    assert METHODS[at + len(COLD) :].startswith(claim["after"])
    assert 200 < len(claim["before"]) <= 300
    assert claim["after"]
    assert claim["before"].count("$") % 2 == 0


def test_a_passage_with_characters_beyond_the_first_plane_is_cut_where_it_stands(
    desk: Desk, database: Database, paper: PaperOut
) -> None:
    text = METHODS.replace("A kettle is trusted", "A 𝔎ettle 🫖 is trusted")
    noted = note(desk.client, paper, store_text(database, paper.version_id, text), SAME)
    desk.save(f"[A claim](note:{noted}).")
    (claim,) = desk.client.get(f"/api/revisions/{desk.freeze()['id']}").json()["evidence"]
    at = text.index(SAME)
    assert text[:at].endswith(claim["before"])
    assert text[at + len(SAME) :].startswith(claim["after"])


def test_a_version_that_leans_on_a_full_text_renders_with_nothing_else_present(
    app: FastAPI, desk: Desk, database: Database, paper: PaperOut, html: str
) -> None:
    desk.save(f"[Silence is honest](note:{note(desk.client, paper, html, COLD)}).")
    row, renderer = desk.freeze(), app.state.parts[Renderer]
    before = rendered(database, row["id"], renderer)
    with database.transaction() as session:
        for table in (Anchoring, NoteTag, PaperText, TextBody):
            session.exec(delete(table))
        lose_everything_else(session)
    assert rendered(database, row["id"], renderer) == before
    assert "§3.2 Methods" in before.html


def test_a_claim_says_how_its_passage_stands(
    desk: Desk, database: Database, settings: Settings, paper: PaperOut, html: str
) -> None:
    ids = [note(desk.client, paper, html, quote) for quote in (SAME, KITCHEN, COLD)]
    ids += [note(desk.client, paper, None, QUOTE), "nosuchnote"]
    desk.save("\n\n".join(f"[Claim {place}](note:{one})." for place, one in enumerate(ids)))
    first = desk.client.get(f"{desk.url}/claims").json()
    assert [claim["state"] for claim in first] == ["found", "found", "found", "found", "gone"]
    assert {claim["sentence"] for claim in first[:4]} == {""}
    second = store_paper(database, version=2, abstract=ABSTRACT.replace("96 of 100", "95 of 100"))
    store_text(database, second.version_id, SECOND)
    work(database, settings)
    claims = desk.client.get(f"{desk.url}/claims").json()
    assert [claim["claim"] for claim in claims] == [f"Claim {place}" for place in range(5)]
    assert [claim["state"] for claim in claims] == ["found", "changed", "gone", "changed", "gone"]
    same, kitchen, cold, abstract, lost = claims
    assert (same["number"], same["newest"], same["compared"], same["now"]) == (1, 2, 2, SAME)
    assert "temperature of a kitchen" in kitchen["now"]
    assert kitchen["sentence"] == "Its passage reads differently in version 2."
    assert (cold["quote"], cold["now"]) == (COLD, "")
    assert "95 of 100" in abstract["now"]
    assert "deleted" in lost["sentence"]


def test_a_claim_on_a_deleted_note_is_gone_but_its_evidence_stays(
    app: FastAPI, desk: Desk, database: Database, paper: PaperOut, html: str
) -> None:
    noted = note(desk.client, paper, html, COLD)
    desk.save(f"[Silence is honest](note:{noted}).")
    row = desk.freeze()
    desk.client.delete(f"/api/notes/{noted}")
    (claim,) = desk.client.get(f"{desk.url}/claims").json()
    assert (claim["state"], claim["quote"]) == ("gone", "")
    assert COLD in rendered(database, row["id"], app.state.parts[Renderer]).html
    desk.client.put(f"/api/notes/{noted}/restoration")
    assert desk.client.get(f"{desk.url}/claims").json()[0]["state"] == "found"


SEEN = """
of the note's writer   private  coauthors  public
writer                 yes      yes        yes
co-writer              no       yes        yes
reader                 no       no         no
stranger               404      404        404
"""


def test_who_sees_a_note_beside_a_draft(
    as_: Callable[[Person], TestClient], cast: Cast, database: Database, desk: Desk, paper: PaperOut, html: str
) -> None:
    with database.transaction() as session:
        draft_id = desk.draft["id"]
        session.add(CoAuthor(draft_id=draft_id, person_id=cast.rui.id, byline="Rui"))
        session.add(CoAuthor(draft_id=draft_id, person_id=cast.mei.id, byline="Mei", part=Part.READER))
    people = {"writer": desk.client, "co-writer": as_(cast.rui), "reader": as_(cast.mei), "stranger": as_(cast.kim)}
    header, *lines = SEEN.strip().splitlines()
    for column, sharing in enumerate(header.split()[-3:]):
        noted = note(desk.client, paper, html, SAME, words=f"Shared as {sharing}.")
        desk.client.put(f"/api/notes/{noted}/sharing", json={"sharing": sharing})
        for line in lines:
            who, expected = line.split()[0], line.split()[1:][column]
            answer = people[who].get(f"{desk.url}/notes", params={"paper": paper.id})
            if expected == "404":
                assert answer.status_code == 404
                continue
            ids = [one["id"] for one in answer.json()]
            assert (noted in ids) == (expected == "yes"), (who, sharing)
        if sharing == "coauthors":
            elsewhere = [one["id"] for one in people["co-writer"].get("/api/notes", params={"paper": paper.id}).json()]
            assert noted not in elsewhere
            assert people["co-writer"].get(f"/api/notes/{noted}").status_code == 404


def test_what_co_authors_share_stops_at_the_draft_s_papers(
    as_: Callable[[Person], TestClient], cast: Cast, database: Database, desk: Desk
) -> None:
    other = store_paper(database, "2611.09999", title="Another kettle")
    noted = note(desk.client, other, None, QUOTE)
    desk.client.put(f"/api/notes/{noted}/sharing", json={"sharing": "coauthors"})
    with database.transaction() as session:
        session.add(CoAuthor(draft_id=desk.draft["id"], person_id=cast.rui.id, byline="Rui"))
    assert as_(cast.rui).get(f"{desk.url}/notes", params={"paper": other.id}).json() == []
    (own,) = desk.client.get(f"{desk.url}/notes", params={"paper": other.id}).json()
    assert own["id"] == noted


def test_shared_notes_stand_at_their_place_in_the_text_that_is_read(
    as_: Callable[[Person], TestClient], cast: Cast, database: Database, settings: Settings, desk: Desk,
    paper: PaperOut, html: str,
) -> None:  # fmt: skip
    rui = as_(cast.rui)
    with database.transaction() as session:
        session.add(CoAuthor(draft_id=desk.draft["id"], person_id=cast.rui.id, byline="Rui"))
    pdf = store_text(database, paper.version_id, PRINTED, TextForm.PDF)
    noted = note(desk.client, paper, html, SAME)
    desk.client.put(f"/api/notes/{noted}/sharing", json={"sharing": "coauthors"})
    work(database, settings)
    asked = {"paper": paper.id, "text": pdf}
    assert rui.get(f"{desk.url}/notes", params=asked).status_code == 404
    rui.put(f"/api/shelf/{paper.id}", json={"progress": "reading"})
    (seen,) = rui.get(f"{desk.url}/notes", params=asked).json()
    assert (seen["place"]["start"], seen["mine"]) == (PRINTED.index(SAME), False)


def test_quoting_a_note_shared_with_co_authors_keeps_its_words(desk: Desk, paper: PaperOut, html: str) -> None:
    noted = note(desk.client, paper, html, SAME, words="Only for us.")
    desk.client.put(f"/api/notes/{noted}/sharing", json={"sharing": "coauthors"})
    desk.save(f"[A claim](note:{noted}).")
    row = desk.freeze()
    (claim,) = desk.client.get(f"/api/revisions/{row['id']}").json()["evidence"]
    assert (claim["quote"], claim["words_html"]) == (SAME, "")
