"""Who may do what in the reading room: persons × verbs × states, as one table."""

from collections.abc import Callable

from fastapi import FastAPI
from fastapi.testclient import TestClient

from app.database import Database
from app.papers.schemas import PaperOut
from app.people import accounts
from app.people.models import Person
from tests.conftest import Cast, browser

TABLE = """
verb                               owner  member  anonymous  suspended
get /shelf                         200    200     401        401
put /shelf/PAPER                   200    200     401        401
put /shelf/nothing                 404    404     401        401
get /notes?paper=PAPER             200    200     401        401
get /notes?paper=nothing           200    200     401        401
post /notes                        201    201     401        401
patch /notes/PRIVATE               200    404     401        401
patch /notes/PUBLIC                200    404     401        401
patch /notes/nothing               404    404     401        401
put /notes/PRIVATE/sharing         200    404     401        401
put /notes/PUBLIC/sharing          200    404     401        401
get /notes/PRIVATE                 200    404     401        401
get /notes/PUBLIC                  200    200     401        401
get /notes/COAUTHORS               200    404     401        401
patch /notes/COAUTHORS             200    404     401        401
put /notes/COAUTHORS/sharing       200    404     401        401
put /notes/PRIVATE/anchor          200    404     401        401
put /notes/PUBLIC/anchor           200    404     401        401
put /notes/PRIVATE/restoration     200    404     401        401
put /notes/PUBLIC/restoration      200    404     401        401
put /notes/nothing/restoration     404    404     401        401
get /note-search                   200    200     401        401
get /note-tags                     200    200     401        401
get /note-colours                  200    200     401        401
put /note-colours                  200    200     401        401
get /notes.jsonld                  200    200     401        401
get /notes.md                      200    200     401        401
post /note-imports                 422    422     401        401
delete /notes/PRIVATE              204    404     401        401
delete /notes/PUBLIC               204    404     401        401
delete /shelf/PAPER                204    204     401        401
"""
BODIES = {
    "put /shelf": {"progress": "reading"},
    "post /notes": {"words": "Why?"},
    "patch /notes": {"words": "Because."},
    "put /note-colours": [],
    "put /notes": {"sharing": "public"},
}


def note(client: TestClient, version_id: str, words: str) -> str:
    return str(client.post("/api/notes", json={"version_id": version_id, "words": words}).json()["id"])


def test_the_table_holds(
    app: FastAPI, database: Database, as_: Callable[[Person], TestClient], cast: Cast, paper: PaperOut
) -> None:
    ada, suspended = as_(cast.ada), as_(cast.mei)
    people = {"owner": ada, "member": as_(cast.rui), "anonymous": browser(app), "suspended": suspended}
    with database.transaction() as session:
        accounts.suspend(session, cast.mei, cast.kim)
    header, *lines = TABLE.strip().splitlines()
    for line in lines:
        method, address, *expected = line.split()
        for who, status in zip(header.split()[1:], expected, strict=True):
            path = address.replace("PAPER", paper.id)
            for sharing in ("private", "coauthors", "public"):
                made = note(ada, paper.version_id, f"Shared as {sharing}.")
                ada.put(f"/api/notes/{made}/sharing", json={"sharing": sharing})
                path = path.replace(sharing.upper(), made)
            body = next((body for verb, body in BODIES.items() if f"{method} {address}".startswith(verb)), None)
            body = {**body, "version_id": paper.version_id} if body and method in {"post", "put"} else body
            answer = people[who].request(method, f"/api{path}", json=body)
            assert answer.status_code == int(status), (line, who, answer.text)


def test_others_see_shared_words_and_nothing_private(
    as_: Callable[[Person], TestClient], cast: Cast, paper: PaperOut
) -> None:
    ada, rui = as_(cast.ada), as_(cast.rui)
    shared = note(ada, paper.version_id, "Ours.")
    note(ada, paper.version_id, "Mine.")
    ada.put(f"/api/notes/{shared}/sharing", json={"sharing": "public"})
    seen = rui.get("/api/notes", params={"paper": paper.id}).json()
    assert [(one["words"], one["mine"], one["person"]["name"]) for one in seen] == [("Ours.", False, "Ada Writer")]
    ada.put(f"/api/notes/{shared}/sharing", json={"sharing": "private"})
    assert rui.get("/api/notes", params={"paper": paper.id}).json() == []
