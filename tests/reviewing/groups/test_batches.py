"""A batch: worked out, looked at, sent once; and what comes of its asks."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from fastapi import FastAPI
from sqlmodel import Session, func, select

from app.database import Database, now
from app.jobs import Job, Worker
from app.people import availability, exclusions
from app.people.models import Person
from app.reviewing.models import Invitation, Request
from app.reviewing.rules import Chosen
from app.worker import FACTS, handlers
from tests.conftest import Cast
from tests.reviewing.conftest import begin, due
from tests.reviewing.groups.conftest import As, Course, begin_draft, ok


@pytest.fixture
def work(app: FastAPI, database: Database) -> Callable[[], None]:
    """Do all background work that is due."""

    def run() -> None:
        worker = Worker(database, handlers(app.state.parts), FACTS)
        while worker.run_one():
            pass

    return run


def invited(session: Session) -> list[Invitation]:
    return list(session.exec(select(Invitation)))


def asks(database: Database) -> int:
    with database.transaction(read_only=True) as session:
        return int(session.exec(select(func.count()).select_from(Request)).one())


def says(database: Database, person: Person, **given: Any) -> None:
    said = {"topics": [], "refuses": [], "at_once": 2, "per_month": 4, "away_until": None, "affiliation": ""}
    with database.transaction() as session:
        availability.say(session, person, availability.Said(**{**said, "reading_counts": False, **given}))


def test_twelve_drafts_and_eight_people(course: Course, database: Database) -> None:
    plan = course.plan()
    assert (plan["asks"], plan["short"], plan["most"]) == (12, [], 2)
    assert all(len(draft["asks"]) == 1 for draft in plan["drafts"])
    assert not [draft for draft in plan["drafts"] if draft["asks"][0]["name"] in draft["writers"]]
    assert plan["worst"].startswith("Served worst is “")
    reasons = {ask["name"]: ask["why"] for draft in plan["drafts"] for ask in draft["asks"]}
    assert {reasons.pop(f"Person {number}") for number in range(1, 5)} == {"Works on kettle. Free."}
    assert set(reasons.values()) == {"Nothing here tells that they work in this area."}
    assert asks(database) == 0, "looking asks nobody"
    assert plan == course.plan(), "and it is the same when it is looked at again"
    assert ok(course.send(plan), 201)["asks"] == 12
    with database.transaction(read_only=True) as session:
        rows = invited(session)
        assert len(rows) == 12
        assert {row.chosen for row in rows} == {Chosen.KEEPER}
        assert max(Counter(row.person_id for row in rows).values()) == 2


def test_sent_twice_and_from_two_tabs_it_goes_out_once(course: Course, database: Database) -> None:
    plan, other = course.plan(), course.plan(kind="correctness")
    first, second = ok(course.send(plan), 201), ok(course.send(plan), 201)
    assert first == second
    assert asks(database) == 12
    stale = course.send(other, kind="correctness")
    assert stale.status_code == 409
    assert "Work it out again" in stale.json()["error"]["sentence"]
    assert asks(database) == 12


def test_all_of_it_or_nothing(course: Course, database: Database) -> None:
    plan = course.plan()
    somebody = plan["drafts"][-1]["asks"][0]["person_id"]
    says(database, next(one for one in course.people if one.id == somebody), refuses=["clarity"])
    assert course.send(plan).status_code == 409
    assert asks(database) == 0
    again = course.plan()
    assert somebody not in {ask["person_id"] for draft in again["drafts"] for ask in draft["asks"]}
    assert ok(course.send(again), 201)["asks"] == again["asks"]


@pytest.mark.parametrize("change", ["saved anew", "left", "taken away", "twice", "too many", "past"])
def test_a_plan_that_does_not_hold_any_more_asks_nobody(course: Course, database: Database, change: str) -> None:
    plan, given = course.plan(), {}
    first = plan["drafts"][0]
    writer = course.browsers[0]
    if change == "saved anew":
        text = ok(writer.get(f"/api/drafts/{first['id']}"))["text"]
        saved = ok(
            writer.put(
                f"/api/drafts/{first['id']}/text", json={"body": "# Anew\n", "base_version": text["version"]}
            )
        )  # fmt: skip
        ok(writer.post(f"/api/drafts/{first['id']}/revisions", json={"base_version": saved["version"]}), 201)
    elif change == "left":
        at = [one.id for one in course.people].index(first["asks"][0]["person_id"])
        ok(course.browsers[at].delete(f"{course.at}/membership"), 204)
    elif change == "taken away":
        ok(writer.delete(f"{course.at}/drafts/{first['id']}"), 204)
    elif change == "twice":
        first["asks"] *= 2
    elif change == "too many":
        given = {"at_most": 1}
    else:
        given = {"due": due(-5)}
    answer = course.send(plan, **given)
    assert answer.status_code == (422 if change == "past" else 409), answer.text
    assert asks(database) == 0


def test_whoever_excluded_a_writer_is_simply_absent(course: Course, database: Database, cast: Cast) -> None:
    everybody = course.people
    with database.transaction() as session:
        for person in everybody[1:]:
            exclusions.exclude(session, person, everybody[0])
    plan = course.plan([course.drafts["Kettle 1"]])
    assert plan["drafts"][0]["asks"] == []
    assert plan["short"] == ["“Kettle 1” is 1 person short. Nobody here may be asked about it."]
    assert "xclu" not in str(plan)
    one = course.plan([course.drafts["Kettle 2"]])
    [ask] = one["drafts"][0]["asks"]
    assert ask["person_id"] != everybody[0].id


def test_shortage_says_which_and_why(course: Course, database: Database) -> None:
    plan = course.plan(each=2)
    assert plan["asks"] == 16, "eight people with room for two each"
    assert sum(2 - len(draft["asks"]) for draft in plan["drafts"]) == 8
    short = {draft["title"] for draft in plan["drafts"] if len(draft["asks"]) < 2}
    assert all(any(sentence.startswith(f"“{title}” is ") for sentence in plan["short"]) for title in short)
    unsaved = begin_draft(course.browsers[0], "Not saved yet", save=False)
    ok(course.browsers[0].put(f"{course.at}/drafts/{unsaved}"), 204)
    found = course.plan([unsaved])
    assert found["short"] == [
        "“Not saved yet” is 1 person short. No version of it was saved yet, so there is nothing to send to anybody."
    ]
    assert course.send(found).status_code == 422


def test_who_declines_is_followed_by_another_of_the_group_alone(
    course: Course, database: Database, cast: Cast, work: Callable[[], None]
) -> None:
    says(database, cast.rui, topics=["kettle"])
    ok(course.send(course.plan([course.drafts["Kettle 1"]])), 201)
    asked: set[str] = set()
    for _ in range(9):
        with database.transaction(read_only=True) as session:
            waiting = [one for one in invited(session) if not one.declined_at]
        if not waiting:
            break
        [invitation] = waiting
        asked.add(invitation.person_id or "")
        at = [one.id for one in course.people].index(invitation.person_id or "")
        ok(course.browsers[at].put(f"/api/invitations/{invitation.id}/refusal"), 204)
        work()
    assert asked == {one.id for one in course.people[1:]}, "all of the group but the writer, and nobody else"


def test_unanswered_it_moves_on(course: Course, database: Database, work: Callable[[], None]) -> None:
    ok(course.send(course.plan([course.drafts["Kettle 1"]])), 201)
    work()
    with database.transaction() as session:
        assert len(invited(session)) == 1
        for invitation in invited(session):
            invitation.invited_at -= timedelta(hours=49)
        for job in session.exec(select(Job)):
            job.due_at = now()
    work()
    with database.transaction(read_only=True) as session:
        assert [one.passed_at is not None for one in sorted(invited(session), key=lambda one: one.invited_at)] == [
            True, False,
        ]  # fmt: skip


def test_open_asks_of_a_group_are_open_to_the_group(course: Course, database: Database, cast: Cast, as_: As) -> None:
    says(database, cast.rui, topics=["kettle"])
    ok(course.send(course.plan([course.drafts["Kettle 1"]])), 201)
    rui = as_(cast.rui)
    assert ok(rui.get("/api/open-asks")) == []
    with database.transaction(read_only=True) as session:
        [request], [invitation] = session.exec(select(Request)).all(), invited(session)
    assert rui.put(f"/api/open-asks/{request.id}/acceptance").status_code == 404
    free = next(
        at for at, one in enumerate(course.people[:4]) if at and one.id != invitation.person_id
    )  # knows of kettles
    [row] = ok(course.browsers[free].get("/api/open-asks"))
    assert row["asked_by"] == "Kim Keeper (Autumn course)"
    ok(course.browsers[free].put(f"/api/open-asks/{request.id}/acceptance"))


def test_the_review_comes_to_the_writer_and_not_to_the_keeper(course: Course, database: Database) -> None:
    draft = course.drafts["Kettle 1"]
    ok(course.send(course.plan([draft])), 201)
    with database.transaction(read_only=True) as session:
        [invitation] = invited(session)
    at = [one.id for one in course.people].index(invitation.person_id or "")
    reviewer, writer = course.browsers[at], course.browsers[0]
    [asked] = ok(reviewer.get("/api/asked"))
    assert asked["asked_by"] == "Kim Keeper (Autumn course)"
    [ask] = ok(writer.get(f"/api/drafts/{draft}/asks"))["asks"]
    assert ask["routing"].startswith("Kim Keeper (Autumn course) asked for you")
    assert ask["invitations"][0]["who"] == "somebody who fits"
    assert course.people[at].name not in str(ask)
    [waiting] = ok(writer.get("/api/waiting"))
    assert "in a moment" not in str(waiting)
    notices = [one["sentence"] for one in ok(writer.get("/api/notices"))]
    assert "Kim Keeper asked 1 person of “Autumn course” to review “Kettle 1”." in notices
    review = begin(reviewer, invitation.id)
    ok(reviewer.patch(review, json={"sentence": "Clear to me."}))
    ok(reviewer.put(f"{review}/sending"))
    [row] = [one for one in ok(course.kim.get(f"{course.at}/standings")) if one["person"]["name"] == "Person 1"]
    first = row["drafts"][0]
    assert (first["title"], first["stage"], first["answered"]) == ("Kettle 1", "reviewed", 1)
    assert "Clear to me." not in course.kim.get(f"{course.at}/standings").text
    assert course.kim.get(review).status_code == 404
    assert "Clear to me." in writer.get(f"/api/drafts/{draft}/asks").text
    again = course.plan([draft])
    assert {ask["person_id"] for ask in again["drafts"][0]["asks"]}.isdisjoint({invitation.person_id})


def test_double_blind(course: Course, database: Database) -> None:
    draft = course.drafts["Kettle 1"]
    ok(course.send(course.plan([draft], blind=True), blind=True), 201)
    with database.transaction(read_only=True) as session:
        [invitation] = invited(session)
    at = [one.id for one in course.people].index(invitation.person_id or "")
    reviewer, writer, name = course.browsers[at], course.browsers[0], course.people[at].name
    review = begin(reviewer, invitation.id)
    ok(reviewer.post(f"{review}/comments", json={"words": "What is lost here?"}), 201)
    assert reviewer.put(f"/api/reviews/{review.rsplit('/', 1)[1]}/privacy", json={"private": False}).status_code == 409
    ok(reviewer.patch(review, json={"sentence": "Clear to me."}))
    ok(reviewer.put(f"{review}/sending"))
    [ask] = ok(writer.get(f"/api/drafts/{draft}/asks"))["asks"]
    assert "Clear to me." in str(ask)
    assert name not in str(ask)
    [comment] = ask["reviews"][0]["threads"]
    ok(writer.post(f"/api/threads/{comment['id']}/comments", json={"words": "The lid."}))
    received = [reviewer.get(path).text for path in (f"/api/invitations/{invitation.id}", review, "/api/asked")]
    assert "The lid." in received[1]
    assert not [body for body in received if "Person 1" in body]
    assert course.people[0].id not in "".join(received)
