"""What is recorded under a law says under which, and is judged under it ever after."""

from datetime import date

import pytest

from histories import (
    BUREAU,
    HISTORY_TO,
    LI,
    ROADS,
    day,
    entry,
    named,
    number,
    party,
    petition_in,
    received,
    referred,
    registered,
    submitted,
)
from made_up_law import LAW, REGIME, law_of, law_with
from petition_es.domain.codes import Code, Place
from petition_es.domain.petition import (
    Accept,
    Accepted,
    Classify,
    Contact,
    Contacted,
    Correct,
    Extend,
    Extended,
    Petition,
    Register,
    ReturnReferral,
    Submit,
)
from petition_es.domain.petition.judging import entry_of, impossible
from petition_es.domain.refusals import (
    ExtendedTooFar,
    ExtendedTooLate,
    LaterStepsStandInTheWay,
    ReturnedTooLate,
)
from petition_es.domain.sealed import Sealed
from scenario import given, given_in

ZHEJIANG = Place(division=Code("gbt2260", "2016", "330300"))
LOCAL = law_with(divisions=("33",), version="zj").regimes[0]
NEW = law_with(in_force_from=date(2016, 7, 20), version="2").regimes[0]
OLD = law_with(in_force_to=date(2016, 7, 19)).regimes[0]
PHONE = Contact(method="phone")
EXTEND = Extend(days=30, reason="complex", approver_role="unit-head")


def test_what_is_recorded_without_a_law_is_not_stamped():
    given_in("received").when(PHONE, by=ROADS, on=3).then(Contacted, regime=None)
    story = given_in("received").when(PHONE, by=ROADS, on=3, regime="elsewhere@1")
    story.then(Contacted, regime="elsewhere@1")


@pytest.mark.parametrize(("on", "stamp"), [(18, "made-up@1"), (19, "made-up@2"), (20, "made-up@2")])
def test_the_regime_of_the_day_is_stamped(on, stamp):
    law = law_of(OLD, NEW)
    given_in("received").when(PHONE, by=ROADS, on=on, law=law).then(Contacted, regime=stamp)


def test_where_the_problem_lies_decides_from_the_step_on_that_says_it():
    law = law_of(REGIME, LOCAL)
    act = Submit(title=Sealed("题"), text=Sealed("文"), parties=(party(LI),))
    petition = Petition.submitted(named("petition"), act, entry(LI, 0, law=law))
    petition.perform(Register(number=number(), place=ZHEJIANG), entry(BUREAU, 1, law=law))
    petition.perform(PHONE, entry(BUREAU, 2, law=law))
    stamps = [event.regime for event in petition.recorded]
    assert stamps == ["made-up@1", "made-up@zj", "made-up@zj"]
    moved = given_in("received").when(Classify(place=ZHEJIANG), by=BUREAU, on=3, law=law)
    assert moved.events[0].regime == "made-up@zj"


def test_an_entry_is_made_again_from_its_event():
    story = given_in("received").when(PHONE, by=ROADS, on=3, law=LAW)
    made = entry_of(story.events[0], LAW)
    assert made.law is LAW
    assert made.regime == "made-up@1"


def test_an_amended_time_is_stamped_with_the_law_of_that_time():
    law = law_of(OLD, NEW)
    story = given_in("received").when(PHONE, by=ROADS, on=20, law=law)
    change = Correct(
        corrected=story.events[0].event_id, effect="amend", reason="wrong_time",
        changes={"at": day(10)},
    )  # fmt: skip
    story.when(change, by=ROADS, on=21, law=law).then(Contacted, regime="made-up@1")
    without = given_in("received").when(PHONE, by=ROADS, on=20)
    change = Correct(
        corrected=without.events[0].event_id, effect="amend", reason="wrong_time",
        changes={"at": day(10)},
    )  # fmt: skip
    without.when(change, by=ROADS, on=21).then(Contacted, regime=None)


# ---- Judged anew ---------------------------------------------------------------------------------


def test_a_late_entry_is_judged_by_the_law_of_its_day():
    story = given_in("accepted").when(PHONE, by=ROADS, on=70, law=LAW)
    story.when(EXTEND, by=ROADS, on=63, recorded=71, law=LAW).then(Extended, regime="made-up@1")
    late = given_in("accepted").when(PHONE, by=ROADS, on=70, law=LAW)
    late.when(EXTEND, by=ROADS, on=64, recorded=71, law=LAW).then_refused(ExtendedTooLate)


def test_an_acceptance_that_is_moved_must_leave_the_extension_in_time():
    """Accepted on day 3 and extended on day 63: were it day 2, the extension would be late."""
    story = given_in("accepted").when(EXTEND, by=ROADS, on=63, law=LAW).then(Extended)
    earlier = Correct(
        corrected=named("to-roads-accepted"), effect="amend", reason="wrong_time",
        changes={"at": day(2.5)},
    )  # fmt: skip
    story.when(earlier, by=ROADS, on=64, law=LAW).then_refused(
        LaterStepsStandInTheWay, rule="ExtendedTooLate"
    )


def test_an_extension_is_not_amended_to_more_than_the_law_allows():
    story = given_in("accepted").when(EXTEND, by=ROADS, on=30, law=LAW).then(Extended)
    more = Correct(
        corrected=story.events[0].event_id, effect="amend", reason="other", changes={"days": 31}
    )
    story.when(more, by=ROADS, on=31, law=LAW).then_refused(ExtendedTooFar)


def test_what_stood_before_there_was_a_law_stands_in_no_later_steps_way():
    told = (submitted(), registered(), referred(ROADS), received(ROADS))
    story = given(*told).when(ReturnReferral(reason="not_competent"), by=ROADS, on=50)
    assert not impossible(story.petition.happened)
    judged = impossible(story.petition.happened, LAW)
    assert [type(refusal) for _, refusal in judged.values()] == [ReturnedTooLate]
    story.when(PHONE, by=BUREAU, on=40, recorded=51, law=LAW).then(Contacted)


def test_a_whole_life_under_a_law_is_possible_under_it():
    petition = petition_in("received")
    petition.perform(Accept(), entry(ROADS, 3, law=LAW))
    petition.perform(EXTEND, entry(ROADS, 40, law=LAW))
    assert impossible(petition.happened, LAW) == {}
    assert [type(e) for e in petition.recorded[len(HISTORY_TO["received"]) :]] == [
        Accepted,
        Extended,
    ]
