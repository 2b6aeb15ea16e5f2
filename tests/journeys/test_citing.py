"""Citing: works found as one types, a .bib file brought in, a missing one imported, by name or number, and out."""

import json
import re

import bibtexparser
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.acts import arrive, begin_draft, import_paper, saved, write
from tests.journeys.conftest import Somebody
from tests.journeys.reading_acts import open_text

pytestmark = pytest.mark.journey

BIB = r"""@book{cupper1987, author = {Cupper, Carl}, title = {A history of pots}, publisher = {Pot Press}, year = 1987}
@misc{broken, title = {Never closed
"""
ELSEWHERE = "2604.97331"


def test_citing_as_one_expects(instance, somebody) -> None:
    ada = somebody()
    arrive(ada, instance.first, "Ada Lindqvist", "Begin")
    page = ada.page
    import_paper(page)
    open_text(page)
    begin_draft(page, "What a ramp forgets")
    write(page, "")
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    complete(page)
    bring_a_file(ada)
    mend_what_is_missing(ada)
    enter_by_hand(ada)
    cards_by_keyboard(ada)
    by_number(ada)
    take_them_out(page)


def preview(page: Page) -> Locator:
    """The page as its readers will see it."""
    return page.get_by_role("region", name="Preview of the page")


def offered(page: Page, words: str, title: str) -> None:
    """Type what one remembers after `[@`, and take the work of this title."""
    write(page, " [@")
    page.keyboard.type(words)
    expect(page.get_by_role("option", name=re.compile(title, re.IGNORECASE), selected=True)).to_be_visible()
    expect(page.locator(".cm-tooltip-autocomplete-disabled")).to_have_count(0)
    page.wait_for_timeout(200)
    page.keyboard.press("Enter")


def complete(page: Page) -> None:
    """A paper here by its author, then works that it cites by a slip of the title, with an id and without one."""
    write(page, "Pace matters")
    offered(page, "even pace", "Forgetting at an Even Pace")
    expect(page.locator(".cm-content")).to_contain_text("Pace matters [@arxiv:2611.01234]")
    offered(page, "smal modls that ask", "Small Models That Ask First")
    expect(page.locator(".cm-content")).to_contain_text("[@arxiv:2611.00917]")
    offered(page, "hollins gives up", "What a mind gives up first")
    expect(page.locator(".cm-content")).to_contain_text("[@bib:hollins2019what]")
    expect(preview(page).locator("section.references li")).to_have_count(3)
    write(page, " [@")
    page.keyboard.type("even pace")
    page.keyboard.press("Enter")  # faster than the answer
    expect(page.locator(".cm-content")).to_contain_text("[@bib:hollins2019what] [@arxiv:2611.01234]")
    for _ in range(len(" [@arxiv:2611.01234]")):
        page.keyboard.press("Backspace")
    expect(page.locator(".md-uncited")).to_have_count(0)
    page.locator(".md-cite").last.hover()
    expect(page.locator(".cm-work")).to_contain_text("What a mind gives up first")
    page.mouse.move(5, 5)


def works(page: Page) -> Locator:
    """The dialog of what the draft cites, from its details."""
    page.get_by_role("button", name="Title, reader and other details").click()
    page.get_by_role("button", name="Works cited").click()
    dialog = page.get_by_role("dialog", name="Works cited")
    expect(dialog.get_by_role("heading", name=re.compile("cited$")).last).to_be_visible()
    return dialog


def bring_a_file(ada: Somebody) -> None:
    """What can be read of a .bib file comes in, what cannot is named; its works are offered and cited."""
    page = ada.page
    saved(page)
    dialog = works(page)
    dialog.locator("input[type=file]").set_input_files(
        {"name": "own.bib", "mimeType": "text/x-bibtex", "buffer": BIB.encode()}
    )
    told = dialog.get_by_role("status").filter(has_text="came in")
    expect(told).to_contain_text("1 work came in.")
    expect(told).to_contain_text("Line 2, broken: It could not be read")
    expect(dialog.get_by_role("heading", name="1 other work kept here")).to_be_visible()
    ada.look("works cited")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    offered(page, "cuper", "A history of pots")
    expect(page.locator(".cm-content")).to_contain_text("[@bib:cupper1987]")
    expect(preview(page)).to_contain_text("Cupper 1987")


def mend_what_is_missing(ada: Somebody) -> None:
    """A key that names nothing is underlined and counted; one click brings the paper in, and the mark goes."""
    page = ada.page
    write(page, f" See [@arxiv:{ELSEWHERE}]. ")
    expect(page.locator(".md-uncited")).to_have_text(f"arxiv:{ELSEWHERE}")
    saved(page)
    page.locator(".md-uncited").hover()
    card = page.locator(".cm-work")
    expect(card).to_contain_text("No paper here has this id.")
    expect(card.get_by_role("button", name="Import it")).to_be_visible()
    page.mouse.move(5, 5)
    page.get_by_role("button", name="1 citation not here").press("Enter")
    button = page.get_by_role("button", name=f"Import {ELSEWHERE}").or_(
        page.get_by_role("button", name=f"Import arxiv:{ELSEWHERE}")
    )
    expect(button).to_be_visible()
    ada.look("a citation not here")
    if not button.is_visible():
        page.get_by_role("button", name="1 citation not here").press("Enter")
    button.press("Enter")
    expect(page.locator(".md-uncited")).to_have_count(0, timeout=40_000)
    expect(page.get_by_role("button", name="citation not here")).to_have_count(0)
    expect(preview(page).locator("section.references")).to_contain_text("Tripwires That Nobody Trips")


def enter_by_hand(ada: Somebody) -> None:
    """A DOI that nobody here knows: its paper is entered by hand, with the DOI filled in, and the mark goes."""
    page = ada.page
    write(page, " And [@doi:10.5555/pots.7]. ")
    expect(page.locator(".md-uncited")).to_have_text("doi:10.5555/pots.7")
    saved(page)
    page.get_by_role("button", name="1 citation not here").press("Enter")
    page.get_by_role("button", name="Enter it by hand").press("Enter")
    dialog = page.get_by_role("dialog", name="Enter a paper by hand")
    expect(dialog.get_by_label("DOI or web address")).to_have_value("10.5555/pots.7")
    dialog.get_by_label("Title").fill("Pots that sing")
    dialog.get_by_label("Authors").fill("Ana Potter")
    ada.look("a citation entered by hand")
    dialog.get_by_role("button", name="Enter it", exact=True).click()
    expect(page.locator(".md-uncited")).to_have_count(0)
    expect(preview(page).locator("section.references")).to_contain_text("Pots that sing")


def cards_by_keyboard(ada: Somebody) -> None:
    """Cards show where the focus is, in the page and in its source; Escape puts them away."""
    page = ada.page
    cited = preview(page).locator(".cit").last
    cited.locator("a").focus()
    card = cited.get_by_role("tooltip")
    expect(card).to_be_visible()
    expect(card).to_contain_text("Pots that sing")
    page.wait_for_timeout(300)  # it has come into sight
    assert ada.violations() == []
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    page.keyboard.press("Shift+Tab")
    expect(preview(page).locator(".cit").nth(-2).get_by_role("tooltip")).to_be_visible()
    page.keyboard.press("Tab")
    expect(card).to_be_visible()
    write(page, "")
    for _ in range(len("7]. ")):
        page.keyboard.press("ArrowLeft")
    work = page.locator(".cm-work")
    expect(work).to_contain_text("Pots that sing")
    expect(page.get_by_role("status").filter(has=work)).to_be_visible()
    page.wait_for_timeout(400)  # the other is out of sight
    assert ada.violations() == []
    page.keyboard.press("Escape")
    expect(work).to_have_count(0)
    page.locator(".md-cite").last.hover()
    expect(work).to_have_count(1)
    page.locator(".md-cite").last.click()
    page.wait_for_timeout(700)  # the mouse rests on it
    expect(work).to_have_count(1)
    page.mouse.move(5, 5)
    page.keyboard.press("Escape")
    expect(work).to_have_count(0)
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    expect(page.get_by_role("textbox", name="The draft, in Markdown")).not_to_be_focused()


def by_number(ada: Somebody) -> None:
    """The draft says how its works are cited, and the page follows at once."""
    page = ada.page
    page.get_by_role("button", name="Title, reader and other details").click()
    details = page.get_by_role("dialog", name="About this draft")
    details.get_by_label("Citations").select_option("numbered")
    expect(details.get_by_role("status")).to_have_text("Saved")
    ada.look("details of a draft")
    page.keyboard.press("Escape")
    expect(preview(page).locator("section.references ol > li")).to_have_count(6)
    expect(preview(page).locator(".cit > a").first).to_have_text("1")


def take_them_out(page: Page) -> None:
    """BibTeX and CSL-JSON of what is cited, as files."""
    dialog = works(page)
    with page.expect_download() as coming:
        dialog.get_by_role("link", name="BibTeX").click()
    library = bibtexparser.parse_string(coming.value.path().read_text())
    assert coming.value.suggested_filename == "cited.bib"
    assert library.failed_blocks == []
    assert [entry.get("eprint").value if entry.get("eprint") else entry.key for entry in library.entries] == [
        "2611.01234v1",
        "2611.00917",
        "hollins2019what",
        "cupper1987",
        f"{ELSEWHERE}v1",
        "potterpots",
    ]
    with page.expect_download() as coming:
        dialog.get_by_role("link", name="CSL-JSON").click()
    items = json.loads(coming.value.path().read_text())
    assert [item["id"] for item in items][3:] == ["bib:cupper1987", f"arxiv:{ELSEWHERE}", "doi:10.5555/pots.7"]
