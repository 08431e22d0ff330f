"""The national limits, article by article, on the day before, on and after the last one.

The rows are those of the reference, sections 4.1 and 4.2; each last day stands in the row, and is
counted once more on a calendar on the wall.
"""

from datetime import date, datetime, time, timedelta

import pytest
from limit_rows import CHINA, DAY, LAW, Row, check, clock_of, in_working_days, noon

from histories import DAY_ZERO, ROADS, accepted, declined, opinion, referred, reported
from petition_es.domain.regime.rules import Case

LAST_OF_2005 = date(2022, 4, 30)

UNDER_2005 = [
    Row("2005 a21", "routing", date(2016, 7, 4), 15, date(2016, 7, 19)),
    # 3 October, of the National Day; Saturday the 8th was worked.
    Row("2005 a21", "routing", date(2016, 9, 18), 15, date(2016, 10, 8)),
    # 9 February, of the Spring Festival; Sunday the 14th was worked.
    Row("2005 a21", "acceptance", date(2016, 1, 25), 15, date(2016, 2, 14)),
    Row("2005 a22", "acceptance", date(2015, 9, 25), 15, date(2015, 10, 10)),
    Row("2005 a33", "handling", date(2016, 7, 6), 60, date(2016, 9, 5)),  # 4 September: a Sunday
    Row("2005 a33", "handling", date(2016, 8, 4), 60, date(2016, 10, 8)),
    # 1 February 2020 was worked by the first notice; the second one lengthened the holiday.
    Row("2005 a33", "handling", date(2019, 12, 3), 60, date(2020, 2, 3)),
    # A Saturday: a day that somebody set gives way to none.
    Row("2005 a21(4)", "report", date(2016, 7, 4), 40, date(2016, 8, 13)),
    Row("2005 a34", "review_request", date(2016, 7, 13), 30, date(2016, 8, 12)),
    Row("2005 a34", "review_request", date(2016, 9, 3), 30, date(2016, 10, 8)),
    Row("2005 a34", "review", date(2016, 7, 5), 30, date(2016, 8, 4)),
    Row("2005 a34", "review", date(2021, 12, 3), 30, date(2022, 1, 4)),  # 2 January: New Year
    Row("2005 a35", "second_review_request", date(2016, 7, 9), 30, date(2016, 8, 8)),
    Row("2005 a35", "second_review", date(2017, 4, 1), 30, date(2017, 5, 2)),  # 1 May
    Row("2005 a36", "supervision", date(2016, 7, 13), 30, date(2016, 8, 12)),
    # No number was found for this one: thirty days are a stated default.
    Row("2014 No. 16", "evaluation", date(2016, 7, 13), 30, date(2016, 8, 12)),
]

UNDER_2022 = [
    Row("2022 a22", "routing", date(2022, 5, 5), 15, date(2022, 5, 20)),
    Row("2022 a22", "routing", date(2022, 9, 16), 15, date(2022, 10, 8)),
    Row("2022 a23", "acceptance", date(2022, 5, 5), 15, date(2022, 5, 20)),
    # Friday, 3 June was the Dragon Boat Festival.
    in_working_days("2022 a23", "objection", date(2022, 6, 1), 5, date(2022, 6, 9)),
    # 29 and 30 September; Saturday 8 and Sunday 9 October were worked; Monday the 10th.
    in_working_days("2022 a23", "objection", date(2022, 9, 28), 5, date(2022, 10, 10)),
    Row("2022 a34", "handling", date(2022, 5, 9), 60, date(2022, 7, 8)),
    Row("2022 a34", "handling", date(2022, 8, 3), 60, date(2022, 10, 8)),
    Row("2022 a22", "report", date(2022, 5, 5), 40, date(2022, 6, 14)),
    Row("2022 a35", "review_request", date(2023, 1, 3), 30, date(2023, 2, 2)),
    # 22 January 2023, of the Spring Festival; Saturday the 28th was worked.
    Row("2022 a35", "review", date(2022, 12, 23), 30, date(2023, 1, 28)),
    Row("2022 a36", "second_review_request", date(2023, 1, 3), 30, date(2023, 2, 2)),
    Row("2022 a36", "second_review", date(2023, 1, 3), 30, date(2023, 2, 2)),
    # "In writing", without a number; thirty days are a stated default.
    Row("2022 a40", "supervision", date(2023, 1, 3), 30, date(2023, 2, 2)),
    Row("2022 No. 11", "evaluation", date(2023, 1, 3), 30, date(2023, 2, 2)),
]


@pytest.mark.parametrize("row", [*UNDER_2005, *UNDER_2022], ids=str)
def test_before_and_on_its_last_day_it_runs_and_on_the_day_after_it_is_over(row):
    check(row)


@pytest.mark.parametrize("row", [*UNDER_2005, *UNDER_2022], ids=str)
def test_the_limit_cites_its_article(row):
    rule = clock_of(row, at=noon(row.last)).rule
    cited = row.article.split(" a")
    if len(cited) == 2:
        assert cited[1] in rule.basis.article.split(", ")
    else:
        assert rule.certainty == "assumed"
        assert row.article in rule.basis.instrument.en


@pytest.mark.parametrize("row", [*UNDER_2005, *UNDER_2022], ids=str)
def test_the_regime_is_that_of_the_day_on_which_it_began(row):
    wanted = "cn-2005" if row.begins <= LAST_OF_2005 else "cn-2022"
    assert clock_of(row, at=noon(row.begins)).regime.regime_id == wanted


DONE = [
    (UNDER_2005[0], lambda on: referred(ROADS, on=on)),
    (UNDER_2005[2], lambda on: accepted(ROADS, on=on)),
    (UNDER_2005[4], lambda on: opinion(ROADS, on=on)),
    (UNDER_2005[7], lambda on: reported(ROADS, on=on)),
    (UNDER_2022[0], lambda on: declined("guided_away", on=on)),
    (UNDER_2022[2], lambda on: accepted(ROADS, on=on, kind="path_notice")),
    (UNDER_2022[5], lambda on: opinion(ROADS, on=on)),
]


@pytest.mark.parametrize(
    ("row", "act"), DONE, ids=lambda each: str(each) if isinstance(each, Row) else ""
)
def test_what_is_done_at_a_minute_to_midnight_is_in_time_and_at_midnight_late(row, act):
    last_minute = datetime.combine(row.last, time(23, 59), CHINA)
    for moment, status in (
        (last_minute - DAY, "met"),
        (last_minute, "met"),
        (last_minute + timedelta(minutes=1), "met_late"),
    ):
        on = (moment - DAY_ZERO) / DAY
        assert clock_of(row, act(on), at=moment + DAY).status(moment + DAY) == status


# ---- What 2022 changed, and what it did not (4.2) ------------------------------------------------


def limit(clock, on):
    rule = LAW.regime_on(on).rule(clock, on, Case(desk="bureau" if clock == "routing" else "unit"))
    return (rule.limit, rule.unit) if rule else None


@pytest.mark.parametrize(
    ("clock", "days"),
    [
        ("routing", 15), ("acceptance", 15), ("handling", 60), ("review_request", 30),
        ("review", 30), ("second_review_request", 30), ("second_review", 30),
    ],
)  # fmt: skip
def test_the_numbers_of_2005_are_those_of_2022(clock, days):
    assert limit(clock, LAST_OF_2005) == limit(clock, LAST_OF_2005 + DAY) == (days, "days")


def test_the_right_to_object_came_in_2022():
    assert limit("objection", LAST_OF_2005) is None
    assert limit("objection", LAST_OF_2005 + DAY) == (5, "working_days")


@pytest.mark.parametrize("on", [LAST_OF_2005, LAST_OF_2005 + DAY])
def test_neither_lets_handling_rest_and_both_end_with_the_second_review(on):
    regime = LAW.regime_on(on)
    assert regime.suspension == ()
    assert [ground.code for ground in regime.termination] == ["second_review_decided"]


@pytest.mark.parametrize("on", [LAST_OF_2005, LAST_OF_2005 + DAY])
def test_the_head_of_the_unit_extends_once_by_thirty_days(on):
    extension = LAW.regime_on(on).rule("handling", on, Case()).extension
    assert (extension.days, extension.unit, extension.times) == (30, "days", 1)
    assert extension.approvers == ("unit_head",)
