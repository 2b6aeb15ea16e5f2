"""Recorded answers of arXiv give the values that an independent parser read; every bad one gives its sentence."""

import hashlib
import json
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from app.papers.arxiv import wire
from app.papers.arxiv.errors import ArxivDown, BadQuery, Nonsense, Throttled
from app.papers.identifiers import ArxivId
from tests.papers.material import material

FOLDER = material / "arxiv_api"
GOOD = sorted([*FOLDER.glob("recorded/*.json"), *FOLDER.glob("derived/*.json")])
BAD = {
    "arxivpy_id_abc": BadQuery,
    "billion_laughs": Nonsense,
    "busy_503_retry_after": ArxivDown,
    "control_char": Nonsense,
    "entry_without_title": Nonsense,
    "html_instead_of_atom": Nonsense,
    "http_301_to_https": Nonsense,
    "legacy_incorrect_id": BadQuery,
    "legacy_start_not_integer": BadQuery,
    "rate_exceeded_200": Throttled,
    "retry_after_absurd": ArxivDown,
    "total_says_1_no_entry": Nonsense,
    "truncated": Nonsense,
    "xxe_file": Nonsense,
}
KEPT_WITHDRAWN = {"0906.3336", "2101.10016"}
pytestmark = [
    pytest.mark.material,
    pytest.mark.skipif(not FOLDER.is_dir(), reason="../shared/material/arxiv_api is not here"),
]


def squeezed(text):
    return " ".join(text.split())


def as_expected(entry, expected):
    """The entry in the shape of the material's own values, cut to the fields given there."""
    whole = {
        "id": entry.id,
        "version": entry.version,
        "title": entry.title,
        "authors": entry.authors,
        "affiliations": entry.affiliations if any(entry.affiliations) else None,
        "published": entry.published.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "updated": entry.updated.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "primary": entry.primary_category,
        "categories": entry.categories,
        "doi": entry.doi,
        "journal_ref": entry.journal_ref,
        "comment": entry.comment,
        "abstract_sha256_wsnorm": hashlib.sha256(squeezed(entry.abstract).encode()).hexdigest(),
        "abstract_chars": len(squeezed(entry.abstract)),
    }
    return {name: value for name, value in whole.items() if name in expected}


def in_our_spacing(expected):
    """Values that arXiv wraps over lines, as we keep them."""
    kept = {name: value for name, value in expected.items() if name != "bib"}
    if kept.get("affiliations"):
        kept["affiliations"] = [[squeezed(place) for place in places] for places in kept["affiliations"]]
    if "categories" in kept:
        kept["categories"] = [squeezed(one) for one in kept["categories"]]
    return kept


@pytest.mark.parametrize("path", GOOD, ids=[path.stem for path in GOOD])
def test_reads_a_recorded_answer(path: Path, answers, arxiv):
    recorded = json.loads(path.read_text())
    expected = recorded["expected"]["entries"]
    answers.body = path.with_suffix(".xml").read_bytes()
    if recorded["expected"]["total"] == len(expected):
        ids = [ArxivId(one["id"], one["version"]) for one in expected] or [ArxivId("2611.01234")]
        entries = list(arxiv.papers(ids).values())
    else:
        asked = parse_qs(urlsplit(recorded["request_url"] or "").query)
        page = arxiv.search("anything", start=int(asked.get("start", ["0"])[0]), count=len(expected))
        assert page.total == recorded["expected"]["total"]
        entries = page.entries
    assert [as_expected(*pair) for pair in zip(entries, expected, strict=True)] == list(map(in_our_spacing, expected))
    assert {one.id for one in entries if one.withdrawn} == KEPT_WITHDRAWN & {one.id for one in entries}
    assert all(one.published.tzinfo and one.updated.tzinfo for one in entries)
    assert len(answers.asked) == 1


def lay_down(answers, name):
    told = json.loads((FOLDER / f"errors/{name}.json").read_text())
    bodies = [path for path in FOLDER.glob(f"errors/{name}.*") if path.suffix != ".json"]
    answers.status, answers.headers = told["http_status"], told.get("headers") or {}
    answers.body = bodies[0].read_bytes()


@pytest.mark.parametrize("name", sorted(path.stem for path in FOLDER.glob("errors/*.json")))
def test_gives_its_sentence_for_a_bad_answer(name, answers, arxiv, monkeypatch):
    monkeypatch.setattr(wire, "BETWEEN_REQUESTS", 0)
    lay_down(answers, name)
    asked = ArxivId("1706.03762" if name == "xxe_file" else "2104.12255")
    if name in ("bom_and_leading_newline", "script_in_title"):
        title = arxiv.papers([asked])[asked].title
        assert title == "0" or title.startswith("<script>alert(1)</script>")
        return
    with pytest.raises(BAD[name]) as refusal:
        arxiv.papers([asked])
    assert "root:" not in refusal.value.sentence
    assert refusal.value.sentence.endswith(".")
    assert (refusal.value.retry_after or 0) <= 600
    assert len(answers.asked) == 1


def test_waits_as_long_as_it_was_asked_to_but_no_longer_than_ten_minutes(answers, arxiv):
    lay_down(answers, "busy_503_retry_after")
    with pytest.raises(ArxivDown) as refusal:
        arxiv.papers([ArxivId("2104.12255")])
    assert refusal.value.retry_after == 20
    lay_down(answers, "retry_after_absurd")
    with pytest.raises(ArxivDown) as refusal:
        arxiv.papers([ArxivId("2104.12255")])
    assert refusal.value.retry_after == 600


@pytest.mark.parametrize("path", sorted(FOLDER.glob("oai_and_abs/hepcrawl*1.xml")), ids=lambda path: path.stem)
def test_another_format_of_record_is_not_mistaken_for_ours(path, answers, arxiv):
    answers.body = path.read_bytes()
    with pytest.raises(Nonsense):
        arxiv.record("1512.07978")


ABS = sorted(FOLDER.glob("oai_and_abs/abs_ftp_*.abs"))


@pytest.mark.parametrize("path", ABS, ids=[path.stem for path in ABS])
def test_reads_versions_and_licence_of_real_papers(path, answers, arxiv):
    """The .abs file is what arXiv makes its record from: we make one too, and read it back."""
    lines = path.read_text().splitlines()
    id = next(line.split(":", 1)[1] for line in lines if line.startswith("arXiv:")).strip()
    dates = [line.split(":", 1)[1] for line in lines if line.startswith("Date")]
    licence = next((line.split(":", 1)[1].strip() for line in lines if line.startswith("License:")), None)
    answers.body = raw_answer(id, dates, licence)
    record = arxiv.record(id)
    assert [one.number for one in record.versions] == list(range(1, len(dates) + 1))
    assert record.licence == licence
    for version, date in zip(record.versions, dates, strict=True):
        assert version.created.strftime("%Y %H:%M:%S") in date.replace(" GMT", "")
        assert f"({version.size})" in date


def raw_answer(id, dates, licence):
    versions = "".join(
        f'<version version="v{number}"><date>{date.split("(")[0].strip()}</date>'
        f"<size>{date.split('(')[1].rstrip(')')}</size></version>"
        for number, date in enumerate(dates, 1)
    )
    return (
        '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><GetRecord><record>'
        f"<header><identifier>oai:arXiv.org:{id}</identifier></header><metadata>"
        f'<arXivRaw xmlns="http://arxiv.org/OAI/arXivRaw/"><id>{id}</id>{versions}'
        f"{f'<license>{licence}</license>' if licence else ''}</arXivRaw></metadata></record></GetRecord></OAI-PMH>"
    ).encode()
