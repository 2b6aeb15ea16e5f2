"""What the public pages show, and what they never hold."""

import re
from collections.abc import Callable

import pytest
from fastapi import FastAPI
from sqlmodel import col, delete, select
from starlette.testclient import TestClient

from app.database import Database
from app.files import Files
from app.markup import Facts, Form, Rendered, Renderer
from app.markup.shapes import NOTHING
from app.papers.schemas import PaperOut
from app.people.models import Person
from app.publishing.rendering import Renderings
from app.reading.models import Note
from app.settings import Settings
from app.writing.models import Draft, Image, LiveText, Revision
from tests.conftest import Cast
from tests.papers_here import store_paper
from tests.publishing.conftest import Written, review, told, write

OPENING = ["Written for", "You should know", "Checked", "Explains", "Sources"]


def words(html: str) -> str:
    """The text of a page on one line."""
    return " ".join(re.sub(r"<[^>]*>", " ", html).split()).replace(" ,", ",")


def test_the_page_opens_with_how_far_to_trust_it(written: Written, client: TestClient, database: Database) -> None:
    page = written.publish()
    store_paper(database, version=2)
    shown = words(client.get(f"/{page['slug']}").text)
    for line in (
        "Written for somebody who has trained a small network",
        "You should know what a probe is, noise",
        "Checked Not yet reviewed. Help: 20 minutes",
        "Explains version 1 of When can a kettle be trusted?",
        ", arXiv 2611.01234 (now version 2)",
        "Sources 1 of 2 claims lead to their passage",
    ):
        assert line in shown
    assert sorted(OPENING, key=shown.index) == OPENING


def test_the_badge_names_reviewers_and_the_edits_since(
    written: Written, client: TestClient, cast: Cast, as_: Callable[[Person], TestClient]
) -> None:
    review(written, as_(cast.rui), cast.rui)
    review(written, as_(cast.mei), cast.mei, "clarity")
    page = written.publish()
    sentence = "Correctness by Rui Reviewer, clarity by Mei Author, at saved version 1"
    assert sentence in words(client.get(f"/{page['slug']}").text)
    assert 'href="/people/rui"' in client.get(f"/{page['slug']}").text
    later = written.save(written.body() + "\nOne.")
    later.freeze()
    later.save(written.body() + "\nTwo.").publish()
    assert f"{sentence}; two edits since" in words(client.get(f"/{page['slug']}").text)
    assert sentence in client.get("/feed.json").text
    assert f"{sentence}; two edits since" not in words(client.get(f"/{page['slug']}/1").text)
    card = told(written.browser.get(f"/api/drafts/{written.draft_id}/publication"))["card"]
    assert card["checked"] == f"{sentence}; two edits since"


def test_what_one_should_know_leads_to_pieces_here(written: Written, client: TestClient) -> None:
    write(written.browser, written.paper, "What a probe is", "Words.").publish("what-a-probe-is")
    page = written.publish()
    assert '<a href="/what-a-probe-is">what a probe is</a>, noise' in client.get(f"/{page['slug']}").text


def test_updates_keep_the_address_and_the_old_one_stays(written: Written, client: TestClient) -> None:
    page = written.publish()
    first = client.get(f"/{page['slug']}").text
    written.save(written.body() + "\nA second ending.").publish("elsewhere", note="A better ending.")
    newest, old = client.get(f"/{page['slug']}").text, client.get(f"/{page['slug']}/1").text
    assert "A second ending." in newest
    assert "update 2 of 2" in words(newest)
    assert "A better ending." in newest
    assert text_of(old) == text_of(first)
    assert "This is an older update" in old
    assert 'name="robots" content="noindex"' in old
    assert client.get("/elsewhere").status_code == 404


def test_releasing_the_same_again_is_no_update(written: Written) -> None:
    assert len(written.publish()["releases"]) == 1
    assert len(written.publish()["releases"]) == 1
    assert len(written.publish(audience="here")["releases"]) == 1
    assert written.publish(audience="here")["audience"] == "here"
    assert len(written.publish(licence="CC0-1.0")["releases"]) == 2


def text_of(html: str) -> str:
    found = re.search(r'<div class="text".*?</main>', html, re.DOTALL)
    assert found
    return found[0]


def test_a_release_renders_the_same_without_its_notes_paper_and_draft(
    written: Written, app: FastAPI, client: TestClient, database: Database
) -> None:
    page = written.publish()
    before = text_of(client.get(f"/{page['slug']}").text)
    with database.transaction() as session:
        for row in session.exec(select(Note)):
            session.delete(row)
        session.exec(delete(Image).where(col(Image.draft_id) == written.draft_id))
        session.exec(delete(LiveText).where(col(LiveText.draft_id) == written.draft_id))
    told(written.browser.delete(f"/api/drafts/{written.draft_id}"))
    app.state.parts[Renderings] = Renderings(app.state.parts[Renderer])
    after = text_of(client.get(f"/{page['slug']}").text)
    assert after == before
    assert 'class="card"' in after
    assert client.get(f"/{page['slug']}/images/{written.digest}").content
    assert told(written.browser.put(f"/api/publications/{page['id']}/withdrawal", json={}))["withdrawn_at"]


class Counting(Renderer):
    """The renderer, counting what it draws."""

    drawn = 0

    def render(self, source: str, facts: Facts = NOTHING, *, form: Form = "page") -> Rendered:
        """As the renderer does it."""
        self.drawn += 1
        return super().render(source, facts, form=form)


def test_a_page_is_drawn_once(written: Written, app: FastAPI, client: TestClient) -> None:
    counting = Counting(app.state.parts[Settings].renderers)
    app.state.parts[Renderings] = Renderings(counting)
    page = written.publish()
    first, second = (text_of(client.get(f"/{page['slug']}").text) for _ in range(2))
    assert (counting.drawn, first) == (1, second)
    for form in ("atom", "rss", "json"):
        assert client.get(f"/feed.{form}").status_code == 200
    assert counting.drawn == 2
    counting.close()


def test_only_so_much_is_kept() -> None:
    counting = Counting(1)
    renderings = Renderings(counting, limit=50)
    for key in ("a", "a", "b", "a"):
        assert renderings.of((key,), f"{key} " * 10, Facts, "page").words == 10
    assert counting.drawn == 3
    counting.close()


def test_withdrawing_leaves_a_tombstone_everywhere(
    written: Written, client: TestClient, cast: Cast, as_: Callable[[Person], TestClient]
) -> None:
    page = written.publish()
    out = written.withdraw(page, "The <second> step is wrong.")
    assert out["withdrawn_at"]
    assert written.withdraw(page, "Another reason.") == out
    for path in ("", "/1"):
        answer = client.get(f"/{page['slug']}{path}")
        assert answer.status_code == 410
        assert "The &lt;second&gt; step is wrong." in answer.text
        assert "The story" not in answer.text
    assert client.get(f"/{page['slug']}/images/{written.digest}").status_code == 404
    for path in ("/", "/papers", "/api/pieces"):
        assert "When a kettle lies" not in client.get(path).text
    assert client.get("/people/ada").status_code == 404
    [mine] = told(written.browser.get("/api/pieces?mine=1"))
    assert (mine["checked"], mine["withdrawn"], mine["updates"]) == ("Withdrawn", True, 0)
    assert written.browser.put(f"/api/publications/{page['id']}/audience", json={"audience": "here"}).status_code == 409
    written.publish()
    assert client.get(f"/{page['slug']}").status_code == 200


def test_a_tombstone_is_for_those_who_could_read_it(written: Written, client: TestClient) -> None:
    page = written.publish(audience="here")
    written.withdraw(page)
    assert client.get(f"/{page['slug']}").status_code == 404
    assert written.browser.get(f"/{page['slug']}").status_code == 410


def test_what_no_page_may_be(written: Written, paper: PaperOut) -> None:
    written.publish()
    other = write(written.browser, paper, "Another", "Words.")
    wanted = {"slug": "when-a-kettle-lies", "audience": "everyone"}
    revision = other.freeze()["id"]
    taken = other.browser.put(f"/api/revisions/{revision}/release", json=wanted)
    assert taken.status_code == 409
    assert "choose another" in taken.json()["error"]["sentence"]
    for slug in ("desk", "api", "a--b", ""):
        assert other.browser.put(f"/api/revisions/{revision}/release", json={**wanted, "slug": slug}).status_code == 422
    empty = other.save("<!-- only a prompt -->").freeze()["id"]
    refused = other.browser.put(f"/api/revisions/{empty}/release", json={**wanted, "slug": "another"})
    assert refused.status_code == 422
    assert "no text" in refused.json()["error"]["sentence"]


def test_pieces_on_one_paper_stand_in_one_row(written: Written, client: TestClient, paper: PaperOut) -> None:
    write(written.browser, paper, "Whistles", "Words.").publish("whistles")
    write(written.browser, paper, "Bubbles", "Words.").publish("bubbles")
    written.publish()
    front = client.get("/").text
    assert front.count('<article class="item">') == 1
    assert "Two more on this paper within a week" in front


def test_an_instance_without_pieces_says_so(
    client: TestClient, cast: Cast, as_: Callable[[Person], TestClient]
) -> None:
    assert "Nothing is published for everyone yet" in client.get("/").text
    assert "Bring a paper to your desk" in as_(cast.ada).get("/").text
    assert client.get("/papers").status_code == client.get("/about").status_code == 200


PUBLIC = (
    "/",
    "/about",
    "/papers",
    "/papers/2611.01234",
    "/people/ada",
    "/when-a-kettle-lies",
    "/when-a-kettle-lies/1",
    "/nothing",
)


@pytest.mark.parametrize("path", PUBLIC)
def test_no_public_page_holds_a_script(path: str, written: Written, client: TestClient) -> None:
    written.publish()
    answer = client.get(path)
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert not re.search(r"<script|\son\w+=|javascript:|\sstyle=", answer.text, re.IGNORECASE)


def test_machines_are_told_what_it_is(written: Written, client: TestClient) -> None:
    page = written.publish()
    html = client.get(f"/{page['slug']}").text
    for said in (
        f'<link rel="canonical" href="{page["url"]}">',
        'type="application/atom+xml"',
        '<meta name="citation_author" content="Ada Writer">',
        'itemtype="https://schema.org/Article"',
        '<meta property="og:title" content="When a kettle lies">',
        "@misc{writer",
        'rel="license"',
    ):
        assert said in html


def test_a_picture_goes_out_as_what_it_is(
    written: Written, client: TestClient, app: FastAPI, database: Database
) -> None:
    page = written.publish()
    answer = client.get(f"/{page['slug']}/images/{written.digest}")
    assert answer.headers["content-type"].startswith("image/")
    with database.transaction(read_only=True) as session:
        assert answer.content == app.state.parts[Files].get(session, written.digest)


def test_a_draft_that_is_deleted_keeps_its_page(written: Written, client: TestClient, database: Database) -> None:
    page = written.publish()
    told(written.browser.delete(f"/api/drafts/{written.draft_id}"))
    assert client.get(f"/{page['slug']}").status_code == 200
    with database.transaction(read_only=True) as session:
        assert session.get_one(Draft, written.draft_id).deleted_at
        assert session.exec(select(Revision)).first()


def test_the_publish_screen(written: Written) -> None:
    screen = told(written.browser.get(f"/api/drafts/{written.draft_id}/publication"))
    assert all(check["ok"] for check in screen["blocking"])
    advice = [check["sentence"] for check in screen["advice"]]
    assert "1 of 2 claims has no source passage" in advice
    assert "An image does not say its source and licence" in advice
    assert screen["publication"] is None
    assert screen["slug"] == "when-a-kettle-lies"
    assert screen["bylines"] == ["Ada Writer"]
    assert screen["people_here"] == 4
    assert screen["quoted_share"] == 0
    written.publish()
    again = told(written.browser.get(f"/api/drafts/{written.draft_id}/publication"))
    assert again["publication"]["releases"][0]["number"] == 1
    assert (screen["changed"], again["changed"]) == (True, False)
    text = told(written.browser.get(f"/api/drafts/{written.draft_id}"))["text"]
    more = {"body": text["body"] + "\n\nMore.", "base_version": text["version"]}
    told(written.browser.put(f"/api/drafts/{written.draft_id}/text", json=more))
    assert told(written.browser.get(f"/api/drafts/{written.draft_id}/publication"))["changed"]
    other = write(written.browser, written.paper)
    assert told(other.browser.get(f"/api/drafts/{other.draft_id}/publication"))["slug"] == "when-a-kettle-lies-2"
