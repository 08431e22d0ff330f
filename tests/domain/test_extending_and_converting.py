"""The handling limit is extended, or the procedure converted, before it has passed."""

from dataclasses import replace

import pytest

from histories import (
    HISTORY_TO,
    ROADS,
    WATER,
    accepted,
    assigned,
    happened,
    received,
    referred,
    registered,
    submitted,
)
from made_up_law import LAW, REGIME, law_of, law_with, rule
from petition_es.domain.codes import Code, Place
from petition_es.domain.petition import Accept, Classified, Convert, Converted, Extend, Extended
from petition_es.domain.refusals import (
    ConvertedTooLate,
    ExtendedTooFar,
    ExtendedTooLate,
    ExtensionNotApproved,
    NoExtension,
    NoLimitRuns,
    NoRegimeInForce,
    NotAcceptedByThisUnit,
    NothingChanged,
    NotSimple,
)
from petition_es.domain.regime.clocks import Desktop
from petition_es.domain.regime.law import NO_LAW
from petition_es.domain.regime.rules import Extension, SimpleHandling
from scenario import given, given_in

# Accepted on day 3: 60 days are over with day 63, the simple 40 with day 43.


def extend(days=30, **more) -> Extend:
    return Extend(**{"days": days, "reason": "complex", "approver_role": "unit-head", **more})


def granted(days, on=10):
    return happened(Extended, ROADS, on, f"extended-{on}", days=days, reason="complex")


SIMPLY = (*HISTORY_TO["received"], accepted(ROADS, procedure="simple"))


@pytest.mark.parametrize("on", [3, 62, 63, 63.5])
def test_a_limit_is_extended_until_its_last_day(on):
    given_in("accepted").when(extend(), by=ROADS, on=on, law=LAW).then(Extended, days=30)


def test_after_its_last_day_a_limit_is_not_extended():
    (
        given_in("accepted")
        .when(extend(), by=ROADS, on=64, law=LAW)
        .then_refused(ExtendedTooLate, due="2016-09-02T23:59:59.999999+08:00")
    )


def test_an_extension_known_by_its_day_is_late_only_on_a_later_day():
    story = given_in("accepted")
    story.when(extend(10), by=ROADS, on=63, law=LAW, at_precision="day").then(Extended)
    late = given_in("accepted").when(extend(10), by=ROADS, on=64, law=LAW, at_precision="day")
    late.then_refused(ExtendedTooLate)
    undated = given_in("accepted")
    undated.when(extend(10), by=ROADS, on=64, law=LAW, at_precision="unknown").then(Extended)


def test_an_extended_limit_can_be_extended_until_its_new_last_day():
    given_in("accepted", granted(10)).when(extend(20), by=ROADS, on=73, law=LAW).then(Extended)
    late = given_in("accepted", granted(10)).when(extend(20), by=ROADS, on=74, law=LAW)
    late.then_refused(ExtendedTooLate)


@pytest.mark.parametrize(
    ("before", "days", "all_in_all"), [((), 31, "31"), ((10,), 21, "31"), ((5, 6), 1, "12")]
)
def test_nobody_extends_further_or_more_often_than_the_law_says(before, days, all_in_all):
    told = [granted(each, on=10 + place) for place, each in enumerate(before)]
    (
        given_in("accepted", *told)
        .when(extend(days), by=ROADS, on=30, law=LAW)
        .then_refused(ExtendedTooFar, days=all_in_all, most="30", times="2")
    )


@pytest.mark.parametrize("role", [None, "clerk"])
def test_an_extension_is_approved_by_whom_the_law_names(role):
    story = given_in("accepted").when(extend(approver_role=role), by=ROADS, on=30, law=LAW)
    story.then_refused(ExtensionNotApproved, approvers="unit-head")


def test_where_the_law_names_nobody_nobody_need_approve():
    law = law_with(rules=(rule("handling", 60, "accepted", extension=Extension(days=30)),))
    given_in("accepted").when(extend(approver_role=None), by=ROADS, on=30, law=law).then(Extended)


def test_a_limit_without_an_extension_is_not_extended():
    story = given(*SIMPLY).when(extend(), by=ROADS, on=10, law=LAW)
    story.then_refused(NoExtension, regime="made-up@1")


def test_an_extension_of_no_days_is_none():
    given_in("accepted").when(extend(0), by=ROADS, on=10, law=LAW).then_refused(NothingChanged)


@pytest.mark.parametrize("act", [extend(), Convert()])
@pytest.mark.parametrize("law", [NO_LAW, law_with(in_force_to=REGIME.in_force_from)])
def test_without_a_law_no_limit_is_moved(act, law):
    story = given_in("accepted").when(act, by=ROADS, on=10, law=law)
    story.then_refused(NoRegimeInForce, day="2016-07-11")


@pytest.mark.parametrize("act", [extend(), Convert()])
def test_a_unit_moves_the_limit_of_what_it_accepted_itself(act):
    story = given_in("accepted", referred(WATER, on=4, part="joint"), received(WATER, 5))
    story.when(act, by=WATER, on=10, law=LAW).then_refused(NotAcceptedByThisUnit, unit="water")


def test_where_the_law_has_no_limit_there_is_none_to_extend():
    story = given_in("accepted").when(extend(), by=ROADS, on=10, law=law_with(rules=()))
    story.then_refused(NoLimitRuns)


def test_the_law_of_the_place_decides_also_after_the_place_was_corrected():
    here = Place(division=Code("gbt2260", "2016", "330300"))
    narrow = law_of(REGIME, law_with(divisions=("33",), rules=(), version="33").regimes[0])
    moved = happened(Classified, ROADS, 2, "placed", place=here)
    story = given(*HISTORY_TO["received"], moved, accepted(ROADS))
    story.when(extend(), by=ROADS, on=10, law=narrow).then_refused(NoLimitRuns)


def test_what_was_assigned_is_extended_with_the_word_of_who_assigned_it():
    """Shandong a42: the head of the unit is enough for its own matters only."""
    by_assigner = Extension(
        days=30, approvers=("unit-head",), approvers_if_assigned=("assigning-organ",)
    )
    law = law_with(rules=(rule("handling", 60, "accepted", extension=by_assigner),))
    of_assigner = extend(approver_role="assigning-organ")
    own = given_in("accepted").when(of_assigner, by=ROADS, on=10, law=law)
    own.then_refused(ExtensionNotApproved, approvers="unit-head")
    told = (submitted(), registered(), assigned(ROADS), received(ROADS), accepted(ROADS))
    story = given(*told).when(extend(), by=ROADS, on=10, law=law)
    story.then_refused(ExtensionNotApproved, approvers="assigning-organ")
    story.when(of_assigner, by=ROADS, on=10, law=law).then(Extended)


def test_the_limit_that_a_conversion_leads_to_is_that_of_the_units_level():
    county_only = replace(REGIME.rules[1], level="county", limit=20)
    law = law_of(replace(REGIME, rules=(*REGIME.rules, county_only)))
    at = {"law": law, "desks": lambda _: Desktop(level="county", desk="unit")}
    story = given(*SIMPLY).when(Convert(), by=ROADS, on=10, **at).then(Converted)
    story.when(extend(), by=ROADS, on=24, **at).then_refused(ExtendedTooLate)
    elsewhere = given(*SIMPLY).when(Convert(), by=ROADS, on=10, law=law).then(Converted)
    elsewhere.when(extend(), by=ROADS, on=24, law=law).then(Extended)


# ---- Converting ----------------------------------------------------------------------------------


@pytest.mark.parametrize("on", [3, 42, 43, 43.5])
def test_the_simple_procedure_is_left_until_its_last_day(on):
    (
        given(*SIMPLY)
        .when(Convert(), by=ROADS, on=on, law=LAW)
        .then(
            Converted,
            from_procedure="simple",
            to_procedure="ordinary",
            clock_rule="original_acceptance",
        )
    )


def test_after_its_last_day_the_simple_procedure_is_not_left():
    given(*SIMPLY).when(Convert(), by=ROADS, on=44, law=LAW).then_refused(ConvertedTooLate)


def test_the_ordinary_procedure_is_not_converted_nor_anything_twice():
    given_in("accepted").when(Convert(), by=ROADS, on=10, law=LAW).then_refused(NotSimple)
    story = given(*SIMPLY).when(Convert(), by=ROADS, on=10, law=LAW).then(Converted)
    story.when(Convert(), by=ROADS, on=11, law=LAW).then_refused(NotSimple)


@pytest.mark.parametrize(
    ("conversion", "last"), [("original_acceptance", 63), ("conversion_date", 80)]
)
def test_from_when_the_ordinary_limit_runs_is_said_by_the_law(conversion, last):
    law = law_with(simple=SimpleHandling(basis=REGIME.rules[0].basis, conversion=conversion))
    for on in (last, last + 1):
        story = given(*SIMPLY).when(Convert(), by=ROADS, on=20, law=law)
        story.then(Converted, clock_rule=conversion).when(extend(), by=ROADS, on=on, law=law)
        if on == last:
            story.then(Extended)
        else:
            story.then_refused(ExtendedTooLate)


def test_a_conversion_is_possible_where_the_simple_procedure_was_never_ruled():
    story = given(*SIMPLY).when(Convert(), by=ROADS, on=10, law=law_with(simple=None))
    story.then(Converted, clock_rule="original_acceptance")


def test_a_joint_unit_has_a_limit_of_its_own():
    joint = (referred(WATER, on=4, part="joint"), received(WATER, 5))
    story = given_in("accepted", *joint).when(Accept(), by=WATER, on=6, law=LAW)
    story.when(extend(), by=WATER, on=66, law=LAW).then(Extended, unit_id="water")
