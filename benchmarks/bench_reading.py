"""How long a paper of 300 pages with 1,000 notes takes to open, how it scrolls, and what the server needs for it.

Promise: a readable first screen within a second, no frame over 50 ms while it scrolls, its notes within 300 ms from the
server. Beside it, in the same run, the same HTML as a bare page. One command: `python benchmarks/bench_reading.py`; the
workbench must be built. Without a Chromium only the server is measured. `ROUNDS=9` measures oftener.
"""

import os
import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
from playwright.sync_api import Browser, BrowserContext

from app.anchors import Anchor
from benchmarks import reading_made as made
from benchmarks import reading_place as places
from benchmarks import reading_watch as watch
from benchmarks.reading_place import Place

ROUNDS = int(os.environ.get("ROUNDS", "5"))
NOTES, MORE_NOTES = 1000, 9000
FIRST_SCREEN_MS, FRAME_MS, NOTES_MS = 1000, 50, 300
SCROLLER = "[data-scrolls]"
HTML_WANTED = {"first paragraph": ".paper-text .ltx_p", "notes": ".margin .nt"}
BARE = "<!doctype html><meta charset=utf-8><style>body{{width:576px;margin:auto;font:18px/29px serif}}</style>{}"


def main() -> None:
    """Measure and print."""
    with places.running() as place:
        anchors = places.note_on_text(place, NOTES)
        said = place.document
        print(
            f"{len(said.text):,} characters, {len(said.layout.formulas):,} formulas, {len(said.figures)} figures, "
            f"{made.REFERENCES} references, {len(anchors):,} notes. Medians of {ROUNDS}."
        )
        measure_server(place, anchors)
        with watch.chromium() as browser:
            if browser is None:
                print("No Chromium is installed: what a reader sees is not measured.")
            else:
                measure_reading(place, browser)
                measure_pdf(place, browser)
        places.note_elsewhere(place, MORE_NOTES)
        measure_search(place)


def measure_server(place: Place, anchors: list[Anchor]) -> None:
    """The answers that opening a paper asks for, and one new note beside the others."""
    text = place.text.id
    report("GET /paper-texts/{id}", lambda: place.client.get(f"/api/paper-texts/{text}"))
    query = {"paper": place.version.paper_id, "text": text}
    took = report(f"GET /notes, {NOTES:,}", lambda: place.client.get("/api/notes", params=query))
    print(f"  {took / NOTES_MS:.2f} of the {NOTES_MS} ms promised")
    chosen = iter(anchors[:: len(anchors) // (2 * ROUNDS)])
    report("POST /notes", lambda: place.client.post("/api/notes", json=new_note(place, next(chosen))))


def new_note(place: Place, anchor: Anchor) -> dict[str, Any]:
    """What the browser sends for a note on a passage."""
    passage = {name: getattr(anchor, name) for name in ("exact", "prefix", "suffix", "section", "start", "end")}
    ids = {"version_id": place.version.id, "text_id": place.text.id}
    return {**ids, "words": f"{made.NOTED} New.", "anchor": passage, "colour": "amber", "tags": []}


def measure_search(place: Place) -> None:
    """Looking through all one's notes."""
    find = partial(place.client.get, "/api/note-search")
    report(f"GET /note-search over {NOTES + MORE_NOTES:,}: words", lambda: find(params={"words": "fog lindqvist 99"}))
    report("  newest, no words", lambda: find())
    report("  by a tag", lambda: find(params={"tag": "harbour"}))


def report(name: str, ask: Callable[[], httpx.Response]) -> float:
    """Print and give the median of the milliseconds that an answer takes, without the first one, which warms up."""
    taken, size = [], 0
    for _ in range(ROUNDS + 1):
        began = time.perf_counter()
        answer = ask()
        taken.append((time.perf_counter() - began) * 1000)
        answer.raise_for_status()
        size = len(answer.content)
    median = statistics.median(taken[1:])
    print(f"{name}: {median:.0f} ms (first {taken[0]:.0f}), {size / 1000:,.0f} kB")
    return median


def measure_reading(place: Place, browser: Browser) -> None:
    """The workbench and the bare page by turns, so that a busy machine is busy for both."""
    with bare(place.document.html) as address:
        signed_in, other = at_home(browser, place), browser.new_context(viewport=watch.WINDOW)
        ours, theirs = [], []
        scrolls: dict[int, list[watch.Scroll]] = {watch.WHEEL: [], watch.FLING: []}
        bare_scrolls: dict[int, list[watch.Scroll]] = {watch.WHEEL: [], watch.FLING: []}
        for last in (*[False] * (ROUNDS - 1), True):
            page, seen = watch.load(other, address, {"first paragraph": ".ltx_p"})
            theirs.append(seen)
            for step, runs in bare_scrolls.items():
                runs.append(watch.scrolled(page, None, step))
            page.close()
            page, seen = watch.load(signed_in, f"{place.url}/desk/papers/{places.LONG}", HTML_WANTED)
            ours.append(seen)
            for step, runs in scrolls.items():
                runs.append(watch.scrolled(page, SCROLLER, step))
            if last:
                print(f"Memory: {watch.memory(browser, page)}")
            page.close()
    told("Opened", ours, theirs)
    for step in scrolls:
        told_scrolls(step, scrolls[step], bare_scrolls[step])


def told(name: str, ours: list[dict[str, float]], bare: list[dict[str, float]] | None = None) -> None:
    """Print when things were seen."""
    found, peer = watch.medians(ours), watch.medians(bare) if bare else {}
    print(f"{name}: " + ", ".join(f"{what} {took:.0f} ms" for what, took in found.items()))
    if peer:
        print("  bare page: " + ", ".join(f"{what} {took:.0f} ms" for what, took in peer.items()))
        print(f"  ratio {found['first paragraph'] / peer['first paragraph']:.1f}", end="; ")
        print(f"{found['first paragraph'] / FIRST_SCREEN_MS:.2f} of the second promised; first load ", end="")
        print(f"{ours[0]['first paragraph']:.0f} ms")


def told_scrolls(step: int, ours: list[watch.Scroll], bare: list[watch.Scroll]) -> None:
    """Print how smoothly it scrolls, in the run with the median of the worst frames."""
    mine, peer = (sorted(runs, key=lambda run: max(run.frames))[len(runs) // 2] for runs in (ours, bare))
    print(f"Scrolled by {step} pixels a frame: {mine}\n  bare page: {peer}")
    slow = sum(frame > FRAME_MS for frame in mine.frames)
    print(f"  ratio {max(mine.frames) / max(peer.frames):.1f}; {slow} frames over {FRAME_MS} ms")


def measure_pdf(place: Place, browser: Browser) -> None:
    """A PDF of 300 pages: the picture of its first page, then its words to be selected."""
    wanted = {"first page": ".page canvas", "its words": ".page .words span"}
    context = at_home(browser, place)
    runs = []
    for _ in range(ROUNDS):
        page, seen = watch.load(context, f"{place.url}/desk/papers/{places.PRINTED}", wanted)
        runs.append(seen)
        page.close()
    told("PDF opened", runs)


def at_home(browser: Browser, place: Place) -> BrowserContext:
    """A browser in which the person is signed in."""
    context = browser.new_context(viewport=watch.WINDOW)
    context.add_cookies(
        [{"name": name, "value": value, "url": place.url} for name, value in place.client.cookies.items()]
    )
    return context


@contextmanager
def bare(html: str) -> Iterator[str]:
    """The address of a page that is this HTML and nothing else."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "index.html").write_text(BARE.format(html))
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Silent, directory=folder))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


class Silent(SimpleHTTPRequestHandler):
    """Serves a folder without a word."""

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


if __name__ == "__main__":
    main()
