"""Asks side by side: two by default, each with its own people and passages, all of one saved version."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.database import Database
from app.people.models import Person
from app.reviewing.rules import AskKind, Mark, claims_in, shows
from app.writing.live import log
from app.writing.models import Snapshot
from tests.conftest import Cast
from tests.reviewing.conftest import Piece, due

As = Callable[[Person], TestClient]
CLAIMS = "\n\n".join(f"## Part {part}\n\n[Claim {part}](note:{{note}})." for part in range(15))


def wanted(*to: dict[str, Any], **given: Any) -> dict[str, Any]:
    """One ask as the wire has it."""
    return {"due": due(), "to": list(to), **given}


def send(piece: Piece, *asks: dict[str, Any], **given: Any) -> Any:
    """Ada's asks, sent with one button."""
    return piece.ada.post(f"/api/drafts/{piece.id}/rounds", json={"base_version": piece.version, "asks": asks, **given})


def rewrite(piece: Piece, body: str) -> int:
    """Another text; its version."""
    live = piece.ada.get(f"/api/drafts/{piece.id}").json()["text"]
    text = {"body": body, "base_version": live["version"]}
    saved = piece.ada.put(f"/api/drafts/{piece.id}/text", json=text)
    assert saved.status_code == 200, saved.text
    return int(saved.json()["version"])


def test_several_asks_go_out_together_about_one_version(piece: Piece, cast: Cast) -> None:
    sent = send(
        piece,
        wanted({"via": "person", "person_id": cast.rui.id}),
        wanted({"via": "link", "answers": 3}, kind="clarity", minutes=10),
    )
    assert sent.status_code == 201, sent.text
    assert [(ask["kind"], ask["minutes"], ask["revision_number"]) for ask in sent.json()] == [
        ("correctness", 20, 1),
        ("clarity", 10, 1),
    ]
    assert sent.json()[1]["invitations"][0]["url"]
    assert len(piece.screen()["asks"]) == 2


@pytest.mark.parametrize("wrong", [{"via": "person", "person_id": "nobodyatall"}, {"via": "mail", "email": "x"}])
def test_all_of_them_go_out_or_none(piece: Piece, cast: Cast, wrong: dict[str, Any]) -> None:
    refused = send(piece, wanted({"via": "person", "person_id": cast.rui.id}), wanted(wrong, kind="clarity"))
    assert refused.status_code in {404, 422}
    assert piece.screen()["asks"] == []
    assert piece.ada.get(f"/api/drafts/{piece.id}/revisions").json() == []


@pytest.mark.parametrize("asks", [[], [wanted({"via": "link"})] * 9])
def test_a_round_has_one_to_eight_asks(piece: Piece, asks: list[dict[str, Any]]) -> None:
    assert send(piece, *asks).status_code == 422


def test_asking_from_a_second_tab_asks_nobody_twice(piece: Piece, cast: Cast) -> None:
    both = [wanted({"via": "person", "person_id": cast.rui.id}), wanted({"via": "link"}, kind="clarity")]
    assert send(piece, *both).status_code == 201
    again = send(piece, *both)
    assert again.status_code == 409
    assert again.json()["error"]["sentence"] == (
        "Rui Reviewer has this very ask already and has not answered yet. Nobody was asked."
    )
    assert len(piece.screen()["asks"]) == 2
    assert send(piece, wanted({"via": "person", "person_id": cast.rui.id}, kind="clarity")).status_code == 201


def test_as_many_claims_are_proposed_as_the_minutes_allow(piece: Piece, cast: Cast, as_: As) -> None:
    version = rewrite(piece, CLAIMS.format(note=piece.note_id))
    assert piece.ada.put(f"/api/unsure/{piece.mark_id}/answer").is_success
    screen = piece.screen()
    passages = screen["proposals"][0]["passages"]
    assert [(one["use"], one["anchor"]["exact"]) for one in passages] == [
        (use, f"Claim {use - 1}") for use in range(1, 11)
    ]
    assert [one["anchor"]["section"] for one in screen["passages"]] == [f"Part {part}" for part in range(15)]
    [made] = send(
        piece, wanted({"via": "person", "person_id": cast.rui.id}, passages=passages[2:4]), base_version=version
    ).json()
    assert made["sentence"].startswith("Ask Rui Reviewer whether these 2 claims are right: 20 minutes")
    invitation = as_(cast.rui).get(f"/api/invitations/{made['invitations'][0]['id']}").json()
    claims = {one["id"]: one["claim"] for one in invitation["revision"]["evidence"]}
    assert [claims[one] for one in invitation["claims"]] == ["Claim 2", "Claim 3"]
    assert invitation["passages"] == []
    assert invitation["sentence"].startswith("Are these 2 claims right?")


def test_those_come_first_that_nobody_has_looked_at(piece: Piece, cast: Cast, as_: As) -> None:
    version = rewrite(piece, CLAIMS.format(note=piece.note_id))
    assert piece.ada.put(f"/api/unsure/{piece.mark_id}/answer").is_success
    to = {"via": "person", "person_id": cast.rui.id}
    [made] = send(piece, wanted(to), base_version=version).json()
    rui, invitation = as_(cast.rui), made["invitations"][0]["id"]
    evidence = rui.get(f"/api/invitations/{invitation}").json()["revision"]["evidence"]
    here = f"/api/reviews/{rui.post(f'/api/invitations/{invitation}/reviews', json={}).json()['id']}"
    rui.put(f"{here}/ticks/{evidence[0]['id']}", json={"verdict": "right"})
    assert [one["rank"] for one in piece.screen()["passages"]] == list(range(15))
    rui.patch(here, json={"sentence": "Sound."})
    assert rui.put(f"{here}/sending").is_success
    assert [one["rank"] for one in piece.screen()["passages"]] == [14, *range(14)]


def test_a_section_stands_for_the_claims_in_it(piece: Piece, cast: Cast, as_: As) -> None:
    version = rewrite(piece, CLAIMS.format(note=piece.note_id))
    passage = {"anchor": {"exact": "Part 3", "section": "Part 3"}}
    ask = wanted({"via": "person", "person_id": cast.rui.id}, passages=[passage])
    [made] = send(piece, ask, base_version=version).json()
    invitation = as_(cast.rui).get(f"/api/invitations/{made['invitations'][0]['id']}").json()
    claims = {one["id"]: one["claim"] for one in invitation["revision"]["evidence"]}
    assert [claims[one] for one in invitation["claims"]] == ["Claim 3"]


def test_a_claim_that_is_not_in_the_text_is_not_asked_about(piece: Piece) -> None:
    strange = [
        {"note_id": piece.note_id, "use": 7, "anchor": {"exact": "x"}},
        {"note_id": "somebodyelses", "use": 1, "anchor": {"exact": "x"}},
        {"evidence_id": "somebodyelses", "anchor": {"exact": "x"}},
    ]
    [made] = send(piece, wanted({"via": "link"}, passages=strange)).json()
    assert made["passages"] == []


def test_of_a_proposal_it_is_asked_where_it_fails(piece: Piece, cast: Cast, as_: As) -> None:
    draft = piece.ada.post("/api/drafts", json={"kind": "proposal", "title": "A quiet kettle"}).json()
    proposals = piece.ada.get(f"/api/drafts/{draft['id']}/asks").json()["proposals"]
    assert [one["kind"] for one in proposals] == ["failure", "clarity"]
    assert proposals[0]["sentence"].startswith("Ask somebody where it fails: 20 minutes")


@pytest.mark.parametrize("kind", AskKind)
@pytest.mark.parametrize("whole", [True, False])
def test_the_screen_of_a_review_shows_what_its_kind_needs(kind: AskKind, whole: bool) -> None:
    shown = shows(kind, whole=whole)
    assert shown.claims == (kind is AskKind.CORRECTNESS)
    assert shown.mark == {"clarity": Mark.LOST, "failure": Mark.FAILS}.get(kind)
    assert shown.said_back == (kind in {"clarity", "story"})
    assert shown.ratings == (whole and kind not in {"proofreading", "failure", "mentor"})


@pytest.mark.parametrize(("minutes", "claims"), [(5, 2), (10, 5), (20, 10), (40, 20), (1, 1)])
def test_a_claim_takes_two_minutes(minutes: int, claims: int) -> None:
    assert claims_in(minutes) == claims


def test_asking_waits_for_whoever_writes_and_neither_fails(database: Database, piece: Piece) -> None:
    """What is typed locks the text and then points at the draft; asking locks the draft and then the text."""
    with ThreadPoolExecutor(1) as elsewhere:
        with database.transaction() as session:
            live = log.locked(session, piece.id)
            asking = elsewhere.submit(piece.asked, {"via": "link"})
            wait([asking], timeout=1)  # it waits for the text by now
            session.add(Snapshot(draft_id=piece.id, digest="typed", body=live.body))
        assert asking.result().status_code == 201
