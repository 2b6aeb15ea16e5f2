"""A new version of a paper: what was noted stands where it belongs now, or says that it lost its place."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.acts import arrive, import_paper
from tests.journeys.conftest import Instance, Somebody
from tests.journeys.reading_acts import TEXT, a_day_passes, drag, marked, open_text, same_words

pytestmark = pytest.mark.journey

PAPER = "2611.01234"
SAME = "A practical gain of the ramp is that it shows its own end."
MOVED = "both schedules spoiled about 2% and the constant weight was faster."
CHANGED = "In every run we looked at, more than half of what neighbours ever lost was lost before step 200 of 2,000."
GONE = "probes of few bits are the best answer we know to it"
NOW = (
    "In every run we looked at, between a half and two thirds of everything that neighbours ever lost had gone "
    "before step 200 of 2,000."
)
ELSEWHERE = "A fact that is no longer told may still be there."
THOUGHTS = {SAME: "Stays.", MOVED: "Moves.", CHANGED: "Changes.", GONE: "Goes."}


def test_notes_through_a_changed_version(instance, somebody, small_arxiv) -> None:
    ada = somebody()
    arrive(ada, instance.first, "Ada Lindqvist", "Begin")
    page = ada.page
    import_paper(page)
    open_text(page)
    for words, thought in THOUGHTS.items():
        drag(page, TEXT, words)
        note(page, thought)
    small_arxiv.reveal(PAPER)
    try:
        come_to_know(ada, instance)
        what_became_of_them(page)
        ada.look("a version that changed")
        place_again(ada)
    finally:
        small_arxiv.revealed.discard(PAPER)


def note(page: Page, thought: str) -> None:
    """Note a thought on what is selected, by keys."""
    page.keyboard.press("n")
    expect(page.get_by_role("textbox", name="Words of the note")).to_be_focused()
    page.keyboard.type(thought)
    page.keyboard.press("Control+Enter")
    expect(card(page, thought)).to_be_visible()


def card(page: Page, thought: str) -> Locator:
    """The note with these words."""
    return page.get_by_role("article", name="Note by You").filter(has_text=thought)


def come_to_know(ada: Somebody, instance: Instance) -> None:
    """The daily watch finds the new version; the desk says so once its text was read, and leads there."""
    page = ada.page
    a_day_passes(instance)
    news = page.get_by_role("region", name="News")
    for _ in range(20):
        ada.open("/desk")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        page.wait_for_timeout(1500)
        if news.count():
            break
    expect(news.get_by_role("link")).to_have_count(1)
    ada.look("a desk with news")
    news.get_by_role("link").click()


def what_became_of_them(page: Page) -> None:
    """One stands where it stood, one elsewhere, one on words that are otherwise now, one nowhere."""
    expect(page.get_by_text("arXiv v2").first).to_be_visible()
    expect(page.get_by_text("1 note lost its place")).to_be_visible()
    expect(page.get_by_text("2 of 4 passages changed since v1.").filter(visible=True)).to_be_visible()
    same_words(page)
    expect(go_to(page, "Stays.")).not_to_contain_text("since v1")
    expect(go_to(page, "Moves.")).to_contain_text("Moved since v1")
    marked(page, SAME)
    marked(page, MOVED)
    page.get_by_role("button", name="Show what changed").filter(visible=True).click()
    changed = card(page, "Changes.")
    expect(changed).to_contain_text("Changed since v1")
    expect(changed.locator("del").first).to_have_text("more than")
    expect(changed.locator("ins").first).to_have_text("between a")
    marked(page, NOW)


def go_to(page: Page, thought: str) -> Locator:
    """Go to where a note stands, from the list of notes. Gives its card."""
    page.get_by_role("button", name="Notes 4", exact=True).click()
    page.get_by_role("navigation", name="Outline and notes").get_by_role("button", name=thought).click()
    expect(card(page, thought)).to_be_in_viewport()
    return card(page, thought)


def place_again(ada: Somebody) -> None:
    """The one that lost its place is given another, by keys, and keeps it."""
    page = ada.page
    page.get_by_text("1 note lost its place").click()
    expect(page.locator("details").filter(has_text="In v1 it stood by")).to_contain_text(GONE)
    ada.look("the tray")
    page.get_by_role("button", name="Place it again").click()
    drag(page, TEXT, ELSEWHERE)
    page.keyboard.press("Enter")
    marked(page, ELSEWHERE)
    page.reload()
    marked(page, ELSEWHERE)
    expect(page.get_by_text("lost its place")).to_have_count(0)
