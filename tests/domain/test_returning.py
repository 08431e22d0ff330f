"""Returned, refused, sent on: who holds the petition after a return (退回)."""

from histories import (
    BUREAU,
    CITY,
    COUNTY,
    ROADS,
    WATER,
    assigned,
    claims_recorded,
    received,
    referred,
    registered,
    reported,
    returned,
    submitted,
)
from petition_es.domain.petition import (
    Refer,
    RefuseReturn,
    Returned,
    ReturnReferral,
    ReturnRefused,
)
from petition_es.domain.refusals import (
    AlreadyReturned,
    NoSuchReferral,
    NotReturned,
    NotTheSender,
    ResultAlreadyReported,
    ReturnAlreadyAgreed,
    ReturnWasRefused,
)
from scenario import given, given_in

NOT_OURS = ReturnReferral(reason="not_competent")
BEGUN = (submitted(), registered())
WITH_CLAIMS = (*BEGUN, claims_recorded("bridge", "road"))
IN_THE_CITY = (*BEGUN, referred(CITY), received(CITY))
IN_THE_COUNTY = (
    *IN_THE_CITY,
    referred(COUNTY, by=CITY, on=3, parent_referral_id="to-city"),
    received(COUNTY, 4),
)


def test_a_return_falls_back_to_the_sender_who_may_return_it_in_turn():
    (
        given(*IN_THE_COUNTY)
        .when(NOT_OURS, by=COUNTY, on=5)
        .then(Returned)
        .then_in("received")
        .then_in_hand_of(CITY)
        .when(NOT_OURS, by=CITY, on=6)
        .then(Returned)
        .then_in("returned")
        .then_in_hand_of()
        .when(Refer(to_unit="roads"), by=BUREAU, on=7)
        .then_in("referred")
        .then_in_hand_of(ROADS)
    )


def test_a_sender_who_had_not_signed_holds_it_unsigned_again():
    (
        given(*BEGUN, referred(CITY), referred(COUNTY, by=CITY, parent_referral_id="to-city"))
        .when(NOT_OURS, by=COUNTY, on=5)
        .then_in("referred")
        .then_in_hand_of(CITY)
    )


def test_a_refused_return_comes_back_for_good():
    (
        given(*IN_THE_COUNTY, returned(COUNTY, 5))
        .when(RefuseReturn(), by=BUREAU, on=6)
        .then_refused(NotTheSender, sender="city")
        .when(RefuseReturn(), by=CITY, on=6)
        .then(ReturnRefused, referral_id="to-county")
        .then_in_hand_of(COUNTY)
        .when(NOT_OURS, by=COUNTY, on=7)
        .then_refused(ReturnWasRefused)
        .when(RefuseReturn(), by=CITY, on=7)
        .then_refused(NotReturned)
    )


def test_a_refused_return_restores_the_state_of_the_petition():
    (
        given_in("returned")
        .when(RefuseReturn(), by=BUREAU, on=4)
        .then_in("received")
        .then_in_hand_of(ROADS)
    )
    (
        given(*BEGUN, referred(ROADS), returned(ROADS))
        .when(RefuseReturn(), by=BUREAU, on=4)
        .then_in("referred")
    )


def test_who_has_sent_it_elsewhere_has_agreed_to_the_return():
    (
        given_in("returned")
        .when(Refer(to_unit="water"), by=BUREAU, on=4)
        .when(RefuseReturn(referral_id="to-roads"), by=BUREAU, on=5)
        .then_refused(ReturnAlreadyAgreed)
        .when(RefuseReturn(), by=BUREAU, on=5)
        .then_refused(NotReturned)
    )


def test_a_returned_referral_is_over():
    other = referred(WATER, part="joint")
    (
        given_in("received", other)
        .when(NOT_OURS, by=ROADS, on=3)
        .then_in_hand_of(WATER)
        .when(ReturnReferral(reason="other", referral_id="to-roads"), by=ROADS, on=4)
        .then_refused(AlreadyReturned)
        .when(NOT_OURS, by=ROADS, on=4)
        .then_refused(NoSuchReferral)
    )


def test_a_unit_that_reported_a_result_neither_returns_nor_passes_it_on():
    (
        given(*BEGUN, assigned(ROADS), received(ROADS), reported(ROADS, 5))
        .when(NOT_OURS, by=ROADS, on=6)
        .then_refused(ResultAlreadyReported)
        .when(Refer(to_unit="county"), by=ROADS, on=6)
        .then_refused(ResultAlreadyReported)
    )
