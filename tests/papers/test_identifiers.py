"""What a person pastes, and which paper it names."""

import json

import pytest

from app.papers.identifiers import ArxivId, NoIdentifier, find_doi, is_doi, parse
from tests.costing import costs_at_most
from tests.papers.material import material

CASES = json.loads((material / "identifiers/arxiv_identifiers.json").read_text()) if material.is_dir() else []


@pytest.mark.material
@pytest.mark.skipif(not CASES, reason="../shared/material is not here")
@pytest.mark.parametrize("case", CASES, ids=[ascii(case["input"]) for case in CASES])
def test_reads_every_form_as_arxiv_does(case):
    if case["expected_id"] is None:
        with pytest.raises(NoIdentifier):
            parse(case["input"])
    else:
        assert parse(case["input"]) == ArxivId(case["expected_id"], case["expected_version"])


@pytest.mark.material
@pytest.mark.skipif(not material.is_dir(), reason="../shared/material is not here")
def test_reads_the_one_identifier_of_a_reference():
    papers = json.loads((material / "references/references.json").read_text()).values()
    read = 0
    for reference in (one for paper in papers for one in paper["refs"]):
        text = reference.get("text", "")
        for number in reference["arxiv"]:
            if len(reference["arxiv"]) == 1 and f"arXiv:{number}" in text:
                assert parse(text).id == number
                read += 1
        if not reference["arxiv"]:
            with pytest.raises(NoIdentifier):
                parse(text)
    assert read > 50


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("2611.01234", "2611.01234"),
        ("[2611.01234v2]", "2611.01234v2"),
        ("arXiv: 2611.01234", "2611.01234"),
        ("oai:arXiv.org:2611.01234", "2611.01234"),
        ("Cond-Mat/0105012V3", "cond-mat/0105012v3"),
        ("math.GT/0105012", "math/0105012"),
        ("arxiv.org/abs/2611.01234", "2611.01234"),
        ("https://www.arxiv.org/pdf/cs/0105012v1.pdf", "cs/0105012v1"),
        ("https://arxiv.org/abs/hep-th%2F0105012?context=math", "hep-th/0105012"),
        ("https://arxiv.org:443/src/2611.01234v2/", "2611.01234v2"),
        ("https://ar5iv.labs.arxiv.org/html/2611.01234", "2611.01234"),
        ("https://www.alphaxiv.org/overview/2611.01234v1", "2611.01234v1"),
        ("https://huggingface.co/papers/2611.01234", "2611.01234"),
        ("https://doi.org/10.48550/arXiv.2611.01234", "2611.01234"),
        ("doi:10.48550/arXiv.hep-th/0105012", "hep-th/0105012"),
        ("M. Ilves and T. Wren. Forgetting. arXiv preprint\n  arXiv:2611.01234v2 , 2026.", "2611.01234v2"),
        ("Ilves (2026). Forgetting. CoRR, abs/2611.01234.", "2611.01234"),
        ("eprint = {2611.01234}, archivePrefix = {arXiv}", "2611.01234"),
        ("Preprint, available at math.SG/0105012, to appear.", "math/0105012"),
        ("Forgetting (https://arxiv.org/abs/2611.01234), arXiv:2611.01234v1 [cs.LG] 3 Nov 2026", "2611.01234v1"),
        ("Forgetting. 10.1000/182. arXiv:2611.01234", "2611.01234"),
    ],
)
def test_finds_the_identifier(text, canonical):
    assert str(parse(text)) == canonical
    assert parse(str(parse(text))) == parse(text)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("   ", "nothing here"),
        ("arXiv:2613.01234", "month would be 13"),
        ("2611.1234", "5 digits"),
        ("1203.12345", "4 digits"),
        ("2611.00000", "count from 1"),
        ("0612.1234", "began in April 2007"),
        ("cooking/0105012", "no archive “cooking”"),
        ("math/0705012", "ran from 1991"),
        ("2611.01234v0", "no version 0"),
        ("2611.01234v99999", "no version 99999"),
        ("2611.01234\u200b", "U+200B"),
        ("arXiv:2611.01234 and arXiv:2611.00917", "more than one"),
        ("arXiv:2611.01234v1, now arXiv:2611.01234v2", "more than one"),
        ("10.1038/s41586-020-2649-2", "entered by hand"),
        ("https://example.org/abs/2611.01234", "address does not lead"),
        ("https://arxiv.org.example.net/abs/2611.01234", "address does not lead"),
        ("https://user@arxiv.org/abs/2611.01234", "address does not lead"),
        ("http://[::1", "address does not lead"),
        ("https://arxiv.org/list/cs.LG/recent", "address does not lead"),
        ("see 2611.01234 for more", "nothing says"),
        ("how models forget", "no arXiv identifier"),
        ("x" * 6000, "too long"),
        ("٢٦١١.٠١٢٣٤", "no arXiv identifier"),
    ],
)
def test_says_why_there_is_none(text, why):
    with pytest.raises(NoIdentifier) as refusal:
        parse(text)
    assert why in refusal.value.sentence
    assert refusal.value.status == 422


@pytest.mark.parametrize(
    "piece", ["a", "a-", "arxiv:", "arxiv ", "1706.", "10.1234/)", "https://arxiv.org/", "/", "v1"]
)
def test_nothing_pasted_makes_it_slow(piece):
    with costs_at_most(2), pytest.raises(NoIdentifier):
        parse((piece * 5000)[:5000])


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        ("10.1038/NATURE14474", "10.1038/nature14474"),
        ("(see https://doi.org/10.1000/abc(12)3).", "10.1000/abc(12)3"),
        ("doi:10.1162/tacl\\_a\\_00276, 2019.", "10.1162/tacl_a_00276"),
        ("https://doi.org/10.1000%2F182", "10.1000/182"),
        ("10.48550/arXiv.2611.01234", None),
        ("10.48550/arXiv.2611.01234 and 10.1000/182", "10.1000/182"),
        ("version 10.2/3", None),
    ],
)
def test_finds_a_doi_that_is_not_arxivs(text, doi):
    assert find_doi(text) == doi


@pytest.mark.parametrize(
    ("text", "valid"), [("10.1000/182", True), ("10.1000/182.", False), ("doi:10.1000/182", False)]
)
def test_knows_a_doi(text, valid):
    assert is_doi(text) is valid
