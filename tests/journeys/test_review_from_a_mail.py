"""The same piece, reviewed by somebody without an account, from a link in a mail that a real server carried."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.acts import answer, arrive, write_piece

pytestmark = pytest.mark.journey

REVIEWER = "lee@elsewhere.example"


def test_a_review_from_a_link_in_a_mail(instance, somebody) -> None:
    ada = somebody()
    arrive(ada, instance.first, "Ada Lindqvist", "Begin")
    page = write_piece(ada, "Forgetting, slowly")
    page.get_by_role("link", name="Ask for a review").click()
    page.get_by_role("button", name="Change ask 1").click()
    page.get_by_role("radio", name="Somebody else").check()
    page.get_by_role("textbox", name="E-mail address").fill(REVIEWER)
    ada.look("asking by mail")
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.get_by_role("heading", name="Asked so far")).to_be_visible()

    mail = instance.post.wait_for(REVIEWER)
    text = mail.get_body(("plain",)).get_content()
    [link] = set(re.findall(r"http://\S+/r/[\w-]+", text))
    lee = somebody()
    lee.open(link)
    expect(lee.page).to_have_url(re.compile(r"/desk/reviews/[a-z0-9]+$"))
    lee.look("reviewing without an account")
    answer(lee.page, "Say whose slope it is.", "Clear to me.")
    lee.page.get_by_role("button", name="Send review").click()
    lee.page.get_by_role("dialog").get_by_role("textbox").fill("Lee Marchetti")
    lee.page.keyboard.press("Enter")
    expect(lee.page.get_by_role("heading", name="Thank you.")).to_be_visible()

    page.reload()
    expect(page.get_by_text("Clear to me.")).to_be_visible()
    expect(page.get_by_text("Lee Marchetti").first).to_be_visible()
    lee.open(link)
    expect(lee.page.get_by_text("Clear to me.")).to_be_visible()
