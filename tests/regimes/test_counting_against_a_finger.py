"""Whatever the start, the limit and the zone: the count is the one made day by day."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

from hypothesis import example, given
from hypothesis import strategies as st

import naive_count
from petition_es.domain.regime.counting import (
    days_late,
    days_left,
    due_after,
    extended,
    is_late,
    working_days_between,
)
from petition_es.domain.regime.pauses import Pause
from petition_es.regimes.calendars import calendar_of_china

CHINA = calendar_of_china()
MICROSECOND = timedelta(microseconds=1)
EVERY_LIMIT = st.integers(1, 260)
ZONES = st.sampled_from(
    [
        timezone(timedelta(hours=8)),
        ZoneInfo("Asia/Shanghai"),
        ZoneInfo("Europe/Berlin"),
        ZoneInfo("America/Sao_Paulo"),  # its clocks were set at midnight
        timezone(timedelta(hours=-11)),
    ]
)
DAYS = st.dates(date(2004, 1, 2), date(2026, 12, 31))
UNITS = st.sampled_from(["days", "working_days"])
METHODS = st.sampled_from(["civil", "elapsed"])


@st.composite
def starts(draw, latest=datetime(2025, 9, 30)):  # noqa: DTZ001  # the zone is drawn
    wall = draw(st.datetimes(datetime(2004, 1, 1), latest))  # noqa: DTZ001  # here
    zone = draw(ZONES)
    # A time that the clocks jumped over is no time that anybody could note.
    return wall.replace(tzinfo=zone).astimezone(UTC).astimezone(zone)


@st.composite
def paused_starts(draw):
    start = draw(starts(latest=datetime(2025, 1, 31)))  # noqa: DTZ001  # the zone is drawn
    hours = st.integers(-24 * 20, 24 * 300)
    lengths = st.integers(0, 24 * 40)
    pauses = [
        Pause(since=since, until=since + timedelta(hours=length))
        for since, length in (
            (start + timedelta(hours=after), length)
            for after, length in draw(st.lists(st.tuples(hours, lengths), max_size=4))
        )
    ]
    return start, pauses


def last_instant(day, zone):
    """The microsecond before the next day begins, on the clock of the zone."""
    moment = datetime.combine(day, time.max, zone)
    return max(moment, moment.replace(fold=1), key=lambda each: each.astimezone(UTC))


@given(starts(), EVERY_LIMIT)
def test_calendar_days_run_through_and_give_way_to_a_working_day(start, limit):
    due = due_after(start, limit, "days", "civil", CHINA)
    assert due.last_day == naive_count.last_day(start, limit, working=False)
    assert not due.is_provisional


@given(starts(), EVERY_LIMIT)
def test_working_days_are_those_that_were_worked(start, limit):
    due = due_after(start, limit, "working_days", "civil", CHINA)
    assert due.last_day == naive_count.last_day(start, limit, working=True)
    assert not due.is_provisional


@given(starts(), EVERY_LIMIT)
def test_elapsed_days_are_hours_whatever_the_clocks_say(start, limit):
    due = due_after(start, limit, "days", "elapsed", CHINA)
    assert due.moment.astimezone(UTC) == start.astimezone(UTC) + limit * timedelta(hours=24)
    assert due.last_day == due.moment.date()
    assert not due.is_provisional


@given(starts(), EVERY_LIMIT)
def test_elapsed_working_days_end_at_the_hour_at_which_they_began(start, limit):
    due = due_after(start, limit, "working_days", "elapsed", CHINA)
    assert due.last_day == naive_count.last_day(start, limit, working=True)
    at_that_hour = datetime.combine(due.last_day, start.timetz())
    assert due.moment.astimezone(UTC) == at_that_hour.astimezone(UTC)


@given(starts(), EVERY_LIMIT, UNITS)
def test_a_civil_limit_ends_with_the_last_instant_of_its_last_day(start, limit, unit):
    due = due_after(start, limit, unit, "civil", CHINA)
    assert due.moment.date() == due.last_day
    assert due.moment.astimezone(UTC) == last_instant(due.last_day, start.tzinfo).astimezone(UTC)
    after = (due.moment.astimezone(UTC) + MICROSECOND).astimezone(start.tzinfo)
    assert after.date() == due.last_day + timedelta(days=1)


@given(starts(), EVERY_LIMIT, UNITS, METHODS)
def test_late_is_only_what_comes_after_the_moment(start, limit, unit, method):
    due = due_after(start, limit, unit, method, CHINA)
    in_utc = due.moment.astimezone(UTC)
    assert not is_late(due, start)
    assert not is_late(due, due.moment)
    assert not is_late(due, in_utc)
    assert is_late(due, in_utc + MICROSECOND)
    assert is_late(due, (in_utc + timedelta(hours=1)).astimezone(start.tzinfo))


@given(starts(), EVERY_LIMIT, UNITS, METHODS, st.integers(-300, 300))
def test_what_is_late_by_days_is_late_and_has_no_day_left(start, limit, unit, method, days):
    due = due_after(start, limit, unit, method, CHINA)
    now = due.moment + timedelta(days=days)
    assert days_left(due, now) == max(0, -days)
    assert days_late(due, now) == max(0, days)
    assert is_late(due, now) or not days_late(due, now)


@given(starts(), st.integers(1, 60), UNITS, METHODS)
def test_a_longer_limit_never_ends_earlier(start, limit, unit, method):
    due = due_after(start, limit, unit, method, CHINA)
    longer = due_after(start, limit + 1, unit, method, CHINA)
    assert longer.moment.astimezone(UTC) >= due.moment.astimezone(UTC)


@given(starts(), st.integers(1, 90), st.integers(1, 90), METHODS)
def test_working_days_that_are_extended_are_as_many_as_both_together(start, limit, more, method):
    due = due_after(start, limit, "working_days", method, CHINA)
    longer = extended(due, more, "working_days", method, CHINA)
    whole = due_after(start, limit + more, "working_days", method, CHINA)
    assert longer.last_day == whole.last_day


@given(starts(), st.integers(1, 90), st.integers(1, 90))
def test_an_extension_begins_on_the_day_after_the_last(start, limit, more):
    due = due_after(start, limit, "days", "civil", CHINA)
    longer = extended(due, more, "days", "civil", CHINA)
    assert longer.last_day == naive_count.last_day(due.moment, more, working=False)


@given(DAYS, DAYS)
@example(date(2008, 2, 29), date(2008, 2, 29))
def test_working_days_between_two_days(one, other):
    first, last = sorted((one, other))
    number = naive_count.working_days(first, last)
    assert working_days_between(first, last, CHINA).number == number
    assert working_days_between(last, first, CHINA).number == -number
    assert not working_days_between(first, last, CHINA).is_provisional


@given(DAYS)
def test_a_day_is_worked_if_the_library_says_so(day):
    looked_up = CHINA.look_up(day)
    assert looked_up.is_workday == naive_count.chinese_calendar.is_workday(day)
    assert not looked_up.is_provisional


@given(paused_starts(), EVERY_LIMIT)
def test_suspended_days_are_not_counted(paused, limit):
    start, pauses = paused
    due = due_after(start, limit, "days", "civil", CHINA, pauses=pauses)
    assert due.last_day == naive_count.last_day(start, limit, working=False, pauses=pauses)


@given(paused_starts(), EVERY_LIMIT, METHODS)
def test_suspended_working_days_are_not_counted(paused, limit, method):
    start, pauses = paused
    due = due_after(start, limit, "working_days", method, CHINA, pauses=pauses)
    assert due.last_day == naive_count.last_day(start, limit, working=True, pauses=pauses)


@given(paused_starts(), EVERY_LIMIT)
def test_suspended_hours_are_not_counted(paused, limit):
    start, pauses = paused
    due = due_after(start, limit, "days", "elapsed", CHINA, pauses=pauses)
    assert due.moment.astimezone(UTC) == naive_count.end_by_hours(start, limit, pauses)


@given(paused_starts(), EVERY_LIMIT, UNITS, METHODS)
def test_a_suspension_never_shortens_a_limit(paused, limit, unit, method):
    start, pauses = paused
    with_them = due_after(start, limit, unit, method, CHINA, pauses=pauses)
    without = due_after(start, limit, unit, method, CHINA)
    assert with_them.moment.astimezone(UTC) >= without.moment.astimezone(UTC)
