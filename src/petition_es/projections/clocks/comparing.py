"""Another law (假设): the same histories, as if another regime had held everywhere."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from petition_es.domain.regime.clocks import Clock
from petition_es.domain.regime.law import Law
from petition_es.domain.regime.rules import ClockName
from petition_es.domain.regime.timing import Timing
from petition_es.projections.clocks.facts import TOPICS, Facts, facts_of
from petition_es.projections.clocks.histories import History
from petition_es.projections.clocks.naming import number_of
from petition_es.projections.clocks.offices import Offices
from petition_es.projections.clocks.scanning import Look, ask
from petition_es.projections.clocks.timeliness import Counts, Timeliness
from petition_es.projections.clocks.topics import duties_of

Direction = Literal["would_be_late", "would_not_be_late"]

Duties = dict[tuple[ClockName, str], Clock | None]
"""The duties of a petition; of each the clock that is or was late, None where none was."""


@dataclass(frozen=True, order=True)
class Flip:
    """A duty that is late by one law and not by the other; `last_day` is that of the late one."""

    direction: Direction
    clock: ClockName
    number: str
    unit: str
    last_day: date


@dataclass(kw_only=True)
class Sides:
    """How many duties of one name are late by each law, and how many by one of them only."""

    late_now: int = 0
    late_then: int = 0
    would_be_late: int = 0
    would_not_be_late: int = 0

    def add(self, other: "Sides") -> None:
        """Put other duties to these."""
        self.late_now += other.late_now
        self.late_then += other.late_then
        self.would_be_late += other.would_be_late
        self.would_not_be_late += other.would_not_be_late


@dataclass
class Compared:
    """What differs between two laws, and the rates by each of them."""

    now: Counts
    then: Counts
    names: frozenset[ClockName]
    sides: dict[ClockName, Sides] = field(default_factory=dict)
    flips: list[Flip] = field(default_factory=list)

    def take(self, history: History, offices: Offices) -> None:
        """Time one petition by both laws."""
        facts = facts_of(history, offices)
        now, then = (
            self._duties(counts, history, facts, offices) for counts in (self.now, self.then)
        )
        self._compare(now, then, history)

    def _duties(self, counts: Counts, history: History, facts: Facts, offices: Offices) -> Duties:
        """Count one petition in the rates of one law, and tell its duties by it."""
        timing = Timing(counts.law, offices.desk)
        for event in history:
            timing.take(event)
        clocks = timing.clocks_named(self.names, counts.at)
        counts.take_clocks(clocks, facts, offices)
        return self._late(clocks)

    def _late(self, clocks: Iterable[Clock]) -> Duties:
        """What was begun in the period, and which of it is or was late."""
        found: Duties = {}
        first, last, at = self.now.first, self.now.last, self.now.at
        for clock in clocks:
            if clock.rule.kind == "duty" and first <= clock.started_at.date() <= last:
                key = clock.name, clock.unit_id or ""
                is_late = clock.status(at) in {"late", "met_late"}
                found[key] = found.get(key) or (clock if is_late else None)
        return found

    def _compare(self, now: Duties, then: Duties, history: History) -> None:
        for (name, unit), late_now, late_then in _pairs(now, then):
            sides = self.sides.setdefault(name, Sides())
            sides.late_now += late_now is not None
            sides.late_then += late_then is not None
            if late_now is None and late_then is not None:
                sides.would_be_late += 1
                self._flip("would_be_late", late_then, unit, history)
            elif late_then is None and late_now is not None:
                sides.would_not_be_late += 1
                self._flip("would_not_be_late", late_now, unit, history)

    def _flip(self, direction: Direction, late: Clock, unit: str, history: History) -> None:
        last_day, number = late.due.last_day, number_of(history)
        self.flips.append(Flip(direction, late.name, number, unit, last_day))

    def add(self, other: "Compared") -> None:
        """Put the count of other petitions to this one."""
        self.now.add(other.now)
        self.then.add(other.then)
        for name, sides in other.sides.items():
            self.sides.setdefault(name, Sides()).add(sides)
        self.flips += other.flips


def _pairs(
    now: Duties, then: Duties
) -> Iterable[tuple[tuple[ClockName, str], Clock | None, Clock | None]]:
    return ((key, now.get(key), then.get(key)) for key in {**now, **then})


@dataclass(frozen=True)
class WhatIf:
    """What would differ: how many duties, which ones, and the rates by each law."""

    sides: dict[ClockName, Sides]
    flips: Sequence[Flip]
    now: Timeliness
    then: Timeliness


@dataclass(frozen=True)
class _UnderAnother:
    """The question: what would be late, and what not."""

    law: Law
    other: Law
    first: date
    last: date
    topics: Collection[str] = TOPICS

    @property
    def laws(self) -> Sequence[Law]:
        return (self.law, self.other)

    @property
    def names(self) -> frozenset[ClockName]:
        return duties_of(self.laws)

    def begin(self, at: datetime) -> Compared:
        now, then = (Counts(law, self.first, self.last, at) for law in self.laws)
        return Compared(now, then, self.names)


def what_if(look: Look, other: Law, first: date, last: date) -> WhatIf:
    """Tell who would be late by another law that is not, and the other way round.

    Duties that began from one day to another (both inclusive, on the wall clocks of the offices)
    are held against each other by petition, clock and unit, as of `look.at`; the rates are those of
    `timeliness`, each by its own limits. The acts stay what they were: nobody hurries for a law
    that was not there. Nothing is written.
    """
    found, offices = ask(look, _UnderAnother(look.law, other, first, last))
    now, then = (
        Timeliness(first, last, look.at, counts.rates, offices)
        for counts in (found.now, found.then)
    )
    return WhatIf(dict(sorted(found.sides.items())), sorted(found.flips), now, then)
