from dataclasses import replace

import pytest

from histories import BUREAU, LI, ROADS, Actor, happened, opinion, registered, resolved, submitted
from matters_told import case, event_of, findings_of
from petition_es.audits.rules import evaluated_by_office
from petition_es.domain.petition import Corrected, Evaluated, Resolved

RESOLVED = (submitted(), registered(), opinion(ROADS, on=6), resolved(ROADS, on=8))
MINUTE = 1 / 24 / 60
IMPORTER = Actor(actor_id="importer", role="importer", unit_id="roads")


def voted(by=LI, on=12, label="vote", **more):
    content = {
        "evaluation_id": label, "evaluatee": "unit", "evaluatee_unit": "roads",
        "resolution_id": "resolution-roads", "party": LI.actor_id, "result": "satisfied",
        "entered_by": "self" if by is LI else "assisted", **more,
    }  # fmt: skip
    return happened(Evaluated, by, on, label, **content)


def said(*happenings, channel=None):
    one = case(*RESOLVED, *happenings)
    history = [
        replace(e, entry_channel=channel) if e.TOPIC == Evaluated.TOPIC else e for e in one.history
    ]
    return findings_of(evaluated_by_office, replace(one, history=history))


def test_a_vote_that_the_evaluated_unit_keyed_in_itself_is_grave():
    one = case(*RESOLVED, voted(ROADS))

    (finding,) = findings_of(evaluated_by_office, one)

    assert (finding.severity, finding.unit_id) == ("grave", "roads")
    assert finding.args == {"signs": "own_unit", "evaluatee": "unit"}
    assert [proof.event_id for proof in finding.proofs] == [
        event_of(one, Evaluated).event_id,
        event_of(one, Resolved).event_id,
    ]


def test_a_vote_that_another_office_keyed_in_for_a_visitor_is_a_note():
    (finding,) = said(voted(BUREAU))
    assert (finding.severity, finding.args["signs"]) == ("note", "assisted")


def test_the_bureau_that_keys_in_the_vote_on_itself_is_the_evaluated_one():
    (finding,) = said(voted(BUREAU, evaluatee="bureau", evaluatee_unit="bureau"))
    assert (finding.severity, finding.unit_id) == ("grave", "bureau")


def test_the_petitioners_own_vote_is_no_finding():
    assert said(voted()) == []


def test_a_dissatisfied_vote_is_nobodys_forgery():
    assert said(voted(ROADS, result="dissatisfied")) == []


@pytest.mark.parametrize(("minutes", "speaks"), [(0, True), (4, True), (5, True), (6, False)])
def test_a_vote_within_minutes_of_the_resolution_is_a_note(minutes, speaks):
    found = said(voted(on=8 + minutes * MINUTE))
    assert [(f.severity, f.args["signs"]) for f in found] == [("note", "at_once")] * speaks


def test_a_vote_dated_before_the_resolution_did_not_come_after_it():
    assert said(voted(on=8 - MINUTE)) == []


def test_two_signs_together_are_a_concern():
    (finding,) = said(voted(BUREAU, on=8 + MINUTE))
    assert (finding.severity, finding.args["signs"]) == ("concern", "assisted, at_once")


def test_a_kiosk_is_a_sign_only_beside_another():
    assert said(voted(), channel="kiosk") == []
    (finding,) = said(voted(on=8 + MINUTE), channel="kiosk")
    assert (finding.severity, finding.args["signs"]) == ("concern", "at_once, kiosk")


def test_a_vote_that_the_petitioner_replaced_is_cleared():
    own = voted(on=13, label="own", replaces="vote")
    again = voted(ROADS, on=13, label="again", replaces="vote")
    assert said(voted(ROADS), own) == []
    assert len(said(voted(ROADS), again)) == 2


def test_an_import_says_who_keyed_it_in_and_its_unit_says_nothing():
    assert said(voted(IMPORTER, entered_by="self")) == []
    assert said(voted(IMPORTER))[0].args["signs"] == "assisted"


def test_where_it_is_not_known_who_was_evaluated_it_is_an_office_that_keyed_it_in():
    (finding,) = said(voted(ROADS, evaluatee_unit=None))
    assert (finding.args["signs"], finding.unit_id) == ("assisted", "roads")


def test_a_vote_known_by_its_day_did_not_come_within_minutes():
    one = case(*RESOLVED, voted(on=8))
    by_day = [
        replace(e, at_precision="day") if e.TOPIC == Evaluated.TOPIC else e for e in one.history
    ]
    assert findings_of(evaluated_by_office, replace(one, history=by_day)) == []


def test_a_vote_that_was_struck_through_is_none():
    wrong = event_of(case(*RESOLVED, voted(ROADS)), Evaluated)
    struck = happened(
        Corrected, BUREAU, 13, corrected=wrong.event_id, effect="void", reason="wrong_petition"
    )
    assert said(voted(ROADS), struck) == []
