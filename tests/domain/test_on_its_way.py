"""Referred, signed for, passed on, returned (转送, 交办, 抄送, 签收, 退回)."""

from histories import (
    BUREAU,
    CITY,
    COUNTY,
    LI,
    ROADS,
    WATER,
    assigned,
    claims_recorded,
    day,
    received,
    referred,
    registered,
    reported,
    returned,
    submitted,
)
from petition_es.domain.petition import (
    Accept,
    Accepted,
    IssueOpinion,
    OpinionIssued,
    Receive,
    Received,
    Refer,
    Referred,
    RefuseReturn,
    Resolve,
    Resolved,
    Returned,
    ReturnReferral,
    ReturnRefused,
    Withdraw,
)
from petition_es.domain.refusals import (
    AlreadyReceived,
    AlreadyReferred,
    AlreadyReturned,
    AssignmentNeedsReportDate,
    ClaimWithdrawn,
    IdInUse,
    NoSuchClaim,
    NoSuchReferral,
    NothingReferred,
    NotReturned,
    NotTheSender,
    OnlyACopy,
    OnlyAssignmentsAfterResolution,
    ReferralOfAnotherUnit,
    ReferredInACircle,
    ReferredToItself,
    ReportDueBeforeAssignment,
    ResultAlreadyReported,
    ReturnAlreadyAgreed,
    ReturnWasRefused,
    TwoLeads,
    WhichReferral,
)
from petition_es.domain.sealed import Sealed
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


def test_a_referral_is_signed_for_once_by_the_unit_it_was_sent_to():
    (
        given(*BEGUN)
        .when(Receive(), by=ROADS, on=1)
        .then_refused(NothingReferred)
        .when(Refer(to_unit="roads"), by=BUREAU, on=1)
        .then(Referred, from_unit="bureau", to_unit="roads", part="lead", parent_referral_id=None)
        .then_in_hand_of(ROADS)
        .when(Receive(), by=WATER, on=2)
        .then_refused(NoSuchReferral)
        .when(Receive(), by=ROADS, on=2)
        .then(Received)
        .then_in("received")
        .when(Receive(), by=ROADS, on=3)
        .then_refused(AlreadyReceived)
    )


def test_a_referral_is_answered_by_its_own_unit():
    (
        given_in("referred")
        .when(Receive(referral_id="to-roads"), by=WATER, on=2)
        .then_refused(ReferralOfAnotherUnit, unit="roads")
        .when(Receive(referral_id="to-nowhere"), by=ROADS, on=2)
        .then_refused(NoSuchReferral)
    )


def test_nobody_refers_to_himself_or_names_unknown_claims():
    (
        given_in("registered")
        .when(Refer(to_unit="bureau"), by=BUREAU, on=2)
        .then_refused(ReferredToItself)
        .when(Refer(to_unit="roads", claim_ids=("ferry",)), by=BUREAU, on=2)
        .then_refused(NoSuchClaim)
    )


def test_a_withdrawn_claim_is_not_referred():
    (
        given_in("registered")
        .when(Withdraw(scope="claims", claim_ids=("road",)), by=LI, on=2)
        .when(Refer(to_unit="roads", claim_ids=("road",)), by=BUREAU, on=3)
        .then_refused(ClaimWithdrawn)
    )


def test_an_assignment_says_by_when_its_result_is_due():
    (
        given_in("registered")
        .when(Refer(to_unit="roads", kind="assignment"), by=BUREAU, on=2)
        .then_refused(AssignmentNeedsReportDate)
        .when(Refer(to_unit="roads", kind="assignment", report_due=day(1)), by=BUREAU, on=2)
        .then_refused(ReportDueBeforeAssignment)
        .when(Refer(to_unit="roads", kind="assignment", report_due=day(30)), by=BUREAU, on=2)
        .then(Referred, kind="assignment")
    )


def test_an_id_names_one_referral():
    (
        given_in("referred")
        .when(Refer(to_unit="water", part="joint", referral_id="to-roads"), by=BUREAU, on=2)
        .then_refused(IdInUse)
    )


def test_of_several_units_one_leads():
    (
        given_in("referred")
        .when(Refer(to_unit="water"), by=BUREAU, on=2)
        .then_refused(TwoLeads, lead="roads")
        .when(Refer(to_unit="water", part="joint"), by=BUREAU, on=2)
        .then(Referred)
        .then_in_hand_of(ROADS, WATER)
        .when(Refer(to_unit="water", part="joint"), by=BUREAU, on=3)
        .then_refused(AlreadyReferred, unit="water")
    )


def test_each_claim_may_have_its_own_lead_but_not_within_one_group():
    bridge = referred(ROADS, claim_ids=("bridge",), group_id="g1")
    (
        given(*WITH_CLAIMS, bridge)
        .when(Refer(to_unit="water", claim_ids=("road",), group_id="g1"), by=BUREAU, on=2)
        .then_refused(TwoLeads)
        .when(Refer(to_unit="water", claim_ids=("road",)), by=BUREAU, on=2)
        .then_in_hand_of(ROADS, WATER)
    )


def test_a_unit_with_two_referrals_says_which_one_it_means():
    parts = (
        referred(ROADS, referral_id="a", claim_ids=("bridge",)),
        referred(ROADS, referral_id="b", claim_ids=("road",)),
    )
    (
        given(*WITH_CLAIMS, *parts)
        .when(Receive(), by=ROADS, on=2)
        .then_refused(WhichReferral, referrals="a, b")
        .when(Receive(referral_id="b"), by=ROADS, on=2)
        .then(Received, referral_id="b")
    )


def test_a_copy_is_for_reading():
    (
        given_in("registered")
        .when(Refer(to_unit="county", part="copy"), by=BUREAU, on=2)
        .then(Referred)
        .then_in("registered")
        .then_in_hand_of()
        .when(Refer(to_unit="roads"), by=BUREAU, on=2)
        .when(Receive(), by=COUNTY, on=3)
        .then(Received)
        .then_in("referred")
        .when(NOT_OURS, by=COUNTY, on=4)
        .then_refused(OnlyACopy)
    )


def test_a_copy_named_by_its_id_is_still_only_a_copy():
    (
        given_in("received", referred(COUNTY, part="copy", referral_id="c"))
        .when(Accept(referral_id="c"), by=COUNTY, on=4)
        .then_refused(OnlyACopy)
    )


def test_province_city_county_pass_it_on_each_hop_on_the_last():
    story = (
        given(*BEGUN)
        .when(Refer(to_unit="city"), by=BUREAU, on=1)
        .when(Receive(), by=CITY, on=2)
        .when(Refer(to_unit="county"), by=CITY, on=3)
        .then_in_hand_of(COUNTY)
    )
    first, _, second = story.petition.recorded[2:]
    assert second.parent_referral_id == first.referral_id
    assert second.rests_on == (first.event_id,)
    (
        story.when(Receive(), by=COUNTY, on=4)
        .when(Accept(), by=COUNTY, on=5)
        .then(Accepted)
        .when(IssueOpinion(text=Sealed("意见")), by=COUNTY, on=6)
        .then(OpinionIssued)
        .when(Resolve(), by=COUNTY, on=7)
        .then(Resolved)
        .then_in("resolved")
        .then_in_hand_of()
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


def test_a_matter_does_not_go_round_in_a_circle():
    (
        given(*IN_THE_COUNTY)
        .when(Refer(to_unit="city"), by=COUNTY, on=5)
        .then_refused(ReferredInACircle, unit="city")
        .when(Refer(to_unit="bureau"), by=COUNTY, on=5)
        .then_refused(ReferredInACircle, unit="bureau")
        .when(Refer(to_unit="bureau", part="copy"), by=COUNTY, on=5)
        .then(Referred)
        .when(Refer(to_unit="roads"), by=COUNTY, on=5)
        .then_in_hand_of(ROADS)
    )


def test_after_the_resolution_it_goes_out_only_as_an_assignment():
    (
        given_in("resolved")
        .when(Refer(to_unit="water"), by=BUREAU, on=20)
        .then_refused(OnlyAssignmentsAfterResolution)
        .when(Refer(to_unit="roads", kind="assignment", report_due=day(40)), by=BUREAU, on=20)
        .then_in("referred")
        .then_in_hand_of(ROADS)
    )
