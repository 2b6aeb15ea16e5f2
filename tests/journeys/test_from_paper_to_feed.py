"""From an arXiv ID to a feed, with one person reviewing from inside."""

import re
from typing import Any

import feedparser
import httpx
import pytest
from playwright.sync_api import expect

from tests.journeys.acts import PASSAGE, answer, arrive, invite, saved, write, write_piece

pytestmark = pytest.mark.journey

TITLE, COMMENT = "Forgetting, slowly", "Say whose slope it is."


def test_from_an_arxiv_id_to_a_feed(instance, somebody) -> None:
    ada, rui = somebody(), somebody()
    arrive(ada, instance.first, "Ada Lindqvist", "Begin")
    invite(ada, rui)
    page = write_piece(ada, TITLE)
    ada.look("writing")

    page.get_by_role("link", name="Ask for a review").click()
    expect(page.get_by_text("these 2 places are right")).to_be_visible()
    expect(page.get_by_text("it is clear")).to_be_visible()
    expect(page.get_by_text("Nobody here knows this and is free just now.").first).to_be_visible()
    page.get_by_role("button", name="Change ask 1").click()
    page.get_by_role("radio", name="Rui Tanaka").check()
    ada.look("asking")
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.get_by_text("Not opened yet")).to_be_visible()

    rui.page.reload()
    rui.look("a desk with an ask")
    rui.page.get_by_role("link").filter(has_text=TITLE).click()
    expect(rui.page.get_by_text("Source passage").first).to_be_visible()
    rui.look("reviewing")
    answer(rui.page, COMMENT, "Sound, and short.")
    rui.page.get_by_role("button", name="Send review").click()
    expect(rui.page.get_by_role("heading", name="Thank you.")).to_be_visible()
    rui.look("a review that was sent")

    page.reload()
    expect(page.get_by_text("Sound, and short.")).to_be_visible()
    ada.look("what came back")
    page.get_by_role("link", name="Write", exact=True).click()
    page.get_by_role("button", name="Threads").click()
    thread = page.get_by_role("region", name="Threads").or_(page.locator("main"))
    expect(thread.get_by_text(COMMENT)).to_be_visible()
    ada.look("a comment at its place")
    page.get_by_role("button", name="Resolve").first.click()
    write(page, "\n\nThe slope of the loss on what is kept.")
    saved(page)

    page.get_by_role("link", name="Publish", exact=True).click()
    page.get_by_label("Everyone").check()
    ada.look("publishing")
    page.get_by_role("button", name="Publish for everyone").click()
    expect(page.get_by_role("heading", name="It is published")).to_be_visible()
    expect(page.get_by_label("Its address")).to_have_value(f"{instance.url}/forgetting-slowly")
    ada.look("published")
    first = read_back(instance, somebody)

    page.get_by_role("link", name="Write", exact=True).click()
    write(page, "\n\nAn afterthought.")
    saved(page)
    page.get_by_role("link", name="Publish", exact=True).click()
    page.get_by_role("button", name="Publish update").click()
    expect(page.get_by_role("link", name=re.compile("Update"))).to_be_visible()
    [entry] = feedparser.parse(httpx.get(f"{instance.url}/feed.atom").content).entries
    assert entry.id == first.id
    assert "An afterthought." in entry.content[0].value
    assert "An afterthought." not in httpx.get(f"{instance.url}/forgetting-slowly/1").text


def read_back(instance, somebody) -> Any:
    """Anybody reads the page without JavaScript; a feed reader reads the feed. Gives the entry it found."""
    reader = somebody(java_script_enabled=False)
    page = reader.open("/")
    page.get_by_role("link", name=TITLE).first.click()
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible()
    expect(page.get_by_text("someone who has trained a small network")).to_be_visible()
    expect(page.get_by_text("Correctness by Rui Tanaka")).to_be_visible()
    expect(page.locator("main")).not_to_contain_text("Is it the slope?")
    visitor = somebody()
    for path in ("/", "/forgetting-slowly", "/papers/2611.01234", "/people/ada-lindqvist"):
        visitor.open(path)
        visitor.look(path)
    for kind in ("atom", "rss"):
        feed = feedparser.parse(httpx.get(f"{instance.url}/feed.{kind}").content)
        assert not feed.bozo
        [entry] = feed.entries
        assert entry.title == TITLE
        content = entry.content[0].value
        assert PASSAGE in content
        assert "13" not in re.sub(r"<[^>]+>", "", content).replace("2611.01234", "")
    items = httpx.get(f"{instance.url}/feed.json").json()["items"]
    assert [item["title"] for item in items] == [TITLE]
    return entry
