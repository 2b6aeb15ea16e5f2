"""Who hears by mail of what is said in a draft."""

from collections.abc import Callable

import pytest
from sqlmodel import col, select
from starlette.testclient import TestClient

from app.database import Database
from app.people.models import Notice, Person
from app.people.post.rules import Kind
from app.writing import hearing
from app.writing.models import CoAuthor
from app.writing.rules import Part
from tests.conftest import Cast
from tests.writing.conftest import Desk

As = Callable[[Person], TestClient]
BODY = "The sound alone does not suffice. A probe listens to the water."


@pytest.fixture
def shared(database: Database, desk: Desk, cast: Cast) -> Desk:
    """Ada's draft, in which Rui writes, too, and Mei reads along."""
    desk.save(BODY)
    with database.transaction() as session:
        for person, part in ((cast.rui, Part.WRITER), (cast.mei, Part.READER)):
            session.add(CoAuthor(draft_id=desk.draft["id"], person_id=person.id, byline=person.name, part=part))
    return desk


def waits(database: Database, person: Person) -> list[tuple[Kind, str, str]]:
    """What waits to be mailed to somebody: its kind, sentence and detail."""
    with database.transaction(read_only=True) as session:
        query = select(Notice).where(Notice.person_id == person.id, col(Notice.unmailed_since).is_not(None))
        found = session.exec(query.where(col(Notice.seen_at).is_(None)).order_by(col(Notice.made_at))).all()
        return [(one.kind, one.sentence, one.detail) for one in found]


def said(desk: Desk, name: str = "Ada Writer") -> str:
    return f"{name} commented on “{desk.draft['title']}”."


def test_writers_hear_of_a_comment_and_readers_only_where_they_spoke(
    database: Database, shared: Desk, cast: Cast, as_: As
) -> None:
    thread = shared.client.post(f"{shared.url}/threads", json={"words": "Is it so?"}).json()
    assert waits(database, cast.rui) == [(Kind.TALK, said(shared), "Is it so?")]
    assert waits(database, cast.mei) == waits(database, cast.ada) == []
    as_(cast.mei).post(f"/api/threads/{thread['id']}/comments", json={"words": "It is."})
    assert waits(database, cast.ada) == [(Kind.TALK, said(shared, "Mei Author"), "It is.")]
    assert waits(database, cast.rui) == [(Kind.TALK, said(shared, "Mei Author"), "It is.")], "one notice a thread"
    as_(cast.rui).post(f"/api/threads/{thread['id']}/comments", json={"words": "Then good."})
    assert waits(database, cast.rui) == [], "whoever answers has read it"
    assert waits(database, cast.mei) == [(Kind.TALK, said(shared, "Rui Reviewer"), "Then good.")]
    assert shared.client.get("/api/notices").json() == [], "the desk counts it by itself"
    shared.client.put(f"/api/threads/{thread['id']}/resolution")
    assert waits(database, cast.mei) == waits(database, cast.ada) == []


def test_whoever_is_mentioned_hears_of_that_alone(database: Database, shared: Desk, cast: Cast) -> None:
    shared.client.post(f"{shared.url}/threads", json={"words": "@Rui Reviewer, is it so?"})
    [(kind, sentence, detail)] = waits(database, cast.rui)
    assert (kind, detail) == (Kind.MENTION, "@Rui Reviewer, is it so?")
    assert "mentioned you" in sentence


def test_words_taken_back_are_nowhere_any_more(database: Database, shared: Desk, cast: Cast) -> None:
    thread = shared.client.post(f"{shared.url}/threads", json={"words": "A slip, @Rui Reviewer."}).json()
    other = shared.client.post(f"{shared.url}/threads", json={"words": "Another slip."}).json()
    for one in (thread, other):
        shared.client.delete(f"/api/comments/{one['comments'][0]['id']}")
    assert waits(database, cast.rui) == []
    with database.transaction(read_only=True) as session:
        assert not any("slip" in one.detail + one.sentence for one in session.exec(select(Notice)))


def test_suggested_words_and_what_became_of_them(database: Database, shared: Desk, cast: Cast, as_: As) -> None:
    rui = as_(cast.rui)
    made = []
    for exact in ("sound", "probe"):
        body = {"anchor": {"exact": exact}, "replacement": "tone", "why": "Shorter."}
        answer = rui.post(f"{shared.url}/suggestions", json=body)
        assert answer.status_code == 201, answer.text
        made.append(answer.json()["id"])
    title = shared.draft["title"]
    sentence = f"Rui Reviewer suggests other words in “{title}”."
    assert waits(database, cast.ada) == [
        (Kind.SUGGESTION, sentence, f"{exact}\n→ tone\nShorter.") for exact in ("sound", "probe")
    ]
    assert waits(database, cast.mei) == waits(database, cast.rui) == []
    shared.client.put(f"/api/suggestions/{made[0]}/dismissal")
    assert [detail[:5] for _, _, detail in waits(database, cast.ada)] == ["probe"]
    assert waits(database, cast.rui) == [
        (Kind.SUGGESTION, f"Ada Writer dismissed the words you suggested in “{title}”.", "tone")
    ]


def test_who_left_or_what_was_deleted_is_not_mailed(database: Database, shared: Desk, cast: Cast) -> None:
    shared.client.post(f"{shared.url}/threads", json={"words": "Is it so?"})
    with database.transaction(read_only=True) as session:
        [notice] = session.exec(select(Notice).where(Notice.kind == Kind.TALK)).all()
        assert hearing.still(session, notice)
    shared.client.delete(f"{shared.url}/authors/{cast.rui.id}")
    with database.transaction(read_only=True) as session:
        assert not hearing.still(session, notice)
    with database.transaction() as session:
        session.add(CoAuthor(draft_id=shared.draft["id"], person_id=cast.rui.id, byline="Rui", part=Part.WRITER))
    assert shared.client.delete(shared.url).is_success
    with database.transaction(read_only=True) as session:
        assert not hearing.still(session, notice)
