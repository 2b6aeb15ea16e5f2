"""The stage of the journeys: `stillroom serve` as a process, a small arXiv, a real SMTP server, a real Chromium."""

import os
import re
import shutil
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default as modern
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from app.replica.server import Running
from app.replica.server import serve as serve_replica
from tests.serving import Command, run, wait_until_up

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
FLAGS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
WIDE, NARROW = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
SHOTS = os.environ.get("STILLROOM_SHOTS")
"""A folder to keep a picture of every screen in that is looked at."""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

expect.set_options(timeout=30_000)


@dataclass
class Post:
    """A real SMTP server that keeps what it is given."""

    mails: list[EmailMessage] = field(default_factory=list)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        """Keep a message (aiosmtpd's handler)."""
        self.mails.append(BytesParser(policy=modern).parsebytes(envelope.content))
        return "250 OK"

    def wait_for(self, recipient: str) -> EmailMessage:
        """The newest mail to `recipient`, waiting up to twenty seconds for it."""
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            if found := [mail for mail in self.mails if recipient in mail["To"]]:
                return found[-1]
            time.sleep(0.1)
        raise AssertionError(f"no mail came for {recipient}: {[mail['To'] for mail in self.mails]}")


@dataclass
class Instance:
    """`stillroom serve` on a data folder, and its post; it can be killed at any moment, and started again."""

    data: Path
    post: Post
    given: dict[str, str]
    port: int
    process: Command | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def first(self) -> str:
        """The address where the first person begins; each start gives another."""
        [*_, found] = re.findall(rf"{re.escape(self.url)}/first/\S+", self.process.said() if self.process else "")
        return str(found)

    def start(self) -> None:
        """Start it as a keeper does, and return when it is up."""
        given = {"STILLROOM_DATA": str(self.data), "STILLROOM_PORT": str(self.port), **self.given}
        self.process = run("serve", given=given, told=self.data.with_suffix(".log"))
        wait_until_up(self.url, self.process)

    def kill(self) -> None:
        """End it as a power cut would."""
        if self.process:
            self.process.kill()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def small_arxiv() -> Iterator[Running]:
    """The replica of arXiv that the journeys import from."""
    running = serve_replica()
    yield running
    running.stop()


@pytest.fixture
def post() -> Iterator[tuple[Post, int]]:
    """The SMTP server and its port."""
    keeper, port = Post(), free_port()
    controller = Controller(keeper, hostname="127.0.0.1", port=port)
    controller.start()
    yield keeper, port
    controller.stop()


@pytest.fixture
def instance(small_arxiv: Running, post: tuple[Post, int], tmp_path: Path, migrated_sqlite: Path) -> Iterator[Instance]:
    """A fresh instance, with nobody in it."""
    keeper, smtp = post
    given = {"STILLROOM_ARXIV_URL": small_arxiv.url, "STILLROOM_SMTP_URL": f"smtp://127.0.0.1:{smtp}?starttls=no"}
    running = Instance(tmp_path / "data", keeper, given, free_port())
    running.data.mkdir()
    shutil.copy(migrated_sqlite, running.data / "stillroom.sqlite3")
    running.start()
    yield running
    if running.process:
        running.process.stop()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The machine's own Chromium."""
    path = next(
        (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
    )
    if path is None:
        assert not os.environ.get("CI"), "the journeys need a Chromium, and in CI they may not be skipped"
        pytest.skip("no Chromium is installed: the journeys are skipped")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@dataclass
class Somebody:
    """A person at a browser of their own; whatever goes wrong on their pages is collected in `failures`."""

    context: BrowserContext
    page: Page
    url: str
    failures: list[str]

    def open(self, path: str) -> Page:
        """Go to an address of the instance (or an absolute one)."""
        self.page.goto(path if path.startswith("http") else f"{self.url}{path}")
        return self.page

    def look(self, name: str) -> None:
        """Hold the screen, in both widths and themes, to axe-core and to its own width."""
        for theme in ("light", "dark"):
            for size in (WIDE, NARROW):
                self.page.set_viewport_size(size)
                self.page.emulate_media(color_scheme=theme)
                self.page.wait_for_timeout(150)
                if SHOTS:
                    self.page.screenshot(path=Path(SHOTS) / f"{name.strip('/')}-{theme}-{size['width']}.png")
                where = f"{name}, {theme}, {size['width']} px"
                assert self.violations() == [], where
                assert self.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (
                    f"{where}: scrolls sideways"
                )
        self.page.set_viewport_size(WIDE)
        self.page.emulate_media(color_scheme="light")

    def violations(self) -> list[str]:
        """What axe-core finds on the page as it stands; its script is given by the test, past the page's policy."""
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE.read_text())
        found = self.page.evaluate("rules => axe.run(document, { runOnly: rules })", RULES)
        assert found["passes"], "axe-core looked at nothing"
        return [
            f"{one['id']}: {node['target']} {node['failureSummary']}"
            for one in found["violations"]
            for node in one["nodes"]
        ]


@pytest.fixture
def somebody(chromium: Browser, instance: Instance) -> Iterator[Any]:
    """`somebody()` is a new person at a new browser; nothing may go wrong on any of their pages."""
    people: list[Somebody] = []

    def arrive(**options: Any) -> Somebody:
        context = chromium.new_context(viewport=WIDE, locale="en-GB", **options)
        context.set_default_timeout(30_000)
        page = context.new_page()
        failures: list[str] = []
        page.on("pageerror", lambda error: failures.append(f"{page.url}: {error}"))
        page.on(
            "console",
            lambda message: failures.append(f"{page.url}: {message.text}") if message.type == "error" else None,
        )
        people.append(Somebody(context, page, instance.url, failures))
        return people[-1]

    yield arrive
    for person in people:
        person.context.close()
    assert [failure for person in people for failure in person.failures] == []
