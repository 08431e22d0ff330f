from dataclasses import replace

import pytest

from histories import (
    BUREAU,
    LI,
    ROADS,
    WATER,
    accepted,
    assigned,
    happened,
    number,
    opinion,
    party,
    received,
    referred,
    registered,
    submitted,
)
from matters_told import OTHER, case, event_of, findings_of
from petition_es.audits.rules import simple_misused
from petition_es.domain.petition import Accepted, Converted, Corrected, Linked, OpinionIssued

SIMPLE = accepted(ROADS, on=3, procedure="simple")
SENT = (submitted(), registered(), referred(ROADS), received(ROADS))
ASSIGNED = (submitted(), registered(), assigned(ROADS), received(ROADS))
CONVERTED = {
    "from_procedure": "simple", "to_procedure": "ordinary", "clock_rule": "original_acceptance",
}  # fmt: skip


def said(*happenings):
    return findings_of(simple_misused, case(*happenings))


def refused(by=ROADS, on=6):
    return opinion(by, on=on, answers={"bridge": "support", "road": "not_support"})


def test_a_claim_refused_in_the_simple_procedure_is_a_concern():
    one = case(*SENT, SIMPLE, refused())

    (finding,) = findings_of(simple_misused, one)

    assert (finding.severity, finding.unit_id) == ("concern", "roads")
    assert finding.args == {"faults": "not_supported"}
    assert [proof.event_id for proof in finding.proofs] == [
        event_of(one, OpinionIssued).event_id,
        event_of(one, Accepted).event_id,
    ]


@pytest.mark.parametrize("stance", ["support", "explain"])
def test_what_was_supported_or_explained_is_no_finding(stance):
    assert said(*SENT, SIMPLE, opinion(ROADS, answers={"bridge": stance})) == []


def test_a_refusal_in_the_ordinary_procedure_is_no_finding():
    assert said(*SENT, accepted(ROADS), refused()) == []


def test_a_unit_that_converted_the_matter_before_it_refused_did_as_it_should():
    before = happened(Converted, ROADS, 5, **CONVERTED)
    after = happened(Converted, ROADS, 6.5, **CONVERTED)
    of_another = happened(Converted, WATER, 5, **CONVERTED)
    assert said(*SENT, SIMPLE, before, refused()) == []
    assert said(*SENT, SIMPLE, refused(), after)
    assert said(*SENT, SIMPLE, of_another, refused())


def test_a_refusal_by_another_unit_is_its_own():
    assert said(*SENT, SIMPLE, refused(WATER)) == []


def test_an_assigned_case_is_not_handled_simply():
    (finding,) = said(*ASSIGNED, SIMPLE)
    assert (finding.severity, finding.args["faults"]) == ("concern", "assigned")
    assert said(*ASSIGNED, accepted(ROADS)) == []


def test_an_assignment_that_came_after_the_acceptance_is_another_round():
    assert said(*SENT, SIMPLE, assigned(ROADS, on=20, referral_id="anew")) == []


def test_a_repeat_that_was_marked_as_one_is_a_concern():
    marked = registered(first_here=False)
    link = happened(Linked, BUREAU, 2, other=number(9), relation="same_matter")
    for one in ((submitted(), marked, *SENT[2:], SIMPLE), (*SENT, link, SIMPLE)):
        (finding,) = said(*one)
        assert (finding.severity, finding.args["faults"]) == ("concern", "repeat")


@pytest.mark.parametrize(
    ("on", "relation"), [(2, "related"), (2, "same_person"), (3.5, "same_matter")]
)
def test_a_link_of_another_kind_or_after_the_acceptance_marks_nothing(on, relation):
    link = happened(Linked, BUREAU, on, other=number(9), relation=relation)
    assert said(*SENT, link, SIMPLE) == []


def test_a_repeat_that_nobody_had_marked_is_a_note():
    first = case(submitted(on=-50), registered(party(LI), on=-49), petition_id=OTHER, first=100)
    (finding,) = findings_of(simple_misused, first, case(*SENT, SIMPLE))
    assert (finding.severity, finding.args["faults"]) == ("note", "repeat")
    assert finding.proofs[-1].petition_id == OTHER


def test_the_first_of_a_matter_is_no_repeat_though_it_came_again():
    later = case(submitted(on=20), registered(on=21), petition_id=OTHER, first=100)
    assert findings_of(simple_misused, case(*SENT, SIMPLE), later) == []


def test_what_was_both_assigned_and_repeated_is_grave():
    told = (submitted(), registered(first_here=False), *ASSIGNED[2:], SIMPLE)
    (finding,) = said(*told)
    assert (finding.severity, finding.args["faults"]) == ("grave", "assigned, repeat")


def test_an_acceptance_of_an_import_without_a_referral_is_held_against_none():
    one = case(*SENT, SIMPLE)
    history = [e for e in one.history if e.TOPIC != "Petition.Referred"]
    assert findings_of(simple_misused, replace(one, history=history)) == []


def test_an_acceptance_that_was_struck_through_is_none():
    wrong = event_of(case(*ASSIGNED, SIMPLE), Accepted)
    struck = happened(
        Corrected, BUREAU, 4, corrected=wrong.event_id, effect="void", reason="wrong_petition"
    )
    assert said(*ASSIGNED, SIMPLE, struck) == []
