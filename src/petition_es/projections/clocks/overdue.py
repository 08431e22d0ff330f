"""What is overdue (超期): whose desk it is on, by which clock, and for how many days."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from petition_es.domain.petition import Referred, Resolved
from petition_es.domain.regime.clocks import Clock
from petition_es.domain.regime.law import Law
from petition_es.domain.regime.rules import ClockName
from petition_es.domain.regime.timing import Timing
from petition_es.projections.clocks.histories import History
from petition_es.projections.clocks.naming import division_of, number_of
from petition_es.projections.clocks.offices import Offices
from petition_es.projections.clocks.scanning import Look, ask
from petition_es.projections.clocks.topics import duties_of, settled_by_resolution

SOON_DAYS = 7
"""What is due within so many days is due soon."""


@dataclass(kw_only=True)
class Desk:
    """What is on one desk by one clock; `longest` is the longest lateness, in whole days.

    `running` counts every duty that is not done and not late, what rests included; `soon` counts
    those of them whose last day is at most 7 days away; `late` those whose last day is over.
    """

    running: int = 0
    soon: int = 0
    late: int = 0
    longest: int = 0

    def add(self, other: "Desk") -> None:
        """Put another count of the same desk to this one."""
        self.running += other.running
        self.soon += other.soon
        self.late += other.late
        self.longest = max(self.longest, other.longest)


@dataclass(frozen=True, order=True)
class LatePetition:
    """A petition that is late: days are days on the wall clock of the office that the clock is on.

    By hours (`counting = "elapsed"`) it can be late on its last day: late, but by no day.
    `started_by` is the entry that its clock was started by, `division` where the problem lies.
    """

    last_day: date
    number: str
    unit: str
    clock: ClockName
    days_late: int
    petition_id: UUID
    started_by: UUID
    division: str | None = field(compare=False)


@dataclass
class Overdue:
    """What is on the desks at a moment, and what of it is late, the longest overdue first."""

    law: Law
    at: datetime
    desks: dict[tuple[str, ClockName], Desk] = field(default_factory=dict)
    late: list[LatePetition] = field(default_factory=list)
    settled: frozenset[str] = field(default=frozenset(), repr=False, compare=False)
    """The kinds of entries after which a resolution leaves nothing to do."""

    def take(self, history: History, offices: Offices) -> None:
        """Count the duties of one petition."""
        if _is_settled(history, self.settled):
            return
        timing = Timing(self.law, offices.desk)
        for event in history:
            timing.take(event)
        for clock in timing.running_duties(self.at):
            self._count(clock, history)

    def _count(self, clock: Clock, history: History) -> None:
        unit, left = clock.unit_id or "", clock.days_left(self.at)
        desk = self.desks.setdefault((unit, clock.name), Desk())
        if clock.status(self.at) != "late":
            desk.running += 1
            desk.soon += not clock.is_paused and left <= SOON_DAYS
            return
        desk.late += 1
        desk.longest = max(desk.longest, -left)
        self.late.append(
            LatePetition(
                last_day=clock.due.last_day,
                number=number_of(history),
                unit=unit,
                clock=clock.name,
                days_late=max(0, -left),
                petition_id=history[0].originator_id,
                started_by=clock.started_by,
                division=division_of(history),
            )
        )

    def add(self, other: "Overdue") -> None:
        """Put the count of other petitions to this one."""
        for key, desk in other.desks.items():
            self.desks.setdefault(key, Desk()).add(desk)
        self.late += other.late

    def of_unit(self, unit_id: str) -> "Overdue":
        """The same for one unit."""
        desks = {key: desk for key, desk in self.desks.items() if key[0] == unit_id}
        late = [each for each in self.late if each.unit == unit_id]
        return Overdue(self.law, self.at, desks, late)


def _is_settled(history: History, settled: frozenset[str]) -> bool:
    """Tell of most petitions at a glance that nothing is due: the whole was resolved at last."""
    last = history[-1]
    if not isinstance(last, Resolved) or last.scope != "whole":
        return False
    return all(
        event.TOPIC in settled and not (isinstance(event, Referred) and event.kind == "assignment")
        for event in history
    )


@dataclass(frozen=True)
class _WhatIsDue:
    """The question: what has to be done on each desk."""

    law: Law
    topics: Collection[str] = ()

    @property
    def laws(self) -> Sequence[Law]:
        return (self.law,)

    @property
    def names(self) -> Collection[ClockName]:
        return duties_of(self.laws)

    def begin(self, at: datetime) -> Overdue:
        return Overdue(self.law, at, settled=settled_by_resolution(self.law))


def overdue(look: Look) -> Overdue:
    """Tell what has to be done on each desk at a moment, what is due soon, and what is late.

    A duty is late only after its last day, extensions and rests counted in (Civil Code art. 203;
    2005 arts. 21-22, 33-36). A clock on nobody's desk (a review, a supervision) has the unit "".
    """
    found, _ = ask(look, _WhatIsDue(look.law))
    found.desks = dict(sorted(found.desks.items()))
    found.late.sort()
    return found
