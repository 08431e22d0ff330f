from histories import BUREAU, LI, ROADS, acted, delivered, happened, opinion, reopened, resolved
from matters_told import (
    ACCEPTED,
    SECOND,
    at_unknown_time,
    case,
    findings_of,
    ids,
    over,
    proven_by,
    struck_through,
)
from petition_es.audits.rules import never_invited
from petition_es.domain.petition import (
    Classified,
    Evaluated,
    EvaluationOpened,
    QueryCodeIssued,
)

ANSWERED = (*ACCEPTED, acted(ROADS), opinion(ROADS), delivered(ROADS))
RESOLVED = (*ANSWERED, resolved(ROADS, on=8))
EVALUABLE = happened(Classified, BUREAU, 2, "evaluable", flags=("evaluable",))


def opened(on=9):
    return happened(EvaluationOpened, BUREAU, on, f"opened-{on}", evaluatees=("bureau", "unit"))


def found(*happenings, **more):
    return findings_of(never_invited, case(*happenings, **more))


def test_who_was_never_invited_is_a_finding_for_the_bureau():
    (finding,) = found(*RESOLVED, EVALUABLE)

    assert (finding.unit_id, finding.severity) == ("bureau", "note")
    assert finding.arose_at == over(8 + 15)
    assert proven_by(finding) == ids("resolution-roads", "evaluable")
    assert finding.args == {"days": 15}


def test_nothing_is_said_until_the_fifteenth_day_is_over():
    assert found(*RESOLVED, EVALUABLE, now=over(8 + 14)) == []
    assert found(*RESOLVED, EVALUABLE, now=over(8 + 15) - SECOND) == []
    assert found(*RESOLVED, EVALUABLE, now=over(8 + 15))


def test_an_invitation_however_late_clears_it():
    assert found(*RESOLVED, EVALUABLE, opened(on=90)) == []


def test_a_query_code_that_was_handed_out_is_an_invitation():
    code = happened(QueryCodeIssued, BUREAU, 2, "code", delivery="sms", code_hash="hash")

    assert found(*RESOLVED, EVALUABLE, code) == []


def test_who_voted_had_found_the_way():
    vote = happened(
        Evaluated, LI, 10, "vote", (),
        evaluation_id="vote", evaluatee="unit", resolution_id="resolution-roads",
        party=LI.actor_id, result="satisfied",
    )  # fmt: skip

    assert found(*RESOLVED, EVALUABLE, vote) == []


def test_an_invitation_that_was_struck_through_was_none():
    assert found(*RESOLVED, EVALUABLE, opened(), struck_through("opened-9"))


def test_what_is_not_marked_as_open_to_evaluation_is_not_asked():
    urgent = happened(Classified, BUREAU, 2, "urgent", flags=("urgent",))
    dropped = happened(Classified, BUREAU, 3, "dropped", flags_dropped=("evaluable",))

    assert found(*RESOLVED, urgent) == []
    assert found(*RESOLVED, EVALUABLE, dropped) == []


def test_a_part_that_was_resolved_is_not_the_whole():
    assert found(*ANSWERED, resolved(ROADS, scope="unit"), EVALUABLE) == []


def test_after_a_new_round_the_petitioner_is_invited_anew():
    again = resolved(ROADS, on=20, resolution_id="again")

    assert found(*RESOLVED, EVALUABLE, reopened(on=10)) == []
    assert found(*RESOLVED, EVALUABLE, opened(), reopened(on=10), again)


def test_a_resolution_at_a_time_that_nobody_knows_is_not_asked():
    assert found(*ANSWERED, at_unknown_time(resolved(ROADS)), EVALUABLE) == []
