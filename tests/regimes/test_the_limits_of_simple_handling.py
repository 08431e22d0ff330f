"""Simple handling (简易办理): limits in working days, and what a conversion does (4.1, 4.3)."""

from datetime import date, datetime, time, timedelta

import pytest
from limit_rows import (
    CHINA,
    DAY,
    LAW,
    Row,
    arrived,
    check,
    clock_of,
    days_to,
    in_working_days,
    noon,
)

from histories import DAY_ZERO, ROADS, accepted, happened, told
from petition_es.domain.petition import Converted
from petition_es.domain.regime.timing import clocks_of

HANDLING = [
    in_working_days(
        "2016 a8", "handling", date(2016, 7, 6), 10, date(2016, 7, 20), procedure="simple"
    ),
    # 30 September; 8 and 9 October were worked; 10 to 14, 17 and 18 October.
    in_working_days(
        "2016 a8", "handling", date(2016, 9, 29), 10, date(2016, 10, 18), procedure="simple"
    ),
    in_working_days(
        "2022 a8", "handling", date(2022, 7, 18), 10, date(2022, 8, 1), procedure="simple"
    ),
    # 19, 20, 28 (a worked Saturday), 29 (a worked Sunday), 30, 31 January; 1, 2, 3 and 6 February.
    in_working_days(
        "2022 a8", "handling", date(2023, 1, 18), 10, date(2023, 2, 6), procedure="simple"
    ),
]
ACCEPTANCE = [
    in_working_days(
        "2016 a7", "acceptance", date(2016, 7, 5), 3, date(2016, 7, 8), procedure="simple"
    ),
    in_working_days(
        "2022 a7", "acceptance", date(2022, 7, 18), 3, date(2022, 7, 21), procedure="simple"
    ),
    # 19 and 20 January; the Spring Festival; Saturday the 28th was worked.
    in_working_days(
        "2022 a7", "acceptance", date(2023, 1, 18), 3, date(2023, 1, 28), procedure="simple"
    ),
]


@pytest.mark.parametrize("row", HANDLING, ids=str)
def test_the_opinion_is_due_on_the_tenth_working_day_after_the_acceptance(row):
    check(row)
    clock = clock_of(row, at=noon(row.last))
    assert clock.rule.basis.article == row.article[-1]
    assert row.article[:4] in clock.rule.basis.instrument.en
    assert clock.latest_due == clock.due  # Nobody extends what is short.


@pytest.mark.parametrize("offset", [-1, 0, 1])
@pytest.mark.parametrize("row", ACCEPTANCE, ids=str)
def test_it_is_accepted_by_the_third_working_day_or_late(row, offset):
    """Only the acceptance says that the procedure is simple: by then its limit has run."""
    moment = datetime.combine(row.last + offset * DAY, time(23, 59), CHINA)
    taken_up = accepted(ROADS, on=(moment - DAY_ZERO) / DAY, procedure="simple")
    clock = clock_of(row, taken_up, at=moment + DAY)
    assert clock.due.last_day == row.last == row.by_hand
    assert clock.status(moment + DAY) == ("met_late" if offset > 0 else "met")


@pytest.mark.parametrize(
    ("begins", "limit"),
    [(date(2016, 6, 30), (60, "days")), (date(2016, 7, 1), (10, "working_days"))],
)
def test_there_is_no_simple_limit_before_the_first_of_july_2016(begins, limit):
    row = Row("2016", "handling", begins, limit[0], begins, procedure="simple")
    rule = clock_of(row, at=noon(begins)).rule
    assert (rule.limit, rule.unit) == limit


def test_the_measures_of_2022_take_over_on_their_first_day():
    """Seventy-six days of the regulations of 2022 still had the measures of 2016."""
    cited = {
        begins: clock_of(
            in_working_days("", "handling", begins, 10, begins, procedure="simple"), at=noon(begins)
        ).rule.basis.instrument.en
        for begins in (date(2022, 7, 16), date(2022, 7, 17))
    }
    assert ["2016" in name for name in cited.values()] == [True, False]


CONVERSIONS = [
    # From the acceptance on 6 July: 4 September is a Sunday.
    ("original_acceptance", date(2016, 9, 5)),
    # From the conversion on 15 July: 13 September, a Tuesday.
    ("conversion_date", date(2016, 9, 13)),
]


@pytest.mark.parametrize(("clock_rule", "last"), CONVERSIONS)
@pytest.mark.parametrize("offset", [-1, 0, 1])
def test_after_a_conversion_sixty_days_run_from_where_the_regime_says(clock_rule, last, offset):
    row, converted_on = HANDLING[0], days_to(date(2016, 7, 15))
    converted = happened(
        Converted, ROADS, converted_on, "converted", ("to-roads-accepted",),
        from_procedure="simple", to_procedure="ordinary", clock_rule=clock_rule,
    )  # fmt: skip
    now = noon(last + offset * DAY)
    clock = clock_of(row, converted, at=now)
    assert clock.due.last_day == last
    assert clock.status(now) == ("late" if offset > 0 else "running")
    assert clock.days_left(now) == -offset


def test_the_shipped_regimes_count_from_the_acceptance():
    for on in (date(2016, 7, 1), date(2022, 5, 1)):
        assert LAW.regime_on(on).simple.conversion == "original_acceptance"


def test_what_has_to_be_accepted_in_three_days_is_late_long_before_the_ordinary_fifteen():
    row = ACCEPTANCE[0]
    on = days_to(row.begins)
    now = noon(row.begins + timedelta(days=12))
    ordinary, simple = (
        clocks_of(
            told(*arrived(on, row), accepted(ROADS, on=on + 10, procedure=procedure)), LAW, now
        )
        for procedure in ("ordinary", "simple")
    )
    status = [
        next(c.status(now) for c in each if c.name == "acceptance") for each in (ordinary, simple)
    ]
    assert status == ["met", "met_late"]
