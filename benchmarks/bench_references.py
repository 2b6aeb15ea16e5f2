"""What a paper cites, read from papers with known answers: how much of it is found, and how much of that is right.

Promise: from source or HTML recall and precision of arXiv ids at least 0.98 each and no paper failing; from the PDF
alone recall at least 0.85 at a precision of at least 0.95. One command: `python benchmarks/bench_references.py`;
another folder of the same layout: `--data FOLDER`, or DATA=FOLDER in the environment.
"""

import argparse
import json
import os
import re
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pypdfium2

from app.errors import BadInput
from app.papers.bibliography.documents import entries_of
from app.papers.bibliography.folder import read_folder
from app.papers.bibliography.pdf import entries_of_pdf
from app.papers.bibliography.shapes import Entry
from app.papers.bibliography.source import entries_of_source
from benchmarks.references_printed import CHROMIUM, ids_printed, printed

MATERIAL = Path(__file__).resolve().parents[2] / "shared" / "material"
NOT_PAPERS = ("eprint", "groundtruth")


@dataclass
class Known:
    """What a paper's reference list holds, by the answers that came with it."""

    entries: int
    arxiv: set[str]
    doi: set[str] = field(default_factory=set)
    unseen: set[str] = field(default_factory=set)
    """Identifiers that are known from elsewhere and not printed: finding one is neither right nor wrong."""


@dataclass
class Tally:
    """Found, known and found rightly, over papers."""

    right: int = 0
    found: int = 0
    known: int = 0

    def add(self, found: set[str], known: set[str]) -> None:
        """Count one paper."""
        self.right += len(found & known)
        self.found += len(found)
        self.known += len(known)

    def __str__(self) -> str:
        recall = f"{self.right / self.known:.3f}" if self.known else "–"
        precision = f"{self.right / self.found:.3f}" if self.found else "–"
        return f"recall {recall}, precision {precision} ({self.right} of {self.known}; {self.found} found)"


def main() -> None:
    """Measure and print; exit status 1 where a paper fails."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("DATA") or MATERIAL))
    data = parser.parse_args().data
    truths = read_truths(data)
    if not truths:
        print(f"References: skipped, there is no {data / 'references/references.json'}.")
        return
    failed = measure("source and HTML", from_source_and_html(data, truths), (0.98, 0.98))
    failed += measure("PDF alone", from_pdf(data, truths), (0.85, 0.95))
    compare_with_search(data)
    failed += measure_printed(data, truths)
    sys.exit(1 if failed else 0)


def read_truths(data: Path) -> dict[str, Known]:
    """The known answers by the paper's key in references.json; what a machine made without identifiers is left out."""
    path = data / "references/references.json"
    return {key: known(paper) for key, paper in json.loads(path.read_text()).items()} if path.is_file() else {}


def known(paper: dict) -> Known:
    """One paper's answers."""
    listed = paper.get("refs", [])
    given = [one for reference in listed for one in several(reference.get("arxiv"))] + several(paper.get("arxiv_ids"))
    arxiv = {re.sub(r"(?<=\d)v\d+$", "", one.removeprefix("arXiv:")) for one in given}
    doi = {one.lower() for reference in listed for one in several(reference.get("doi"))}
    return Known(paper.get("n_bibitems", len(listed)), arxiv, doi)


def several(value: object) -> list[str]:
    """Identifiers that are given as a list, or as one, or only counted."""
    return [value] if isinstance(value, str) else list(value) if isinstance(value, list) else []


Reading = Callable[[], list[Entry]]


def from_source_and_html(data: Path, truths: dict[str, Known]) -> Iterator[tuple[str, Known, Reading]]:
    """Each paper that came as source (folder or e-print) or as HTML, with its answers."""
    for folder in sorted(path for path in (data / "latex").glob("*") if path.is_dir() and path.name not in NOT_PAPERS):
        if answers := truths.get(identifier(folder.name)):
            yield f"latex/{folder.name}", answers, lambda folder=folder: entries_of_source(read_folder(folder))
    for archive in sorted((data / "latex/eprint").glob("*")):
        if answers := truths.get(identifier(archive.name)):
            yield f"eprint/{archive.name}", answers, lambda archive=archive: entries_of(archive.read_bytes())[1]
    for page in sorted((data / "html").rglob("*.html")):
        name = page.parent.name if page.name == "index.html" else page.name
        if answers := truths.get(f"html:{name}") or truths.get(f"html:{page.stem}"):
            yield f"html/{name}", answers, lambda page=page: entries_of(page.read_bytes())[1]


def from_pdf(data: Path, truths: dict[str, Known]) -> Iterator[tuple[str, Known, Reading]]:
    """Each PDF whose answers are known: its own, or those of the same paper's source."""
    for path in sorted((data / "pdf").glob("*.pdf")):
        answers = truths.get(f"pdf:{path.stem}") or truths.get(identifier(path.stem)) or answers_beside(path)
        if answers:
            yield f"pdf/{path.name}", answers, lambda path=path: entries_of(path.read_bytes())[1]


def answers_beside(path: Path) -> Known | None:
    """What GROBID or S2ORC read from the same PDF, where they lie beside it and hold a reference list."""
    if (read := path.with_suffix(".s2orc.json")).is_file():
        entries = json.loads(read.read_text())["pdf_parse"]["bib_entries"]
        return Known(len(entries), {one for entry in entries.values() for one in entry["other_ids"].get("arXiv", [])})
    for read in (path.with_suffix(".grobid.tei.xml"), path.with_suffix(".fulltext.tei.xml")):
        entries = re.findall(r"<biblStruct\b.*?</biblStruct>", read.read_text(), re.DOTALL) if read.is_file() else []
        if entries:
            ids = re.findall(r'<idno type="arXiv">(?:arXiv:)?([^<\s]+?)(?:v\d+)?(?:\[[^<]*)?</idno>', "".join(entries))
            return Known(len(entries), set(ids))
    return None


def measure_printed(data: Path, truths: dict[str, Known]) -> int:
    """Few PDFs come with a known list: papers whose list is known are printed in several styles and read back."""
    if not CHROMIUM:
        print("References from printed papers: skipped, there is no Chromium (CHROMIUM=path names one).")
        return 0
    styles = dict[str, list[tuple[str, Known, Reading]]]()
    for style, one in printed(data, [key for key in truths if not key.startswith("pdf:")]):
        read = partial(entries_of_pdf, one.pdf)
        styles.setdefault(style, []).append((one.key, visible(truths[one.key], one.visible), read))
    return sum(measure(f"PDF alone, printed as {style}", papers, (0.85, 0.95)) for style, papers in styles.items())


def visible(answers: Known, text: str) -> Known:
    """The answers whose every part stands in the printed `text`, which has no blanks."""
    arxiv = {one for one in answers.arxiv if all(part in text for part in one.split("/"))}
    doi = {one for one in answers.doi if one in text.lower()}
    return Known(answers.entries, arxiv, doi, (answers.arxiv | answers.doi) - arxiv - doi)


def compare_with_search(data: Path) -> None:
    """PDFs that came as such: what is found, beside every arXiv id that a plain search finds behind the heading."""
    tally, papers = Tally(), 0
    for path in sorted((data / "pdf").glob("*.pdf")):
        try:
            printed = ids_printed(path)
        except pypdfium2.PdfiumError:
            continue
        if printed:
            papers += 1
            tally.add({one for entry in entries_of(path.read_bytes())[1] for one in entry.arxiv}, printed)
    print(f"References from PDF beside a plain search of their {papers} lists' text for arXiv ids: {tally}.")


def identifier(name: str) -> str:
    """The paper's id in the name of its file: `arXiv-2501.01300v2` is 2501.01300."""
    bare = re.sub(r"^arXiv-|\.(?:tar\.gz|tgz|gz|tar)$", "", name)
    return re.sub(r"(?<=\d)v\d+$", "", bare)


def measure(what: str, papers: Iterable[tuple[str, Known, Reading]], promised: tuple[float, float]) -> int:
    """Read every paper and print what was found; the number of papers that failed."""
    arxiv, doi, seconds, counts, failed = Tally(), Tally(), [], [], 0
    for name, answers, read in papers:
        began = time.perf_counter()
        try:
            entries = read()
        except Exception as error:
            failed += 1
            print(f"  {name}: FAILED: {error.sentence if isinstance(error, BadInput) else repr(error)}")
            continue
        seconds.append(time.perf_counter() - began)
        found = {one for entry in entries for one in entry.arxiv} - answers.unseen
        arxiv.add(found, answers.arxiv)
        doi.add({one for entry in entries for one in entry.doi} - answers.unseen, answers.doi)
        counts.append(abs(len(entries) - answers.entries) / max(answers.entries, 1))
        note(name, found, answers, len(entries))
    print(f"References from {what}: {len(seconds)} papers, {failed} failed.")
    if seconds:
        print(f"  arXiv ids: {arxiv}; promised {promised[0]} and {promised[1]}.")
        print(f"  DOIs: {doi}.")
        print(f"  Entries: {statistics.mean(counts):.3f} of a list too many or too few (mean).")
        print(f"  Time: median {statistics.median(seconds):.2f} s, longest {max(seconds):.2f} s.")
    return failed


def note(name: str, found: set[str], answers: Known, entries: int) -> None:
    """Say where a paper's ids or count differ from its answers."""
    missed, extra = sorted(answers.arxiv - found), sorted(found - answers.arxiv)
    if missed or extra or entries != answers.entries:
        print(f"  {name}: {entries} of {answers.entries} entries; missed {missed or 'none'}, beyond {extra or 'none'}")


if __name__ == "__main__":
    main()
