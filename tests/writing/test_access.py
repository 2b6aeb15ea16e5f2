"""Who may do what in the writing room: persons × verbs × states, as one table."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from PIL import Image

from app.anchors import Anchor
from app.database import Database, now
from app.papers.schemas import PaperOut
from app.people import accounts
from app.people.models import Person
from app.writing import suggestions, threads
from app.writing.models import CoAuthor, Draft
from app.writing.rules import Part
from app.writing.suggestions import Proposed
from tests.conftest import Cast, browser
from tests.writing.conftest import Desk

OPEN = """
verb                                  writer  reader  member  anonymous  suspended
get /kinds                            200     200     200     401        401
get /drafts/DRAFT/citations           200     200     404     401        401
get /papers-drafts/PAPER              200     200     200     401        401
get /drafts/DRAFT                     200     200     404     401        401
patch /drafts/DRAFT                   200     404     404     401        401
put /drafts/DRAFT/text                200     404     404     401        401
post /drafts/DRAFT/preview            200     200     404     401        401
post /drafts/DRAFT/unsure             201     404     404     401        401
patch /unsure/MARK                    200     404     404     401        401
put /unsure/MARK/answer               204     404     404     401        401
delete /unsure/MARK                   204     404     404     401        401
get /drafts/DRAFT/revisions           200     200     404     401        401
post /drafts/DRAFT/revisions          201     404     404     401        401
get /revisions/REVISION               200     200     404     401        401
get /drafts/DRAFT/claims              200     200     404     401        401
get /drafts/DRAFT/notes?paper=PAPER   200     200     404     401        401
get /drafts/DRAFT/threads             200     200     404     401        401
post /drafts/DRAFT/threads            201     201     404     401        401
post /threads/THREAD/comments         200     200     404     401        401
put /threads/THREAD/resolution        200     200     404     401        401
delete /threads/THREAD/resolution     200     200     404     401        401
post /threads/HIDDEN/comments         404     404     404     401        401
put /threads/HIDDEN/resolution        404     404     404     401        401
patch /comments/COMMENT               409     404     404     401        401
delete /comments/COMMENT              200     404     404     401        401
get /drafts/DRAFT/suggestions         200     200     404     401        401
post /drafts/DRAFT/suggestions        201     201     404     401        401
put /suggestions/OPEN/acceptance      200     404     404     401        401
put /suggestions/OPEN/dismissal       200     404     404     401        401
put /suggestions/OPEN/withdrawal      404     200     404     401        401
put /suggestions/OPEN/application     409     404     404     401        401
put /suggestions/ACCEPTED/acceptance  409     404     404     401        401
delete /suggestions/ACCEPTED/acceptance 200   404     404     401        401
put /suggestions/ACCEPTED/application 200     404     404     401        401
put /suggestions/ACCEPTED/dismissal   409     404     404     401        401
put /suggestions/ACCEPTED/withdrawal  404     409     404     401        401
put /suggestions/DISMISSED/acceptance 409     404     404     401        401
put /suggestions/DISMISSED/dismissal  200     404     404     401        401
delete /suggestions/DISMISSED/dismissal 200   404     404     401        401
put /suggestions/DISMISSED/withdrawal 404     409     404     401        401
put /suggestions/SECRET/acceptance    404     404     404     401        401
put /suggestions/SECRET/dismissal     404     404     404     401        401
put /suggestions/SECRET/withdrawal    404     404     404     401        401
post /drafts/DRAFT/images             201     404     404     401        401
get /drafts/DRAFT/images/IMAGE        200     200     404     401        401
get /drafts/DRAFT/authors             200     200     404     401        401
patch /drafts/DRAFT/authors/AUTHOR    200     404     404     401        401
delete /drafts/DRAFT/authors/AUTHOR   409     404     404     401        401
get /drafts/DRAFT/invitations         200     404     404     401        401
post /drafts/DRAFT/invitations        201     404     404     401        401
put /co-author-invitations/INVITATION/acceptance   404 404  404 401  401
put /co-author-invitations/INVITATION/declination  404 404  404 401  401
delete /drafts/DRAFT/invitations/INVITATION        204 404  404 401  401
get /drafts/DRAFT/history             200     200     404     401        401
get /drafts/DRAFT/history/REVISION/now 200    200     404     401        401
patch /drafts/DRAFT/history/REVISION  404     404     404     401        401
put /drafts/DRAFT/text-of/REVISION    200     404     404     401        401
get /drafts/DRAFT/writers             200     200     404     401        401
put /drafts/DRAFT/restoration         404     404     404     401        401
delete /drafts/DRAFT                  204     404     404     401        401
"""
DELETED = """
verb                                  writer  reader  member  anonymous  suspended
get /drafts/DRAFT                     404     404     404     401        401
patch /drafts/DRAFT                   404     404     404     401        401
put /drafts/DRAFT/text                404     404     404     401        401
post /drafts/DRAFT/preview            404     404     404     401        401
post /drafts/DRAFT/unsure             404     404     404     401        401
put /unsure/MARK/answer               404     404     404     401        401
post /drafts/DRAFT/revisions          404     404     404     401        401
get /revisions/REVISION               404     404     404     401        401
get /drafts/DRAFT/threads             404     404     404     401        401
post /threads/THREAD/comments         404     404     404     401        401
patch /comments/COMMENT               404     404     404     401        401
delete /comments/COMMENT              404     404     404     401        401
get /drafts/DRAFT/suggestions         404     404     404     401        401
post /drafts/DRAFT/suggestions        404     404     404     401        401
put /suggestions/OPEN/acceptance      404     404     404     401        401
put /suggestions/OPEN/withdrawal      404     404     404     401        401
post /drafts/DRAFT/images             404     404     404     401        401
get /drafts/DRAFT/images/IMAGE        404     404     404     401        401
get /drafts/DRAFT/authors             404     404     404     401        401
patch /drafts/DRAFT/authors/AUTHOR    404     404     404     401        401
get /drafts/DRAFT/invitations         404     404     404     401        401
post /drafts/DRAFT/invitations        404     404     404     401        401
get /drafts/DRAFT/history             404     404     404     401        401
get /drafts/DRAFT/history/REVISION/now 404    404     404     401        401
put /drafts/DRAFT/text-of/REVISION    404     404     404     401        401
get /drafts/DRAFT/writers             404     404     404     401        401
delete /drafts/DRAFT                  404     404     404     401        401
put /drafts/DRAFT/restoration         200     404     404     401        401
"""
BODIES: dict[str, dict[str, Any]] = {
    "patch /drafts/DRAFT": {"deck": "In short."},
    "put /drafts/DRAFT/text": {"body": "A kettle sings.", "base_version": 2},
    "post /drafts/DRAFT/preview": {"body": "A kettle sings."},
    "post /drafts/DRAFT/unsure": {"anchor": {"exact": "sings"}},
    "patch /unsure/MARK": {"question": "Does it?"},
    "post /drafts/DRAFT/revisions": {"base_version": 2},
    "post /drafts/DRAFT/threads": {"words": "Nice."},
    "patch /drafts/DRAFT/history/REVISION": {"name": "Before the cut"},
    "patch /drafts/DRAFT/authors/AUTHOR": {"part": "writer", "position": 0},
    "post /drafts/DRAFT/invitations": {"email": "noor@elsewhere.example"},
    "post /threads/THREAD/comments": {"words": "Yes."},
    "patch /comments/COMMENT": {"words": "Yes."},
    "post /drafts/DRAFT/suggestions": {"anchor": {"exact": "kettle"}, "replacement": "pot"},
    "post /threads/HIDDEN/comments": {"words": "Yes."},
}


def png() -> bytes:
    kept = io.BytesIO()
    Image.new("RGB", (4, 3), "teal").save(kept, "PNG")
    return kept.getvalue()


def picture() -> dict[str, Any]:
    return {"file": ("plot.png", png(), "image/png")}


@pytest.fixture
def people(
    app: FastAPI, database: Database, as_: Callable[[Person], TestClient], cast: Cast, desk: Desk
) -> dict[str, TestClient]:
    """Ada writes, Rui reads along, Mei has no part in it, and Kim's double is suspended although they write in it."""
    with database.transaction() as session:
        paused = accounts.create(session, "Pat Paused", "pat", secret="!")
    known = {"writer": desk.client, "reader": as_(cast.rui), "member": as_(cast.mei), "suspended": as_(paused)}
    with database.transaction() as session:
        session.add(CoAuthor(draft_id=desk.draft["id"], person_id=cast.rui.id, byline="Rui", part=Part.READER))
        session.add(CoAuthor(draft_id=desk.draft["id"], person_id=paused.id, byline="Pat"))
        accounts.suspend(session, paused, cast.kim)
    return {**known, "anonymous": browser(app)}


def suggested(desk: Desk, database: Database, reader: Person) -> dict[str, str]:
    """Fresh suggestions of the reader's, by what became of them; SECRET is a reviewer's, and not shown yet."""
    proposed = Proposed(Anchor("kettle"), "pot")
    with database.transaction() as session:
        draft = session.get_one(Draft, desk.draft["id"])
        secret = suggestions.suggest(session, draft, proposed, "", None, "A reviewer", None)
        made = [suggestions.suggest(session, draft, proposed, "", reader, "Rui", now()) for _ in range(3)]
    _, accepted, dismissed = made
    desk.client.put(f"/api/suggestions/{accepted.id}/acceptance")
    desk.client.put(f"/api/suggestions/{dismissed.id}/dismissal")
    return {"SECRET": secret.id, **dict(zip(("OPEN", "ACCEPTED", "DISMISSED"), (one.id for one in made), strict=True))}


def things(desk: Desk, database: Database, paper: PaperOut, reader: Person) -> dict[str, str]:
    """Fresh things of the draft, by the words of the table."""
    desk.save("A kettle sings.")
    mark = desk.client.post(f"{desk.url}/unsure", json={"anchor": {"exact": "kettle"}}).json()
    thread = desk.client.post(f"{desk.url}/threads", json={"words": "Is it so?"}).json()
    image = desk.client.post(f"{desk.url}/images", files=picture()).json()
    invited = desk.client.post(f"{desk.url}/invitations", json={"email": "kim@people.example"}).json()
    with database.transaction() as session:
        draft = session.get_one(Draft, desk.draft["id"])
        hidden = threads.begin(session, draft, None, "", "Not sent yet.", None, "A reviewer", None)
    return {
        "AUTHOR": desk.draft["authors"][0]["person"]["id"], "INVITATION": invited["id"],
        "PAPER": paper.id, "DRAFT": desk.draft["id"], "MARK": mark["id"], "THREAD": thread["id"], "HIDDEN": hidden.id,
        "COMMENT": thread["comments"][0]["id"], **suggested(desk, database, reader),
        "REVISION": desk.freeze()["id"], "IMAGE": image["url"].rsplit("/", 1)[1],
    }  # fmt: skip


def ask(client: TestClient, verb: str, known: dict[str, str]) -> int:
    method, address = verb.split()
    path = "/".join(known.get(step, step) for step in address.split("/"))
    files = picture() if verb.endswith("/images") else None
    return client.request(method, f"/api{path}", json=BODIES.get(verb), files=files).status_code


def check(table: str, desk: Desk, people: dict[str, TestClient], known: Callable[[], dict[str, str]]) -> None:
    header, *lines = table.strip().splitlines()
    things: dict[str, str] = {}
    for line in lines:
        method, address, *expected = line.split()
        for who, status in reversed(list(zip(header.split()[1:], expected, strict=True))):
            things = things or known()
            answer = ask(people[who], f"{method} {address}", things)
            assert answer == int(status), (line, who)
            if method != "get" and answer < 400:
                things = {}  # made anew: they are no longer as they were


def test_the_table_holds_for_an_open_draft(
    database: Database, desk: Desk, people: dict[str, TestClient], paper: PaperOut, cast: Cast
) -> None:
    known = things(desk, database, paper, cast.rui)

    def fresh() -> dict[str, str]:
        mark = desk.client.post(f"{desk.url}/unsure", json={"anchor": {"exact": "kettle"}}).json()
        thread = desk.client.post(f"{desk.url}/threads", json={"words": "Is it so?"}).json()
        return {
            **known, **suggested(desk, database, cast.rui), "MARK": mark["id"], "COMMENT": thread["comments"][0]["id"],
        }  # fmt: skip

    check(OPEN, desk, people, fresh)


def test_a_deleted_draft_is_not_there_until_its_writer_has_it_back(
    database: Database, desk: Desk, people: dict[str, TestClient], paper: PaperOut, cast: Cast
) -> None:
    known = things(desk, database, paper, cast.rui)
    assert desk.client.delete(desk.url).status_code == 204
    assert people["reader"].get("/api/drafts").json() == []
    check(DELETED, desk, people, lambda: known)
    assert desk.text()["body"] == "A kettle sings."


def test_lists_hold_only_what_one_has_a_part_in(desk: Desk, people: dict[str, TestClient], paper: PaperOut) -> None:
    assert [row["id"] for row in people["writer"].get("/api/drafts").json()] == [desk.draft["id"]]
    assert [row["id"] for row in people["reader"].get("/api/drafts").json()] == [desk.draft["id"]]
    assert people["member"].get("/api/drafts").json() == []
    counted = {who: people[who].get(f"/api/papers-drafts/{paper.id}").json()["open"] for who in ("writer", "member")}
    assert counted == {"writer": 0, "member": 1}
    assert people["reader"].get(desk.url).json()["part"] == "reader"


def test_a_thread_is_its_authors_alone_until_it_is_shown(
    database: Database, cast: Cast, desk: Desk, people: dict[str, TestClient]
) -> None:
    with database.transaction() as session:
        draft = session.get_one(Draft, desk.draft["id"])
        threads.begin(session, draft, None, "", "Mine for now.", cast.rui, "R.", None)
    seen = {who: people[who].get(f"{desk.url}/threads").json() for who in ("writer", "reader")}
    assert seen["writer"] == []
    assert [(one["byline"], one["mine"]) for one in seen["reader"]] == [("R.", True)]
