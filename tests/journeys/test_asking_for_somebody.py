"""Rui says what he works on; Ada lets somebody be found; Lee, who fits too, picks the ask himself."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.acts import arrive, invite, write_piece

pytestmark = pytest.mark.journey

TITLE = "Forgetting, slowly"


def say_topic(person, look: bool = False) -> None:
    """Somebody says what they work on, with the keyboard alone."""
    page = person.open("/settings/asks")
    if look:
        person.look("being asked")
    page.get_by_label("Topics you work on").focus()
    page.keyboard.insert_text("slope")
    page.get_by_role("button", name="Save", exact=True).press("Enter")
    expect(page.get_by_text("It holds from now on.")).to_be_visible()
    person.open("/desk")


def test_somebody_is_asked_and_somebody_picks(instance, somebody) -> None:
    ada, rui, lee = somebody(), somebody(), somebody()
    arrive(ada, instance.first, "Ada Lindqvist", "Begin")
    invite(ada, rui)
    say_topic(rui, look=True)
    page = write_piece(ada, TITLE)
    page.get_by_role("link", name="Ask for a review").click()
    expect(page.get_by_role("form", name="Ask for a review").get_by_text("Rui Tanaka").first).to_be_visible()
    page.get_by_role("button", name="Leave ask 2 out").click()
    page.get_by_role("button", name="Change ask 1").click()
    expect(page.get_by_text("Works on slope. Free.").first).to_be_visible()
    page.get_by_role("radio", name="Ask for me").first.check()
    ada.look("asking for somebody")
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.get_by_text("Being asked for you").first).to_be_visible()

    expect(page.get_by_text("Not opened yet").first).to_be_visible(timeout=60_000)
    rui.page.reload()
    expect(rui.page.get_by_role("link").filter(has_text=TITLE)).to_be_visible()
    ada.look("being asked for")
    ada_review = page.url

    page = ada.open("/keeping")
    page.get_by_role("button", name="Make a link").click()
    link = re.search(r"http://\S+/join/[\w-]+", page.locator("main").inner_html())
    assert link
    arrive(lee, link[0].replace("&amp;", "&"), "Lee Marchetti", "Join")
    say_topic(lee)
    expect(lee.page.get_by_role("heading", name="20 minutes? These fit you")).to_be_visible()
    lee.look("open asks")
    lee.page.get_by_role("button", name="Take it").click()
    expect(lee.page).to_have_url(re.compile(r"/desk/reviews/[a-z0-9]+$"))
    expect(lee.page.get_by_text("Source passage").first).to_be_visible()
    rui.page.reload()
    expect(rui.page.get_by_role("link").filter(has_text=TITLE)).to_have_count(0)

    lee.page.get_by_role("checkbox", name="Keep my name private").check()
    expect(lee.page.get_by_text("Neither who writes it nor who reads it learns")).to_be_visible()
    lee.page.get_by_label("In a sentence").fill("Sound, and short.")
    lee.look("keeping one's name private")
    lee.page.get_by_role("button", name="Send review").click()
    expect(lee.page.get_by_role("heading", name="Thank you.")).to_be_visible()
    page = ada.open(ada_review)
    expect(page.get_by_text("Sound, and short.")).to_be_visible()
    expect(page.get_by_text("An unnamed reviewer").first).to_be_visible()
    expect(page.locator("main")).not_to_contain_text("Lee Marchetti")
    ada.look("a review without a name")
    lee.page.get_by_role("button", name="Sign it as Lee Marchetti").click()
    expect(lee.page.get_by_text("Signed as Lee Marchetti.")).to_be_visible()
    page.reload()
    expect(page.get_by_text("Lee Marchetti").first).to_be_visible()
