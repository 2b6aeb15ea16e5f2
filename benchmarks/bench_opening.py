"""What reading a document costs: time, and the memory of the server and of the process that reads for it.

The largest real HTML and the PDFs in the folder that `DATA` names (laid out as ../shared/material, which is taken where
DATA is not set), and a paper of 300 pages made here. Prints medians, megabytes, and the ratio to a bare parse in the
same run. One command: `python benchmarks/bench_opening.py`.
"""

import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2
from selectolax.lexbor import LexborHTMLParser

from app.errors import BadInput
from app.papers.fulltext import apart
from app.papers.fulltext.cleaning import read_html
from app.papers.fulltext.pdf import read_pdf
from app.papers.fulltext.shapes import Document

ROOT = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("DATA") or ROOT.parent / "shared" / "material")
PAGE = "https://arxiv.org/html/2401.00001v1"
ROUNDS = 5
LARGEST_PDFS = 3
WORDS = "a lantern in fog is seen by chance and counted once more when the night clears over the old pier"
FORMULA = (
    '<math alttext="\\sum_{{t}}x_{{{0}}}" display="inline"><semantics><mrow><munder><mo>∑</mo><mi>t</mi></munder><msub>'
    '<mi mathvariant="double-struck">E</mi><mn>{0}</mn></msub></mrow><annotation encoding="application/x-tex">'
    "\\sum_{{t}}x_{{{0}}}</annotation></semantics></math>"
)

PEAK = "next(int(l.split()[1]) for l in open('/proc/self/status') if l.startswith('VmHWM')) / 1024"
SERVER = f"""
import sys
from pathlib import Path
from app.papers.fulltext import apart
name, path = sys.argv[1:]
before = {PEAK}
data = Path(path).read_bytes()
document = apart.read_html(data, {PAGE!r}) if name == 'html' else apart.read_pdf(data)
print({PEAK} - before)
"""
CHILD = f"""
import runpy, sys
try:
    runpy.run_module('app.papers.fulltext.child', run_name='__main__')
except SystemExit:
    print({PEAK}, file=sys.stderr)
"""


def long_paper(seed: int = 7) -> bytes:
    """Some 300 pages: 2,000 paragraphs with a formula each, 300 figures, 100 sections."""
    chance, words = random.Random(seed), WORDS.split()
    parts = ['<!DOCTYPE html><article class="ltx_document"><h1 class="ltx_title ltx_title_document">Lanterns</h1>']
    for n in range(2000):
        if n % 20 == 0:
            parts.append(f'<h2 id="S{n}" class="ltx_title ltx_title_section">Night {n}</h2>')
        said = " ".join(chance.choices(words, k=40))
        parts.append(f'<div id="p{n}" class="ltx_para"><p class="ltx_p">{said} {FORMULA.format(n)}.</p></div>')
        if n % 20 < 3:
            parts.append(f'<figure id="F{n}" class="ltx_figure"><img src="x{n}.png" width="400" height="300" alt="">')
            parts.append(f'<figcaption class="ltx_caption">Figure {n}: {said}</figcaption></figure>')
    return "".join(parts).encode()


def median(work: Callable[[], object]) -> float:
    """The median of milliseconds that some runs took."""
    taken = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        work()
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken)


def server_memory(name: str, path: Path) -> float:
    """Megabytes by which a server's peak grew for one reading, the document itself included."""
    done = subprocess.run(
        [sys.executable, "-c", SERVER, name, path], env=apart.environment(), check=True, capture_output=True
    )
    return float(done.stdout)


def child_memory(name: str, path: Path) -> float:
    """Megabytes at the peak of the process that reads."""
    limits = {"memory": apart.MEMORY, "seconds": apart.SECONDS, "output": apart.OUTPUT}
    given = json.dumps({"base": PAGE} if name == "html" else {})
    with path.open("rb") as source:
        done = subprocess.run(
            [sys.executable, "-c", CHILD, json.dumps(limits), name, given],
            stdin=source,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env=apart.environment(),
            check=True,
        )
    return float(done.stderr)


def bare_html(data: bytes) -> None:
    """Parse and take the text, as little as can be done."""
    body = LexborHTMLParser(data).body
    assert body is not None
    body.text()


def bare_pdf(data: bytes) -> None:
    """Take the text of each page, as little as can be done."""
    with pypdfium2.PdfDocument(data) as document:
        for page in document:
            page.get_textpage().get_text_bounded()


def line(name: str, path: Path) -> tuple[str, float]:
    """The figures of one document, and the megabytes that the server grew by and its reader took, together."""
    data = path.read_bytes()
    reading: Callable[[], Document] = (lambda: read_html(data, PAGE)) if name == "html" else (lambda: read_pdf(data))
    document = reading()
    ours, bare = median(reading), median(lambda: bare_html(data) if name == "html" else bare_pdf(data))
    apart_ms = median(lambda: apart.read_html(path, PAGE) if name == "html" else apart.read_pdf(path))
    grown, reader = server_memory(name, path), child_memory(name, path)
    shown = f"{path.name[:24]:24} {len(data) / 1e6:5.1f} MB {len(document.text):8,} characters"
    figures = f"{len(document.layout.formulas):5} formulas {len(document.figures):4} figures"
    times = f"{apart_ms:6.0f} ms apart, {ours:6.1f} here, {bare:6.1f} bare, ratio {ours / bare:4.1f}"
    return f"{shown} {figures} | {times} | server +{grown:.0f} MB, reader {reader:.0f} MB", grown + reader


def documents(folder: Path) -> Iterator[tuple[str, Path]]:
    """The paper made here, the largest real HTML, the largest PDFs that can be read."""
    made = folder / "made: 300 pages.html"
    made.write_bytes(long_paper())
    yield "html", made
    found = sorted((DATA / "html").rglob("*.html"), key=lambda path: path.stat().st_size)
    yield from (("html", path) for path in found[-2:])
    for path in sorted((DATA / "pdf").glob("*.pdf"), key=lambda path: -path.stat().st_size)[: LARGEST_PDFS + 2]:
        try:
            read_pdf(path)
        except BadInput:
            continue
        yield "pdf", path


def main() -> None:
    """Measure and print."""
    if not DATA.is_dir():
        print(f"There is no folder of real data at {DATA}: only the paper made here is measured.")
    with tempfile.TemporaryDirectory() as folder:
        most = 0.0
        for name, path in documents(Path(folder)):
            said, grown = line(name, path)
            most = max(most, grown)
            print(said)
    print(f"Medians of {ROUNDS} rounds.")
    print(f"Server and reader together: at most {most:.0f} MB for one document (60 are allowed).")


if __name__ == "__main__":
    main()
