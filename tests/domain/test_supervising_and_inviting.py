"""A higher office watches, and petitioners are invited to evaluate (督办, 评价邀请)."""

import pytest

from histories import BUREAU, CITY, HISTORY_TO, LI, day, happened, reopened
from made_up_law import LAW, law_with
from petition_es.domain.petition import (
    CloseEvaluation,
    CloseSupervision,
    EvaluationClosed,
    EvaluationOpened,
    OpenEvaluation,
    OpenSupervision,
    ReviewRequested,
    SupervisionClosed,
    SupervisionOpened,
)
from petition_es.domain.refusals import (
    ClosesBeforeItOpens,
    EvaluationAlreadyOpen,
    IdInUse,
    NoEvaluationOpen,
    NoSuchResolution,
    NoSuchSupervision,
    NothingChanged,
)
from scenario import given, given_in

WATCH = OpenSupervision(ground="overdue", supervision_id="s-1")


def test_a_supervision_moves_nothing_and_ends_with_a_result():
    (
        given_in("in_handling")
        .when(WATCH, by=CITY, on=10)
        .then(SupervisionOpened, ground="overdue")
        .then_in("in_handling")
        .when(CloseSupervision(result="handled"), by=CITY, on=20)
        .then(SupervisionClosed, supervision_id="s-1", result="handled")
        .when(CloseSupervision(result="handled"), by=CITY, on=21)
        .then_refused(NoSuchSupervision)
    )


def test_several_offices_watch_each_on_its_own():
    story = given_in("accepted").when(WATCH, by=CITY, on=10).when(WATCH, by=BUREAU, on=10)
    story.then_refused(IdInUse)
    story.when(OpenSupervision(ground="refused"), by=BUREAU, on=11).then(SupervisionOpened)
    named = CloseSupervision(result="handled", supervision_id="s-1")
    story.when(named, by=CITY, on=12).then(SupervisionClosed, supervision_id="s-1")
    story.when(named, by=CITY, on=12).then_refused(NoSuchSupervision, supervision="s-1")


# ---- Inviting ------------------------------------------------------------------------------------

INVITE, CLOSE = OpenEvaluation(), CloseEvaluation()


def test_the_window_closes_when_the_law_says():
    story = given_in("resolved").when(INVITE, by=BUREAU, on=10, law=LAW)
    story.then(EvaluationOpened, evaluatees=("bureau", "unit"))
    closes = story.events[0].closes_at
    assert closes.date() == day(25).date()


@pytest.mark.parametrize("stamp", [{}, {"law": law_with(rules=())}])
def test_without_a_rule_it_stays_open_until_it_is_closed(stamp):
    given_in("resolved").when(INVITE, by=BUREAU, on=10, **stamp).then(
        EvaluationOpened, closes_at=None
    )


def test_who_says_when_it_closes_says_a_day_to_come():
    early = OpenEvaluation(closes_at=day(9))
    story = given_in("resolved").when(early, by=BUREAU, on=10, law=LAW)
    story.then_refused(ClosesBeforeItOpens)
    said = OpenEvaluation(closes_at=day(12))
    story.when(said, by=BUREAU, on=10, law=LAW).then(EvaluationOpened, closes_at=day(12))


def test_nobody_is_invited_twice_at_a_time():
    (
        given_in("resolved")
        .when(OpenEvaluation(evaluatees=()), by=BUREAU, on=10)
        .then_refused(NothingChanged)
        .when(OpenEvaluation(evaluatees=("unit",)), by=BUREAU, on=10)
        .then(EvaluationOpened)
        .when(INVITE, by=BUREAU, on=11)
        .then_refused(EvaluationAlreadyOpen, evaluatee="unit")
        .when(OpenEvaluation(evaluatees=("bureau",)), by=BUREAU, on=11)
        .then(EvaluationOpened)
        .when(CLOSE, by=BUREAU, on=20)
        .then(EvaluationClosed, evaluatees=("unit", "bureau"))
        .when(INVITE, by=BUREAU, on=21)
        .then(EvaluationOpened)
    )


def test_only_an_open_window_is_closed():
    story = given_in("resolved").when(CLOSE, by=BUREAU, on=10).then_refused(NoEvaluationOpen)
    story.when(OpenEvaluation(evaluatees=("unit",)), by=BUREAU, on=10).then(EvaluationOpened)
    other = CloseEvaluation(evaluatees=("bureau",))
    story.when(other, by=BUREAU, on=11).then_refused(NoEvaluationOpen)
    given_in("under_review").when(CLOSE, by=BUREAU, on=10).then_refused(NoEvaluationOpen)


def test_what_was_reopened_is_not_open_for_evaluating_any_more():
    story = given_in("resolved").when(INVITE, by=BUREAU, on=9)
    assert story.petition.file.invitations
    again = reopened(on=10).event(story.petition.version + 1)
    story.petition.absorb(again)
    assert not story.petition.file.invitations


def test_a_matter_that_was_never_resolved_is_not_evaluated():
    asked = happened(
        ReviewRequested, LI, 9, "asked", ("opinion-roads",),
        request_id="request-1", level="review", opinion_id="opinion-roads",
    )  # fmt: skip
    story = given(*HISTORY_TO["delivered"], asked).when(INVITE, by=BUREAU, on=10)
    story.then_refused(NoSuchResolution)
