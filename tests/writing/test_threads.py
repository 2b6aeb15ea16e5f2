"""Threads and marks: at their place in the live text, through edits, or said to have lost it."""

from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlmodel import select

from app.database import Database, now
from app.jobs import Job
from app.markup import render
from app.people.models import Person
from app.writing import threads
from app.writing.models import CoAuthor, Draft, Thread
from app.writing.rules import Part, digest_of
from tests.conftest import Cast
from tests.writing.conftest import Desk
from tests.writing.reader import selectable

BODY = "A kettle *sings early*, we think. It does so $n^2$ times.\n\nThen it boils.\n"


def anchored(passage: str, body: str = BODY) -> dict[str, Any]:
    start = body.index(passage)
    return {
        "exact": passage, "prefix": body[max(0, start - 64) : start], "suffix": body[start + len(passage) :][:64],
        "start": start, "end": start + len(passage),
    }  # fmt: skip


def marked(desk: Desk, passage: str, question: str = "") -> Any:
    return desk.client.post(f"{desk.url}/unsure", json={"anchor": anchored(passage), "question": question})


def words_at(desk: Desk, place: dict[str, Any] | None) -> str | None:
    return desk.text()["body"][place["start"] : place["end"]] if place else None


def test_a_thread_stays_with_its_passage_through_edits(desk: Desk) -> None:
    desk.save(BODY)
    begun = desk.client.post(f"{desk.url}/threads", json={"anchor": anchored("sings early"), "words": "Does it?"})
    assert begun.status_code == 201
    desk.save("# Kettles\n\nA new beginning.\n\n" + BODY)
    (thread,) = desk.client.get(f"{desk.url}/threads").json()
    assert words_at(desk, thread["place"]) == "sings early"
    assert (thread["byline"], thread["mine"], thread["comments"][0]["html"]) == (
        "Ada Writer",
        True,
        "<p>Does it?</p>\n",
    )
    desk.save(BODY.replace("*sings early*, we think. ", ""))
    (thread,) = desk.client.get(f"{desk.url}/threads").json()
    assert thread["place"] is None


def test_a_thread_begun_on_a_rendering_is_found_in_the_source(database: Database, desk: Desk, cast: Cast) -> None:
    desk.save(BODY)
    seen = selectable(render(BODY).html)
    start = seen.index("sings early, we think")
    with database.transaction() as session:
        draft = session.get_one(Draft, desk.draft["id"])
        anchor = threads.Anchor("sings early, we think", seen[:start], seen[start + 21 :])
        thread = threads.begin(session, draft, anchor, digest_of(BODY), "Since when?", None, "A reviewer", now())
    (shown,) = desk.client.get(f"{desk.url}/threads").json()
    assert (shown["id"], shown["byline"], shown["mine"]) == (thread.id, "A reviewer", False)
    assert words_at(desk, shown["place"]) == "sings early*, we think"


def test_a_thread_about_the_whole_has_no_place(desk: Desk) -> None:
    begun = desk.client.post(f"{desk.url}/threads", json={"words": "All in all: good."}).json()
    assert (begun["anchor"], begun["place"]) == (None, None)


def test_threads_are_answered_resolved_and_opened_again(database: Database, desk: Desk) -> None:
    thread = desk.client.post(f"{desk.url}/threads", json={"words": "Is it so?"}).json()
    answered = desk.client.post(f"/api/threads/{thread['id']}/comments", json={"words": "It *is*."}).json()
    assert [comment["words"] for comment in answered["comments"]] == ["Is it so?", "It *is*."]
    resolved = desk.client.put(f"/api/threads/{thread['id']}/resolution").json()
    assert (bool(resolved["resolved_at"]), resolved["resolved_by"]) == (True, "Ada Writer")
    assert desk.client.put(f"/api/threads/{thread['id']}/resolution").json() == resolved
    assert desk.client.delete(f"/api/threads/{thread['id']}/resolution").json()["resolved_at"] is None
    with database.transaction(read_only=True) as session:
        facts = [job.payload["fact"] for job in session.exec(select(Job).where(Job.name == "announce"))]
    assert facts.count("writing.comment_made") == 2
    assert facts.count("writing.thread_resolved") == 1


def test_a_comment_nobody_else_can_see_is_changed_or_gone_without_a_trace(desk: Desk) -> None:
    thread = desk.client.post(f"{desk.url}/threads", json={"words": "Is it so?"}).json()
    url = f"/api/comments/{thread['comments'][0]['id']}"
    assert thread["comments"][0]["changeable"]
    changed = desk.client.patch(url, json={"words": "Is it *really*?"}).json()
    assert [comment["words"] for comment in changed["comments"]] == ["Is it *really*?"]
    answered = desk.client.post(f"/api/threads/{thread['id']}/comments", json={"words": "Yes."}).json()
    left = desk.client.delete(url).json()
    assert [comment["words"] for comment in left["comments"]] == ["Yes."]
    assert desk.client.delete(f"/api/comments/{answered['comments'][1]['id']}").json() is None
    assert desk.client.get(f"{desk.url}/threads").json() == []


def test_a_comment_others_can_see_keeps_its_words_until_it_is_taken_back_with_a_trace(
    database: Database, desk: Desk, cast: Cast, as_: Callable[[Person], TestClient]
) -> None:
    with database.transaction() as session:
        session.add(CoAuthor(draft_id=desk.draft["id"], person_id=cast.rui.id, byline="Rui", part=Part.READER))
    thread = desk.client.post(f"{desk.url}/threads", json={"words": "Is it so?"}).json()
    url = f"/api/comments/{thread['comments'][0]['id']}"
    assert not thread["comments"][0]["changeable"]
    refused = desk.client.patch(url, json={"words": "Never said."})
    assert (refused.status_code, "can see this" in refused.json()["error"]["sentence"]) == (409, True)
    rui = as_(cast.rui)
    assert rui.patch(url, json={"words": "Never said."}).status_code == rui.delete(url).status_code == 404
    rui.post(f"/api/threads/{thread['id']}/comments", json={"words": "It is."})
    left = desk.client.delete(url).json()
    assert [(one["words"], one["html"], bool(one["taken_back_at"])) for one in left["comments"]] == [
        ("", "", True), ("It is.", "<p>It is.</p>\n", False),
    ]  # fmt: skip
    assert left["resolved_at"] is None
    assert desk.client.patch(url, json={"words": "After all."}).status_code == 409
    last = rui.delete(f"/api/comments/{left['comments'][1]['id']}").json()
    assert (bool(last["resolved_at"]), last["resolved_by"]) == (True, "Rui")


@pytest.mark.parametrize("words", ["", " \n", "nul \0", "a" * 10_001])
def test_a_comment_that_cannot_be_kept_is_refused(database: Database, desk: Desk, words: str) -> None:
    assert desk.client.post(f"{desk.url}/threads", json={"words": words}).status_code == 422
    with database.transaction(read_only=True) as session:
        assert session.exec(select(Thread)).all() == []


@pytest.mark.parametrize("address", ["threads", "unsure"])
def test_a_passage_that_is_not_in_the_saved_text_is_refused(desk: Desk, address: str) -> None:
    desk.save(BODY)
    body = {"anchor": {"exact": "never written"}, "words": "?"}
    answer = desk.client.post(f"{desk.url}/{address}", json=body)
    assert answer.status_code == 422
    assert "Save first" in answer.json()["error"]["sentence"]


def test_a_mark_asks_its_question_and_goes_when_it_is_answered(desk: Desk) -> None:
    desk.save(BODY)
    mark = marked(desk, "$n^2$ times", "Or $n$?").json()
    assert words_at(desk, mark["place"]) == "$n^2$ times"
    reworded = desk.client.patch(f"/api/unsure/{mark['id']}", json={"question": "Really\n twice?"}).json()
    assert reworded["question"] == "Really twice?"
    assert desk.client.put(f"/api/unsure/{mark['id']}/answer").status_code == 204
    assert desk.client.get(desk.url).json()["unsure"] == []
    assert desk.client.put(f"/api/unsure/{mark['id']}/answer").status_code == 404


def test_marking_the_same_passage_twice_is_one_mark(desk: Desk) -> None:
    desk.save(BODY)
    first = marked(desk, "sings early").json()
    assert marked(desk, "sings early", "Does it?").json()["id"] == first["id"]
    (mark,) = desk.client.get(desk.url).json()["unsure"]
    assert mark["question"] == "Does it?"


def test_marks_stand_in_the_order_of_the_text_and_lost_ones_last(desk: Desk) -> None:
    desk.save(BODY)
    for passage in ("Then it boils", "We think".lower(), "A kettle"):
        assert marked(desk, passage).status_code == 201
    desk.save(BODY.replace("we think", "they say"))
    marks = desk.client.get(desk.url).json()["unsure"]
    assert [words_at(desk, mark["place"]) for mark in marks] == ["A kettle", "Then it boils", None]
    assert desk.client.delete(f"/api/unsure/{marks[2]['id']}").status_code == 204
    assert len(desk.client.get(desk.url).json()["unsure"]) == 2


def test_positions_count_characters_not_their_parts(desk: Desk) -> None:
    body = "👩‍🔬 𝔼[x] first. " + BODY
    desk.save(body)
    mark = desk.client.post(f"{desk.url}/unsure", json={"anchor": anchored("kettle", body)}).json()
    assert mark["place"]["start"] == body.index("kettle")
