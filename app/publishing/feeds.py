"""Feeds as text: Atom (RFC 4287, tombstones by RFC 6721), RSS 2.0 with content:encoded, JSON Feed 1.1. Pure."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import format_datetime

from app.web import environment

_UNSAFE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
NEVER = datetime(2000, 1, 1, tzinfo=UTC)
"""When a feed without entries was last updated."""


@dataclass(frozen=True)
class Entry:
    """One piece in a feed. `urn` never changes; `updated` moves only with a release or a withdrawal.

    A piece with `withdrawn` has neither deck nor content, and its title says so.
    """

    urn: str
    url: str
    title: str
    deck: str
    html: str
    authors: tuple[str, ...]
    published: datetime
    updated: datetime
    categories: tuple[str, ...] = ()
    rights: str = ""
    withdrawn: bool = False
    reason: str = ""


@dataclass(frozen=True)
class Feed:
    """A feed: its own id, what it is called, the address of the site, and its entries, newest first."""

    urn: str
    title: str
    about: str
    home: str
    entries: tuple[Entry, ...]

    @property
    def updated(self) -> datetime:
        """When an entry last changed."""
        return max((entry.updated for entry in self.entries), default=NEVER)


def atom(feed: Feed) -> str:
    """The feed as Atom; what was withdrawn is an `at:deleted-entry`."""
    return environment.get_template("feeds/feed.atom").render(feed=_clean(feed), stamp=_rfc3339)


def rss(feed: Feed) -> str:
    """The feed as RSS 2.0; what was withdrawn is an item that says so, without content."""
    return environment.get_template("feeds/feed.rss").render(feed=_clean(feed), stamp=format_datetime)


def json_feed(feed: Feed) -> str:
    """The feed as JSON Feed 1.1; what was withdrawn is an item that says so, without content."""
    feed = _clean(feed)
    head = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "description": feed.about,
        "home_page_url": f"{feed.home}/",
        "feed_url": f"{feed.home}/feed.json",
    }
    return json.dumps({**head, "items": [_item(entry) for entry in feed.entries]}, ensure_ascii=False)


def _item(entry: Entry) -> dict[str, object]:
    item: dict[str, object] = {
        "id": entry.urn,
        "url": entry.url,
        "title": entry.title,
        "date_published": _rfc3339(entry.published),
        "date_modified": _rfc3339(entry.updated),
        "authors": [{"name": name} for name in entry.authors],
    }
    if entry.withdrawn:
        return {**item, "content_text": entry.reason or "This piece was withdrawn."}
    return {**item, "summary": entry.deck, "content_html": entry.html, "tags": list(entry.categories)}


def _rfc3339(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _clean(feed: Feed) -> Feed:
    """Without the characters that XML 1.0 cannot carry (section 2.2), in any form."""
    return replace(
        feed, title=_safe(feed.title), about=_safe(feed.about), entries=tuple(map(_clean_entry, feed.entries))
    )


def _clean_entry(entry: Entry) -> Entry:
    return replace(
        entry, title=_safe(entry.title), deck=_safe(entry.deck), html=_safe(entry.html), reason=_safe(entry.reason),
        authors=_safe_all(entry.authors), categories=_safe_all(entry.categories),
    )  # fmt: skip


def _safe(text: str) -> str:
    return _UNSAFE.sub("\ufffd", text)


def _safe_all(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(_safe(text) for text in texts)
