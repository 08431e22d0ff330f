"""Units disagree about who is competent, or one inherits from another (2005 a24, a25)."""

import pytest

from histories import (
    BUREAU,
    CITY,
    HISTORY_TO,
    ROADS,
    WATER,
    accepted,
    assigned,
    received,
    referred,
    registered,
    reported,
    submitted,
)
from petition_es.domain.petition import (
    DecideDispute,
    DisputeDecided,
    DisputeRaised,
    IssueOpinion,
    OpinionIssued,
    RaiseDispute,
    Receive,
    Received,
    TakenOver,
    TakeOver,
)
from petition_es.domain.petition.competence import DecideDispute as Decide
from petition_es.domain.refusals import (
    AcceptedByThisUnit,
    Disputed,
    DisputeOfOthers,
    NoSuchReferral,
    NothingDisputed,
    NotInTheDispute,
    ReferralOfAnotherUnit,
    ReferredToItself,
    ResultAlreadyReported,
)
from petition_es.domain.sealed import Sealed
from scenario import given, given_in

BOTH = RaiseDispute(units=("roads", "water"))
OVER = TakeOver(from_unit="roads", to_unit="water", because="unit-merged")


def test_a_dispute_stops_handling_until_it_is_decided():
    (
        given_in("referred")
        .when(BOTH, by=ROADS, on=2)
        .then(DisputeRaised, referral_id="to-roads", units=("roads", "water"))
        .then_in("disputed")
        .when(Receive(), by=ROADS, on=3)
        .then_refused(Disputed)
        .when(DecideDispute(decided_for="roads"), by=CITY, on=4)
        .then(DisputeDecided, referral_id="to-roads", decided_for="roads")
        .then_in("referred")
        .when(Receive(), by=ROADS, on=5)
        .then(Received)
    )


@pytest.mark.parametrize("units", [(), ("roads",), ("roads", "roads"), ("water", "bureau")])
def test_a_dispute_is_raised_by_who_takes_part_against_another(units):
    story = given_in("received").when(RaiseDispute(units=units), by=ROADS, on=3)
    story.then_refused(DisputeOfOthers, unit="roads")


def test_who_holds_no_referral_raises_no_dispute():
    given_in("received").when(BOTH, by=WATER, on=3).then_refused(NoSuchReferral)


def test_who_has_accepted_or_reported_does_not_dispute_any_more():
    given_in("accepted").when(BOTH, by=ROADS, on=4).then_refused(AcceptedByThisUnit)
    told = (submitted(), registered(), assigned(ROADS), received(ROADS), reported(ROADS))
    given(*told).when(BOTH, by=ROADS, on=8).then_refused(ResultAlreadyReported)


def test_a_dispute_is_decided_for_one_of_the_units():
    story = given_in("disputed").when(DecideDispute(decided_for="city"), by=CITY, on=4)
    story.then_refused(NotInTheDispute, unit="city", units="roads, water")


def test_a_dispute_that_was_never_raised_is_not_decided_whatever_the_table_says():
    with pytest.raises(NothingDisputed):
        Decide(decided_for="roads").decide(given_in("received").petition.file, None)


# ---- Succession ----------------------------------------------------------------------------------


def test_the_successor_goes_on_with_all_that_the_unit_held():
    copy = referred(ROADS, on=3, referral_id="for-reading", part="copy")
    (
        given_in("accepted", copy)
        .when(OVER, by=BUREAU, on=5)
        .then(TakenOver, referral_ids=("to-roads", "for-reading"))
        .then_in_hand_of(WATER)
        .when(IssueOpinion(text=Sealed("意见")), by=WATER, on=6)
        .then(OpinionIssued)
    )


def test_what_is_named_is_taken_over_and_nothing_else():
    two = (referred(ROADS, on=2, referral_id="again", claim_ids=("road",)),)
    named = TakeOver(from_unit="roads", to_unit="water", because="closed", referral_ids=("again",))
    given_in("received", *two).when(named, by=BUREAU, on=5).then(TakenOver, referral_ids=("again",))


@pytest.mark.parametrize(
    ("act", "refusal"),
    [
        (TakeOver(from_unit="roads", to_unit="roads", because="closed"), ReferredToItself),
        (TakeOver(from_unit="city", to_unit="water", because="closed"), NoSuchReferral),
        (
            TakeOver(
                from_unit="city", to_unit="water", because="closed", referral_ids=("to-roads",)
            ),
            ReferralOfAnotherUnit,
        ),
    ],
)
def test_only_what_the_unit_holds_is_taken_over_and_by_another(act, refusal):
    given_in("received").when(act, by=BUREAU, on=5).then_refused(refusal)


def test_a_simple_matter_stays_simple_with_the_successor():
    told = (*HISTORY_TO["received"], accepted(ROADS, procedure="simple"))
    story = given(*told).when(OVER, by=BUREAU, on=5)
    assert story.petition.file.procedures == {"water": "simple"}
