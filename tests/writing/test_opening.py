"""A Word document opened as a draft through the real thing: read apart, its pictures made anew."""

import io
from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient
from PIL import Image as Drawn
from sqlmodel import func, select

from app.database import Database
from app.people.models import Person
from app.writing.models import Draft
from tests.conftest import Cast
from tests.docx_here import document, drawing, paragraph

As = Callable[[Person], TestClient]


def picture() -> bytes:
    made = io.BytesIO()
    Drawn.new("RGB", (30, 20), "teal").save(made, "PNG")
    return made.getvalue()


def post(client: TestClient, data: bytes, name: str = "On_kettles.docx"):  # type: ignore[no-untyped-def]
    return client.post("/api/opened-documents", files={"file": (name, data, "application/octet-stream")})


def test_a_document_becomes_a_draft_with_its_pictures(as_: As, cast: Cast) -> None:
    ada = as_(cast.ada)
    inside = paragraph("Why", "H1") + paragraph(drawing("i1", "A kettle")) + paragraph(drawing("i2", "A drawing"))
    answer = post(ada, document(inside, files={"i1": picture(), "i2": b"\x01\x00\x00\x00EMF"}))
    assert answer.status_code == 201, answer.text
    assert answer.json()["left"] == [
        "Some pictures are of a kind that cannot be shown here; each is named where it stood."
    ]
    draft = ada.get(f"/api/drafts/{answer.json()['draft_id']}").json()
    assert (draft["title"], draft["kind"]) == ("On kettles", "summary")
    lines = draft["text"]["body"].split("\n\n")
    assert (lines[0], lines[2]) == ("# Why", "*Picture, not brought along: A drawing*")
    assert lines[1].startswith("![A kettle](image:")
    shown = ada.post(f"/api/drafts/{draft['id']}/preview", json={"body": lines[1]}).json()["blocks"][0]
    address = shown.split('src="')[1].split('"')[0]
    assert ada.get(address).headers["content-type"] == "image/png"


@pytest.mark.parametrize(
    ("data", "status", "says"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, 422, "old Word"),
        (b"PK\x03\x04 cut", 422, "broken"),
        (document(paragraph("x" * 400_001)), 413, "at most 400,000 characters"),
    ],
    ids=["old", "broken", "long"],
)
def test_what_cannot_be_opened_begins_nothing(
    database: Database, as_: As, cast: Cast, data: bytes, status: int, says: str
) -> None:
    answer = post(as_(cast.ada), data)
    assert answer.status_code == status, answer.text
    assert says in answer.json()["error"]["sentence"]
    with database.transaction(read_only=True) as session:
        assert session.exec(select(func.count()).select_from(Draft)).one() == 0
