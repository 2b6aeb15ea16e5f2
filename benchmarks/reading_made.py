"""The paper that is read in `bench_reading.py`, made here: 300 pages as LaTeXML marks them up, and 300 pages of PDF."""

import random
from collections.abc import Iterator
from dataclasses import replace

from app.anchors import Anchor, make
from app.papers.fulltext.shapes import Document
from app.replica.library import papers
from app.replica.manuscript import Block, Manuscript, Part
from app.replica.pdf import pdf

FORMULAS, FIGURES, REFERENCES = 2000, 300, 400
SECTIONS, PARTS, PARAGRAPHS = 25, 4, 20
"""Sections, subsections in each, paragraphs in each of those: as many paragraphs as formulas."""
PDF_PARAGRAPHS = 2040
"""So many as fill 300 pages."""
NOTED = "The slope is **steeper** than Lindqvist says: compare the fog of the third night, and ask for the raw counts."
_SAYING = (
    "a lantern in fog is seen by chance and counted once more when the night clears over the old pier, while nobody "
    "who keeps the harbour asks which of them was lit before the others went out"
)
_FORMULA = (
    '<math alttext="\\sum_{{t}}x_{{{0}}}" display="{1}"><semantics><mrow><munder><mo>∑</mo><mi>t</mi></munder><msub>'
    '<mi mathvariant="italic">x</mi><mn>{0}</mn></msub></mrow><annotation encoding="application/x-tex">'
    "\\sum_{{t}}x_{{{0}}}</annotation></semantics></math>"
)


def html(seed: int = 7) -> bytes:
    """Some 360,000 characters with 2,000 formulas (every fifth displayed), 300 figures and 400 references."""
    chance = random.Random(seed)
    parts = ['<article class="ltx_document"><h1 class="ltx_title ltx_title_document">Lanterns</h1>']
    for section in range(1, SECTIONS + 1):
        parts.append(f'<section id="S{section}" class="ltx_section">{_heading(2, "section", section)}')
        for part in range(1, PARTS + 1):
            inner = f"S{section}.SS{part}"
            parts.append(f'<section id="{inner}" class="ltx_subsection">{_heading(3, "subsection", section, part)}')
            first = ((section - 1) * PARTS + part - 1) * PARAGRAPHS
            parts.extend(piece for n in range(first, first + PARAGRAPHS) for piece in _block(n, chance))
            parts.append("</section>")
        parts.append("</section>")
    items = (f'<li id="bib.bib{n}" class="ltx_bibitem">{_reference(n, chance)}</li>' for n in range(1, REFERENCES + 1))
    parts += ['<section id="bib" class="ltx_bibliography"><h2 class="ltx_title">References</h2>']
    parts += ['<ul class="ltx_biblist">', *items, "</ul></section></article>"]
    return "".join(parts).encode()


def _heading(level: int, kind: str, *numbers: int) -> str:
    number = ".".join(map(str, numbers))
    tag = f'<span class="ltx_tag ltx_tag_{kind}">{number} </span>'
    return f'<h{level} class="ltx_title ltx_title_{kind}">{tag}Night {number}</h{level}>'


def _said(chance: random.Random, words: int) -> str:
    return " ".join(chance.choices(_SAYING.split(), k=words)).capitalize()


def _block(n: int, chance: random.Random) -> Iterator[str]:
    cited = n % REFERENCES + 1
    cite = f'<cite class="ltx_cite">[<a href="#bib.bib{cited}" class="ltx_ref">{cited}</a>]</cite>'
    shown = n % 5 == 0
    math = _FORMULA.format(n, "block" if shown else "inline")
    inline = "" if shown else math
    said = f"{_said(chance, 14)} {inline} {_said(chance, 12)} {cite}."
    yield f'<div id="p{n}" class="ltx_para"><p class="ltx_p">{said}</p>'
    if shown:
        row = f'<tr class="ltx_equation"><td class="ltx_eqn_cell ltx_align_center">{math}</td></tr>'
        yield f'<table id="E{n}" class="ltx_equation ltx_eqn_table"><tbody>{row}</tbody></table>'
    yield "</div>"
    if n % PARAGRAPHS < FIGURES // (SECTIONS * PARTS):
        yield f'<figure id="F{n}" class="ltx_figure"><img src="x{n}.png" width="400" height="300" alt="A plot">'
        yield f'<figcaption class="ltx_caption">Figure {n}: {_said(chance, 8)}.</figcaption></figure>'


def _reference(n: int, chance: random.Random) -> str:
    block = f'<span class="ltx_bibblock">P. Lindqvist {n}. {_said(chance, 10)}. Harbour Press, 20{n % 27:02}.</span>'
    return f'<span class="ltx_tag ltx_tag_bibitem">[{n}]</span>{block}'


def passages(document: Document, count: int) -> list[Anchor]:
    """So many passages of some 60 characters, evenly through a text."""
    step = len(document.text) // (count + 1)
    return [make(document.text, at, at + 60, "Night") for at in range(step, step * count + 1, step)]


def printed(seed: int = 7) -> bytes:
    """A PDF of some 300 pages, full of words."""
    chance = random.Random(seed)
    paper = replace(next(iter(papers().values())), title="Lanterns", sections=[], references={}, figures={})
    blocks = [Block("paragraph", f"{_said(chance, 100)} {n}.") for n in range(PDF_PARAGRAPHS)]
    return pdf(Manuscript(paper, 1, [Part(1, "Nights", blocks)], {}))
