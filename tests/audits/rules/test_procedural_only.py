import pytest

from histories import (
    BUREAU,
    ROADS,
    WATER,
    accepted,
    declined,
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
    KNOWN_OFFICES,
    by_unknown_unit,
    case,
    findings_of,
    ids,
    proven_by,
    struck_through,
)
from petition_es.audits.rules import procedural_only
from petition_es.domain.petition import Classified, Declined

ARRIVED = (submitted(), registered(purpose="request"), referred(ROADS))
NOTICE = accepted(ROADS, kind="procedural")


def found(*happenings, offices=KNOWN_OFFICES):
    return findings_of(procedural_only, case(*happenings, offices=offices))


@pytest.mark.parametrize("kind", ["procedural", "path_notice"])
def test_a_unit_that_answers_after_a_formal_notice_only_is_a_finding(kind):
    (finding,) = found(*ARRIVED, accepted(ROADS, kind=kind), replied(ROADS))

    assert (finding.unit_id, finding.severity) == ("roads", "concern")
    assert proven_by(finding) == ids("reply-1", f"roads-{kind}")
    assert finding.args == {"notices": 1}


def test_a_unit_that_resolves_after_a_formal_notice_only_is_a_finding():
    assert found(*ARRIVED, NOTICE, resolved(ROADS, opinion_id=None))


def test_a_unit_is_told_once_however_often_it_answers():
    assert len(found(*ARRIVED, NOTICE, replied(ROADS), opinion(ROADS, on=7))) == 1


def test_a_unit_that_accepted_in_substance_as_well_may_answer():
    assert found(*ARRIVED, NOTICE, accepted(ROADS, on=4), opinion(ROADS)) == []


def test_an_acceptance_that_was_struck_through_was_none():
    accepted_then = accepted(ROADS, on=4)
    struck = struck_through("to-roads-accepted")

    assert found(*ARRIVED, NOTICE, accepted_then, replied(ROADS), struck)


def test_a_petition_bureau_accepts_procedurally_and_nothing_else():
    assert found(*ARRIVED, accepted(BUREAU, kind="procedural"), replied(BUREAU)) == []


def test_a_unit_that_issued_no_notice_at_all_is_not_asked():
    assert found(*ARRIVED, accepted(WATER, kind="procedural"), replied(ROADS)) == []


def test_of_a_unit_that_the_register_does_not_know_nothing_is_said():
    unknown = (*ARRIVED, NOTICE, replied(ROADS))
    nobody = (*ARRIVED, by_unknown_unit(NOTICE), by_unknown_unit(replied(ROADS)))

    assert findings_of(procedural_only, case(*unknown)) == []
    assert found(*nobody) == []


@pytest.mark.parametrize("purpose", ["inquiry", "suggestion", "thanks", "accusation"])
def test_some_purposes_need_no_acceptance_in_substance(purpose):
    arrived = (submitted(), registered(purpose=purpose), referred(ROADS))

    assert found(*arrived, NOTICE, replied(ROADS)) == []


def test_on_another_legal_path_a_notice_of_it_is_all_that_is_due():
    path = happened(Classified, BUREAU, 2, "path", legal_path="arbitration")
    back = happened(Classified, BUREAU, 3, "back", legal_path="petition")
    notice = accepted(ROADS, on=4, kind="path_notice")

    assert found(*ARRIVED, path, notice, replied(ROADS)) == []
    assert found(*ARRIVED, path, back, notice, replied(ROADS))


def test_an_interim_reply_is_no_answer_yet():
    assert found(*ARRIVED, NOTICE, replied(ROADS, kind="interim")) == []


def refused(kind):
    return happened(Declined, ROADS, 4, "refused", kind=kind, ground="r2005-21")


@pytest.mark.parametrize("kind", ["not_accepted", "no_further", "guided_away"])
def test_a_refusal_that_is_resolved_like_a_matter_taken_up_is_a_finding(kind):
    (finding,) = found(*ARRIVED, refused(kind), resolved(ROADS, opinion_id=None))

    assert proven_by(finding) == ids("resolution-roads", "refused")


def test_what_was_filed_for_the_record_may_be_resolved():
    assert found(*ARRIVED, refused("filed"), resolved(ROADS, opinion_id=None)) == []


def test_a_refusal_of_another_office_is_not_that_of_who_resolved():
    assert found(*ARRIVED, declined("not_accepted"), resolved(ROADS, opinion_id=None)) == []


def test_an_answer_of_a_round_that_was_undone_is_not_asked():
    assert found(*ARRIVED, NOTICE, replied(ROADS), reopened(on=10, resolution_id="r")) == []
