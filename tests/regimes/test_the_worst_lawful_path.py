"""A petition on which everybody takes the last lawful day, up to the second review.

By the numbers of the law it takes 15 + 15 + 60 + 30 = 120 days to the opinion, and four times 30
more to the end of the second review: 240.
"""

from datetime import date, datetime, timedelta

import chinese_calendar
import pytest
from limit_rows import DAY, LAW, asked, days_to, desks, on_the_net

import naive_count
from histories import ROADS, WATER, accepted, day, delivered, happened, opinion, referred, told
from made_up_law import WITHOUT_DAYS_OFF
from petition_es.domain.petition import Extended, ReviewDecided
from petition_es.domain.regime.law import Law
from petition_es.domain.regime.timing import clocks_of

LIMITS = (15, 15, 60, 30, 30, 30, 30, 30)
"""Routing, acceptance, handling, its extension, and both reviews, each asked for and decided."""


def steps(begins):
    """What is done on each last day, and the clock that says which day this is."""
    decided = {"r-1": "d-1", "r-2": "d-2"}

    def verdict(on, request):
        return happened(
            ReviewDecided, WATER, on, decided[request], (request,),
            request_id=request, outcome="uphold",
        )  # fmt: skip

    yield None, lambda _: on_the_net(days_to(begins))
    yield "routing", lambda on: (referred(ROADS, on=on),)
    yield "acceptance", lambda on: (accepted(ROADS, on=on),)
    yield (
        "handling",
        lambda on: (
            happened(Extended, ROADS, on, days=30, reason="complex", approver_role="unit_head"),
        ),
    )
    yield "handling", lambda on: (opinion(ROADS, on=on), delivered(ROADS, on=on))
    yield "review_request", lambda on: (asked(on, "review", "r-1", "opinion-roads"),)
    yield (
        "review",
        lambda on: (
            verdict(on, "r-1"),
            delivered(ROADS, on=on, document="r-1", kind="review"),
        ),
    )
    yield "second_review_request", lambda on: (asked(on, "second_review", "r-2", "d-1"),)
    yield "second_review", lambda on: (verdict(on, "r-2"),)


def last_days(begins, law):
    """Every last day on the way, as the clocks tell them one after the other."""
    done, on, found = (), days_to(begins), []
    for name, act in steps(begins):
        if name is not None:
            clocks = [c for c in clocks_of(told(*done), law, _evening(on), desks) if c.name == name]
            found.append(clocks[-1].due.last_day)
            on = days_to(found[-1])
        done += act(on)
    late = clocks_of(told(*done), law, _evening(on + 400), desks)
    assert {c.status(_evening(on + 400)) for c in late if c.rule.kind == "duty"} == {"met"}
    return found


def _evening(on: float) -> datetime:
    return day(on) + timedelta(hours=10)


def without_days_off(regime_id):
    regime = LAW.everywhere(regime_id).regimes[0]
    return Law([regime], {"cn": WITHOUT_DAYS_OFF})


@pytest.mark.parametrize("regime_id", ["cn-2005", "cn-2022"])
def test_where_no_day_is_off_it_takes_120_days_to_the_opinion_and_240_to_the_end(regime_id):
    begins = date(2016, 1, 4)
    days = [(each - begins).days for each in last_days(begins, without_days_off(regime_id))]
    assert days == [15, 30, 90, 120, 150, 180, 210, 240]


def counted_with_a_finger(begins):
    """The same path on a calendar on the wall: a last day that is off gives way."""
    start, found = day(days_to(begins)), []
    for limit in LIMITS:
        found.append(naive_count.last_day(start, limit, working=False))
        start = day(days_to(found[-1]))
    return found


@pytest.mark.parametrize("year", [2016, 2023])
@pytest.mark.parametrize("nth", range(0, 364, 13))
def test_with_the_holidays_of_the_year_it_is_what_a_finger_counts(year, nth):
    begins = date(year, 1, 1) + nth * DAY
    found = last_days(begins, LAW)
    assert found == counted_with_a_finger(begins)
    assert all(chinese_calendar.is_workday(each) for each in found)
    assert (found[3] - begins).days >= 120
    assert (found[7] - begins).days >= 240


def test_registered_on_the_fourth_of_july_2016_it_takes_126_days_and_247():
    """By hand, on the calendar of 2016 and 2017: two last days are off."""
    begins = date(2016, 7, 4)
    found = last_days(begins, LAW)
    assert found == [
        date(2016, 7, 19),
        date(2016, 8, 3),
        date(2016, 10, 8),  # 2 October, of the National Day; Saturday the 8th was worked
        date(2016, 11, 7),
        date(2016, 12, 7),
        date(2017, 1, 6),
        date(2017, 2, 6),  # 5 February, a Sunday
        date(2017, 3, 8),
    ]
    assert [(each - begins).days for each in (found[3], found[7])] == [126, 247]
