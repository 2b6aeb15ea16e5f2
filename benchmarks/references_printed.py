"""Papers printed to PDF by a real Chromium in the ways that journals and preprints look, to read their lists back.

A paper that came as HTML is printed as it is; of one that came as source, its text and its entries are set as a page
first. Links are taken out, so that only what is printed can be found.
"""

import os
import re
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

import pypdfium2
from playwright.sync_api import Page, sync_playwright

from app.papers.bibliography.folder import read_folder
from app.papers.bibliography.source import entries_of_source

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome") or ""
LARGEST_HTML = 700_000
"""Bytes of a page that is still printed: a larger one takes minutes."""
_FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]

_PAPER = """
  body { font: 10pt/1.2 serif; margin: 0; text-align: justify; hyphens: auto; overflow-wrap: anywhere }
  img, svg, video { display: none }
  .ltx_biblist, .ltx_bibitem, .bib { list-style: none; padding: 0 }
  .ltx_bibitem { display: block; padding-left: 1.6em; text-indent: -1.6em; margin: 0 }
  .ltx_bibblock, .ltx_tag_bibitem { display: inline }
"""
_TWO_COLUMNS = "body { columns: 2; column-gap: 7mm; font-size: 8pt } h1, table, .ltx_equation { column-span: none }"
_NUMBERED = "[...items].forEach((item, n) => { tag(item).textContent = `[${n + 1}] ` });"
_POINTED = "[...items].forEach((item, n) => { tag(item).textContent = `${n + 1}. ` });"
_NAMED = "[...items].forEach((item) => { tag(item).textContent = '' });"
_BREAKABLE = r"""
for (const item of items) {
  const walker = document.createTreeWalker(item, NodeFilter.SHOW_TEXT), texts = [];
  while (walker.nextNode()) texts.push(walker.currentNode);
  for (const text of texts) text.data = text.data.replace(/(?<=\S)([.:\/_-])(?=[\da-z])/gi, '$1\u200b');
}
"""
"""As LaTeX breaks addresses (url.sty): after a point, a colon, a slash or a hyphen, with nothing added."""
STYLES = {
    "[1], one column": ("", _NUMBERED),
    "[1], two columns, broken addresses": (_TWO_COLUMNS, _NUMBERED + _BREAKABLE),
    "1., one column, broken addresses": ("", _POINTED + _BREAKABLE),
    "names, two columns, broken addresses": (_TWO_COLUMNS, _NAMED + _BREAKABLE),
}
_SET = """
([css, change]) => {
  document.querySelectorAll('link, style, script, base').forEach((one) => one.remove());
  document.querySelectorAll('a').forEach((one) => one.removeAttribute('href'));
  const items = document.querySelectorAll('.ltx_bibitem');
  const tag = (item) => {
    let found = item.querySelector('.ltx_tag_bibitem, .ltx_tag');
    if (!found) item.prepend(found = Object.assign(document.createElement('span'), { className: 'ltx_tag' }));
    return found;
  };
  const style = document.head.appendChild(document.createElement('style'));
  style.textContent = css;
  const visible = [...items].map((item) => item.innerText).join(' ').replace(/\\s/g, '');
  new Function('items', 'tag', change)(items, tag);
  return visible;
}
"""
_MARGIN = '<div style="font-size: 7pt; width: 100%; text-align: center">{}</div>'


@dataclass(frozen=True)
class Printed:
    """A paper in one style: its key in the known answers, what its list shows (without blanks), and the PDF."""

    key: str
    visible: str
    pdf: bytes


def printed(data: Path, keys: Iterable[str]) -> Iterator[tuple[str, Printed]]:
    """Every paper of `keys` in `data` that is here as HTML or as source, in every style, with the style's name."""
    sheets = [(key, page) for key in sorted(keys) if (page := _page(data, key))]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=_FLAGS)
        page = browser.new_page()
        page.route("**/*", lambda route: route.abort())
        for style, (css, change) in STYLES.items():
            for key, html in sheets:
                yield style, _print(page, key, html, css, change)
        browser.close()


def ids_printed(path: Path) -> set[str]:
    """The arXiv ids in a PDF's text behind the last line that says References, broken lines put together blindly."""
    document = pypdfium2.PdfDocument(path)
    lines = "\n".join(page.get_textpage().get_text_range() for page in document).replace("\r", "")
    document.close()
    _, heading, listed = lines.rpartition(next(iter(re.findall(r"(?im)^\W*references\W*$", lines)[-1:]), "\0"))
    whole = re.sub(r"\s+", "", listed) if heading else ""
    new = re.findall(r"(?i)(?:arxiv(?:preprint)?:|arxiv\.org/(?:abs|pdf)/|abs/)(\d\d(?:0[1-9]|1[0-2])\.\d{4,5})", whole)
    return set(new) | set(re.findall(r"(?:hep-\w\w|astro-ph|gr-qc|cond-mat|quant-ph)/\d{7}", whole))


def _print(page: Page, key: str, html: str, css: str, change: str) -> Printed:
    page.set_content(html, wait_until="domcontentloaded")
    visible = page.evaluate(_SET, [_PAPER + css, change])
    pdf = page.pdf(
        format="A4",
        margin={"top": "22mm", "bottom": "22mm", "left": "20mm", "right": "20mm"},
        display_header_footer=True,
        header_template=_MARGIN.format("A paper printed to be read again"),
        footer_template=_MARGIN.format('<span class="pageNumber"></span>'),
    )
    return Printed(key, visible, pdf)


def _page(data: Path, key: str) -> str:
    if key.startswith("html:"):
        name = key.removeprefix("html:")
        for path in sorted((data / "html").rglob("*.html")):
            if name in (path.name, path.stem, path.parent.name) and path.stat().st_size <= LARGEST_HTML:
                return path.read_text(errors="replace")
        return ""
    folder = next((one for one in (data / "latex").glob("*") if one.is_dir() and key in one.name), None)
    return _set(folder) if folder else ""


def _set(folder: Path) -> str:
    """A page of the paper in `folder`: the sentences that cite, then the list."""
    entries = entries_of_source(read_folder(folder))
    said = list(dict.fromkeys((one.section, one.sentence) for entry in entries for one in entry.cited))
    body = "".join(f"<h2>{escape(section)}</h2><p>{escape(sentence)}</p>" for section, sentence in said)
    items = "".join(f'<li class="ltx_bibitem">{escape(entry.text)}</li>' for entry in entries)
    return (
        f'<!doctype html><html lang="en"><head></head><body>{body}'
        f'<h2>References</h2><ul class="ltx_biblist">{items}</ul></body></html>'
    )
