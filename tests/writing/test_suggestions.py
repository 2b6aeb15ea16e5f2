"""Suggestions: shown beside the text, granted to one editor at a time, settled with who and when."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlmodel import select, update

from app.anchors import Anchor
from app.database import AuditRecord, Database, now
from app.errors import Conflict
from app.markup import render
from app.people.models import Person
from app.writing import news, suggestions
from app.writing.models import CoAuthor, Draft, Suggestion
from app.writing.rules import Outcome, Part, digest_of
from app.writing.settling import Settling, settled
from app.writing.suggestions import Proposed
from tests.conftest import Cast
from tests.writing.conftest import Desk
from tests.writing.reader import selectable
from tests.writing.test_threads import BODY, anchored, words_at

As = Callable[[Person], TestClient]


def suggest(desk: Desk, passage: str, replacement: str, why: str = "", client: TestClient | None = None) -> Any:
    body = {"anchor": anchored(passage), "replacement": replacement, "why": why}
    return (client or desk.client).post(f"{desk.url}/suggestions", json=body)


def listed(desk: Desk) -> list[dict[str, Any]]:
    return list(desk.client.get(f"{desk.url}/suggestions").json())


def join(database: Database, desk: Desk, person: Person, part: Part = Part.WRITER) -> None:
    with database.transaction() as session:
        session.add(
            CoAuthor(draft_id=desk.draft["id"], person_id=person.id, byline=f"{person.name}, signed", part=part)
        )


@pytest.fixture
def made(desk: Desk) -> str:
    """The address of a suggestion of Ada's."""
    desk.save(BODY)
    return f"/api/suggestions/{suggest(desk, 'we think', 'I *think*', 'One writes.').json()['id']}"


def test_a_suggestion_stands_at_its_passage_and_touches_no_text(desk: Desk) -> None:
    desk.save(BODY)
    answer = suggest(desk, "*sings early*, we think", "hums\r\n*late*", " Heard \n it. ")
    assert answer.status_code == 201
    desk.save("# Kettles\n\n" + BODY)
    (one,) = listed(desk)
    assert words_at(desk, one["place"]) == "*sings early*, we think"
    assert (one["replacement"], one["why"], one["byline"], one["mine"], one["outcome"]) == (
        "hums\n*late*", "Heard it.", "Ada Writer", True, None,
    )  # fmt: skip
    assert desk.text()["body"] == "# Kettles\n\n" + BODY
    desk.save(BODY.replace("*sings early*, we think. ", ""))
    assert listed(desk)[0]["place"] is None


def test_a_suggestion_can_take_words_out_and_must_change_something(desk: Desk) -> None:
    desk.save(BODY)
    assert suggest(desk, "we think", "").status_code == 201
    for refused in (suggest(desk, "we think", "we think"), suggest(desk, "we think", "nul \0")):
        assert refused.status_code == 422
    gone = desk.client.post(f"{desk.url}/suggestions", json={"anchor": {"exact": "never written"}, "replacement": "?"})
    assert (gone.status_code, "Save first" in gone.json()["error"]["sentence"]) == (422, True)
    assert len(listed(desk)) == 1


def test_a_hint_is_given_back_as_it_came(desk: Desk) -> None:
    desk.save(BODY)
    hint = {"epoch": 3, "start": "AQID", "end": "BAUG"}
    body = {"anchor": anchored("we think"), "hint": hint}
    desk.client.post(f"{desk.url}/suggestions", json={**body, "replacement": "?"})
    desk.client.post(f"{desk.url}/threads", json={**body, "words": "Who?"})
    assert listed(desk)[0]["hint"] == desk.client.get(f"{desk.url}/threads").json()[0]["hint"] == hint


def test_accepting_is_granted_once_and_says_to_whom(
    database: Database, desk: Desk, as_: As, cast: Cast, made: str
) -> None:
    join(database, desk, cast.rui)
    rui = as_(cast.rui)
    granted = rui.put(f"{made}/acceptance").json()
    assert (granted["outcome"], granted["decided_by"], granted["decided_here"], granted["applied_at"]) == (
        "accepted", "Rui Reviewer, signed", True, None,
    )  # fmt: skip
    for late in (rui, desk.client):
        refused = late.put(f"{made}/acceptance")
        assert (refused.status_code, "accepted already" in refused.json()["error"]["sentence"]) == (409, True)
    assert desk.client.put(f"{made}/application").status_code == 409
    first, again = (rui.put(f"{made}/application").json()["applied_at"] for _ in range(2))
    assert first == again is not None
    (one,) = listed(desk)
    assert (one["outcome"], one["decided_here"], one["applied_at"], one["place"]) == ("accepted", False, first, None)
    with database.transaction(read_only=True) as session:
        (kept,) = session.exec(select(AuditRecord).where(AuditRecord.verb == "suggestion.accept"))
    assert kept.person_id == cast.rui.id


def test_two_who_accept_at_the_same_moment_are_not_both_granted_it(
    database: Database, desk: Desk, cast: Cast, made: str
) -> None:
    join(database, desk, cast.rui)
    gate, came = threading.Barrier(2), list[str]()

    def accept(person: Person) -> None:
        with database.transaction(read_only=True) as session:
            suggestion = session.get_one(Suggestion, made.rsplit("/", 1)[1])
        gate.wait()
        try:
            with database.transaction() as session:
                suggestions.settle(session, suggestion, Settling.ACCEPT, person)
            came.append("granted")
        except Conflict:
            came.append("refused")

    both = [threading.Thread(target=accept, args=(person,)) for person in (cast.ada, cast.rui)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert sorted(came) == ["granted", "refused"]


def test_an_editor_that_vanished_after_it_was_granted_leaves_the_text_and_the_suggestion_as_they_were(
    database: Database, desk: Desk, as_: As, cast: Cast, made: str
) -> None:
    """The crash between the two steps: nothing is applied twice, nothing is lost, and it can be opened again."""
    join(database, desk, cast.rui)
    rui = as_(cast.rui)
    assert rui.put(f"{made}/acceptance").status_code == 200
    assert desk.text()["body"] == BODY
    soon = desk.client.delete(f"{made}/acceptance")
    assert (soon.status_code, "right now" in soon.json()["error"]["sentence"]) == (409, True)
    with database.transaction() as session:
        session.exec(update(Suggestion).values(decided_at=now() - timedelta(minutes=3)))
    opened = desk.client.delete(f"{made}/acceptance").json()
    assert (opened["outcome"], opened["decided_by"], opened["decided_at"]) == (None, "", None)
    assert words_at(desk, opened["place"]) == "we think"
    assert rui.put(f"{made}/application").status_code == 409
    assert desk.client.put(f"{made}/acceptance").status_code == 200


def test_whoever_accepted_it_can_open_it_again_at_once(desk: Desk, made: str) -> None:
    desk.client.put(f"{made}/acceptance")
    assert desk.client.delete(f"{made}/acceptance").json()["outcome"] is None
    assert desk.client.delete(f"{made}/acceptance").json()["outcome"] is None


def test_dismissing_and_taking_back_can_be_said_twice(desk: Desk, made: str) -> None:
    dismissed = desk.client.put(f"{made}/dismissal").json()
    assert (dismissed["outcome"], dismissed["decided_by"]) == ("declined", "Ada Writer")
    assert desk.client.put(f"{made}/dismissal").json() == dismissed
    assert desk.client.put(f"{made}/acceptance").status_code == 409
    assert desk.client.delete(f"{made}/dismissal").json()["outcome"] is None
    assert desk.client.put(f"{made}/withdrawal").json()["outcome"] == "withdrawn"
    assert desk.client.put(f"{made}/withdrawal").status_code == 200
    assert desk.client.put(f"{made}/dismissal").status_code == 409


@pytest.mark.parametrize("want", list(Settling))
@pytest.mark.parametrize("outcome", [None, *Outcome])
def test_accepting_and_nothing_else_is_granted_once(outcome: Outcome | None, want: Settling) -> None:
    try:
        new = settled(outcome, want)
    except Conflict:
        assert (outcome, want) != (None, Settling.ACCEPT)
        return
    if want is Settling.ACCEPT:
        assert (outcome, new) == (None, Outcome.ACCEPTED)
    assert settled(new, want) is new if want is not Settling.ACCEPT else True


def test_verbs_tell_whoever_has_the_draft_open(app: FastAPI, desk: Desk) -> None:
    desk.save(BODY)
    heard: list[str] = []
    stop = news.listen(app.state.parts[Database], lambda _, what: heard.append(what))
    url = f"/api/suggestions/{suggest(desk, 'we think', '?').json()['id']}"
    for method, verb in (
        ("put", "acceptance"), ("put", "application"), ("delete", "acceptance"), ("put", "dismissal"),
        ("delete", "dismissal"), ("put", "withdrawal"),
    ):  # fmt: skip
        assert desk.client.request(method, f"{url}/{verb}").status_code == 200
    desk.client.put(f"{url}/withdrawal")
    stop()
    assert heard == ["suggestions"] * 7


def test_a_reviewers_suggestion_on_a_rendering_is_theirs_alone_until_it_is_shown(
    database: Database, desk: Desk, made: str
) -> None:
    seen = selectable(render(BODY).html)
    start = seen.index("sings early, we think")
    anchor = Anchor("sings early, we think", seen[:start], seen[start + 21 :])
    with database.transaction() as session:
        draft = session.get_one(Draft, desk.draft["id"])
        proposed = Proposed(anchor, "hums", "It does.")
        hidden = suggestions.suggest(session, draft, proposed, digest_of(BODY), None, "A reviewer", None)
    url = f"/api/suggestions/{hidden.id}"
    assert len(listed(desk)) == 1
    assert desk.client.put(f"{url}/acceptance").status_code == 404
    with database.transaction() as session:
        session.get_one(Suggestion, hidden.id).visible_from = now()
    shown = listed(desk)[1]
    assert (shown["byline"], shown["mine"], shown["why"]) == ("A reviewer", False, "It does.")
    assert words_at(desk, shown["place"]) == "sings early*, we think"
    assert desk.client.put(f"{url}/acceptance").status_code == 200


def test_the_desk_counts_what_waits_for_an_answer(database: Database, desk: Desk, as_: As, cast: Cast) -> None:
    join(database, desk, cast.rui, Part.READER)
    rui = as_(cast.rui)
    desk.save(BODY)

    def waiting() -> tuple[int, int]:
        mine, theirs = (client.get("/api/drafts").json()[0]["waiting"] for client in (desk.client, rui))
        return mine, theirs

    assert waiting() == (0, 0)
    thread = desk.client.post(f"{desk.url}/threads", json={"words": "Is it so?"}).json()
    assert waiting() == (0, 1)
    rui.post(f"/api/threads/{thread['id']}/comments", json={"words": "It is."})
    one = suggest(desk, "we think", "?", client=rui).json()
    suggest(desk, "A kettle", "The kettle")
    assert waiting() == (2, 0)
    desk.client.put(f"/api/threads/{thread['id']}/resolution")
    desk.client.put(f"/api/suggestions/{one['id']}/dismissal")
    assert waiting() == (0, 0)
