"""Somebody writes alone, invites a person by address, who joins by the mail, accepts, types, and is taken off again."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.acts import arrive, saved, write

pytestmark = pytest.mark.journey

GUEST, TITLE = "lee@elsewhere.example", "Trust a kettle"


def begin_proposal(page: Page) -> None:
    """A draft that needs no paper."""
    page.get_by_role("link", name="New draft").click()
    page.get_by_role("radio", name=re.compile("^Proposal")).check()
    page.get_by_label("Who is it for?").fill("someone who makes tea")
    page.get_by_label("Title", exact=True).fill(TITLE)
    page.get_by_role("button", name="Start writing").click()
    expect(page.get_by_role("textbox", name="The draft, in Markdown")).to_be_visible()


def test_inviting_a_co_author_by_mail(instance, somebody) -> None:
    ada, lee = somebody(), somebody()
    arrive(ada, instance.first, "Ada Lindqvist", "Begin")
    page = ada.page
    begin_proposal(page)
    write(page, "\n\nA kettle sings.")
    saved(page)

    page.get_by_role("button", name=re.compile("^Co-authors")).press("Enter")
    dialog = page.get_by_role("dialog", name="Co-authors")
    dialog.get_by_label("Invite somebody").fill(GUEST)
    expect(dialog.get_by_role("button", name=re.compile(GUEST))).to_be_visible()
    ada.look("inviting a co-author")
    page.keyboard.press("Enter")
    expect(dialog.get_by_text(f"{GUEST} was invited, by mail too.")).to_be_visible()
    expect(dialog.get_by_text("Writes, 14 days left")).to_be_visible()
    page.keyboard.press("Escape")

    text = instance.post.wait_for(GUEST).get_body(("plain",)).get_content()
    [link] = re.findall(r"http://\S+/join/[\w-]+", text)
    assert TITLE in text
    arrive(lee, link, "Lee Marchetti", "Join")
    expect(lee.page.get_by_role("heading", name="Your turn 1")).to_be_visible()
    expect(lee.page.get_by_text("Invited to write")).to_be_visible()
    lee.look("an invitation on the desk")
    lee.page.get_by_role("button", name=re.compile("^Accept")).press("Enter")
    write(lee.page, " It is hot.")
    saved(lee.page)

    page.reload()
    expect(page.get_by_role("textbox", name="The draft, in Markdown")).to_contain_text("A kettle sings. It is hot.")
    page.get_by_role("button", name=re.compile("^Co-authors: .*Lee Marchetti")).click()
    dialog.get_by_role("button", name="Lee Marchetti signs earlier").click()
    expect(dialog.get_by_role("button", name="Lee Marchetti signs earlier")).to_be_disabled()
    dialog.get_by_label("What Lee Marchetti does").select_option("Reads along")
    ada.look("co-authors")
    dialog.get_by_role("button", name="Take Lee Marchetti off this draft").click()
    dialog.get_by_role("button", name="Take off").click()
    expect(dialog.get_by_text("Lee Marchetti")).to_have_count(0)
    lee.open("/desk")
    expect(lee.page.get_by_text(f"Ada Lindqvist took you off “{TITLE}”.")).to_be_visible()
    expect(lee.page.get_by_role("heading", name=re.compile("^Drafting"))).to_have_count(0)


def test_a_deleted_draft_is_had_back(instance, somebody) -> None:
    ada = somebody()
    arrive(ada, instance.first, "Ada Lindqvist", "Begin")
    page = ada.page
    begin_proposal(page)
    write(page, "\n\nA kettle sings.")
    saved(page)
    page.get_by_role("button", name="Title, reader and other details").click()
    page.get_by_role("button", name="Delete this draft").click()
    expect(page).to_have_url(re.compile(r"/desk$"))
    page.get_by_role("status").get_by_role("button", name="Undo").click()
    expect(page.get_by_role("textbox", name="The draft, in Markdown")).to_contain_text("A kettle sings.")

    page.get_by_role("button", name="Title, reader and other details").click()
    page.get_by_role("button", name="Delete this draft").click()
    expect(page).to_have_url(re.compile(r"/desk$"))
    page.get_by_text("Deleted drafts: 1").click()
    expect(page.get_by_text("Can be restored for 30 more days")).to_be_visible()
    ada.look("a deleted draft on the desk")
    page.get_by_role("button", name=f"Restore {TITLE}").press("Enter")
    expect(page.get_by_role("textbox", name="The draft, in Markdown")).to_contain_text("A kettle sings.")
