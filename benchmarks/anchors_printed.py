"""HTML papers printed to PDF by a real Chromium, with passages that are the same in both known by their colour."""

import ctypes
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from playwright.sync_api import Page, sync_playwright

from app.anchors import Sight

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome") or ""
_FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
_LARGEST = 700_000
"""Bytes of an HTML file that is still printed: the larger take minutes."""
_STEP = 5
"""Colours are so far apart that rounding does not mix them up."""

_PAINT = """
([count, step]) => {
  const blocks = new Set(('ADDRESS ARTICLE ASIDE BLOCKQUOTE BR DD DIV DL DT FIGCAPTION FIGURE H1 H2 H3 H4 H5 H6 HR ' +
    'LI OL P PRE SECTION TABLE TD TH TR UL').split(' '));
  const pieces = [], formulas = [];
  let text = '';
  const drawn = (node) => node.nodeType === 3 ? node.data.trim() : /^annotation/.test(node.nodeName) ? '' : shown(node);
  const shown = (node) => [...node.childNodes].map(drawn).join('');
  const walk = (node) => {
    if (node.nodeType === 3) {
      const data = node.data.replace(/\\s/g, ' ');
      if (data.trim()) pieces.push({ node, start: text.length, end: text.length + data.length });
      text += data;
    } else if (node.nodeName === 'math') {
      const tex = '$' + (node.getAttribute('alttext') || '').replace(/\\s+/g, ' ') + '$';
      formulas.push([text.length, text.length + tex.length, shown(node)]);
      pieces.push({ node, start: text.length, end: text.length + tex.length });
      text += tex;
    } else if (node.nodeType === 1 && !/^(SCRIPT|STYLE|svg)$/.test(node.nodeName)) {
      if (blocks.has(node.nodeName)) text += ' ';
      node.childNodes.forEach(walk);
      if (blocks.has(node.nodeName)) text += ' ';
    }
  };
  walk(document.body);
  const passages = [];
  for (let at = 0; at < count; at++) {
    let start = Math.floor((text.length * at) / count), end = start + 25 + ((at * 37) % 230);
    for (const [from, to] of formulas) {
      if (from < start && start < to) start = to;
      if (from < end && end < to) end = to;
    }
    while (start < end && text[start - 1] !== ' ') start++;
    while (end < text.length && text[end] !== ' ' && !formulas.some(([from]) => from === end)) end++;
    const words = text.slice(start, end);
    start += words.length - words.trimStart().length;
    end = start + words.trim().length;
    if (end - start > 15) passages.push([start, end, at]);
  }
  for (const [start, end, at] of passages) {
    const colour = `rgb(${step * (at % 50)}, ${step * Math.floor(at / 50)}, 150)`;
    for (const piece of pieces.filter((one) => one.start < end && one.end > start)) {
      if (piece.node.nodeType === 1) { piece.node.style.setProperty('color', colour, 'important'); continue; }
      const range = document.createRange();
      const cut = piece.cut || 0;
      const first = Math.max(0, start - piece.start - cut), last = Math.min(piece.node.length, end - piece.start - cut);
      if (first >= last) continue;
      const rest = piece.node.length - last;
      range.setStart(piece.node, first);
      range.setEnd(piece.node, last);
      const span = document.createElement('span');
      span.style.setProperty('color', colour, 'important');
      range.surroundContents(span);
      if (rest && span.nextSibling) { piece.node = span.nextSibling; piece.cut = last + cut; }
    }
  }
  return { text, formulas, passages };
}
"""
"""Reads the text of a page as the notes know it, and paints `count` passages of it, each in a colour of its own."""


@dataclass(frozen=True)
class Printed:
    """A paper in both forms, and passages as (start, end) in the HTML's text and in the PDF's: those of which about as
    much came out in their colour as was painted.
    """

    html: str
    formulas: list[tuple[int, int, str]]
    pdf: str
    pairs: list[tuple[tuple[int, int], tuple[int, int]]]


def printed(data: Path, count: int) -> list[Printed]:
    """Every HTML paper that is not too large, printed."""
    paths = [path for path in sorted(data.glob("html/**/*.html")) if 100_000 < path.stat().st_size <= _LARGEST]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=_FLAGS)
        page = browser.new_page(java_script_enabled=True)
        page.route("**/*", lambda route: route.abort())
        found = [_print(page, path, count) for path in paths]
        browser.close()
    return found


def _print(page: Page, path: Path, count: int) -> Printed:
    page.set_content(path.read_text(errors="replace"), wait_until="domcontentloaded")
    read = page.evaluate(_PAINT, [count, _STEP])
    text, colours = _text(page.pdf())
    pairs = []
    for start, end, at in read["passages"]:
        places = [place for place, colour in enumerate(colours) if colour == at]
        span = (places[0], places[-1] + 1) if places else (0, 0)
        if 0.8 < _ink(text[slice(*span)]) / max(1, _ink(_seen(read, start, end))) < 1.25:
            pairs.append(((start, end), span))
    # The browser counts UTF-16 units; papers with characters beyond the first plane in their HTML would be off.
    return Printed(read["text"], [tuple(one) for one in read["formulas"]], text, pairs)


def _seen(read: dict[str, Any], start: int, end: int) -> str:
    """What a reader sees of a passage."""
    sight = Sight.of(read["text"], read["formulas"])
    return sight.text[slice(*sight.seen(start, end))]


def _ink(text: str) -> int:
    return sum(not letter.isspace() for letter in text)


def _text(pdf: bytes) -> tuple[str, list[int]]:
    """The text of a PDF, white space folded, words at line ends joined; and each character's passage (or -1)."""
    letters: list[str] = []
    colours: list[int] = []
    for page in pdfium.PdfDocument(pdf):
        words = page.get_textpage()
        for at in range(words.count_chars()):
            letter = chr(raw.FPDFText_GetUnicode(words, at))
            if letter in "\x02\ufffe\x00":
                continue
            if letter.isspace():
                if letters and letters[-1] != " ":
                    letters.append(" ")
                    colours.append(-1)
                continue
            letters.append(letter)
            colours.append(_colour(words, at))
        letters.append(" ")
        colours.append(-1)
    return "".join(letters), colours


def _colour(words: pdfium.PdfTextPage, at: int) -> int:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    raw.FPDFText_GetFillColor(words, at, red, green, blue, alpha)
    if abs(blue.value - 150) > 1:
        return -1
    return round(red.value / _STEP) + 50 * round(green.value / _STEP)
