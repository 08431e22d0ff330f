"""What the law asks of the simple procedure, and how long a unit may object (简易办理, 异议)."""

from dataclasses import replace
from datetime import date

import pytest

from histories import (
    BUREAU,
    CITY,
    ROADS,
    WATER,
    assigned,
    day,
    happened,
    linked,
    received,
    referred,
    registered,
    submitted,
)
from made_up_law import BASIS, LAW, REGIME, law_with
from petition_es.domain.petition import Accept, Accepted, Classified, Returned, ReturnReferral
from petition_es.domain.refusals import (
    NoSimpleHandling,
    ReturnedTooLate,
    SimpleNotForAssignments,
    SimpleNotForCollective,
    SimpleNotForOtherPaths,
    SimpleOnlyFirstTime,
    SimpleOnlyForOneUnit,
)
from petition_es.domain.regime.clocks import Desktop
from petition_es.domain.regime.rules import SimpleHandling
from scenario import given

SIMPLY = Accept(procedure="simple")
RECEIVED = (submitted(), registered(), referred(ROADS), received(ROADS))
JOINT = (*RECEIVED, referred(WATER, on=2, part="joint"))
ASSIGNED = (submitted(), registered(), assigned(ROADS), received(ROADS))
REPEAT = (submitted(), registered(first_here=False), referred(ROADS), received(ROADS))
KNOWN_ELSEWHERE = (
    submitted(), registered(first_nationwide=False), referred(ROADS), received(ROADS),
)  # fmt: skip
LINKED = (*RECEIVED, linked())
COLLECTIVE = (
    *RECEIVED, happened(Classified, BUREAU, 2, "classified", flags=("collective", "urgent")),
)  # fmt: skip
TO_COURT = (
    *RECEIVED, happened(Classified, BUREAU, 2, "classified", legal_path="litigation"),
)  # fmt: skip
LENIENT = law_with(
    simple=SimpleHandling(
        basis=BASIS,
        only_first_time=False,
        not_for_assignments=False,
        single_unit=False,
        not_for_collective=False,
        not_for_other_paths=False,
    )
)


@pytest.mark.parametrize("first", [True, None])
def test_a_first_time_matter_of_one_unit_is_accepted_simply(first):
    told = (submitted(), registered(first_here=first), referred(ROADS), received(ROADS))
    given(*told).when(SIMPLY, by=ROADS, on=3, law=LAW).then(Accepted, procedure="simple")


@pytest.mark.parametrize(
    ("told", "refusal"),
    [
        (ASSIGNED, SimpleNotForAssignments),
        (REPEAT, SimpleOnlyFirstTime),
        (KNOWN_ELSEWHERE, SimpleOnlyFirstTime),
        (LINKED, SimpleOnlyFirstTime),
        (JOINT, SimpleOnlyForOneUnit),
        (COLLECTIVE, SimpleNotForCollective),
        (TO_COURT, SimpleNotForOtherPaths),
    ],
    ids=["assigned", "repeat", "known elsewhere", "linked", "joint", "collective", "court"],
)
def test_what_the_law_bars_from_the_simple_procedure_goes_the_ordinary_way(told, refusal):
    story = given(*told).when(SIMPLY, by=ROADS, on=3, law=LAW).then_refused(refusal)
    story.when(SIMPLY, by=ROADS, on=3, law=LENIENT).then(Accepted)
    given(*told).when(Accept(), by=ROADS, on=3, law=LAW).then(Accepted, procedure="ordinary")
    given(*told).when(SIMPLY, by=ROADS, on=3).then(Accepted)


@pytest.mark.parametrize(("on", "possible"), [(4, False), (5, True), (6, True), (7, False)])
def test_the_simple_procedure_is_taken_from_its_first_day_to_its_last(on, possible):
    simple = SimpleHandling(
        basis=BASIS, in_force_from=date(2016, 7, 6), in_force_to=date(2016, 7, 7)
    )
    story = given(*RECEIVED).when(SIMPLY, by=ROADS, on=on, law=law_with(simple=simple))
    if possible:
        story.then(Accepted)
    else:
        story.then_refused(NoSimpleHandling, day=day(on).date().isoformat())


def test_where_no_regime_holds_there_is_no_simple_procedure():
    law = law_with(in_force_to=date(2016, 1, 2))
    given(*RECEIVED).when(SIMPLY, by=ROADS, on=3, law=law).then_refused(NoSimpleHandling)
    given(*RECEIVED).when(SIMPLY, by=ROADS, on=3, law=law_with(simple=None)).then_refused(
        NoSimpleHandling
    )


# ---- Objections: sent on day 1, five days --------------------------------------------------------

BACK = ReturnReferral(reason="not_competent")


@pytest.mark.parametrize("on", [5, 6, 6.5])
def test_a_unit_objects_until_the_last_day(on):
    given(*RECEIVED).when(BACK, by=ROADS, on=on, law=LAW).then(Returned)


def test_after_the_last_day_the_unit_keeps_the_matter():
    given(*RECEIVED).when(BACK, by=ROADS, on=7, law=LAW).then_refused(ReturnedTooLate)


def test_without_such_a_rule_a_return_is_never_late():
    given(*RECEIVED).when(BACK, by=ROADS, on=70, law=law_with(rules=())).then(Returned)
    given(*RECEIVED).when(BACK, by=ROADS, on=70).then(Returned)


def test_a_rule_for_deciding_units_binds_no_bureau():
    """Where the office says what a desk is, a rule of one desk holds for that desk only."""
    of_units = law_with(rules=(replace(REGIME.rules[0], desk="unit"),))
    told = (*RECEIVED[:2], referred(CITY), received(CITY))
    late = {"by": CITY, "on": 7, "law": of_units}
    given(*told).when(BACK, **late).then_refused(ReturnedTooLate)
    a_bureau = Desktop(level="municipal", desk="bureau")
    given(*told).when(BACK, **late, desks=lambda _: a_bureau).then(Returned)


@pytest.mark.parametrize(("level", "possible"), [("county", False), ("township", True)])
def test_a_rule_for_a_level_binds_units_of_that_level(level, possible):
    law = law_with(rules=(replace(REGIME.rules[0], level="county"),))
    at = Desktop(level=level, desk="unit")
    story = given(*RECEIVED).when(BACK, by=ROADS, on=7, law=law, desks=lambda _: at)
    if possible:
        story.then(Returned)
    else:
        story.then_refused(ReturnedTooLate)


def test_each_referral_has_days_of_its_own():
    later = referred(WATER, by=BUREAU, on=10, part="joint")
    story = given(*RECEIVED, later).when(BACK, by=ROADS, on=12, law=LAW)
    story.then_refused(ReturnedTooLate).when(BACK, by=WATER, on=15, law=LAW).then(Returned)
