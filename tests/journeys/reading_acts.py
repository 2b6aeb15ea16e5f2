"""What people do in a paper: wait for its text, select with the mouse, turn from form to form, let a day pass."""

import hashlib
import re
import sqlite3

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Instance

TEXT = "[aria-label='Text of the paper']"
"""Holds the full text of the open paper, when that is shown as HTML."""
PAGES = "[aria-label='The paper as PDF'] .words"
"""Hold the words of its pages, when that is shown as PDF."""

ENDS = """([region, first, last]) => {
    const find = (words) => {
        for (const root of document.querySelectorAll(region)) {
            const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) {
                const at = walker.currentNode.data.indexOf(words);
                if (at >= 0) return [walker.currentNode, at];
            }
        }
        throw new Error(`“${words}” is not in ${region}`);
    };
    const rect = (node, from, to) => {
        const range = document.createRange();
        range.setStart(node, from);
        range.setEnd(node, to);
        return range.getBoundingClientRect();
    };
    const [[from, start], [to, end]] = [find(first), find(last)];
    from.parentElement.scrollIntoView({ block: 'center', behavior: 'instant' });
    const [left, right] = [rect(from, start, start + 1), rect(to, end + last.length - 1, end + last.length)];
    return [left.left + 1, left.top + left.height / 2, right.right - 1, right.top + right.height / 2];
}"""
"""Where on the screen some words begin and others end; neither may go over the border of an element."""

MARKED = """(words) => {
    const bare = (text) => text.replace(/\\s+/g, '');
    const drawn = (one) => {
        const range = document.createRange();
        range.setStart(one.startContainer, one.startOffset);
        range.setEnd(one.endContainer, one.endOffset);
        return bare(range.toString());
    };
    const begins = ([first, ...others], wanted) =>
        !wanted || (first && wanted.startsWith(first) && begins(others, wanted.slice(first.length)));
    const marks = [...CSS.highlights].filter(([name]) => /^(light|note)-/.test(name));
    const pieces = marks.map(([, all]) => [...all].map(drawn).filter(Boolean));
    return pieces.some((all) => all.some((_, i) => begins(all.slice(i), bare(words))));
}"""
"""Whether pieces that are marked in the paper as it is drawn make these words; between lines of a PDF are no blanks."""


def open_text(page: Page, form: str = "HTML") -> None:
    """Wait until the full text of the open paper came, turning to this form of it when another is shown."""
    choice = page.get_by_role("group", name="Form of the text").get_by_role("button", name=form)
    expect(choice).to_be_visible(timeout=40_000)
    choice.click()
    expect(page.locator(TEXT if form == "HTML" else f"{PAGES} span").first).to_be_visible(timeout=40_000)


def drag(page: Page, region: str, first: str, last: str = "") -> str:
    """Draw the mouse from the beginning of some words to the end of others. Gives what the screen says is selected."""
    left, top, right, bottom = page.evaluate(ENDS, [region, first, last or first])
    page.mouse.move(left, top)
    page.mouse.down()
    page.mouse.move(right, bottom, steps=4)
    page.mouse.up()
    return selected(page)


def selected(page: Page) -> str:
    """What the screen says is selected: the words that a note made now would be about."""
    said = page.get_by_role("status").filter(has_text=re.compile("^Selected: "))
    expect(said).to_have_count(1)
    return (said.text_content() or "").removeprefix("Selected: ")


def marked(page: Page, words: str) -> None:
    """Wait until these words are marked in the paper, as the browser draws them."""
    page.wait_for_function(MARKED, arg=words)


def same_words(page: Page) -> None:
    """Hold what the browser reads of the open paper, footnotes last, to the digest of what the server reads of it."""
    with page.expect_response(re.compile(r"/api/paper-texts/[^/]+$")) as answered:
        page.reload()
    expect(page.locator(TEXT)).to_be_visible()
    read = []
    for part in [TEXT, *page.locator(f"{TEXT} [data-note]").all()]:
        root = page.locator(part) if isinstance(part, str) else part
        root.evaluate("(root) => getSelection().selectAllChildren(root)")
        page.wait_for_timeout(150)
        read.append(selected(page))
    page.evaluate("getSelection().collapse(document.body, 0)")
    assert hashlib.sha256(" ".join(read).encode()).hexdigest() == answered.value.json()["digest"], read


def a_day_passes(instance: Instance) -> None:
    """Make the work that waits for tomorrow due now."""
    with sqlite3.connect(instance.data / "stillroom.sqlite3", timeout=20) as database:
        database.execute("UPDATE job SET due_at = created_at WHERE lease_by IS NULL")
