"""Reports on assignments, the illness of the backlog, reopening (办结报告, 积案, 重办)."""

from histories import (
    BUREAU,
    CITY,
    HISTORY_TO,
    ROADS,
    WATER,
    accepted,
    assigned,
    day,
    opinion,
    received,
    referred,
    registered,
    report_approved,
    reported,
    resolved,
    submitted,
)
from petition_es.domain.petition import (
    ActionTaken,
    ApproveReport,
    Receive,
    Refer,
    Reopen,
    Reopened,
    ReportApproved,
    ReportResult,
    ReportSentBack,
    Resolve,
    Resolved,
    ResultReported,
    SendBackReport,
    TakeAction,
)
from petition_es.domain.refusals import (
    IdInUse,
    NoOpinion,
    NoSuchOpinion,
    NoSuchReferral,
    NoSuchReport,
    NoSuchResolution,
    NotAnAssignment,
    NotSignedFor,
    NotTheSender,
    ReportAlreadyDecided,
    ReportNotApproved,
    ResultAlreadyReported,
)
from petition_es.domain.sealed import Sealed
from scenario import given, given_in

BEGUN = (submitted(), registered())
ASSIGNED = (*BEGUN, assigned(ROADS), received(ROADS), accepted(ROADS), opinion(ROADS))
JOINT = (referred(WATER, part="joint"), received(WATER), accepted(WATER))
DONE = ReportResult(outcome="done")


def test_an_assigned_matter_is_reported_sent_back_reported_anew_approved_and_resolved():
    (
        given(*ASSIGNED)
        .when(Resolve(), by=ROADS, on=7)
        .then_refused(ReportNotApproved, referral="to-roads")
        .when(ReportResult(outcome="done", report_id="r-1"), by=ROADS, on=7)
        .then(ResultReported, referral_id="to-roads")
        .when(Resolve(), by=ROADS, on=8)
        .then_refused(ReportNotApproved)
        .when(SendBackReport(reason=Sealed("未见施工照片")), by=BUREAU, on=8)
        .then(ReportSentBack, report_id="r-1")
        .when(ReportResult(outcome="done", report_id="r-2"), by=ROADS, on=9)
        .then(ResultReported)
        .when(ApproveReport(), by=BUREAU, on=10)
        .then(ReportApproved, report_id="r-2")
        .when(Resolve(), by=ROADS, on=11)
        .then(Resolved, referral_id="to-roads")
        .then_in("resolved")
    )


def test_a_report_waits_for_one_decision():
    (
        given(*ASSIGNED, reported(ROADS, 7))
        .when(DONE, by=ROADS, on=8)
        .then_refused(ResultAlreadyReported)
        .when(ApproveReport(report_id="r-9"), by=BUREAU, on=8)
        .then_refused(NoSuchReport)
        .when(ApproveReport(), by=BUREAU, on=8)
        .then(ReportApproved)
        .when(SendBackReport(reason=Sealed("晚了"), report_id="report-1"), by=BUREAU, on=9)
        .then_refused(ReportAlreadyDecided)
        .when(ApproveReport(), by=BUREAU, on=9)
        .then_refused(NoSuchReport)
        .when(DONE, by=ROADS, on=9)
        .then_refused(ResultAlreadyReported)
    )


def test_nobody_approves_his_own_report():
    (
        given(*ASSIGNED, reported(ROADS, 7))
        .when(ApproveReport(), by=ROADS, on=8)
        .then_refused(NotTheSender, sender="bureau")
        .when(SendBackReport(reason=Sealed("?")), by=CITY, on=8)
        .then_refused(NotTheSender)
    )


def test_a_report_needs_an_assignment_that_was_signed_for():
    (
        given_in("received")
        .when(DONE, by=ROADS, on=4)
        .then_refused(NotAnAssignment)
        .when(DONE, by=WATER, on=4)
        .then_refused(NoSuchReferral)
    )
    (
        given_in("received", assigned(WATER, part="joint"))
        .when(DONE, by=WATER, on=4)
        .then_refused(NotSignedFor)
        .when(Receive(), by=WATER, on=4)
        .when(ReportResult(outcome="other", opinion_id="x"), by=WATER, on=5)
        .then_refused(NoOpinion)
    )
    (
        given(*ASSIGNED)
        .when(ReportResult(outcome="done", opinion_id="x"), by=ROADS, on=7)
        .then_refused(NoSuchOpinion)
    )


def test_an_id_names_one_report_and_one_resolution():
    (
        given(*ASSIGNED, reported(ROADS, 7), report_approved(8))
        .when(Resolve(resolution_id="r-1"), by=ROADS, on=9)
        .when(Reopen(ground="sent_back"), by=BUREAU, on=10)
        .when(ReportResult(outcome="done", report_id="report-1"), by=ROADS, on=11)
        .then_refused(IdInUse)
        .when(ReportResult(outcome="done", report_id="report-2"), by=ROADS, on=11)
        .when(ApproveReport(), by=BUREAU, on=11)
        .when(Resolve(resolution_id="r-1"), by=ROADS, on=12)
        .then_refused(IdInUse)
    )


def test_the_illness_an_assigned_backlog_case_is_reported_on_its_old_opinion():
    """办而不结: nothing was done between the assignment and the second resolution."""
    story = (
        given_in("resolved")
        .when(Refer(to_unit="roads", kind="assignment", report_due=day(90)), by=BUREAU, on=50)
        .then_in("referred")
        .when(Receive(), by=ROADS, on=51)
        .when(ReportResult(outcome="done", opinion_id="opinion-roads"), by=ROADS, on=52)
        .then(ResultReported, opinion_id="opinion-roads")
        .when(ApproveReport(), by=BUREAU, on=53)
        .when(Resolve(opinion_id="opinion-roads"), by=ROADS, on=54)
        .then(Resolved, opinion_id="opinion-roads")
        .then_in("resolved")
    )
    assigned_on = story.petition.recorded[-5].at
    old = next(e for e in story.petition.recorded if type(e).__name__ == "OpinionIssued")
    assert old.at < assigned_on
    assert not any(isinstance(event, ActionTaken) for event in story.petition.recorded[-5:])
    assert len(story.petition.file.resolutions) == 2


def test_a_petition_is_reopened_and_resolved_again():
    story = (
        given_in("resolved")
        .when(Reopen(ground="not_carried_out"), by=BUREAU, on=10)
        .then(Reopened, resolution_id="resolution-roads")
        .then_in("reopened")
        .then_in_hand_of(ROADS)
        .when(TakeAction(kind="works"), by=ROADS, on=11)
        .then_in("in_handling")
        .when(Resolve(), by=ROADS, on=12)
        .then_in("resolved")
    )
    standing = {r.resolution_id: not r.reopened for r in story.petition.file.resolutions.values()}
    assert standing.pop("resolution-roads") is False
    assert list(standing.values()) == [True]


def test_a_resolution_is_reopened_by_name_while_it_stands():
    (
        given_in("resolved")
        .when(Reopen(ground="new_facts", resolution_id="x"), by=BUREAU, on=10)
        .then_refused(NoSuchResolution)
        .when(Reopen(ground="new_facts", resolution_id="resolution-roads"), by=BUREAU, on=10)
        .then(Reopened)
    )


def test_a_declined_petition_is_reopened_on_new_facts():
    (
        given_in("declined")
        .when(Reopen(ground="new_facts"), by=BUREAU, on=10)
        .then(Reopened, resolution_id=None)
    )


def test_a_reopened_matter_goes_to_another_unit_and_leaves_the_first_one():
    (
        given_in("reopened")
        .when(Refer(to_unit="water"), by=BUREAU, on=12)
        .then_in("referred")
        .then_in_hand_of(WATER)
    )


def test_a_new_round_ends_what_went_out_before_down_to_the_last_hop():
    chain = (
        *BEGUN,
        referred(CITY),
        received(CITY),
        referred(ROADS, by=CITY, parent_referral_id="to-city"),
        received(ROADS),
        accepted(ROADS),
        opinion(ROADS),
        resolved(ROADS),
    )
    (
        given(*chain)
        .when(Reopen(ground="redo_ordered"), by=BUREAU, on=10)
        .then_in_hand_of(ROADS)
        .when(Refer(to_unit="water"), by=BUREAU, on=12)
        .then_in_hand_of(WATER)
    )


def test_reopening_gives_the_matter_back_to_the_units_of_the_last_round_only():
    again = (
        assigned(WATER, on=12, referral_id="again"),
        received(WATER, 13, "again"),
        reported(WATER, 14, referral_id="again"),
        report_approved(15),
        resolved(WATER, 16, "resolution-2", opinion_id="opinion-roads"),
    )
    (
        given(*HISTORY_TO["resolved"], *again)
        .when(Reopen(ground="sent_back"), by=BUREAU, on=20)
        .then_in_hand_of(WATER)
        .when(Resolve(), by=WATER, on=21)
        .then_refused(ReportNotApproved)
    )


def test_an_assignment_of_an_answered_matter_ends_a_report_that_waited():
    (
        given(*ASSIGNED, reported(ROADS, 7))
        .when(Refer(to_unit="water", kind="assignment", report_due=day(60)), by=BUREAU, on=8)
        .then_in_hand_of(WATER)
        .when(ApproveReport(), by=BUREAU, on=9)
        .then_refused(NoSuchReport)
    )
