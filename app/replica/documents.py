"""A paper's own pages: its abstract page, its text as HTML in LaTeXML's shape, as PDF, and as LaTeX source."""

import gzip
import io
import re
import tarfile
from html import escape

from app.replica.library import Paper
from app.replica.pdf import typeset

_HEAD = '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
_MATH = re.compile(r"\$([^$]+)\$")


def abs_page(paper: Paper, version: int) -> str:
    """The abstract page, with the meta elements by which other programs read it."""
    metas = "".join(f'<meta name="citation_author" content="{escape(name)}">' for name in paper.authors)
    return (
        f"{_HEAD}<title>[{paper.id}] {_told(paper, 'title', version)}</title>"
        f'<meta name="citation_title" content="{_told(paper, "title", version)}">{metas}'
        f'<meta name="citation_arxiv_id" content="{paper.id}"></head><body>'
        f'<h1 class="title">{_told(paper, "title", version)}</h1>'
        f'<div class="authors">{escape(", ".join(paper.authors))}</div>'
        f'<blockquote class="abstract">{_told(paper, "abstract", version)}</blockquote>'
        f'<p><a href="/pdf/{paper.id}v{version}">PDF</a> <a href="/html/{paper.id}v{version}">HTML</a> '
        f'<a href="/e-print/{paper.id}v{version}">TeX source</a></p></body></html>'
    )


def html_page(paper: Paper, version: int) -> str:
    """The whole text, in the elements and classes that LaTeXML gives it."""
    body = "".join(
        f'<section class="ltx_section" id="S{number}"><h2 class="ltx_title ltx_title_section">'
        f'<span class="ltx_tag ltx_tag_section">{number} </span>{_inline(section.title)}</h2>'
        f"{_html_paragraphs(paper.text(section, version), f'S{number}')}</section>"
        for number, section in enumerate(paper.sections, 1)
    )
    return (
        f"{_HEAD}<title>{_told(paper, 'title', version)}</title></head>"
        '<body><div class="ltx_page_main"><div class="ltx_page_content"><article class="ltx_document">'
        f'<h1 class="ltx_title ltx_title_document">{_inline(paper.told("title", version))}</h1>'
        f'<div class="ltx_authors"><span class="ltx_personname">{escape(", ".join(paper.authors))}</span></div>'
        '<div class="ltx_abstract"><h6 class="ltx_title ltx_title_abstract">Abstract</h6>'
        f'<p class="ltx_p">{_inline(paper.told("abstract", version))}</p></div>{body}{_html_references(paper)}'
        "</article></div></div></body></html>"
    )


def pdf(paper: Paper, version: int) -> bytes:
    """The whole text, typeset plainly."""
    parts = [("title", paper.told("title", version)), ("text", ", ".join(paper.authors))]
    parts += [("heading", "Abstract"), ("text", paper.told("abstract", version))]
    for number, section in enumerate(paper.sections, 1):
        parts.append(("heading", f"{number} {section.title}"))
        parts += [("text", paragraph) for paragraph in paper.text(section, version).split("\n\n")]
    if paper.references:
        parts.append(("heading", "References"))
        parts += [("text", f"[{number}] {reference}") for number, reference in enumerate(paper.references, 1)]
    return typeset(parts)


def source(paper: Paper, version: int) -> bytes:
    """What was submitted: one gzipped file for an old paper, a gzipped tar for the others, the same bytes each time."""
    tex = _tex(paper, version).encode()
    if "/" in paper.id:
        return gzip.compress(tex, mtime=0)
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for name, content in (("main.tex", tex), ("main.bbl", _bbl(paper).encode())):
            member = tarfile.TarInfo(name)
            member.size, member.mtime = len(content), int(paper.versions[version - 1].date.timestamp())
            tar.addfile(member, io.BytesIO(content))
    return gzip.compress(packed.getvalue(), mtime=0)


def _told(paper: Paper, name: str, version: int) -> str:
    return escape(paper.told(name, version))


def _inline(text: str) -> str:
    """Escaped text, formulas as LaTeXML carries them: a math element with its source beside it."""
    pieces = _MATH.split(text)
    return "".join(_formula(piece) if odd % 2 else escape(piece) for odd, piece in enumerate(pieces))


def _formula(tex: str) -> str:
    return (
        f'<math alttext="{escape(tex)}" class="ltx_Math" display="inline"><semantics><mtext>{escape(tex)}</mtext>'
        f'<annotation encoding="application/x-tex">{escape(tex)}</annotation></semantics></math>'
    )


def _html_paragraphs(text: str, section: str) -> str:
    return "".join(
        f'<div class="ltx_para" id="{section}.p{number}"><p class="ltx_p">{_inline(paragraph)}</p></div>'
        for number, paragraph in enumerate(text.split("\n\n"), 1)
    )


def _html_references(paper: Paper) -> str:
    items = "".join(
        f'<li class="ltx_bibitem" id="bib.bib{number}"><span class="ltx_tag ltx_role_refnum ltx_tag_bibitem">[{number}]'
        f'</span> <span class="ltx_bibblock">{_inline(reference)}</span></li>'
        for number, reference in enumerate(paper.references, 1)
    )
    if not items:
        return ""
    return (
        '<section class="ltx_bibliography" id="bib"><h2 class="ltx_title ltx_title_bibliography">References</h2>'
        f'<ul class="ltx_biblist">{items}</ul></section>'
    )


def _tex(paper: Paper, version: int) -> str:
    body = "\n".join(
        f"\\section{{{section.title}}}\n{_escaped(paper.text(section, version))}\n" for section in paper.sections
    )
    authors = " \\and ".join(paper.authors)
    abstract = _escaped(paper.told("abstract", version))
    bibliography = _bbl(paper) if "/" in paper.id else "\\input{main.bbl}\n"
    return (
        "\\documentclass{article}\n\\usepackage{amsmath,amssymb}\n"
        f"\\title{{{paper.told('title', version)}}}\n\\author{{{authors}}}\n"
        f"\\begin{{document}}\n\\maketitle\n\\begin{{abstract}}\n{abstract}\n\\end{{abstract}}\n"
        f"{body}{bibliography}\\end{{document}}\n"
    )


def _escaped(text: str) -> str:
    """What arXiv's metadata may carry bare, and LaTeX may not."""
    return re.sub(r"(?<!\\)([%&#])", r"\\\1", text)


def _bbl(paper: Paper) -> str:
    items = "\n".join(f"\\bibitem{{ref{number}}} {reference}\n" for number, reference in enumerate(paper.references, 1))
    return f"\\begin{{thebibliography}}{{99}}\n{items}\\end{{thebibliography}}\n" if items else ""
