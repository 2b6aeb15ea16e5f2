"""Who may read what: a text without an open licence is for those with it on their shelf, one's own PDF for oneself."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from app.replica.documents import pdf_file
from app.replica.library import papers
from tests.journeys.acts import arrive, import_paper, invite
from tests.journeys.conftest import Somebody
from tests.journeys.reading_acts import PAGES, TEXT, drag, marked, open_text, same_words

pytestmark = pytest.mark.journey

CLOSED, CLOSED_TITLE = "2610.04410", "Where a Walker Keeps Its Map"
TEXT_OF_IT = re.compile(rf"/html/{CLOSED}(v\d+)?")
THOUGHT, REPORT = "For my eyes only.", "A Report on Counting"


def test_texts_are_read_from_ones_shelf_and_ones_own_pdf_by_oneself(instance, somebody, small_arxiv) -> None:
    ada, rui, begun = somebody(), somebody(), len(small_arxiv.requests)
    arrive(ada, instance.first, "Ada Lindqvist", "Begin")
    invite(ada, rui)
    page = ada.page
    import_paper(page, CLOSED, CLOSED_TITLE)
    expect(page.get_by_role("button", name="Put it on your shelf to read it here")).to_be_visible()
    ada.look("a paper that is not on one's shelf")
    page.get_by_role("button", name="Put it on your shelf to read it here").click()
    open_text(page)
    same_words(page)
    note_on(page, TEXT, page.locator(f"{TEXT} h2").first.inner_text())

    turned_away(rui, page)
    rui.page.get_by_role("button", name="Put it on your shelf to read it here").click()
    open_text(rui.page)
    expect(rui.page.get_by_text(THOUGHT)).to_have_count(0)
    assert [path for _, path in small_arxiv.requests[begun:] if TEXT_OF_IT.fullmatch(path)] == [f"/html/{CLOSED}v2"]

    bring_a_report(ada)
    ada.look("one's own PDF")
    turned_away(rui, page)


def note_on(page: Page, region: str, words: str) -> None:
    """Note on words of the open paper."""
    drag(page, region, words)
    page.keyboard.press("n")
    expect(page.get_by_role("textbox", name="Words of the note")).to_be_focused()
    page.keyboard.type(THOUGHT)
    page.keyboard.press("Control+Enter")
    marked(page, words)


def texts(page: Page) -> list[Any]:
    """What may be read of the open paper, as the server tells this person."""
    address = page.url
    page.goto("about:blank")  # or an answer to the page before would be caught, whose body is gone
    with page.expect_response(re.compile(r"/api/paper-versions/[^/]+/text$")) as answered:
        page.goto(address)
    return list(answered.value.json()["texts"])


def turned_away(guest: Somebody, page: Page) -> None:
    """The guest opens the same paper and sees none of its texts; nor does their address help."""
    kept = texts(page)
    assert kept
    guest.open(page.url)
    assert texts(guest.page) == []
    expect(guest.page.get_by_text(re.compile("shelf to read it here|Upload my PDF"))).to_be_visible()
    for one in kept:
        for path in ("", "/pdf", "/figures/x1.png"):
            assert guest.context.request.get(f"{guest.url}/api/paper-texts/{one['id']}{path}").status == 404


def bring_a_report(ada: Somebody) -> None:
    """Enter a work that is not on arXiv, bring its PDF, and note on it."""
    page = ada.open("/desk")
    box = page.get_by_label("arXiv ID, address, DOI or words")
    box.fill("https://reports.example/counting")
    box.press("Enter")
    page.get_by_role("button", name="Enter a paper by hand").click()
    page.get_by_label("Title", exact=True).fill(REPORT)
    page.get_by_label("Authors").fill("Nobody Known")
    page.get_by_role("button", name="Enter it").click()
    expect(page.get_by_role("heading", name=REPORT)).to_be_visible()
    ada.look("a work without a text")
    body, kind = pdf_file("2609.96120", papers())
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Upload my PDF").click()
    chooser.value.set_files([{"name": "report.pdf", "mimeType": kind, "buffer": body}])
    expect(page.locator(f"{PAGES} span").first).to_be_visible()
    note_on(page, PAGES, "The design effect, once more")
