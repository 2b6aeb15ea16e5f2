"""Writing formulas and figures: a picture with its questions, a bad formula found and mended, a paper's own macros."""

import base64
import io
import re
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.journeys.acts import arrive, begin_draft, import_paper, saved, write
from tests.journeys.conftest import Instance, Somebody

pytestmark = pytest.mark.journey
PASTE = """([name, type, base64]) => {
    const bytes = Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));
    const data = new DataTransfer();
    data.items.add(new File([bytes], name, { type }));
    document.querySelector('.cm-content').dispatchEvent(
        new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
}"""
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 160"><script>parent.__hit(1)</script>'
    '<rect width="320" height="160" fill="#fff"/><path d="M20 140 L300 20" stroke="#0b6658" stroke-width="4"/></svg>'
)


def paste(page: Page, name: str, kind: str, data: bytes) -> None:
    page.evaluate(PASTE, [name, kind, base64.b64encode(data).decode()])


def pixels() -> bytes:
    kept = io.BytesIO()
    Image.new("RGB", (640, 250), "#d6efe5").save(kept, "PNG")
    return kept.getvalue()


def begun(instance: Instance, somebody: Any) -> Somebody:
    ada: Somebody = somebody()
    arrive(ada, instance.first, "Ada Lindqvist", "Begin")
    import_paper(ada.page)
    begin_draft(ada.page, "Forgetting evenly")
    return ada


def test_a_picture_is_pasted_described_and_described_anew(instance: Instance, somebody: Any) -> None:
    ada = begun(instance, somebody)
    page = ada.page
    write(page, "\n\n")
    paste(page, "plot.png", "image/png", pixels())
    dialog = page.get_by_role("dialog", name="Add a picture")
    dialog.get_by_label("What it shows, in words").fill("A field of one colour")
    dialog.get_by_label("Caption").fill("What is left, $\\alpha_t$.")
    dialog.get_by_label("Name for links").fill("left")
    dialog.get_by_label("Whose is it?").select_option(label="From “Forgetting at an Even Pace”")
    expect(dialog.get_by_label("Source")).to_have_value(re.compile("Ilves .* arXiv"))
    expect(dialog.get_by_label("Licence")).to_have_value("CC BY 4.0")
    ada.look("a picture and its questions")
    dialog.get_by_label("Licence").select_option("All rights reserved")
    dialog.get_by_label("Why may it be shown?").fill("quoted to discuss it")
    dialog.get_by_role("button", name="Add picture").click()
    preview = page.get_by_role("region", name="Preview of the page")
    figure = preview.get_by_role("figure")
    expect(figure.get_by_role("img", name="A field of one colour")).to_be_visible()
    expect(figure).to_contain_text("Figure 1.")
    expect(figure.locator(".credit")).to_contain_text("All rights reserved, quoted to discuss it")
    write(page, "\n\n[](#fig-left) shows it.")
    expect(preview.get_by_role("link", name="Figure 1")).to_be_visible()
    saved(page)
    page.get_by_role("textbox", name="The draft, in Markdown").press("Control+Home")
    page.locator(".cm-line", has_text="A field of one colour").click()
    page.get_by_role("button", name="Figure", exact=True).click()
    dialog = page.get_by_role("dialog", name="About this picture")
    expect(dialog.get_by_label("Why may it be shown?")).to_have_value("quoted to discuss it")
    dialog.get_by_label("What it shows, in words").fill("A field of pale green")
    dialog.get_by_label("Licence").select_option("CC BY 4.0")
    dialog.get_by_role("button", name="Keep").click()
    expect(figure.get_by_role("img", name="A field of pale green")).to_be_visible()
    expect(figure.locator(".credit")).to_contain_text("CC BY 4.0")


def test_a_drawing_without_words_is_told_and_what_is_no_picture_says_so(instance: Instance, somebody: Any) -> None:
    ada = begun(instance, somebody)
    page = ada.page
    page.evaluate("() => { window.__hits = []; window.__hit = (what) => window.__hits.push(what); }")
    write(page, "\n\n")
    paste(page, "broken.png", "image/png", b"\x89PNG not really")
    dialog = page.get_by_role("dialog", name="Add a picture")
    dialog.get_by_role("button", name="Add picture").click()
    expect(dialog).to_contain_text("Your text is as it was.")
    dialog.get_by_role("button", name="Cancel").click()
    paste(page, "plot.svg", "image/svg+xml", SVG.encode())
    dialog.get_by_role("button", name="Add picture").click()
    expect(page.get_by_text("Left out of it, because no page may hold it: a script.")).to_be_visible()
    preview = page.get_by_role("region", name="Preview of the page")
    expect(preview.locator("figure img")).to_have_js_property("naturalWidth", 320)
    assert page.evaluate("window.__hits") == []
    page.get_by_role("button", name="2 things to look at").click()
    page.get_by_role("button", name=re.compile("no text alternative")).click()
    dialog = page.get_by_role("dialog", name="About this picture")
    dialog.get_by_label("What it shows, in words").fill("A line that rises")
    dialog.get_by_label("Whose is it?").select_option("me")
    dialog.get_by_role("button", name="Keep").click()
    expect(preview.get_by_role("img", name="A line that rises")).to_be_visible()
    expect(page.get_by_text("things to look at")).to_be_hidden()
    ada.failures[:] = [one for one in ada.failures if "422" not in one]


def test_a_bad_formula_is_found_and_mended_from_the_editor(instance: Instance, somebody: Any) -> None:
    ada = begun(instance, somebody)
    page = ada.page
    write(page, "\n\nHere $\\frac{1}{n$ fails and $x$ does not.")
    preview = page.get_by_role("region", name="Preview of the page")
    expect(preview.locator(".math-error")).to_have_text("\\frac{1}{n")
    expect(preview.locator("math").last).to_be_visible()
    expect(page.locator(".cm-bad")).to_have_text("\\frac{1}{n")
    page.locator(".cm-bad").hover()
    expect(page.locator(".cm-reason")).to_contain_text("A formula cannot be drawn")
    ada.look("a bad formula in its place")
    page.keyboard.press("Control+Home")
    page.keyboard.press("F9")
    expect(page.get_by_role("status").filter(has_text="A formula cannot be drawn")).to_be_visible()
    page.keyboard.press("ArrowRight")
    page.keyboard.type("}")
    expect(page.locator(".cm-bad")).to_have_count(0)
    expect(preview.locator("mfrac")).to_be_visible()


def test_commands_environments_and_names_complete(instance: Instance, somebody: Any) -> None:
    ada = begun(instance, somebody)
    page = ada.page
    write(page, "\n\n$$\n")
    page.keyboard.type("\\begin{ali")
    page.get_by_role("option", name="align", exact=False).first.wait_for()
    ada.look("environments complete")
    page.keyboard.press("Enter")
    page.keyboard.type("\\alp")
    option = page.get_by_role("option", name="\\alpha")
    expect(option).to_contain_text("α")
    option.click()
    page.keyboard.type(" &= 1 \\label{eq:one}")
    editor = page.get_by_role("textbox", name="The draft, in Markdown")
    expect(editor).to_contain_text("\\end{align}")
    write(page, "\n$$\n\nBy ")
    page.keyboard.type("\\eqref{")
    page.get_by_role("option", name="eq:one").click()
    preview = page.get_by_role("region", name="Preview of the page")
    expect(preview.get_by_role("link", name="(1)")).to_be_visible()
    write(page, "\n\n| a | b |\n|---|---|\n| c | d |")
    page.keyboard.press("Tab")
    page.keyboard.type("e")
    page.keyboard.press("Tab")
    page.keyboard.type("f")
    expect(preview.get_by_role("cell", name="f")).to_be_visible()


def test_a_papers_own_macros_are_brought_from_its_source(instance: Instance, somebody: Any) -> None:
    ada = begun(instance, somebody)
    page = ada.page
    write(page, "\n\nThe loss $\\E[q]{\\loss}$ falls.")
    expect(page.locator(".cm-bad")).to_be_visible()
    page.get_by_role("button", name=re.compile("A formula cannot be drawn")).click()
    page.get_by_role("button", name="Bring the macros of a paper").click()
    dialog = page.get_by_role("dialog", name="Macros from a paper")
    expect(dialog.get_by_text("Your formulas use 2 of them.")).to_be_visible(timeout=90_000)
    ada.look("the macros of a paper")
    dialog.get_by_role("button", name="Add 2 macros").click()
    expect(page.locator(".cm-bad")).to_have_count(0)
    preview = page.get_by_role("region", name="Preview of the page")
    expect(preview.locator("math").first).to_contain_text("𝔼")
    saved(page)
