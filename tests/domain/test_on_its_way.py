"""Referred, signed for, passed on, by one unit or several (转送, 交办, 抄送, 签收)."""

from histories import (
    BUREAU,
    CITY,
    COUNTY,
    LI,
    ROADS,
    WATER,
    claims_recorded,
    day,
    received,
    referred,
    registered,
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
    Resolve,
    Resolved,
    ReturnReferral,
    Withdraw,
)
from petition_es.domain.refusals import (
    AlreadyReceived,
    AlreadyReferred,
    AssignmentNeedsReportDate,
    ClaimWithdrawn,
    IdInUse,
    NoSuchClaim,
    NoSuchReferral,
    NothingReferred,
    OnlyACopy,
    OnlyAssignmentsAfterResolution,
    ReferralOfAnotherUnit,
    ReferredInACircle,
    ReferredToItself,
    ReportDueBeforeAssignment,
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


def test_who_asks_a_joint_unit_for_its_part_keeps_the_matter_in_hand():
    (
        given(*IN_THE_CITY)
        .when(Refer(to_unit="county", part="joint"), by=CITY, on=3)
        .then(Referred, parent_referral_id="to-city")
        .then_in_hand_of(CITY, COUNTY)
    )
