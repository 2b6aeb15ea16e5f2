"""Hostile papers, cleaned and put into a page without any policy: nothing runs, and nothing is asked for."""

from collections.abc import Iterable

import pytest
from playwright.sync_api import Browser, Page

from tests.markup.test_hostile import vectors
from tests.papers.fulltext.hostile import VECTORS, papers

pytestmark = pytest.mark.journey

TOGETHER = 400
WATCH = """
window.ran = [];
for (const name of ['alert', 'confirm', 'prompt', 'print', 'open', 'fetch'])
  window[name] = (...said) => { window.ran.push([name, String(said[0])]); };
addEventListener('securitypolicyviolation', (event) => window.ran.push(['policy', event.blockedURI]));
"""
SHOW = """(papers) => {
  document.body.innerHTML = papers.map((html) => `<main>${html}</main>`).join('');
  for (const element of document.body.querySelectorAll('*'))
    for (const kind of ['error', 'load', 'focus', 'mouseover', 'toggle', 'begin', 'beforetoggle', 'animationstart'])
      element.dispatchEvent(new Event(kind, { bubbles: true }));
}"""


class Watched:
    """A page without a Content-Security-Policy that notices whatever runs or is asked for."""

    def __init__(self, browser: Browser) -> None:
        self.page: Page = browser.new_page()
        self.asked: list[str] = []
        self.page.on("dialog", lambda dialog: (self.asked.append(dialog.message), dialog.dismiss()))
        self.page.on("console", lambda message: self.asked.append(message.text))
        self.page.on("pageerror", lambda error: self.asked.append(str(error)))
        self.page.route("**/*", lambda route: (self.asked.append(route.request.url), route.abort()))
        self.page.set_content("<!DOCTYPE html><body></body>")
        self.page.evaluate(WATCH)

    def what_happens(self, html: Iterable[str]) -> list[object]:
        """What ran or was asked for while these papers were shown."""
        self.page.evaluate(SHOW, list(html))
        self.page.wait_for_timeout(30)
        return [*self.asked, *self.page.evaluate("window.ran")]


def test_nothing_in_a_hostile_paper_runs_or_asks(chromium: Browser) -> None:
    watched = Watched(chromium)
    for vector in VECTORS:
        assert watched.what_happens(papers(vector)) == [], vector


def test_the_watch_sees_what_runs_and_asks(chromium: Browser) -> None:
    for bad in ("<img src=x onerror=alert(1)>", "<img src='https://evil.example/x.png'>", "<b onfocus=alert(1)>x</b>"):
        assert Watched(chromium).what_happens([bad]), bad


@pytest.mark.material
def test_nothing_in_known_vectors_runs_or_asks(chromium: Browser) -> None:
    watched = Watched(chromium)
    every = [html for vector in vectors() for html in papers(vector)]
    for start in range(0, len(every), TOGETHER):
        together = every[start : start + TOGETHER]
        assert watched.what_happens(together) == [], together
