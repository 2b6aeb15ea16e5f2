"""Somebody reads along, is mentioned, answers and suggests; the writer accepts, dismisses and resolves by keyboard."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.journeys.acts import arrive, invite, saved, select, write
from tests.journeys.test_inviting_a_co_author import TITLE, begin_proposal

pytestmark = pytest.mark.journey

TEXT = "A kettle sings early, we think.\n\nIt is obvious that it boils.\n\nThen the tea is made in a pot."
CALL = """([method, path, body]) => fetch(path, {
    method, headers: { 'Content-Type': 'application/json' }, body: body ? JSON.stringify(body) : undefined,
}).then((answer) => answer.json())"""


def begin_with_text(page: Page) -> None:
    """A draft that holds the text alone, saved."""
    begin_proposal(page)
    page.get_by_role("textbox", name="The draft, in Markdown").click()
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    page.keyboard.insert_text(TEXT)
    saved(page)


def call(page: Page, method: str, path: str, body: Any = None) -> Any:
    return page.evaluate(CALL, [method, path, body])


def have_rui_read_along(ada: Page, rui: Page) -> str:
    """Ada invites Rui to read along, and Rui accepts; gives the draft's id."""
    draft = re.search(r"/desk/drafts/([a-z0-9]+)", ada.url)
    assert draft
    person = call(rui, "GET", "/api/me")["id"]
    call(ada, "POST", f"/api/drafts/{draft[1]}/invitations", {"person_id": person, "part": "reader"})
    [waiting] = call(rui, "GET", "/api/my/co-author-invitations")
    call(rui, "PUT", f"/api/co-author-invitations/{waiting['id']}/acceptance")
    return draft[1]


def suggest(page: Page, words: str, instead: str, why: str = "") -> None:
    select(page, ".cm-content", words)
    page.keyboard.press("Control+Shift+E")
    field = page.get_by_label("Put it like this")
    expect(field).to_be_focused()
    expect(field).to_have_value(words)
    field.fill(instead)
    page.get_by_label("Why (if you like)").fill(why)
    page.keyboard.press("Control+Enter")
    expect(field).to_have_count(0)


def threads(page: Page) -> Locator:
    return page.get_by_role("region", name="All threads")


def put_cursor_on(page: Page, words: str) -> None:
    """Press the struck words, as with a mouse."""
    page.locator(".cm-content del", has_text=words).first.click()


def test_commenting_suggesting_and_settling(instance, somebody) -> None:
    ada, rui = somebody(), somebody()
    arrive(ada, instance.first, "Ada Lindqvist", "Begin")
    invite(ada, rui)
    page = ada.page
    begin_with_text(page)
    draft = have_rui_read_along(page, rui.page)

    page.reload()
    expect(page.get_by_role("textbox", name="The draft, in Markdown")).to_contain_text("sings early")
    select(page, ".cm-content", "sings early")
    page.keyboard.press("Control+Shift+M")
    expect(page.get_by_label("Your comment")).to_be_focused()
    page.keyboard.type("@ta")
    expect(page.get_by_role("option", name="Rui Tanaka")).to_have_attribute("aria-selected", "true")
    ada.look("mentioning somebody")
    page.get_by_label("Your comment").focus()
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    page.keyboard.type("does it?")
    page.keyboard.press("Control+Enter")
    thread = page.get_by_role("article", name="Thread by Ada Lindqvist")
    expect(thread.locator("b.mention")).to_have_text("Rui Tanaka")

    answer_and_suggest(rui)
    page.reload()
    expect(page.locator(".cm-content del", has_text="is obvious")).to_be_visible()
    expect(page.locator(".cm-content ins", has_text="follows")).to_be_visible()
    page.get_by_role("button", name=re.compile("^Threads 4")).click()
    expect(thread.get_by_text("It does, mostly.")).to_be_visible()
    ada.look("suggestions beside the text")

    put_cursor_on(page, "is obvious")
    page.keyboard.press("Alt+Enter")
    text = page.get_by_role("textbox", name="The draft, in Markdown")
    expect(text).to_contain_text("It follows that it boils.")
    expect(page.get_by_role("article", name="Suggestion by Rui Tanaka")).to_have_count(2)
    saved(page)
    page.keyboard.press("Control+Z")
    expect(text).to_contain_text("It is obvious that it boils.")
    page.keyboard.press("Control+Shift+Z")

    page.keyboard.press("Shift+F8")
    page.keyboard.press("Alt+Shift+Enter")
    expect(page.get_by_text("Dismissed.", exact=True)).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("article", name="Suggestion by Rui Tanaka")).to_have_count(2)

    changed_meanwhile(page)
    page.get_by_role("button", name="Accept all").click()
    expect(page.get_by_text("1 cannot be accepted as they are, and stay.")).to_be_visible()
    ada.look("accepting all")
    page.get_by_role("button", name="Accept all").click()
    expect(text).to_contain_text("The kettle hums")
    saved(page)
    page.get_by_role("article").get_by_role("button", name="Dismiss", exact=True).click()

    page.get_by_role("button", name="Resolve", exact=True).click()
    expect(page.get_by_text("Nothing is open.")).to_be_visible()
    page.get_by_role("button", name="Show 4 resolved").click()
    expect(page.get_by_text(re.compile("^Accepted by Ada Lindqvist")).first).to_be_visible()
    expect(page.get_by_text(re.compile("^Dismissed by Ada Lindqvist"))).to_be_visible()
    ada.look("what was settled")
    kept = call(page, "GET", f"/api/drafts/{draft}/suggestions")
    assert sorted((one["outcome"], bool(one["applied_at"])) for one in kept) == [
        ("accepted", True), ("accepted", True), ("declined", False),
    ]  # fmt: skip


def answer_and_suggest(rui: Any) -> None:
    """Rui comes by the notice, answers, and suggests three edits; the text stays as it is."""
    page = rui.open("/desk")
    page.get_by_role("link", name=re.compile(f"Ada Lindqvist mentioned you in “{TITLE}”")).click()
    thread = page.get_by_role("article", name="Thread by Ada Lindqvist")
    expect(thread).to_have_attribute("aria-current", "true")
    thread.get_by_role("button", name="Answer").press("Enter")
    page.keyboard.type("It does, *mostly*.")
    page.keyboard.press("Control+Enter")
    expect(thread.get_by_text("It does, mostly.")).to_be_visible()
    suggest(page, "It is obvious that it boils.", "It follows that it boils.", "Nothing is obvious.")
    suggest(page, "A kettle sings early", "The kettle hums early")
    suggest(page, "Then the tea is made in a pot.", "")
    cards = page.get_by_role("article", name="Suggestion by Rui Tanaka")
    expect(cards).to_have_count(3)
    expect(cards.first.get_by_role("button", name="Take back")).to_be_visible()
    expect(cards.first.get_by_role("button", name="Accept")).to_have_count(0)
    rui.look("having suggested")


def changed_meanwhile(page: Page) -> None:
    """The words of one suggestion are changed before it is accepted."""
    put_cursor_on(page, "Then the tea is made")
    page.keyboard.press("End")
    for _ in range(5):
        page.keyboard.press("ArrowLeft")
    page.keyboard.insert_text("large ")
    expect(page.get_by_text("Its words changed")).to_be_visible()
    expect(page.get_by_role("button", name="Replace what stands there")).to_be_visible()


def test_a_comment_is_changed_and_taken_back(instance, somebody) -> None:
    ada = somebody()
    arrive(ada, instance.first, "Ada Lindqvist", "Begin")
    page = ada.page
    begin_with_text(page)
    page.get_by_role("button", name="Threads").click()
    threads(page).get_by_role("button", name="Comment").click()
    page.keyboard.type("Is it so?")
    page.keyboard.press("Control+Enter")
    page.get_by_role("button", name="Edit", exact=True).click()
    expect(page.get_by_label("Your comment")).to_have_value("Is it so?")
    page.get_by_label("Your comment").fill("Is it *really* so?")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Is it really so?")).to_be_visible()
    page.get_by_role("button", name="Take back").click()
    expect(page.get_by_text("No comments yet.")).to_be_visible()


def test_a_comment_begun_before_its_form_is_there_goes_nowhere_else(instance, somebody) -> None:
    ada = somebody()
    arrive(ada, instance.first, "Ada Lindqvist", "Begin")
    page = ada.page
    begin_with_text(page)
    held: list[Route] = []
    page.route("**/assets/ThreadsPanel-*.js", lambda route: held.append(route))
    page.reload()
    text = page.get_by_role("textbox", name="The draft, in Markdown")
    expect(text).to_contain_text("sings early")
    for words in ("sings early", ""):
        if words:
            select(page, ".cm-content", words)
        else:
            text.click()
        page.keyboard.press("Control+Shift+M")
        page.keyboard.type("Does it? ")
        expect(page.get_by_label("Your comment")).to_have_value("Does it? ")
        expect(text).to_have_text(TEXT.replace("\n", ""))
        page.keyboard.press("Escape")
    ada.look("comments on their way")
    page.keyboard.press("Control+Shift+M")
    page.keyboard.type("Is it so")
    held.pop().continue_()
    expect(page.get_by_text("Comment", exact=True)).to_be_visible()  # the form's own button
    expect(page.get_by_label("Your comment")).to_be_focused()
    page.keyboard.type("?")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("article", name="Thread by Ada Lindqvist").get_by_text("Is it so?")).to_be_visible()
    expect(text).to_have_text(TEXT.replace("\n", ""))


def test_a_page_that_dies_while_accepting_loses_nothing(instance, somebody) -> None:
    ada = somebody()
    arrive(ada, instance.first, "Ada Lindqvist", "Begin")
    page = ada.page
    begin_with_text(page)
    suggest(page, "It is obvious that it boils.", "It follows that it boils.")
    address = page.url
    # The grant is given and its answer never arrives: the page goes before it can change the text.
    page.route("**/acceptance", lambda route: route.fetch())
    put_cursor_on(page, "is obvious")
    page.keyboard.press("Alt+Enter")
    draft = address.split("/desk/drafts/")[1].split("/")[0]
    expect_accepted(page, draft)
    page.close()
    page = ada.page = ada.context.new_page()
    page.goto(address)
    text = page.get_by_role("textbox", name="The draft, in Markdown")
    expect(text).to_contain_text("It is obvious that it boils.")
    page.get_by_role("button", name=re.compile("^Threads 1")).click()
    card = page.get_by_role("article", name="Suggestion by Ada Lindqvist")
    expect(card.get_by_text("but perhaps not in the text")).to_be_visible()
    ada.look("a suggestion that may be missing")
    card.get_by_role("button", name="Open it again").press("Enter")
    card.get_by_role("button", name="Accept").press("Enter")
    expect(text).to_contain_text("It follows that it boils.")
    expect(page.get_by_text("Nothing is open.")).to_be_visible()
    saved(page)
    [one] = call(page, "GET", f"/api/drafts/{draft}/suggestions")
    assert (one["outcome"], bool(one["applied_at"])) == ("accepted", True)


def expect_accepted(page: Page, draft: str) -> None:
    """Wait until the server has granted the only suggestion of a draft."""
    for _ in range(50):
        [one] = call(page, "GET", f"/api/drafts/{draft}/suggestions")
        if one["outcome"] == "accepted":
            return
        page.wait_for_timeout(100)
    raise AssertionError(one)


def test_what_others_say_comes_without_a_reload_and_keeps_its_place(instance, somebody) -> None:
    ada, rui = somebody(), somebody()
    arrive(ada, instance.first, "Ada Lindqvist", "Begin")
    invite(ada, rui)
    page, other = ada.page, rui.page
    begin_with_text(page)
    draft = have_rui_read_along(page, other)
    rui.open(f"/desk/drafts/{draft}/write")
    expect(other.locator(".cm-content")).to_contain_text("is obvious")
    suggest(other, "It is obvious that it boils.", "It follows that it boils.")

    expect(page.locator(".cm-content ins", has_text="follows")).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="Suggestion by Rui Tanaka")).to_have_count(1)
    put_cursor_on(page, "is obvious")
    page.keyboard.press("Alt+Enter")
    expect(other.locator(".cm-content")).to_contain_text("It follows that it boils.")
    expect(other.locator(".cm-content del")).to_have_count(0)
    expect(other.get_by_text("Nothing is open.")).to_be_visible()

    write(page, "\n\nIt sings.\n\nIt sings.")
    saved(page)
    select_last_line(page)
    page.keyboard.press("Control+Shift+M")
    expect(page.get_by_label("Your comment")).to_be_focused()
    page.keyboard.type("Twice?")
    page.keyboard.press("Control+Enter")
    expect(other.get_by_role("article", name="Thread by Ada Lindqvist").get_by_text("Twice?")).to_be_visible()
    page.get_by_role("textbox", name="The draft, in Markdown").click()
    page.keyboard.press("Control+Home")
    page.keyboard.insert_text("First of all. ")
    saved(page)
    for reader in (page, other):
        reader.reload()
        marked = reader.locator(".cm-content .cm-line", has=reader.locator(".cm-thread"))
        expect(marked).to_have_text("It sings.")
        assert marked.evaluate("line => line === line.parentElement.lastElementChild")


def select_last_line(page: Page) -> None:
    page.keyboard.press("Control+End")
    page.keyboard.press("Shift+Home")
