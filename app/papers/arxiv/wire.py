"""One bounded request to arXiv: how long, how large, to which hosts, and what a failure means to a person."""

import io
import time
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import IO

import httpx

from app.papers.arxiv.errors import Throttled, broken_off, failing, nonsense, too_slow, unreachable
from app.papers.arxiv.hosts import PublicHosts, goes_through_a_proxy

LARGEST_ANSWER = 20_000_000
BETWEEN_REQUESTS = 3.0
WHEN_NOT_SAID = 30
_PIECE = 1_000_000
"""Bytes unpacked at a time, so that a small answer cannot become a large one in memory."""


class Wire:
    """The connection to arXiv, or to a server that answers as it does.

    `named`: the server was named by hand. It is reached directly, not through a proxy meant for the world outside, and
    wherever it is; arXiv's own hosts are reached only at addresses of the public internet.
    """

    def __init__(self, user_agent: str, timeout: float, transport: httpx.BaseTransport | None, *, named: bool) -> None:
        self.timeout = timeout
        self.asked_at: datetime | None = None
        """When the last request began, one that followed a redirect included."""
        if transport is None and not named and not goes_through_a_proxy("arxiv.org"):
            transport = PublicHosts()
        headers = {"User-Agent": user_agent, "Accept-Encoding": "gzip"}
        self._http = httpx.Client(headers=headers, timeout=timeout, transport=transport, trust_env=not named)

    def close(self) -> None:
        """Let go of the connection."""
        self._http.close()

    def get(self, url: str) -> tuple[int, bytes]:
        """Status and body of one answer, at most 20 MB, within the time allowed, throttling and failure raised."""
        kept = io.BytesIO()
        status = self.save(url, kept, LARGEST_ANSWER, self.timeout)
        return status, kept.getvalue()

    def save(self, url: str, into: IO[bytes], limit: int, seconds: float) -> int:
        """The status of one answer; its unpacked body (at most `limit` bytes) goes into the empty file `into`.

        Raises Throttled, ArxivDown and Nonsense; what is in the file then is worth nothing."""
        try:
            response = self._read(url, into, limit, seconds)
            if response.has_redirect_location:
                there = _next_address(response)
                time.sleep(BETWEEN_REQUESTS)
                response = self._read(there, into, limit, seconds)
        except httpx.TimeoutException:
            raise too_slow() from None
        except (httpx.ConnectError, httpx.UnsupportedProtocol, httpx.ProxyError):
            raise unreachable() from None
        except (httpx.InvalidURL, zlib.error):
            raise nonsense("could not be unpacked or followed") from None
        except httpx.HTTPError:
            raise broken_off() from None
        _refuse_failure(response, into)
        return response.status_code

    def _read(self, url: str, into: IO[bytes], limit: int, seconds: float) -> httpx.Response:
        into.seek(0)
        into.truncate()
        self.asked_at, deadline = datetime.now(UTC), time.monotonic() + seconds
        with self._http.stream("GET", url) as response:
            for piece in _unpacked(response):
                into.write(piece)
                if into.tell() > limit:
                    raise nonsense("is far too large")
                if time.monotonic() > deadline:
                    raise too_slow()
        return response


def _unpacked(response: httpx.Response) -> Iterator[bytes]:
    """The body in pieces of at most a megabyte. Raises zlib.error for what cannot be unpacked."""
    packing = response.headers.get("content-encoding", "identity").lower()
    if packing == "identity":
        yield from response.iter_raw()
        return
    if packing not in ("gzip", "x-gzip"):
        raise zlib.error("packed in a way that was not asked for")
    unpacking = zlib.decompressobj(16 + zlib.MAX_WBITS)
    for packed in response.iter_raw():
        while packed and not unpacking.eof:
            yield unpacking.decompress(packed, _PIECE)
            packed = unpacking.unconsumed_tail
    if not unpacking.eof:
        raise zlib.error("ends too early")


def _refuse_failure(response: httpx.Response, body: IO[bytes]) -> None:
    wait = _seconds(response.headers.get("retry-after"))
    body.seek(0)
    if response.status_code == 429 or body.read(20).lower().startswith(b"rate exceeded"):
        raise Throttled(wait or WHEN_NOT_SAID)
    if response.status_code >= 500:
        raise failing(response.status_code, wait)
    body.seek(0)


def _next_address(response: httpx.Response) -> str:
    """Where a redirect leads: only within arXiv or the same server, and never from https to http."""
    here, there = response.request.url, response.request.url.join(response.headers["location"])
    same = there.host == here.host and (there.port == here.port or there.scheme != here.scheme)
    if not (same or (_is_arxiv(here.host) and _is_arxiv(there.host))) or there.scheme not in ("https", here.scheme):
        raise nonsense(f"sends us to another place ({there.host[:60]}), where we do not follow")
    return str(there)


def _is_arxiv(host: str) -> bool:
    return host == "arxiv.org" or host.endswith(".arxiv.org")


def _seconds(retry_after: str | None) -> int | None:
    """A Retry-After in seconds, whether given as seconds or as a date (RFC 9110, 10.2.3)."""
    if not retry_after:
        return None
    if retry_after.isascii() and retry_after.isdigit():
        return int(retry_after[:9])
    try:
        return max(1, int((parsedate_to_datetime(retry_after).astimezone(UTC) - datetime.now(UTC)).total_seconds()))
    except (ValueError, TypeError):
        return None
