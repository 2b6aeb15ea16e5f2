"""When what was told becomes a mail: every way, quiet hours, zones, and the two odd days of a year."""

from datetime import UTC, datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest

from app.errors import BadInput
from app.people.post.rules import (
    ABOUT,
    USUAL,
    WORDS,
    Choices,
    Kind,
    Plan,
    Waiting,
    Way,
    after_quiet,
    check_hour,
    check_zone,
    is_quiet,
    next_time,
    plan,
    scope,
    spoken,
    ways_of,
)

LISBON = "Europe/Lisbon"
HOUR = timedelta(hours=1)


def at(words: str, zone: str = "UTC") -> datetime:
    return datetime.fromisoformat(words).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def one(kind: Kind, since: datetime, *, seen: bool = False, name: str = "n") -> Waiting:
    return Waiting(name, kind, since, seen)


NOON = at("2026-12-01T12:00")


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_words_and_a_usual_way(kind: Kind) -> None:
    assert WORDS[kind]
    assert ABOUT[kind]
    assert USUAL[kind] in ways_of(kind)


@pytest.mark.parametrize(("kind", "way"), list(product(Kind, Way)))
def test_every_kind_comes_in_every_way_chosen(kind: Kind, way: Way) -> None:
    choices = Choices({kind: way}, digest_hour=18)
    planned = plan(NOON, choices, [one(kind, NOON)])
    talk = kind in (Kind.MENTION, Kind.TALK, Kind.SUGGESTION)
    if way is Way.NEVER:
        assert planned == Plan(leave=("n",))
    elif way is Way.DIGEST and kind is not Kind.ASKED:
        assert planned == Plan(again_at=at("2026-12-01T18:00"))
    else:
        assert planned == (Plan(again_at=NOON + timedelta(minutes=10)) if talk else Plan(send=("n",)))


@pytest.mark.parametrize("way", [Way.AT_ONCE, Way.DIGEST])
def test_what_was_seen_is_not_mailed(way: Way) -> None:
    assert plan(NOON, Choices({Kind.REVIEW: way}), [one(Kind.REVIEW, NOON, seen=True)]) == Plan(leave=("n",))


def test_what_asks_something_of_somebody_does_not_wait_for_a_digest() -> None:
    assert Choices({Kind.ASKED: Way.DIGEST}).way(Kind.ASKED) is Way.AT_ONCE


def test_talk_comes_as_one_mail_when_it_comes_at_once() -> None:
    choices = Choices({Kind.TALK: Way.AT_ONCE})
    said = [one(Kind.TALK, NOON, name="a"), one(Kind.TALK, NOON + timedelta(minutes=9), name="b")]
    assert plan(NOON + timedelta(minutes=9), choices, said).again_at == NOON + timedelta(minutes=10)
    assert plan(NOON + timedelta(minutes=20), choices, said).send == ("a", "b")


def test_a_digest_is_one_mail_a_day() -> None:
    choices = Choices(digest_hour=8, zone=LISBON)
    told = [one(Kind.TALK, at(f"2026-06-0{day}T{hour}:30", LISBON), name=f"{day}{hour}") for day, hour in DAYS]
    mails, moment = [], told[0].since
    waiting = list(told)
    while waiting:
        planned = plan(moment, choices, [each for each in waiting if each.since <= moment])
        if planned.send:
            mails.append((moment.astimezone(ZoneInfo(LISBON)).strftime("%d %H:%M"), planned.send))
            waiting = [each for each in waiting if each.id not in planned.send]
        moment += timedelta(minutes=30)
    assert mails == [("01 08:00", ("107",)), ("02 08:00", ("108", "120", "200")), ("03 08:00", ("223",))]


DAYS = [(1, "07"), (1, "08"), (1, "20"), (2, "00"), (2, "23")]


def test_what_was_due_while_the_server_was_down_comes_as_one_mail() -> None:
    told = [one(Kind.PAPER, NOON - timedelta(days=days), name=str(days)) for days in (3, 2, 1)]
    assert plan(NOON, Choices(), told).send == ("3", "2", "1")


def test_nothing_comes_in_quiet_hours_and_all_of_it_after() -> None:
    choices = Choices(zone=LISBON, quiet_from=22, quiet_until=7)
    late = at("2026-12-01T23:10", LISBON)
    told = [one(Kind.REVIEW, late, name="a"), one(Kind.REVIEW, late + HOUR, name="b")]
    assert plan(late, choices, told) == Plan(again_at=at("2026-12-02T07:00", LISBON))
    assert plan(at("2026-12-02T06:59", LISBON), choices, told).send == ()
    assert plan(at("2026-12-02T07:00", LISBON), choices, told).send == ("a", "b")


def test_a_digest_that_is_late_waits_for_the_quiet_hours_to_end_too() -> None:
    choices = Choices(digest_hour=8, quiet_from=20, quiet_until=9)
    assert plan(NOON, choices, [one(Kind.TALK, NOON)]).again_at == at("2026-12-02T09:00")


def test_a_reminder_at_once_does_not_come_at_midnight() -> None:
    choices = Choices({Kind.REMINDER: Way.AT_ONCE}, zone="Asia/Tokyo")
    midnight = at("2026-12-01T00:05", "Asia/Tokyo")
    assert plan(midnight, choices, [one(Kind.REMINDER, midnight)]).again_at == at("2026-12-01T08:00", "Asia/Tokyo")
    later = at("2026-12-01T15:00", "Asia/Tokyo")
    assert plan(later, choices, [one(Kind.REMINDER, later)]).send == ("n",)


@pytest.mark.parametrize("zone", ["UTC", LISBON, "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe"])
@pytest.mark.parametrize("hour", [0, 1, 2, 3, 8, 23])
def test_an_hour_comes_once_a_day_on_every_day_of_a_year(zone: str, hour: int) -> None:
    moment, days = at("2026-01-01T00:00", zone), []
    for _ in range(365):
        moment = next_time(moment, zone, hour)
        days.append(moment.astimezone(ZoneInfo(zone)).date())
        moment += timedelta(minutes=1)
    assert len(set(days)) == 365
    assert (days[-1] - days[0]).days == 364


@pytest.mark.parametrize("zone", [LISBON, "America/New_York", "Australia/Lord_Howe"])
@pytest.mark.parametrize(("begin", "end"), [(22, 7), (0, 2), (1, 3), (23, 1), (9, 17)])
def test_quiet_hours_end_even_when_clocks_are_put(zone: str, begin: int, end: int) -> None:
    choices = Choices(zone=zone, quiet_from=begin, quiet_until=end)
    for half in range(2 * 24 * 365):
        moment = at("2026-01-01T00:00") + half * timedelta(minutes=30)
        ends = after_quiet(moment, choices)
        assert moment <= ends <= moment + timedelta(hours=24)
        assert not is_quiet(ends.astimezone(ZoneInfo(zone)).hour, begin, end)


def test_quiet_hours_need_both_ends() -> None:
    assert after_quiet(NOON, Choices(quiet_from=0)) == after_quiet(NOON, Choices(quiet_until=23)) == NOON
    assert not any(is_quiet(hour, 5, 5) for hour in range(24))


def test_no_more_of_these_means_the_digest_they_came_in() -> None:
    assert scope([Kind.REVIEW], Choices()) == [Kind.REVIEW]
    gathered = scope([Kind.TALK], Choices())
    assert set(gathered) == {kind for kind in Kind if USUAL[kind] is Way.DIGEST}
    assert Kind.REVIEW in scope([Kind.TALK, Kind.REVIEW], Choices())


def test_kinds_are_spoken() -> None:
    assert spoken([]) == ""
    assert spoken([Kind.REVIEW]) == "reviews of your drafts"
    assert spoken([Kind.REVIEW, Kind.MENTION, Kind.PAPER]) == (
        "reviews of your drafts, mentions of you and new versions of papers"
    )


@pytest.mark.parametrize("zone", ["", "Mars/Olympus", "../etc/passwd", "europe/lisbon "])
def test_what_is_no_zone_is_refused(zone: str) -> None:
    with pytest.raises(BadInput):
        check_zone(zone)


@pytest.mark.parametrize("hour", ["", "24", "-1", "8.5", "eight"])
def test_what_is_no_hour_is_refused(hour: str) -> None:
    with pytest.raises(BadInput):
        check_hour(hour)
