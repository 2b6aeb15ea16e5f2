"""Too late, taken back, used up, twice, at once: each gets one clear sentence."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from fastapi import FastAPI
from sqlmodel import select
from starlette.testclient import TestClient

from app.database import Database
from app.people.models import Person, SignedLink
from app.reviewing.models import Invitation, Request, Review
from tests.conftest import Cast, browser
from tests.reviewing.conftest import Piece, begin, due, path_of, today

As = Callable[[Person], TestClient]


@pytest.fixture
def row(piece: Piece) -> dict[str, Any]:
    """A link to copy, for one answer."""
    [row] = piece.ask({"via": "link"})["invitations"]
    return dict(row)


def days_pass(database: Database, days: int) -> None:
    """What was due becomes due so many days earlier, and links end with it."""
    with database.transaction() as session:
        for request in session.exec(select(Request)):
            request.due -= timedelta(days=days)
        for link in session.exec(select(SignedLink)):
            link.expires_at -= timedelta(days=days)


def said(answer: Any) -> str:
    """What a refusal says."""
    sentence: str = answer.json()["error"]["sentence"]
    return sentence


def state(piece: Piece) -> str:
    """Where the newest ask's invitation stands."""
    found: str = piece.screen()["asks"][0]["invitations"][0]["state"]
    return found


def test_a_late_answer_is_welcome(piece: Piece, row: dict[str, Any], client: TestClient, database: Database) -> None:
    client.get(path_of(row["url"]))
    days_pass(database, 3 + 29)
    here = begin(client, row["id"], "Lee")
    days_pass(database, 30)
    client.patch(here, json={"sentence": "Sorry, the kettle boiled over."})
    assert client.put(f"{here}/sending").status_code == 200
    assert state(piece) == "answered"


def test_an_ask_nobody_took_up_ends(piece: Piece, cast: Cast, as_: As, database: Database) -> None:
    [row] = piece.ask({"via": "person", "person_id": cast.rui.id})["invitations"]
    rui = as_(cast.rui)
    days_pass(database, 3 + 31)
    assert state(piece) == "expired"
    assert rui.get("/api/asked").json() == []
    for answer in (
        rui.get(f"/api/invitations/{row['id']}"),
        rui.post(f"/api/invitations/{row['id']}/reviews", json={}),
    ):
        assert answer.status_code == 410
        assert "ended some time ago" in said(answer)


def test_an_expired_link_says_so(row: dict[str, Any], client: TestClient, database: Database) -> None:
    days_pass(database, 3 + 32)
    late = client.get(path_of(row["url"]))
    assert late.status_code == 410
    assert "This link has expired" in late.text


def test_a_link_that_never_was_says_so(client: TestClient, row: dict[str, Any]) -> None:
    for path in ("/r/nonsense", path_of(row["url"])[:-1], path_of(row["url"]) + "x"):
        lost = client.get(path)
        assert lost.status_code == 404
        assert "lost in copying" in lost.text


def test_a_link_taken_back_says_so(piece: Piece, row: dict[str, Any], client: TestClient) -> None:
    client.get(path_of(row["url"]))
    back = piece.ada.delete(f"/api/asked/{row['id']}")
    assert [one["state"] for one in back.json()["invitations"]] == ["taken_back"]
    gone = client.get(path_of(row["url"]))
    assert gone.status_code == 410
    assert "taken back" in gone.text
    assert client.get(f"/api/invitations/{row['id']}").status_code == 404
    assert piece.ada.delete(f"/api/asked/{row['id']}").status_code == 200


def test_what_was_answered_cannot_be_taken_back(piece: Piece, row: dict[str, Any], client: TestClient) -> None:
    client.get(path_of(row["url"]))
    here = begin(client, row["id"], "Lee")
    client.patch(here, json={"sentence": "Sound."})
    client.put(f"{here}/sending")
    refused = piece.ada.delete(f"/api/asked/{row['id']}")
    assert (refused.status_code, said(refused)) == (409, "This was answered, so it can no longer be taken back.")
    withdrawn = piece.ada.delete(f"/api/asks/{piece.screen()['asks'][0]['id']}").json()
    assert withdrawn["withdrawn_at"]
    assert [one["state"] for one in withdrawn["invitations"]] == ["answered"]
    assert [one["sentence"] for one in withdrawn["reviews"]] == ["Sound."]


def test_declining_is_one_click_and_can_be_thought_over(piece: Piece, cast: Cast, as_: As) -> None:
    [row] = piece.ask({"via": "person", "person_id": cast.rui.id})["invitations"]
    rui, here = as_(cast.rui), f"/api/invitations/{row['id']}"
    assert [rui.put(f"{here}/refusal").status_code for _ in range(2)] == [204, 204]
    assert state(piece) == "declined"
    assert rui.get("/api/asked").json() == []
    begin(rui, row["id"])
    assert state(piece) == "begun"
    assert rui.put(f"{here}/refusal").status_code == 204
    assert state(piece) == "declined"


def test_a_link_for_several_is_not_declined(row: dict[str, Any], client: TestClient) -> None:
    client.get(path_of(row["url"]))
    refused = client.put(f"/api/invitations/{row['id']}/refusal")
    assert refused.status_code == 409
    assert "simply close the page" in said(refused)


def test_an_ask_of_an_older_text_is_refused_with_the_newer(piece: Piece) -> None:
    refused = piece.asked({"via": "link"}, base_version=piece.version - 1)
    assert refused.status_code == 409
    assert refused.json()["error"]["current"]["version"] == piece.version
    assert piece.screen()["asks"] == []


@pytest.mark.parametrize(
    "given",
    [
        {"due": due(-2)}, {"due": due(400)}, {"due": "Friday"}, {"minutes": 0}, {"minutes": 900}, {"kind": "praise"},
        {"to": []}, {"to": [{"via": "post"}]}, {"to": [{"via": "link", "answers": 0}]}, {"question": "x" * 501},
        {"passages": [{"anchor": {"exact": ""}}]}, {"passages": [{"anchor": {"exact": "a\0b"}}]},
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_refused_and_nothing_is_saved(given: dict[str, Any], piece: Piece) -> None:
    refused = piece.asked({"via": "link"}, **given)
    assert refused.status_code in {404, 422}
    assert len(said(refused)) > 20
    assert piece.screen()["asks"] == []
    assert piece.ada.get(f"/api/drafts/{piece.id}/revisions").json() == []


def test_a_mark_of_another_draft_is_not_taken_along(piece: Piece) -> None:
    passage = {"unsure_id": "somebodyelsesmark", "anchor": {"exact": "kettle"}}
    assert piece.ask({"via": "link"}, passages=[passage])["passages"][0]["unsure_id"] is None


def test_two_who_come_at_once_do_not_share_the_last_answer(
    row: dict[str, Any], app: FastAPI, database: Database
) -> None:
    readers = [browser(app) for _ in range(4)]
    for reader in readers:
        assert reader.get(path_of(row["url"])).status_code == 303
    with ThreadPoolExecutor(len(readers)) as pool:
        path, name = f"/api/invitations/{row['id']}/reviews", {"byline": "Lee"}
        codes = sorted(pool.map(lambda reader: reader.post(path, json=name).status_code, readers))
    assert codes[0] == 201
    assert set(codes[1:]) <= {404, 410}
    with database.transaction(read_only=True) as session:
        assert len(session.exec(select(Review)).all()) == 1
        link = session.get_one(Invitation, row["id"]).link_id
        assert session.get_one(SignedLink, link).uses == 1


def test_one_person_in_two_tabs_has_one_review(piece: Piece, cast: Cast, as_: As, database: Database) -> None:
    [row] = piece.ask({"via": "person", "person_id": cast.rui.id})["invitations"]
    tabs = [as_(cast.rui) for _ in range(4)]
    with ThreadPoolExecutor(len(tabs)) as pool:
        reviews = set(pool.map(lambda tab: begin(tab, row["id"]), tabs))
    assert len(reviews) == 1
    [here] = reviews
    tabs[0].patch(here, json={"sentence": "Sound."})
    with ThreadPoolExecutor(len(tabs)) as pool:
        codes = sorted(pool.map(lambda tab: tab.put(f"{here}/sending").status_code, tabs))
    assert codes == [200, 409, 409, 409]


def test_one_browser_in_two_tabs_has_one_review_of_a_link_for_many(piece: Piece, app: FastAPI) -> None:
    [row] = piece.ask({"via": "link", "answers": 9})["invitations"]
    first = browser(app)
    first.get(path_of(row["url"]))
    tabs = [first, *(browser(app) for _ in range(3))]
    for tab in tabs[1:]:
        tab.cookies.update(first.cookies)
    with ThreadPoolExecutor(len(tabs)) as pool:
        reviews = set(pool.map(lambda tab: begin(tab, row["id"], "Lee"), tabs))
    assert len(reviews) == 1
    assert all(tab.patch(next(iter(reviews)), json={"sentence": "Sound."}).is_success for tab in tabs)


def test_a_browser_that_keeps_only_the_link_s_cookie_still_gets_a_way_back(
    row: dict[str, Any], client: TestClient, app: FastAPI
) -> None:
    client.get(path_of(row["url"]))
    other = browser(app)
    for name, value in client.cookies.items():
        if not name.endswith(row["id"]):
            other.cookies.set(name, value)
    here = begin(other, row["id"], "Lee")
    assert other.patch(here, json={"sentence": "Sound."}).is_success
    assert client.get(here).status_code == 404


def test_somebody_without_an_account_signs_with_a_name(row: dict[str, Any], client: TestClient) -> None:
    client.get(path_of(row["url"]))
    here = begin(client, row["id"])
    client.patch(here, json={"sentence": "Sound."})
    unsigned = client.put(f"{here}/sending")
    assert unsigned.status_code == 422
    assert "Give a name" in said(unsigned)
    client.patch(here, json={"byline": "Lee"})
    assert client.put(f"{here}/sending").json()["byline"] == "Lee"


def test_the_day_is_said_as_of_today(piece: Piece) -> None:
    sentence = piece.ask({"via": "link"}, due=due(1))["sentence"]
    assert sentence == "Ask anyone with the link whether it is right: 20 minutes, by tomorrow."
    assert piece.screen()["proposals"][0]["due"] > today().isoformat()
