"""Matters that tests of audits tell: happenings of petitions become what a rule reads.

first = case(submitted(), registered(), replied(ROADS, on=6))
again = case(submitted(on=20), registered(on=21), petition_id=OTHER, first=100)
assert findings_of(complained_again, first, again) == []
"""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from happenings import Happening
from histories import told
from made_up_law import LAW
from people_and_days import NAMES, PETITION_ID, day
from petition_es.audits.case import Case, Setting, case_of, matter_of
from petition_es.audits.finding import Finding
from petition_es.audits.judging import judge
from petition_es.audits.policy import load_policies
from petition_es.audits.rule import Rule
from petition_es.audits.rules import RULES
from petition_es.domain.petition import PetitionEvent
from petition_es.domain.regime.law import Law
from petition_es.messages import LANGUAGES, say
from petition_es.projections.clocks.offices import Offices

POLICIES = load_policies(known=frozenset(rule.name for rule in RULES))
OFFICES = Offices({}, {})
OTHER = uuid5(NAMES, "other petition")
THIRD = uuid5(NAMES, "third petition")


def setting(law: Law = LAW, offices: Offices = OFFICES, now: datetime | None = None) -> Setting:
    return Setting(law, offices, now or day(400))


def case(
    *happenings: Happening, petition_id: UUID = PETITION_ID, first: int = 1, **more: Any
) -> Case:
    """A petition; `first` is the position of its first entry in the log."""
    events = [_own(event) for event in told(*happenings, petition_id=petition_id)]
    entries = [(first + place, event) for place, event in enumerate(events)]
    made = case_of(petition_id, entries, setting(**more))
    assert made is not None
    return made


def event_of(one: Case, kind: type[PetitionEvent]) -> PetitionEvent:
    """The only entry of this kind."""
    (event,) = one.of(kind)
    return event


def findings_of(rule: Rule, *cases: Case, **around: Any) -> list[Finding]:
    """What one rule says of a matter, by the shipped policy; its sentences can be said."""
    found = judge(matter_of(cases, **around), [rule], POLICIES)
    for finding in found:
        assert all(say(f"finding.{rule.name}", each, **finding.args) for each in LANGUAGES)
    return found


def _own(event: PetitionEvent) -> PetitionEvent:
    """Happenings of the same label in two petitions are two events."""
    petition = event.originator_id
    if petition == PETITION_ID:
        return event
    rests_on = tuple(uuid5(petition, str(each)) for each in event.rests_on)
    return replace(event, event_id=uuid5(petition, str(event.event_id)), rests_on=rests_on)
