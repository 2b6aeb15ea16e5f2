"""Somebody types in a long draft in a real Chromium: how soon the preview shows it, and what it costs the server."""

import os
import random
import statistics
import tempfile
from pathlib import Path

import httpx
from playwright.sync_api import Browser

from benchmarks import preview_made as made
from benchmarks import reading_place as places
from benchmarks import reading_watch as watch

KEYS = 60
LINE = 30
"""CSS pixels: the preview follows the editor, whose paragraph grows by a line."""
_WATCH = """
(here) => {
  window.sent = []; window.shown = [];
  const side = document.querySelector('article.text');
  const paragraph = () => [...side.querySelectorAll('p')].find((one) => one.textContent.includes(here));
  window.words = '';
  document.querySelector('.cm-content').addEventListener('keydown', (event) => {
    if (event.key.length !== 1) return;
    words += event.key;
    sent.push(performance.now());
  }, true);
  new MutationObserver(() => {
    const text = paragraph()?.textContent ?? '';
    const typed = text.slice(text.indexOf(here) + here.length);
    const count = [...words].filter((_, i) => typed.startsWith(words.slice(0, i + 1))).length;
    if (count <= shown.length) return;
    const from = shown.length;
    for (let i = from; i < count; i++) shown.push(Infinity);
    const painted = new MessageChannel();
    painted.port1.onmessage = () => shown.fill(performance.now(), from, count);
    requestAnimationFrame(() => painted.port2.postMessage(0));
  }).observe(side, { subtree: true, childList: true, characterData: true });
}
"""
_STATE = """() => [
  document.querySelector('article.text').closest('[data-scrolls], .scroller, div').scrollTop,
  document.activeElement.className, getSelection().toString()]"""


def measure(words: int, formulas: int) -> None:
    """Start an instance, begin a draft with such a text, type in the middle of it, and print."""
    with watch.chromium() as browser:
        if browser is None:
            print("No Chromium is installed: from key to preview is not measured.")
            return
        with tempfile.TemporaryDirectory() as folder:
            url, process, first = places.started(Path(folder))
            try:
                with httpx.Client(base_url=url, headers={"Origin": url}, timeout=60) as client:
                    places.join(client, first)
                    draft = client.post("/api/drafts", json={"title": "Long"}).raise_for_status().json()["id"]
                    _type(browser, client, f"{url}/desk/drafts/{draft}/write", made.text(words, formulas), process.pid)
            finally:
                process.terminate()
                process.wait(timeout=20)


def _type(browser: Browser, client: httpx.Client, address: str, text: str, server: int) -> None:
    context = browser.new_context(viewport=watch.WINDOW, bypass_csp=True)
    context.add_cookies(
        [{"name": name, "value": value, "url": str(client.base_url)} for name, value in client.cookies.items()]
    )
    page = context.new_page()
    page.goto(address)
    editor = page.get_by_role("textbox", name="The draft, in Markdown")
    editor.click()
    before, _, after = text.partition(made.HERE)
    for part, key in ((after, "Control+Home"), (before + made.HERE, "Shift")):
        page.keyboard.insert_text(part)
        page.keyboard.press(key)
    page.get_by_role("region", name="Preview of the page").get_by_text(made.HERE).wait_for(timeout=60_000)
    page.wait_for_timeout(3_000)
    page.evaluate(_WATCH, made.HERE)
    before, cpu = page.evaluate(_STATE), _cpu(server)
    chance = random.Random(3)
    for _ in range(KEYS):
        page.keyboard.press(chance.choice("aeio ulnrst"))
        page.wait_for_timeout(chance.randint(90, 260))
    page.wait_for_function(f"shown.length >= {KEYS} && shown.every(Number.isFinite)", timeout=30_000)
    took = sorted(page.evaluate("shown.map((at, i) => at - sent[i])"))
    after, spent = page.evaluate(_STATE), (_cpu(server) - cpu) / KEYS
    kept = "kept" if before[1:] == after[1:] and abs(before[0] - after[0]) < LINE else f"CHANGED: {before} {after}"
    print(
        f"{len(text.split()):,} words in Chromium, {KEYS} keys: key to changed preview {statistics.median(took):.0f} ms"
        f" median, {took[int(0.95 * KEYS) - 1]:.0f} ms p95 (promised ≤ 100), {took[-1]:.0f} ms worst;"
        f" scroll, focus, selection {kept}; server {spent * 1000:.1f} ms CPU a key, saving included"
    )
    context.close()


def _cpu(server: int) -> float:
    """CPU seconds so far of a process and those it started (Linux)."""
    ticks = 0
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if server in (int(path.parent.name), int(fields[1])):
            ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")
