"""Real papers as lists of paragraphs, for the benchmark of anchors: LaTeXML HTML, converted LaTeX sources, PDFs."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pypdfium2 as pdfium
from selectolax.lexbor import LexborHTMLParser, LexborNode

Paper = list[list[str]]
"""Paragraphs of words; a formula is `$TeX$`, split at its blanks like any text."""

_APART = {"script", "style", "head", "annotation", "annotation-xml"}
_BLOCKS = (
    " address article aside blockquote br dd details div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre "
    "section summary table td th tr ul "
)
_FEWEST_WORDS = 1500
_RUN = 5


def papers(data: Path) -> dict[str, Paper]:
    """Every readable paper of a folder laid out like the material, by its name."""
    found: dict[str, Paper] = {}
    for path in sorted(data.glob("html/**/*.html")):
        found[_name(path, data)] = from_html(path.read_text(errors="replace"))
    for path in sorted(data.glob("latex/groundtruth/*.md")) + sorted(data.glob("markdown/*.md")):
        found[_name(path, data)] = _paragraphs(re.split(r"\n\s*\n", path.read_text(errors="replace")))
    for path in sorted(data.glob("pdf/*.pdf")):
        found[_name(path, data)] = from_pdf(path)
    return {name: paper for name, paper in found.items() if sum(map(len, paper)) >= _FEWEST_WORDS}


def apart(strange: Paper, paper: Paper) -> Paper:
    """The paragraphs of one paper that have no run of words in common with another (a publisher's imprint, say), and
    that do not stand there as they are."""
    known = {run for words in paper for run in _runs(words)} | {tuple(words) for words in paper}
    return [words for words in strange if known.isdisjoint(_runs(words)) and tuple(words) not in known]


def _runs(words: list[str]) -> Iterator[tuple[str, ...]]:
    return zip(*(words[shift:] for shift in range(_RUN)), strict=False)


def from_html(html: str) -> Paper:
    """The paragraphs a reader sees, each formula as its TeX between dollars."""
    pieces: list[str] = []
    body = LexborHTMLParser(html).body
    if body is not None:
        _walk(body, pieces)
    return _paragraphs("".join(pieces).split("\n"))


def from_pdf(path: Path) -> Paper:
    """The pages of a PDF, each cut into paragraphs of a dozen lines; none when it cannot be read."""
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError:
        return []
    lines = [line for page in document for line in page.get_textpage().get_text_range().split("\r\n")]
    joined = "\n".join(lines).replace("\ufffe\n", "").replace("\x02\n", "").split("\n")
    return _paragraphs(" ".join(joined[at : at + 12]) for at in range(0, len(joined), 12))


def _name(path: Path, data: Path) -> str:
    return str(path.relative_to(data))


def _paragraphs(blocks: Iterable[str]) -> Paper:
    return [words for block in blocks if (words := block.split())]


def _walk(node: LexborNode, pieces: list[str]) -> None:
    child = node.child
    while child is not None:
        if child.tag == "-text":
            pieces.append((child.text_content or "").replace("\n", " "))
        elif child.tag == "math":
            pieces.append(f"${' '.join((child.attributes.get('alttext') or '').split())}$")
        elif child.tag not in _APART and not (child.tag or "").startswith("-"):
            edge = "\n" if f" {child.tag} " in _BLOCKS else ""
            pieces.append(edge)
            _walk(child, pieces)
            pieces.append(edge)
        child = child.next
