"""What was submitted of a paper: LaTeX, its bibliography and its figures, packed as arXiv's `/e-print` packs them."""

import gzip
import io
import re
import tarfile

from app.replica.figures import png
from app.replica.manuscript import SENTENCES, Block, Manuscript, Part, keys, pieces

_MANY = 20
_HEAD = """\\documentclass{article}
\\usepackage{amsmath,amssymb,graphicx,url}
\\newcommand{\\E}[2][p]{\\mathbb{E}_{#1}\\left[#2\\right]}
\\newcommand{\\loss}{\\mathcal{L}}
\\DeclareMathOperator*{\\argmin}{arg\\,min}
% An earlier draft leaned on \\cite{a-work-that-was-never-finished}; the line is kept out on purpose.
"""


def eprint(paper: Manuscript, pdf: bytes) -> bytes:
    """A gzipped tar; one gzipped file for a paper of the old identifiers; the `pdf` where nothing else was sent."""
    if "source" not in paper.paper.formats:
        return pdf
    if "/" in paper.paper.id:
        return gzip.compress(_main(paper, _bbl(paper)).encode(), mtime=0)
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for name, content in _files(paper).items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            member.mtime = int(paper.paper.versions[paper.version - 1].date.timestamp())
            tar.addfile(member, io.BytesIO(content))
    return gzip.compress(packed.getvalue(), mtime=0)


def _files(paper: Manuscript) -> dict[str, bytes]:
    bib = paper.paper.bib
    ending = "\\bibliographystyle{plain}\n\\bibliography{refs}\n" if bib else "\\input{main.bbl}\n"
    files = {"main.tex": _main(paper, ending).encode()}
    if len(paper.parts) > _MANY:
        files |= {f"parts/{part.number:02}.tex": _part(paper, part).encode() for part in paper.parts}
    files |= {"refs.bib": bib.encode()} if bib else {"main.bbl": _bbl(paper).encode()}
    return files | {f"figures/{name}.png": png(plot) for name, plot in paper.paper.figures.items()}


def _main(paper: Manuscript, ending: str) -> str:
    parts = [
        f"\\input{{parts/{part.number:02}}}\n" if len(paper.parts) > _MANY else _part(paper, part)
        for part in paper.parts
    ]
    authors = " \\and ".join(paper.paper.authors) + _addresses(paper.paper.addresses)
    return (
        f"{_HEAD}\\title{{{_line(paper.told('title'))}}}\n\\author{{{authors}}}\n\\begin{{document}}\n\\maketitle\n"
        f"\\begin{{abstract}}\n{_line(paper.told('abstract'))}\n\\end{{abstract}}\n{''.join(parts)}{ending}"
        "\\end{document}\n"
    )


def _addresses(written: str) -> str:
    """The authors' addresses as TeX has them, those of one place in braces."""
    braced = written.replace("{", "\\{").replace("}", "\\}")
    return f" \\\\ \\texttt{{{braced}}}" if written else ""


def _part(paper: Manuscript, part: Part) -> str:
    blocks = "\n".join(_block(paper, block) for block in part.blocks)
    return f"\\section{{{_line(part.title)}}}\n{blocks}\n"


def _block(paper: Manuscript, block: Block) -> str:
    said = _line(block.text)
    label = f"\\label{{{block.label}}}" if block.label else ""
    if block.kind == "equation":
        return f"\\begin{{equation}}{label}\n{block.text}\n\\end{{equation}}\n"
    if block.kind == "figure":
        file = f"figures/{block.label.removeprefix('fig:')}"
        return (
            f"\\begin{{figure}}\n\\includegraphics[width=\\linewidth]{{{file}}}\n\\caption{{{said}}}{label}\n"
            "\\end{figure}\n"
        )
    if block.kind == "table":
        rows = "\n".join(" & ".join(_line(cell) for cell in row) + " \\\\" for row in block.rows)
        columns = "l" * len(block.rows[0])
        return (
            f"\\begin{{table}}\n\\caption{{{said}}}{label}\n\\begin{{tabular}}{{{columns}}}\n{rows}\n\\end{{tabular}}\n"
            "\\end{table}\n"
        )
    kinds = {"subsection": "\\subsection{%s}\n", "item": "\\begin{itemize}\n\\item %s\n\\end{itemize}\n"}
    return kinds.get(block.kind, "%s\n") % said


def _line(text: str) -> str:
    written = {
        "math": "$%s$",
        "note": "\\footnote{%s}",
        "emphasis": "\\emph{%s}",
        "link": "\\url{%s}",
        "label": "\\ref{%s}",
    }
    out = []
    for piece in pieces(text):
        if piece.kind == "cite":
            out.append(f"\\cite{{{','.join(keys(piece.text))}}}")
        elif piece.kind == "text":
            out.append(_escaped(piece.text))
        else:
            inner = _line(piece.text) if piece.kind == "note" else piece.text
            out.append(written[piece.kind] % inner)
    return "".join(out)


def _escaped(text: str) -> str:
    """What arXiv's metadata may carry bare, and LaTeX may not."""
    return re.sub(r"(?<!\\)([%&#])", r"\\\1", text)


def _bbl(paper: Manuscript) -> str:
    entries = paper.paper.references
    items = "\n".join(
        f"\\bibitem{{{key}}}\n" + "\n\\newblock ".join(map(_line, SENTENCES.split(text))) + "\n"
        for key, text in entries.items()
    )
    return f"\\begin{{thebibliography}}{{{len(entries)}}}\n\n{items}\n\\end{{thebibliography}}\n" if items else ""
