"""How a clock counts its days (4.5): by the Civil Code, or by hours as one province's system does.

The finer points stand in `test_counting_days.py`; here the clocks of a petition show them.
"""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from limit_rows import CHINA, DAY, LAW, Row, clock_of, noon

from petition_es.domain.regime.law import Law
from petition_es.regimes.calendars import calendar_of_china

SECOND = timedelta(seconds=1)
CIVIL = LAW.everywhere("cn-2005")
ELAPSED = Law([replace(CIVIL.regimes[0], counting="elapsed")], {"cn": calendar_of_china()})

COUNTED = [
    # article, first day, limit, the last day by the Civil Code, and by hours
    ("a201: from the day after", date(2016, 7, 4), 15, date(2016, 7, 19), date(2016, 7, 19)),
    ("a203: a Sunday gives way", date(2016, 7, 2), 15, date(2016, 7, 18), date(2016, 7, 17)),
    ("a203: a holiday gives way", date(2016, 9, 18), 15, date(2016, 10, 8), date(2016, 10, 3)),
    ("a203: not a worked Saturday", date(2015, 9, 25), 15, date(2015, 10, 10), date(2015, 10, 10)),
    ("a leap day is a day", date(2016, 2, 14), 15, date(2016, 2, 29), date(2016, 2, 29)),
    ("days, and no months", date(2016, 1, 16), 15, date(2016, 2, 1), date(2016, 1, 31)),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "begins", "limit", "civil", "elapsed"), COUNTED, ids=str)
def test_a_limit_ends_where_the_way_of_counting_says(rule, begins, limit, civil, elapsed):
    for law, last in ((CIVIL, civil), (ELAPSED, elapsed)):
        row = Row(rule, "routing", begins, limit, last)
        clock = clock_of(row, at=row.start, law=law)
        assert clock.due.last_day == last
        for offset in (-1, 0, 1):
            at = noon(last + offset * DAY)
            assert clock.days_left(at) == -offset


def test_by_the_civil_code_the_last_day_runs_to_midnight_and_by_hours_to_the_second():
    """Registered at 9:00 on 4 July 2016: until 24:00 of the 19th, or until 9:00 of that day."""
    row = Row("4.5", "routing", date(2016, 7, 4), 15, date(2016, 7, 19))
    midnight = datetime.combine(row.last + DAY, time(0), CHINA)
    nine = datetime.combine(row.last, time(9), CHINA)
    for law, in_time, late in (
        (CIVIL, midnight - SECOND, midnight),
        (ELAPSED, nine, nine + SECOND),
    ):
        assert clock_of(row, at=in_time, law=law).status(in_time) == "running"
        assert clock_of(row, at=late, law=law).status(late) == "late"


def test_sixty_days_from_the_first_of_october_2023_end_on_the_thirtieth_of_november():
    """The advice that is copied most says 1 December, against its own rule."""
    row = Row("4.5", "handling", date(2023, 10, 1), 60, date(2023, 11, 30))
    assert clock_of(row, at=row.start).due.last_day == row.last == row.by_hand


def test_three_five_and_ten_days_are_working_days_only_where_the_regime_says_so():
    """Not so by the law on reconsideration (2023 a88), which is no law of petitions."""
    henan = Row("Henan", "routing", date(2013, 3, 1), 5, date(2013, 3, 6), place="410102")
    assert (henan.last - henan.begins).days == 5  # Over a weekend, and not three days longer.
    assert clock_of(henan, at=henan.start).due.last_day == henan.last


@pytest.mark.parametrize("clock", ["routing", "handling"])
def test_a_year_that_nobody_announced_is_never_silently_guessed(clock):
    row = Row("4.5", clock, date(2026, 12, 21), 15, date(2026, 12, 21))
    assert clock_of(row, at=row.start).due.is_provisional
    earlier = Row("4.5", clock, date(2026, 9, 1), 15, date(2026, 9, 1))
    assert not clock_of(earlier, at=earlier.start).due.is_provisional
