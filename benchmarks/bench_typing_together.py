"""Two browsers on one machine with one draft open: from a key in the one until the other has painted its letter.

Promise: 30 ms at the median, although the letter is committed to the disk in between. Prints median, p95 and worst for
an empty draft and for one of 5,000 words. One command: `python benchmarks/bench_typing_together.py`; the workbench must
be built.
"""

import os
import random
import statistics
import tempfile
from pathlib import Path

import httpx
from playwright.sync_api import Browser, Page

from benchmarks import preview_made as made
from benchmarks import reading_place as places
from benchmarks import reading_watch as watch

KEYS, FORMULAS = 120, 40
PROMISED = 30
BUSY = 0.8
"""Load a core, from which on a figure says more of the machine than of the product."""
_HERE = "Typed here: "
_SENT = """() => {
  window.sent = [];
  document.querySelector('.cm-content').addEventListener('keydown', (event) => {
    if (event.key.length === 1) sent.push(performance.timeOrigin + event.timeStamp);
  }, true);
}"""
_SHOWN = """(here) => {
  window.shown = [];
  const content = document.querySelector('.cm-content');
  const typed = () => {
    const found = [...content.querySelectorAll('.cm-line')].find((one) => one.textContent.includes(here));
    const line = found?.cloneNode(true);
    line?.querySelectorAll('.cm-other').forEach((one) => one.remove());
    return line ? line.textContent.length - line.textContent.indexOf(here) - here.length : 0;
  };
  new MutationObserver(() => {
    const from = shown.length, count = typed();
    if (count <= from) return;
    for (let i = from; i < count; i++) shown.push(Infinity);
    const painted = new MessageChannel();
    painted.port1.onmessage = () => shown.fill(performance.timeOrigin + performance.now(), from, count);
    requestAnimationFrame(() => painted.port2.postMessage(0));
  }).observe(content, { subtree: true, childList: true, characterData: true });
}"""


def main() -> None:
    """Measure and print."""
    with watch.chromium() as browser:
        if browser is None:
            print("No Chromium is installed: typing together is not measured.")
            return
        with tempfile.TemporaryDirectory() as folder:
            url, process, first = places.started(Path(folder))
            try:
                with httpx.Client(base_url=url, headers={"Origin": url}, timeout=60) as client:
                    places.join(client, first)
                    for words in (0, 5_000):
                        report(words, measured(browser, client, made.text(words, FORMULAS) if words else ""))
            finally:
                process.terminate()
                process.wait(timeout=20)


def measured(browser: Browser, client: httpx.Client, text: str) -> list[float]:
    """Milliseconds from each key in one browser to the frame of another that shows it."""
    draft = client.post("/api/drafts", json={"title": "Together"}).raise_for_status().json()["id"]
    one, two = (opened(browser, client, draft) for _ in range(2))
    one.keyboard.press("Control+A")  # a new draft holds its template, and typing goes into the first line
    one.keyboard.insert_text(f"{_HERE}\n\n{text}")
    one.keyboard.press("Control+Home")
    one.keyboard.press("End")
    two.get_by_text(_HERE).first.wait_for()
    two.keyboard.press("Control+Home")
    two.wait_for_timeout(2_000)
    one.evaluate(_SENT)
    two.evaluate(_SHOWN, _HERE)
    chance = random.Random(5)
    for _ in range(KEYS):
        one.keyboard.press(chance.choice("aeiolnrst"))
        one.wait_for_timeout(chance.randint(60, 180))
    two.wait_for_function(f"shown.length >= {KEYS} && shown.every(Number.isFinite)", timeout=30_000)
    took = [shown - sent for shown, sent in zip(two.evaluate("shown"), one.evaluate("sent"), strict=True)]
    for page in (one, two):
        page.context.close()
    return took


def opened(browser: Browser, client: httpx.Client, draft: str) -> Page:
    """A browser of its own with the draft open and the cursor in it."""
    context = browser.new_context(viewport=watch.WINDOW, bypass_csp=True)
    cookies = client.cookies.items()
    context.add_cookies([{"name": name, "value": value, "url": str(client.base_url)} for name, value in cookies])
    page = context.new_page()
    page.goto(f"{client.base_url}/desk/drafts/{draft}/write")
    page.get_by_role("textbox", name="The draft, in Markdown").click()
    page.get_by_role("status").filter(has_text="Saved").first.wait_for(state="attached")
    return page


def report(words: int, took: list[float]) -> None:
    """Print what was measured, and whether the machine was too busy to say."""
    took = sorted(took)
    load = os.getloadavg()[0] / (os.cpu_count() or 1)
    busy = f"; the machine is busy ({load:.1f} a core): do not quote this" if load > BUSY else ""
    print(
        f"{words:,} words, {KEYS} keys: key to the other's screen {statistics.median(took):.0f} ms median"
        f" (promised ≤ {PROMISED}), {took[int(0.95 * KEYS) - 1]:.0f} ms p95, {took[-1]:.0f} ms worst{busy}"
    )


if __name__ == "__main__":
    main()
