"""Years that nobody announced, years that were announced anew, and what was known when."""

from dataclasses import FrozenInstanceError, replace
from datetime import date, datetime, timedelta, timezone

import pytest

from petition_es.domain.regime.calendar import Calendar, UnusableTable, YearTable
from petition_es.domain.regime.counting import due_after, extended, working_days_between
from petition_es.domain.regime.pauses import Pause
from petition_es.regimes.calendars import calendar_of_china

CALENDAR = calendar_of_china()
BEIJING = timezone(timedelta(hours=8))
# An invented arrangement: what the State Council will announce for 2027 was not known here.
OF_2027 = YearTable(
    year=2027,
    version="an invented notice",
    published_at=date(2026, 11, 4),
    days_off=frozenset(
        {date(2027, 1, 1), *(date(2027, 2, 5) + timedelta(days=n) for n in range(8))}
    ),
    workdays=frozenset({date(2027, 1, 31), date(2027, 2, 20)}),
)
WITH_2027 = CALENDAR.with_year(OF_2027)


def at(year, month, day, hour=9):
    return datetime(year, month, day, hour, tzinfo=BEIJING)


def civil(start, limit, unit, calendar=CALENDAR, pauses=()):
    return due_after(start, limit, unit, "civil", calendar, pauses=pauses)


def test_a_year_that_nobody_announced_is_not_known():
    assert CALENDAR.is_known(2026)
    assert not CALENDAR.is_known(2027)
    assert not CALENDAR.is_known(2003)
    assert CALENDAR.version_of(2027) is None


def test_a_provisional_year_has_weekends_and_the_holidays_with_a_fixed_date():
    assert not CALENDAR.is_workday(date(2027, 1, 1))  # a Friday
    assert not CALENDAR.is_workday(date(2027, 1, 2))  # a Saturday
    assert CALENDAR.is_workday(date(2027, 2, 8))  # a Monday, though in Spring Festival
    assert CALENDAR.look_up(date(2027, 2, 8)).is_provisional
    assert Calendar().is_workday(date(2027, 1, 1))


def test_what_is_counted_into_a_provisional_year_says_so():
    due = civil(at(2026, 12, 20), 15, "days")
    assert (due.last_day, due.is_provisional) == (date(2027, 1, 4), True)
    due = civil(at(2026, 12, 28), 10, "working_days")
    assert (due.last_day, due.is_provisional) == (date(2027, 1, 12), True)
    assert extended(due, 1, "days", "elapsed", CALENDAR).is_provisional
    assert working_days_between(date(2026, 12, 30), date(2027, 1, 1), CALENDAR).is_provisional


def test_what_ends_before_a_provisional_year_is_settled():
    assert not civil(at(2026, 12, 16), 15, "days").is_provisional
    assert not civil(at(2026, 12, 28), 3, "working_days").is_provisional
    between = working_days_between(date(2026, 12, 1), date(2026, 12, 31), CALENDAR)
    assert not between.is_provisional


def test_a_last_day_that_gives_way_into_a_provisional_year_is_provisional():
    """31 December 2022 was a Saturday; the library's table of 2023 counts from October."""
    due = civil(at(2022, 12, 16), 15, "days", CALENDAR.as_published_on(date(2022, 9, 30)))
    assert (due.last_day, due.is_provisional) == (date(2023, 1, 2), True)


def test_a_count_through_a_provisional_year_says_so_wherever_it_ends():
    only_2026 = Calendar(tables=tuple(t for t in CALENDAR.tables if t.year == 2026))
    assert civil(at(2025, 12, 30), 5, "working_days", only_2026).is_provisional
    assert not civil(at(2025, 12, 31), 5, "working_days", only_2026).is_provisional
    pause = Pause(since=at(2026, 12, 30), until=at(2027, 3, 1))
    assert civil(at(2026, 12, 20), 15, "working_days", pauses=[pause]).is_provisional


def test_hours_need_no_calendar():
    assert not due_after(at(2030, 1, 1), 60, "days", "elapsed", Calendar()).is_provisional


def test_a_due_date_is_counted_anew_when_the_table_comes():
    start = at(2027, 1, 25)
    guessed = civil(start, 10, "working_days")
    assert (guessed.last_day, guessed.is_provisional) == (date(2027, 2, 8), True)
    settled = civil(start, 10, "working_days", WITH_2027)
    assert (settled.last_day, settled.is_provisional) == (date(2027, 2, 15), False)
    rolled = civil(at(2027, 1, 24), 15, "days"), civil(at(2027, 1, 24), 15, "days", WITH_2027)
    assert [due.last_day for due in rolled] == [date(2027, 2, 8), date(2027, 2, 15)]


def test_adding_a_year_leaves_the_calendar_as_it_was():
    assert not CALENDAR.is_known(2027)
    assert WITH_2027.version_of(2027) == "an invented notice"
    with pytest.raises(FrozenInstanceError):
        CALENDAR.tables = ()
    assert WITH_2027.with_year(OF_2027) == WITH_2027


def test_a_later_version_replaces_an_earlier_one_in_whatever_order_they_come():
    amended = replace(
        OF_2027, version="amended", published_at=date(2027, 1, 26), workdays=frozenset()
    )
    for calendar in (WITH_2027.with_year(amended), CALENDAR.with_year(amended).with_year(OF_2027)):
        assert calendar.version_of(2027) == "amended"
        assert not calendar.is_workday(date(2027, 2, 20))


def test_of_two_versions_of_one_day_the_one_that_was_added_last_is_in_force():
    same_day = replace(OF_2027, version="in the evening", workdays=frozenset())
    assert WITH_2027.with_year(same_day).version_of(2027) == "in the evening"


def test_what_a_page_showed_is_counted_by_what_was_published_by_then():
    amended = replace(
        OF_2027, version="amended", published_at=date(2027, 1, 26), workdays=frozenset()
    )
    calendar = WITH_2027.with_year(amended)
    known = [
        calendar.as_published_on(day).version_of(2027)
        for day in (date(2026, 11, 3), date(2026, 11, 4), date(2027, 1, 25), date(2027, 1, 26))
    ]
    assert known == [None, "an invented notice", "an invented notice", "amended"]
    shown = civil(at(2027, 2, 10), 6, "working_days", calendar.as_published_on(date(2027, 1, 25)))
    assert shown.last_day == date(2027, 2, 20)
    assert civil(at(2027, 2, 10), 6, "working_days", calendar).last_day == date(2027, 2, 22)


def test_the_fixed_holidays_outlive_a_look_into_the_past():
    past = CALENDAR.as_published_on(date(2000, 1, 1))
    assert past.tables == ()
    assert not past.is_workday(date(2016, 10, 3))


def test_a_version_is_published_in_one_wording():
    with pytest.raises(UnusableTable, match="published twice as an invented notice"):
        WITH_2027.with_year(replace(OF_2027, workdays=frozenset()))


def test_a_table_holds_days_of_its_own_year_that_are_worked_or_off():
    with pytest.raises(UnusableTable, match="2026-12-31 is no day of 2027"):
        replace(OF_2027, days_off=frozenset({date(2026, 12, 31)}))
    with pytest.raises(UnusableTable, match="2027-02-20 is both"):
        replace(OF_2027, days_off=frozenset({date(2027, 2, 20)}))


def test_a_year_in_which_nobody_works_is_counted_across():
    whole = frozenset(date(2027, 1, 1) + timedelta(days=n) for n in range(365))
    calendar = CALENDAR.with_year(
        YearTable(year=2027, version="1", published_at=date(2026, 1, 1), days_off=whole)
    )
    due = civil(at(2026, 12, 31), 1, "working_days", calendar)
    assert (due.last_day, due.is_provisional) == (date(2028, 1, 3), True)
    assert civil(at(2026, 12, 31), 1, "days", calendar).is_provisional


def test_the_library_knows_the_years_from_2004_and_says_its_version():
    assert {table.year for table in CALENDAR.tables} >= set(range(2004, 2027))
    assert CALENDAR.version_of(2016) == CALENDAR.version_of(2026) != ""
