"""Drafts: begun with their kind's prompts, said anew, deleted and had back."""

from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlmodel import select

from app.database import Database
from app.jobs import Job
from app.markup import render
from app.papers.schemas import PaperOut
from app.people.models import Person
from app.writing.rules import Kind
from app.writing.templates import kinds
from tests.conftest import Cast
from tests.papers_here import store_paper
from tests.writing.conftest import Desk


def test_a_draft_begins_with_its_prompts_which_nobody_ever_sees(desk: Desk) -> None:
    body = desk.draft["text"]["body"]
    assert "<!-- The motivation" in body
    assert "<!--" not in render(body).html
    assert "motivation" not in render(body).html


def test_there_are_six_kinds_and_three_of_them_ask_the_four_things() -> None:
    offered = {kind.kind: kind for kind in kinds()}
    assert set(offered) == set(Kind)
    for kind in (Kind.SUMMARY, Kind.SYNTHESIS, Kind.EXPLAINER):
        for word in ("motivation", "new example", "intuitive story", "How it fits"):
            assert word in offered[kind].template
    assert "existential risk" in offered[Kind.AGENDA].template
    assert "Assumptions" in offered[Kind.PROPOSAL].template
    assert not offered[Kind.PROPOSAL].needs_paper


def test_a_draft_about_one_paper_has_a_title_and_the_paper_is_on_the_shelf(desk: Desk, paper: PaperOut) -> None:
    assert desk.draft["title"] == paper.title
    assert [row["key"] for row in desk.draft["papers"]] == [paper.key]
    assert desk.draft["authors"][0]["byline"] == "Ada Writer"
    assert (desk.draft["reader"], desk.draft["should_know"]) == ("somebody who makes tea", ["what boiling is"])
    assert desk.client.get("/api/shelf").json()[0]["progress"] == "reading"


def test_a_proposal_needs_no_paper(as_: Callable[[Person], TestClient], cast: Cast) -> None:
    draft = as_(cast.rui).post("/api/drafts", json={"kind": "proposal"}).json()
    assert (draft["title"], draft["papers"]) == ("Untitled proposal", [])


def test_what_is_left_out_stays(desk: Desk, database: Database) -> None:
    other = store_paper(database, "2611.05678", title="Steam")
    changed = desk.client.patch(desk.url, json={"title": "Trust a kettle", "byline": "A. W."}).json()
    assert (changed["title"], changed["reader"], changed["authors"][0]["byline"]) == (
        "Trust a kettle", "somebody who makes tea", "A. W.",
    )  # fmt: skip
    ids = [other.version_id, desk.draft["papers"][0]["version_id"]]
    changed = desk.client.patch(desk.url, json={"version_ids": ids, "deck": "On\n steam."}).json()
    assert [row["version_id"] for row in changed["papers"]] == ids
    assert (changed["deck"], changed["title"]) == ("On steam.", "Trust a kettle")


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("  Two \n lines\t", "Two lines"),
        ("nul\0 and bell\x07", "nul and bell"),
        ("\u202eback\u202c to front\u200b", "back to front"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("👩‍🔬 explains $x^2$", "👩‍🔬 explains $x^2$"),
        ("a" * 300, "a" * 300),
    ],
)
def test_absurd_titles_become_one_visible_line(desk: Desk, title: str, kept: str) -> None:
    assert desk.client.patch(desk.url, json={"title": title}).json()["title"] == kept


@pytest.mark.parametrize(
    "change",
    [
        {"title": ""}, {"title": " \n\u200b\u202e"}, {"title": "a" * 301}, {"reader": "r" * 301},
        {"should_know": ["k"] * 13}, {"should_know": ["k" * 201]},
        {"version_ids": ["nothing"]}, {"version_ids": ["\0"]}, {"byline": "\u200b"},
        {"kind": "poem"}, {"deck": "nul \0"},
    ],
)  # fmt: skip
def test_what_a_draft_cannot_be_is_refused_and_nothing_changes(desk: Desk, change: dict[str, Any]) -> None:
    before = desk.client.get(desk.url).json()
    answer = desk.client.patch(desk.url, json={"deck": "Other.", **change})
    assert answer.status_code == 422
    assert answer.json()["error"]["sentence"].endswith(".")
    assert desk.client.get(desk.url).json() == before


def test_a_deleted_draft_comes_back_as_it_was(desk: Desk) -> None:
    desk.save("Every word.")
    before = desk.client.get(desk.url).json()
    assert desk.client.delete(desk.url).status_code == 204
    assert desk.client.get("/api/drafts").json() == []
    assert desk.client.put(f"{desk.url}/restoration").json() == before


def test_the_list_counts_words_but_no_prompts(desk: Desk) -> None:
    desk.save("One two three. <!-- a prompt of many words -->")
    desk.client.post(f"{desk.url}/unsure", json={"anchor": {"exact": "two"}})
    (row,) = desk.client.get("/api/drafts").json()
    assert (row["words"], row["unsure"]) == (3, 1)


def test_a_beginning_is_announced(database: Database, desk: Desk) -> None:
    with database.transaction(read_only=True) as session:
        facts = [job.payload for job in session.exec(select(Job).where(Job.name == "announce"))]
    assert {"fact": "writing.draft_begun", "subject": desk.draft["id"]} in facts
