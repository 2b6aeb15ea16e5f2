"""Looking back: a version saved by name, what changed since, having it back, and that undone."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.acts import arrive, begin_draft, import_paper, saved, write

pytestmark = pytest.mark.journey

FIRST = "\n\n## The pace\n\nA kettle *sings* when $x = 1$.\n\nThis goes again.\n"


def editor(page: Page) -> Any:
    return page.get_by_role("textbox", name="The draft, in Markdown")


def test_a_version_is_compared_had_back_and_given_up_again(somebody: Any, instance: Any) -> None:
    ada = somebody()
    arrive(ada, instance.first, "Ada Lindqvist", "Begin")
    page = ada.page
    import_paper(page)
    begin_draft(page, "Forgetting, at a walk")
    write(page, FIRST)
    saved(page)
    page.get_by_role("button", name="Versions").click()
    page.get_by_label("Save this version").fill("Before the cut")
    page.get_by_role("button", name="Save a version").click()
    expect(page.get_by_role("button", name="Before the cut")).to_be_visible()
    page.keyboard.press("Escape")

    editor(page).click()
    page.keyboard.press("Control+End")
    for _ in range(len("This goes again.\n")):
        page.keyboard.press("Backspace")
    page.keyboard.insert_text("And $x = 2$ for a new reason.\n")
    page.get_by_role("button", name="Versions").click()
    page.get_by_role("button", name="Look back").click()

    difference = page.get_by_role("region", name="The difference")
    expect(page.get_by_role("heading", name=re.compile("From Before the cut.* to the text now"))).to_be_visible()
    expect(difference.locator("ins").filter(has_text="new reason")).to_be_visible()
    expect(difference.locator("del").filter(has_text="This goes again")).to_be_visible()
    expect(difference.locator("math").first).to_be_visible()
    ada.look("looking-back-page")
    page.get_by_role("button", name="Source", exact=True).click()
    expect(difference.locator("ins").filter(has_text="$x = 2$ for a new reason")).to_be_visible()
    expect(difference.get_by_text("A kettle *sings* when $x = 1$.")).to_be_visible()
    ada.look("looking-back-source")
    page.get_by_role("button", name="Who wrote what").click()
    expect(page.get_by_role("list", name="Who wrote how much of it")).to_contain_text("Ada Lindqvist 100 %")
    expect(difference.locator(".source")).to_contain_text("for a new reason")
    ada.look("who-wrote-what")

    page.get_by_role("navigation", name="Versions").get_by_role("button", name="Before the cut").click()
    page.get_by_label("Compared with").select_option("now")
    page.get_by_role("button", name="Restore this version").click()
    expect(page.get_by_text("“Before the cut” is the text again")).to_be_visible()
    page.get_by_role("link", name="Back to the text").click()
    expect(editor(page)).to_contain_text("This goes again.")
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(page.get_by_text("The text is as it was.")).to_be_visible()
    page.reload()
    expect(editor(page)).to_contain_text("for a new reason")

    page.get_by_role("button", name="Versions").click()
    page.get_by_role("button", name="Look back").click()
    kept = page.get_by_role("navigation", name="Versions").get_by_role("button", name="kept by itself")
    kept.first.focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Name it").click()
    expect(page.get_by_label("What to call this version")).to_be_focused()
    page.keyboard.insert_text("A way not taken")
    page.keyboard.press("Enter")
    named = page.get_by_role("navigation", name="Versions").get_by_role("button", name="A way not taken")
    expect(named).to_have_attribute("aria-current", "true")
    assert ada.failures == []
