"""What an author of the paper lets pages say, on the page, in the lists, in the feeds and on the tabs."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.people.models import Person
from tests.conftest import Cast
from tests.publishing.conftest import Written, path_of, told

As = Callable[[Person], TestClient]
SLUG = "/when-a-kettle-lies"


def ask(written: Written) -> dict[str, Any]:
    """Ada asks Mei whether the first claim is what her paper says."""
    wanted = {
        "base_version": written.version, "paper_key": written.paper.key, "number": 1, "name": "Mei Author",
        "email": "mei@still.example", "claims": [0],
    }  # fmt: skip
    made: dict[str, Any] = told(written.browser.post(f"/api/drafts/{written.draft_id}/author-checks", json=wanted))
    return made


def answer(reader: TestClient, made: dict[str, Any], opinion: str, word: str = "", show: str = "on") -> str:
    """Mei answers; the path of the page she does it on."""
    at: str = reader.get(reader.get(path_of(made["url"])).headers["location"]).headers["location"]
    said = {"opinion_1": opinion, "word_1": word}
    reader.post(at, data=said)
    [seen] = re.findall(r'name="seen" value="([^"]+)"', reader.get(at).text)
    assert "done=sent" in reader.post(at, data={**said, "seen": seen, "show": show}).headers["location"]
    return at


@pytest.fixture
def mei(written: Written, client: TestClient) -> TestClient:
    """The browser Mei reads her mail with."""
    written.publish()
    return client


def everywhere(reader: TestClient) -> dict[str, str]:
    """All that says how far it was checked."""
    paths = ("/", SLUG, "/feed.atom", "/feed.rss", "/feed.json", "/papers/2611.01234")
    return {path: reader.get(path).text for path in paths}


def test_silence_shows_nothing(written: Written, mei: TestClient) -> None:
    before = everywhere(mei)
    made = ask(written)
    assert everywhere(mei) == before
    answer(mei, made, "agree", show="")
    assert everywhere(mei) == before


def test_the_sentence_travels_and_a_keeper_makes_it_more(
    written: Written, mei: TestClient, cast: Cast, as_: As
) -> None:
    made = ask(written)
    at = answer(mei, made, "agree")
    for path, text in everywhere(mei).items():
        assert "Checked by somebody who says they are Mei Author" in text, path
        assert "Not yet reviewed" in text, path
    kim = as_(cast.kim)
    assert "a link that the writer passed on" in kim.get("/keeping").text
    for _ in range(2):
        assert kim.post(f"/keeping/authors/{made['id']}/confirmation").status_code == 303
    for path, text in everywhere(mei).items():
        assert "Author-checked by Mei Author (confirmed by the keeper)" in text, path
        assert "Not yet reviewed" not in text, path
    row = told(written.browser.get("/api/pieces?mine=true"))[0]
    assert row["checked"].startswith("Author-checked by Mei Author")
    card = told(written.browser.get(f"/api/drafts/{written.draft_id}/publication"))["card"]
    assert card["checked"].startswith("Author-checked by Mei Author")
    kim.post(f"/keeping/authors/{made['id']}/doubt")
    assert "somebody who says they are" in mei.get(SLUG).text
    kim.post(f"/keeping/authors/{made['id']}/confirmation")
    mei.post(f"{at}/withdrawal")
    for path, text in everywhere(mei).items():
        assert "hecked by" not in text, path
    assert kim.post(f"/keeping/authors/{made['id']}/confirmation").status_code == 404


def test_only_a_keeper_confirms(written: Written, mei: TestClient, cast: Cast, as_: As) -> None:
    made = ask(written)
    answer(mei, made, "agree")
    for other in (as_(cast.rui), written.browser):
        assert other.post(f"/keeping/authors/{made['id']}/confirmation").status_code == 404


def test_a_claim_called_wrong_is_marked_until_it_is_changed(
    written: Written, mei: TestClient, cast: Cast, as_: As
) -> None:
    made = ask(written)
    answer(mei, made, "wrong", "On nine kettles only.")
    as_(cast.kim).post(f"/keeping/authors/{made['id']}/confirmation")
    page = mei.get(SLUG).text
    assert '<strong class="objection">author disagrees</strong>' in page
    for said in ("calls this wrong", "On nine kettles only."):
        assert said in page
    assert "author disagrees with one claim" in page
    for feed in ("/feed.atom", "/feed.rss", "/feed.json"):
        assert "</a> (author disagrees)" in mei.get(feed).text.replace("&lt;", "<").replace("&gt;", ">"), feed
    kept = written.save(written.body().replace("It is right in", "It is  right, in"))
    kept.publish()
    assert "author disagrees" in mei.get(SLUG).text
    bare = kept.save(re.sub(r"\[(It is  right, in 96 of 100 cases)\]\(note:\w+\)", r"\1", kept.body()))
    bare.publish()
    assert "author disagrees with one claim" in mei.get(SLUG).text
    assert 'class="objection"' not in mei.get(SLUG).text
    mended = bare.save(bare.body().replace("in 96 of 100 cases", "on nine kettles in 96 of 100 cases"))
    mended.publish()
    assert "called wrong" in mei.get(SLUG).text
    assert "disagrees" not in mei.get(SLUG).text
    assert "disagrees" in mei.get(f"{SLUG}/1").text
