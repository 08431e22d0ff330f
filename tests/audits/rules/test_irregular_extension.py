from dataclasses import replace

import pytest

from histories import (
    BUREAU,
    ROADS,
    WATER,
    accepted,
    happened,
    received,
    referred,
    registered,
    submitted,
)
from made_up_law import law_of
from matters_told import case, event_of, findings_of
from petition_es.audits.rules import irregular_extension
from petition_es.domain.codes import Source
from petition_es.domain.petition import Corrected, Extended, Resumed, Suspended

WAY = (submitted(), registered(), referred(ROADS), received(ROADS), accepted(ROADS, on=3))
LAST_DAY = 63


def extended(on=50, label="extended", by=ROADS, **more):
    content = {"days": 30, "reason": "complex", "approver_role": "unit-head", **more}
    return happened(Extended, by, on, label, **content)


def said(*happenings, **more):
    return findings_of(irregular_extension, case(*WAY, *happenings, **more))


def faults(*happenings, **more):
    return [finding.args["faults"] for finding in said(*happenings, **more)]


def test_an_extension_as_the_law_has_it_is_no_finding():
    assert said(extended()) == []


def test_an_extension_after_the_limit_is_a_concern():
    one = case(*WAY, extended(on=LAST_DAY + 1))

    (finding,) = findings_of(irregular_extension, one)

    assert (finding.severity, finding.unit_id) == ("concern", "roads")
    assert finding.args == {"days": 30, "faults": "too_late"}
    assert finding.proofs[0].event_id == event_of(one, Extended).event_id


@pytest.mark.parametrize(("on", "late"), [(62, False), (63, False), (63.62, False), (64, True)])
def test_the_last_day_is_still_in_time(on, late):
    assert bool(said(extended(on=on))) is late


@pytest.mark.parametrize(("days", "speaks"), [(29, False), (30, False), (31, True)])
def test_the_bound_is_that_of_the_law(days, speaks):
    assert faults(extended(days=days)) == (["too_far"] if speaks else [])


def test_days_and_times_granted_before_count():
    first, second = extended(days=20), extended(on=60, label="second", days=10)
    third = extended(on=61, label="third", days=1)
    assert said(first, second) == []
    assert faults(first, extended(on=60, label="second", days=11)) == ["too_far"]
    assert faults(extended(days=5), extended(60, "second", days=5), third) == ["too_far"]


@pytest.mark.parametrize("role", [None, "clerk"])
def test_an_extension_that_nobody_approved_who_may_is_a_concern(role):
    (finding,) = said(extended(approver_role=role))
    assert (finding.severity, finding.args["faults"]) == ("concern", "not_approved")


@pytest.mark.parametrize("reason", ["", " ", "unknown"])
def test_a_reason_that_nobody_wrote_down_is_a_note(reason):
    (finding,) = said(extended(reason=reason))
    assert (finding.severity, finding.args["faults"]) == ("note", "no_reason")


def test_several_faults_are_grave():
    (finding,) = said(extended(on=70, reason="", approver_role=None))
    assert finding.severity == "grave"
    assert finding.args["faults"] == "no_reason, too_late, not_approved"


def test_time_that_handling_rested_moves_the_limit():
    rest = happened(Suspended, ROADS, 20, ground="hearing")
    on = happened(Resumed, ROADS, 30, ground="hearing")
    assert said(rest, on, extended(on=70)) == []
    assert said(rest, on, extended(on=74))


def test_what_an_import_does_not_say_is_not_held_against_it():
    one = case(*WAY, extended(on=64, reason="", approver_role=None))
    source = Source(system="old", record_id="1")
    told = [replace(e, source=source) if e.TOPIC == Extended.TOPIC else e for e in one.history]

    (finding,) = findings_of(irregular_extension, replace(one, history=told))

    assert finding.args["faults"] == "too_late"


def test_an_extension_known_by_its_day_is_in_time_on_the_last_day_and_an_undated_one_always():
    one = case(*WAY, extended(on=LAST_DAY + 5))
    undated = [
        replace(e, at_precision="unknown") if e.TOPIC == Extended.TOPIC else e for e in one.history
    ]
    assert findings_of(irregular_extension, replace(one, history=undated)) == []


def test_where_no_law_is_known_only_the_reason_is_looked_at():
    nowhere = law_of()
    assert said(extended(on=90, days=99, approver_role=None), law=nowhere) == []
    assert faults(extended(reason=""), law=nowhere) == ["no_reason"]


def test_an_extension_of_another_unit_is_not_held_against_this_ones_limit():
    assert said(extended(on=70, by=WATER)) == []


def test_an_extension_entered_late_is_judged_by_the_day_on_which_it_was_granted():
    assert said(extended(on=60, recorded=80)) == []


def test_an_extension_that_was_struck_through_is_none():
    wrong = event_of(case(*WAY, extended(on=70)), Extended)
    struck = happened(
        Corrected, BUREAU, 71, corrected=wrong.event_id, effect="void", reason="wrong_petition"
    )
    assert said(extended(on=70), struck) == []
