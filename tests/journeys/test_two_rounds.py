"""A writer and two reviewers, one at her desk and one with no account, through two rounds; hands on the keyboard."""

import re
import time
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.acts import arrive, invite, saved, select, write, write_piece

pytestmark = pytest.mark.journey

TITLE, LEE = "Forgetting, slowly", "lee@elsewhere.example"


def choose(page: Page, number: int, whom: str) -> None:
    """In an ask that stands ready, choose somebody else."""
    page.get_by_role("button", name=f"Change ask {number}").press("Enter")
    page.get_by_role("region", name=f"Ask {number}").get_by_role("radio", name=whom).check()


def ask_two(ada: Any) -> None:
    """Two asks, each in a sentence, with one button."""
    page = ada.page
    page.get_by_role("link", name="Ask for a review").click()
    expect(page.get_by_text("these 2 places are right")).to_be_visible()
    ada.look("two asks that stand ready")
    choose(page, 1, "Rui Tanaka")
    choose(page, 2, "Somebody else")
    page.get_by_role("textbox", name="E-mail address").fill(LEE)
    page.get_by_role("button", name="One more ask").press("Enter")
    expect(page.get_by_role("region", name="Ask 3")).to_be_visible()
    page.get_by_role("button", name="Leave ask 3 out").press("Enter")
    page.get_by_role("button", name="Ask", exact=True).press("Enter")
    expect(page.get_by_role("heading", name="Asked so far")).to_be_visible()
    expect(page.get_by_text("Not opened yet")).to_have_count(2)


def check_claims(rui: Any) -> None:
    """Rui ticks the claim, comments, and suggests other words; then sends, all with keys."""
    page = rui.page
    page.reload()
    page.get_by_role("link").filter(has_text=TITLE).click()
    expect(page.get_by_text("Claim 1 of 1")).to_be_visible()
    page.keyboard.press("j")
    expect(page.locator("[data-passage]")).to_be_focused()
    page.keyboard.press("3")
    page.get_by_label("A word why").fill("only on short runs")
    select(page, "main article", "slope that matters most")
    page.keyboard.press("Control+Shift+E")
    page.keyboard.press("Control+A")
    page.keyboard.insert_text("slope of the loss that matters")
    page.keyboard.press("Control+Enter")
    own = page.get_by_role("complementary", name="Your comments")
    expect(own.get_by_text("slope of the loss that matters")).to_be_visible()
    select(page, "main article", "Forgetting costs")
    page.keyboard.press("Control+Shift+M")
    page.keyboard.insert_text("Costs whom?")
    page.keyboard.press("Control+Enter")
    expect(own.get_by_text("Costs whom?")).to_be_visible()
    rui.look("checking claims")
    page.get_by_label("In a sentence").fill("Right but for the runs.")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", name="Thank you.")).to_be_visible()
    rui.look("a check that was sent")


def read_for_clarity(lee: Any, link: str) -> None:
    """Lee, with no account, is lost once, says it back, and rates what it adds."""
    page = lee.open(link)
    expect(page.get_by_text("Is this clear?").first).to_be_visible()
    expect(page.get_by_text("Source passage")).to_have_count(0)
    page.keyboard.press("j")
    page.keyboard.press("l")
    own = page.get_by_role("complementary", name="Your comments")
    expect(own.get_by_text("Lost here.")).to_be_visible()
    page.get_by_label("Say it back in a sentence").fill("It forgets evenly.")
    page.get_by_role("group", name="A new example").get_by_role("button", name="Missing").press("Enter")
    lee.look("reading for clarity")
    page.get_by_role("button", name="Send review").press("Enter")
    page.get_by_role("dialog").get_by_role("textbox").fill("Lee Marchetti")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Thank you.")).to_be_visible()


def answer_them(ada: Any) -> None:
    """Ada reads both, takes the suggestion, and writes on."""
    page = ada.page
    page.reload()
    expect(page.get_by_text("It forgets evenly.")).to_be_visible()
    expect(page.get_by_text("Misleading: only on short runs")).to_be_visible()
    ada.look("what two reviewers sent")
    page.get_by_role("link", name="Accept or dismiss it in the text").click()
    page.get_by_role("button", name="Accept", exact=True).first.click()
    write(page, "\n\nShort runs are all we have.")
    saved(page)


def second_link(post: Any, first: str) -> str:
    """The link in the second mail that Lee got."""
    for _ in range(200):
        if (found := link_in(post.wait_for(LEE))) != first:
            return found
        time.sleep(0.1)
    raise AssertionError("no second mail came")


def link_in(mail: Any) -> str:
    """The link to answer by."""
    [found] = re.findall(r"http://\S+/r/[\w-]+(?=\s)", mail.get_body(("plain",)).get_content())
    return str(found)


def ask_again(ada: Any) -> None:
    """Back on the Review tab, both are asked again with one click each."""
    page = ada.page
    page.get_by_role("link", name=re.compile(r"^Review\b")).first.click()
    expect(page.get_by_text("1 of 2 remarks settled.")).to_be_visible()
    ada.look("before a second round")
    page.get_by_role("button", name="Ask Rui Tanaka again").press("Enter")
    expect(page.get_by_text("Round 2. Asked")).to_have_count(1)
    page.get_by_role("button", name="Ask Lee Marchetti again").press("Enter")
    expect(page.get_by_text("Round 2. Asked")).to_have_count(2)
    expect(page.get_by_role("button", name=re.compile("^Ask .* again$"))).to_have_count(0)


def see_what_became(rui: Any) -> None:
    """Rui sees what changed since, and what became of each thing he said; one sentence ends it."""
    page = rui.open("/desk")
    page.get_by_role("link").filter(has_text=TITLE).click()
    then = page.get_by_role("region", name="What you said of saved version 1")
    expect(then.get_by_text("Accepted, and in the text")).to_be_visible()
    expect(then.get_by_text("Costs whom?")).to_be_visible()
    expect(then.get_by_text("Stands as it was")).to_be_visible()
    page.get_by_role("button", name="What changed since you read it").press("Enter")
    expect(page.locator("main ins").filter(has_text="Short runs are all we have.")).to_be_visible()
    rui.look("what changed since it was read")
    page.get_by_role("button", name="What changed since you read it").press("Enter")
    page.get_by_label("In a sentence").fill("Right now.")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", name="Thank you.")).to_be_visible()


def name_somebody(somebody: Any, link: str) -> None:
    """From the second mail Lee says no, names somebody, and needs no script for it."""
    lee = somebody(java_script_enabled=False)
    page = lee.open(f"{link}/refusal")
    expect(page.get_by_role("heading", name="Not for you?")).to_be_visible()
    page.get_by_role("link", name="Ask this person instead").click()
    page.get_by_label("Their e-mail address").fill("bo@elsewhere.example")
    page.get_by_label("Why them").fill("learns this just now")
    page.keyboard.press("Enter")
    expect(page.get_by_text("sees that you named bo@elsewhere.example")).to_be_visible()


def test_two_reviewers_through_two_rounds(instance, somebody) -> None:
    ada, rui, lee = somebody(), somebody(), somebody()
    arrive(ada, instance.first, "Ada Lindqvist", "Begin")
    invite(ada, rui)
    write_piece(ada, TITLE)
    ask_two(ada)
    check_claims(rui)
    link = link_in(instance.post.wait_for(LEE))
    read_for_clarity(lee, link)
    answer_them(ada)
    ask_again(ada)
    see_what_became(rui)
    second = second_link(instance.post, link)
    name_somebody(somebody, second)
    visitor = somebody()
    visitor.open(f"{second}/instead")
    visitor.look("naming somebody else")
    page = ada.page
    page.reload()
    expect(page.get_by_text("learns this just now")).to_be_visible()
    ada.look("somebody else is named")
    page.get_by_role("button", name="Ask bo@elsewhere.example").press("Enter")
    expect(page.get_by_text("bo@elsewhere.example was asked.")).to_be_visible()
    instance.post.wait_for("bo@elsewhere.example")
