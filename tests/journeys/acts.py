"""What people do on the way, once each: join, import, note, begin a draft, ask, answer, publish."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Somebody

PASSWORD = "a kettle of copper"
PAPER, TITLE = "2611.01234", "Forgetting at an Even Pace"
PASSAGE = "an even pace halves the number of steps"


def arrive(person: Somebody, address: str, name: str, button: str) -> None:
    """Follow a one-use address, choose a name and a password, and stand before the desk."""
    page = person.open(address)
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("Password again").fill(PASSWORD)
    page.get_by_role("button", name=button, exact=True).click()
    expect(page).to_have_url(re.compile(r"/desk$"))


def import_paper(page: Page, text: str = PAPER, title: str = TITLE) -> None:
    """Paste something that names a paper into the box, and wait until it opens."""
    box = page.get_by_label("arXiv ID, address, DOI or words")
    box.fill(text)
    box.press("Enter")
    expect(page.get_by_role("heading", name=title)).to_be_visible(timeout=20_000)


def select(page: Page, region: str, words: str) -> None:
    """Select `words` inside the element that matches the selector `region`, as a mouse would."""
    page.evaluate(
        """([region, words]) => {
            const walker = document.createTreeWalker(document.querySelector(region), NodeFilter.SHOW_TEXT);
            for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                const at = node.data.indexOf(words);
                if (at < 0) continue;
                const range = document.createRange();
                range.setStart(node, at);
                range.setEnd(node, at + words.length);
                getSelection().removeAllRanges();
                getSelection().addRange(range);
                document.dispatchEvent(new Event('selectionchange'));
                node.parentElement.dispatchEvent(new MouseEvent('mouseup', { bubbles: true }));
                return;
            }
            throw new Error(`“${words}” is not in ${region}`);
        }""",
        [region, words],
    )


def write(page: Page, text: str) -> None:
    """Put the caret at the end of the draft and type."""
    editor = page.get_by_role("textbox", name="The draft, in Markdown")
    editor.click()
    page.keyboard.press("Control+End")
    page.keyboard.insert_text(text)


def saved(page: Page) -> None:
    """Wait until the editor says that what was written is committed."""
    expect(page.get_by_role("status").filter(has_text=re.compile(r"^Saved$"))).to_be_visible()
