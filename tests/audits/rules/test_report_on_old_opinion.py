from dataclasses import replace

import pytest

from histories import (
    BUREAU,
    ROADS,
    accepted,
    acted,
    assigned,
    day,
    happened,
    opinion,
    received,
    referred,
    registered,
    reported,
    resolved,
    submitted,
)
from matters_told import OTHER, case, event_of, findings_of
from petition_es.audits.rules import report_on_old_opinion
from petition_es.domain.petition import (
    Classified,
    Contacted,
    Corrected,
    OpinionCarriedOut,
    OpinionIssued,
    ResultReported,
)

ANSWERED = (
    submitted(), registered(), referred(ROADS), received(ROADS), accepted(ROADS),
    opinion(ROADS, on=6), resolved(ROADS, on=8),
)  # fmt: skip


def anew(on=50, **more):
    return assigned(ROADS, on=on, referral_id="anew", **more)


def report(on=60, **more):
    content = {"referral_id": "anew", "opinion_id": "opinion-roads", **more}
    return reported(ROADS, on=on, **content)


def flagged(on, **flags):
    return happened(Classified, BUREAU, on, f"flagged-{on}", **flags)


def said(*happenings):
    return findings_of(report_on_old_opinion, case(*happenings))


def test_a_report_on_an_opinion_from_before_the_assignment_is_a_finding():
    one = case(*ANSWERED, anew(), report())

    (finding,) = findings_of(report_on_old_opinion, one)

    assert (finding.severity, finding.unit_id) == ("concern", "roads")
    assert finding.args == {
        "on": "old_opinion", "opinion_days": 44, "days": 10, "actions": 0, "backlog": "no_backlog",
    }  # fmt: skip
    assert finding.proofs[0].event_id == event_of(one, ResultReported).event_id
    assert finding.proofs[-1].event_id == event_of(one, OpinionIssued).event_id
    assert len(finding.proofs) == 3


def test_in_a_backlog_case_or_a_campaign_it_is_grave():
    backlog = flagged(40, flags=("backlog",))
    assert [f.severity for f in said(*ANSWERED, backlog, anew(), report())] == ["grave"]
    assert [f.severity for f in said(*ANSWERED, anew(campaign="third"), report())] == ["grave"]


def test_a_flag_that_was_dropped_or_came_after_the_report_is_none():
    dropped = (flagged(40, flags=("backlog",)), flagged(45, flags_dropped=("backlog",)))
    later = flagged(61, flags=("backlog",))
    assert [f.severity for f in said(*ANSWERED, *dropped, anew(), report())] == ["concern"]
    assert [f.severity for f in said(*ANSWERED, anew(), report(), later)] == ["concern"]


def test_an_opinion_issued_after_the_assignment_is_a_new_one():
    new = opinion(ROADS, on=55, opinion_id="new")
    assert said(*ANSWERED, anew(), new, report(opinion_id="new")) == []


@pytest.mark.parametrize(("on", "speaks"), [(49.9, True), (50, False), (50.1, False)])
def test_the_moment_of_the_assignment_divides_old_from_new(on, speaks):
    told = opinion(ROADS, on=on, opinion_id="near")
    assert bool(said(*ANSWERED, told, anew(), report(opinion_id="near"))) is speaks


def test_an_opinion_of_the_assignments_own_day_is_not_certainly_older():
    one = case(*ANSWERED, opinion(ROADS, on=49.9, opinion_id="near"), anew(), report())
    near = [replace(each, at_precision="day") for each in one.of(OpinionIssued)[1:]]
    moved = [each for each in one.history if each.event_id != near[0].event_id]
    told = [replace(e, opinion_id="near") if e.TOPIC == ResultReported.TOPIC else e for e in moved]
    same_day = replace(near[0], at=day(49.9))

    assert findings_of(report_on_old_opinion, replace(one, history=[*told, same_day])) == []


def test_an_old_opinion_that_was_carried_out_since_is_the_result_that_was_asked_for():
    done = happened(OpinionCarriedOut, ROADS, 55, opinion_id="opinion-roads")
    before = happened(OpinionCarriedOut, ROADS, 45, opinion_id="opinion-roads")
    assert said(*ANSWERED, anew(), done, report()) == []
    assert said(*ANSWERED, anew(), acted(ROADS, on=55, kind="works"), report()) == []
    assert said(*ANSWERED, before, anew(), report())


def test_an_inspection_since_makes_it_less_and_does_not_clear_it():
    looked = acted(ROADS, on=55)
    assert [f.severity for f in said(*ANSWERED, anew(), looked, report())] == ["note"]
    (finding,) = said(*ANSWERED, anew(campaign="third"), looked, report())
    assert (finding.severity, finding.args["actions"]) == ("concern", 1)


def test_a_report_on_no_opinion_is_a_finding_only_where_nothing_was_done():
    none = report(opinion_id=None)
    (finding,) = said(*ANSWERED, anew(), none)
    assert finding.args["on"] == "no_opinion"
    assert said(*ANSWERED, anew(), acted(ROADS, on=55), none) == []
    assert said(*ANSWERED, anew(), opinion(ROADS, on=55, opinion_id="new"), none) == []


def test_to_have_spoken_with_the_petitioner_is_not_to_have_done_something():
    spoke = happened(Contacted, ROADS, 55, method="phone", outcome="reached")
    assert said(*ANSWERED, anew(), spoke, report(opinion_id=None))


def test_a_report_may_rest_on_the_opinion_of_an_earlier_petition_of_the_matter():
    first = case(*ANSWERED, petition_id=OTHER, first=100)
    old = event_of(first, OpinionIssued)
    second = case(
        submitted(on=40), registered(on=41), anew(), report(opinion_id=None),
    )  # fmt: skip
    resting = [
        replace(e, rests_on=(*e.rests_on, old.event_id)) if e.TOPIC == ResultReported.TOPIC else e
        for e in second.history
    ]
    second = replace(second, history=resting)

    (finding,) = findings_of(report_on_old_opinion, first, second)

    assert finding.args["on"] == "old_opinion"
    assert finding.proofs[-1].petition_id == OTHER


def test_a_plain_referral_has_no_report_to_rest_on_anything():
    told = referred(ROADS, on=50, referral_id="anew")
    assert said(*ANSWERED, told, report()) == []


def test_a_report_that_was_struck_through_does_not_count():
    reported_ = event_of(case(*ANSWERED, anew(), report()), ResultReported)
    struck = happened(
        Corrected, BUREAU, 61, corrected=reported_.event_id, effect="void", reason="wrong_petition"
    )
    assert said(*ANSWERED, anew(), report(), struck) == []


def test_work_entered_late_clears_it():
    late = happened(OpinionCarriedOut, ROADS, 55, opinion_id="opinion-roads", recorded=90)
    assert said(*ANSWERED, anew(), report(), late) == []
