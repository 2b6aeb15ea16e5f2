"""The mail that says what somebody was told: one thing, or a digest of several."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.mail import Message, written
from app.people.post.rules import Kind, spoken
from app.people.rules import shortened
from app.settings import Settings

_LINES = 12
_NAMED = 3
"""So many kinds are named one by one where they can be ended; the page that ends them names all."""
_SHOWN = 40
"""So many things a mail lists; it says how many more there are."""


@dataclass(frozen=True)
class Said:
    """A sentence, what is quoted below it line by line, and the address where it leads."""

    sentence: str
    detail: str
    url: str


def told(
    settings: Settings, to: str, said: Sequence[Said], kinds: Sequence[Kind], stop: str, *, joined: bool
) -> Message:
    """The mail to `to`; opening `stop` shows how to get no more about `kinds`. Words may hold anything: they are put
    on one line each. What is said between co-authors is nobody else's: where it is sent, no keeper reads it."""
    items = [Said(shortened(one.sentence, 300), one.detail, one.url) for one in said]
    words = {
        "items": items[:_SHOWN], "more": max(len(items) - _SHOWN, 0), "lines": _quoted,
        "about": spoken(kinds) if len(kinds) <= _NAMED else "what comes in this digest", "stop": stop, "joined": joined,
    }  # fmt: skip
    text, html = written("told", settings, **words)
    return Message(to, _subject(settings, items), text, html, secret=bool(settings.smtp_url), unsubscribe=stop)


def _subject(settings: Settings, items: Sequence[Said]) -> str:
    first = items[0].sentence.rstrip(".")
    return shortened(first if len(items) == 1 else f"{len(items)} things on {settings.name}: {first}", 180)


def _quoted(item: Said) -> list[str]:
    lines = [shortened(line, 600) for line in item.detail.split("\n") if line.strip()]
    return lines[:_LINES]
