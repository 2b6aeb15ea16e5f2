"""Where the links and the figures of a paper lead, once it stands in a page of ours."""

import posixpath
import re
from collections.abc import Container
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit

PREFIX = "p-"
"""Before every id of a paper, so that none is also the page's."""

_IGNORED = re.compile(r"[\t\r\n]|^[\x00-\x20]+|[\x00-\x20]+$")
_VERSION = re.compile(r"v\d+$")
_NO_NAME = re.compile(r"[\x00-\x1f\x7f\\:?#]")
_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|svg|webp)$", re.IGNORECASE)
_UNSAFE = re.compile(r"[\x00-\x20\"'<>\\^`{|}\x7f-\uffff\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Place:
    """Where a paper's HTML came from: `page` is its address, `base` what its relative addresses are relative to."""

    page: str
    base: str

    @classmethod
    def of(cls, page: str, base: str | None) -> "Place":
        """The place of a page that may say in a `<base>` element where its relative addresses start."""
        return cls(page, _joined(page, base) or page if base else page)

    def link(self, href: str, ids: Container[str]) -> str | None:
        """`href` as `#p-…` within the paper, or absolute by http(s); None when it leads nowhere a reader may go."""
        value = _IGNORED.sub("", href)
        address = _joined(self.base, value) or ""
        there = _split(address)
        if value.startswith("#") or (there and there.fragment in ids and self._is_own(there)):
            fragment = unquote(urlsplit(value).fragment)
            return f"#{PREFIX}{fragment}" if fragment in ids else None
        if not there or there.scheme not in {"http", "https"} or not there.hostname:
            return None
        return _UNSAFE.sub(lambda unsafe: quote(unsafe.group()), address)

    def figure(self, source: str) -> str | None:
        """The name of a figure in the paper's own folder (`figures/x1.png`), or None when it is none of the paper's."""
        value = _IGNORED.sub("", source)
        there, page = _split(_joined(self.base, value) or ""), _split(self.page)
        folder = page.path.rstrip("/") + "/" if page else "/"
        if there and page and there[:2] == page[:2] and there.path.startswith(folder) and folder != "/":
            return _name(there.path.removeprefix(folder))
        own = _split(value)
        return _name(own.path) if own and not own.scheme and not own.netloc else None

    def _is_own(self, there: SplitResult) -> bool:
        own, other = (_VERSION.sub("", path.rstrip("/")) for path in (urlsplit(self.page).path, there.path))
        return bool(own) and own == other


def _name(path: str) -> str | None:
    name = unquote(path)
    if _NO_NAME.search(name) or name.startswith("/") or len(name) > 200 or not _PICTURE.search(name):
        return None
    name = posixpath.normpath(name)
    return None if name.startswith("..") else name


def _joined(base: str, value: str) -> str | None:
    try:
        return urljoin(base, value)
    except ValueError:  # of half an IPv6 address
        return None


def _split(address: str) -> SplitResult | None:
    try:
        parts = urlsplit(address)
        parts.hostname, parts.port  # noqa: B018  (both raise when they are none)
    except ValueError:
        return None
    return parts
