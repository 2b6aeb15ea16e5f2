"""What is told by mail, and when: from a moment, somebody's choices and what waits, to what goes out now. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from zoneinfo import ZoneInfo, available_timezones

from app.errors import BadInput


class Kind(StrEnum):
    """What a notice is about. Each kind is chosen for itself."""

    ASKED = "asked"
    REMINDER = "reminder"
    REVIEW = "review"
    ASK = "ask"
    MENTION = "mention"
    TALK = "talk"
    SUGGESTION = "suggestion"
    PART = "part"
    PAPER = "paper"


class Way(StrEnum):
    """How somebody wants to hear of a kind of thing."""

    AT_ONCE = "at_once"
    DIGEST = "digest"
    NEVER = "never"


WORDS: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.ASKED: "Somebody asks you for a review, or invites you to write",
        Kind.REMINDER: "A review you were asked for is nearly due",
        Kind.REVIEW: "A review of your draft came, or an author answered",
        Kind.ASK: "What became of what you asked for",
        Kind.MENTION: "Somebody mentions you",
        Kind.TALK: "Comments and replies in your drafts",
        Kind.SUGGESTION: "Suggested words in your drafts, and what became of yours",
        Kind.PART: "Who takes part in your drafts",
        Kind.PAPER: "A paper you read or write about has a new version",
    }
)
ABOUT: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.ASKED: "asks and invitations to you",
        Kind.REMINDER: "reviews that are nearly due",
        Kind.REVIEW: "reviews of your drafts",
        Kind.ASK: "what became of what you asked for",
        Kind.MENTION: "mentions of you",
        Kind.TALK: "comments and replies in your drafts",
        Kind.SUGGESTION: "suggested words",
        Kind.PART: "who takes part in your drafts",
        Kind.PAPER: "new versions of papers",
    }
)
"""The same after “mails about”."""
USUAL: Mapping[Kind, Way] = MappingProxyType(
    dict.fromkeys(Kind, Way.DIGEST) | dict.fromkeys((Kind.ASKED, Kind.REVIEW, Kind.MENTION), Way.AT_ONCE)
)
"""What holds for whoever chose nothing."""
GATHERS: Mapping[Kind, timedelta] = MappingProxyType(
    dict.fromkeys((Kind.MENTION, Kind.TALK, Kind.SUGGESTION), timedelta(minutes=10))
)
"""People talk in bursts: “at once” is so much later, one mail for all of it, and none when it was seen meanwhile."""
MORNING, DIGEST_HOUR = 8, 8
"""What is told of a day, such as a reminder, does not come at midnight; and when a digest comes by itself."""


@dataclass(frozen=True)
class Choices:
    """What somebody wants to hear of by mail. Hours are whole ones of their own zone; the quiet ones may span
    midnight, and `quiet_until` is the first that is not quiet."""

    ways: Mapping[Kind, Way] = field(default_factory=lambda: MappingProxyType({}))
    zone: str = "UTC"
    digest_hour: int = DIGEST_HOUR
    quiet_from: int | None = None
    quiet_until: int | None = None

    def way(self, kind: Kind) -> Way:
        """How they want to hear of a kind."""
        return allowed(kind, self.ways.get(kind, USUAL[kind]))


@dataclass(frozen=True)
class Waiting:
    """Something that was told and may have to be mailed."""

    id: str
    kind: Kind
    since: datetime
    seen: bool = False
    """Whether they saw it here, or it is over: then no mail is needed."""


@dataclass(frozen=True)
class Plan:
    """What to do now: notices for one mail, those that need none, and when to look again."""

    send: tuple[str, ...] = ()
    leave: tuple[str, ...] = ()
    again_at: datetime | None = None


def ways_of(kind: Kind) -> tuple[Way, ...]:
    """How a kind can come. What asks something of somebody does not wait for a digest."""
    return (Way.AT_ONCE, Way.NEVER) if kind is Kind.ASKED else tuple(Way)


def allowed(kind: Kind, way: Way) -> Way:
    """The way itself, or at once where it cannot be."""
    return way if way in ways_of(kind) else Way.AT_ONCE


def plan(moment: datetime, choices: Choices, waiting: Sequence[Waiting]) -> Plan:
    """What becomes a mail at `moment`, all of it one; nothing in quiet hours."""
    send, leave, later = [], [], []
    for one in waiting:
        if one.seen or choices.way(one.kind) is Way.NEVER:
            leave.append(one.id)
        elif (due := after_quiet(max(due_at(one, choices), moment), choices)) <= moment:
            send.append(one.id)
        else:
            later.append(due)
    return Plan(tuple(send), tuple(leave), min(later, default=None))


def due_at(one: Waiting, choices: Choices) -> datetime:
    """When something is to be mailed, quiet hours aside."""
    if choices.way(one.kind) is Way.DIGEST:
        return next_time(one.since, choices.zone, choices.digest_hour)
    if one.kind is Kind.REMINDER and one.since.astimezone(ZoneInfo(choices.zone)).hour < MORNING:
        return next_time(one.since, choices.zone, MORNING)
    return one.since + GATHERS.get(one.kind, timedelta())


def next_time(moment: datetime, zone: str, hour: int) -> datetime:
    """The first time at or after `moment` when clocks there show `hour`; on the day it is skipped, just after."""
    local = moment.astimezone(ZoneInfo(zone))
    for days in (0, 1):
        day = (local + timedelta(days=days)).date()
        found = datetime(day.year, day.month, day.day, hour, tzinfo=ZoneInfo(zone)).astimezone(UTC)
        if found >= moment:
            break
    return found


def after_quiet(moment: datetime, choices: Choices) -> datetime:
    """`moment`, or the end of the quiet hours it falls into."""
    if choices.quiet_from is None or choices.quiet_until is None:
        return moment
    hour = moment.astimezone(ZoneInfo(choices.zone)).hour
    if not is_quiet(hour, choices.quiet_from, choices.quiet_until):
        return moment
    return next_time(moment, choices.zone, choices.quiet_until)


def is_quiet(hour: int, begin: int, end: int) -> bool:
    """Whether an hour of the day lies from `begin` to before `end`, over midnight when that is earlier."""
    return begin <= hour < end if begin <= end else hour >= begin or hour < end


def scope(kinds: Sequence[Kind], choices: Choices) -> list[Kind]:
    """What “no more of these” means below a mail of these kinds: they, and all else that comes in the same digest."""
    gathered = any(choices.way(kind) is Way.DIGEST for kind in kinds)
    return [kind for kind in Kind if kind in kinds or (gathered and choices.way(kind) is Way.DIGEST)]


def spoken(kinds: Sequence[Kind]) -> str:
    """Kinds as they stand after “mails about”."""
    words = [ABOUT[kind] for kind in kinds]
    return ", ".join(words[:-1]) + f" and {words[-1]}" if len(words) > 1 else "".join(words)


def check_zone(name: str) -> str:
    """The name of a time zone (IANA). Raises BadInput for any other."""
    if name not in available_timezones():
        raise BadInput("Choose a time zone from the list.")
    return name


def check_hour(words: str) -> int:
    """An hour of the day, 0 to 23. Raises BadInput."""
    if not words.isdecimal() or int(words) > 23:
        raise BadInput("Choose an hour from 0 to 23.")
    return int(words)
