import pytest

from histories import BUREAU, LI, ROADS, WANG, acted, delivered, happened, opinion, resolved
from matters_told import ACCEPTED, case, findings_of, ids, proven_by, struck_through
from petition_es.audits.rules import dissatisfied
from petition_es.domain.petition import Evaluated

RESOLVED = (*ACCEPTED, acted(ROADS), opinion(ROADS), delivered(ROADS), resolved(ROADS))


def voted(result, label="vote", on=10, by=LI, unit="roads", **more):
    content = {"evaluatee": "unit", "evaluatee_unit": unit, **more}
    return happened(
        Evaluated, by, on, label, ("resolution-roads",),
        evaluation_id=label, resolution_id="resolution-roads", party=by.actor_id,
        result=result, **content,
    )  # fmt: skip


def test_a_dissatisfied_vote_is_a_finding_for_the_unit_it_is_about():
    (finding,) = findings_of(dissatisfied, case(*RESOLVED, voted("dissatisfied")))

    assert (finding.unit_id, finding.severity) == ("roads", "concern")
    assert proven_by(finding) == ids("vote")
    assert finding.args == {"evaluatee": "unit"}


@pytest.mark.parametrize("result", ["satisfied", "basically_satisfied"])
def test_who_is_satisfied_however_little_is_not_dissatisfied(result):
    assert findings_of(dissatisfied, case(*RESOLVED, voted(result))) == []


def test_a_vote_on_the_bureau_is_about_who_registered_the_petition():
    on_bureau = voted("dissatisfied", evaluatee="bureau", unit=None)

    (finding,) = findings_of(dissatisfied, case(*RESOLVED, on_bureau))

    assert finding.unit_id == BUREAU.unit_id
    assert finding.args == {"evaluatee": "bureau"}


def test_bureau_and_unit_are_rated_apart():
    both = (voted("dissatisfied"), voted("dissatisfied", "other", evaluatee="bureau"))

    assert len(findings_of(dissatisfied, case(*RESOLVED, *both))) == 2


def test_a_vote_that_was_replaced_does_not_count():
    better = voted("satisfied", "better", 12, replaces="vote")

    assert findings_of(dissatisfied, case(*RESOLVED, voted("dissatisfied"), better)) == []


def test_a_vote_that_replaces_a_better_one_counts():
    worse = voted("dissatisfied", "worse", 12, replaces="vote")

    (finding,) = findings_of(dissatisfied, case(*RESOLVED, voted("satisfied"), worse))

    assert proven_by(finding) == ids("worse")


def test_a_vote_is_in_force_again_when_what_replaced_it_is_struck_through():
    better = voted("satisfied", "better", 12, replaces="vote")
    struck = struck_through("better")

    assert findings_of(dissatisfied, case(*RESOLVED, voted("dissatisfied"), better, struck))


def test_another_persons_vote_replaces_nothing():
    other = voted("satisfied", "other", 12, by=WANG)

    assert findings_of(dissatisfied, case(*RESOLVED, voted("dissatisfied"), other))


def test_a_struck_through_vote_was_none():
    assert (
        findings_of(dissatisfied, case(*RESOLVED, voted("dissatisfied"), struck_through("vote")))
        == []
    )
