"""Rounds: those who answered are asked again with one click, and see what changed and what became of what they said."""

from collections.abc import Callable
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from app.database import Database
from app.people import availability
from app.people.models import Person
from tests.conftest import Cast, browser
from tests.reviewing.conftest import SECRET_REMARK, Piece, begin, path_of
from tests.reviewing.test_asking import rewrite

As = Callable[[Person], TestClient]
PLACE = {"exact": "does not suffice", "prefix": "The sound alone ", "suffix": ": a kettle"}
ANEW = """# When a kettle lies

A probe listens to the water. [It is right in *96 of 100* cases](note:{note}), at a cost of $O(n \\log n)$.

The sound alone is not enough: whoever listens needs a second ear.
"""


def answered(piece: Piece, reader: TestClient, ask: dict[str, Any], verdict: str = "misleading") -> str:
    """Somebody answers an ask with a tick, a comment, a suggestion and a sentence; the address of their review."""
    invitation = ask["invitations"][0]["id"]
    claims = reader.get(f"/api/invitations/{invitation}").json()["claims"]
    here = begin(reader, invitation, "Lee")
    for claim in claims:
        reader.put(f"{here}/ticks/{claim}", json={"verdict": verdict, "why": "nine kettles"})
    reader.post(f"{here}/comments", json={"anchor": PLACE, "words": "Why not?"})
    reader.post(f"{here}/suggestions", json={"anchor": PLACE, "replacement": "is not enough"})
    reader.patch(here, json={"sentence": "Sound, but."})
    assert reader.put(f"{here}/sending").is_success
    return here


def again(piece: Piece, ask: dict[str, Any], version: int | None = None) -> Any:
    """Ada asks those who answered again."""
    live = piece.ada.get(f"/api/drafts/{piece.id}").json()["text"]["version"]
    return piece.ada.post(f"/api/asks/{ask['id']}/next", json={"base_version": version or live})


def said(answer: Any) -> str:
    """What a refusal says."""
    assert answer.status_code == 409, answer.text
    return str(answer.json()["error"]["sentence"])


def test_the_same_people_are_asked_again_with_one_click(piece: Piece, cast: Cast, as_: As) -> None:
    rui, mei = as_(cast.rui), as_(cast.mei)
    to = [{"via": "person", "person_id": one.id} for one in (cast.rui, cast.mei)]
    ask = piece.ask(*to, passages=piece.screen()["proposals"][0]["passages"])
    assert (ask["again"], ask["round"]) == ("not_yet", 1)
    assert "Nobody has answered this ask yet" in said(again(piece, ask))
    answered(piece, rui, ask)
    assert piece.screen()["asks"][0]["again"] == "unchanged"
    assert "still as they read it" in said(again(piece, ask))
    assert len(piece.ada.get(f"/api/drafts/{piece.id}/revisions").json()) == 1

    rewrite(piece, ANEW.format(note=piece.note_id))
    assert piece.screen()["asks"][0]["again"] == "ready"
    made = again(piece, ask)
    assert made.status_code == 201, made.text
    second = made.json()
    assert [(row["who"], row["state"]) for row in second["invitations"]] == [("Rui Reviewer", "waiting")]
    assert (second["round"], second["revision_number"], second["again"]) == (2, 2, "not_yet")
    assert "asked again already" in said(again(piece, ask))
    assert [one["again"] for one in piece.screen()["asks"]] == ["not_yet", "done"]
    assert mei.get("/api/asked").json()[0]["sentence"] != ""


def test_they_see_what_changed_and_what_became_of_what_they_said(piece: Piece, cast: Cast, as_: As) -> None:
    rui = as_(cast.rui)
    ask = piece.ask({"via": "person", "person_id": cast.rui.id})
    here = answered(piece, rui, ask)
    assert rui.get(f"/api/invitations/{ask['invitations'][0]['id']}").json()["before"] is None
    [thread] = piece.ada.get(f"/api/drafts/{piece.id}/threads").json()
    piece.ada.post(f"/api/threads/{thread['id']}/comments", json={"words": "Put plainer."})
    assert piece.ada.put(f"/api/threads/{thread['id']}/resolution").is_success
    [edit] = piece.ada.get(f"/api/drafts/{piece.id}/suggestions").json()
    assert piece.ada.put(f"/api/suggestions/{edit['id']}/acceptance").is_success
    rewrite(piece, ANEW.format(note=piece.note_id))
    second = again(piece, ask).json()
    page = rui.get(f"/api/invitations/{second['invitations'][0]['id']}")
    assert SECRET_REMARK not in page.text
    before = page.json()["before"]
    assert before["review"]["revision_number"] == 1
    assert before["claims"] == [
        {
            "claim": "It is right in 96 of 100 cases", "verdict": "misleading", "why": "nine kettles", "became": "same",
        }
    ]  # fmt: skip
    [was] = before["review"]["threads"]
    assert was["resolved_at"]
    assert [one["words"] for one in was["comments"]] == ["Why not?", "Put plainer."]
    assert before["standing"] == []
    assert [one["outcome"] for one in before["review"]["suggestions"]] == ["accepted"]
    assert "does not suffice" in " ".join(before["old_blocks"])
    assert "a second ear" in " ".join(before["new_blocks"])
    assert rui.get(here).json()["sent_at"]


def test_what_was_called_right_and_stands_is_not_asked_about_again(piece: Piece, cast: Cast, as_: As) -> None:
    rui = as_(cast.rui)
    passages = piece.screen()["proposals"][0]["passages"]
    ask = piece.ask({"via": "person", "person_id": cast.rui.id}, passages=passages)
    answered(piece, rui, ask, verdict="right")
    more = ANEW + "\n[A kettle lies in 4 of 100](note:{note}).\n"
    rewrite(piece, more.format(note=piece.note_id))
    second = again(piece, ask).json()
    assert second["sentence"].startswith("Ask Rui Reviewer whether this claim is right: 20 minutes")
    page = rui.get(f"/api/invitations/{second['invitations'][0]['id']}").json()
    claims = {one["id"]: one["claim"] for one in page["revision"]["evidence"]}
    assert [claims[one] for one in page["claims"]] == ["A kettle lies in 4 of 100"]


def test_somebody_without_an_account_is_asked_again_at_their_address(piece: Piece, client: TestClient) -> None:
    ask = piece.ask({"via": "mail", "email": "lee@people.example", "mail": False}, kind="clarity")
    client.get(path_of(ask["invitations"][0]["url"]))
    answered(piece, client, ask)
    rewrite(piece, ANEW.format(note=piece.note_id))
    [row] = again(piece, ask).json()["invitations"]
    assert (row["who"], row["via"]) == ("lee@people.example", "mail")


def test_holders_of_a_link_get_a_new_link_and_each_sees_only_their_own(
    piece: Piece, app: FastAPI, client: TestClient
) -> None:
    ask = piece.ask({"via": "link", "answers": 3})
    client.get(path_of(ask["invitations"][0]["url"]))
    answered(piece, client, ask)
    rewrite(piece, ANEW.format(note=piece.note_id))
    [row] = again(piece, ask).json()["invitations"]
    assert (row["via"], row["answers_allowed"]) == ("link", 1)
    other = browser(app)
    for reader in (client, other):
        assert reader.get(path_of(row["url"])).status_code == 303
    assert client.get(f"/api/invitations/{row['id']}").json()["before"]["review"]["sentence"] == "Sound, but."
    assert other.get(f"/api/invitations/{row['id']}").json()["before"] is None


def test_an_older_text_and_strangers_ask_nobody_again(piece: Piece, cast: Cast, as_: As) -> None:
    rui = as_(cast.rui)
    ask = piece.ask({"via": "person", "person_id": cast.rui.id})
    answered(piece, rui, ask)
    version = rewrite(piece, ANEW.format(note=piece.note_id))
    assert again(piece, ask, version - 1).status_code == 409
    for reader in (rui, as_(cast.mei)):
        refused = reader.post(f"/api/asks/{ask['id']}/next", json={"base_version": version})
        assert refused.status_code == 404
    assert len(piece.screen()["asks"]) == 1


@pytest.mark.parametrize("gone", ["suspended", "draft"])
def test_nobody_is_asked_again_where_nobody_is_left(
    piece: Piece, cast: Cast, as_: As, gone: str, database: Any
) -> None:
    rui = as_(cast.rui)
    ask = piece.ask({"via": "person", "person_id": cast.rui.id})
    answered(piece, rui, ask)
    rewrite(piece, ANEW.format(note=piece.note_id))
    if gone == "draft":
        assert piece.ada.delete(f"/api/drafts/{piece.id}").is_success
        assert piece.ada.post(f"/api/asks/{ask['id']}/next", json={"base_version": 3}).status_code == 404
        return
    with database.transaction() as session:
        session.get_one(Person, cast.rui.id).suspended_at = cast.rui.created_at
    assert "not here any more" in said(again(piece, ask))


def test_a_name_kept_private_stays_so_in_the_next_round(piece: Piece, cast: Cast, as_: As, database: Database) -> None:
    with database.transaction() as session:
        said_of = availability.Said([], 5, 9, None, "", ["kettle"], False)
        availability.say(session, session.get_one(Person, cast.rui.id), said_of)
    rui = as_(cast.rui)
    ask = piece.ask({"via": "router"})
    taken = rui.put(f"/api/open-asks/{ask['id']}/acceptance").json()["invitation_id"]
    here = begin(rui, taken)
    rui.patch(here, json={"sentence": "Sound."})
    rui.put(f"{here}/privacy", json={"private": True})
    assert rui.put(f"{here}/sending").is_success
    rewrite(piece, ANEW.format(note=piece.note_id))
    made = again(piece, ask)
    assert made.status_code == 201, made.text
    assert [row["chosen"] for row in made.json()["invitations"]] == ["themselves"]
    for text in (made.text, piece.ada.get(f"/api/drafts/{piece.id}/asks").text.partition('"asks":')[2]):
        assert "Rui" not in text
        assert cast.rui.id not in text
    assert rui.get("/api/asked").json()[0]["begun"] is False
