"""Handling rests, goes on, and ends, on the grounds of the regime in force (中止, 恢复, 终结)."""

import pytest

from histories import BUREAU, HISTORY_TO, LI, ROADS, WATER, happened, opinion
from made_up_law import LAW, law_with
from petition_es.domain.petition import (
    Extend,
    Extended,
    Resume,
    Resumed,
    ReviewDecided,
    ReviewRequested,
    Suspend,
    Suspended,
    Terminate,
    Terminated,
)
from petition_es.domain.refusals import (
    ExtendedTooLate,
    GroundNotGiven,
    NoRegimeInForce,
    NotAGround,
    NotSuspended,
    UnderReview,
)
from petition_es.domain.refusals import Suspended as IsSuspended
from petition_es.domain.regime.law import NO_LAW
from scenario import given_in

HEARING = Suspend(ground="hearing")
EXTEND = Extend(days=10, reason="complex", approver_role="unit-head")


def test_handling_rests_and_goes_on_and_its_limit_with_it():
    """Ten days of rest: what was due on day 63 is due on day 73."""
    for on in (73, 74):
        story = given_in("in_handling").when(HEARING, by=ROADS, on=10, law=LAW)
        story.then(Suspended, ground="hearing").then_in("suspended")
        story.when(EXTEND, by=ROADS, on=12, law=LAW).then_refused(IsSuspended)
        story.when(Resume(), by=ROADS, on=20, law=LAW).then(Resumed).then_in("in_handling")
        story.when(EXTEND, by=ROADS, on=on, law=LAW)
        if on == 73:
            story.then(Extended)
        else:
            story.then_refused(ExtendedTooLate)


def test_handling_does_not_rest_on_a_ground_that_the_law_does_not_know():
    story = given_in("in_handling").when(Suspend(ground="holiday"), by=ROADS, on=10, law=LAW)
    story.then_refused(NotAGround, ground="holiday", allowed="hearing")
    story.when(HEARING, by=ROADS, on=10, law=law_with(suspension=())).then_refused(NotAGround)


@pytest.mark.parametrize("act", [HEARING, Terminate(ground="settled")])
def test_without_a_law_nothing_rests_or_ends(act):
    given_in("in_handling").when(act, by=ROADS, on=10, law=NO_LAW).then_refused(NoRegimeInForce)


def test_a_matter_that_nobody_accepted_yet_can_rest_after_it_was_reopened():
    given_in("reopened").when(HEARING, by=WATER, on=20, law=LAW).then(Suspended)


def test_it_goes_on_only_where_it_rests():
    given_in("in_handling").when(Resume(), by=ROADS, on=10, law=LAW).then_refused(NotSuspended)


# ---- Ending: delivered on day 7, thirty days for a review ----------------------------------------

LAPSED, REVIEWED = Terminate(ground="review-lapsed"), Terminate(ground="second-review")


@pytest.mark.parametrize(("on", "is_over"), [(36, False), (37, False), (38, True)])
def test_a_matter_ends_when_nobody_asked_for_a_review_in_time(on, is_over):
    story = given_in("resolved").when(LAPSED, by=BUREAU, on=on, law=LAW)
    if is_over:
        story.then(Terminated, ground="review-lapsed").then_in("terminated")
    else:
        story.then_refused(GroundNotGiven, ground="review-lapsed")


def test_it_does_not_end_before_there_was_an_answer_that_arrived():
    for state in ("accepted", "answered"):
        given_in(state).when(LAPSED, by=BUREAU, on=90, law=LAW).then_refused(GroundNotGiven)
    second = opinion(ROADS, 8, "second", answers={"road": "explain"})
    given_in("delivered", second).when(LAPSED, by=BUREAU, on=90, law=LAW).then_refused(
        GroundNotGiven
    )


def test_a_second_opinion_that_was_superseded_does_not_count():
    second = opinion(ROADS, 8, "second", supersedes="opinion-roads")
    story = given_in("delivered", second).when(LAPSED, by=BUREAU, on=90, law=LAW)
    story.then_refused(GroundNotGiven)


def test_where_no_window_is_ruled_none_lapses():
    law = law_with(rules=())
    given_in("resolved").when(LAPSED, by=BUREAU, on=90, law=law).then_refused(GroundNotGiven)


def reviewed(level):
    return (
        happened(
            ReviewRequested, LI, 9, f"{level}-asked", ("opinion-roads",),
            request_id=level, level=level, opinion_id="opinion-roads",
        ),
        happened(
            ReviewDecided, BUREAU, 12, f"{level}-decided", (f"{level}-asked",),
            request_id=level, outcome="uphold",
        ),
    )  # fmt: skip


@pytest.mark.parametrize(("on", "is_over"), [(41, False), (42, False), (43, True)])
def test_after_a_review_a_matter_ends_when_nobody_asked_for_the_second_one_in_time(on, is_over):
    """Decided on day 12; thirty days for the second one (Zhejiang a25, Shandong a46)."""
    story = given_in("resolved", *reviewed("review")).when(LAPSED, by=BUREAU, on=on, law=LAW)
    if is_over:
        story.then(Terminated).then_in("terminated")
    else:
        story.then_refused(GroundNotGiven)


def test_or_with_the_second_one():
    once = given_in("resolved", *reviewed("review"))
    once.when(REVIEWED, by=BUREAU, on=90, law=LAW).then_refused(GroundNotGiven)
    asked = given_in("resolved", *reviewed("review"), *reviewed("second_review")[:1])
    asked.when(LAPSED, by=BUREAU, on=90, law=LAW).then_refused(UnderReview)
    twice = given_in("resolved", *reviewed("review"), *reviewed("second_review"))
    twice.when(LAPSED, by=BUREAU, on=90, law=LAW).then_refused(GroundNotGiven)
    twice.when(REVIEWED, by=BUREAU, on=90, law=LAW).then(Terminated)


def test_a_ground_that_needs_nothing_ends_a_matter_at_any_time():
    settled = Terminate(ground="settled")
    given_in("received").when(settled, by=BUREAU, on=3, law=LAW).then(Terminated)
    story = given_in("received").when(Terminate(ground="tired"), by=BUREAU, on=3, law=LAW)
    story.then_refused(NotAGround, allowed="settled, no_review, review-lapsed, second-review")


def test_what_the_suspension_rests_on_is_the_acceptance():
    story = given_in("in_handling").when(HEARING, by=ROADS, on=10, law=LAW)
    assert story.events[0].rests_on == (HISTORY_TO["accepted"][-1].event(1).event_id,)
