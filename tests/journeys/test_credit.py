"""What a reviewer gets for it: an ORCID iD connected, a page of the review's own, readers it helped, and a record."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.journeys.acts import arrive, invite, write_piece
from tests.journeys.test_an_author_checks import publish
from tests.orcid_here import CLIENT, RUI, SECRET, Orcid, serve_orcid

pytestmark = pytest.mark.journey

TITLE = "Forgetting, slowly"


@pytest.fixture
def orcid(instance: Any) -> Iterator[Orcid]:
    """The instance begins anew, with ORCID turned on."""
    with serve_orcid() as found:
        instance.given |= {
            "STILLROOM_ORCID_CLIENT_ID": CLIENT, "STILLROOM_ORCID_CLIENT_SECRET": SECRET,
            "STILLROOM_ORCID_ISSUER": found.url,
        }  # fmt: skip
        instance.kill()
        instance.start()
        yield found


def connect(rui: Any) -> None:
    """Rui signs in at ORCID, and comes back with his iD."""
    page = rui.open("/settings")
    page.get_by_role("button", name="Connect your ORCID iD").press("Enter")
    expect(page.get_by_text("Your ORCID iD is connected.")).to_be_visible()
    rui.look("settings with an ORCID iD")


def ask(ada: Any) -> None:
    """Ada asks Rui by name."""
    page = ada.page
    page.get_by_role("link", name="Ask for a review").click()
    page.get_by_role("button", name="Change ask 1").press("Enter")
    page.get_by_role("region", name="Ask 1").get_by_role("radio", name="Rui Tanaka").check()
    page.get_by_role("button", name="Leave ask 2 out").press("Enter")
    page.get_by_role("button", name="Ask", exact=True).press("Enter")
    expect(page.get_by_text("Not opened yet")).to_be_visible()
    expect(page.get_by_role("heading", name="Asked so far")).to_be_visible()


def review(rui: Any) -> None:
    """Rui says that the claim is right, and is told that readers may read it."""
    page = rui.open("/desk")
    page.get_by_role("link").filter(has_text=TITLE).click()
    expect(page.get_by_text("Claim 1 of 1")).to_be_visible()
    page.keyboard.press("j")
    expect(page.locator("[data-passage]")).to_be_focused()
    page.keyboard.press("1")
    box = page.get_by_label("Readers may read it")
    expect(box).to_be_checked()
    box.press("Space")
    expect(page.get_by_text("Only who writes it reads what you say.")).to_be_visible()
    box.press("Space")
    expect(page.get_by_text("have a page under your name")).to_be_visible()
    rui.look("whether readers may read it")
    page.get_by_label("In a sentence").fill("Right, and said with care: $O(n)$ would do.")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("readers may read it under your name")).to_be_visible()
    rui.look("a review that readers will read")


def thank(ada: Any) -> None:
    """Ada says that it helped, and publishes."""
    page = ada.page
    page.reload()
    helped = page.get_by_role("button", name="This helped")
    helped.press("Enter")
    expect(helped).to_have_attribute("aria-pressed", "true")
    ada.look("a review that helped")
    publish(page)


def read(somebody: Any) -> str:
    """A reader, with no script and no account, comes from the piece to the review; its address."""
    reader = somebody(java_script_enabled=False)
    page = reader.open("/forgetting-slowly")
    page.get_by_role("link", name="Rui Tanaka’s review").click()
    expect(page.get_by_role("heading", name=f"Review of “{TITLE}”")).to_be_visible()
    expect(page.get_by_role("link", name=f"https://orcid.org/{RUI}")).to_be_visible()
    expect(page.get_by_text("It helped the writers.")).to_be_visible()
    expect(page.locator(".ticks li")).to_contain_text("Right an even pace halves")
    return str(page.url)


def test_a_signed_review_earns_its_reviewer_something(instance: Any, orcid: Orcid, somebody: Any) -> None:
    ada, rui, visitor = somebody(), somebody(), somebody()
    arrive(ada, instance.first, "Ada Lindqvist", "Begin")
    invite(ada, rui)
    connect(rui)
    write_piece(ada, TITLE)
    ask(ada)
    review(rui)
    thank(ada)
    address = read(somebody)
    visitor.open(address)
    visitor.look("a signed review")
    visitor.open("/people/rui-tanaka")
    visitor.look("a reviewers page")
    page = ada.open(address)
    page.get_by_role("button", name="You say it helped. Take that back").press("Enter")
    expect(page.get_by_text("Nobody has said so yet.")).to_be_visible()
    page.get_by_role("button", name="It helped me").press("Enter")
    expect(page.get_by_text("It helped the writers.")).to_be_visible()
    page = rui.open("/settings/reviews")
    expect(page.get_by_role("link", name="Its page")).to_be_visible()
    rui.look("the reviews one gave")
    page.goto(f"{instance.url}/settings")
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.goto(f"{instance.url}/sign-in")
    rui.look("signing in with ORCID")
    page.get_by_role("button", name="Sign in with ORCID").press("Enter")
    expect(page).to_have_url(re.compile(r"/desk$"))
