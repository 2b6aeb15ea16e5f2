"""Real papers, where their data stands beside the checkout: every identifier and every entry."""

import json

import pytest

from app.papers.bibliography.documents import entries_of
from app.papers.bibliography.folder import read_folder
from app.papers.bibliography.source import entries_of_source
from tests.papers.material import material

PATH = material / "references/references.json"
TRUTH = json.loads(PATH.read_text()) if PATH.is_file() else {}
FOLDERS = [folder for folder in sorted((material / "latex").glob("*")) if list(folder.glob("*.tex"))]
PAGES = [page for page in sorted((material / "html").rglob("*.html")) if "small" not in page.parts]
PRINTS = [path for path in sorted((material / "pdf").glob("*.pdf")) if not path.name.startswith(("misc", "password"))]
pytestmark = [pytest.mark.material, pytest.mark.skipif(not TRUTH, reason="../shared/material is not here")]


def known(reference: dict) -> tuple[list[str], list[str]]:
    return sorted(reference["arxiv"]), sorted(one.lower() for one in reference["doi"])


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_reads_every_entry_of_a_source(folder):
    entries = entries_of_source(read_folder(folder))
    truth = TRUTH[folder.name.removeprefix("arXiv-").removesuffix("v2")]
    assert [entry.key for entry in entries] == [reference["key"] for reference in truth["refs"]]
    assert [(sorted(entry.arxiv), sorted(entry.doi)) for entry in entries] == [known(one) for one in truth["refs"]]
    assert sum(not entry.cited for entry in entries) == truth["uncited_bibitems"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.parent.name}/{page.name}")
def test_reads_every_entry_of_html(page):
    origin, entries = entries_of(page.read_bytes())
    truth = TRUTH[f"html:{page.parent.name if page.name == 'index.html' else page.name}"]
    assert (origin, len(entries)) == ("html", truth["n_bibitems"])
    assert {one for entry in entries for one in entry.arxiv} == set(truth["arxiv_ids"])
    assert sum(bool(entry.cited) for entry in entries) >= 0.9 * len(entries)


@pytest.mark.parametrize("path", PRINTS, ids=lambda path: path.name)
def test_reads_a_pdf(path):
    origin, entries = entries_of(path.read_bytes())
    assert origin == "pdf"
    assert all(10 < len(entry.text) < 2_000 for entry in entries)


def test_an_eprint_reads_as_its_folder_does():
    packed = entries_of((material / "latex/eprint/1911.02782.gz").read_bytes())[1]
    assert packed == entries_of_source(read_folder(material / "latex/1911.02782"))
