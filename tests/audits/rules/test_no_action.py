import pytest

from histories import (
    BUREAU,
    ROADS,
    WATER,
    acted,
    delivered,
    happened,
    opinion,
    referred,
    registered,
    reopened,
    replied,
    resolved,
    submitted,
)
from matters_told import (
    ACCEPTED,
    at_unknown_time,
    by_unknown_unit,
    case,
    contacted,
    findings_of,
    ids,
    proven_by,
    struck_through,
)
from petition_es.audits.rules import no_action
from petition_es.domain.petition import OpinionCarriedOut


def test_an_opinion_before_which_nothing_was_done_is_a_finding():
    (finding,) = findings_of(no_action, case(*ACCEPTED, opinion(ROADS, on=6)))

    assert finding.unit_id == "roads"
    assert finding.severity == "concern"
    assert proven_by(finding) == ids("opinion-roads", "to-roads")
    assert finding.args == {"attempts": 0, "others": 0}


@pytest.mark.parametrize("kind", ["inspection", "hearing", "mediation", "works", "payment"])
def test_whatever_was_done_about_the_matter_is_work(kind):
    done = acted(ROADS, on=4, kind=kind)

    assert findings_of(no_action, case(*ACCEPTED, done, opinion(ROADS, on=6))) == []


def test_somebody_who_was_reached_is_work():
    assert findings_of(no_action, case(*ACCEPTED, contacted(4), opinion(ROADS, on=6))) == []


def test_work_by_another_office_is_work():
    assert findings_of(no_action, case(*ACCEPTED, acted(WATER), opinion(ROADS, on=6))) == []


def test_work_between_the_arrival_and_the_acceptance_counts():
    assert findings_of(no_action, case(*ACCEPTED, contacted(2.5), opinion(ROADS, on=6))) == []


def test_work_before_the_matter_came_to_the_unit_is_that_of_others():
    early = (submitted(), registered(on=0.2), contacted(0.5), *ACCEPTED[2:])

    assert findings_of(no_action, case(*early, opinion(ROADS, on=6)))


def test_work_after_the_answer_comes_too_late():
    assert findings_of(no_action, case(*ACCEPTED, opinion(ROADS, on=6), acted(ROADS, on=6.1)))


def test_work_at_a_time_that_nobody_knows_may_have_come_between():
    sometime = at_unknown_time(acted(ROADS, on=9))

    assert findings_of(no_action, case(*ACCEPTED, opinion(ROADS, on=6), sometime)) == []


def test_an_attempt_and_an_unnamed_step_are_told_and_make_it_a_note():
    steps = (contacted(4, "not_reached"), acted(ROADS, on=5, kind="other"))

    (finding,) = findings_of(no_action, case(*ACCEPTED, *steps, opinion(ROADS, on=6)))

    assert finding.severity == "note"
    assert finding.args == {"attempts": 1, "others": 1}
    assert proven_by(finding)[2:] == ids("contact-4", "action-roads-5")


def test_work_that_was_struck_through_was_none():
    struck = (acted(ROADS, on=4), opinion(ROADS, on=6), struck_through("action-roads-4"))

    assert findings_of(no_action, case(*ACCEPTED, *struck))


def test_what_was_carried_out_before_the_opinion_is_work():
    fixed = happened(OpinionCarriedOut, ROADS, 5, "fixed", (), opinion_id="old")

    assert findings_of(no_action, case(*ACCEPTED, fixed, opinion(ROADS, on=6))) == []


def test_a_final_reply_without_work_is_a_note():
    arrived = (submitted(), registered(), referred(ROADS))

    (finding,) = findings_of(no_action, case(*arrived, replied(ROADS)))

    assert finding.severity == "note"


@pytest.mark.parametrize("purpose", ["inquiry", "suggestion", "thanks"])
def test_what_a_reply_alone_can_settle_needs_no_work(purpose):
    arrived = (submitted(), registered(purpose=purpose), referred(ROADS))

    assert findings_of(no_action, case(*arrived, replied(ROADS))) == []


@pytest.mark.parametrize("kind", ["interim", "forwarding", "unknown"])
def test_a_reply_that_does_not_claim_to_be_final_is_not_asked(kind):
    arrived = (submitted(), registered(), referred(ROADS))

    assert findings_of(no_action, case(*arrived, replied(ROADS, kind=kind))) == []


def test_who_answers_on_the_spot_what_it_registered_is_not_asked():
    assert findings_of(no_action, case(submitted(), registered(), replied(BUREAU, on=1))) == []


def test_an_imported_answer_of_which_nobody_knows_how_the_matter_came_is_not_asked():
    unknown = (submitted(), by_unknown_unit(registered()), by_unknown_unit(replied(ROADS)))

    assert findings_of(no_action, case(*unknown)) == []


def test_each_round_needs_work_of_its_own():
    first = (*ACCEPTED, acted(ROADS), opinion(ROADS), delivered(ROADS), resolved(ROADS))
    again = opinion(ROADS, on=12, opinion_id="again", supersedes="opinion-roads", round="remade")

    (finding,) = findings_of(no_action, case(*first, reopened(on=10), again))

    assert proven_by(finding) == ids("again", "reopened-10")


def test_a_second_opinion_in_the_same_round_may_rest_on_the_same_work():
    better = opinion(ROADS, on=7, opinion_id="better", supersedes="opinion-roads")

    assert findings_of(no_action, case(*ACCEPTED, acted(ROADS), opinion(ROADS), better)) == []
