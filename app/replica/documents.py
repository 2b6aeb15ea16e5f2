"""A paper's own pages and files, by the addresses under which arXiv has them."""

import re
from html import escape

from app.replica.chrome import NO_HTML
from app.replica.figures import png
from app.replica.latexml import html_page
from app.replica.library import Known, Paper, find
from app.replica.manuscript import manuscript
from app.replica.pdf import pdf
from app.replica.source import eprint

Answer = tuple[bytes, str]
"""A body and its content type."""
_FIGURE = re.compile(r"(.+v[0-9]+)/x([0-9]+)\.png")


class Missing(Exception):
    """There is no such thing; the words are the body of arXiv's answer."""


def abs_page(named: str, known: Known) -> Answer:
    """The abstract page, with the meta elements by which other programs read it. Raises Missing."""
    paper, version = _found(named, known)
    title, abstract = (escape(paper.told(name, version)) for name in ("title", "abstract"))
    metas = "".join(f'<meta name="citation_author" content="{escape(name)}">' for name in paper.authors)
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>[{paper.id}] {title}</title>'
        f'<meta name="citation_title" content="{title}">{metas}'
        f'<meta name="citation_arxiv_id" content="{paper.id}"></head><body>'
        f'<h1 class="title">{title}</h1><div class="authors">{escape(", ".join(paper.authors))}</div>'
        f'<blockquote class="abstract">{abstract}</blockquote>'
        f'<p><a href="/pdf/{paper.id}v{version}">PDF</a> <a href="/html/{paper.id}v{version}">HTML</a> '
        f'<a href="/e-print/{paper.id}v{version}">TeX source</a></p></body></html>'
    ).encode(), "text/html; charset=utf-8"


def html(named: str, known: Known, rerendered: bool = False) -> Answer:
    """The whole text as LaTeXML's HTML, or a figure of it (`{id}v{n}/x1.png`). Raises Missing."""
    if figure := _FIGURE.fullmatch(named):
        return _figure(*_found(figure[1], known), int(figure[2]))
    paper, version = _found(named, known)
    if "html" not in paper.formats:
        raise Missing(NO_HTML.format(named=f"{paper.id}v{version}"))
    return html_page(manuscript(paper, version), rerendered).encode(), "text/html; charset=utf-8"


def pdf_file(named: str, known: Known) -> Answer:
    """The whole text, typeset. Raises Missing."""
    return pdf(manuscript(*_found(named.removesuffix(".pdf"), known))), "application/pdf"


def source(named: str, known: Known) -> Answer:
    """What was submitted. Raises Missing."""
    paper, version = _found(named, known)
    kind = "application/gzip" if "source" in paper.formats else "application/pdf"
    written = manuscript(paper, version)
    return eprint(written, b"" if "source" in paper.formats else pdf(written)), kind


def _figure(paper: Paper, version: int, number: int) -> Answer:
    plots = list(paper.figures.values())
    if "html" not in paper.formats or not 1 <= number <= len(plots):
        raise Missing("Not found")
    return png(plots[number - 1]), "image/png"


def _found(named: str, known: Known) -> tuple[Paper, int]:
    if found := find(named, known):
        return found
    raise Missing("Not found")
