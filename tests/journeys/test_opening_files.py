"""Files become drafts: a Word document that is chosen, Markdown that is dropped; what cannot be opened says why."""

import io
import re
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.docx_here import document, drawing, item, paragraph
from tests.journeys.acts import arrive

pytestmark = pytest.mark.journey

FORMULA = (
    "<m:oMathPara><m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t></m:r></m:den></m:f>"
    "</m:oMath></m:oMathPara>"
)
NOTE = '<w:footnote w:id="2">' + paragraph("Bubbles collapse.") + "</w:footnote>"
DROP = """([name, text]) => {
    const data = new DataTransfer();
    data.items.add(new File([text], name, { type: 'text/markdown' }));
    for (const kind of ['dragover', 'drop']) {
        const event = new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true });
        document.querySelector('main').dispatchEvent(event);
    }
}"""


def word_document() -> bytes:
    picture = io.BytesIO()
    Image.new("RGB", (320, 200), "teal").save(picture, "PNG")
    other = io.BytesIO()
    Image.new("RGB", (200, 160), "peru").save(other, "PNG")
    mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    body = (
        paragraph("On kettles", "Titre")
        + paragraph("Why they sing", "H1")
        + paragraph(f"<w:r><w:t>They do.</w:t></w:r>{mark}")
        + item("copper", 1)
        + item("thin", 1, 1)
        + f"<w:p>{FORMULA}</w:p>"
        + paragraph(drawing("i1", "A kettle on a stove"))
        + paragraph(drawing("i2", "A kettle on a fire"))
    )
    return document(body, parts={"footnotes": NOTE}, files={"i1": picture.getvalue(), "i2": other.getvalue()})


def test_files_become_drafts(somebody: Any, instance: Any) -> None:
    ada = somebody()
    arrive(ada, instance.first, "Ada Lindqvist", "Begin")
    page = ada.page
    expect(page.get_by_role("button", name="Open a file…")).to_be_visible()

    chooser = page.get_by_label("A Markdown or Word file")
    old = {
        "name": "old.doc",
        "mimeType": "application/msword",
        "buffer": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512),
    }
    chooser.set_input_files(old)
    expect(page.get_by_role("alert")).to_contain_text("save it as .docx, and open that. Nothing was begun.")
    ada.look("a file that cannot be opened")
    ada.failures[:] = [one for one in ada.failures if "422" not in one]

    chooser.set_input_files({"name": "kettles.docx", "mimeType": "", "buffer": word_document()})
    editor = page.get_by_role("textbox", name="The draft, in Markdown")
    expect(editor).to_contain_text("# Why they sing")
    whose = page.get_by_role("dialog", name="Whose are these 2 pictures?")
    whose.get_by_label("Whose are they?").select_option("From elsewhere")
    whose.get_by_label("Source").fill("Brewster 1849")
    ada.look("whose the pictures of a document are")
    page.keyboard.press("Escape")
    # Nobody has to say it at once: the status bar names what is left, and what is said there holds.
    page.get_by_role("button", name="2 things to look at").click()
    page.get_by_role("button", name=re.compile("whose it is")).first.click()
    about = page.get_by_role("dialog", name="About this picture")
    about.get_by_label("Whose is it?").select_option("I made it")
    about.get_by_role("button", name="Keep").click()
    expect(
        page.get_by_role("button", name="A figure does not say whose it is, and why it may be shown.")
    ).to_be_visible()
    expect(editor).to_contain_text("[^1]: Bubbles collapse.")
    preview = page.get_by_role("region", name="Preview of the page")
    expect(preview.locator("mfrac")).to_be_visible()
    expect(preview.locator("ul ul li")).to_have_text("thin")
    expect(preview.get_by_role("img", name="A kettle on a stove")).to_be_visible()
    expect(page.get_by_text("On kettles").first).to_be_visible()
    ada.look("a document that was opened")

    ada.open("/desk")
    expect(page.get_by_role("link", name="On kettles")).to_be_visible()
    ada.look("the desk with a file to open")
    page.evaluate(DROP, ["notes.md", "---\ntitle: From my notes\nkind: explainer\n---\n\nA kettle *sings*.\n"])
    expect(editor).to_contain_text("A kettle *sings*.")
    expect(page.get_by_text("From my notes").first).to_be_visible()
    assert ada.failures == []
