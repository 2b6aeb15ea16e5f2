"""What is copied in Word is pasted as Markdown, with its pictures; with Shift, in code, and after an undo it is not."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.acts import arrive, begin_draft, import_paper, saved, write
from tests.journeys.conftest import ROOT

pytestmark = pytest.mark.journey

FROM_WORD = (ROOT / "frontend/src/writing/pasting/fixtures/word.html").read_text()
PICTURE = "iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAIAAAACUFjqAAAAEklEQVR4nGP4z8CAB+GTG8HSALfKY52fTcuYAAAAAElFTkSuQmCC"
COPY = """async ([html, text]) => navigator.clipboard.write([new ClipboardItem({
    'text/html': new Blob([html], { type: 'text/html' }), 'text/plain': new Blob([text], { type: 'text/plain' }),
})])"""


def source(page: Page) -> str:
    """The text of the draft as the server has it."""
    draft = re.search(r"/drafts/([\w-]+)", page.url)
    assert draft
    return str(page.evaluate(f"fetch('/api/drafts/{draft[1]}').then((one) => one.json())")["text"]["body"])


def test_word_and_web_pages_come_as_markdown(somebody: Any, instance: Any, tmp_path: Path) -> None:
    ada = somebody(permissions=["clipboard-read", "clipboard-write"])
    arrive(ada, instance.first, "Ada Lindqvist", "Begin")
    page = ada.page
    import_paper(page)
    begin_draft(page, "On kettles")
    write(page, "\n\n## Pasted\n\n")
    saved(page)
    before = source(page)

    # The clipboard a page writes is made clean by the browser; Word's own is not: an event brings it as it is.
    editor = page.get_by_role("textbox", name="The draft, in Markdown")
    editor.evaluate(
        """(editor, html) => { const data = new DataTransfer();
            data.setData('text/html', html); data.setData('text/plain', 'On kettles');
            const paste = { clipboardData: data, bubbles: true, cancelable: true };
            editor.dispatchEvent(new ClipboardEvent('paste', paste)); }""",
        FROM_WORD,
    )
    expect(editor).to_contain_text("Bubbles *collapse*.")
    saved(page)
    expected = (ROOT / "frontend/src/writing/pasting/fixtures/word.md").read_text()
    assert source(page) == before + expected
    preview = page.get_by_role("region", name="Preview of the page")
    expect(preview.locator("ul ul li")).to_have_text("thin walls")
    expect(preview.locator("munderover")).to_be_visible()
    expect(preview.locator("td", has_text="400")).to_be_visible()
    expect(preview.locator(".note", has_text="Bubbles collapse.")).to_be_attached()
    assert preview.locator(".math-error").count() == 0
    ada.look("pasted from Word")

    page.keyboard.press("Control+z")
    expect(editor).not_to_contain_text("kettle")
    saved(page)
    assert source(page) == before

    html = f'<h2>Two</h2><p>A <b>plot</b>:</p><p><img alt="A plot" src="data:image/png;base64,{PICTURE}"></p>'
    page.evaluate(COPY, [html, "Two A *plot*"])
    page.keyboard.press("Control+v")
    expect(preview.get_by_role("img", name="A plot")).to_be_visible()
    whose = page.get_by_role("dialog", name="Whose is this picture?")
    whose.get_by_label("Whose is it?").select_option("I made it")
    expect(whose.get_by_label("Source")).to_have_value("Ada Lindqvist")
    ada.look("whose a pasted picture is")
    whose.get_by_role("button", name="Keep").click()
    expect(preview.locator(".credit")).to_have_text("Ada Lindqvist, CC BY 4.0")
    saved(page)
    pasted = source(page).removeprefix(before)
    assert re.fullmatch(r"## Two\n\nA \*\*plot\*\*:\n\n!\[A plot\]\(image:[0-9a-f]+\)\n", pasted)

    page.keyboard.press("Control+End")
    page.keyboard.press("Control+Shift+v")
    page.keyboard.insert_text("\n\n```\n")
    page.keyboard.press("Control+v")
    saved(page)
    assert source(page).endswith("Two A *plot*\n\n```\nTwo A *plot*")
    assert ada.failures == []
