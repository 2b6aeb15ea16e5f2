"""Signed reviews in public: their pages, who reads them and when, whom they helped, and the record of who gave them."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from bibtexparser import parse_string
from starlette.testclient import TestClient

from app.database import Database
from app.people.models import OrcidIdentity, Person
from app.publishing.credit import exporting
from app.publishing.credit.exporting import Work
from app.reviewing.models import SignedReview
from tests.conftest import Cast, browser
from tests.publishing.conftest import Written, told
from tests.reviewing.conftest import due

As = Callable[[Person], TestClient]
SENTENCE, WHY, COMMENT = "Right as far as I can see, but for <em>kettles</em>.", "the probe was biased", "Costs whom?"
ORCID = "0000-0002-1825-0097"


def given(written: Written, reviewer: TestClient, person: Person, **change: Any) -> str:
    """A review of the text as it stands, with a claim ticked and a comment, sent; its id."""
    wanted = {"base_version": written.version, "kind": "correctness", "due": due()}
    ask = told(written.browser.post(
        f"/api/drafts/{written.draft_id}/asks", json={**wanted, "to": [{"via": "person", "person_id": person.id}]}
    ))  # fmt: skip
    invitation = ask["invitations"][0]["id"]
    made = told(reviewer.post(f"/api/invitations/{invitation}/reviews", json={}))["id"]
    told(reviewer.patch(f"/api/reviews/{made}", json={"sentence": SENTENCE, **change}))
    [claim] = told(reviewer.get(f"/api/invitations/{invitation}"))["revision"]["evidence"]
    told(reviewer.put(f"/api/reviews/{made}/ticks/{claim['id']}", json={"verdict": "misleading", "why": WHY}))
    told(reviewer.post(f"/api/reviews/{made}/comments", json={"words": COMMENT}))
    told(reviewer.put(f"/api/reviews/{made}/sending"))
    return str(made)


def connect(database: Database, person: Person) -> None:
    """The person showed this iD to be theirs."""
    with database.transaction() as session:
        session.add(OrcidIdentity(person_id=person.id, orcid=ORCID))


def test_a_page_of_its_own_once_the_piece_is_published(
    written: Written, cast: Cast, as_: As, client: TestClient, database: Database
) -> None:
    rui = as_(cast.rui)
    review = given(written, rui, cast.rui)
    for reader in (client, as_(cast.mei), written.browser, rui):
        assert reader.get(f"/reviews/{review}").status_code == 404
    written.publish()
    connect(database, cast.rui)
    page = client.get(f"/reviews/{review}")
    assert page.status_code == 200
    assert "Right as far as I can see" in page.text
    assert "<em>kettles" not in page.text
    assert WHY in page.text
    assert COMMENT not in page.text
    assert "Asked whether it is right, of saved version 1" in page.text
    assert "1 claim looked at, 1 comment" in page.text
    assert f'<meta name="citation_author_orcid" content="https://orcid.org/{ORCID}">' in page.text
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page.text)
    assert found
    told_machines = json.loads(found[1])
    assert told_machines["author"] == {
        "@type": "Person", "name": "Rui Reviewer", "@id": f"https://orcid.org/{ORCID}",
        "sameAs": f"https://orcid.org/{ORCID}",
    }  # fmt: skip
    assert told_machines["reviewBody"] == SENTENCE
    article, person = client.get("/when-a-kettle-lies").text, client.get("/people/rui").text
    for text in (article, person):
        assert f'href="/reviews/{review}"' in text
    assert ORCID in person


def test_it_is_read_by_whoever_reads_the_piece(written: Written, cast: Cast, as_: As, client: TestClient) -> None:
    review = given(written, as_(cast.rui), cast.rui)
    page = written.publish(audience="here")
    address = f"/reviews/{review}"
    assert client.get(address).status_code == 404
    assert client.get("/people/rui").status_code == 404
    assert as_(cast.mei).get(address).status_code == 200
    assert f'href="{address}"' in as_(cast.mei).get("/people/rui").text
    key = written.narrow(page, "link")["url"].split("?k=")[1]
    assert client.get(address).status_code == 404
    by_link = client.get(f"{address}?k={key}")
    assert by_link.status_code == 200
    assert '<meta name="robots" content="noindex">' in by_link.text
    assert f"/when-a-kettle-lies?k={key}" in by_link.text
    assert client.get("/people/rui").status_code == 404
    written.withdraw(page, "It was wrong.")
    for ending in ("", ".bib", ".json"):
        gone = client.get(f"{address}{ending}?k={key}")
        assert gone.status_code == 410
        assert "withdrawn by its writers" in gone.text
        assert "Right as far" not in gone.text
    assert review not in as_(cast.mei).get("/people/rui").text


def test_a_review_of_what_is_not_released_yet_waits(written: Written, cast: Cast, as_: As, client: TestClient) -> None:
    written.publish()
    later = written.save(written.body() + "\nAn unreleased thought.\n")
    review = given(later, as_(cast.rui), cast.rui)
    assert client.get(f"/reviews/{review}").status_code == 404
    assert review not in client.get("/when-a-kettle-lies").text
    later.publish()
    assert client.get(f"/reviews/{review}").status_code == 200
    assert client.get(f"/reviews/{review}").text.count(WHY) == 1
    assert review not in client.get("/when-a-kettle-lies/1").text


def test_what_it_says_of_a_claim_that_went_stays_with_the_writers(
    written: Written, cast: Cast, as_: As, client: TestClient
) -> None:
    review = given(written, as_(cast.rui), cast.rui)
    written.save(written.body().replace("It is right in 96 of 100", "It is often right, in 96 of 100")).publish()
    page = client.get(f"/reviews/{review}").text
    assert "Right as far as I can see" in page
    assert WHY not in page
    assert "1 claim looked at" in page


def test_who_signs_decides_who_reads(written: Written, cast: Cast, as_: As, client: TestClient) -> None:
    rui = as_(cast.rui)
    review = given(written, rui, cast.rui)
    written.publish()
    address = f"/reviews/{review}"
    for shown, status in ((False, 404), (False, 404), (True, 200), (True, 200)):
        assert told(rui.put(f"/api{address}/showing", json={"shown": shown})) == {"possible": True, "shown": shown}
        assert client.get(address).status_code == status
        assert (review in client.get("/people/rui").text) is shown
        assert (f"/reviews/{review}" in client.get("/when-a-kettle-lies").text) is shown
    for other in (written.browser, as_(cast.mei)):
        assert other.put(f"/api{address}/showing", json={"shown": False}).status_code == 404
    assert rui.post(f"/settings{address}/showing", data={"shown": "false"}).status_code == 303
    assert client.get(address).status_code == 404
    assert "Kept with the writers" in rui.get("/settings/reviews").text


def test_another_name_has_no_page(
    written: Written, cast: Cast, as_: As, client: TestClient, database: Database
) -> None:
    rui = as_(cast.rui)
    review = given(written, rui, cast.rui, byline="Somebody Else")
    written.publish()
    assert client.get(f"/reviews/{review}").status_code == 404
    refused = rui.put(f"/api/reviews/{review}/showing", json={"shown": True})
    assert refused.status_code == 409
    assert "another name than yours" in refused.json()["error"]["sentence"]
    assert "Not signed with your name here" in rui.get("/settings/reviews").text
    with database.transaction(read_only=True) as session:
        assert session.get(SignedReview, review) is None


def test_a_name_signed_stays_when_its_owner_takes_another(
    written: Written, cast: Cast, as_: As, client: TestClient, database: Database
) -> None:
    review = given(written, as_(cast.rui), cast.rui)
    written.publish()
    connect(database, cast.rui)
    with database.transaction() as session:
        session.get_one(Person, cast.rui.id).name = "Rui Tanaka"
    page = client.get(f"/reviews/{review}").text
    assert "Rui Reviewer" in page
    assert not any(mark in page for mark in ("Rui Tanaka", "/people/rui", ORCID))


def test_whom_it_helped(written: Written, cast: Cast, as_: As, client: TestClient) -> None:
    rui, mei = as_(cast.rui), as_(cast.mei)
    review = given(written, rui, cast.rui)
    written.publish()
    address = f"/reviews/{review}"
    for _ in range(2):
        assert told(written.browser.put(f"/api{address}/help")) == {"helped": True}
        assert mei.post(f"{address}/help").headers["location"] == f"{address}#helped"
    assert "It helped the writers and 1 reader." in client.get(address).text
    assert "Mei" not in client.get(address).text
    assert mei.put(f"/api{address}/help").status_code == 404
    assert rui.post(f"{address}/help").status_code == 409
    assert client.post(f"{address}/help").status_code == 401
    record = rui.get("/settings/reviews").text
    assert "You gave 1 review. 1 helped the writers and 1 time a reader said that one helped." in record
    [came] = told(written.browser.get(f"/api/drafts/{written.draft_id}/asks"))["asks"][0]["reviews"]
    assert came["helped"]
    for _ in range(2):
        assert told(written.browser.delete(f"/api{address}/help")) == {"helped": False}
        assert mei.post(f"{address}/help/withdrawal").status_code == 303
    assert "Nobody has said so yet" in client.get(address).text


def test_a_record_and_what_leaves_with_it(written: Written, cast: Cast, as_: As, database: Database) -> None:
    rui = as_(cast.rui)
    assert "You gave no reviews yet." in rui.get("/settings/reviews").text
    review = given(written, rui, cast.rui)
    assert "Once the piece is published" in rui.get("/settings/reviews").text
    assert rui.get("/settings/reviews.json").json() == []
    written.publish()
    connect(database, cast.rui)
    assert f'href="/reviews/{review}"' in rui.get("/settings/reviews").text
    [item] = rui.get("/settings/reviews.json").json()
    assert item["author"] == [{"literal": "Rui Reviewer", "ORCID": f"https://orcid.org/{ORCID}"}]
    assert item["reviewed-title"] == "When a kettle lies"
    [entry] = parse_string(rui.get("/settings/reviews.bib").text).entries
    assert ORCID in entry.fields_dict["note"].value
    assert entry.fields_dict["url"].value == item["URL"]
    assert rui.get("/settings/reviews.orcid").status_code == 404
    assert rui.get("/settings/reviews.exe").status_code == 404
    assert browser(rui.app).get("/settings/reviews").status_code == 303


def test_orcids_own_shape() -> None:
    at = datetime(2026, 3, 4, tzinfo=UTC)
    work = Work(
        "rev", "https://s.example/reviews/rev", "Rui", f"https://orcid.org/{ORCID}", at, 2, "It", "It", ["Ada"],
        "https://s.example/it", "Sound.", "Stillroom",
    )  # fmt: skip
    found = json.loads(exporting.as_orcid([work], "orcid-generated:123"))
    assert found["orcid"] == f"https://orcid.org/{ORCID}"
    [item] = found["peer-reviews"]
    assert item["review-completion-date"] == {
        "year": {"value": "2026"},
        "month": {"value": "03"},
        "day": {"value": "04"},
    }
    assert (item["reviewer-role"], item["review-type"], item["review-group-id"]) == (
        "reviewer", "review", "orcid-generated:123",
    )  # fmt: skip
    assert item["review-identifiers"]["external-id"][0]["external-id-url"]["value"] == work.url


@pytest.mark.parametrize("address", ["/reviews/nosuch", "/reviews/nosuch.bib", "/reviews/a%00b", "/reviews/nosuch.exe"])
def test_no_such_review(client: TestClient, cast: Cast, address: str) -> None:
    assert client.get(address).status_code == 404
