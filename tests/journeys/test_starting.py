"""The first minutes: the one-use address, a name and a password, the empty desk, a paper, a note."""

import pytest
from playwright.sync_api import expect

from tests.journeys.acts import PASSAGE, arrive, import_paper, select

pytestmark = pytest.mark.journey


def test_the_first_person_arrives_imports_a_paper_and_notes_on_it(instance, somebody) -> None:
    ada = somebody()
    ada.open(instance.first)
    ada.look("welcome")
    arrive(ada, instance.first, "Ada Lindqvist", "Begin")
    page = ada.page
    expect(page.get_by_role("heading", name="Which paper would you like to explain?")).to_be_visible()
    ada.look("empty desk")

    box = page.get_by_label("arXiv ID, address, DOI or words")
    box.fill("2613.01234")
    box.press("Enter")
    expect(page.get_by_text("its month would be 13")).to_be_visible()
    ada.look("a wrong identifier")
    import_paper(page, "https://arxiv.org/abs/2611.01234")

    select(page, "#main", PASSAGE)
    page.get_by_role("button", name="Note", exact=True).click()
    page.keyboard.insert_text("Half the steps: say *why*, with $\\lambda_t$.")
    page.keyboard.press("Control+Enter")
    note = page.get_by_role("article").filter(has_text="Half the steps")
    expect(note.locator("em")).to_have_text("why")
    expect(note.locator("math")).to_be_visible()
    ada.look("a paper with a note")
    page.reload()
    expect(page.get_by_role("article").filter(has_text="Half the steps")).to_be_visible()

    late = somebody()
    late.open(instance.first)
    expect(late.page.get_by_text("This link")).to_be_visible()
    late.failures.clear()
