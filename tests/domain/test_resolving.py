"""Resolution of a part or the whole, on an answer; what was promised is done (办结, 落实)."""

from dataclasses import replace
from datetime import timedelta

from histories import (
    BUREAU,
    CITY,
    ROADS,
    WATER,
    accepted,
    assigned,
    day,
    happened,
    opinion,
    received,
    referred,
    registered,
    replied,
    submitted,
)
from made_up_law import law_with, rule
from petition_es.domain.codes import Period
from petition_es.domain.petition import (
    ActionTaken,
    CarryOut,
    Contact,
    Contacted,
    OpinionCarriedOut,
    ReportResult,
    Resolve,
    Resolved,
    TakeAction,
)
from petition_es.domain.refusals import (
    LeadResolvesTheWhole,
    NoOpinion,
    NoSuchClaim,
    NoSuchOpinion,
    NoSuchReferral,
    NoSuchReply,
    NotSignedFor,
    PartAlreadyResolved,
    PeriodEndsBeforeItStarts,
    ReplyIsNotEnough,
    UnitsStillAtWork,
)
from scenario import given, given_in

BEGUN = (submitted(), registered())
ASSIGNED = (*BEGUN, assigned(ROADS), received(ROADS), accepted(ROADS), opinion(ROADS))
JOINT = (referred(WATER, part="joint"), received(WATER), accepted(WATER))
DONE = ReportResult(outcome="done")


def test_nothing_is_resolved_without_an_answer():
    (
        given_in("accepted")
        .when(Resolve(), by=ROADS, on=5)
        .then_refused(NoOpinion)
        .when(CarryOut(), by=ROADS, on=5)
        .then_refused(NoOpinion)
    )
    (
        given_in("received", replied(ROADS))
        .when(Resolve(reply_id="x"), by=ROADS, on=7)
        .then_refused(NoSuchReply)
        .when(Resolve(opinion_id="x"), by=ROADS, on=7)
        .then_refused(NoOpinion)
        .when(Resolve(), by=ROADS, on=7)
        .then(Resolved, reply_id="reply-1")
    )


def test_a_reply_does_not_resolve_what_was_accepted_in_substance():
    (
        given_in("in_handling", replied(ROADS))
        .when(Resolve(), by=ROADS, on=7)
        .then_refused(ReplyIsNotEnough)
    )


def test_a_unit_signs_for_what_it_resolves():
    (
        given_in("referred", replied(ROADS))
        .when(Resolve(), by=ROADS, on=7)
        .then_refused(NotSignedFor)
    )


def test_units_resolve_their_parts_and_the_lead_the_whole():
    (
        given_in("delivered", *JOINT)
        .when(Resolve(), by=ROADS, on=9)
        .then_refused(UnitsStillAtWork, units="water")
        .when(Resolve(), by=WATER, on=9)
        .then_refused(LeadResolvesTheWhole)
        .when(Resolve(scope="unit", claim_ids=("ferry",)), by=WATER, on=9)
        .then_refused(NoSuchClaim)
        .when(Resolve(scope="unit", claim_ids=("road",)), by=WATER, on=9)
        .then(Resolved, scope="unit", referral_id="to-water")
        .then_in("delivered")
        .then_in_hand_of(ROADS)
        .when(Resolve(scope="unit"), by=WATER, on=10)
        .then_refused(PartAlreadyResolved)
        .when(Resolve(), by=ROADS, on=10)
        .then(Resolved, scope="whole")
        .then_in("resolved")
    )


def test_who_has_no_part_resolves_none():
    (
        given_in("delivered")
        .when(Resolve(scope="unit"), by=CITY, on=9)
        .then_refused(NoSuchReferral)
        .when(Resolve(), by=BUREAU, on=9)
        .then_refused(UnitsStillAtWork, units="roads")
    )


def test_what_was_promised_is_carried_out_before_or_after_the_resolution():
    for state in ("answered", "resolved"):
        (
            given_in(state)
            .when(CarryOut(claim_ids=("ferry",)), by=ROADS, on=9)
            .then_refused(NoSuchClaim)
            .when(CarryOut(opinion_id="x"), by=ROADS, on=9)
            .then_refused(NoSuchOpinion)
            .when(CarryOut(claim_ids=("bridge",), done_at=day(8)), by=ROADS, on=9)
            .then(OpinionCarriedOut, opinion_id="opinion-roads")
            .then_in(state)
        )


def test_work_ends_after_it_began_and_concerns_known_claims():
    backwards = Period(start=day(5), end=day(5) - timedelta(hours=1))
    (
        given_in("accepted")
        .when(TakeAction(kind="works", period=backwards), by=ROADS, on=6)
        .then_refused(PeriodEndsBeforeItStarts)
        .when(TakeAction(kind="works", claim_ids=("ferry",)), by=ROADS, on=6)
        .then_refused(NoSuchClaim)
        .when(TakeAction(kind="works", period=Period(start=day(5))), by=ROADS, on=6)
        .then(ActionTaken)
        .then_in("in_handling")
        .when(Contact(method="phone", outcome="not_reached"), by=ROADS, on=7)
        .then(Contacted, initiated_by="office")
    )


# ---- By word of mouth ----------------------------------------------------------------------------

ORAL = law_with(
    rules=(
        rule("oral_answer", 15, "registered", kind="window"),
        rule("oral_answer", 15, "arrived", "returned", kind="window", desk="unit"),
    )
)
"""Sent on day 1: fifteen days are over with day 16."""
SPOKEN = (*BEGUN, referred(ROADS), received(ROADS), accepted(ROADS), replied(ROADS))
PHONED = happened(
    Contacted, ROADS, 5, "phoned", method="phone", initiated_by="office", outcome="reached"
)


def test_where_the_law_allows_it_what_is_soon_done_is_resolved_on_a_reply():
    """Beijing a45: finished within fifteen days, and the petitioner agreed."""
    story = given(*SPOKEN, PHONED).when(Resolve(), by=ROADS, on=16, law=ORAL)
    story.then(Resolved, reply_id="reply-1")
    given(*SPOKEN, PHONED).when(Resolve(), by=ROADS, on=16).then_refused(ReplyIsNotEnough)
    late = given(*SPOKEN, PHONED).when(Resolve(), by=ROADS, on=17, law=ORAL)
    late.then_refused(ReplyIsNotEnough)


def test_and_only_when_somebody_of_the_unit_reached_the_petitioner():
    given(*SPOKEN).when(Resolve(), by=ROADS, on=10, law=ORAL).then_refused(ReplyIsNotEnough)
    in_vain = replace(PHONED, content={**PHONED.content, "outcome": "not_reached"})
    by_others = replace(PHONED, actor=CITY)
    for contact in (in_vain, by_others):
        story = given(*SPOKEN, contact).when(Resolve(), by=ROADS, on=10, law=ORAL)
        story.then_refused(ReplyIsNotEnough)
