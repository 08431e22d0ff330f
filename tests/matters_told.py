"""Matters that tests of audits tell: happenings of petitions become what a rule reads.

first = case(submitted(), registered(), replied(ROADS, on=6))
again = case(submitted(on=20), registered(on=21), petition_id=OTHER, first=100)
assert findings_of(complained_again, first, again) == []
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from happenings import Happening, accepted, happened, received, referred, registered, submitted
from histories import told
from made_up_law import LAW
from people_and_days import NAMES, PETITION_ID, ROADS, day, named
from petition_es.audits.case import Case, Setting, case_of, matter_of
from petition_es.audits.finding import Finding
from petition_es.audits.judging import judge
from petition_es.audits.policy import load_policies
from petition_es.audits.rule import Rule
from petition_es.audits.rules import RULES
from petition_es.domain.petition import Contacted, Corrected, PetitionEvent
from petition_es.domain.regime.clocks import Desktop
from petition_es.domain.regime.law import Law
from petition_es.messages import LANGUAGES, say
from petition_es.projections.clocks.offices import Offices

POLICIES = load_policies(known=frozenset(rule.name for rule in RULES))
OFFICES = Offices({}, {})
KNOWN_OFFICES = Offices(
    {
        "roads": Desktop(desk="unit"),
        "water": Desktop(desk="unit"),
        "bureau": Desktop(desk="bureau"),
    },
    {},
)
ACCEPTED = (submitted(), registered(), referred(ROADS), received(ROADS), accepted(ROADS))
"""A petition on its way, until the unit that decides accepted it on day 3."""
SECOND = timedelta(seconds=1)
OTHER = uuid5(NAMES, "other petition")
THIRD = uuid5(NAMES, "third petition")


def setting(law: Law = LAW, offices: Offices = OFFICES, now: datetime | None = None) -> Setting:
    return Setting(law, offices, now or day(400))


def case(
    *happenings: "Happening | Stamped", petition_id: UUID = PETITION_ID, first: int = 1, **more: Any
) -> Case:
    """A petition; `first` is the position of its first entry in the log."""
    events = [own_ids(event) for event in told(*happenings, petition_id=petition_id)]
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


def proven_by(finding: Finding) -> list[UUID]:
    """The entries that prove a finding, the deciding one first."""
    return [proof.event_id for proof in finding.proofs]


def ids(*labels: str) -> list[UUID]:
    """The entries of these labels."""
    return [named(label) for label in labels]


def over(number: int) -> datetime:
    """The moment at which this day is over, in China."""
    return day(number + 1).replace(hour=0)


def contacted(on: float, outcome: str = "reached") -> Happening:
    return happened(Contacted, ROADS, on, f"contact-{on}", method="phone", outcome=outcome)


def struck_through(label: str, on: float = 30) -> Happening:
    """An entry that was wrong."""
    return happened(
        Corrected, ROADS, on, f"{label}-struck-through", (),
        corrected=named(label), effect="void", reason="entered_twice",
    )  # fmt: skip


@dataclass(frozen=True)
class Stamped:
    """A happening of which something else stands in the stamp."""

    happening: Happening
    stamp: dict[str, Any]

    def event(self, version: int, petition_id: UUID = PETITION_ID) -> PetitionEvent:
        return replace(self.happening.event(version, petition_id), **self.stamp)


def known_by_day(happening: Happening) -> Stamped:
    return Stamped(happening, {"at_precision": "day"})


def at_unknown_time(happening: Happening) -> Stamped:
    return Stamped(happening, {"at_precision": "unknown"})


def by_unknown_unit(happening: Happening) -> Stamped:
    return Stamped(happening, {"unit_id": None})


def own_ids(event: PetitionEvent) -> PetitionEvent:
    """Happenings of the same label in two petitions are two events."""
    petition = event.originator_id
    if petition == PETITION_ID:
        return event
    rests_on = tuple(uuid5(petition, str(each)) for each in event.rests_on)
    return replace(event, event_id=uuid5(petition, str(event.event_id)), rests_on=rests_on)
