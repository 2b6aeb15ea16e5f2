"""The client: papers, a search, a record, a document. Each call makes one request; a redirect is followed once, after
arXiv's three seconds.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any
from urllib.parse import urlencode

import arxiv
import httpx

from app.papers.arxiv.atom import Entry, WholeFeed, entry, whole_feed
from app.papers.arxiv.documents import FIGURE, HTML, PDF, SOURCE, Kind, address, refuse_half
from app.papers.arxiv.errors import BadQuery, failing, nonsense
from app.papers.arxiv.oai import RawRecord, raw_record
from app.papers.arxiv.query import MOST_AT_ONCE, query, refuse_page
from app.papers.arxiv.wire import Wire
from app.papers.identifiers import ArxivId, NoIdentifier, parse

QUERY = "https://export.arxiv.org/api/query"
OAI = "https://oaipmh.arxiv.org/oai"


@dataclass(frozen=True)
class SearchPage:
    """How many papers matched in all, and those of one page."""

    total: int
    entries: list[Entry]


class Arxiv:
    """arXiv, or a server that answers as it does.

    `base_url`: where `/api/query`, `/oai2`, `/html/`, `/pdf/` and `/e-print/` are; empty for arXiv itself.
    `user_agent`: who we are and how to reach us. `timeout`: seconds for a whole answer of metadata. `transport`: how
    httpx reaches the network, for those who know better.
    """

    def __init__(
        self,
        base_url: str = "",
        user_agent: str = "Stillroom",
        timeout: float = 20.0,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        base = base_url.rstrip("/")
        self.base = base
        self.query_url = f"{base}/api/query" if base else QUERY
        self.oai_url = f"{base}/oai2" if base else OAI
        self._wire = Wire(user_agent, timeout, transport, named=bool(base))

    @property
    def asked_at(self) -> datetime | None:
        """When this client's last request began."""
        return self._wire.asked_at

    def close(self) -> None:
        """Let go of the connection."""
        self._wire.close()

    def papers(self, ids: Sequence[ArxivId]) -> dict[ArxivId, Entry]:
        """The papers asked for, each at its version or the newest; those arXiv does not know are missing. At most 100.

        Raises BadQuery, Throttled, ArxivDown or Nonsense; nothing is half-answered."""
        if not ids:
            return {}
        if len(ids) > MOST_AT_ONCE:
            raise BadQuery(f"arXiv is asked for at most {MOST_AT_ONCE} papers at once.")
        asked = dict.fromkeys(ids)
        search = arxiv.Search(id_list=[_known_form(one) for one in asked], max_results=len(asked))
        feed, entries = self._ask(search, start=0, count=len(asked))
        if feed.total != len(entries):
            raise nonsense(f"promises {feed.total} papers and holds {len(entries)}")
        found = {one: match for one in asked if (match := _answering(one, entries)) is not None}
        if {one.arxiv_id for one in entries} - {one.arxiv_id for one in found.values()}:
            raise nonsense("holds papers that were not asked for")
        return found

    def search(self, words: str, start: int = 0, count: int = 10) -> SearchPage:
        """Papers that hold all the words, best first: `"exact phrase"`, `au:name`, `ti:word`, `abs:word`, `cat:cs.LG`.

        Raises BadQuery, Throttled, ArxivDown or Nonsense."""
        refuse_page(start, count)
        search = arxiv.Search(query=query(words), max_results=start + count)
        feed, entries = self._ask(search, start, count)
        if len(entries) != max(0, min(count, feed.total - start)):
            raise nonsense(f"holds {len(entries)} papers of {feed.total}, too few or too many for the page asked for")
        return SearchPage(feed.total, entries)

    def record(self, id: str) -> RawRecord:
        """Every version of a paper, its licence and submitter. Raises NotOnArxiv, BadQuery, Throttled, ArxivDown or
        Nonsense."""
        known = _known_form(ArxivId(id))
        asked = {"verb": "GetRecord", "identifier": f"oai:arXiv.org:{known}", "metadataPrefix": "arXivRaw"}
        status, body = self._wire.get(f"{self.oai_url}?{urlencode(asked)}")
        record = raw_record(body, known)
        if status != 200:
            raise nonsense(f"came with the status {status}")
        return record

    def html(self, asked: ArxivId, into: IO[bytes]) -> bool:
        """A version's HTML, into an empty file; False when arXiv has none. Raises as `pdf` does."""
        return self._fetch(HTML, asked, into)

    def pdf(self, asked: ArxivId, into: IO[bytes]) -> bool:
        """A version's PDF, into an empty file; False when arXiv has none, as of a withdrawn version.

        Raises BadQuery, Throttled, ArxivDown, or Nonsense for what is too large, broken off or something else."""
        return self._fetch(PDF, asked, into)

    def source(self, asked: ArxivId, into: IO[bytes]) -> bool:
        """What the authors submitted (a gzipped TeX file or tar, or a PDF), into an empty file. As `pdf`."""
        return self._fetch(SOURCE, asked, into)

    def figure(self, asked: ArxivId, name: str, into: IO[bytes]) -> bool:
        """A picture of a version's HTML, by the name it has there, into an empty file. As `pdf`."""
        return self._fetch(FIGURE, asked, into, name)

    def _fetch(self, kind: Kind, asked: ArxivId, into: IO[bytes], name: str = "") -> bool:
        _known_form(asked)
        status = self._wire.save(address(kind, self.base, asked, name), into, kind.limit, kind.seconds)
        if status in (404, 410):
            return False
        if status != 200:
            raise failing(status, None)
        refuse_half(kind, into)
        return True

    def _ask(self, search: arxiv.Search, start: int, count: int) -> tuple[WholeFeed, list[Entry]]:
        """One page through the library, which reads only what has been shown to be whole."""
        client = arxiv.Client(page_size=count, delay_seconds=0, num_retries=0)
        client.query_url_format = f"{self.query_url}?{{}}"
        session: Any = _OneAnswer(self._wire)
        client._session = session
        try:
            entries = [entry(result) for result in client.results(search, offset=start)]
        except (ValueError, OverflowError):
            raise nonsense("dates a paper in no known way") from None
        if session.feed.entries != len(entries):
            raise nonsense("holds an entry without an identifier or a date")
        return session.feed, entries


class _OneAnswer:
    """Stands in for the library's session, which knows no timeout, no bound and no check: it fetches through ours,
    refuses what is not a whole feed before the library sees it, and refuses a second request."""

    def __init__(self, wire: Wire) -> None:
        self.wire = wire
        self.feed = WholeFeed(b"", 0, 0)
        self.asked = False

    def get(self, url: str, headers: dict[str, str]) -> "_OneAnswer":
        if self.asked:
            raise nonsense("stops before its page is full")
        self.asked = True
        status, body = self.wire.get(url)
        self.feed = whole_feed(body)
        if status != 200:
            raise nonsense(f"came with the status {status}")
        return self

    @property
    def status_code(self) -> int:
        return 200

    @property
    def content(self) -> bytes:
        return self.feed.body


def _known_form(asked: ArxivId) -> str:
    """One malformed identifier spoils a whole request, so none is sent."""
    try:
        if parse(str(asked)) == asked:
            return str(asked)
    except NoIdentifier:
        pass
    raise BadQuery(f"{str(asked)[:60]} is not an arXiv identifier. Nothing was asked of arXiv.")


def _answering(asked: ArxivId, entries: list[Entry]) -> Entry | None:
    matching = [one for one in entries if one.id == asked.id and asked.version in (None, one.version)]
    return max(matching, key=lambda one: one.version, default=None)
