"""Limits as a reader can check them on a printed calendar."""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from petition_es.domain.refusals import TimeWithoutZone
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

CALENDAR = calendar_of_china()
BEIJING = timezone(timedelta(hours=8))
BERLIN = ZoneInfo("Europe/Berlin")
SECOND = timedelta(seconds=1)


def at(year, month, day, hour=9, minute=0, *, zone=BEIJING):
    return datetime(year, month, day, hour, minute, tzinfo=zone)


def civil(start, limit, unit="days", pauses=()):
    return due_after(start, limit, unit, "civil", CALENDAR, pauses=pauses)


def elapsed(start, limit, unit="days", pauses=()):
    return due_after(start, limit, unit, "elapsed", CALENDAR, pauses=pauses)


def test_the_first_day_is_not_counted():
    assert civil(at(2016, 7, 5), 1).last_day == date(2016, 7, 6)


def test_sixty_days_from_the_first_of_october_2023_end_on_the_thirtieth_of_november():
    """A widely copied advice says 1 December, against its own rule (domain reference, 4.5).

    30 November 2023 was a Thursday, and worked: by the Civil Code nothing gives way either.
    """
    assert civil(at(2023, 10, 1), 60).last_day == date(2023, 11, 30)
    assert elapsed(at(2023, 10, 1), 60).last_day == date(2023, 11, 30)


def test_sixty_days_from_the_third_of_october_2023_give_way_to_a_monday():
    assert elapsed(at(2023, 10, 3), 60).last_day == date(2023, 12, 2)
    assert civil(at(2023, 10, 3), 60).last_day == date(2023, 12, 4)


def test_the_last_day_runs_to_midnight():
    due = civil(at(2016, 7, 5, 16, 30), 15)
    midnight = at(2016, 7, 21, 0)
    assert due.last_day == date(2016, 7, 20)
    assert due.moment == midnight - timedelta(microseconds=1)
    assert not is_late(due, midnight - SECOND)
    assert is_late(due, midnight)


def test_by_hours_the_last_day_ends_at_the_hour_of_the_start():
    due = elapsed(at(2016, 7, 5, 16, 30), 15)
    assert due.moment == at(2016, 7, 20, 16, 30)
    assert not is_late(due, at(2016, 7, 20, 16, 30))
    assert is_late(due, at(2016, 7, 20, 16, 30) + SECOND)


def test_the_day_before_on_and_after_the_last_day():
    due = civil(at(2016, 7, 5), 15)
    before, on, after = at(2016, 7, 19, 23, 59), at(2016, 7, 20, 23, 59), at(2016, 7, 21, 0)
    assert [days_left(due, now) for now in (before, on, after)] == [1, 0, 0]
    assert [days_late(due, now) for now in (before, on, after)] == [0, 0, 1]
    assert [is_late(due, now) for now in (before, on, after)] == [False, False, True]


def test_over_by_hours_on_the_last_day_is_late_by_no_day():
    due = elapsed(at(2016, 7, 5, 9), 15)
    assert is_late(due, at(2016, 7, 20, 10))
    assert days_late(due, at(2016, 7, 20, 10)) == 0
    assert days_late(due, at(2016, 7, 21, 0)) == 1


def test_days_are_days_of_the_office_wherever_now_is_told():
    due = civil(at(2016, 7, 5), 15)
    assert days_late(due, datetime(2016, 7, 20, 15, 59, tzinfo=UTC)) == 0
    assert days_late(due, datetime(2016, 7, 20, 16, 0, tzinfo=UTC)) == 1


def test_a_start_at_a_minute_to_midnight_and_one_at_midnight_are_a_day_apart():
    assert civil(at(2016, 7, 5, 23, 59), 15).last_day == date(2016, 7, 20)
    assert civil(at(2016, 7, 6, 0, 0), 15).last_day == date(2016, 7, 21)


def test_the_same_instant_starts_on_another_day_in_another_office():
    in_utc = at(2016, 7, 6, 1).astimezone(UTC)
    assert civil(at(2016, 7, 6, 1), 15).last_day == date(2016, 7, 21)
    assert civil(in_utc, 15).last_day == date(2016, 7, 20)


def test_a_last_day_in_the_national_day_holiday_of_2015_gives_way_to_the_eighth():
    for day in range(16, 23):  # the fifteenth day after is one of 1 to 7 October
        assert civil(at(2015, 9, day), 15).last_day == date(2015, 10, 8)


def test_a_last_day_on_a_worked_saturday_stays():
    assert civil(at(2015, 9, 25), 15).last_day == date(2015, 10, 10)
    assert civil(at(2015, 9, 26), 15).last_day == date(2015, 10, 12)


def test_working_days_across_spring_festival_2016_count_both_weekends_worked():
    """6 and 14 February, a Saturday and a Sunday, were worked; 7 to 13 February were off."""
    due = civil(at(2016, 2, 4), 3, "working_days")
    assert due.last_day == date(2016, 2, 14)
    assert working_days_between(date(2016, 2, 4), date(2016, 2, 14), CALENDAR).number == 3


def test_ten_working_days_across_national_day_2016():
    """30 September; Saturday 8 and Sunday 9 October were worked; 10-14; 17 and 18 October."""
    assert civil(at(2016, 9, 29), 10, "working_days").last_day == date(2016, 10, 18)


def test_a_leap_day_is_a_day():
    assert civil(at(2016, 2, 28), 1).last_day == date(2016, 2, 29)
    assert civil(at(2016, 2, 29), 1).last_day == date(2016, 3, 1)
    assert elapsed(at(2024, 2, 14), 15).last_day == date(2024, 2, 29)
    assert civil(at(2016, 2, 26), 2, "working_days").last_day == date(2016, 3, 1)


def test_where_clocks_are_set_a_civil_day_is_a_day_and_hours_are_hours():
    """In Berlin the clocks went forward on 26 March 2017."""
    start = at(2017, 3, 20, 9, zone=BERLIN)
    assert civil(start, 15).moment.isoformat() == "2017-04-05T23:59:59.999999+02:00"
    assert elapsed(start, 14).moment.isoformat() == "2017-04-03T10:00:00+02:00"


def test_where_the_last_hour_comes_twice_the_day_ends_with_the_second():
    """In Tehran the clocks went from midnight back to 23:00 at the end of 20 September 2016."""
    due = civil(at(2016, 9, 5, zone=ZoneInfo("Asia/Tehran")), 15)
    assert due.moment.isoformat() == "2016-09-20T23:59:59.999999+03:30"
    first_of_the_two = due.moment.replace(fold=0)
    assert first_of_the_two.isoformat() == "2016-09-20T23:59:59.999999+04:30"
    assert not is_late(due, first_of_the_two)


def test_an_hour_that_the_clocks_jumped_over_is_that_much_later():
    start = at(2022, 3, 24, 2, 30, zone=BERLIN)  # 27 March 2022: no 02:30; not worked in China
    assert elapsed(start, 3).moment.isoformat() == "2022-03-27T03:30:00+02:00"


def test_an_extension_runs_on_from_the_day_to_which_the_last_gave_way():
    due = civil(at(2023, 10, 3), 60)  # Saturday 2 December, so Monday the 4th
    assert extended(due, 30, "days", "civil", CALENDAR).last_day == date(2024, 1, 3)


def test_an_extension_by_hours_runs_on_from_the_moment():
    due = elapsed(at(2016, 7, 5, 16, 30), 60)
    longer = extended(due, 30, "days", "elapsed", CALENDAR)
    assert longer.moment == at(2016, 10, 3, 16, 30)


def test_the_day_of_a_suspension_is_not_counted_and_that_of_the_resumption_is():
    """Counted are 6 and 7 July, and from the 18th to the 20th."""
    pause = Pause(since=at(2016, 7, 8, 17), until=at(2016, 7, 18, 8))
    assert civil(at(2016, 7, 5), 5, pauses=[pause]).last_day == date(2016, 7, 20)
    assert civil(at(2016, 7, 5), 3, pauses=[pause]).last_day == date(2016, 7, 18)


def test_a_limit_suspended_on_its_last_day_ends_on_the_day_of_the_resumption():
    pause = Pause(since=at(2016, 7, 20), until=at(2016, 8, 2))
    assert civil(at(2016, 7, 5), 15, pauses=[pause]).last_day == date(2016, 8, 2)


def test_a_suspension_after_the_last_day_changes_nothing():
    pause = Pause(since=at(2016, 7, 21), until=at(2016, 8, 2))
    assert civil(at(2016, 7, 5), 15, pauses=[pause]) == civil(at(2016, 7, 5), 15)


def test_a_suspension_that_ends_on_the_same_day_costs_no_day():
    pause = Pause(since=at(2016, 7, 8, 9), until=at(2016, 7, 8, 17))
    assert civil(at(2016, 7, 5), 15, pauses=[pause]) == civil(at(2016, 7, 5), 15)
    assert elapsed(at(2016, 7, 5), 15, pauses=[pause]).moment == at(2016, 7, 20, 17)


def test_suspensions_that_overlap_are_taken_out_once():
    pauses = [
        Pause(since=at(2016, 7, 8), until=at(2016, 7, 18)),
        Pause(since=at(2016, 7, 10), until=at(2016, 7, 12)),
        Pause(since=at(2016, 7, 15), until=at(2016, 7, 20)),
    ]
    one = [Pause(since=at(2016, 7, 8), until=at(2016, 7, 20))]
    assert civil(at(2016, 7, 5), 15, pauses=pauses) == civil(at(2016, 7, 5), 15, pauses=one)
    assert elapsed(at(2016, 7, 5), 15, pauses=pauses).moment == at(2016, 8, 1)


def test_a_working_day_that_gave_way_and_is_suspended_gives_way_again():
    """The last day was Saturday 2 December 2023; the Monday after it was suspended."""
    pause = Pause(since=at(2023, 12, 3), until=at(2023, 12, 9))
    due = civil(at(2023, 10, 3), 60, pauses=[pause])
    assert due.last_day == date(2023, 12, 11)


def test_a_start_and_a_now_have_a_zone():
    naive = datetime(2016, 7, 5, 9)  # noqa: DTZ001  # the point
    due = civil(at(2016, 7, 5), 15)
    for ask in (
        lambda: civil(naive, 15),
        lambda: is_late(due, naive),
        lambda: days_left(due, naive),
        lambda: days_late(due, naive),
        lambda: Pause(since=naive, until=at(2016, 7, 6)),
        lambda: Pause(since=at(2016, 7, 5), until=naive),
    ):
        with pytest.raises(TimeWithoutZone):
            ask()


@pytest.mark.parametrize("limit", [0, -1])
def test_a_limit_is_at_least_a_day(limit):
    for count in (civil, elapsed):
        with pytest.raises(ValueError, match="at least one day"):
            count(at(2016, 7, 5), limit)


def test_nothing_is_resumed_before_it_was_suspended():
    with pytest.raises(ValueError, match="before the suspension"):
        Pause(since=at(2016, 7, 6), until=at(2016, 7, 5))
