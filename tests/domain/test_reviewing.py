"""An opinion is reviewed once, and once more, in time; what is remade differs (2005 a34-35)."""

import pytest

from histories import (
    BUREAU,
    HISTORY_TO,
    LI,
    ROADS,
    STRANGER,
    day,
    delivered,
    happened,
    opinion,
    reopened,
)
from made_up_law import LAW, law_with
from petition_es.domain.petition import (
    DecideReview,
    IssueOpinion,
    OpinionIssued,
    RequestReview,
    ReviewDecided,
    ReviewRequested,
)
from petition_es.domain.refusals import (
    ChangeNeedsOpinion,
    IdInUse,
    NoOpinion,
    NoSuchReview,
    NotAParty,
    NotForReview,
    NothingAfterSecondReview,
    NotReviewedYet,
    NotYetDelivered,
    RedoDueBeforeDecision,
    RedoNeedsDate,
    RequestedTooLate,
    ReviewAlreadyRequested,
    SameOpinionAgain,
)
from petition_es.domain.sealed import Sealed
from scenario import given, given_in

# Delivered on day 7: thirty days are over with day 37.

FIRST, SECOND = RequestReview(), RequestReview(level="second_review")
UPHELD = DecideReview(outcome="uphold")


def decided(on=12, level="review", request_id="request-1", outcome="uphold"):
    """A request, and what came of it."""
    return (
        happened(
            ReviewRequested, LI, on - 1, f"{request_id}-asked", ("opinion-roads",),
            request_id=request_id, level=level, opinion_id="opinion-roads",
        ),
        happened(
            ReviewDecided, BUREAU, on, f"{request_id}-decided", (f"{request_id}-asked",),
            request_id=request_id, outcome=outcome,
        ),
    )  # fmt: skip


@pytest.mark.parametrize("on", [7, 36, 37, 37.5])
def test_a_review_is_asked_for_until_the_last_day(on):
    story = given_in("delivered").when(FIRST, by=LI, on=on, law=LAW)
    story.then(ReviewRequested, opinion_id="opinion-roads", level="review").then_in("under_review")


def test_after_the_last_day_there_is_no_review():
    story = given_in("delivered").when(FIRST, by=LI, on=38, law=LAW)
    story.then_refused(RequestedTooLate).when(FIRST, by=LI, on=38).then(ReviewRequested)
    rules_without = law_with(rules=())
    given_in("delivered").when(FIRST, by=LI, on=90, law=rules_without).then(ReviewRequested)


def test_the_last_delivery_counts():
    again = happened(
        delivered(ROADS).event_class, ROADS, 9, "again", ("opinion-roads",),
        document_kind="opinion", document="opinion-roads", method="post",
    )  # fmt: skip
    given_in("delivered", again).when(FIRST, by=LI, on=39, law=LAW).then(ReviewRequested)


def test_an_officer_writes_a_request_down_for_a_party_and_for_nobody_else():
    written = {"on_behalf_of": LI.actor_id, "law": LAW}
    story = given_in("delivered").when(FIRST, by=BUREAU, on=20, **written)
    story.then(ReviewRequested, on_behalf_of=LI.actor_id, acting_unit="bureau")
    given_in("delivered").when(FIRST, by=STRANGER, on=20).then_refused(NotAParty)


def test_only_what_was_delivered_is_reviewed():
    given_in("answered").when(FIRST, by=LI, on=8).then_refused(NotYetDelivered)
    failed = happened(
        delivered(ROADS).event_class, ROADS, 7, "failed", ("opinion-roads",),
        document_kind="opinion", document="opinion-roads", method="post", result="failed",
    )  # fmt: skip
    given_in("answered", failed).when(FIRST, by=LI, on=8).then_refused(NotYetDelivered)
    given_in("accepted").when(FIRST, by=LI, on=8).then_refused(NoOpinion)


def test_the_opinion_of_a_reviewing_organ_is_not_reviewed_as_if_it_were_a_units():
    theirs = (opinion(ROADS, 8, "theirs", round="review"), delivered(ROADS, 9, "theirs"))
    story = given_in("delivered", *theirs).when(RequestReview(opinion_id="theirs"), by=LI, on=10)
    story.then_refused(NotForReview, opinion="theirs")


def test_an_opinion_is_reviewed_once_and_once_more_and_no_further():
    (
        given_in("resolved")
        .when(SECOND, by=LI, on=9, law=LAW)
        .then_refused(NotReviewedYet)
        .when(FIRST, by=LI, on=10, law=LAW)
        .then(ReviewRequested)
        .when(UPHELD, by=BUREAU, on=12, law=LAW)
        .then(ReviewDecided, outcome="uphold")
        .then_in("resolved")
        .when(FIRST, by=LI, on=13, law=LAW)
        .then_refused(ReviewAlreadyRequested)
        .when(SECOND, by=LI, on=14, law=LAW)
        .then(ReviewRequested, level="second_review", opinion_id="opinion-roads")
        .when(UPHELD, by=BUREAU, on=20, law=LAW)
        .then_in("resolved")
        .when(SECOND, by=LI, on=21, law=LAW)
        .then_refused(NothingAfterSecondReview)
        .when(RequestReview(opinion_id="opinion-roads"), by=LI, on=21, law=LAW)
        .then_refused(NothingAfterSecondReview)
    )


def test_a_request_has_an_id_of_its_own():
    story = given_in("resolved", *decided())
    again = RequestReview(level="second_review", request_id="request-1")
    story.when(again, by=LI, on=13).then_refused(IdInUse)


@pytest.mark.parametrize(("on", "in_time"), [(41, True), (42, True), (43, False)])
def test_the_second_review_has_days_of_its_own(on, in_time):
    story = given_in("resolved", *decided(12)).when(SECOND, by=LI, on=on, law=LAW)
    if in_time:
        story.then(ReviewRequested)
    else:
        story.then_refused(RequestedTooLate)


# ---- Deciding ------------------------------------------------------------------------------------


@pytest.mark.parametrize("outcome", ["revoke", "redo"])
def test_who_has_it_done_again_says_by_when(outcome):
    story = given_in("under_review").when(DecideReview(outcome=outcome), by=BUREAU, on=20)
    story.then_refused(RedoNeedsDate)
    backwards = DecideReview(outcome=outcome, redo_due=day(19))
    story.when(backwards, by=BUREAU, on=20).then_refused(RedoDueBeforeDecision)
    redone = DecideReview(outcome=outcome, redo_due=day(50))
    story.when(redone, by=BUREAU, on=20).then(ReviewDecided).then_in("reopened")


def test_a_change_names_the_new_opinion():
    story = given_in("under_review").when(DecideReview(outcome="change"), by=BUREAU, on=20)
    changed = DecideReview(outcome="change", new_opinion_id="theirs")
    story.then_refused(ChangeNeedsOpinion).when(changed, by=BUREAU, on=20)
    story.then(ReviewDecided, new_opinion_id="theirs").then_in("resolved")


def test_only_a_review_that_waits_is_decided():
    named = DecideReview(outcome="uphold", request_id="request-9")
    given_in("under_review").when(named, by=BUREAU, on=20).then_refused(NoSuchReview)
    meant = DecideReview(outcome="uphold", request_id="request-1")
    given_in("under_review").when(meant, by=BUREAU, on=20).then(ReviewDecided)


# ---- Remaking ------------------------------------------------------------------------------------


def remade(words: str, **more) -> IssueOpinion:
    return IssueOpinion(
        text=Sealed(words), round="remade", **{"supersedes": "opinion-roads", **more}
    )


@pytest.mark.parametrize("words", ["予以支持。", "予以 支持", "「予以支持」！", "予 以\n支 持．"])
def test_a_remade_opinion_does_not_say_the_same_again(words):
    story = given_in("reopened").when(remade(words), by=ROADS, on=12, law=LAW)
    story.then_refused(SameOpinionAgain, opinion="opinion-roads")
    story.when(remade("不予支持。"), by=ROADS, on=12, law=LAW).then(OpinionIssued)


def test_nor_what_was_said_in_an_opinion_that_was_superseded_before():
    told = (*HISTORY_TO["reopened"], opinion(ROADS, 11, "second", supersedes="opinion-roads"))
    story = given(*told).when(remade("予以支持", supersedes="second"), by=ROADS, on=12, law=LAW)
    story.then_refused(SameOpinionAgain)


def test_where_no_law_forbids_it_the_same_may_be_said():
    for law in ({}, {"law": law_with(remade_must_differ=False)}):
        given_in("reopened").when(remade("予以支持。"), by=ROADS, on=12, **law).then(OpinionIssued)


def test_the_first_opinion_of_another_unit_is_no_measure():
    other = happened(
        OpinionIssued, BUREAU, 11, "theirs", opinion_id="theirs", text=Sealed("另行处理")
    )
    told = (*HISTORY_TO["delivered"], reopened(), other)
    given(*told).when(remade("另行处理"), by=ROADS, on=12, law=LAW).then(OpinionIssued)
