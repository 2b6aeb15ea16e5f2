"""What a review says beside its sentence: marks made with one key, what one took from it, ratings, suggested edits."""

from collections.abc import Callable
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.people.models import Person
from tests.conftest import Cast
from tests.reviewing.conftest import Piece, begin

As = Callable[[Person], TestClient]
PLACE = {"exact": "does not suffice", "prefix": "The sound alone ", "suffix": ": a kettle"}


@pytest.fixture
def rui(cast: Cast, as_: As) -> TestClient:
    """Rui's browser."""
    return as_(cast.rui)


def asked(piece: Piece, cast: Cast, rui: TestClient, **given: Any) -> str:
    """Ada asks Rui, who begins; the address of the review."""
    [row] = piece.ask({"via": "person", "person_id": cast.rui.id}, **given)["invitations"]
    return begin(rui, row["id"])


def back(piece: Piece) -> dict[str, Any]:
    """The one review that came back."""
    [review] = piece.screen()["asks"][0]["reviews"]
    return dict(review)


def test_lost_here_needs_no_words_and_stands_at_its_place(piece: Piece, cast: Cast, rui: TestClient) -> None:
    here = asked(piece, cast, rui, kind="clarity")
    marked = rui.post(f"{here}/comments", json={"anchor": PLACE, "mark": "lost"})
    assert marked.status_code == 201, marked.text
    [thread] = marked.json()["threads"]
    assert (thread["mark"], thread["comments"][0]["words"]) == ("lost", "Lost here.")
    rui.patch(f"{here}/comments/{thread['id']}", json={"words": "Lost here: whose sound?"})
    assert rui.put(f"{here}/sending").is_success
    [sent] = back(piece)["threads"]
    assert (sent["mark"], sent["comments"][0]["words"]) == ("lost", "Lost here: whose sound?")
    [told] = piece.ada.get(f"/api/drafts/{piece.id}/threads").json()
    assert told["place"]


@pytest.mark.parametrize("wrong", [{"mark": "lost"}, {"words": " "}, {"mark": "praise", "anchor": PLACE}])
def test_a_mark_needs_a_place_and_a_comment_words(
    piece: Piece, cast: Cast, rui: TestClient, wrong: dict[str, Any]
) -> None:
    here = asked(piece, cast, rui, kind="clarity")
    refused = rui.post(f"{here}/comments", json=wrong)
    assert refused.status_code == 422
    assert len(refused.json()["error"]["sentence"]) > 20


def test_said_back_in_a_sentence_is_an_answer(piece: Piece, cast: Cast, rui: TestClient) -> None:
    here = asked(piece, cast, rui, kind="clarity")
    assert rui.patch(here, json={"said_back": "A kettle can be heard."}).json()["sentence"] == ""
    assert rui.put(f"{here}/sending").is_success
    assert back(piece)["said_back"] == "A kettle can be heard."


def test_the_whole_is_rated_on_the_four_things_and_passages_are_not(piece: Piece, cast: Cast, rui: TestClient) -> None:
    here = asked(piece, cast, rui, kind="clarity")
    for value, grade in (("fit", "thin"), ("motivation", "carries"), ("fit", "missing"), ("story", "thin")):
        assert rui.put(f"{here}/ratings/{value}", json={"grade": grade}).is_success
    rated = rui.delete(f"{here}/ratings/story").json()
    assert rated["ratings"] == [{"value": "motivation", "grade": "carries"}, {"value": "fit", "grade": "missing"}]
    for value, grade in (("praise", "thin"), ("fit", "5")):
        assert rui.put(f"{here}/ratings/{value}", json={"grade": grade}).status_code == 422
    rui.patch(here, json={"sentence": "Clear."})
    rui.put(f"{here}/sending")
    assert back(piece)["ratings"] == rated["ratings"]
    assert rui.put(f"{here}/ratings/fit", json={"grade": "thin"}).status_code == 409

    passages = piece.screen()["proposals"][0]["passages"]
    part = asked(piece, cast, rui, kind="example", passages=passages)
    refused = rui.put(f"{part}/ratings/fit", json={"grade": "thin"})
    assert refused.status_code == 422
    assert "not about the whole piece" in refused.json()["error"]["sentence"]


def test_a_suggested_edit_reaches_the_writers_with_the_review_and_closes_with_its_outcome(
    piece: Piece, cast: Cast, rui: TestClient
) -> None:
    here = asked(piece, cast, rui)
    edit = {"anchor": PLACE, "replacement": "is not enough", "why": "plainer"}
    made = rui.post(f"{here}/suggestions", json=edit)
    assert made.status_code == 201, made.text
    rui.post(f"{here}/suggestions", json={**edit, "replacement": ""})
    first, second = rui.get(here).json()["suggestions"]
    assert (first["replacement"], first["outcome"]) == ("is not enough", None)
    assert [one["id"] for one in rui.delete(f"{here}/suggestions/{second['id']}").json()["suggestions"]] == [
        first["id"]
    ]
    assert rui.delete(f"{here}/suggestions/{second['id']}").status_code == 404
    assert piece.ada.get(f"/api/drafts/{piece.id}/suggestions").json() == []

    assert rui.put(f"{here}/sending").is_success
    [shown] = piece.ada.get(f"/api/drafts/{piece.id}/suggestions").json()
    assert (shown["byline"], shown["replacement"], bool(shown["place"])) == ("Rui Reviewer", "is not enough", True)
    assert back(piece)["suggestions"][0]["outcome"] is None
    assert rui.post(f"{here}/suggestions", json=edit).status_code == 409
    accepted = piece.ada.put(f"/api/suggestions/{first['id']}/acceptance")
    assert accepted.is_success, accepted.text
    assert back(piece)["suggestions"][0]["outcome"] == "accepted"
    assert rui.get(here).json()["suggestions"][0]["outcome"] == "accepted"


def test_the_same_words_are_no_suggestion(piece: Piece, cast: Cast, rui: TestClient) -> None:
    here = asked(piece, cast, rui)
    same = rui.post(f"{here}/suggestions", json={"anchor": PLACE, "replacement": PLACE["exact"]})
    assert same.status_code == 422
