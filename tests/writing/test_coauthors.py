"""Co-authors: invited, accepting or not, changing parts, leaving; the last writer stays."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlmodel import Session, select, update

from app.database import AuditRecord, Database, now
from app.errors import Conflict
from app.jobs import Job
from app.mail import Mail
from app.people import accounts, links, notices
from app.people.models import Person, SignedLink
from app.people.post import stopping
from app.settings import Settings
from app.writing import coauthors, news
from app.writing.models import CoAuthor, CoAuthorInvitation, Draft
from app.writing.rules import Part
from tests.conftest import PASSWORD, Cast, browser
from tests.writing.conftest import Desk

As = Callable[[Person], TestClient]
NEW = {"name": "Lee Newcomer", "handle": "lee", "email": "", "password": PASSWORD, "again": PASSWORD}


def invite(desk: Desk, **whom: Any) -> dict[str, Any]:
    answer = desk.client.post(f"{desk.url}/invitations", json=whom)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def waiting(client: TestClient) -> list[dict[str, Any]]:
    return list(client.get("/api/my/co-author-invitations").json())


def told(database: Database, person: Person) -> list[str]:
    with database.transaction(read_only=True) as session:
        return [notice.sentence for notice in notices.of(session, person)]


def parts(desk: Desk) -> list[tuple[str, str]]:
    return [(one["byline"], one["part"]) for one in desk.client.get(f"{desk.url}/authors").json()]


def with_mail(app: FastAPI) -> None:
    app.state.parts[Settings] = app.state.parts[Settings].model_copy(update={"smtp_url": "smtp://post.example:25"})


def join(database: Database, desk: Desk, person: Person, part: Part = Part.WRITER) -> None:
    with database.transaction() as session:
        session.add(CoAuthor(draft_id=desk.draft["id"], person_id=person.id, byline=person.name, part=part, position=1))


def test_whoever_is_invited_sees_the_title_and_nothing_else_until_they_accept(
    database: Database, desk: Desk, as_: As, cast: Cast
) -> None:
    made = invite(desk, person_id=cast.rui.id)
    assert (made["whom"], made["mailed"], made["url"], made["expired"]) == ("Rui Reviewer", False, None, False)
    rui = as_(cast.rui)
    (one,) = waiting(rui)
    assert (one["title"], one["invited_by"], one["part"]) == (desk.draft["title"], "Ada Writer", "writer")
    assert [paper["key"] for paper in one["papers"]] == [desk.draft["papers"][0]["key"]]
    assert rui.get(desk.url).status_code == 404
    assert told(database, cast.rui) == [f"Ada Writer invites you to write “{desk.draft['title']}”."]
    answer = rui.put(f"/api/co-author-invitations/{one['id']}/acceptance")
    assert answer.json() == {"draft_id": desk.draft["id"]}
    assert rui.get(desk.url).json()["part"] == "writer"
    assert parts(desk) == [("Ada Writer", "writer"), ("Rui Reviewer", "writer")]
    assert waiting(rui) == desk.client.get(f"{desk.url}/invitations").json() == []
    assert rui.get("/api/shelf").json() == []
    assert told(database, cast.ada) == [f"Rui Reviewer accepted and can now write “{desk.draft['title']}”."]
    assert rui.get("/api/notices").json()[0]["seen"]


def test_a_second_answer_changes_nothing(desk: Desk, as_: As, cast: Cast) -> None:
    accepted, declined = invite(desk, person_id=cast.rui.id), invite(desk, person_id=cast.mei.id, part="reader")
    for client, one, deed, status in (
        (as_(cast.rui), accepted, "acceptance", 200),
        (as_(cast.mei), declined, "declination", 204),
    ):
        other = "declination" if deed == "acceptance" else "acceptance"
        address = f"/api/co-author-invitations/{one['id']}"
        assert [client.put(f"{address}/{deed}").status_code for _ in range(2)] == [status, status]
        assert client.put(f"{address}/{other}").status_code == 410
        assert desk.client.delete(f"{desk.url}/invitations/{one['id']}").status_code == 410
    assert parts(desk) == [("Ada Writer", "writer"), ("Rui Reviewer", "writer")]


def test_who_asks_hears_that_somebody_declined(database: Database, desk: Desk, as_: As, cast: Cast) -> None:
    one = invite(desk, person_id=cast.mei.id, part="reader")
    as_(cast.mei).put(f"/api/co-author-invitations/{one['id']}/declination")
    assert told(database, cast.ada) == [f"Mei Author declined to read along in “{desk.draft['title']}”."]


def test_taken_back_and_expired_invitations_admit_nobody(database: Database, desk: Desk, as_: As, cast: Cast) -> None:
    one, rui = invite(desk, person_id=cast.rui.id), as_(cast.rui)
    for _ in range(2):
        assert desk.client.delete(f"{desk.url}/invitations/{one['id']}").status_code == 204
    assert waiting(rui) == []
    assert rui.put(f"/api/co-author-invitations/{one['id']}/acceptance").status_code == 410
    other = invite(desk, person_id=cast.rui.id)
    with database.transaction() as session:
        session.exec(update(CoAuthorInvitation).values(invited_at=now() - timedelta(days=14, minutes=1)))
    assert waiting(rui) == []
    assert [row["expired"] for row in desk.client.get(f"{desk.url}/invitations").json()] == [True]
    assert rui.put(f"/api/co-author-invitations/{other['id']}/acceptance").status_code == 410
    assert rui.get(desk.url).status_code == 404


def test_asking_again_replaces_what_waited(desk: Desk, as_: As, cast: Cast) -> None:
    invite(desk, person_id=cast.rui.id)
    invite(desk, person_id=cast.rui.id, part="reader")
    assert [one["part"] for one in waiting(as_(cast.rui))] == ["reader"]
    assert len(desk.client.get(f"{desk.url}/invitations").json()) == 1


def test_an_invitation_is_its_own_persons(desk: Desk, as_: As, cast: Cast) -> None:
    one = invite(desk, person_id=cast.rui.id)
    for deed in ("acceptance", "declination"):
        assert as_(cast.mei).put(f"/api/co-author-invitations/{one['id']}/{deed}").status_code == 404
    assert desk.client.delete(desk.url).status_code == 204
    rui = as_(cast.rui)
    assert waiting(rui) == []
    assert rui.put(f"/api/co-author-invitations/{one['id']}/acceptance").status_code == 404


@pytest.mark.parametrize(
    "whom", [{}, {"email": "nobody"}, {"email": "a@b.example", "person_id": "x"}, {"email": "ada@people.example"}]
)
def test_nobody_is_invited_by_mistake(desk: Desk, whom: dict[str, Any]) -> None:
    assert desk.client.post(f"{desk.url}/invitations", json=whom).status_code == 422
    assert desk.client.post(f"{desk.url}/invitations", json={"person_id": "nothing"}).status_code == 404
    assert desk.client.get(f"{desk.url}/invitations").json() == []


def test_an_address_gets_a_mail_and_the_invitation_waits_until_its_owner_joins(
    app: FastAPI, database: Database, desk: Desk
) -> None:
    with_mail(app)
    made = invite(desk, email="Lee@Elsewhere.example", part="reader")
    assert (made["whom"], made["mailed"], made["url"]) == ("lee@elsewhere.example", True, None)
    with database.transaction(read_only=True) as session:
        mail = session.exec(select(Mail)).one()
    assert (mail.recipient, mail.secret) == ("lee@elsewhere.example", True)
    assert mail.subject == f"Ada Writer invites you to read along in “{desk.draft['title']}”"
    lee = browser(app)
    token = mail.text.split("/join/")[1].split()[0]
    assert lee.get(f"/join/{token}").status_code == 303
    assert lee.post("/join", data=NEW).headers["location"] == "/desk"
    (one,) = waiting(lee)
    lee.put(f"/api/co-author-invitations/{one['id']}/acceptance")
    assert lee.get(desk.url).json()["part"] == "reader"
    assert parts(desk)[1] == ("Lee Newcomer", "reader")


def test_an_address_of_somebody_here_is_shown_as_an_address_until_they_accept(
    app: FastAPI, database: Database, desk: Desk, as_: As, cast: Cast
) -> None:
    with_mail(app)
    made = invite(desk, email="rui@people.example")
    assert (made["whom"], made["mailed"]) == ("rui@people.example", True)
    with database.transaction(read_only=True) as session:
        mail = session.exec(select(Mail)).one()
        assert session.exec(select(SignedLink.purpose)).all() == [stopping.STOP], "none that lets anybody in"
    assert "/join/" not in mail.text
    assert not mail.secret
    rui = as_(cast.rui)
    rui.put(f"/api/co-author-invitations/{waiting(rui)[0]['id']}/declination")
    assert told(database, cast.ada)[0].startswith("rui@people.example declined")


def test_without_mail_the_writer_gets_a_link_that_makes_nobody_known_here(
    app: FastAPI, database: Database, desk: Desk
) -> None:
    with database.transaction() as session:
        known = accounts.invited(session, "lee@elsewhere.example")
    made = invite(desk, email="lee@elsewhere.example")
    assert not made["mailed"]
    lee = browser(app)
    lee.get("/join/" + made["url"].rsplit("/", 1)[1])
    lee.post("/join", data=NEW)
    assert [one["title"] for one in waiting(lee)] == [desk.draft["title"]]
    with database.transaction(read_only=True) as session:
        assert session.get_one(Person, known.id).joined_at is None


def test_what_is_taken_back_lets_nobody_join(app: FastAPI, desk: Desk) -> None:
    made = invite(desk, email="lee@elsewhere.example")
    desk.client.delete(f"{desk.url}/invitations/{made['id']}")
    assert browser(app).get("/join/" + made["url"].rsplit("/", 1)[1]).status_code == 410


def test_nobody_is_invited_to_an_instance_that_is_closed(app: FastAPI, desk: Desk, cast: Cast) -> None:
    app.state.parts[Settings] = app.state.parts[Settings].model_copy(update={"sign_up": "closed"})
    assert desk.client.post(f"{desk.url}/invitations", json={"email": "lee@elsewhere.example"}).status_code == 422
    assert invite(desk, email="rui@people.example")["whom"] == "rui@people.example"


def test_fifty_invitations_a_day_are_enough(desk: Desk, cast: Cast) -> None:
    for _ in range(50):
        invite(desk, person_id=cast.rui.id)
    answer = desk.client.post(f"{desk.url}/invitations", json={"person_id": cast.mei.id})
    assert answer.status_code == 429


def test_writers_change_parts_and_order_and_everybody_their_own_name(
    database: Database, desk: Desk, as_: As, cast: Cast
) -> None:
    join(database, desk, cast.rui, Part.READER)
    rui, address = as_(cast.rui), f"{desk.url}/authors"
    assert rui.patch(f"{address}/{cast.rui.id}", json={"byline": "R. Tanaka"}).status_code == 200
    assert rui.patch(f"{address}/{cast.rui.id}", json={"part": "writer"}).status_code == 404
    assert rui.patch(f"{address}/{cast.ada.id}", json={"position": 1}).status_code == 404
    assert desk.client.patch(f"{address}/{cast.rui.id}", json={"byline": "Rudi"}).status_code == 422
    changed = desk.client.patch(f"{address}/{cast.rui.id}", json={"part": "writer", "position": 0}).json()
    assert [(one["byline"], one["part"]) for one in changed] == [("R. Tanaka", "writer"), ("Ada Writer", "writer")]
    assert parts(desk) == [("R. Tanaka", "writer"), ("Ada Writer", "writer")]
    assert desk.client.patch(f"{address}/{cast.mei.id}", json={"part": "reader"}).status_code == 404


def test_somebody_taken_off_is_out_at_once_and_told(database: Database, desk: Desk, as_: As, cast: Cast) -> None:
    join(database, desk, cast.rui)
    rui, heard = as_(cast.rui), []
    app_database = desk.client.app.state.parts[Database]  # type: ignore[attr-defined]
    stop = news.listen(app_database, lambda draft_id, what: heard.append((draft_id, what)))
    assert desk.client.delete(f"{desk.url}/authors/{cast.rui.id}").status_code == 204
    stop()
    assert heard == [(desk.draft["id"], "authors")]
    assert rui.get(desk.url).status_code == 404
    assert told(database, cast.rui) == [f"Ada Writer took you off “{desk.draft['title']}”."]


def test_anybody_leaves_but_the_last_writer(database: Database, desk: Desk, as_: As, cast: Cast) -> None:
    join(database, desk, cast.rui, Part.READER)
    own = f"{desk.url}/authors/{cast.ada.id}"
    assert desk.client.delete(own).status_code == 409
    assert desk.client.patch(own, json={"part": "reader"}).status_code == 409
    assert as_(cast.rui).delete(own).status_code == 404
    assert as_(cast.rui).delete(f"{desk.url}/authors/{cast.rui.id}").status_code == 204
    assert parts(desk) == [("Ada Writer", "writer")]
    with database.transaction(read_only=True) as session:
        verbs = [row.verb for row in session.exec(select(AuditRecord).where(AuditRecord.verb == "co_author.remove"))]
        facts = [job.payload["fact"] for job in session.exec(select(Job).where(Job.name == "announce"))]
    assert verbs == ["co_author.remove"]
    assert "writing.co_authors_changed" in facts


def test_two_who_leave_in_the_same_moment_leave_one_behind(database: Database, desk: Desk, cast: Cast) -> None:
    join(database, desk, cast.rui)
    outcomes: list[str] = []
    together = threading.Barrier(2)

    def leave(person: Person) -> None:
        together.wait(timeout=20)
        try:
            with database.transaction() as session:
                draft = session.get_one(Draft, desk.draft["id"])
                coauthors.remove(session, draft, person, person.id)
            outcomes.append("left")
        except Conflict:
            outcomes.append("stays")

    both = [threading.Thread(target=leave, args=(one,)) for one in (cast.ada, cast.rui)]
    for one in both:
        one.start()
    for one in both:
        one.join(timeout=30)
    assert sorted(outcomes) == ["left", "stays"]


def test_names_may_hold_anything(database: Database, desk: Desk, as_: As, cast: Cast) -> None:
    desk.client.patch(desk.url, json={"title": "{title} <b>%s</b> {0}"})
    with database.transaction() as session:
        accounts.rename(session, cast.rui, "{x} %d <i>", "rui")
    one = invite(desk, person_id=cast.rui.id)
    as_(cast.rui).put(f"/api/co-author-invitations/{one['id']}/acceptance")
    assert told(database, cast.ada) == ["{x} %d <i> accepted and can now write “{title} <b>%s</b> {0}”."]


def test_links_are_kept_hashed(session: Session, desk: Desk) -> None:
    made = invite(desk, email="lee@elsewhere.example")
    token = made["url"].rsplit("/", 1)[1]
    assert links.find(session, token, "join").subject == made["id"]
    assert session.exec(select(SignedLink).where(SignedLink.digest == token)).first() is None
