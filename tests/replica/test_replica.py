"""The replica answers as arXiv does: its documents are what they claim, its errors those of arXiv."""

import gzip
import io
import re
import tarfile
import time
from collections.abc import Iterator

import httpx
import pytest

from app.replica.faults import Fault
from app.replica.library import papers
from app.replica.server import Running, serve


@pytest.fixture(scope="module")
def served() -> Iterator[Running]:
    running = serve()
    yield running
    running.stop()


@pytest.fixture
def replica(served: Running) -> Running:
    served.faults.clear()
    served.requests.clear()
    return served


def ask(replica, path, **asked):
    return httpx.get(f"{replica.url}{path}", params=asked, trust_env=False)


def ids(answer):
    return re.findall(r"<id>http://arxiv.org/abs/([^<]+)</id>", answer.text)


def test_carries_papers_of_every_kind():
    known = papers().values()
    assert len(known) >= 19
    assert sum(paper.newest == 2 for paper in known) >= 2
    assert max(len(paper.authors) for paper in known) == 40
    assert any("/" in paper.id for paper in known)
    assert max(len(paper.title) for paper in known) > 250
    assert len({paper.licence for paper in known}) >= 7
    assert all(100 <= len(paper.abstract.split()) <= 200 and "$" in paper.abstract for paper in known)
    assert all(paper.sections for paper in known)


@pytest.mark.parametrize(
    ("id_list", "found"),
    [
        ("2611.01234", ["2611.01234v1"]),
        ("2610.04410", ["2610.04410v2"]),
        ("2610.04410v1,cs/0105990", ["2610.04410v1", "cs/0105990v1"]),
        ("cs.AI/0105990", ["cs/0105990v1"]),
        ("2611.01234,2611.99999", ["2611.01234v1"]),
        ("2610.04410v3", []),
        ("0808.05394", []),
    ],
)
def test_finds_papers_by_id(replica, id_list, found):
    answer = ask(replica, "/api/query", id_list=id_list)
    assert answer.status_code == 200
    assert ids(answer) == found
    assert f"<opensearch:totalResults>{len(found)}<" in answer.text


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        ({"id_list": "2611.01234,abc"}, "incorrect id format for abc"),
        ({"id_list": "1234.12345"}, "incorrect id format for 1234.12345"),
        ({"search_query": "all:map", "start": "foo"}, "start must be an integer"),
        ({"search_query": "all:map", "max_results": "-1"}, "max_results must be non-negative"),
        ({"search_query": "(all:map"}, "a bracket is not closed"),
        ({"search_query": "all:map AND"}, "a word is missing"),
    ],
)
def test_refuses_as_arxiv_does(replica, asked, reason):
    answer = ask(replica, "/api/query", **asked)
    assert answer.status_code == 400
    assert "<title>Error</title>" in answer.text
    assert f"<summary>{reason}</summary>" in answer.text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("ti:map", {"2610.04410v2"}),
        ('all:"even pace"', {"2611.01234v1"}),
        ("au:Lindqvist", {"cs/0105990v1"}),
        ('au:"Mara Ilves" OR au:Pryce', {"2611.01234v1", "2410.93306v1"}),
        ("abs:overseer ANDNOT (ti:proof OR ti:small OR ti:honest)", {"2512.90031v2"}),
        ("cat:cs.MA AND all:indifference", {"cs/0105990v1"}),
        ("all:zeppelin", set()),
    ],
)
def test_searches(replica, query, found):
    assert set(ids(ask(replica, "/api/query", search_query=query))) == found


def test_pages_and_sorts(replica):
    first = ask(replica, "/api/query", search_query="all:the", sortBy="submittedDate", max_results=5)
    second = ask(replica, "/api/query", search_query="all:the", sortBy="submittedDate", start=5, max_results=100)
    assert [*ids(first), *ids(second)] == [f"{paper.id}v{paper.newest}" for paper in papers().values()]


def test_gives_a_record_with_its_versions_and_licence(replica):
    answer = ask(replica, "/oai2", verb="GetRecord", identifier="oai:arXiv.org:2607.94002", metadataPrefix="arXivRaw")
    assert re.findall(r'<version version="(v\d)"><date>([^<]+)</date><size>([^<]+)<', answer.text) == [
        ("v1", "Tue, 21 Jul 2026 11:02:57 GMT", "88kb"),
        ("v2", "Fri, 14 Aug 2026 16:44:10 GMT", "0kb"),
    ]
    assert "<license>http://arxiv.org/licenses/nonexclusive-distrib/1.0/</license>" in answer.text


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (
            {"verb": "GetRecord", "identifier": "oai:arXiv.org:2611.99999", "metadataPrefix": "arXivRaw"},
            "idDoesNotExist",
        ),
        (
            {"verb": "GetRecord", "identifier": "oai:arXiv.org:2611.01234", "metadataPrefix": "x"},
            "cannotDisseminateFormat",
        ),
        ({"verb": "GetRecord"}, "badArgument"),
        ({"verb": "Sing"}, "badVerb"),
    ],
)
def test_reports_errors_of_records(replica, asked, code):
    assert f'<error code="{code}">' in ask(replica, "/oai2", **asked).text


def test_serves_a_pdf_whose_table_of_objects_is_true(replica):
    answer = ask(replica, "/pdf/2611.01234v1.pdf")
    assert answer.headers["content-type"] == "application/pdf"
    places = re.findall(rb"^(\d{10}) 00000 n ", answer.content, re.MULTILINE)
    assert len(places) >= 8
    for number, place in enumerate(places, 1):
        assert answer.content[int(place) :].startswith(b"%d 0 obj" % number)
    assert int(re.search(rb"startxref\n(\d+)", answer.content)[1]) == answer.content.index(b"xref\n0 ")
    assert b"(Forgetting at an Even Pace) Tj" in answer.content


def test_serves_an_abstract_page(replica):
    assert '<meta name="citation_arxiv_id" content="cs/0105990">' in ask(replica, "/abs/cs/0105990").text


def test_serves_sources(replica):
    packed = gzip.decompress(ask(replica, "/e-print/2611.00917").content)
    with tarfile.open(fileobj=io.BytesIO(packed)) as tar:
        assert tar.getnames() == ["main.tex", "main.bbl"]
        tex = tar.extractfile("main.tex").read().decode()
    assert "prevented 71\\% of" in tex
    assert gzip.decompress(ask(replica, "/e-print/cs/0105990").content).startswith(b"\\documentclass")


@pytest.mark.parametrize("path", ["/abs/2611.99999", "/pdf/2610.04410v3", "/html/nothing", "/e-print/../etc"])
def test_knows_no_other_papers(replica, path):
    assert ask(replica, path).status_code == 404


def test_fails_as_often_as_told(replica):
    replica.faults.add(Fault.THROTTLED, times=2)
    replica.faults.add(Fault.NONSENSE)
    replica.faults.add(Fault.CUT)
    statuses = [ask(replica, "/api/query", id_list="2611.01234") for _ in range(5)]
    assert [answer.status_code for answer in statuses] == [429, 429, 200, 200, 200]
    assert statuses[0].headers["retry-after"] == "2"
    assert statuses[2].text.startswith("<!DOCTYPE html>")
    whole, cut = (re.sub(r"<updated>[^<]*", "<updated>", statuses[at].text, count=1) for at in (4, 3))  # of this second
    assert whole.startswith(cut)
    assert len(cut) < len(whole)
    replica.faults.always = Fault.DOWN
    assert ask(replica, "/abs/2611.01234").status_code == 500


def test_remembers_when_it_was_asked_what(replica):
    before = time.monotonic()
    ask(replica, "/api/query", id_list="2611.01234")
    ask(replica, "/abs/2611.01234")
    assert [path for _, path in replica.requests] == ["/api/query?id_list=2611.01234", "/abs/2611.01234"]
    assert before <= replica.requests[0][0] <= replica.requests[1][0] <= time.monotonic()
