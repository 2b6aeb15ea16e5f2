"""One round: asked from inside and by a link, answered, read."""

import io
import re
from collections.abc import Callable
from typing import Any

from fastapi import FastAPI
from PIL import Image
from starlette.testclient import TestClient

from app.people.models import Person
from tests.conftest import Cast, browser
from tests.reviewing.conftest import QUOTE, SECRET_REMARK, Piece, begin, path_of

As = Callable[[Person], TestClient]
LINK = {"via": "link", "answers": 1}


def test_everything_is_prefilled_from_what_the_writer_is_unsure_of(piece: Piece, cast: Cast) -> None:
    screen = piece.screen()
    first, second = screen["proposals"]
    assert [(one["kind"], one["minutes"]) for one in (first, second)] == [("correctness", 20), ("clarity", 20)]
    assert first["sentence"].startswith("Ask somebody whether these 2 places are right: 20 minutes, by ")
    mark, claim = first["passages"]
    assert (mark["unsure_id"], mark["question"]) == (piece.mark_id, "Too strong?")
    assert (claim["note_id"], claim["use"]) == (piece.note_id, 1)
    assert second["sentence"].startswith("Ask somebody like your reader whether it is clear: 20 minutes, by ")
    assert second["passages"] == []
    assert [person["handle"] for person in screen["people"]] == ["kim", "mei", "rui"]


def test_without_marks_the_claims_are_proposed(piece: Piece) -> None:
    assert piece.ada.put(f"/api/unsure/{piece.mark_id}/answer").is_success
    [claim] = piece.screen()["proposals"][0]["passages"]
    assert claim["note_id"] == piece.note_id
    assert piece.screen()["proposals"][0]["sentence"].startswith("Ask somebody whether this claim is right: 20 minutes")


def test_without_marks_and_claims_the_whole_is_proposed(piece: Piece) -> None:
    assert piece.ada.put(f"/api/unsure/{piece.mark_id}/answer").is_success
    text = {"body": "Nothing is claimed here.", "base_version": piece.version}
    assert piece.ada.put(f"/api/drafts/{piece.id}/text", json=text).is_success
    proposal = piece.screen()["proposals"][0]
    assert proposal["passages"] == []
    assert proposal["sentence"].startswith("Ask somebody whether it is right: 20 minutes, by ")


def test_a_review_from_inside_reaches_its_writer_when_it_is_sent(piece: Piece, cast: Cast, as_: As) -> None:
    passages = piece.screen()["proposals"][0]["passages"][:1]
    ask = piece.ask({"via": "person", "person_id": cast.rui.id}, passages=passages)
    assert ask["sentence"].startswith("Ask Rui Reviewer about a place you are unsure of: 20 minutes, by ")
    assert [(row["who"], row["state"], row["url"]) for row in ask["invitations"]] == [("Rui Reviewer", "waiting", None)]

    rui = as_(cast.rui)
    [row] = rui.get("/api/asked").json()
    assert (row["title"], row["asked_by"], row["begun"]) == ("When a kettle lies", "Ada Writer", False)
    invitation = rui.get(f"/api/invitations/{row['invitation_id']}").json()
    assert invitation["sentence"].startswith("Is this place right? 20 minutes, by ")
    assert invitation["signed_in"]
    assert invitation["may_decline"]
    assert "It is right in" in invitation["revision"]["html"]
    [evidence] = invitation["revision"]["evidence"]
    assert evidence["quote"] == QUOTE
    assert len(evidence["before"]) <= 300
    assert [one["anchor"]["exact"] for one in invitation["passages"]] == ["The sound alone does not suffice"]
    assert SECRET_REMARK not in rui.get(f"/api/invitations/{row['invitation_id']}").text

    review = rui.post(f"/api/invitations/{row['invitation_id']}/reviews", json={}).json()
    assert review["byline"] == "Rui Reviewer"
    here = f"/api/reviews/{review['id']}"
    rui.put(f"{here}/ticks/{evidence['id']}", json={"verdict": "right"})
    anchor = {"exact": "right in 96 of 100", "prefix": "It is ", "suffix": " cases"}
    commented = rui.post(f"{here}/comments", json={"anchor": anchor, "words": "Of *which* kettles?"})
    assert commented.status_code == 201, commented.text
    rui.patch(here, json={"sentence": "Sound, I think."})
    sent = rui.put(f"{here}/sending")
    assert sent.status_code == 200, sent.text
    assert sent.json()["sent_at"]

    [back] = piece.screen()["asks"][0]["reviews"]
    assert (back["byline"], back["sentence"], back["revision_number"]) == ("Rui Reviewer", "Sound, I think.", 1)
    assert [(tick["evidence_id"], tick["verdict"]) for tick in back["ticks"]] == [(evidence["id"], "right")]
    assert "<em>which</em>" in back["threads"][0]["comments"][0]["html"]
    [thread] = piece.ada.get(f"/api/drafts/{piece.id}/threads").json()
    body = piece.ada.get(f"/api/drafts/{piece.id}").json()["text"]["body"]
    assert body[thread["place"]["start"] : thread["place"]["end"]].startswith("right in *96 of 100")
    assert thread["byline"] == "Rui Reviewer"
    assert piece.ada.get(f"/api/drafts/{piece.id}").json()["unsure"] == []

    [arrived] = piece.ada.get("/api/arrived").json()
    assert (arrived["review_id"], arrived["comments"], arrived["byline"]) == (review["id"], 1, "Rui Reviewer")
    assert piece.ada.put(f"{here}/reading").json()["read_at"]
    assert piece.ada.get("/api/arrived").json() == []
    assert rui.get("/api/asked").json() == []


def test_a_copied_link_lets_somebody_without_an_account_answer(piece: Piece, client: TestClient) -> None:
    [row] = piece.ask(LINK)["invitations"]
    assert row["who"] == "anyone with the link"
    arrival = client.get(path_of(row["url"]))
    assert (arrival.status_code, arrival.headers["location"]) == (303, f"/desk/reviews/{row['id']}")
    assert arrival.headers["referrer-policy"] == "no-referrer"
    invitation = client.get(f"/api/invitations/{row['id']}").json()
    assert (invitation["signed_in"], invitation["may_decline"]) == (False, False)
    assert piece.screen()["asks"][0]["invitations"][0]["state"] == "waiting"
    assert client.put(f"/api/invitations/{row['id']}/opening").status_code == 204
    assert client.put(f"/api/invitations/{row['id']}/opening").status_code == 204
    [seen] = piece.screen()["asks"][0]["invitations"]
    assert (seen["state"], [one["who"] for one in seen["openings"]]) == ("opened", ["somebody"])
    assert seen["url"] is None

    review = client.post(f"/api/invitations/{row['id']}/reviews", json={"byline": "  Lee\n  Marchetti "})
    assert review.status_code == 201, review.text
    assert review.json()["byline"] == "Lee Marchetti"
    here = f"/api/reviews/{review.json()['id']}"
    again = client.post(f"/api/invitations/{row['id']}/reviews", json={"byline": "Lee"})
    assert again.json()["id"] == review.json()["id"]
    client.patch(here, json={"byline": "Lee Marchetti", "sentence": "Clear to me."})
    assert client.put(f"{here}/sending").status_code == 200
    [seen] = piece.screen()["asks"][0]["invitations"]
    assert (seen["state"], seen["answers"]) == ("answered", 1)
    assert client.get(path_of(row["url"])).status_code == 303
    assert client.get(here).json()["sentence"] == "Clear to me."


def test_a_link_for_two_takes_two_answers_that_never_meet(piece: Piece, app: FastAPI) -> None:
    [row] = piece.ask({"via": "link", "answers": 2})["invitations"]
    first, second, third = browser(app), browser(app), browser(app)
    reviews = []
    for reader, name in ((first, "One"), (second, "Two")):
        assert reader.get(path_of(row["url"])).status_code == 303
        reviews.append(reader.post(f"/api/invitations/{row['id']}/reviews", json={"byline": name}).json()["id"])
    assert reviews[0] != reviews[1]
    assert first.get(f"/api/reviews/{reviews[1]}").status_code == 404
    assert second.get(f"/api/invitations/{row['id']}").json()["review"]["byline"] == "Two"
    late = third.get(path_of(row["url"]), headers={"Accept": "text/html"})
    assert late.status_code == 410
    assert "used already" in late.text


def test_beginning_with_an_account_puts_the_paper_on_ones_shelf(piece: Piece, cast: Cast, as_: As) -> None:
    [row] = piece.ask({"via": "person", "person_id": cast.rui.id})["invitations"]
    rui = as_(cast.rui)
    assert rui.get("/api/shelf").json() == []
    begin(rui, row["id"])
    assert [item["paper"]["key"] for item in rui.get("/api/shelf").json()] == ["2611.01234"]


def test_a_reviewer_gets_the_pictures_of_the_version_and_no_others(piece: Piece, client: TestClient) -> None:
    used, unused = (_add_picture(piece, colour) for colour in ("teal", "plum"))
    live = piece.ada.get(f"/api/drafts/{piece.id}").json()["text"]
    text = {"body": f"{live['body']}\n![a kettle]({used['target']})\n", "base_version": live["version"]}
    version = piece.ada.put(f"/api/drafts/{piece.id}/text", json=text).json()["version"]
    [row] = piece.ask({"via": "link"}, base_version=version)["invitations"]
    client.get(path_of(row["url"]))
    html = client.get(f"/api/invitations/{row['id']}").json()["revision"]["html"]
    here = f"/api/invitations/{row['id']}/images/"
    [digest] = re.findall(re.escape(here) + "([0-9a-f]{64})", html)
    picture = client.get(here + digest)
    assert picture.status_code == 200
    assert picture.headers["content-type"].startswith("image/")
    assert len(picture.content) > 50
    hidden = unused["url"].rsplit("/", 1)[1]
    assert piece.ada.get(unused["url"]).status_code == 200
    assert client.get(here + hidden).status_code == 404
    assert client.get(unused["url"]).status_code == 401


def _add_picture(piece: Piece, colour: str) -> dict[str, Any]:
    file = io.BytesIO()
    Image.new("RGB", (12, 8), colour).save(file, "PNG")
    added = piece.ada.post(
        f"/api/drafts/{piece.id}/images", files={"file": ("kettle.png", file.getvalue(), "image/png")}
    )
    assert added.status_code == 201, added.text
    body: dict[str, Any] = added.json()
    return body


def test_a_sentence_or_a_comment_is_all_that_is_required(piece: Piece, cast: Cast, as_: As) -> None:
    [row] = piece.ask({"via": "person", "person_id": cast.rui.id})["invitations"]
    rui = as_(cast.rui)
    here = begin(rui, row["id"])
    nothing = rui.put(f"{here}/sending")
    assert nothing.status_code == 422
    assert "one sentence" in nothing.json()["error"]["sentence"]
    assert rui.post(f"{here}/comments", json={"words": "The whole carries."}).status_code == 201
    assert rui.put(f"{here}/sending").status_code == 200
    twice = rui.put(f"{here}/sending")
    assert twice.status_code == 409
    assert "sent already" in twice.json()["error"]["sentence"]


def test_comments_change_until_they_are_sent(piece: Piece, cast: Cast, as_: As) -> None:
    [row] = piece.ask({"via": "person", "person_id": cast.rui.id})["invitations"]
    rui = as_(cast.rui)
    here = begin(rui, row["id"])
    rui.post(f"{here}/comments", json={"words": "First."})
    [first, second] = rui.post(f"{here}/comments", json={"words": "Second."}).json()["threads"]
    changed = rui.patch(f"{here}/comments/{first['id']}", json={"words": "First, said better."}).json()
    assert [thread["comments"][0]["words"] for thread in changed["threads"]] == ["First, said better.", "Second."]
    left = rui.delete(f"{here}/comments/{second['id']}").json()
    assert [thread["comments"][0]["mine"] for thread in left["threads"]] == [True]
    assert rui.delete(f"{here}/comments/{second['id']}").status_code == 404
    rui.put(f"{here}/sending")
    assert rui.patch(f"{here}/comments/{first['id']}", json={"words": "Too late."}).status_code == 409
    assert rui.delete(f"{here}/comments/{first['id']}").status_code == 409


def test_ticks_are_of_this_version_and_can_be_taken_back(piece: Piece, cast: Cast, as_: As) -> None:
    [row] = piece.ask({"via": "person", "person_id": cast.rui.id})["invitations"]
    rui = as_(cast.rui)
    [evidence] = rui.get(f"/api/invitations/{row['id']}").json()["revision"]["evidence"]
    here = begin(rui, row["id"])
    for verdict in ("wrong", "misleading"):
        ticked = rui.put(f"{here}/ticks/{evidence['id']}", json={"verdict": verdict, "why": "six\nmisses"}).json()
        assert ticked["ticks"] == [{"evidence_id": evidence["id"], "verdict": verdict, "why": "six misses"}]
    assert rui.put(f"{here}/ticks/nothing", json={"verdict": "right"}).status_code == 404
    assert rui.delete(f"{here}/ticks/{evidence['id']}").json()["ticks"] == []
