"""Accepted, or declined with the ground and the way to go (受理, 不予受理, 导入法定途径, 存)."""

import pytest

from histories import (
    BUREAU,
    CITY,
    COUNTY,
    HISTORY_TO,
    ROADS,
    WATER,
    accepted,
    acted,
    assigned,
    received,
    referred,
    registered,
    reopened,
    reported,
    returned,
    submitted,
)
from petition_es.domain.petition import (
    Accept,
    Accepted,
    Decline,
    Declined,
    Deliver,
    Delivered,
    ReturnReferral,
)
from petition_es.domain.refusals import (
    AcceptedByThisUnit,
    AlreadyAccepted,
    AlreadyAnswered,
    DeclineWithoutGround,
    HeldByAnotherUnit,
    NoSuchReferral,
    ReferralOfAnotherUnit,
    ResultAlreadyReported,
)
from scenario import given, given_in

BEGUN = (submitted(), registered())
TO_COURT = Decline(kind="guided_away", ground="r2005-21", proper_channel="court")


def test_the_bureau_accepts_the_way_the_unit_the_substance():
    (
        given(*BEGUN)
        .when(Accept(kind="procedural"), by=BUREAU, on=1)
        .then(Accepted, referral_id=None)
        .then_in("accepted")
    )
    (
        given(*BEGUN, accepted(BUREAU, 1, kind="procedural"), referred(ROADS), received(ROADS))
        .then_in("received")
        .when(Accept(procedure="simple"), by=ROADS, on=3)
        .then(Accepted, referral_id="to-roads", kind="substantive", procedure="simple")
        .then_in("accepted")
    )


def test_a_unit_accepts_the_same_matter_once():
    (
        given_in("accepted")
        .when(Accept(), by=ROADS, on=5)
        .then_refused(AcceptedByThisUnit, unit="roads")
        .when(Accept(kind="path_notice"), by=ROADS, on=5)
        .then(Accepted)
    )


def test_the_office_that_registered_it_may_decide_by_itself_once():
    (
        given(*BEGUN)
        .when(Accept(), by=BUREAU, on=2)
        .then(Accepted, referral_id=None)
        .when(Accept(), by=BUREAU, on=3)
        .then_refused(AcceptedByThisUnit)
    )


def test_who_sent_it_on_does_not_decide_on_it():
    (
        given(*BEGUN, referred(CITY), referred(COUNTY, by=CITY, parent_referral_id="to-city"))
        .when(Accept(), by=BUREAU, on=3)
        .then_refused(HeldByAnotherUnit, units="county")
        .when(Accept(), by=CITY, on=3)
        .then_refused(HeldByAnotherUnit, units="county")
        .when(Accept(), by=COUNTY, on=3)
        .then(Accepted)
    )


def test_a_joint_unit_accepts_its_own_part():
    (
        given_in("accepted", referred(WATER, part="joint"))
        .when(Accept(referral_id="to-roads"), by=WATER, on=5)
        .then_refused(ReferralOfAnotherUnit)
        .when(Accept(referral_id="nothing"), by=WATER, on=5)
        .then_refused(NoSuchReferral)
        .when(Accept(), by=WATER, on=5)
        .then(Accepted, referral_id="to-water")
    )


def test_a_unit_that_accepted_does_not_return_the_referral():
    (
        given_in("in_handling")
        .when(ReturnReferral(reason="other"), by=ROADS, on=5)
        .then_refused(AcceptedByThisUnit)
    )


@pytest.mark.parametrize(
    ("kind", "state"),
    [
        ("not_accepted", "declined"),
        ("no_further", "declined"),
        ("guided_away", "guided_away"),
        ("filed", "filed"),
    ],
)
def test_declining_closes_the_petition_in_its_own_way_and_the_notice_is_delivered(kind, state):
    (
        given(*BEGUN)
        .when(Decline(kind=kind, ground="r2005-21", proper_channel="court"), by=BUREAU, on=2)
        .then(Declined, kind=kind)
        .then_in(state)
        .when(Deliver(method="post", document_kind="refusal"), by=BUREAU, on=3)
        .then(Delivered, document_kind="refusal")
        .then_in(state)
    )


def test_a_refusal_names_its_ground_and_the_proper_channel():
    (
        given(*BEGUN)
        .when(Decline(kind="not_accepted"), by=BUREAU, on=2)
        .then_refused(DeclineWithoutGround)
        .when(Decline(kind="guided_away", ground="r2005-21"), by=BUREAU, on=2)
        .then_refused(DeclineWithoutGround)
    )


def test_the_unit_that_holds_it_declines_and_nobody_over_its_head():
    (
        given_in("received")
        .when(TO_COURT, by=BUREAU, on=4)
        .then_refused(HeldByAnotherUnit, units="roads")
        .when(TO_COURT, by=ROADS, on=4)
        .then_in("guided_away")
    )


def test_what_a_unit_accepted_is_handled_to_an_answer():
    given_in("accepted").when(TO_COURT, by=ROADS, on=5).then_refused(AlreadyAccepted)
    given_in("in_handling").when(TO_COURT, by=ROADS, on=5).then_refused(AlreadyAccepted)
    given_in("answered").when(TO_COURT, by=ROADS, on=7).then_refused(AlreadyAnswered)


def test_after_a_return_the_sender_may_guide_it_away():
    given_in("returned").when(TO_COURT, by=BUREAU, on=4).then_in("guided_away")


def test_an_inspection_before_any_acceptance_binds_nobody():
    given_in("received", acted(ROADS)).when(TO_COURT, by=ROADS, on=5).then_in("guided_away")


def test_a_unit_that_reported_a_result_does_not_decline():
    (
        given(*BEGUN, assigned(ROADS), received(ROADS), reported(ROADS, 5))
        .when(TO_COURT, by=ROADS, on=6)
        .then_refused(ResultAlreadyReported)
    )


def test_a_new_assignment_may_be_accepted_anew():
    (
        given_in("reopened", assigned(ROADS, on=12, referral_id="again"))
        .when(Accept(), by=ROADS, on=13)
        .then(Accepted, referral_id="again")
        .then_in("accepted")
    )


def test_a_joint_unit_gives_its_part_back_and_leaves_the_rest_alone():
    given_in("in_handling", referred(WATER, part="joint"), returned(WATER, 5)).then_in(
        "in_handling"
    ).then_in_hand_of(ROADS)


def test_reopening_a_declined_petition_leaves_it_to_be_declined_or_sent():
    story = given(*HISTORY_TO["declined"], reopened(resolution_id="declined"))
    story.then_in("reopened").when(TO_COURT, by=BUREAU, on=12).then_in("guided_away")
