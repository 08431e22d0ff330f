"""The same period a year before."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from petition_es.audits.quality.period import Period


def test_a_month_that_ends_with_a_leap_day_is_compared_with_whole_months():
    assert Period(date(2017, 2, 1), date(2017, 2, 28)).before == Period(
        date(2016, 2, 1), date(2016, 2, 29)
    )
    assert Period(date(2016, 2, 1), date(2016, 2, 29)).before == Period(
        date(2015, 2, 1), date(2015, 2, 28)
    )


def test_a_year_is_compared_with_the_year_before():
    assert Period.year(2016).before == Period.year(2015)


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(0, 364))
def test_the_year_before_ends_before_a_period_of_at_most_a_year_begins(first, days):
    period = Period(first, first + timedelta(days=days))
    assert not period.before.is_backwards
    assert period.before.last < period.first or days > 363
