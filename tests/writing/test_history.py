"""Looking back: what is kept, comparing any two, naming one, having one back; who wrote what."""

import base64
from collections.abc import Callable
from datetime import timedelta

import pytest
from fastapi.testclient import TestClient
from sqlmodel import select, update

from app.database import Database, now
from app.people.models import Person
from app.writing.live.document import Document
from app.writing.models import CoAuthor, LiveText, Snapshot, TextClient
from app.writing.rules import Part
from tests.conftest import Cast
from tests.writing.conftest import Desk

As = Callable[[Person], TestClient]
FIRST, SECOND = "# Tea\n\nA kettle sings.\n\nIt is hot.\n", "# Tea\n\nA kettle hums.\n\nIt is hot.\n"


def keep(database: Database, desk: Desk, body: str, days: int = 0, name: str = "") -> str:
    """A text of the draft as it was some days ago, kept by itself."""
    with database.transaction() as session:
        kept = Snapshot(
            draft_id=desk.draft["id"], digest=f"{body}{days}", body=body, name=name,
            made_at=now() - timedelta(days=days), made_by=desk.draft["authors"][0]["person"]["id"],
        )  # fmt: skip
        session.add(kept)
    return kept.id


def kinds(desk: Desk) -> list[tuple[str, int | None, str]]:
    return [(one["kind"], one["number"], one["name"]) for one in desk.client.get(f"{desk.url}/history").json()]


def test_all_that_is_kept_is_listed_once_newest_first(database: Database, desk: Desk) -> None:
    keep(database, desk, "Long ago.", 3)
    desk.save(FIRST)
    desk.freeze(name="For Rui")
    keep(database, desk, "A while ago.", 1)
    desk.save(SECOND)
    found = desk.client.get(f"{desk.url}/history").json()
    assert kinds(desk)[:2] == [("now", None, ""), ("saved", 1, "For Rui")]
    assert [one["kind"] for one in found[2:]] == ["automatic"] * (len(found) - 2)
    assert [one["at"] for one in found] == sorted((one["at"] for one in found), reverse=True)
    assert {one["by"] for one in found if one["kind"] != "now"} <= {"Ada Writer", ""}
    with database.transaction(read_only=True) as session:
        bodies = set(session.exec(select(Snapshot.body)))
    assert FIRST in bodies, "it is kept, and listed as the saved version it is"


def test_any_two_are_compared_as_source_and_as_drawn(database: Database, desk: Desk) -> None:
    desk.save(FIRST)
    saved, older = desk.freeze()["id"], keep(database, desk, "# Tea\n", 2)
    desk.save(SECOND)
    found = desk.client.get(f"{desk.url}/history/{saved}/now").json()
    assert [(piece["kind"], piece["text"]) for piece in found["pieces"]] == [
        ("same", "# Tea\n\nA kettle "), ("gone", "sings"), ("new", "hums"), ("same", ".\n\nIt is hot.\n"),
    ]  # fmt: skip
    old, new = found["old_blocks"], found["new_blocks"]
    assert len(old) == len(new) == 3
    assert "sings" in old[1]
    assert "hums" in new[1]
    assert [part.split('data-h="')[1][:8] for part in (old[0], old[2])] == [
        part.split('data-h="')[1][:8] for part in (new[0], new[2])
    ]
    back = desk.client.get(f"{desk.url}/history/now/{older}").json()
    assert (back["old"]["kind"], back["new"]["id"]) == ("now", older)
    assert {piece["kind"] for piece in back["pieces"]} == {"same", "gone"}


def test_a_saved_version_is_drawn_from_itself_alone(desk: Desk, paper: object) -> None:
    note = desk.note(paper)  # type: ignore[arg-type]
    desk.save(f"[A claim](note:{note}) with a source.\n")
    saved = desk.freeze()["id"]
    assert desk.client.delete(f"/api/notes/{note}").status_code == 204
    found = desk.client.get(f"{desk.url}/history/{saved}/now").json()
    assert "96 of 100" in found["old_blocks"][0]
    assert "96 of 100" not in found["new_blocks"][0]


def test_what_kept_itself_can_be_named(database: Database, desk: Desk) -> None:
    kept = keep(database, desk, "A while ago.", 1)
    saved = desk.freeze()["id"]
    address = f"{desk.url}/history"
    assert desk.client.patch(f"{address}/{kept}", json={"name": " Before\nthe cut "}).json()["name"] == "Before the cut"
    assert ("automatic", None, "Before the cut") in kinds(desk)
    assert desk.client.patch(f"{address}/{saved}", json={"name": "Other"}).status_code == 404
    assert desk.client.patch(f"{address}/{kept}", json={"name": "a" * 121}).status_code == 422


@pytest.mark.parametrize("which", ["saved", "automatic"])
def test_having_a_version_back_is_a_new_edit_and_loses_nothing(database: Database, desk: Desk, which: str) -> None:
    desk.save(FIRST)
    saved, kept = desk.freeze()["id"], keep(database, desk, "Older. 👩‍🔬\n", 4)
    desk.save(SECOND)
    before = desk.text()["version"]
    answer = desk.client.put(f"{desk.url}/text-of/{saved if which == 'saved' else kept}")
    assert answer.status_code == 200, answer.text
    assert desk.text()["body"] == (FIRST if which == "saved" else "Older. 👩‍🔬\n")
    assert desk.text()["version"] == answer.json()["version"] > before
    with database.transaction(read_only=True) as session:
        assert SECOND in set(session.exec(select(Snapshot.body)))
    assert ("saved", 1, "") in kinds(desk)
    assert desk.client.put(f"{desk.url}/text-of/{answer.json()['stood']}").status_code == 200
    assert desk.text()["body"] == SECOND, "it can be undone"


def test_of_an_empty_text_there_is_nothing_to_have_back(desk: Desk) -> None:
    desk.save(FIRST)
    saved = desk.freeze()["id"]
    desk.save("\n")
    assert desk.client.put(f"{desk.url}/text-of/{saved}").json()["stood"] is None


def test_versions_of_other_drafts_are_not_here(database: Database, desk: Desk, as_: As, cast: Cast) -> None:
    own = keep(database, desk, "A while ago.", 1)
    rui = as_(cast.rui)
    other = rui.post("/api/drafts", json={"kind": "proposal"}).json()["id"]
    for path in (f"history/{own}/now", f"history/now/{own}"):
        assert rui.get(f"/api/drafts/{other}/{path}").status_code == 404
    assert rui.put(f"/api/drafts/{other}/text-of/{own}").status_code == 404
    assert rui.patch(f"/api/drafts/{other}/history/{own}", json={"name": "Mine"}).status_code == 404


def test_who_wrote_what_is_said_for_this_epoch(database: Database, desk: Desk, as_: As, cast: Cast) -> None:
    draft = desk.draft["id"]
    with database.transaction() as session:
        session.add(CoAuthor(draft_id=draft, person_id=cast.rui.id, byline="Rui", part=Part.READER))
        session.exec(update(LiveText).where(LiveText.draft_id == draft).values(epoch=2))
        session.add(TextClient(draft_id=draft, epoch=1, client=7, person_id=cast.mei.id))
        session.add(TextClient(draft_id=draft, epoch=2, client=2**32 + 5, person_id=cast.ada.id))
        session.add(TextClient(draft_id=draft, epoch=2, client=9, person_id=None))
    found = as_(cast.rui).get(f"{desk.url}/writers").json()
    assert found["epoch"] == 2
    assert found["clients"].items() >= {str(2**32 + 5): cast.ada.id}.items()
    assert set(found["clients"].values()) == {cast.ada.id}
    assert [person["name"] for person in found["people"]] == ["Ada Writer"]


def test_the_document_says_whose_words_stand_where(desk: Desk, cast: Cast) -> None:
    desk.save("Tea 👩‍🔬 is hot.\n")
    found = desk.client.get(f"{desk.url}/writers").json()
    document = Document(base64.b64decode(found["document"]))
    assert document.body() == "Tea 👩‍🔬 is hot.\n"
    assert {found["clients"].get(str(client)) for client in document.known} == {cast.ada.id}
