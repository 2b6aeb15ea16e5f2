"""What people do on the way, once each: join, import, note, begin a draft, ask, answer, publish."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Somebody

PASSWORD = "a kettle of copper"
PAPER, TITLE = "2611.01234", "Forgetting at an Even Pace"
PIECE = r"""

## The pace

Forgetting costs $\frac{1}{3}$ of what it did [@arxiv:2611.01234].

It is the slope that matters most.

"""
PASSAGE = "an even pace halves the number of steps"


SELECT = """([region, words]) => {
    for (const root of document.querySelectorAll(region)) {
        const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
        const nodes = [];
        while (walker.nextNode()) nodes.push(walker.currentNode);
        const at = nodes.map((node) => node.data).join('').indexOf(words);
        if (at < 0) continue;
        const range = document.createRange();
        let passed = 0;
        for (const node of nodes) {
            const end = passed + node.length;
            if (at >= passed && at < end) range.setStart(node, at - passed);
            if (at + words.length > passed && at + words.length <= end) range.setEnd(node, at + words.length - passed);
            passed = end;
        }
        getSelection().removeAllRanges();
        getSelection().addRange(range);
        range.startContainer.parentElement.dispatchEvent(new MouseEvent('mouseup', { bubbles: true }));
        return;
    }
    throw new Error(`“${words}” is not in ${region}: ${document.querySelector('main').innerText}`);
}"""
"""Selects words, over the borders of elements if need be, and lets the mouse go."""


def arrive(person: Somebody, address: str, name: str, button: str) -> None:
    """Follow a one-use address, choose a name and a password, and stand before the desk."""
    page = person.open(address)
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("Password again").fill(PASSWORD)
    page.get_by_role("button", name=button, exact=True).click()
    expect(page).to_have_url(re.compile(r"/desk$"))


def invite(keeper: Somebody, guest: Somebody) -> None:
    """The keeper makes a joining link; the guest joins by it."""
    page = keeper.open("/keeping")
    keeper.look("keeping")
    page.get_by_role("button", name="Make a link").click()
    link = re.search(r"http://\S+/join/[\w-]+", page.locator("main").inner_html())
    assert link
    arrive(guest, link[0].replace("&amp;", "&"), "Rui Tanaka", "Join")
    keeper.open("/desk")


def import_paper(page: Page, text: str = PAPER, title: str = TITLE) -> None:
    """Paste something that names a paper into the box, and wait until it opens."""
    box = page.get_by_label("arXiv ID, address, DOI or words")
    box.fill(text)
    box.press("Enter")
    expect(page.get_by_role("heading", name=title)).to_be_visible(timeout=20_000)


def select(page: Page, region: str, words: str) -> None:
    """Select `words` inside the element that matches the selector `region`, as a mouse would; the page hears of it."""
    page.evaluate(SELECT, [region, words])
    page.evaluate("() => new Promise(heard => requestAnimationFrame(() => requestAnimationFrame(heard)))")


def write(page: Page, text: str) -> None:
    """Put the caret at the end of the draft and type."""
    editor = page.get_by_role("textbox", name="The draft, in Markdown")
    editor.click()
    page.keyboard.press("Control+End")
    page.keyboard.insert_text(text)


def saved(page: Page) -> None:
    """Wait until the editor says that what was written is committed."""
    expect(page.get_by_role("status").filter(has_text=re.compile(r"^\s*Saved\s*$"))).to_be_visible()


def note_on(page: Page, words: str, thought: str) -> None:
    """Select a passage of the open paper, and note on it."""
    select(page, "#main", words)
    page.get_by_role("button", name="Note", exact=True).click()
    page.keyboard.insert_text(thought)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("article").filter(has_text=thought)).to_be_visible()


def begin_draft(page: Page, title: str) -> None:
    """From the open paper, begin a summary of it."""
    page.get_by_role("link", name="Start a draft").click()
    page.get_by_label("Who is it for?").fill("someone who has trained a small network")
    page.get_by_label("Title", exact=True).fill(title)
    page.get_by_role("button", name="Start writing").click()
    expect(page.get_by_role("textbox", name="The draft, in Markdown")).to_be_visible()


def write_piece(person: Somebody, title: str) -> Page:
    """Import, note, begin, and write a piece with a claim, a formula, a citation and a place one is not sure of."""
    page = person.page
    import_paper(page)
    note_on(page, PASSAGE, "The result in one line.")
    begin_draft(page, title)
    write(page, PIECE)
    page.get_by_role("button", name="Quote in draft").click()
    saved(page)
    preview = page.get_by_role("region", name="Preview of the page")
    expect(preview.locator("mfrac")).to_be_visible()
    expect(preview.get_by_role("link", name=re.compile("Ilves"))).to_be_visible()
    expect(preview.get_by_text(PASSAGE).first).to_be_visible()
    select(page, ".cm-content", "slope that matters most")
    page.keyboard.press("Control+Shift+U")
    page.keyboard.insert_text("Is it the slope?")
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 place not sure")).to_be_visible()
    return page


def answer(page: Page, comment: str, sentence: str) -> None:
    """On the reviewer's screen: comment on a passage, say it in a sentence."""
    select(page, "main article", "slope that matters most")
    page.get_by_role("toolbar", name="About what is selected").get_by_role("button", name="Comment").click()
    page.keyboard.insert_text(comment)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("complementary", name="Your comments").get_by_text(comment)).to_be_visible()
    page.get_by_label("In a sentence").fill(sentence)
