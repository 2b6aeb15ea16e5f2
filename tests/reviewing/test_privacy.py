"""Before a review is sent, no byte of it reaches anybody but its writer; and a reviewer sees one saved version only."""

import re
from collections.abc import Callable, Iterator

import pytest
from fastapi import FastAPI
from sqlmodel import select
from starlette.testclient import TestClient

from app.database import Database
from app.jobs import Worker
from app.mail import Mail
from app.people import availability, exclusions
from app.people.models import Person
from app.reading import shelf
from app.reviewing.models import Request
from app.worker import FACTS, handlers
from app.writing.models import Thread
from tests.conftest import Cast, browser
from tests.papers_here import store_paper
from tests.reviewing.conftest import SECRET_REMARK, Piece, begin, path_of
from tests.test_house import api_routes

As = Callable[[Person], TestClient]
MARKS = ("Zaphodson", "quincunxes", "farthingales", "widdershins")
"""Words of the reviewer's that stand nowhere else: name, sentence, comment, why."""


@pytest.fixture
def known(piece: Piece, client: TestClient, database: Database) -> dict[str, str]:
    """A review begun by somebody with a link, full of marked words; and every id that an address could hold."""
    [row] = piece.ask({"via": "link", "answers": 3}, passages=piece.screen()["proposals"][0]["passages"])["invitations"]
    client.get(path_of(row["url"]))
    invitation = client.get(f"/api/invitations/{row['id']}").json()
    here = begin(client, row["id"], f"Lee {MARKS[0]}")
    [evidence] = invitation["revision"]["evidence"]
    client.patch(here, json={"sentence": f"Full of {MARKS[1]}."})
    thread = client.post(f"{here}/comments", json={"words": f"Many {MARKS[2]}."}).json()["threads"][0]["id"]
    client.put(f"{here}/ticks/{evidence['id']}", json={"verdict": "wrong", "why": MARKS[3]})
    with database.transaction(read_only=True) as session:
        request = session.exec(select(Request)).one()
    return {
        "draft_id": piece.id, "review_id": here.rsplit("/", 1)[1], "invitation_id": row["id"], "thread_id": thread,
        "ask_id": request.id, "revision_id": request.revision_id, "mark_id": piece.mark_id, "note_id": piece.note_id,
        "evidence_id": evidence["id"], "key": "2611.01234", "handle": "ada",
    }  # fmt: skip


def readable(app: FastAPI, known: dict[str, str]) -> Iterator[str]:
    """Every address that can be read, with all that is known put into it."""
    for route in api_routes(app):
        if "GET" in (route.methods or set()):
            yield re.sub(r"\{(\w+)(?::path)?\}", lambda slot: known.get(slot[1], known["draft_id"]), route.path)


def test_nobody_else_reads_a_byte_before_it_is_sent(
    known: dict[str, str], piece: Piece, cast: Cast, as_: As, app: FastAPI, client: TestClient, database: Database
) -> None:
    paths = list(readable(app, known))
    assert f"/api/reviews/{known['review_id']}" in paths
    assert f"/api/drafts/{piece.id}/threads" in paths
    others = {"ada": piece.ada, "kim": as_(cast.kim), "mei": as_(cast.mei), "nobody": browser(app)}
    for name, browsing in others.items():
        for path in paths:
            answer = browsing.get(path)
            assert answer.status_code != 500, f"{path} broke for {name}"
            assert [mark for mark in MARKS if mark in answer.text] == [], f"{name} reads {path}"
    assert piece.ada.post(f"/api/threads/{known['thread_id']}/comments", json={"words": "Who?"}).status_code == 404
    with database.transaction(read_only=True) as session:
        assert not any(
            mark in mail.text + mail.html + mail.subject for mail in session.exec(select(Mail)) for mark in MARKS
        )
        assert [thread.visible_from for thread in session.exec(select(Thread))] == [None]

    client.put(f"/api/reviews/{known['review_id']}/sending")
    text = piece.ada.get(f"/api/drafts/{piece.id}/asks").text
    assert [mark for mark in MARKS if mark not in text] == []
    for name in ("mei", "nobody"):
        assert not any(mark in others[name].get(path).text for path in paths for mark in MARKS)


def test_a_taken_back_ask_leaves_an_unsent_review_unread(
    known: dict[str, str], piece: Piece, client: TestClient
) -> None:
    assert piece.ada.delete(f"/api/asks/{known['ask_id']}").status_code == 200
    refused = client.put(f"/api/reviews/{known['review_id']}/sending")
    assert refused.status_code == 410
    assert "Your words are here to copy" in refused.json()["error"]["sentence"]
    assert client.get(f"/api/reviews/{known['review_id']}").json()["sentence"] == f"Full of {MARKS[1]}."
    text = piece.ada.get(f"/api/drafts/{piece.id}/asks").text
    assert not any(mark in text for mark in MARKS)


def test_a_reviewer_sees_the_version_they_were_sent_and_nothing_newer(
    known: dict[str, str], piece: Piece, client: TestClient, app: FastAPI
) -> None:
    live = piece.ada.get(f"/api/drafts/{piece.id}").json()["text"]
    changed = live["body"] + "\nA thought of tomorrow: brouhaha.\n"
    saved = piece.ada.put(f"/api/drafts/{piece.id}/text", json={"body": changed, "base_version": live["version"]})
    assert saved.is_success
    piece.ada.post(f"/api/drafts/{piece.id}/revisions", json={"base_version": saved.json()["version"]})
    piece.ada.post(f"/api/drafts/{piece.id}/threads", json={"words": "Between us: hullabaloo."})
    for path in readable(app, known):
        text = client.get(path).text
        assert [secret for secret in ("brouhaha", "hullabaloo", SECRET_REMARK) if secret in text] == [], path
    assert client.get(f"/api/invitations/{known['invitation_id']}").json()["revision"]["number"] == 1


def test_reviewers_do_not_see_each_other(known: dict[str, str], piece: Piece, app: FastAPI, client: TestClient) -> None:
    [row] = piece.ask({"via": "link", "answers": 2})["invitations"]
    client.put(f"/api/reviews/{known['review_id']}/sending")
    other = browser(app)
    other.get(path_of(row["url"]))
    begin(other, row["id"], "Bo")
    for path in readable(app, known | {"invitation_id": row["id"]}):
        text = other.get(path).text
        assert [mark for mark in MARKS if mark in text] == [], path


def test_no_byte_tells_whom_somebody_excluded_or_what_they_read(
    piece: Piece, cast: Cast, as_: As, app: FastAPI, client: TestClient, database: Database
) -> None:
    """Rui excluded Ada, and Kim reads in private what fits Ada's draft: a whole round, read by everybody."""
    paper = store_paper(database, arxiv_id="2611.07777", title="Quoxwood kettles", abstract="Kettles and probes.")
    said = availability.Said([], 2, 4, None, "Xylolab", [], True)
    with database.transaction() as session:
        for person in (cast.rui, cast.kim):
            shelf.begin_reading(session, person.id, paper.id)
            availability.say(session, person, said)
        exclusions.exclude(session, cast.rui, cast.ada)
    ask = piece.ask({"via": "router"}, passages=piece.screen()["proposals"][0]["passages"])
    worker = Worker(database, handlers(app.state.parts), FACTS)
    while worker.run_one():
        pass
    [row] = piece.screen()["asks"][0]["invitations"]
    assert row["who"] == "somebody who fits"
    here = begin(as_(cast.kim), row["id"])
    as_(cast.kim).patch(here, json={"sentence": "Right."})
    assert as_(cast.kim).put(f"{here}/sending").is_success
    review = here.rsplit("/", 1)[1]
    known = {
        "draft_id": piece.id, "ask_id": ask["id"], "invitation_id": row["id"], "review_id": review, "handle": "kim",
        "mark_id": piece.mark_id, "note_id": piece.note_id, "key": "2611.01234",
    }  # fmt: skip
    paths = [f"{path}?kind=clarity&words=" for path in readable(app, known)]
    assert any("/fits?" in path for path in paths)
    for path in paths:
        text = piece.ada.get(path).text
        for mark in ("Rui Reviewer", cast.rui.id, "rui@people", "Xylolab"):
            assert mark not in text, f"Ada reads {mark} at {path}"
        if "Kim Keeper" in text:
            assert "Quoxwood" not in text, f"Ada learns what Kim reads at {path}"
    for path in paths:
        if not path.startswith("/settings/asks"):
            text = as_(cast.rui).get(path).text
            assert "Ada Writer" not in text, f"Rui meets Ada at {path}"
        for browsing in (as_(cast.mei), client):
            assert "Xylolab" not in browsing.get(path).text
    assert [one["why"] for one in piece.ada.get(f"/api/drafts/{piece.id}/fits?kind=clarity").json()["fits"]] == [
        "Works in this area. Free."
    ]
    with database.transaction(read_only=True) as session:
        for mail in session.exec(select(Mail)):
            assert mail.recipient in {"kim@people.example", "ada@people.example"}
            assert not any(mark in mail.subject + mail.text + mail.html for mark in ("Rui", "Quoxwood", "Xylolab"))
