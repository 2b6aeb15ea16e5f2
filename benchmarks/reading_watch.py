"""What a real Chromium shows of a page, and when: first paragraph, notes, tasks, frames, memory."""

import shutil
import statistics
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

FLAGS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
WINDOW = {"width": 1440, "height": 900}
WHEEL, FLING = 100, 600
"""CSS pixels scrolled from one frame to the next: as a wheel turns, and as fast as a page is thrown."""
FRAMES = 600
"""Frames after which a scroll is seen to its end."""

_WATCH = """
window.seen = {}; window.tasks = [];
new PerformanceObserver(all => all.getEntries().forEach(one => tasks.push(Math.round(one.duration))))
  .observe({type: 'longtask', buffered: true});
const wanted = %s;
const isSeen = selector => [...document.querySelectorAll(selector)].slice(0, 3).some(element => {
  const box = element.getBoundingClientRect();
  return box.height > 8 && box.top < innerHeight && box.bottom > 0;
});
const look = () => {
  for (const [name, selector] of Object.entries(wanted)) {
    if (seen[name] || !isSeen(selector)) continue;
    seen[name] = -1;
    const painted = new MessageChannel();
    painted.port1.onmessage = () => (seen[name] = performance.now());
    painted.port2.postMessage(0);
  }
  if (Object.keys(wanted).some(name => !seen[name])) requestAnimationFrame(look);
};
requestAnimationFrame(look);
"""
"""Notes the moment after the frame in which each wanted thing was first in the window: then it is painted."""

_SCROLL = """
([scroller, step, most]) => new Promise(done => {
  const element = scroller ? document.querySelector(scroller) : document.scrollingElement;
  const frames = [];
  let before;
  const next = now => {
    if (before !== undefined) frames.push(now - before);
    before = now;
    const at = element.scrollTop;
    element.scrollBy({top: step, behavior: 'instant'});
    if (element.scrollTop === at || frames.length === most) return done({frames, height: element.scrollHeight});
    requestAnimationFrame(next);
  };
  requestAnimationFrame(next);
})
"""
_TO_TOP = "where => (where ? document.querySelector(where) : document.scrollingElement).scrollTo(0, 0)"


@dataclass(frozen=True)
class Scroll:
    """Milliseconds between frames while a page is scrolled, and how high it is in CSS pixels."""

    frames: list[float]
    height: float

    def __str__(self) -> str:
        worst = sorted(self.frames)[-3:]
        said = f"frames {statistics.median(self.frames):.0f} ms median, {worst[-1]:.0f} ms worst"
        return f"{said} (then {worst[-2]:.0f}, {worst[-3]:.0f}) over {len(self.frames)} steps"


@contextmanager
def chromium() -> Iterator[Browser | None]:
    """The machine's own Chromium; None where there is none."""
    names = ("chromium", "chromium-browser", "google-chrome")
    path = next((found for name in names if (found := shutil.which(name))), None)
    if path is None:
        yield None
        return
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


def load(context: BrowserContext, url: str, wanted: dict[str, str]) -> tuple[Page, dict[str, float]]:
    """Open a page; gives it with the milliseconds from its navigation to each thing, and its `longest task`."""
    page = context.new_page()
    page.add_init_script(_WATCH.replace("%s", str(wanted)))
    page.goto(url, wait_until="commit")
    page.wait_for_function("names => names.every(name => window.seen?.[name] > 0)", arg=list(wanted), timeout=60_000)
    page.wait_for_timeout(1200)
    seen: dict[str, float] = page.evaluate("seen")
    tasks: list[float] = page.evaluate("tasks")
    return page, {**seen, "longest task": max(tasks, default=0.0)}


def scrolled(page: Page, scroller: str | None, step: int) -> Scroll:
    """Scroll a page from the top, a step of CSS pixels in each frame, for `FRAMES` or to its end."""
    page.evaluate(
        "where => (where ? document.querySelector(where) : document.scrollingElement).scrollTo(0, 0)", scroller
    )
    return Scroll(**page.evaluate(_SCROLL, [scroller, step, FRAMES]))


def memory(browser: Browser, page: Page) -> str:
    """The megabytes of a page's JavaScript, its nodes, and the megabytes of the largest process that draws."""
    own = page.context.new_cdp_session(page)
    own.send("HeapProfiler.collectGarbage")
    own.send("Performance.enable")
    metrics = {one["name"]: one["value"] for one in own.send("Performance.getMetrics")["metrics"]}
    processes = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
    whole = max(_resident(one["id"]) for one in processes if one["type"] == "renderer")
    heap = metrics["JSHeapUsedSize"] / 1e6
    return f"{heap:.0f} MB of JavaScript, {metrics['Nodes']:,} nodes, process {whole:.0f} MB"


def _resident(process: int) -> float:
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS")), 0.0)


def medians(runs: Sequence[dict[str, float]]) -> dict[str, float]:
    """The median of each figure of some runs."""
    return {name: statistics.median(run[name] for run in runs) for name in runs[0]}
