"""An opinion is reviewed once, and once more, in time; what is remade differs (2005 a34-35)."""

import pytest

from histories import (
    BUREAU,
    HISTORY_TO,
    LI,
    ROADS,
    STRANGER,
    WATER,
    accepted,
    assigned,
    day,
    delivered,
    happened,
    opinion,
    petition_of,
    received,
    referred,
    reopened,
)
from made_up_law import LAW, law_with
from petition_es.domain.codes import Source
from petition_es.domain.petition import (
    Accept,
    Accepted,
    DecideDispute,
    DecideReview,
    DisputeRaised,
    Extend,
    IssueOpinion,
    OpinionIssued,
    RequestReview,
    Resume,
    ReviewDecided,
    ReviewRequested,
    Suspended,
)
from petition_es.domain.refusals import (
    ChangeNeedsOpinion,
    ExtendedTooLate,
    IdInUse,
    NoLimitRuns,
    NoOpinion,
    NoSuchOpinion,
    NoSuchReview,
    NotAParty,
    NotForReview,
    NothingAfterSecondReview,
    NothingDisputed,
    NotReviewedYet,
    NotSuspended,
    NotTheReviewingOrgan,
    NotYetDelivered,
    OpinionAlreadyIssued,
    RedoDueBeforeDecision,
    RedoNeedsDate,
    RequestedTooLate,
    ReviewAlreadyRequested,
    SameOpinionAgain,
    UnderReview,
    WrongRound,
)
from petition_es.domain.regime.timing import clocks_of
from petition_es.domain.sealed import Sealed
from petition_es.regimes.calendars import calendar_of_china
from petition_es.regimes.loading import load_law
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


def theirs(words="改为不予支持", **more) -> IssueOpinion:
    return IssueOpinion(text=Sealed(words), **{"round": "review", "opinion_id": "theirs", **more})


CHANGED = DecideReview(outcome="change")


def test_who_changes_an_opinion_issues_one_of_their_own():
    story = given_in("under_review").when(CHANGED, by=BUREAU, on=20)
    story.then_refused(ChangeNeedsOpinion)
    named_only = DecideReview(outcome="change", new_opinion_id="theirs")
    story.when(named_only, by=BUREAU, on=20).then_refused(NoSuchOpinion, opinion="theirs")
    story.when(theirs(), by=BUREAU, on=20).then(OpinionIssued, round="review")
    story.then_in("under_review").when(CHANGED, by=BUREAU, on=21)
    story.then(ReviewDecided, new_opinion_id="theirs").then_in("resolved")
    assert story.petition.file.opinions["opinion-roads"].superseded
    assert not story.petition.file.opinions["theirs"].superseded


def test_what_another_system_decided_it_decided_on_papers_of_its_own():
    named_only = DecideReview(outcome="change", new_opinion_id="elsewhere")
    source = Source(system="court", record_id="7")
    story = given_in("under_review").when(named_only, by=BUREAU, on=20, source=source)
    story.then(ReviewDecided, new_opinion_id="elsewhere")


def test_a_change_does_not_say_what_was_said_before():
    story = given_in("under_review").when(theirs("予以 支持"), by=BUREAU, on=20)
    story.then(OpinionIssued).when(CHANGED, by=BUREAU, on=21)
    story.then_refused(SameOpinionAgain, opinion="opinion-roads")
    story.when(theirs("部分支持", opinion_id="anew", supersedes="theirs"), by=BUREAU, on=22)
    story.then(OpinionIssued).when(CHANGED, by=BUREAU, on=23)
    story.then(ReviewDecided, new_opinion_id="anew")


def test_a_review_that_upholds_may_have_an_opinion_that_says_the_same():
    story = given_in("under_review").when(theirs("予以支持"), by=BUREAU, on=20)
    upheld = DecideReview(outcome="uphold", new_opinion_id="theirs")
    story.when(upheld, by=BUREAU, on=21).then(ReviewDecided, outcome="uphold")
    assert not story.petition.file.opinions["opinion-roads"].superseded


def test_a_reviewing_organ_issues_its_opinion_while_the_review_is_pending():
    for state in ("delivered", "reopened"):
        given_in(state).when(theirs(), by=BUREAU, on=20).then_refused(WrongRound)
    second = theirs(round="second_review")
    story = given_in("under_review").when(second, by=BUREAU, on=20).then_refused(WrongRound)
    story.when(theirs(), by=ROADS, on=20).then_refused(NotTheReviewingOrgan, unit="roads")
    handling = IssueOpinion(text=Sealed("再答"), supersedes="opinion-roads")
    story.when(handling, by=ROADS, on=20).then_refused(UnderReview)


def test_and_one_at_a_time():
    story = given_in("under_review").when(theirs(), by=BUREAU, on=20).then(OpinionIssued)
    story.when(theirs(opinion_id="more"), by=BUREAU, on=21)
    story.then_refused(OpinionAlreadyIssued, opinion="theirs")


def test_the_opinion_of_a_reviewing_organ_answers_nothing_for_the_unit():
    asked = HISTORY_TO["under_review"][-1]
    story = given(*HISTORY_TO["delivered"], reopened(resolution_id="none"), asked)
    story.when(theirs(), by=BUREAU, on=20).when(UPHELD, by=BUREAU, on=21).then_in("reopened")


def test_the_second_review_is_asked_for_when_the_first_ones_word_has_arrived():
    """Delivered on day 22, on whatever paper: thirty days are over with day 52."""
    told = (
        *HISTORY_TO["under_review"],
        happened(
            OpinionIssued, BUREAU, 20, "theirs", ("review-requested",),
            opinion_id="theirs", round="review", text=Sealed("改为不予支持"),
        ),
        happened(
            ReviewDecided, BUREAU, 21, "decided", ("review-requested", "theirs"),
            request_id="request-1", outcome="change", new_opinion_id="theirs",
        ),
        delivered(BUREAU, 22, "theirs"),
    )  # fmt: skip
    law = load_law({"cn": calendar_of_china()})
    given(*told).when(SECOND, by=LI, on=52, law=law).then(ReviewRequested)
    given(*told).when(SECOND, by=LI, on=54, law=law).then_refused(RequestedTooLate)
    assert not [c for c in clocks_of(petition_of(*told).happened, law, day(60))
                if c.name == "review_request" and c.subject == "theirs"]  # fmt: skip


def test_a_review_may_take_longer_where_the_committee_agrees():
    longer = Extend(days=30, reason="complex", approver_role="unit-head")
    story = given_in("under_review").when(longer, by=BUREAU, on=39, law=LAW)
    (clock,) = [c for c in clocks_of(story.petition.happened, LAW, day(39)) if c.name == "review"]
    assert (clock.first_due.last_day, clock.due.last_day) == (day(39).date(), day(69).date())
    late = given_in("under_review").when(longer, by=BUREAU, on=40, law=LAW)
    late.then_refused(ExtendedTooLate)
    timeless = law_with(rules=())
    given_in("under_review").when(longer, by=BUREAU, on=39, law=timeless).then_refused(NoLimitRuns)


def test_a_reviewing_organ_takes_the_review_up():
    story = given_in("under_review").when(Accept(kind="review"), by=BUREAU, on=11)
    story.then(Accepted, kind="review").then_in("under_review")
    given_in("delivered").when(Accept(kind="review"), by=BUREAU, on=11).then_refused(NoSuchReview)
    story.when(Accept(), by=WATER, on=12).then_refused(UnderReview)


# ---- Whatever else lasts -------------------------------------------------------------------------

ROUND_TWO = (
    *HISTORY_TO["resolved"],
    assigned(ROADS, on=12, referral_id="again"),
    received(ROADS, 13, "again"),
)
DISPUTED = happened(
    DisputeRaised, ROADS, 14, "disputed", referral_id="again", units=("roads", "water")
)
RESTING = (
    accepted(ROADS, 14, "again"),
    happened(Suspended, ROADS, 15, "suspended", ground="hearing"),
)
NAMED = RequestReview(opinion_id="opinion-roads")


def test_a_dispute_or_a_rest_takes_nobodys_right_to_a_review_away():
    disputed = given(*ROUND_TWO, DISPUTED).when(NAMED, by=LI, on=20, law=LAW)
    disputed.then(ReviewRequested).then_in("under_review")
    disputed.when(DecideDispute(decided_for="roads"), by=BUREAU, on=21).then_in("under_review")
    disputed.when(UPHELD, by=BUREAU, on=22).then_in("received")
    resting = given(*ROUND_TWO, *RESTING).when(NAMED, by=LI, on=20, law=LAW)
    resting.when(UPHELD, by=BUREAU, on=21).then_in("suspended")
    resting.when(Resume(), by=ROADS, on=22).then_in("accepted")


def test_what_is_disputed_still_is_when_another_thing_is_done_again():
    story = given(*ROUND_TWO, DISPUTED).when(NAMED, by=LI, on=20)
    redone = DecideReview(outcome="redo", redo_due=day(50))
    story.when(redone, by=BUREAU, on=21).then_in("disputed")
    story.when(DecideDispute(decided_for="roads"), by=BUREAU, on=22).then_in("reopened")


def test_while_one_opinion_is_reviewed_a_review_of_another_is_asked_for():
    theirs_too = (
        referred(WATER, part="joint"), received(WATER), accepted(WATER), opinion(WATER),
        delivered(WATER),
    )  # fmt: skip
    story = given_in("delivered", *theirs_too).when(NAMED, by=LI, on=9)
    story.when(NAMED, by=LI, on=10).then_refused(ReviewAlreadyRequested)
    story.when(RequestReview(opinion_id="opinion-water"), by=LI, on=10).then(ReviewRequested)
    story.when(UPHELD, by=BUREAU, on=11).then_in("under_review")
    story.when(UPHELD, by=BUREAU, on=12).then_in("delivered")


def test_nothing_is_decided_or_resumed_that_does_not_wait():
    story = given_in("under_review").when(Resume(), by=ROADS, on=20).then_refused(NotSuspended)
    story.when(DecideDispute(decided_for="roads"), by=BUREAU, on=20).then_refused(NothingDisputed)


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


def test_nor_under_another_name_after_a_review_ordered_it_anew():
    ordered = decided(12, outcome="redo")
    again = IssueOpinion(text=Sealed("予以支持"), supersedes="opinion-roads")
    story = given_in("resolved", *ordered).when(again, by=ROADS, on=13, law=LAW)
    story.then_refused(SameOpinionAgain, opinion="opinion-roads")


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
