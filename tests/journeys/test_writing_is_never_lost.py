"""What is written stays: two tabs, a lost connection, a server that is killed."""

import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.acts import arrive, saved, write
from tests.journeys.conftest import ROOT, Somebody, free_port, wait_until_up

pytestmark = pytest.mark.journey


@dataclass
class Mortal:
    """An instance that can be killed at any moment, and started again on the same data."""

    data: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[str] | None = None
    said: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it, and return when it is up."""
        given = {"STILLROOM_DATA": str(self.data), "STILLROOM_PORT": str(self.port), "PYTHONUNBUFFERED": "1"}
        command = [sys.executable, "-m", "app.cli", "serve"]
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=os.environ | given, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        threading.Thread(target=lambda told: self.said.extend(told), args=[self.process.stdout], daemon=True).start()
        wait_until_up(self.url, self.process, self.said)

    def kill(self) -> None:
        """End it as a power cut would."""
        if self.process:
            self.process.kill()
            self.process.wait()


@pytest.fixture
def mortal(tmp_path: Path) -> Iterator[Mortal]:
    running = Mortal(tmp_path / "mortal")
    running.start()
    yield running
    running.kill()


def begin_proposal(person: Somebody, url: str, first: str) -> Page:
    """Arrive, and begin a draft that needs no paper."""
    page = person.page
    arrive(person, first, "Ada Lindqvist", "Begin")
    page.goto(f"{url}/desk/drafts/new")
    page.get_by_role("radio", name=re.compile("Proposal")).check(force=True)
    page.get_by_label("Who is it for?").fill("a colleague")
    page.get_by_label("Title", exact=True).fill("Nothing is lost")
    page.get_by_role("button", name="Start writing").click()
    expect(page.get_by_role("textbox", name="The draft, in Markdown")).to_be_visible()
    return page


def state(page: Page, words: str) -> Locator:
    return page.get_by_role("status").filter(has_text=words)


def stored(page: Page, url: str) -> str:
    """The text as the server has it."""
    draft = re.search(r"/drafts/(\w+)", page.url)
    assert draft
    return str(page.request.get(f"{url}/api/drafts/{draft[1]}").json()["text"]["body"])


def unexpected(person: Somebody) -> list[str]:
    """What went wrong on somebody's pages, besides what this journey does on purpose."""
    return [failure for failure in person.failures if "Failed to load resource" not in failure]


def test_two_tabs_cannot_write_over_each_other_in_silence(instance, somebody) -> None:
    ada = somebody()
    one = begin_proposal(ada, instance.url, instance.first)
    two = ada.context.new_page()
    two.goto(one.url)
    expect(one.get_by_text("Open in another tab too")).to_be_visible()
    expect(two.get_by_role("textbox", name="The draft, in Markdown")).to_be_visible()

    two.route("**/text", lambda route: route.abort())
    write(two, "Written in the second tab.")
    expect(state(two, "Offline, your text is kept here")).to_be_visible()
    write(one, "Written in the first tab.")
    saved(one)
    two.unroute("**/text")
    two.evaluate("dispatchEvent(new Event('online'))")  # it may have tried again by itself already
    choice = two.get_by_role("dialog", name="This draft was changed elsewhere")
    expect(choice.get_by_text("Written in the first tab.")).to_be_visible()
    expect(choice.get_by_text("Written in the second tab.")).to_be_visible()
    assert "first" in stored(one, instance.url)
    assert "second" not in stored(one, instance.url)

    choice.get_by_role("button", name="Put mine on top").click()
    saved(two)
    assert "second" in stored(one, instance.url)
    one.get_by_role("button", name="Versions").click()
    expect(one.get_by_text("Written elsewhere, before it was replaced")).to_be_visible()
    assert unexpected(ada) == []
    ada.failures.clear()


def test_a_lost_connection_keeps_the_text_and_saves_it_on_return(instance, somebody) -> None:
    ada = somebody()
    page = begin_proposal(ada, instance.url, instance.first)
    ada.context.set_offline(True)
    write(page, "Written in a tunnel.")
    expect(state(page, "Offline, your text is kept here")).to_be_visible()
    ada.look("writing without a connection")
    ada.context.set_offline(False)
    saved(page)
    assert stored(page, instance.url).endswith("Written in a tunnel.")
    assert unexpected(ada) == []
    ada.failures.clear()


def test_a_killed_server_loses_nothing(mortal, somebody) -> None:
    ada = somebody()
    [first] = re.findall(rf"{re.escape(mortal.url)}/first/\S+", "".join(mortal.said))
    page = begin_proposal(ada, mortal.url, first)
    page.on("dialog", lambda dialog: dialog.accept())
    write(page, "Saved before. ")
    saved(page)
    mortal.kill()
    with pytest.raises(httpx.TransportError):
        httpx.get(f"{mortal.url}/api/health")
    write(page, "Typed meanwhile.")
    expect(state(page, "Offline, your text is kept here")).to_be_visible()

    address = page.url
    page.goto("about:blank")
    mortal.start()
    page.goto(address)
    expect(page.get_by_role("textbox", name="The draft, in Markdown")).to_contain_text("Saved before. Typed meanwhile.")
    saved(page)
    assert stored(page, mortal.url).endswith("Saved before. Typed meanwhile.")
    assert unexpected(ada) == []
    ada.failures.clear()
