"""What disputes, suspensions, reviews and successions do to the file."""

from histories import (
    BUREAU,
    HISTORY_TO,
    ROADS,
    WATER,
    happened,
    petition_in,
    petition_of,
    received,
    replied,
)
from petition_es.domain.petition import (
    DisputeDecided,
    EvaluationClosed,
    EvaluationOpened,
    Extended,
    IssueOpinion,
    OpinionIssued,
    Reply,
    Resolve,
    Resumed,
    ReviewDecided,
    SupervisionClosed,
    SupervisionOpened,
    Suspended,
    TakenOver,
)
from petition_es.domain.petition.the_answer import Deliver, Delivered
from petition_es.domain.refusals import NotAcceptedByThisUnit
from petition_es.domain.sealed import Sealed
from scenario import given_in

DISPUTED = HISTORY_TO["disputed"]
SUSPENDED = happened(Suspended, ROADS, 14, "suspended-later", ground="hearing")
RESUMED = happened(Resumed, ROADS, 15, "resumed")
DECIDED = happened(
    DisputeDecided, BUREAU, 16, "decided", ("disputed",), referral_id="to-roads",
    decided_for="roads",
)  # fmt: skip


def review_decided(outcome: str):
    return happened(
        ReviewDecided, BUREAU, 12, "review-decided", ("review-requested",),
        request_id="request-1", outcome=outcome,
    )  # fmt: skip


def test_after_a_dispute_it_goes_on_where_it_stood():
    assert petition_in("disputed").file.interrupted
    decided = petition_of(*DISPUTED, DECIDED)
    assert decided.file.state == "received"
    assert not decided.file.interrupted


def test_a_suspension_within_a_dispute_ends_before_the_dispute_does():
    assert petition_of(*DISPUTED, SUSPENDED).file.state == "suspended"
    assert petition_of(*DISPUTED, SUSPENDED, RESUMED).file.state == "disputed"
    assert petition_of(*DISPUTED, SUSPENDED, RESUMED, DECIDED).file.state == "received"


def test_going_on_without_an_interruption_changes_nothing():
    assert petition_in("received", RESUMED).file.state == "received"


def test_what_happens_during_an_interruption_counts_when_it_is_over():
    answered = petition_of(*DISPUTED, replied(ROADS, 15), DECIDED)
    assert answered.file.state == "answered"
    behind = petition_of(*DISPUTED, received(ROADS, 15), DECIDED)
    assert behind.file.state == "received"
    story = given_in("disputed").when(Reply(text=Sealed("已答复")), by=ROADS, on=15)
    story.when(Deliver(method="post", document_kind="reply"), by=ROADS, on=15).then(Delivered)
    assert story.petition.file.interrupted[0][0] == "delivered"


def test_a_review_that_upholds_leaves_the_resolution_standing():
    petition = petition_of(*HISTORY_TO["under_review"], review_decided("uphold"))
    assert petition.file.state == "resolved"


def test_a_review_that_orders_it_done_again_reopens_the_petition():
    petition = petition_of(*HISTORY_TO["under_review"], review_decided("redo"))
    assert petition.file.state == "reopened"
    assert [r.reopened for r in petition.file.resolutions.values()] == [True]
    assert [r.to_unit for r in petition.file.in_hand()] == ["roads"]


def test_a_successor_goes_on_with_what_was_accepted_and_answered():
    taken_over = happened(
        TakenOver, BUREAU, 12, from_unit="roads", to_unit="water", because="merger",
        referral_ids=("to-roads", "to-nobody"),
    )  # fmt: skip
    (
        given_in("answered", taken_over)
        .then_in_hand_of(WATER)
        .when(IssueOpinion(text=Sealed("再答")), by=ROADS, on=13)
        .then_refused(NotAcceptedByThisUnit)
        .when(IssueOpinion(text=Sealed("再答"), supersedes="opinion-roads"), by=WATER, on=13)
        .then(OpinionIssued, supersedes="opinion-roads")
        .when(Resolve(), by=WATER, on=14)
        .then_in("resolved")
    )


def test_a_successor_of_a_unit_that_had_not_accepted_takes_over_what_there_is():
    taken_over = happened(
        TakenOver, BUREAU, 12, from_unit="roads", to_unit="water", because="merger",
        referral_ids=("to-roads",),
    )  # fmt: skip
    petition = petition_in("received", taken_over)
    assert [r.to_unit for r in petition.file.in_hand()] == ["water"]


def test_notices_and_windows_move_nothing():
    quiet = (
        happened(SupervisionOpened, BUREAU, 12, supervision_id="s-1", ground="overdue"),
        happened(SupervisionClosed, BUREAU, 13, supervision_id="s-1", result="done"),
        happened(Extended, ROADS, 12, "extended", days=30, reason="complex"),
        happened(EvaluationOpened, BUREAU, 12, evaluatees=("bureau", "unit")),
        happened(EvaluationClosed, BUREAU, 14, evaluatees=("bureau", "unit")),
    )
    (
        given_in("delivered", *quiet)
        .then_in("delivered")
        .when(Deliver(method="post", document_kind="extension"), by=ROADS, on=15)
        .then(Delivered, document_kind="extension")
        .then_in("delivered")
    )
