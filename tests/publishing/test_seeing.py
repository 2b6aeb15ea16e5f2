"""Who sees what: persons × audience × kinds of address."""

from collections.abc import Callable

import feedparser
import pytest
from starlette.testclient import TestClient

from app.people.models import Person
from tests.conftest import Cast
from tests.publishing.conftest import Written, path_of, told

TITLE = "When a kettle lies"
SEES = {
    # audience: who opens the page / finds it in lists
    "here": {"opens": {"ada", "rui"}, "lists": {"ada", "rui"}},
    "link": {"opens": {"ada", "rui", "holder"}, "lists": {"ada"}},
    "everyone": {"opens": {"ada", "rui", "holder", "nobody"}, "lists": {"ada", "rui", "holder", "nobody"}},
}


@pytest.fixture
def browsers(client: TestClient, cast: Cast, as_: Callable[[Person], TestClient]) -> dict[str, TestClient]:
    """A writer, somebody here, somebody with the link, and nobody in particular."""
    return {"ada": as_(cast.ada), "rui": as_(cast.rui), "holder": client, "nobody": client}


@pytest.mark.parametrize("audience", list(SEES))
def test_each_sees_what_is_for_them(audience: str, written: Written, browsers: dict[str, TestClient]) -> None:
    written.publish(audience=audience)
    page = written.save(written.body() + "\nMore.").publish(audience=audience)
    key = path_of(page["url"]).partition("?")[2]
    assert bool(key) == (audience == "link")
    for who, browser in browsers.items():
        query = f"?{key}" if who == "holder" else ""
        for path in ("", "/1", "/2", f"/images/{written.digest}"):
            status = browser.get(f"/{page['slug']}{path}{query}").status_code
            assert status == (200 if who in SEES[audience]["opens"] else 404), (who, path)
        for path in ("/", "/people/ada", f"/papers/{written.paper.key}", "/papers", "/api/pieces"):
            shown = TITLE in browser.get(path).text
            assert shown == (who in SEES[audience]["lists"]), (who, path)
        feed = feedparser.parse(browser.get("/feed.atom").content)
        assert bool(feed.entries) == (audience == "everyone"), who


def test_what_is_not_there_and_what_may_not_be_seen_look_the_same(written: Written, client: TestClient) -> None:
    page = written.publish(audience="here")
    hidden, unknown = client.get(f"/{page['slug']}"), client.get("/no-such-page")
    assert (hidden.status_code, hidden.text) == (unknown.status_code, unknown.text) == (404, unknown.text)


@pytest.mark.parametrize(
    "path", ["/%00", "/x%00y", "/when-a-kettle-lies/0", "/when-a-kettle-lies/3", f"/when-a-kettle-lies/{10**30}",
             "/when-a-kettle-lies/x", "/people/%00", "/people/nobody", "/papers/%00", "/papers/none", "/feed.exe",
             "/when-a-kettle-lies/images/nothing", "/when-a-kettle-lies/images/%00"],
)  # fmt: skip
def test_addresses_of_nothing(path: str, written: Written, client: TestClient) -> None:
    written.publish()
    assert client.get(path).status_code == 404


def test_a_wrong_key_opens_nothing(written: Written, client: TestClient) -> None:
    page = written.publish(audience="link")
    assert client.get(f"/{page['slug']}?k=wrong").status_code == 404
    assert client.get(f"/{page['slug']}?k=ü").status_code == 404


def test_widening_shows_the_page_but_not_its_older_narrower_update(written: Written, client: TestClient) -> None:
    page = written.publish(audience="here")
    written.save(written.body() + "\nMore.").publish(audience="here")
    written.narrow(page, "everyone")
    assert client.get(f"/{page['slug']}").status_code == 200
    assert client.get(f"/{page['slug']}/2").status_code == 200
    assert client.get(f"/{page['slug']}/1").status_code == 404
    assert f'href="/{page["slug"]}/1' not in client.get(f"/{page['slug']}").text


def test_narrowing_hides_every_update_and_ends_the_link(written: Written, client: TestClient) -> None:
    page = written.publish(audience="link")
    old = path_of(page["url"])
    assert client.get(old).status_code == 200
    written.narrow(page, "here")
    assert client.get(old).status_code == 404
    again = written.narrow(page, "link")
    assert client.get(old).status_code == 404
    assert client.get(path_of(again["url"])).status_code == 200


def test_somebody_elses_page_does_not_exist(
    written: Written, cast: Cast, as_: Callable[[Person], TestClient], client: TestClient
) -> None:
    page = written.publish()
    revision = written.freeze()
    for browser in (as_(cast.rui), as_(cast.kim)):
        assert browser.put(f"/api/publications/{page['id']}/audience", json={"audience": "here"}).status_code == 404
        assert browser.put(f"/api/publications/{page['id']}/withdrawal", json={}).status_code == 404
        wanted = {"slug": "mine-now", "audience": "everyone"}
        assert browser.put(f"/api/revisions/{revision['id']}/release", json=wanted).status_code == 404
        assert browser.get(f"/api/drafts/{written.draft_id}/publication").status_code == 404
    assert client.get(f"/api/drafts/{written.draft_id}/publication").status_code == 401
    assert client.get("/api/pieces?mine=1").status_code == 401


def test_a_pen_name_leads_to_nobody(written: Written, client: TestClient, cast: Cast) -> None:
    written.change(byline="A. Pen")
    page = written.publish()
    shown = client.get(f"/{page['slug']}").text
    assert "A. Pen" in shown
    assert "/people/" not in shown
    assert cast.ada.name not in shown
    assert client.get("/people/ada").status_code == 404
    assert "A. Pen" not in written.browser.get("/people/ada").text


def test_the_workbench_lists_pieces_about_a_paper_and_ones_own(
    written: Written, cast: Cast, as_: Callable[[Person], TestClient]
) -> None:
    written.publish(audience="link")
    mine = told(written.browser.get("/api/pieces?mine=1"))
    assert [(row["draft_id"], row["audience"], "?k=" in row["url"]) for row in mine] == [
        (written.draft_id, "link", True)
    ]
    assert told(as_(cast.rui).get(f"/api/pieces?paper={written.paper.key}")) == []
    start = told(as_(cast.rui).get("/api/start-here"))
    assert [row["key"] for row in start] == [written.paper.key]
    assert told(written.browser.get("/api/start-here")) == []
