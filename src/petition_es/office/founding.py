"""Founding many units at once, from a list: all that are new, in batches, superiors first.

A list of which no tree can be made founds nothing. What stands already stays as it is: a row that
says otherwise is named. So a load that was stopped is run again, and goes on where it was.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from uuid import UUID

from petition_es.domain.codes import Precision
from petition_es.domain.entry import Actor, Entry
from petition_es.domain.event import Event
from petition_es.domain.identity import derived_id, unit_stream
from petition_es.domain.unit import Unit, UnitEvent
from petition_es.domain.unit_list import Broken, UnitPlace, faults, in_order
from petition_es.office.ports import Clock, EventLog
from petition_es.office.unit_registry import UnitRegistry
from petition_es.store.faults import ConcurrentChange

BATCH_UNITS = 2_000
RACES_MAX = 5
"""How often a batch is looked at anew because another load founded the same units first."""

LIST = "unit-list"
"""Stands in the ids of what a list founds: the same at every load."""

STEWARD = Actor(actor_id="unit-list", role="steward")


@dataclass(frozen=True)
class Differs:
    """A row that says otherwise of a unit that stands; `fields` are what it says otherwise."""

    place: UnitPlace
    fields: tuple[str, ...]


@dataclass
class Founded:
    """What became of the rows so far: units founded, those that stood already, and the others."""

    units: int = 0
    already: int = 0
    differing: list[Differs] = field(default_factory=list)

    @property
    def rows(self) -> int:
        """How many rows were dealt with."""
        return self.units + self.already + len(self.differing)


class Founding:
    """Founds the units of a list."""

    def __init__(self, log: EventLog, units: UnitRegistry, clock: Clock) -> None:
        self._log, self._units, self._clock = log, units, clock

    def faults(self, places: Sequence[UnitPlace]) -> list[Broken]:
        """The rows that would break the tree, in the order of the list.

        Superiors that stand outside the list are looked up at one go.
        """
        listed = {place.unit_id for place in places}
        outside = {place.superior for place in places if place.superior is not None} - listed
        self._units.know(outside)
        found = faults(places, self._units.find)
        return sorted(found, key=lambda broken: broken[0].line)

    def found(self, places: Sequence[UnitPlace]) -> Iterator[Founded]:
        """Found what is new of a sound list; tell after every batch what became of all so far."""
        founded, rest, now = Founded(), in_order(places), self._clock()
        while batch := list(islice(rest, BATCH_UNITS)):
            self._found(batch, now, founded)
            yield founded
        self._units.forget_all()

    def _found(self, batch: Sequence[UnitPlace], now: datetime, founded: Founded) -> None:
        streams = {unit_stream(place.unit_id): place for place in batch}
        for _ in range(RACES_MAX):
            known = self._log.load_many(list(streams))
            new = {stream: place for stream, place in streams.items() if stream not in known}
            try:
                if new:
                    self._log.append([e for each in new.items() for e in _beginning(*each, now)])
            except ConcurrentChange as race:
                lost = race
                continue
            founded.units += len(new)
            for stream, events in known.items():
                _compare(streams[stream], events, founded)
            return
        raise lost


def _beginning(stream: UUID, place: UnitPlace, now: datetime) -> Sequence[UnitEvent]:
    """The first events of a unit: it stands in the tree, and may be on the net.

    When it was founded no list says; by the day on which it joined the net it stood.
    """
    unit, since = Unit(stream), place.connected_since
    unit.establish(
        _entry(place, "established", since or now, "unknown", now),
        office_id=place.unit_id,
        name=place.name,
        level=place.level,
        kind=place.kind,
        division=place.division,
        superior=place.superior,
    )
    if since is not None:
        unit.connect(_entry(place, "connected", since, "day", now))
    return unit.collect_events()


def _entry(place: UnitPlace, step: str, at: datetime, precision: Precision, now: datetime) -> Entry:
    event_id = derived_id(LIST, place.unit_id, step)
    return Entry(event_id=event_id, actor=STEWARD, at=at, at_precision=precision, recorded_at=now)


def _compare(place: UnitPlace, known: Sequence[Event], founded: Founded) -> None:
    """Hold a row against the unit as it stands."""
    unit = Unit.replay(None, [event for event in known if isinstance(event, UnitEvent)])
    if unit is None:
        return
    said = ("name", "level", "kind", "division", "superior", "connected_since")
    other = tuple(each for each in said if getattr(unit, each) != getattr(place, each))
    if other or unit.is_closed:
        founded.differing.append(Differs(place, other or ("closed",)))
    else:
        founded.already += 1
