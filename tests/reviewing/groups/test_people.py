"""A group's people: asked in, coming, leaving; who sees what of it."""

from typing import Any

import pytest
from fastapi import FastAPI
from sqlmodel import select
from starlette.testclient import TestClient

from app.database import Database
from app.people import exclusions
from app.people.models import Notice
from tests.conftest import Cast, browser
from tests.papers_here import store_paper
from tests.reviewing.conftest import QUOTE, due, path_of
from tests.reviewing.groups.conftest import SECRETS, As, Course, begin_draft, ok


def group_of(kim: TestClient, **given: Any) -> str:
    return str(ok(kim.post("/api/groups", json={"name": "Autumn course", **given}), 201)["id"])


def ask_in(kim: TestClient, group: str, who: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = ok(kim.post(f"/api/groups/{group}/invitations", json={"who": who}))
    return found


def test_only_a_keeper_makes_groups_and_only_its_keeper_keeps_one(course: Course, cast: Cast, as_: As) -> None:
    ada, member = as_(cast.ada), course.browsers[0]
    assert ada.post("/api/groups", json={"name": "Mine"}).status_code == 404
    for somebody in (ada, member):
        for answer in (
            somebody.get(f"{course.at}/standings"),
            somebody.patch(course.at, json={"name": "Other"}),
            somebody.put(f"{course.at}/end"),
            somebody.post(f"{course.at}/invitations", json={"who": "ada"}),
            somebody.post(f"{course.at}/links"),
            somebody.put(f"{course.at}/papers", json={"text": ""}),
            somebody.delete(f"{course.at}/people/{course.people[1].id}"),
            somebody.post(f"{course.at}/plans", json={**course.terms(), "drafts": []}),
            somebody.post(f"{course.at}/batches", json={**course.terms(), "pairs": []}),
        ):
            assert answer.status_code == 404, answer.text
    assert ada.get(course.at).status_code == 404
    assert ok(ada.get("/api/groups")) == []
    draft = begin_draft(ada, "Outside")
    assert ada.put(f"{course.at}/drafts/{draft}").status_code == 404
    assert ada.put(f"{course.at}/membership").status_code == 404


@pytest.mark.parametrize("wrong", [{"name": " "}, {"name": "A", "begins": due(3), "ends": due(2)}])
def test_a_group_that_cannot_be(wrong: dict[str, Any], cast: Cast, as_: As) -> None:
    assert as_(cast.kim).post("/api/groups", json=wrong).status_code == 422


def test_asked_in_sees_what_the_keeper_will_see_before_coming(cast: Cast, as_: As, database: Database) -> None:
    kim, rui = as_(cast.kim), as_(cast.rui)
    group = group_of(kim, begins=due(1), ends=due(30))
    assert [one["sentence"] for one in ask_in(kim, group, "rui\n@nobody, ada")] == [
        "Asked.", "Nobody here has this handle.", "Asked.",
    ]  # fmt: skip
    assert [one["sentence"] for one in ask_in(kim, group, "rui")] == ["Asked already; no answer yet."]
    [notice] = ok(rui.get("/api/notices"))
    assert notice["sentence"] == "Kim Keeper asks you into the group “Autumn course”."
    assert notice["path"] == f"/desk/groups/{group}"
    seen = ok(rui.get(f"/api/groups/{group}"))
    assert seen["belonging"] == "invited"
    assert seen["people"] == []
    assert any("Never your notes" in sentence for sentence in seen["sees"])
    before = ok(kim.get(f"/api/groups/{group}/standings"))
    assert [(one["person"]["name"], one["belonging"], one["drafts"]) for one in before] == [
        ("Ada Writer", "invited", []), ("Rui Reviewer", "invited", []),
    ]  # fmt: skip
    for _ in range(2):
        ok(rui.put(f"/api/groups/{group}/membership"), 204)
    assert [one["name"] for one in ok(rui.get(f"/api/groups/{group}"))["people"]] == ["Rui Reviewer"]
    assert [one["seen"] for one in ok(rui.get("/api/notices"))] == [True]
    ok(as_(cast.ada).delete(f"/api/groups/{group}/membership"), 204)
    assert [one["sentence"] for one in ask_in(kim, group, "ada\nrui")] == [
        "Ada Writer left the group and was not asked again. They can come back through the group's link.",
        "In the group already.",
    ]
    with database.transaction(read_only=True) as session:
        told = session.exec(select(Notice).where(Notice.person_id == cast.ada.id)).all()
    assert len(told) == 1


def test_by_address_somebody_new_finds_it_once_they_joined(cast: Cast, as_: As, app: FastAPI) -> None:
    kim = as_(cast.kim)
    group = group_of(kim)
    [asked] = ask_in(kim, group, "lee@new.example")
    assert asked["sentence"].startswith("Not here yet")
    lee = browser(app)
    arrived = lee.get(path_of(asked["address"]))
    assert arrived.status_code == 303
    password = "a kettle of copper"
    joined = lee.post("/join", data={"name": "Lee", "handle": "lee", "password": password, "again": password})
    assert joined.status_code == 303, joined.text
    assert [one["name"] for one in ok(lee.get("/api/groups"))] == ["Autumn course"]
    ok(lee.put(f"/api/groups/{group}/membership"), 204)


def test_through_its_link(cast: Cast, as_: As, client: TestClient) -> None:
    kim, rui = as_(cast.kim), as_(cast.rui)
    group = group_of(kim)
    former, link = (path_of(ok(kim.post(f"/api/groups/{group}/links"), 201)["url"]) for _ in range(2))
    assert client.get(former).status_code == 410, "a new link takes the former back"
    assert rui.get(f"/api/groups/{group}").status_code == 404
    arrived = rui.get(link)
    assert (arrived.status_code, arrived.headers["location"]) == (303, f"/desk/groups/{group}")
    assert ok(rui.get(f"/api/groups/{group}"))["belonging"] == "none", "opening a link changes nothing"
    ok(rui.put(f"/api/groups/{group}/membership"), 204)
    ok(rui.delete(f"/api/groups/{group}/membership"), 204)
    ok(rui.put(f"/api/groups/{group}/membership"), 204)
    ok(kim.delete(f"/api/groups/{group}/people/{cast.rui.id}"), 204)
    assert rui.get(f"/api/groups/{group}").status_code == 404
    assert rui.put(f"/api/groups/{group}/membership").status_code == 404


def test_whoever_excluded_the_keeper_is_as_nobody(cast: Cast, as_: As, database: Database) -> None:
    kim = as_(cast.kim)
    with database.transaction() as session:
        exclusions.exclude(session, cast.rui, cast.kim)
    assert [one["sentence"] for one in ask_in(kim, group_of(kim), "rui")] == ["Nobody here has this handle."]
    assert ok(as_(cast.rui).get("/api/groups")) == []


def test_the_reading_list(cast: Cast, as_: As, course: Course) -> None:
    listed = ok(course.kim.put(f"{course.at}/papers", json={"text": "2611.01234\nhttps://arxiv.org/abs/2610.00001v2"}))
    assert [(one["arxiv_id"], one["paper"]) for one in listed] == [("2611.01234", None), ("2610.00001", None)]
    assert [one["arxiv_id"] for one in ok(course.browsers[3].get(course.at))["papers"]] == ["2611.01234", "2610.00001"]
    assert course.kim.put(f"{course.at}/papers", json={"text": "no paper"}).status_code == 422
    assert ok(course.kim.put(f"{course.at}/papers", json={"text": ""})) == []


def test_leaving_takes_ones_drafts_along(course: Course) -> None:
    ok(course.browsers[0].delete(f"{course.at}/membership"), 204)
    shown = course.kim.get(f"{course.at}/standings").text
    assert "Person 1" not in shown
    assert "Kettle 1" not in shown
    assert course.kim.post(
        f"{course.at}/plans", json={**course.terms(), "drafts": [course.drafts["Kettle 1"]]}
    ).status_code == 422  # fmt: skip


def test_when_it_has_ended_there_is_nothing_to_see(course: Course) -> None:
    ok(course.kim.put(f"{course.at}/end"), 204)
    assert course.kim.get(f"{course.at}/standings").status_code == 404
    assert course.browsers[0].get(course.at).status_code == 404
    assert ok(course.browsers[0].get("/api/groups")) == ok(course.kim.get("/api/groups")) == []


def test_the_keeper_reads_no_word_of_unshared_text(course: Course, database: Database) -> None:
    member = course.browsers[0]
    begin_draft(member, SECRETS[2])
    note = {"version_id": store_paper(database).version_id, "anchor": {"exact": QUOTE}, "words": SECRETS[1]}
    ok(member.post("/api/notes", json=note), 201)
    ok(course.send(course.plan()), 201)
    paths = ["/api/groups", course.at, f"{course.at}/standings", "/api/notices", "/api/drafts", "/api/asked"]
    paths += ["/api/arrived", "/api/open-asks", "/keeping", "/desk", f"/desk/groups/{course.id}"]
    paths += [f"/api/drafts/{draft}{part}" for draft in course.drafts.values() for part in ("", "/asks", "/revisions")]
    bodies = [course.kim.get(path).text for path in paths] + [str(course.plan())]
    assert "Kettle 1" in bodies[2]
    for words in SECRETS:
        assert not [path for path, body in zip([*paths, "plan"], bodies, strict=True) if words in body]


def test_what_the_keeper_sees_of_a_person(course: Course) -> None:
    rows = {one["person"]["name"]: one for one in ok(course.kim.get(f"{course.at}/standings"))}
    assert len(rows) == 8
    assert [(one["title"], one["stage"], one["version"]) for one in rows["Person 1"]["drafts"]] == [
        ("Kettle 1", "saved", 1), ("Pot 1", "saved", 1),
    ]  # fmt: skip
    ok(course.send(course.plan()), 201)
    rows = {one["person"]["name"]: one for one in ok(course.kim.get(f"{course.at}/standings"))}
    assert sum(one["to_answer"] for one in rows.values()) == 12
    assert {draft["stage"] for one in rows.values() for draft in one["drafts"]} == {"asked"}
    assert {draft["out"] for one in rows.values() for draft in one["drafts"]} == {1}


def test_a_draft_that_whoever_brought_it_does_not_write_any_more_is_not_there(
    course: Course, database: Database
) -> None:
    draft = course.drafts["Kettle 5"]
    ok(course.browsers[4].delete(f"/api/drafts/{draft}"), 204)
    assert "Kettle 5" not in course.kim.get(f"{course.at}/standings").text


def test_only_ones_own_draft_can_be_brought_or_taken_away(course: Course, cast: Cast) -> None:
    theirs = course.drafts["Kettle 2"]
    assert course.browsers[0].put(f"{course.at}/drafts/{theirs}").status_code == 404
    assert course.browsers[0].delete(f"{course.at}/drafts/{theirs}").status_code == 404
    for _ in range(2):
        ok(course.browsers[1].delete(f"{course.at}/drafts/{theirs}"), 204)
    assert "Kettle 2" not in course.kim.get(f"{course.at}/standings").text
    own = ok(course.browsers[1].get(course.at))["own_drafts"]
    assert {(one["title"], one["brought"]) for one in own} == {("Kettle 2", False), ("Pot 2", True)}
