"""A person's own PDF: theirs alone, replaced, taken away; what cannot be read is refused in a sentence."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select
from starlette.testclient import TestClient

from app.database import Database
from app.files import Files
from app.main import close_parts, create_app
from app.papers.models import PaperText, TextBody
from app.people.models import Person
from app.settings import Settings
from tests.conftest import Cast, browser
from tests.papers.fulltext.pdfs import pdf

As = Callable[[Person], TestClient]
BY_HAND = {"title": "A Report on Kettles", "authors": ["A. Nobody"], "where": "https://reports.example/kettles"}


@pytest.fixture
def outside(as_: As, cast: Cast) -> str:
    """A version of a work outside arXiv."""
    answer = as_(cast.kim).post("/api/papers", json=BY_HAND)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["version_id"])


def send(client: TestClient, version_id: str, data: bytes, name: str = "report.pdf") -> Any:
    return client.post(f"/api/paper-versions/{version_id}/own-pdf", files={"file": (name, data, "application/pdf")})


def test_a_work_outside_arxiv_asks_for_ones_own_pdf(as_: As, cast: Cast, outside: str) -> None:
    ada = as_(cast.ada)
    state = ada.put(f"/api/paper-versions/{outside}/text", json={}).json()
    assert (state["access"], state["texts"], state["fetch"]["state"]) == ("open", [], "none")
    assert "not on arXiv" in state["missing"]


def test_it_is_kept_and_read_by_its_owner_alone(as_: As, cast: Cast, outside: str) -> None:
    ada, rui, kim = as_(cast.ada), as_(cast.rui), as_(cast.kim)
    sent = pdf(["A kettle whistles"], ["when it boils."])
    answer = send(ada, outside, sent)
    assert answer.status_code == 201, answer.text
    [text] = answer.json()["texts"]
    assert (text["form"], text["own"]) == ("pdf", True)
    shown = ada.get(f"/api/paper-texts/{text['id']}").json()
    assert shown["pages"] == [0, len("A kettle whistles ")]
    assert ada.get(f"/api/paper-texts/{text['id']}/pdf").content == sent
    for other in (rui, kim):
        assert other.get(f"/api/paper-versions/{outside}/text").json()["texts"] == []
        for part in ("", "/pdf", "/figures/x1.png"):
            assert other.get(f"/api/paper-texts/{text['id']}{part}").status_code == 404
        noted = {"version_id": outside, "text_id": text["id"], "words": "?", "anchor": {"exact": "kettle"}}
        assert other.post("/api/notes", json=noted).status_code == 404
        other.delete(f"/api/paper-versions/{outside}/own-pdf")
    assert ada.get(f"/api/paper-texts/{text['id']}").status_code == 200


def test_two_people_with_the_same_pdf_lose_nothing_of_each_others(
    as_: As, cast: Cast, outside: str, database: Database
) -> None:
    ada, rui = as_(cast.ada), as_(cast.rui)
    sent = pdf(["A kettle whistles"])
    ids = [send(client, outside, sent).json()["texts"][0]["id"] for client in (ada, rui)]
    assert ids[0] != ids[1]
    ada.delete(f"/api/paper-versions/{outside}/own-pdf")
    assert ada.get(f"/api/paper-texts/{ids[0]}").status_code == 404
    assert rui.get(f"/api/paper-texts/{ids[1]}/pdf").content == sent


def test_it_is_replaced_and_taken_away_with_its_bytes(
    as_: As, cast: Cast, outside: str, database: Database, app: Any
) -> None:
    ada, files = as_(cast.ada), app.state.parts[Files]
    first = send(ada, outside, pdf(["A kettle whistles"])).json()["texts"][0]
    with database.transaction(read_only=True) as session:
        body = session.get_one(PaperText, first["id"]).body
    again = send(ada, outside, pdf(["A kettle whistles"])).json()["texts"]
    assert [text["id"] for text in again] == [first["id"]], "the same PDF again is the same"
    [second] = send(ada, outside, pdf(["A kettle whistles loudly"])).json()["texts"]
    assert second["id"] != first["id"]
    with database.transaction(read_only=True) as session:
        assert files.get(session, body) is None
        body = session.get_one(PaperText, second["id"]).body
        assert files.get(session, body)
    assert ada.delete(f"/api/paper-versions/{outside}/own-pdf").json()["texts"] == []
    ada.delete(f"/api/paper-versions/{outside}/own-pdf")
    with database.transaction(read_only=True) as session:
        assert files.get(session, body) is None
        assert session.exec(select(PaperText)).all() == []
        assert session.exec(select(TextBody)).all() == []


def test_the_words_that_notes_lean_on_stay(as_: As, cast: Cast, outside: str, database: Database) -> None:
    ada = as_(cast.ada)
    text = send(ada, outside, pdf(["A kettle whistles when it boils"])).json()["texts"][0]
    noted = {"version_id": outside, "text_id": text["id"], "words": "?", "anchor": {"exact": "whistles when it boils"}}
    assert ada.post("/api/notes", json=noted).status_code == 201
    assert ada.delete(f"/api/paper-versions/{outside}/own-pdf").status_code == 200
    with database.transaction(read_only=True) as session:
        assert session.exec(select(TextBody.digest)).all() == [text["digest"]]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "not a PDF"),
        (b"<html>Not found</html>", "not a PDF"),
        (b"%PDF-1.7 and then nothing that is one", "broken"),
        (pdf(["A secret"], locked=True), "password"),
        (pdf([]), "no text"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(
    as_: As, cast: Cast, outside: str, data: bytes, says: str
) -> None:
    ada = as_(cast.ada)
    answer = send(ada, outside, data)
    assert answer.status_code == 422
    assert says in answer.json()["error"]["sentence"]
    assert ada.get(f"/api/paper-versions/{outside}/text").json()["texts"] == []


def test_it_is_at_most_80_megabytes(as_: As, cast: Cast, outside: str) -> None:
    answer = send(as_(cast.ada), outside, b"%PDF-1.7" + bytes(80 * 1024 * 1024))
    assert answer.status_code == 413
    assert "80 MB" in answer.json()["error"]["sentence"]


def test_a_place_of_open_licences_takes_none(as_: As, cast: Cast, outside: str, settings: Settings) -> None:
    app = create_app(settings.model_copy(update={"full_text": "open"}))
    client = browser(app)
    client.cookies.update(as_(cast.ada).cookies)
    answer = send(client, outside, pdf(["A kettle"]))
    assert answer.status_code == 403
    assert "open licences" in answer.json()["error"]["sentence"]
    close_parts(app.state.parts)


@pytest.mark.material
def test_real_pdfs_that_cannot_be_read(as_: As, cast: Cast, outside: str, material: Path) -> None:
    ada = as_(cast.ada)
    for name in ("misc_not_a_pdf.pdf", "password_2206.01062_pg3.pdf"):
        assert send(ada, outside, (material / "pdf" / name).read_bytes()).status_code == 422, name
