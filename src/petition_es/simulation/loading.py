"""A simulated year is loaded: the offices first, then petitions batch by batch.

A batch is a fixed range of rows and goes in whole or not at all. So a load that was stopped is run
again, by any number of processes: a batch whose last row is in need not be told once more.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from typing import Protocol
from uuid import UUID

from petition_es.domain.event import Event
from petition_es.domain.identity import unit_stream
from petition_es.domain.petition import Refer
from petition_es.office.histories import Fate, History, Outcome
from petition_es.simulation.arrivals import Year
from petition_es.simulation.faults import AnotherSimulation
from petition_es.simulation.offices import Office, all_offices, bureau_of, founding, last_office
from petition_es.simulation.source import simulated_id
from petition_es.simulation.telling import Told, tell
from petition_es.simulation.truth import line_of
from petition_es.store.collecting import collecting_nothing
from petition_es.store.faults import ConcurrentChange, NumberTaken, WordsErased

BATCH_ROWS = 250
BATCH_OFFICES = 1_000
RACES_MAX = 5
"""How often a batch is judged anew because another load wrote the same petitions first."""


class Log(Protocol):
    """What tells whether a stream has begun, and begins the streams of units."""

    def exists(self, stream_id: UUID) -> bool:
        """Tell whether anything was ever recorded in a stream."""

    def append(self, events: Sequence[Event]) -> Sequence[int]:
        """Store events, all of them or none."""


class Writer(Protocol):
    """Who writes histories."""

    def write(self, batch: Sequence[History]) -> list[Outcome]:
        """Write those that are new and lawful, and say what became of each."""


class Units(Protocol):
    """What is known of units."""

    def know(self, unit_ids: Collection[str]) -> None:
        """Read several units at once that are about to be asked for."""


@dataclass
class Tally:
    """What became of the petitions so far; refused ones are named with their rule."""

    written: int = 0
    already: int = 0
    events: int = 0
    refused: list[str] = field(default_factory=list)
    truth: bytes = b""
    made: Counter[str] = field(default_factory=Counter)
    """What went wrong, and with `of:` before its name how often it might have."""

    @property
    def petitions(self) -> int:
        """How many rows were dealt with."""
        return self.written + self.already + len(self.refused)

    def add(self, other: "Tally") -> None:
        """Count what became of another batch; its truth goes elsewhere."""
        self.written += other.written
        self.already += other.already
        self.events += other.events
        self.refused += other.refused
        self.made.update(other.made)


@dataclass(frozen=True)
class Plan:
    """What is to be loaded: a year, its first so many petitions, and whether the truth is told."""

    year: Year
    petitions: int
    wants_truth: bool = False

    @property
    def batches(self) -> range:
        """The batches, by number."""
        return range(-(-self.petitions // BATCH_ROWS))

    def rows(self, batch: int) -> range:
        """The rows of a batch."""
        return range(batch * BATCH_ROWS, min((batch + 1) * BATCH_ROWS, self.petitions))


def found_offices(log: Log) -> Iterator[int]:
    """Put all offices of the nation into the tree that are not there; yield how many at a time.

    Batches go in whole and in order: where the last office stands, all stand.
    """
    if log.exists(unit_stream(last_office().unit_id)):
        return
    offices = iter(all_offices())
    while batch := list(islice(offices, BATCH_OFFICES)):
        _found(log, batch)
        yield len(batch)


def _found(log: Log, offices: Sequence[Office]) -> None:
    while not log.exists(unit_stream(offices[-1].unit_id)):
        with collecting_nothing(), suppress(ConcurrentChange):  # Another load was faster.
            log.append([event for office in offices for event in founding(office)])


def is_simulated(log: Log) -> bool:
    """Tell whether a store holds a simulation."""
    return log.exists(unit_stream(bureau_of(None).unit_id))


@dataclass(frozen=True)
class Loader:
    """Loads batches of one plan into one store."""

    plan: Plan
    log: Log
    histories: Writer
    units: Units

    def load(self, batch: int) -> Tally:
        """Tell a batch, and write what is not in; answer what became of it, and the truth."""
        rows = self.plan.rows(batch)
        is_in = batch > 0 and self.log.exists(_petition_id(self.plan.year, rows[-1]))
        if is_in and not self.plan.wants_truth:
            return Tally(already=len(rows))
        told = [tell(self.plan.year, row) for row in rows]
        tally = Tally(already=len(rows)) if is_in else self._written(told)
        for each in told:
            tally.made.update(each.made)
        tally.truth = b"".join(line_of(truth) for each in told for truth in each.truths)
        return tally

    def _written(self, told: Sequence[Told]) -> Tally:
        histories = [each.history for each in told]
        self.units.know(_units_in(histories))
        tally = Tally()
        for outcome in self._write(histories, tally):
            _count(outcome, tally, self.plan.year)
        return tally

    def _write(self, histories: Sequence[History], tally: Tally) -> list[Outcome]:
        for _ in range(RACES_MAX):
            try:
                return self.histories.write(histories)
            except ConcurrentChange as race:
                lost = race
            except (NumberTaken, WordsErased) as fault:
                if len(histories) > 1:
                    return [o for each in histories for o in self._write([each], tally)]
                tally.refused.append(f"{histories[0].petition_id}: {fault.code}")
                return []
        raise lost


def _count(outcome: Outcome, tally: Tally, year: Year) -> None:
    if outcome.fate is Fate.IMPORTED:
        tally.written += 1
        tally.events += outcome.events + len(outcome.history.persons)
    elif outcome.fate is Fate.ALREADY:
        tally.already += 1
    elif outcome.refusal is not None:
        act = outcome.history.steps[outcome.step or 0].act.NAME
        told = f"{outcome.refusal.rule} refuses {act}"
        tally.refused.append(f"{outcome.history.petition_id}: {told}")
    else:
        raise AnotherSimulation(year.seed)


def _units_in(histories: Sequence[History]) -> set[str]:
    """The units that act, or are sent something."""
    steps = [step for history in histories for step in history.steps]
    acting = {step.entry.actor.unit_id for step in steps}
    receiving = {step.act.to_unit for step in steps if isinstance(step.act, Refer)}
    return {unit_id for unit_id in acting | receiving if unit_id is not None}


def _petition_id(year: Year, row: int) -> UUID:
    return simulated_id(year.record(row), "petition")
