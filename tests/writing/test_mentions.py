"""Mentions: co-authors by the names they sign with, told once, and only they."""

import pytest

from app.database import Database
from app.people import notices
from app.people.models import Person
from app.writing import mentions, threads
from app.writing.models import CoAuthor, Draft
from app.writing.rules import Part
from tests.conftest import Cast
from tests.writing.conftest import Desk

NAMES = ["Lee", "Lee Marchetti", "Søren Ø.", "R. & D."]


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("@Lee Marchetti, is it so?", ["Lee Marchetti"]),
        ("Ask @lee and (@SØREN Ø.)", ["Lee", "Søren Ø."]),
        ("@Lee @Lee Marchetti @Lee", ["Lee", "Lee Marchetti"]),
        ("@Leeds, post@Lee, [@Lee](x@Lee.org), @@Lee", ["Lee"]),
        ("Lee, and @nobody", []),
    ],
)
def test_a_mention_is_a_whole_name_after_an_at(words: str, meant: list[str]) -> None:
    assert mentions.named(words, NAMES) == meant


def test_nobody_is_nobody() -> None:
    assert mentions.named("@", ["", ""]) == []
    assert mentions.drawn("<p>@</p>", []) == "<p>@</p>"


def test_mentions_stand_out_in_words_and_nowhere_else() -> None:
    html = (
        '<p>@R. &amp; D. <math alttext="a &gt; @Lee > b"><mi>@Lee</mi></math> <a href="/x" title="@Lee">@Lee</a> '
        "<code>@Lee</code> <strong>@lee</strong></p>"
    )
    assert mentions.drawn(html, NAMES) == (
        '<p><b class="mention">R. &amp; D.</b> <math alttext="a &gt; @Lee > b"><mi>@Lee</mi></math> '
        '<a href="/x" title="@Lee">@Lee</a> <code>@Lee</code> <strong><b class="mention">lee</b></strong></p>'
    )


def told(database: Database, person: Person) -> list[tuple[str, str, bool]]:
    with database.transaction(read_only=True) as session:
        return [(one.sentence, one.path, one.seen) for one in notices.of(session, person)]


def join(database: Database, desk: Desk, person: Person, byline: str) -> None:
    with database.transaction() as session:
        session.add(CoAuthor(draft_id=desk.draft["id"], person_id=person.id, byline=byline, part=Part.READER))


def test_a_co_author_is_told_once_by_the_name_they_sign_with(database: Database, desk: Desk, cast: Cast) -> None:
    join(database, desk, cast.rui, "R. Tanaka")
    words = "@R. Tanaka, @R. Tanaka and @Mei Author: is it so? @Ada Writer"
    thread = desk.client.post(f"{desk.url}/threads", json={"words": words}).json()
    path = f"/desk/drafts/{desk.draft['id']}/write#thread-{thread['id']}"
    sentence = f"Ada Writer mentioned you in “{desk.draft['title']}”."
    assert told(database, cast.rui) == [(sentence, path, False)]
    assert told(database, cast.mei) == told(database, cast.ada) == []
    assert '<b class="mention">R. Tanaka</b>' in thread["comments"][0]["html"]
    assert "@Mei Author" in thread["comments"][0]["html"]


def test_what_was_taken_back_needs_no_look(database: Database, desk: Desk, cast: Cast) -> None:
    join(database, desk, cast.rui, "Rui")
    thread = desk.client.post(f"{desk.url}/threads", json={"words": "@Rui?"}).json()
    desk.client.delete(f"/api/comments/{thread['comments'][0]['id']}")
    assert [seen for _, _, seen in told(database, cast.rui)] == [True]


def test_nobody_is_told_of_what_is_not_shown_yet(database: Database, desk: Desk, cast: Cast) -> None:
    join(database, desk, cast.rui, "Rui")
    with database.transaction() as session:
        draft, ada = session.get_one(Draft, desk.draft["id"]), session.get_one(Person, cast.ada.id)
        hidden = threads.begin(session, draft, None, "", "@Rui?", ada, "A.", None)
        threads.answer(session, draft, hidden, "@Rui, I mean.", ada)
    assert told(database, cast.rui) == []
