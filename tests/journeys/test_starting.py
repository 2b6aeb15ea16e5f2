"""The first minutes: the one-use address, a name and a password, the empty desk, a paper."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.journey


def test_the_first_person_arrives_and_imports_a_paper(instance, somebody) -> None:
    ada = somebody()
    page = ada.open(instance.first)
    ada.look("welcome")
    page.get_by_label("Name", exact=True).fill("Ada Lindqvist")
    page.get_by_label("Handle").fill("ada")
    page.get_by_label("Password", exact=True).fill("a kettle of copper")
    page.get_by_label("Password again").fill("a kettle of copper")
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_role("heading", name="Which paper would you like to explain?")).to_be_visible()
    ada.look("empty desk")

    box = page.get_by_label("arXiv ID, address, DOI or words")
    box.fill("2613.01234")
    box.press("Enter")
    expect(page.get_by_text("month")).to_be_visible()
    box.fill("https://arxiv.org/abs/2611.01234")
    box.press("Enter")
    expect(page.get_by_role("heading", name="Forgetting at an Even Pace")).to_be_visible()

    again = somebody()
    again.open(instance.first)
    expect(again.page.get_by_text("This link")).to_be_visible()
    again.failures.clear()
