"""Hostile words as titles, authors, comments, abstracts and references of papers: nothing acts, nothing leaves.

All that is known: our own vectors, and those that lie beside the checkout. A page that shows them has no element, no
attribute and no address that the same page has not when it shows plain words.
"""

import re
from collections.abc import Callable

import httpx
import pytest
from playwright.sync_api import Page, expect

from app.database import Database
from app.papers.arxiv.atom import squeeze
from app.settings import Settings
from tests.journeys.acts import arrive
from tests.journeys.conftest import Instance, Somebody
from tests.journeys.records import QUOTED, TITLE, Shelf, company, store, store_each
from tests.journeys.test_hostile_input import VECTORS, Act, guarded, shown
from tests.markup.test_hostile import SECURITY, vectors
from tests.markup.test_hostile import VECTORS as MARKDOWN
from tests.papers.fulltext.hostile import VECTORS as HTML

pytestmark = pytest.mark.journey

PLAIN = [*(f"plain words {number}" for number in range(60)), r"$\url{a}$", "a $($x"]
"""With the formulas that a title may hold."""
SHAPE = """() => {
    const found = new Set();
    for (const one of document.querySelectorAll('*')) {
        const names = one.getAttributeNames();
        if (one.namespaceURI.endsWith('/MathML')) {
            for (const name of names) if (/^on|href|src|style|^id$/.test(name)) found.add(`formula with ${name}`);
            continue;
        }
        found.add(one.localName);
        for (const name of names) found.add(`${one.localName} with ${name}`);
        for (const to of [one.href, one.src, one.action])
            if (typeof to === 'string' && to) found.add(`${one.localName} to ${new URL(to).origin}`);
    }
    return [...found];
}"""
"""What a page is made of: its elements, their attributes, and where they lead. The renderer's formulas are its own."""


def every() -> list[str]:
    """Each vector on one line, as a record of arXiv's is read; those that could begin a formula last."""
    known = vectors() if SECURITY.is_dir() else []
    lines = dict.fromkeys(squeeze(one) for one in [*VECTORS, *MARKDOWN, *HTML, *known])
    return sorted(filter(None, lines), key=lambda one: "$" in one)


class Watch:
    """Somebody who looks at pages: what each was made of, and what it said, is kept by its name."""

    def __init__(self, person: Somebody) -> None:
        self.person = person
        self.page: Page = person.page
        self.wrong = guarded(person)
        self.plain: dict[str, set[str]] = {}
        self.made: dict[str, set[str]] = {}
        self.said: dict[str, str] = {}

    def know(self) -> None:
        """What was looked at until now was plain."""
        self.plain, self.made, self.said = self.made, {}, {}

    def new(self) -> dict[str, set[str]]:
        """What pages are made of, and were not when they were plain."""
        return {name: new for name, made in self.made.items() if (new := made - self.plain[name])}

    def open(self, path: str) -> Page:
        """Go to an address of the instance."""
        return self.person.open(path)

    def look(self, name: str, *regions: str) -> None:
        """Nothing may have acted; keep what the page is made of, and the words of some regions.

        A plain page of the workbench is looked at again a moment later: something of it may come late.
        """
        late = not self.plain and "/desk" in self.page.url
        for moment in (50, 200) if late else (50,):
            self.page.wait_for_timeout(moment)
            self.made.setdefault(name, set()).update(self.page.evaluate(SHAPE))
        assert self.page.evaluate("window.__hits") == [], name
        assert self.wrong == [], name
        for region in regions:
            text = " ".join(self.page.locator(region).all_text_contents())
            where = f"{name}, {region}"
            self.said[where] = squeeze(f"{self.said.get(where, '')} {text}")

    def unsaid(self, words: list[str]) -> dict[str, list[str]]:
        """The words that a page did not show, of those that look the same wherever they are shown."""
        plain = [one for one in words if "$" not in one and one.isprintable() and len(one) < TITLE]
        missing = {name: [one for one in plain if one not in said] for name, said in self.said.items()}
        return {name: found for name, found in missing.items() if found}

    def is_awake(self) -> bool:
        """Whether it notices what acts, and what a page is made of. What the browser says of that is forgotten."""
        self.page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=//elsewhere.example/x onerror=a>')")
        self.page.wait_for_timeout(100)
        seen = {"img with onerror", "img to http://elsewhere.example"} <= set(self.page.evaluate(SHAPE))
        self.person.failures.clear()
        return seen and self.page.evaluate("window.__hits.length") > 0


def publish(act: Act, shelf: Shelf, name: str) -> str:
    """A piece that explains some of the papers, quotes their abstracts and cites them all; gives its draft's id."""
    ids = [one.version_id for one in shelf.some]
    draft = act("POST", "/drafts", title=f"About {name} words", version_ids=ids)
    lines = [f"It cites [@arxiv:{one.key}]." for one in (shelf.whole, *shelf.some)]
    for one in shelf.some:
        note = act("POST", "/notes", version_id=one.version_id, words="Is it?", anchor={"exact": one.abstract[:4_000]})
        lines.append(f"[They say so](note:{note['id']}).")
    here, saved = f"/drafts/{draft['id']}", draft["text"]["version"]
    saved = act("PUT", f"{here}/text", body="\n\n".join(lines), base_version=saved)["version"]
    revision = act("POST", f"{here}/revisions", base_version=saved, occasion="release")
    act("PUT", f"/revisions/{revision['id']}/release", slug=name, audience="everyone")
    return str(draft["id"])


def search(watch: Watch, shelf: Shelf, month: int) -> None:
    """Look the papers up by an author, ten at a time."""
    page = watch.open("/desk")
    box = page.get_by_label("arXiv ID, address, DOI or words")
    for start in range(0, len(shelf.some), 10):
        box.fill(company(month, start))
        box.press("Enter")
        lines = page.get_by_role("region", name=re.compile("^Here")).get_by_role("listitem")
        expect(lines).to_have_count(min(10, len(shelf.some) - start))
        watch.look("search", "[aria-labelledby=found-here]")


def paper(watch: Watch, shelf: Shelf) -> None:
    """The page of the paper that has them all: its authors unfolded, what it cites and what cites it, the main ones."""
    page = watch.open(f"/desk/papers/{shelf.whole.key}")
    page.get_by_role("button", name=re.compile("^and .* more$")).click()
    page.keyboard.press("c")
    cites = page.get_by_role("complementary", name="What it cites, and what cites it")
    expect(cites.locator("ol > li")).to_have_count(len(shelf.words))
    expect(cites.get_by_role("region", name="Cited here by").locator("ul > li > a")).to_have_count(len(shelf.some))
    parts = ("abstract", "facts", "cited-here")
    watch.look("paper", ".by", "aside ol", *(f"[aria-labelledby={part}]" for part in parts))
    cites.get_by_role("button", name="Add the main ones").click()
    page.get_by_role("dialog", name="Add the main ones").get_by_role("checkbox").first.wait_for()
    watch.look("main ones")


def workbench(watch: Watch, shelf: Shelf, draft: str) -> None:
    """The graph, one's notes, and the papers beside a draft."""
    page = watch.open(f"/desk/graph?draft={draft}")
    page.get_by_role("application").wait_for()
    watch.look("graph", "main")
    page = watch.open("/desk/notes")
    page.get_by_role("article").first.wait_for()
    if (more := page.get_by_role("button", name="Show more")).count():
        more.click()
        expect(more).to_have_count(0)
    watch.look("notes", "main")
    page = watch.open(f"/desk/drafts/{draft}/read")
    page.get_by_role("region", name="About the paper").wait_for()
    watch.look("read", "select")
    page = watch.open(f"/desk/drafts/{draft}/write")
    expect(page.locator("section.one .abstract")).to_have_count(len(shelf.some))
    page.locator("[aria-autocomplete]").wait_for()
    watch.look("write", "section.one")


def public(watch: Watch, shelf: Shelf, name: str) -> None:
    """What everybody reads: the front page, the piece, the papers, each of them."""
    watch.open("/")
    watch.look("front")
    watch.open(f"/{name}")
    watch.look("piece", "body")
    watch.open("/papers")
    watch.look("papers", "main")
    for one in shelf.some:
        watch.open(f"/papers/{one.key}")
        watch.look("a paper", "main")


def desk(watch: Watch, shelf: Shelf, month: int) -> None:
    """One's shelf, with a paper for each of the words."""
    page = watch.open("/desk")
    expect(page.locator(f"a[href^='/desk/papers/26{month:02}.2']")).to_have_count(len(shelf.words))
    watch.look("shelf", "main")


def test_hostile_records_act_nowhere(instance: Instance, somebody: Callable[[], Somebody]) -> None:
    at_desk, outside = Watch(somebody()), Watch(somebody())
    arrive(at_desk.person, instance.first, "Ada Lindqvist", "Begin")
    database, act = Database(Settings(data=instance.data).database), Act(at_desk.person)
    for month, (name, words, most) in enumerate((("plain", PLAIN, 80), ("hostile", every(), QUOTED)), 1):
        shelf = store(database, words, month, most)
        paper(at_desk, shelf)
        workbench(at_desk, shelf, publish(act, shelf, name))
        public(outside, shelf, name)
        search(at_desk, shelf, month)
        store_each(database, words, month)
        desk(at_desk, shelf, month)
        for watch in (at_desk, outside):
            assert watch.unsaid(words) == {}
            if name == "plain":
                watch.know()
    database.close()
    assert at_desk.new() == outside.new() == {}
    for item in httpx.get(f"{instance.url}/feed.json").json()["items"]:
        shown(outside.person, outside.wrong, item["content_html"])
    assert at_desk.is_awake()
    assert outside.is_awake()
