"""Feeds as a feed reader meets them."""

import json
import re
from datetime import UTC, datetime, timedelta

import feedparser
import pytest
from starlette.testclient import TestClient

from app.publishing import feeds
from app.publishing.feeds import Entry, Feed
from tests.publishing.conftest import Written, path_of, told

HOSTILE = [
    "<script>alert(1)</script>",
    "]]> & <![CDATA[",
    "a\x00b\x0bc\x1f",
    "\ufffe lone \uffff",
    "🫖 tea & 👩‍🔬",
    "هل يكذب الإبريق؟ \u202e",
    "'quotes\" and &amp; entities;",
]
UNSAFE = "\x00\x0b\x1f\ufffe\uffff"
AT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


def entry(title: str, **other: object) -> Entry:
    made = Entry(
        urn="urn:uuid:1225c695-cfb8-4ebb-aaaa-80da344efa6a", url="https://still.example/a-piece",
        title=title, deck=title, html=f"<p>{title.replace('&', '&amp;').replace('<', '&lt;')}</p>",
        authors=(title,), published=AT,
        updated=AT + timedelta(days=1), categories=(title,), rights="CC BY 4.0",
    )  # fmt: skip
    return feeds.replace(made, **other)


def a_feed(*entries: Entry) -> Feed:
    return Feed(
        "urn:uuid:60a76c80-d399-41d9-b93c-000000000000", "Still & room", "About <it>", "https://still.example", entries
    )


@pytest.mark.parametrize("write", [feeds.atom, feeds.rss])
@pytest.mark.parametrize("title", HOSTILE)
def test_hostile_words_come_through_as_words(write: object, title: str) -> None:
    text = write(a_feed(entry(title)))  # type: ignore[operator]
    parsed = feedparser.parse(text.encode(), sanitize_html=False)
    assert not parsed.bozo
    [one] = parsed.entries
    assert one.id == "urn:uuid:1225c695-cfb8-4ebb-aaaa-80da344efa6a"
    assert one.title == as_kept(title)
    assert one.link == "https://still.example/a-piece"
    assert "<script" not in one.content[0].value


@pytest.mark.parametrize("title", HOSTILE)
def test_hostile_words_in_json(title: str) -> None:
    [item] = json.loads(feeds.json_feed(a_feed(entry(title))))["items"]
    assert item["title"] == as_kept(title)
    assert item["tags"] == [item["title"]]


def as_kept(title: str) -> str:
    """What is left of a title that XML cannot carry whole."""
    return "".join("\ufffd" if letter in UNSAFE else letter for letter in title)


@pytest.mark.parametrize("write", [feeds.atom, feeds.rss, feeds.json_feed])
def test_an_empty_feed_is_a_feed(write: object) -> None:
    text = write(a_feed())  # type: ignore[operator]
    assert json.loads(text)["items"] == [] if text.startswith("{") else not feedparser.parse(text.encode()).bozo


def test_what_was_withdrawn_is_a_tombstone() -> None:
    gone = entry("Withdrawn: It", withdrawn=True, reason="The proof is wrong.", deck="", html="")
    atom, rss, item = (
        feeds.atom(a_feed(gone)),
        feeds.rss(a_feed(gone)),
        json.loads(feeds.json_feed(a_feed(gone)))["items"][0],
    )
    assert f'<at:deleted-entry ref="{gone.urn}" when="2026-11-24T09:30:00Z">' in atom
    assert "The proof is wrong." in atom
    assert not feedparser.parse(atom.encode()).bozo
    [one] = feedparser.parse(rss.encode()).entries
    assert (one.id, one.title, one.summary, one.get("content")) == (
        gone.urn,
        "Withdrawn: It",
        "The proof is wrong.",
        None,
    )
    assert (item["id"], item["title"], item["content_text"]) == (gone.urn, "Withdrawn: It", "The proof is wrong.")
    assert "content_html" not in item


def read(client: TestClient) -> list[feedparser.FeedParserDict]:
    """The entries of Atom and RSS, which must say the same."""
    parsed = [feedparser.parse(client.get(f"/feed.{form}").content, sanitize_html=False) for form in ("atom", "rss")]
    assert not any(one.bozo for one in parsed)
    atom, rss = [[(one.id, one.title, one.link) for one in feed.entries] for feed in parsed]
    items = json.loads(client.get("/feed.json").content)["items"]
    assert atom == rss == [(item["id"], item["title"], item["url"]) for item in items]
    return list(parsed[0].entries)


def test_a_piece_is_carried_whole(written: Written, client: TestClient) -> None:
    page = written.publish()
    [one] = read(client)
    assert (one.title, one.link) == ("When a kettle lies", page["url"])
    assert one.summary == "A sound is not yet a fact."
    assert [author.name for author in one.authors] == ["Ada Writer"]
    assert "Not yet reviewed" in [tag.term for tag in one.tags]
    content = one.content[0].value
    assert "<math" in content
    assert "The example" in content
    assert f'src="http://127.0.0.1:8000/{page["slug"]}/images/{written.digest}"' in content
    for attribute in ('href="/', 'src="/', 'href="#'):
        assert attribute not in content
    assert "explains version 1 of" in content.lower()


@pytest.mark.parametrize(("style", "cited"), [("numbered", "[1]"), ("author_year", "2026")])
def test_a_citation_looks_as_in_the_preview(written: Written, client: TestClient, style: str, cited: str) -> None:
    written.change(citation_style=style)
    page = written.publish()
    asked = written.browser.post(f"/api/drafts/{written.draft_id}/preview", json={"body": written.body()})
    kinds = ["".join(told(asked)["blocks"]), client.get(f"/{page['slug']}").text, read(client)[0].content[0].value]
    previewed, published, carried = [_citations(html) for html in kinds]
    assert cited in _words(previewed[0]).replace("[ 1 ]", "[1]")
    assert ("<ol>" in previewed[1]) == (style == "numbered")
    assert published == previewed
    assert [_words(part) for part in carried] == [_words(part) for part in previewed]
    written.change(citation_style="author_year" if style == "numbered" else "numbered")
    assert _citations(client.get(f"/{page['slug']}").text) == previewed, "a release keeps the style it was made in"


def _citations(html: str) -> list[str]:
    """How the text cites (without the card) and what the list of references says."""
    [sentence] = re.findall(r"See (.*?)</p>", re.sub(r'<span class="card".*?</span>', "", html), re.DOTALL)
    [listed] = re.findall(r"<h2>References</h2>(.*?)</section>", html, re.DOTALL)
    return [sentence, listed]


def _words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def test_an_update_moves_the_entry_under_the_same_id(written: Written, client: TestClient) -> None:
    written.publish()
    [first] = read(client)
    written.save(written.body() + "\nNow with an ending.").publish(slug="another-address", note="An ending.")
    [second] = read(client)
    assert second.id == first.id
    assert second.link == first.link
    assert second.published == first.published
    assert second.updated_parsed >= first.updated_parsed
    assert "an ending" in second.content[0].value


def test_withdrawing_and_narrowing(written: Written, client: TestClient) -> None:
    page = written.publish()
    [before] = read(client)
    written.withdraw(page, "A mistake in <section> 2.")
    assert read_rss(client) == [(before.id, "Withdrawn: When a kettle lies")]
    assert before.id in client.get("/feed.atom").text
    assert written.digest not in client.get("/feed.rss").text
    written.publish()
    [after] = read(client)
    assert (after.id, after.title) == (before.id, before.title)
    written.narrow(page, "here")
    assert read(client) == []


def read_rss(client: TestClient) -> list[tuple[str, str]]:
    return [(one.id, one.title) for one in feedparser.parse(client.get("/feed.rss").content).entries]


def test_a_hostile_title_all_the_way(written: Written, client: TestClient) -> None:
    for title in ("<script>alert(1)</script> ]]> & $a<b$", "هل يكذب الإبريق؟ 🫖", "Half: $\\frac{1}{2}$"):
        written.change(title=title)
        page = written.publish()
        [one] = read(client)
        assert one.title == {"H": "Half: 1/2", "<": "<script>alert(1)</script> ]]> & a<b"}.get(title[0], title)
        for path in ("/", path_of(page["url"]), f"/papers/{written.paper.key}"):
            assert "<script" not in client.get(path).text


def test_readers_that_have_it_are_told_so(written: Written, client: TestClient) -> None:
    written.publish()
    first = client.get("/feed.atom")
    assert client.get("/feed.atom").headers["etag"] == first.headers["etag"]
    known = {"If-None-Match": f'W/"other", {first.headers["etag"]}'}
    assert client.get("/feed.atom", headers=known).status_code == 304
    assert client.get("/feed.atom", headers={"If-Modified-Since": first.headers["last-modified"]}).status_code == 304
    assert client.get("/feed.atom", headers={"If-None-Match": '"other"'}).status_code == 200
    assert client.get("/feed.atom", headers={"If-Modified-Since": "nonsense"}).status_code == 200
    assert client.head("/feed.atom").status_code == 200
    written.save(written.body() + "\nMore.").publish()
    assert client.get("/feed.atom", headers=known).status_code == 200
