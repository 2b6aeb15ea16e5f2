"""Reading a paper: selecting, noting, finding again, in HTML and PDF alike."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.acts import arrive, import_paper
from tests.journeys.reading_acts import PAGES, TEXT, drag, marked, open_text, same_words, selected

pytestmark = pytest.mark.journey

ACROSS, CAPTION, CELL = "Across a formula.", "Means of twelve runs.", "1,310"
WRITTEN = r"The usual practice holds $\lambda_{t}$ constant:"
DRAWN = "The usual practice holds λt constant:"
BY_KEYS, ON_PAGES = "By keys only.", "Noted on the page."


def test_noting_a_formula_a_caption_a_cell_and_a_page(instance, somebody) -> None:
    ada = somebody()
    arrive(ada, instance.first, "Ada Lindqvist", "Begin")
    page = ada.page
    import_paper(page)
    open_text(page)
    ada.look("a paper")
    same_words(page)

    assert (
        drag(page, TEXT, "The usual practice holds", "constant:") == r"The usual practice holds $\lambda_{t}$ constant:"
    )
    page.get_by_role("button", name="Note", exact=True).click()
    write(page, ACROSS)
    drag(page, TEXT, CAPTION)
    page.keyboard.press("2")
    noted(page, 2)
    drag(page, TEXT, CELL)
    page.get_by_role("toolbar", name="Selected words").get_by_role("button", name="Highlight").click()
    noted(page, 3)
    for words in (DRAWN, CAPTION, CELL):
        marked(page, words)
    note_by_keys(page)
    name_a_colour(page)
    tag(page, ACROSS, "practice")
    ada.look("a paper with notes")
    expect(page.get_by_role("article", name="Note by You").filter(has_text=ACROSS)).to_have_count(1)
    read_a_citation(page)
    look_for(page)
    turn_to_the_pages(ada)
    find_all_again(ada)


def noted(page: Page, count: int) -> None:
    """Wait until the paper has so many notes and highlights."""
    expect(page.get_by_role("button", name=f"Notes {count}", exact=True)).to_be_visible()


def write(page: Page, words: str) -> None:
    """Type the words of a note that was begun, and save it by keys."""
    expect(page.get_by_role("textbox", name="Words of the note")).to_be_focused()
    page.keyboard.type(words)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("article", name="Note by You").filter(has_text=words)).to_be_visible()


def note_by_keys(page: Page) -> None:
    """From the top: select two sentences, note them; highlight the next from the bar. No mouse."""
    page.reload()
    expect(page.locator(TEXT)).to_be_visible()
    page.keyboard.press("j")
    assert selected(page) == "Forgetting at an Even Pace"
    while not selected(page).startswith("A model that has"):
        page.keyboard.press("j")
        page.wait_for_timeout(50)
    page.keyboard.press("Shift+J")
    assert selected(page).endswith("We ask how fast to forget.")
    page.keyboard.press("n")
    write(page, BY_KEYS)
    page.keyboard.press("j")
    assert selected(page).startswith(r"Let $\lambda_{t}$ be the weight")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Highlight", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    noted(page, 5)


def name_a_colour(page: Page) -> None:
    """Say what green means; whatever is green says so."""
    page.get_by_role("article", name="Note by You").filter(has_text=ACROSS).get_by_role("button", name="Colour").click()
    page.get_by_role("menuitem", name="Say what they mean").click()
    page.get_by_label("green").fill("Evidence")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("button", name="Colour: Evidence").first).to_be_visible()


def tag(page: Page, words: str, name: str) -> None:
    """Give the note with these words a tag."""
    note = page.get_by_role("article", name="Note by You").filter(has_text=words)
    note.get_by_role("button", name="More about this note").click()
    page.get_by_role("menuitem", name="Add a tag").click()
    page.keyboard.type(name)
    page.keyboard.press("Enter")
    expect(note.get_by_role("button", name=f"Take the tag {name} off")).to_be_visible()


def read_a_citation(page: Page) -> None:
    """What is cited shows beside the citation while one points at it, and while it has the focus."""
    card = page.get_by_role("note", name="Cited work")
    cited = page.locator(f"{TEXT} cite a").first
    cited.hover()
    expect(card).to_contain_text("What a mind gives up first")
    page.mouse.move(2, 2)
    expect(card).to_be_hidden()
    cited.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(card).to_contain_text("What a mind gives up first")
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()


def look_for(page: Page) -> None:
    """Find words in the paper, in whatever case, and a formula by what one sees of it."""
    page.locator("body").press("/")
    page.get_by_role("searchbox", name="Find in the paper").fill("HALVES the number")
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 of 1", exact=True)).to_be_visible()
    page.get_by_role("searchbox", name="Find in the paper").fill("holds λt constant")
    expect(page.get_by_role("search").get_by_text("1", exact=True)).to_be_visible()
    page.keyboard.press("Escape")


def turn_to_the_pages(ada) -> None:
    """The notes stand on the PDF of the same version; one made there stands in the HTML."""
    page = ada.page
    open_text(page, "PDF")
    expect(page.get_by_role("article", name="Note by You").filter(has_text=ACROSS)).to_be_visible()
    expect(page.get_by_text(re.compile("lost (its|their) place"))).to_have_count(0)
    words = "nothing that is still remembered"
    drag(page, PAGES, words)
    page.keyboard.press("n")
    write(page, ON_PAGES)
    marked(page, words)
    marked(page, DRAWN)
    ada.look("the pages of a paper")
    open_text(page)
    expect(page.get_by_role("article", name="Note by You").filter(has_text=ON_PAGES)).to_be_visible()
    marked(page, words)


def find_all_again(ada) -> None:
    """All notes, on whatever paper: by words, by tag, by colour."""
    page = ada.open("/desk/notes")
    expect(page.get_by_role("article")).to_have_count(6)
    page.get_by_role("searchbox", name="Words in your notes").fill("formula")
    expect(page.get_by_role("article")).to_have_count(1)
    expect(page.get_by_role("article")).to_contain_text(ACROSS)
    ada.look("one's notes")
    page.get_by_role("searchbox", name="Words in your notes").fill("")
    page.get_by_role("button", name="#practice 1").click()
    expect(page.get_by_role("article")).to_have_count(1)
    page.get_by_role("button", name="#practice 1").click()
    page.get_by_role("button", name="Evidence").click()
    expect(page.get_by_role("article")).to_have_count(5)
    expect(page.get_by_role("article").filter(has_text=CAPTION)).to_be_visible()
