"""One bounded request to arXiv: how long, how large, to which hosts, and what a failure means to a person."""

import time
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx

from app.papers.arxiv_errors import Throttled, broken_off, failing, nonsense, too_slow, unreachable

LARGEST_ANSWER = 20_000_000
BETWEEN_REQUESTS = 3.0
WHEN_NOT_SAID = 30


class Wire:
    """The connection to arXiv, or to a server that answers as it does."""

    def __init__(
        self, user_agent: str, timeout: float, transport: httpx.BaseTransport | None, *, proxies: bool
    ) -> None:
        self.timeout = timeout
        self._http = httpx.Client(
            headers={"User-Agent": user_agent}, timeout=timeout, transport=transport, trust_env=proxies
        )

    def close(self) -> None:
        """Let go of the connection."""
        self._http.close()

    def get(self, url: str) -> tuple[int, bytes]:
        """Status and body of one answer, at most 20 MB, within the time allowed, throttling and failure raised."""
        try:
            response, body = self._read(url)
            if response.has_redirect_location:
                time.sleep(BETWEEN_REQUESTS)
                response, body = self._read(_next_address(response))
        except httpx.TimeoutException:
            raise too_slow() from None
        except (httpx.ConnectError, httpx.UnsupportedProtocol, httpx.ProxyError):
            raise unreachable() from None
        except (httpx.DecodingError, httpx.InvalidURL):
            raise nonsense("could not be unpacked or followed") from None
        except httpx.HTTPError:
            raise broken_off() from None
        wait = _seconds(response.headers.get("retry-after"))
        if response.status_code == 429 or body[:20].lower().startswith(b"rate exceeded"):
            raise Throttled(wait or WHEN_NOT_SAID)
        if response.status_code >= 500:
            raise failing(response.status_code, wait)
        return response.status_code, body

    def _read(self, url: str) -> tuple[httpx.Response, bytes]:
        deadline = time.monotonic() + self.timeout
        body = bytearray()
        with self._http.stream("GET", url) as response:
            for chunk in response.iter_bytes():
                body += chunk
                if len(body) > LARGEST_ANSWER:
                    raise nonsense("is far too large")
                if time.monotonic() > deadline:
                    raise too_slow()
        return response, bytes(body)


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
