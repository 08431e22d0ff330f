"""Which clocks run on a petition, since when and until when, by the law of its place and time."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from histories import (
    BUREAU,
    CITY,
    COUNTY,
    LI,
    ROADS,
    WATER,
    accepted,
    acted,
    assigned,
    day,
    delivered,
    happened,
    opinion,
    received,
    referred,
    registered,
    reported,
    resolved,
    returned,
    submitted,
    told,
)
from petition_es.domain.codes import Code, Period, Place
from petition_es.domain.entry import Actor
from petition_es.domain.petition import (
    Accepted,
    Classified,
    Converted,
    Extended,
    Resumed,
    ReviewDecided,
    ReviewRequested,
    Suspended,
    TakenOver,
    Withdrawn,
)
from petition_es.domain.regime.clocks import Desktop, duties
from petition_es.domain.regime.law import NO_LAW
from petition_es.domain.regime.timing import clocks_of
from petition_es.regimes import load_law
from petition_es.regimes.calendars import calendar_of_china

LAW = load_law({"cn": calendar_of_china()})
STATE = Actor(actor_id="officer-he", role="officer", unit_id="state")
PROVINCE = Actor(actor_id="officer-lu", role="officer", unit_id="province")


def desks(unit_id):
    return Desktop(desk="bureau" if unit_id == BUREAU.unit_id else "unit")


def clocks(*happenings, at=400):
    return clocks_of(told(*happenings), LAW, day(at), desks)


def clock(name, *happenings, at=400):
    found = [each for each in clocks(*happenings, at=at) if each.name == name]
    return found[-1] if found else None


def on_desk(*happenings, at=400):
    return [(each.name, each.unit_id) for each in duties(clocks(*happenings, at=at))]


def in_division(code, on=1.0):
    return registered(on=on, place=Place(division=Code("gbt2260", "2015", code)))


ARRIVED = (submitted(), registered(on=1), referred(ROADS, on=4), received(ROADS, on=5))
SIMPLE = (*ARRIVED, accepted(ROADS, on=5, procedure="simple"))
ORDINARY = (*ARRIVED, accepted(ROADS, on=5))
ANSWERED = (*ORDINARY, opinion(ROADS, on=10), delivered(ROADS, on=12))
ASKED = (
    *ANSWERED,
    happened(
        ReviewRequested, LI, 20, "asked", ("opinion-roads",),
        request_id="r-1", level="review", opinion_id="opinion-roads",
    ),
)  # fmt: skip
DECIDED = (
    *ASKED,
    happened(ReviewDecided, WATER, 30, "decided", ("asked",), request_id="r-1", outcome="uphold"),
    delivered(ROADS, on=31, document="r-1", kind="review"),
)
ASKED_AGAIN = (
    *DECIDED,
    happened(
        ReviewRequested, LI, 40, "asked-again", ("decided",),
        request_id="r-2", level="second_review", opinion_id="opinion-roads",
    ),
)  # fmt: skip


@pytest.mark.parametrize(
    ("name", "history", "last_day"),
    [
        # 2005 a21: 15 days from the registration on Saturday 2 July; 17 July is a Sunday.
        ("routing", (submitted(), registered(on=1)), date(2016, 7, 18)),
        # 2005 a21, a22: 15 days from the arrival on 5 July.
        ("acceptance", ARRIVED, date(2016, 7, 20)),
        # 2005 a33: 60 days from the acceptance on 6 July; 4 September is a Sunday.
        ("handling", ORDINARY, date(2016, 9, 5)),
        # Simple handling 2016: 10 working days after the acceptance on Wednesday 6 July.
        ("handling", SIMPLE, date(2016, 7, 20)),
        # Simple handling 2016: accepted within 3 working days of the arrival on Tuesday 5 July.
        ("acceptance", SIMPLE, date(2016, 7, 8)),
        # 2005 a34: 30 days from the delivery on 13 July.
        ("review_request", ANSWERED, date(2016, 8, 12)),
        # 2005 a34: 30 days from the request on 21 July; 20 August is a Saturday.
        ("review", ASKED, date(2016, 8, 22)),
        # 2005 a35: 30 days from the delivery on 1 August.
        ("second_review_request", DECIDED, date(2016, 8, 31)),
        # 2005 a35: 30 days from the request on 10 August.
        ("second_review", ASKED_AGAIN, date(2016, 9, 9)),
    ],
)
def test_a_limit_ends_on_the_day_that_its_article_says(name, history, last_day):
    found = clock(name, *history)
    assert found.due.last_day == last_day
    assert found.due.moment.astimezone(UTC) == datetime(
        last_day.year, last_day.month, last_day.day, 15, 59, 59, 999999, tzinfo=UTC
    )


@pytest.mark.parametrize(
    ("offset", "status"), [(-1, "running"), (0, "running"), (1, "late")]
)  # the day before, the last day, the day after
def test_it_is_late_only_on_the_day_after(offset, status):
    last = (date(2016, 9, 5) - day(0).date()).days
    now = day(last + offset)
    found = next(c for c in clocks_of(told(*ORDINARY), LAW, now, desks) if c.name == "handling")
    assert found.status(now) == status
    assert found.days_left(now) == -offset


def extended(on, days=30, by=ROADS):
    return happened(
        Extended, by, on, f"extended-{on}", ("to-roads-accepted",),
        days=days, reason="complex", approver_role="unit_head",
    )  # fmt: skip


def test_an_extended_limit_is_not_late_and_keeps_telling_the_first_day():
    found = clock("handling", *ORDINARY, extended(60))
    assert found.first_due.last_day == date(2016, 9, 5)
    assert found.due.last_day == found.latest_due.last_day == date(2016, 10, 8)  # National Day
    assert found.status(day(70)) == "running"
    assert [(each.days, each.approver_role) for each in found.extensions] == [(30, "unit_head")]


def test_the_latest_day_is_known_before_anybody_extends():
    found = clock("handling", *ORDINARY)
    assert (found.due.last_day, found.latest_due.last_day) == (date(2016, 9, 5), date(2016, 10, 8))


def test_a_suspended_limit_rests_and_goes_on():
    history = (*ORDINARY, happened(Suspended, ROADS, 10, "rests", ground="court"))
    assert clock("handling", *history, at=30).status(day(30)) == "paused"
    resumed = clock("handling", *history, happened(Resumed, ROADS, 20, "goes-on"))
    assert resumed.due.last_day == date(2016, 9, 14)  # ten days more than 4 September


def test_a_rest_that_ended_on_its_first_day_is_no_interval_backwards():
    """The suspension is known to the hour, the end of it by its day only."""
    begun = told(*ORDINARY, happened(Suspended, ROADS, 5.1, "rests", ground="court"))
    ended = happened(Resumed, ROADS, 5, "resumed").event(len(begun) + 1)
    found = clocks_of([*begun, replace(ended, at_precision="day")], LAW, day(9), desks)
    (handling,) = [each for each in found if each.name == "handling"]
    assert (handling.is_paused, handling.due.last_day) == (False, handling.first_due.last_day)


def test_a_hearing_does_not_count_in_the_second_review():
    hearing = acted(
        ROADS, on=45, kind="hearing", period=Period(start=day(41), end=day(45)), action_id="h"
    )
    found = clock("second_review", *ASKED_AGAIN, hearing)
    assert found.due.last_day == date(2016, 9, 13)  # four days more than 9 September


def test_a_conversion_lets_the_ordinary_limit_run_from_the_acceptance():
    converted = happened(
        Converted, ROADS, 10, "converted", ("to-roads-accepted",),
        from_procedure="simple", to_procedure="ordinary", clock_rule="original_acceptance",
    )  # fmt: skip
    assert clock("handling", *SIMPLE, converted).due.last_day == date(2016, 9, 5)


def test_or_from_the_conversion_where_the_regime_says_so():
    converted = happened(
        Converted, ROADS, 10, "converted", ("to-roads-accepted",),
        from_procedure="simple", to_procedure="ordinary", clock_rule="conversion_date",
    )  # fmt: skip
    assert clock("handling", *SIMPLE, converted).due.last_day == date(2016, 9, 9)


def test_what_was_done_stops_its_clock_and_tells_whether_it_was_in_time():
    met = clock("handling", *ORDINARY, opinion(ROADS, on=60))
    late = clock("handling", *ORDINARY, opinion(ROADS, on=70))
    assert (met.status(day(400)), late.status(day(400))) == ("met", "met_late")


def test_each_desk_has_its_own_clock():
    assert on_desk(submitted(), registered()) == [("routing", BUREAU.unit_id)]
    assert on_desk(*ARRIVED) == [("acceptance", ROADS.unit_id)]
    assert on_desk(*ORDINARY) == [("handling", ROADS.unit_id)]
    assert on_desk(*ORDINARY, opinion(ROADS, on=10)) == []


def test_a_return_puts_it_on_the_desk_of_the_bureau_again():
    assert on_desk(*ARRIVED, returned(ROADS, on=7)) == [("routing", BUREAU.unit_id)]


def test_an_assignment_is_due_when_it_was_set():
    history = (submitted(), registered(), assigned(ROADS, report_due=day(30)))
    assert clock("report", *history).due.moment == day(30)
    done = clock("report", *history, accepted(ROADS), opinion(ROADS), reported(ROADS, on=29))
    assert done.status(day(40)) == "met"


def test_a_withdrawn_petition_has_nothing_due():
    withdrawn = happened(Withdrawn, LI, 8, "withdrawn", party=LI.actor_id)
    assert on_desk(*ORDINARY, withdrawn) == []
    assert clock("handling", *ORDINARY, withdrawn).status(day(300)) == "ended"


def test_the_successor_has_the_clock_of_the_unit_that_is_no_more():
    taken_over = happened(
        TakenOver, BUREAU, 20, "taken-over", ("to-roads",),
        from_unit="roads", to_unit="water", because="merged", referral_ids=("to-roads",),
    )  # fmt: skip
    assert on_desk(*ORDINARY, taken_over) == [("handling", "water")]


def test_the_law_of_the_province_holds_where_the_problem_lies():
    history = (submitted(), in_division("330106", on=40))
    assert clock("routing", *history).due.last_day == date(2016, 8, 17)  # Zhejiang: 5 working days
    elsewhere = (submitted(), in_division("320106", on=40))
    assert clock("routing", *elsewhere).due.last_day == date(2016, 8, 25)


def test_a_case_keeps_the_regime_that_held_when_each_step_began():
    """Accepted under the regulations of 2005, reviewed under those of 2022."""
    begun = (date(2022, 4, 11) - day(0).date()).days
    history = (
        submitted(on=begun), registered(on=begun + 1), referred(ROADS, on=begun + 2),
        received(ROADS, on=begun + 2), accepted(ROADS, on=begun + 3),
        opinion(ROADS, on=begun + 40), delivered(ROADS, on=begun + 41),
    )  # fmt: skip
    regimes = {each.name: each.regime.regime_id for each in clocks(*history, at=begun + 50)}
    assert regimes == {
        "routing": "cn-2005",
        "acceptance": "cn-2005",
        "handling": "cn-2005",
        "review_request": "cn-2022",
    }


SPRING_2022 = (date(2022, 6, 1) - date(2016, 7, 1)).days
LEVELS = {"state": "national", "province": "provincial", "city": "municipal", "county": "county"}


def on_the_way_down(first, *steps):
    """Registered by the first bureau, and then sent from bureau to bureau: (from, to, day)."""
    begun = replace(registered(on=1.0), actor=first)
    return submitted(), begun, *(referred(to, by=by, on=on) for by, to, on in steps)


def desks_by_level(unit_id):
    return Desktop(level=LEVELS.get(unit_id), desk="bureau" if unit_id in LEVELS else "unit")


def routing_limits(happened):
    found = clocks_of(told(*happened), LAW, day(400), desks_by_level)
    return [(c.unit_id, c.rule.limit, c.rule.unit) for c in found if c.name == "routing"]


def test_what_came_in_at_the_state_bureau_has_other_days_at_each_level():
    way = (STATE, PROVINCE, 2), (PROVINCE, CITY, 3), (CITY, COUNTY, 4), (COUNTY, ROADS, 5)
    assert routing_limits(on_the_way_down(STATE, *way)) == [
        ("state", 5, "days"), ("province", 3, "days"), ("city", 3, "days"), ("county", 4, "days"),
    ]  # fmt: skip
    assert routing_limits(on_the_way_down(PROVINCE, *way[1:])) == [
        ("province", 15, "days"), ("city", 15, "days"), ("county", 15, "days"),
    ]  # fmt: skip


def test_what_is_proposed_simply_is_passed_on_in_a_working_day_and_decided_by_the_unit():
    proposed = happened(
        Accepted, PROVINCE, 1.5, "proposed", kind="procedural", procedure="simple",
        proposed_by="province",
    )  # fmt: skip
    sent = on_the_way_down(PROVINCE, (PROVINCE, CITY, 2), (CITY, ROADS, 3))
    way = (*sent[:2], proposed, *sent[2:])
    assert routing_limits(way) == [("province", 15, "days"), ("city", 1, "working_days")]
    (unit,) = [c for c in clocks_of(told(*way), LAW, day(400), desks_by_level)
               if c.name == "acceptance" and c.unit_id == "roads"]  # fmt: skip
    assert (unit.rule.limit, unit.rule.procedure) == (15, None)


@pytest.mark.parametrize(
    ("what", "is_timed"),
    [
        ({}, True),
        ({"purpose": "request"}, True),
        ({"purpose": "suggestion"}, False),
        ({"purpose": "accusation"}, False),
    ],
)
def test_since_2022_sixty_days_are_for_what_goes_the_way_of_a_petition(what, is_timed):
    """2022 a31(6), a34; what nobody classified is taken for a petition."""
    told_2022 = [
        replace(each, on=each.on + SPRING_2022)
        for each in (submitted(), registered(**what), referred(ROADS), accepted(ROADS))
    ]
    found = {c.name for c in clocks(*told_2022, at=SPRING_2022 + 20)}
    assert ("handling" in found) is is_timed
    assert "handling" in {c.name for c in clocks(submitted(), registered(**what), accepted(ROADS))}


def test_the_way_that_was_found_later_counts_from_then_on():
    to_court = happened(Classified, BUREAU, SPRING_2022 + 2, "to-court", legal_path="litigation")
    begun = [replace(each, on=each.on + SPRING_2022) for each in (submitted(), registered())]
    taken = replace(accepted(ROADS), on=SPRING_2022 + 3)
    at = SPRING_2022 + 20
    assert not [c for c in clocks(*begun, to_court, taken, at=at) if c.name == "handling"]
    assert [c for c in clocks(*begun, taken, at=at) if c.name == "handling"]


def test_whether_a_review_is_taken_up_is_decided_in_three_working_days_in_shandong():
    """Asked for on Wednesday, 27 July 2016 (a43); the review itself has its thirty days."""
    asked = happened(
        ReviewRequested, LI, 26, "asked", ("opinion-roads",),
        request_id="r", level="review", opinion_id="opinion-roads",
    )  # fmt: skip
    begun = (submitted(), in_division("370102"), referred(ROADS), accepted(ROADS), opinion(ROADS))
    story = (*begun, delivered(ROADS), asked)
    assert clock("review_acceptance", *story).due.last_day == date(2016, 8, 1)
    assert clock("review", *story).due.last_day == date(2016, 8, 26)
    taken_up = happened(Accepted, BUREAU, 30, "taken-up", ("asked",), kind="review")
    assert clock("review_acceptance", *story, taken_up).status(day(40)) == "met"
    assert clock("review", *story, taken_up).is_running


def test_since_2022_a_unit_may_object_within_five_working_days():
    begun = (date(2022, 6, 1) - day(0).date()).days
    history = (submitted(on=begun), registered(on=begun), referred(ROADS, on=begun))
    found = clock("objection", *history, at=begun + 1)
    assert (found.rule.kind, found.due.last_day) == ("window", date(2022, 6, 9))  # 3 June is off
    assert clock("objection", *ARRIVED) is None


def test_nothing_that_happened_later_is_known_at_a_moment():
    assert on_desk(*ORDINARY, opinion(ROADS, on=10), resolved(ROADS, on=12), at=9) == [
        ("handling", ROADS.unit_id)
    ]


def test_a_year_that_nobody_announced_is_provisional():
    begun = (date(2026, 12, 20) - day(0).date()).days
    found = clock("routing", submitted(on=begun), registered(on=begun), at=begun + 1)
    assert found.due.is_provisional
    assert not clock("routing", submitted(), registered()).due.is_provisional


def test_without_law_nothing_is_timed():
    assert clocks_of(told(*ORDINARY), NO_LAW, day(30)) == ()
