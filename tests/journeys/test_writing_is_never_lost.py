"""What is written stays: two tabs, a lost connection, a server that is killed, a page that is closed."""

import resource
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import expect

from app.database import Database
from app.writing.models import Draft
from app.writing.text import renew
from tests.journeys.acts import saved, write
from tests.journeys.conftest import Instance
from tests.journeys.together import begin_proposal, draft_of, editor, forgive, state, stored, text_in

pytestmark = pytest.mark.journey


def test_two_tabs_are_one_text(instance, somebody) -> None:
    ada = somebody()
    one = begin_proposal(ada, instance.url, instance.first)
    two = ada.context.new_page()
    two.goto(one.url)
    saved(two)
    write(one, "Written in the first tab. ")
    expect(editor(two)).to_contain_text("Written in the first tab.")
    write(two, "Written in the second tab.")
    expect(editor(one)).to_contain_text("Written in the first tab. Written in the second tab.")
    saved(one)
    saved(two)
    assert stored(one, instance.url).endswith("Written in the first tab. Written in the second tab.")
    # One person in two tabs is one person: nobody else is here.
    expect(one.get_by_role("button", name="Co-authors: Ada Lindqvist")).not_to_contain_text("here now")


def test_two_tabs_without_a_connection_give_each_other_their_words(instance, somebody) -> None:
    ada = somebody()
    one = begin_proposal(ada, instance.url, instance.first)
    two = ada.context.new_page()
    two.goto(one.url)
    saved(two)
    instance.kill()
    expect(state(one, "Offline")).to_be_visible()
    expect(state(two, "Offline")).to_be_visible()
    write(one, "First. ")
    expect(editor(two)).to_contain_text("First.")
    write(two, "Second.")
    expect(editor(one)).to_contain_text("First. Second.")
    instance.start()
    saved(one)
    saved(two)
    assert stored(one, instance.url).endswith("First. Second.")
    forgive(ada)


def test_a_lost_connection_keeps_the_text_and_saves_it_on_return(instance, somebody) -> None:
    ada = somebody()
    page = begin_proposal(ada, instance.url, instance.first)
    instance.kill()
    expect(state(page, "Offline")).to_be_visible()
    write(page, "Written in a tunnel.")
    expect(state(page, "Offline, 1 change kept here")).to_be_visible()
    page.wait_for_timeout(1100)
    write(page, " And after it.")
    expect(state(page, "Offline, 2 changes kept here")).to_be_visible()
    page.get_by_role("button", name="Offline, 2 changes kept here").click()
    expect(page.get_by_text("What you wrote is kept in this browser until it is saved")).to_be_visible()
    ada.look("writing without a connection")
    instance.start()
    page.get_by_role("button", name="Retry now").click()
    saved(page)
    assert stored(page, instance.url).endswith("Written in a tunnel. And after it.")
    forgive(ada)


def test_a_killed_server_and_a_closed_page_lose_nothing(instance, somebody) -> None:
    ada = somebody()
    page = begin_proposal(ada, instance.url, instance.first)
    page.on("dialog", lambda dialog: dialog.accept())
    write(page, "Saved before. ")
    saved(page)
    instance.kill()
    with pytest.raises(httpx.TransportError):
        httpx.get(f"{instance.url}/api/health")
    write(page, "Typed meanwhile.")
    expect(state(page, "Offline, 1 change kept here")).to_be_visible()

    address = page.url
    page.goto("about:blank")
    instance.start()
    page.goto(address)
    expect(editor(page)).to_contain_text("Saved before. Typed meanwhile.")
    saved(page)
    assert stored(page, instance.url).endswith("Saved before. Typed meanwhile.")
    assert text_in(page).count("Typed meanwhile.") == 1
    forgive(ada)


def test_a_draft_opens_without_a_connection_from_a_page_that_is_open(instance, somebody) -> None:
    ada = somebody()
    page = begin_proposal(ada, instance.url, instance.first)
    write(page, "At hand.")
    saved(page)
    page.get_by_role("link", name="Stillroom").click()
    link = page.get_by_role("link", name="Nothing is lost")
    expect(link).to_be_visible()
    instance.kill()
    link.click()
    expect(editor(page)).to_contain_text("At hand.")
    expect(state(page, "Offline")).to_be_visible()
    write(page, " Further.")
    page.wait_for_timeout(300)
    instance.start()
    saved(page)
    assert stored(page, instance.url).endswith("At hand. Further.")
    forgive(ada)


def test_a_text_made_anew_while_an_editor_is_open_offers_what_was_not_sent(instance, somebody) -> None:
    ada = somebody()
    page = begin_proposal(ada, instance.url, instance.first)
    write(page, "Saved before.")
    saved(page)
    instance.kill()
    expect(state(page, "Offline")).to_be_visible()
    write(page, " Typed meanwhile. 🫖")
    expect(state(page, "Offline, 1 change kept here")).to_be_visible()
    begin_another_epoch(instance, draft_of(page))
    instance.start()
    note = page.get_by_role("alert").filter(has_text="1 change of yours was not sent")
    expect(note).to_contain_text("the draft was restored or made anew meanwhile")
    saved(page)
    assert text_in(page) == stored(page, instance.url) == "Saved before."
    with page.expect_download() as downloading:
        note.get_by_role("button", name="Download").click()
    assert Path(downloading.value.path()).read_text() == "Saved before. Typed meanwhile. 🫖"
    note.get_by_role("button", name="See what").click()
    dialog = page.get_by_role("dialog", name="What was not sent")
    expect(dialog.get_by_text("Typed meanwhile.")).to_be_visible()
    ada.look("what was not sent to a text made anew")
    page.keyboard.press("Escape")
    page.reload()
    # It is offered until its writer says what becomes of it.
    note.get_by_role("button", name="See what").click()
    dialog.get_by_role("button", name="Put it into the text").click()
    expect(note).to_have_count(0)
    saved(page)
    assert text_in(page) == stored(page, instance.url) == "Saved before. Typed meanwhile. 🫖"
    forgive(ada)


def test_a_full_disk_is_said_and_what_is_typed_is_kept_and_saved_when_there_is_room(instance, somebody) -> None:
    ada = somebody()
    page = begin_proposal(ada, instance.url, instance.first)
    write(page, "Saved before.")
    saved(page)
    no_room(instance, 4096)
    write(page, " Typed on a full disk.")
    expect(state(page, "Not saved")).to_contain_text("kept here")
    page.get_by_role("button", name="Not saved").click()
    expect(page.get_by_text("What you wrote is kept in this browser until it is saved")).to_be_visible()
    ada.look("writing on a full disk")
    page.keyboard.press("Escape")
    assert stored(page, instance.url) == "Saved before."
    write(page, " And more.")
    assert text_in(page) == "Saved before. Typed on a full disk. And more."
    expect(state(page, "Not saved")).to_be_visible()
    no_room(instance)
    saved(page)
    assert stored(page, instance.url) == text_in(page) == "Saved before. Typed on a full disk. And more."
    page.reload()
    saved(page)
    assert text_in(page) == "Saved before. Typed on a full disk. And more."
    forgive(ada)


def begin_another_epoch(instance: Instance, draft: str) -> None:
    """Give a draft's document up and make it anew, as the server does with one that is damaged or too large."""
    database = Database(f"sqlite:///{instance.data / 'stillroom.sqlite3'}")
    with database.transaction() as session:
        renew(session, session.get_one(Draft, draft))
    database.close()


def no_room(instance: Instance, limit: int = resource.RLIM_INFINITY) -> None:
    """Let the server write no file beyond `limit` bytes, as a full disk would; without one there is room again."""
    assert instance.process
    resource.prlimit(instance.process.pid, resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
