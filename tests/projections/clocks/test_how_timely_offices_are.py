"""The rates of a period, counted by hand: `DAY_ZERO` is Friday, 1 July 2016, the law that of 2005.

A registration on day 1 (2 July) is to be routed by day 17 (Monday, 18 July: 17 July is a Sunday),
what arrives on day 4 is to be accepted by day 19, and what is accepted on day 5 (6 July) is to be
answered by day 66 (Monday, 5 September). Day 99 is Saturday, 8 October 2016: a make-up working day,
the first after the National Day.
"""

from datetime import date

import pytest

from histories import (
    BUREAU,
    LI,
    ROADS,
    WATER,
    accepted,
    happened,
    linked,
    number,
    opinion,
    received,
    referred,
    registered,
    resolved,
    returned,
    submitted,
)
from petition_es.domain.petition import (
    Classified,
    Extended,
    Linked,
    MergedInto,
    Resumed,
    Suspended,
    Withdrawn,
)
from petition_es.projections.clocks import timeliness
from timed_logs import look, written

REGISTERED = (submitted(), registered(on=1))
ARRIVED = (*REGISTERED, referred(ROADS, on=4), received(ROADS, on=5))
ACCEPTED = (*ARRIVED, accepted(ROADS, on=5))
ANSWERED = (*ACCEPTED, opinion(ROADS, on=10))
YEAR = date(2016, 7, 1), date(2016, 12, 31)
JULY = date(2016, 7, 1), date(2016, 7, 31)
SEPTEMBER = date(2016, 9, 1), date(2016, 9, 30)
NONE, DONE, NOT = (0, 0), (1, 1), (0, 1)


def classified(**content):
    return happened(Classified, BUREAU, 2, "classified", **content)


def repeated(**content):
    return happened(
        Linked, BUREAU, 1, "linked", (), other=number(9), relation="same_matter", **content
    )


def extended(on):
    return happened(Extended, ROADS, on, days=30, reason="complex", approver_role="unit_head")


def withdrawn(on):
    return happened(Withdrawn, LI, on, "withdrawn", party=LI.actor_id)


CASES = {
    # name: (history, as of the end of day, period, routing, bureaux, units, answers)
    "all in time": (ANSWERED, 400, YEAR, DONE, DONE, DONE, DONE),
    # 2 August is 15 days after 18 July; 60 days after it is 1 October, a holiday: until 8 October.
    "each on its last day": (
        (*REGISTERED, referred(ROADS, on=17), accepted(ROADS, on=32), opinion(ROADS, on=99)),
        400, YEAR, DONE, DONE, DONE, DONE,
    ),
    "each a day late": (
        (*REGISTERED, referred(ROADS, on=18), accepted(ROADS, on=34), opinion(ROADS, on=100)),
        400, YEAR, NOT, NOT, NOT, NOT,
    ),
    "not routed, on the last day": (REGISTERED, 17, YEAR, NONE, NONE, NONE, NONE),
    "not routed, on the day after": (REGISTERED, 18, YEAR, NOT, NOT, NONE, NONE),
    "not accepted, on the last day": (ARRIVED, 19, YEAR, DONE, DONE, NONE, NONE),
    "not accepted, on the day after": (ARRIVED, 20, YEAR, DONE, DONE, NOT, NONE),
    "not answered and not due": (ACCEPTED, 60, YEAR, DONE, DONE, DONE, NOT),
    "not answered, on the day after": (ACCEPTED, 67, YEAR, DONE, DONE, DONE, NOT),
    "a repeat by its registration": (
        (submitted(), registered(on=1, first_nationwide=False), referred(ROADS, on=4)),
        400, YEAR, NONE, NONE, NONE, NONE,
    ),
    "a repeat by a link that says what to do": (
        (*ANSWERED, repeated(disposition="follow_earlier")), 400, YEAR, NONE, NONE, NONE, NONE,
    ),
    "linked, and no more": ((*ANSWERED, linked()), 400, YEAR, DONE, DONE, DONE, DONE),
    "a matter of the courts by its flag": (
        (*ANSWERED, classified(flags=("litigation",))), 400, YEAR, DONE, DONE, DONE, NONE,
    ),
    "a matter of the courts by its path": (
        (*ANSWERED, classified(legal_path="litigation")), 400, YEAR, DONE, DONE, DONE, NONE,
    ),
    "withdrawn before the limit": (
        (*REGISTERED, withdrawn(2)), 400, YEAR, NONE, NONE, NONE, NONE,
    ),
    "withdrawn after the limit": (
        (*REGISTERED, withdrawn(20)), 400, YEAR, NOT, NOT, NONE, NONE,
    ),
    "merged before the limit": (
        (*REGISTERED, happened(MergedInto, BUREAU, 3, "merged", survivor=number(8))),
        400, YEAR, NONE, NONE, NONE, NONE,
    ),
    # It comes back on day 6, and is routed again; the second unit accepts it and never answers.
    "returned in time and sent elsewhere": (
        (*ARRIVED, returned(ROADS, on=6), referred(WATER, on=8), accepted(WATER, on=10)),
        400, YEAR, (2, 2), DONE, (2, 2), NOT,
    ),
    "limits of July alone": (ANSWERED, 400, JULY, DONE, DONE, DONE, NONE),
    "limits of September alone": (ANSWERED, 400, SEPTEMBER, NONE, NONE, NONE, DONE),
    # 10 working days after 6 July: until 20 July, day 19.
    "the simple procedure, a day late": (
        (*ARRIVED, accepted(ROADS, on=5, procedure="simple"), opinion(ROADS, on=20)),
        400, YEAR, DONE, DONE, DONE, NOT,
    ),
    # 30 days after 5 September is 5 October, a holiday: until 8 October.
    "extended, on its last day": (
        (*ACCEPTED, extended(60), opinion(ROADS, on=99)), 400, YEAR, DONE, DONE, DONE, DONE,
    ),
    # It rests from 11 July to 9 August, 30 days: until 4 October, a holiday, so until 8 October.
    "rested for 30 days": (
        (
            *ACCEPTED, happened(Suspended, ROADS, 10, "suspended", ground="hearing"),
            happened(Resumed, ROADS, 40, "resumed"), opinion(ROADS, on=99),
        ),
        400, YEAR, DONE, DONE, DONE, DONE,
    ),
    # The bureau took it up on day 10, and sent it on a day too late.
    "accepted by the bureau, then routed late": (
        (*REGISTERED, accepted(BUREAU, on=10, kind="procedural"), referred(ROADS, on=18)),
        400, YEAR, NOT, DONE, NOT, NONE,
    ),
    "finished by a resolution": ((*ACCEPTED, resolved(ROADS, on=66)), 400, YEAR, DONE, DONE, DONE,
        DONE,
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_rates_are_those_counted_by_hand(module_store, case):
    history, at, period, *expected = CASES[case]
    written(module_store, history)
    rates = timeliness(look(module_store, at), *period).whole().values()
    assert [(rate.numerator, rate.denominator) for rate in rates] == expected


def test_a_rate_of_nothing_is_undefined(module_store):
    written(module_store, REGISTERED)
    rates = timeliness(look(module_store, 10), *YEAR).whole()
    assert [rate.value for rate in rates.values()] == [None] * 4
    assert rates["routing"].pending == 1


def test_what_is_pending_late_and_undone_is_told_apart(module_store):
    late = CASES["each a day late"][0]
    written(module_store, ANSWERED, late, ACCEPTED, ACCEPTED)
    rate = timeliness(look(module_store, 60), *YEAR).whole()["answer"]
    assert (rate.on_time, rate.late, rate.undone, rate.pending, rate.value) == (1, 0, 0, 3, 0.25)
    rate = timeliness(look(module_store, 400), *YEAR).whole()["answer"]
    assert (rate.on_time, rate.late, rate.undone, rate.pending, rate.value) == (1, 1, 2, 0, 0.25)


def test_rows_are_of_units_divisions_or_levels_and_a_whole_is_a_ratio_of_sums(module_store):
    elsewhere = CASES["returned in time and sent elsewhere"][0]
    written(module_store, ANSWERED, ANSWERED, elsewhere)
    found = timeliness(look(module_store), *YEAR)

    def answers(by):
        rows = (row for row in found.rows(by) if row.rate == "answer")
        return {row.key: (row.counted.numerator, row.counted.denominator) for row in rows}

    assert answers("unit") == {"roads": (2, 2), "water": (0, 1)}
    assert answers("division") == {"320826": (2, 2), "320800": (0, 1)}
    assert answers("level") == {"county": (2, 2), "municipal": (0, 1)}
    assert found.whole()["answer"].value == pytest.approx(2 / 3)


def test_two_processes_count_what_one_counts(module_store):
    written(module_store, *(case[0] for case in CASES.values()))
    one, two = (timeliness(look(module_store, processes=many), *YEAR) for many in (1, 2))
    assert one.by_unit == two.by_unit
    assert one.rows() == two.rows()
