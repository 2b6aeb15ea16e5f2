"""Binding claims to their sources: words are selected, a passage picked in the paper, the ledger tells what stands."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.acts import PASSAGE, arrive, begin_draft, import_paper, saved, select, write
from tests.journeys.conftest import NARROW, WIDE, Instance, Somebody
from tests.journeys.reading_acts import TEXT, a_day_passes, drag, marked, open_text
from tests.journeys.test_a_paper_that_changed import CHANGED, NOW, SAME, note

pytestmark = pytest.mark.journey

TITLE = "What a ramp forgets"
CLAIM, LOOSE = "a ramp announces its own end", "The authors show that most of the loss comes early."
DRAFT = f"""## Why it matters

A ramp is kind: {CLAIM}. {LOOSE}

"""


def test_a_claim_finds_its_source_and_keeps_it(instance, somebody, small_arxiv) -> None:
    ada = somebody()
    arrive(ada, instance.first, "Ada Lindqvist", "Begin")
    page = ada.page
    import_paper(page)
    open_text(page)
    drag(page, TEXT, CHANGED)
    note(page, "Early loss.")
    begin_draft(page, TITLE)
    questions_go_when_answered(page)
    pick_a_passage(page)
    open_it_again(page)
    claims = ledger_tells(ada)
    find_the_source_of_a_loose_sentence(page, claims)
    small_arxiv.reveal("2611.01234")
    try:
        come_to_know(page, instance, claims)
        lean_on_the_new_words(ada, claims)
    finally:
        small_arxiv.revealed.discard("2611.01234")
    check_the_draft(ada)
    type_brackets(page)


def editor(page: Page) -> Locator:
    """The text that is written."""
    return page.get_by_role("textbox", name="The draft, in Markdown")


def questions_go_when_answered(page: Page) -> None:
    """A question of the template is a quiet line, out of sight once its section has words; an undo brings it back."""
    quiet = editor(page).locator(".md-prompt")
    expect(quiet).to_have_count(4)
    expect(editor(page)).not_to_contain_text("<!--")
    write(page, "It stops being true.")
    expect(quiet).to_have_count(3)
    page.keyboard.press("Control+z")
    expect(quiet).to_have_count(4)
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    page.keyboard.insert_text(DRAFT)
    saved(page)


def pick_a_passage(page: Page) -> None:
    """Words of the draft, then the words of the paper that say it; keys alone lead to the button too."""
    select(page, ".cm-content", CLAIM)
    page.keyboard.press("Control+Shift+L")
    looking = page.get_by_role("group", name="Find its source")
    expect(looking).to_contain_text(CLAIM)
    page.keyboard.press("Escape")
    expect(looking).to_have_count(0)
    expect(editor(page)).to_be_focused()
    page.keyboard.press("Control+Shift+L")
    expect(page.locator(TEXT)).to_be_visible(timeout=20_000)
    this = page.get_by_role("toolbar", name="Selected words").get_by_role("button", name="This is the source")
    for _ in range(20):  # the key is heard once all of the text is drawn
        page.keyboard.press("j")
        page.wait_for_timeout(250)
        if this.is_visible():
            break
    expect(this).to_be_visible()
    page.keyboard.press("Tab")
    expect(this).to_be_focused()
    select(page, TEXT, SAME)
    this.click()
    expect(looking).to_have_count(0)
    expect(editor(page).locator(".md-note")).to_have_count(1)
    saved(page)


def open_it_again(page: Page) -> None:
    """A chip in the editor, and the claim in the preview, open the paper at the passage."""
    editor(page).locator(".md-note").click()
    passage = page.get_by_role("group", name="The passage behind the claim")
    expect(passage).to_contain_text(SAME)
    marked(page, SAME)
    expect(page.locator(f"{TEXT} p").get_by_text(SAME)).to_be_in_viewport()
    passage.get_by_role("button", name="Close the passage").click()
    expect(passage).to_have_count(0)
    page.get_by_role("region", name="Preview of the page").get_by_role("link", name=CLAIM).click()
    expect(passage).to_contain_text(SAME)


def ledger_tells(ada: Somebody) -> Locator:
    """Claims with their passage and state, sentences without a source and why, sections nothing leans on."""
    page = ada.page
    page.get_by_role("button", name="Claims", exact=True).filter(visible=True).click()
    claims = page.get_by_role("region", name="Claims and their sources")
    made = claims.get_by_role("region", name=re.compile("^Claims"))
    expect(made.get_by_role("listitem")).to_have_count(1)
    expect(made).to_contain_text("Found")
    expect(made).to_contain_text("v1")
    loose = claims.get_by_role("region", name=re.compile("^Without a source"))
    expect(loose.get_by_role("listitem")).to_contain_text(LOOSE)
    expect(loose).to_contain_text("“The authors”")
    sections = claims.get_by_role("region", name="What nothing leans on")
    expect(sections.get_by_text("1 claim").first).to_be_visible()
    expect(sections.get_by_text("nothing yet").first).to_be_visible()
    expect(sections).not_to_contain_text("References")
    ada.look("the ledger")
    made.get_by_role("button", name="Go to the claim").click()
    expect(editor(page)).to_be_focused()
    return claims


def find_the_source_of_a_loose_sentence(page: Page, claims: Locator) -> None:
    """From the ledger: what is no claim is dismissed and had back; its source is a note that is here already."""
    loose = claims.get_by_role("region", name=re.compile("^Without a source"))
    loose.get_by_role("button", name="Not a claim").click()
    expect(loose).to_contain_text("None was found.")
    page.get_by_role("button", name="Undo").click()
    loose.get_by_role("button", name="Find its source").click()
    page.get_by_role("article", name="Note by You").filter(has_text="Early loss.").get_by_role(
        "button", name="This is the source"
    ).click()
    expect(editor(page).locator(".md-note")).to_have_count(2)
    expect(loose).to_contain_text("None was found.")
    made = claims.get_by_role("region", name=re.compile("^Claims"))
    expect(made.get_by_role("listitem")).to_have_count(2)
    saved(page)


def come_to_know(page: Page, instance: Instance, claims: Locator) -> None:
    """The daily watch finds a new version; the ledger shows what became of a passage, word by word."""
    a_day_passes(instance)
    made = claims.get_by_role("region", name=re.compile("^Claims"))
    for _ in range(30):
        claims.get_by_role("button", name="Look again").click()
        page.wait_for_timeout(1500)
        if made.get_by_text("Changed", exact=True).count():
            break
    expect(made.get_by_text("Changed", exact=True)).to_be_visible()
    expect(made.locator("del").first).to_have_text("more than")
    expect(made.locator("ins").first).to_have_text("between a")
    expect(page.get_by_role("button", name="Claims 1", exact=True)).to_be_visible()


def lean_on_the_new_words(ada: Somebody, claims: Locator) -> None:
    """One press, and the claim leans on the passage as it reads now; its own words stay."""
    page = ada.page
    ada.look("a claim whose passage changed")
    claims.get_by_role("button", name="Use the new words").click()
    expect(claims.get_by_text("Changed", exact=True)).to_have_count(0)
    expect(claims).to_contain_text(NOW)
    expect(editor(page)).to_contain_text(LOOSE)
    saved(page)


def check_the_draft(ada: Somebody) -> None:
    """Nothing is said unasked; then at most five things, each with why, to go to or to leave."""
    page = ada.page
    write(page, f"\n\nIt needs RLHF. {PASSAGE.capitalize()}. It grows like $2q$ here.\n\n![](image:none)\n")
    saved(page)
    for size in (WIDE, NARROW):
        page.set_viewport_size(size)
        page.get_by_role("button", name="Check my draft").click()
        found = page.get_by_role("region", name="What to look at")
        expect(found.get_by_role("listitem")).to_have_count(3)
        assert ada.violations() == []
        page.keyboard.press("Escape")
    page.set_viewport_size(WIDE)
    page.get_by_role("button", name="Check my draft").click()
    expect(found).to_contain_text("“RLHF” is never spelled out")
    expect(found).to_contain_text("Nothing says what q is")
    found.get_by_role("listitem").filter(has_text="RLHF").get_by_role("button", name="Leave it").click()
    expect(found.get_by_role("listitem")).to_have_count(2)
    found.get_by_role("button", name="Check again").click()
    expect(found.get_by_role("listitem")).to_have_count(2)
    found.get_by_role("listitem").filter(has_text="cannot see").get_by_role("button", name="Go to it").click()
    expect(found).to_have_count(0)
    expect(editor(page)).to_be_focused()


def type_brackets(page: Page) -> None:
    """`[[` and a word of a note, its quote or its section offers it, with where its passage stands."""
    chips = editor(page).locator(".md-note")
    expect(chips).to_have_count(2)
    write(page, "\n\nIt comes early: [[")
    page.keyboard.type("loss", delay=30)
    option = page.get_by_role("option").first
    expect(option).to_contain_text("more than half")
    expect(option).to_contain_text("1 What forgetting spoils · v1")
    page.wait_for_timeout(150)
    page.keyboard.press("Enter")
    expect(chips).to_have_count(3)
    saved(page)
