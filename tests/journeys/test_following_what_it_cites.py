"""From a paper to what it cites: adding the main ones, what one's reading shares, one's notes, a PDF of one's own."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.acts import arrive, import_paper
from tests.journeys.conftest import Somebody
from tests.journeys.reading_acts import open_text, same_words
from tests.papers.fulltext.hostile_pdf import hostile_pdf

pytestmark = pytest.mark.journey

GUIDE, GUIDE_TITLE = "2611.02718", "Being Corrected: A Field Guide in Nine Questions"
SHORT, SHORT_TITLE = "2611.00917", "Small Models That Ask First"
MOST_CITED = "How long should an overseer look?"


def test_from_a_paper_to_what_it_cites(instance, somebody) -> None:
    ada = somebody()
    arrive(ada, instance.first, "Ada Lindqvist", "Begin")
    page = ada.page
    import_paper(page, GUIDE, GUIDE_TITLE)
    open_text(page)
    same_words(page)
    page.get_by_role("button", name="Your shelf").click()
    page.get_by_role("menuitem", name="Reading").click()
    page.keyboard.press("c")
    cites = page.get_by_role("complementary", name="What it cites, and what cites it")
    first = cites.get_by_role("listitem").first
    expect(first).to_contain_text(MOST_CITED)
    expect(first).to_contain_text("8×, first in §1: ")
    ada.look("what a paper cites")
    add_the_main_ones(ada)
    expect(first).to_contain_text("Here already", timeout=40_000)
    make_a_paper(page)
    what_it_shares(ada)


def add_the_main_ones(ada: Somebody) -> None:
    """Take one of the ticked works out, and let the others come."""
    page = ada.page
    page.get_by_role("button", name="Add the main ones").click()
    dialog = page.get_by_role("dialog", name="Add the main ones")
    expect(dialog.get_by_role("checkbox", checked=True)).to_have_count(10)
    expect(dialog.get_by_role("checkbox", name=re.compile(MOST_CITED, re.IGNORECASE))).to_be_checked()
    ada.look("the main ones")
    dialog.get_by_role("checkbox", checked=True).last.uncheck()
    dialog.get_by_role("button", name="Add these 9").click()
    expect(dialog).to_be_hidden()


def make_a_paper(page: Page) -> None:
    """Make a paper of the first work that is not on arXiv."""
    button = page.get_by_role("button", name=re.compile("^Make it a paper: ")).first
    title = (button.get_attribute("aria-label") or "").removeprefix("Make it a paper: ")
    button.click()
    expect(page.get_by_role("link", name=title, exact=True)).to_be_visible()


def what_it_shares(ada: Somebody) -> None:
    """Follow the graph of the shelf: the list says what to read next, the picture is walked by keys."""
    page = ada.page
    page.get_by_role("link", name="What your reading shares").click()
    following = page.get_by_role("region", name="Read next")
    expect(following.get_by_role("link", name=re.compile(MOST_CITED, re.IGNORECASE)).first).to_be_visible()
    picture = page.get_by_role("application")
    picture.focus()
    page.keyboard.press("n")
    expect(page.locator("[aria-live]").filter(has_text="cited by this paper")).to_be_visible()
    for key in ("+", "ArrowLeft", "0", "Escape"):
        page.keyboard.press(key)
    ada.look("what one's reading shares")
    following.get_by_role("link", name=re.compile("^Open: ")).first.click()
    expect(page).to_have_url(re.compile("/desk/papers/"))


def test_all_ones_notes_and_the_shelf(instance, somebody) -> None:
    ada = somebody()
    arrive(ada, instance.first, "Ada Lindqvist", "Begin")
    page = ada.page
    ada.open("/desk/notes")
    expect(page.get_by_text("You have no notes yet.")).to_be_visible()
    ada.look("no notes")
    ada.open("/desk")
    import_paper(page, SHORT, SHORT_TITLE)
    expect(page.get_by_role("button", name="HTML")).to_be_visible(timeout=40_000)
    for key in ("j", "j", "n"):
        page.keyboard.press(key)
    expect(page.get_by_role("textbox", name="Words of the note")).to_be_focused()
    page.keyboard.insert_text("Ask early, and of the right one.")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("article").filter(has_text="Ask early")).to_be_visible()
    ada.open("/desk")
    expect(page.get_by_role("heading", name=re.compile("^Reading"))).to_be_visible()
    page.get_by_role("link", name="Your notes").click()
    search = page.get_by_role("searchbox", name="Words in your notes")
    search.fill("early")
    expect(page.locator("mark", has_text="early")).to_be_visible()
    ada.look("one's notes")
    search.fill("nowhere to be found")
    expect(page.get_by_text("None of your notes fits.")).to_be_visible()
    page.get_by_role("button", name="Show all").click()
    page.get_by_role("link", name=SHORT_TITLE).click()
    expect(page.get_by_role("article").filter(has_text="Ask early")).to_be_visible(timeout=40_000)


def test_a_hostile_pdf_of_ones_own_does_nothing(instance, somebody, tmp_path) -> None:
    ada = somebody()
    arrive(ada, instance.first, "Ada Lindqvist", "Begin")
    page = ada.page
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: asked.append(dialog.message))
    box = page.get_by_label("arXiv ID, address, DOI or words")
    box.fill("https://reports.example/slow")
    box.press("Enter")
    page.get_by_role("button", name="Enter a paper by hand").click()
    page.get_by_label("Title", exact=True).fill("A Report From Elsewhere")
    page.get_by_label("Authors").fill("Nobody Known")
    page.get_by_role("dialog").locator("button[type=submit]").click()
    file = tmp_path / "hostile.pdf"
    file.write_bytes(hostile_pdf())
    page.get_by_text("It stays private").wait_for()
    page.locator("input[type=file]").set_input_files(file)
    expect(page.locator("[aria-label='The paper as PDF'] .words span").first).to_have_text("Nothing here runs.")
    page.wait_for_timeout(500)
    links = page.locator("[aria-label='The paper as PDF'] a[target]")
    assert [link.get_attribute("href") for link in links.all()] == ["https://elsewhere.example/read"]
    assert links.first.get_attribute("rel") == "noopener noreferrer"
    assert [address for address in asked if not address.startswith((instance.url, "blob:", "data:"))] == []
    page.get_by_role("button", name="Delete my PDF").click()
    expect(page.get_by_role("button", name="Upload my PDF")).to_be_visible()
