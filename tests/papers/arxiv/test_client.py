"""The client against the replica, and against answers that arXiv should never give."""

import gzip
import socket
import time
from datetime import UTC, datetime

import httpx
import pytest

from app.papers.arxiv import Arxiv, wire
from app.papers.arxiv.atom import says_withdrawn
from app.papers.arxiv.errors import ArxivDown, BadQuery, Nonsense, NotOnArxiv, Throttled
from app.papers.arxiv.oai import Version
from app.papers.arxiv.query import query
from app.papers.identifiers import ArxivId
from app.replica.faults import Fault
from app.replica.library import papers

EVEN_PACE, WALKER, OLD = ArxivId("2611.01234"), ArxivId("2610.04410"), ArxivId("cs/0105990")


def test_every_field_of_a_paper(replica_arxiv):
    entry = replica_arxiv.papers([OLD])[OLD]
    known = papers()["cs/0105990"]
    assert entry.arxiv_id == ArxivId("cs/0105990", 1)
    assert (entry.title, entry.authors, entry.abstract) == (known.title, ["H. Lindqvist"], known.abstract)
    assert (entry.categories, entry.primary_category) == (["cs.AI", "cs.MA"], "cs.AI")
    assert entry.published == entry.updated == datetime(2001, 5, 17, 14, 22, 8, tzinfo=UTC)
    assert (entry.comment, entry.journal_ref, entry.doi) == (known.comment, known.journal_ref, "10.99999/jia.2001.017")
    assert entry.abs_url == "https://arxiv.org/abs/cs/0105990v1"
    assert entry.pdf_url == "https://arxiv.org/pdf/cs/0105990v1"
    assert not entry.withdrawn


def test_every_paper_of_the_replica_in_one_request(replica_arxiv, replica):
    found = replica_arxiv.papers([ArxivId(id) for id in papers()])
    assert {one.id: (entry.title, entry.authors) for one, entry in found.items()} == {
        id: (paper.title, paper.authors) for id, paper in papers().items()
    }
    assert [one.id for one, entry in found.items() if entry.withdrawn] == ["2607.94002"]
    assert found[EVEN_PACE].affiliations == [["Institute for Slow Computing"], ["Harbour Lab"], []]
    assert len(replica.requests) == 1


def test_versions_are_told_apart_and_unknown_papers_are_missing(replica_arxiv):
    first, third, nobody = ArxivId(WALKER.id, 1), ArxivId(WALKER.id, 3), ArxivId("2611.99999")
    found = replica_arxiv.papers([WALKER, first, third, nobody])
    assert set(found) == {WALKER, first}
    assert (found[WALKER].version, found[first].version) == (2, 1)
    assert found[WALKER].abstract != found[first].abstract
    assert replica_arxiv.papers([]) == {}


def test_searches_titles_abstracts_and_authors(replica_arxiv, replica):
    assert [one.id for one in replica_arxiv.search('au:"Mara Ilves" forgetting').entries] == [EVEN_PACE.id]
    assert [one.id for one in replica_arxiv.search('"keeps its map"').entries] == [WALKER.id]
    nothing = replica_arxiv.search("zeppelin")
    assert (nothing.total, nothing.entries) == (0, [])
    every = replica_arxiv.search("the", count=5)
    rest = replica_arxiv.search("the", start=10, count=10)
    assert every.total == rest.total == len(papers())
    assert (len(every.entries), len(rest.entries)) == (5, len(papers()) - 10)
    assert replica_arxiv.search("the", start=50).entries == []
    assert len(replica.requests) == 6


def test_reads_versions_licence_and_submitter(replica_arxiv):
    record = replica_arxiv.record("2607.94002")
    assert record.versions == [
        Version(1, datetime(2026, 7, 21, 11, 2, 57, tzinfo=UTC), "88kb"),
        Version(2, datetime(2026, 8, 14, 16, 44, 10, tzinfo=UTC), "0kb"),
    ]
    assert record.licence == "http://arxiv.org/licenses/nonexclusive-distrib/1.0/"
    assert record.submitter == "Bram Osterhout"
    assert replica_arxiv.record("cs/0105990").licence == "http://arxiv.org/licenses/assumed-1991-2003/"


def test_says_that_a_paper_is_unknown(replica_arxiv):
    with pytest.raises(NotOnArxiv, match=r"arXiv knows no paper 2611\.99999"):
        replica_arxiv.record("2611.99999")


@pytest.mark.parametrize("broken", ["abc", "1234.12345", "2611.01234&id_list=x", "https://arxiv.org/abs/2611.01234"])
def test_never_asks_for_what_is_no_identifier(replica_arxiv, replica, broken):
    for ask in (lambda: replica_arxiv.papers([EVEN_PACE, ArxivId(broken)]), lambda: replica_arxiv.record(broken)):
        with pytest.raises(BadQuery, match="Nothing was asked of arXiv"):
            ask()
    assert replica.requests == []


def test_asks_for_no_more_than_a_hundred(replica_arxiv, replica):
    with pytest.raises(BadQuery, match="at most 100"):
        replica_arxiv.papers([ArxivId(f"2611.{number:05}") for number in range(1, 102)])
    for start, count in ((-1, 10), (0, 0), (0, 101), (9_995, 10)):
        with pytest.raises(BadQuery):
            replica_arxiv.search("map", start, count)
    assert replica.requests == []


@pytest.mark.parametrize(
    ("fault", "error", "retry_after"),
    [
        (Fault.THROTTLED, Throttled, 2),
        (Fault.RATE_EXCEEDED, Throttled, 30),
        (Fault.BUSY, ArxivDown, 2),
        (Fault.DOWN, ArxivDown, None),
        (Fault.NONSENSE, Nonsense, None),
        (Fault.CUT, Nonsense, None),
    ],
)
@pytest.mark.parametrize("ask", ["papers", "search", "record"])
def test_each_failure_has_its_name_and_is_not_repeated(replica_arxiv, replica, fault, error, retry_after, ask):
    questions = {
        "papers": lambda: replica_arxiv.papers([EVEN_PACE]),
        "search": lambda: replica_arxiv.search("pace"),
        "record": lambda: replica_arxiv.record(EVEN_PACE.id),
    }
    replica.faults.add(fault)
    with pytest.raises(error) as failure:
        questions[ask]()
    assert failure.value.retry_after == retry_after
    assert failure.value.status == 502
    assert len(replica.requests) == 1
    questions[ask]()


@pytest.mark.parametrize(
    ("retry_after", "told"), [("120", 120), ("999999999999", 600), ("soon", 30), ("Sun, 06 Nov 1994 08:49:37 GMT", 1)]
)
def test_reads_every_form_of_retry_after(answers, arxiv, retry_after, told):
    answers.status, answers.headers = 429, {"Retry-After": retry_after}
    with pytest.raises(Throttled) as failure:
        arxiv.papers([EVEN_PACE])
    assert failure.value.retry_after == told


def feed(*ids, total=None, title="A Title", date="2026-11-03T17:41:09Z"):
    entries = "".join(
        f"<entry><id>http://arxiv.org/abs/{id}</id><title>{title}</title><summary>Words.</summary>"
        f"<updated>{date}</updated><published>{date}</published><author><name>A. Person</name></author>"
        '<arxiv:primary_category term="cs.LG"/><category term="cs.LG"/></entry>'
        for id in ids
    )
    count = len(ids) if total is None else total
    return (
        '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom" '
        'xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">'
        f"<opensearch:totalResults>{count}</opensearch:totalResults>{entries}</feed>"
    ).encode()


def test_believes_a_whole_answer_even_packed_or_after_a_byte_order_mark(answers, arxiv):
    answers.body = b"\xef\xbb\xbf\n" + feed("2611.01234v1", title="Two\n  lines")
    assert arxiv.papers([EVEN_PACE])[EVEN_PACE].title == "Two lines"
    answers.headers, answers.body = {"Content-Encoding": "gzip"}, gzip.compress(feed("2611.01234v1"))
    assert arxiv.papers([EVEN_PACE])[EVEN_PACE].title == "A Title"
    assert answers.agents[-1] == "Stillroom tests (mailto:nobody@example.org)"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<feed/>",
        feed("2611.01234v1", total="many"),
        feed("2611.01234v1", total=2),
        feed("2611.00917v1"),
        feed("2611.01234v1", "2611.00917v1"),
        feed("2611.01234"),
        feed("not-an-id"),
        feed("2611.01234v1", title=" "),
        feed("2611.01234v1", date="yesterday"),
        feed("2611.01234v1", date=""),
        feed("2611.01234v1")[:-3],
        feed("2611.01234v1") + b"<feed/>",
        b'<!DOCTYPE feed [<!ENTITY a "b">]>' + feed("2611.01234v1"),
        b'<?xml version="1.0" encoding="no-such"?>' + feed("2611.01234v1"),
    ],
)
def test_believes_nothing_less(answers, arxiv, body):
    answers.body = body
    with pytest.raises(Nonsense, match="Nothing was stored"):
        arxiv.papers([EVEN_PACE])
    assert len(answers.asked) == 1


def test_a_short_page_of_results_is_not_taken_for_the_last(answers, arxiv):
    answers.body = feed("2611.01234v1", total=50)
    with pytest.raises(Nonsense):
        arxiv.search("pace", count=10)
    assert len(answers.asked) == 1


def test_reads_no_more_than_it_should(answers, arxiv, monkeypatch):
    monkeypatch.setattr(wire, "LARGEST_ANSWER", 100_000)
    answers.headers, answers.body = {"Content-Encoding": "gzip"}, gzip.compress(b" " * 5_000_000)
    with pytest.raises(Nonsense, match="far too large"):
        arxiv.papers([EVEN_PACE])
    answers.body = b"not gzip at all"
    with pytest.raises(Nonsense, match="could not be unpacked"):
        arxiv.papers([EVEN_PACE])


@pytest.mark.parametrize("drip", [0.05, 5])
def test_waits_no_longer_than_it_should(answers, drip):
    """A server that is silent, and one that sends a byte now and then for ever."""
    answers.drip, answers.body = drip, b"<feed>" * 1000
    speaking, started = Arxiv(answers.url, timeout=0.5), time.monotonic()
    with pytest.raises(ArxivDown, match="took too long"):
        speaking.papers([EVEN_PACE])
    assert time.monotonic() - started < 10


def test_says_that_arxiv_cannot_be_reached():
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    with pytest.raises(ArxivDown, match="make demo"):
        Arxiv(f"http://127.0.0.1:{port}").papers([EVEN_PACE])


def test_follows_a_redirect_once_at_the_same_host_after_the_pause(answers, arxiv, monkeypatch):
    pauses = []
    monkeypatch.setattr(wire.time, "sleep", pauses.append)
    answers.status, answers.headers = 301, {"Location": "/elsewhere"}
    answers.by_path["/elsewhere"] = feed("2611.01234v1")
    assert arxiv.papers([EVEN_PACE])[EVEN_PACE].title == "A Title"
    assert pauses == [3.0]
    answers.by_path.clear()
    with pytest.raises(Nonsense):
        arxiv.papers([EVEN_PACE])
    assert len(answers.asked) == 4


@pytest.mark.parametrize(
    "to", ["http://example.org/", "https://arxiv.org.example.net/", "file:///etc/passwd", "//other/"]
)
def test_follows_nobody_to_another_place(answers, arxiv, monkeypatch, to):
    monkeypatch.setattr(wire.time, "sleep", lambda _: None)
    answers.status, answers.headers = 302, {"Location": to}
    with pytest.raises(Nonsense, match="another place"):
        arxiv.papers([EVEN_PACE])
    assert len(answers.asked) == 1


def test_asks_arxiv_itself_unless_told_otherwise():
    asked = []

    def arxiv_is_busy(request: httpx.Request) -> httpx.Response:
        asked.append(f"{request.url.scheme}://{request.url.host}{request.url.path}")
        return httpx.Response(503, stream=httpx.ByteStream(b""))

    speaking = Arxiv(transport=httpx.MockTransport(arxiv_is_busy))
    for ask in (lambda: speaking.papers([EVEN_PACE]), lambda: speaking.record(EVEN_PACE.id)):
        with pytest.raises(ArxivDown):
            ask()
    assert asked == ["https://export.arxiv.org/api/query", "https://oaipmh.arxiv.org/oai"]


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("forgetting pace", "all:forgetting AND all:pace"),
        ('"even pace" model', 'all:"even pace" AND all:model'),
        ("au:Ilves ti:pace abs:kept cat:cs.LG", "au:Ilves AND ti:pace AND abs:kept AND cat:cs.LG"),
        ('AUTHOR:"Mara Ilves"', 'au:"Mara Ilves"'),
        ("self-attention", 'all:"self attention"'),
        ("cats OR dogs", 'all:cats AND all:"OR" AND all:dogs'),
        ("a) OR all:(b*", 'all:a AND all:"OR" AND all:"all b"'),
        ('"unclosed phrase', 'all:"unclosed phrase"'),
        ("Erdős GPT-4", 'all:Erdős AND all:"GPT 4"'),
        ("cat:cs.LG)", "cat:cs.LG"),
        ("au: Ilves", "au:Ilves"),
        ("DNA: a life", 'all:"DNA a" AND all:life'),
    ],
)
def test_makes_a_safe_query_of_words(words, asked):
    assert query(words) == asked


@pytest.mark.parametrize("words", ["", "  ", "*?!", '""', "cat: *", "x" * 301])
def test_refuses_words_that_find_nothing(words):
    with pytest.raises(BadQuery):
        query(words)


@pytest.mark.parametrize(
    ("comment", "withdrawn"),
    [
        ("This paper has been withdrawn", True),
        ("This has been withdrawn by arXiv administrators", True),
        ("Withdrawn by the author due to an error in Lemma 2", True),
        ("Paper withdrawn; superseded by another", True),
        ("The paper was temporarily withdrawn", True),
        ("The authors have withdrawn this paper", True),
        ("12 pages. This submission has been\n  withdrawn", True),
        ("retracted", True),
        ("9 pages", False),
        ("", False),
        ("An earlier version was withdrawn", False),
        ("Withdrawn from the journal and submitted to another", False),
        ("A study of drugs that were withdrawn from the market", False),
        ("Replaces a withdrawn paper", False),
    ],
)
def test_tells_withdrawal_by_the_comment(comment, withdrawn):
    assert says_withdrawn(comment) is withdrawn
