"""The registry of units: who stands where in the five-level tree."""

from collections.abc import Callable, Collection, Iterator
from uuid import UUID

from petition_es.domain import unit_tree
from petition_es.domain.codes import Code, UnitKind, UnitLevel
from petition_es.domain.entry import Entry
from petition_es.domain.identity import unit_stream
from petition_es.domain.refusals import MergedBelowItself, NotYetEstablished, UnitIsClosed
from petition_es.domain.regime.clocks import Desktop
from petition_es.domain.unit import (
    Closed,
    Connected,
    Disconnected,
    Established,
    Merged,
    Renamed,
    Unit,
    UnitEvent,
    UnitName,
)
from petition_es.office.ports import UnitLog

TOPICS = tuple(
    each.TOPIC for each in (Established, Renamed, Connected, Disconnected, Merged, Closed)
)


class UnitRegistry:
    """Establishes units, keeps what becomes of them, and answers who is above whom."""

    def __init__(self, log: UnitLog) -> None:
        self._log = log
        self._known: dict[str, Unit] = {}
        self.generation = 0
        """Moves whenever units are forgotten: what was told of them before may not hold now."""

    def find(self, unit_id: str) -> Unit | None:
        """The unit of this id, or None.

        Units change a few times in a decade and are read for every step that is shown, so a
        registry remembers them until it is told that one changed.
        """
        remembered = self._known  # Who forgets meanwhile starts a new one: this one is stale.
        if unit_id not in remembered:
            events = [e for e in self._log.load(unit_stream(unit_id)) if isinstance(e, UnitEvent)]
            unit = Unit.replay(None, events)
            if unit is None:
                return None
            remembered[unit_id] = unit
        return remembered[unit_id]

    def desktop(self, unit_id: str | None) -> Desktop:
        """What of a unit decides about its limits; of one that nobody knows, nothing."""
        unit = self.find(unit_id) if unit_id else None
        if unit is None:
            return Desktop()
        is_bureau = unit.kind == "petition_bureau"
        return Desktop(level=unit.level, desk="bureau" if is_bureau else "unit")

    def know(self, unit_ids: Collection[str]) -> None:
        """Read several units at once that are about to be asked for."""
        remembered = self._known
        strangers = [unit_stream(unit_id) for unit_id in unit_ids if unit_id not in remembered]
        for events in self._log.load_many(strangers).values() if strangers else ():
            if unit := Unit.replay(None, [e for e in events if isinstance(e, UnitEvent)]):
                remembered[unit.unit_id] = unit

    def forget_all(self) -> None:
        """Read every unit anew when it is next asked for: one changed, here or elsewhere."""
        self.generation += 1
        self._known = {}

    def establish(
        self,
        entry: Entry,
        unit_id: str,
        *,
        name: UnitName,
        level: UnitLevel,
        kind: UnitKind,
        division: Code | None = None,
        superior: str | None = None,
        phone: str | None = None,
    ) -> Unit:
        """Put a new unit into the tree; its superior must stand."""
        if superior not in (None, unit_id):
            self._standing(superior)
        unit = self.find(unit_id) or Unit(unit_stream(unit_id))
        unit.establish(
            entry,
            office_id=unit_id,
            name=name,
            level=level,
            kind=kind,
            division=division,
            superior=superior,
            phone=phone,
        )
        self._log.append(unit.collect_events())
        self._known[unit_id] = unit
        return unit

    def change(self, unit_id: str, act: Callable[[Unit], None]) -> Unit:
        """Do something to a unit (rename, connect, disconnect, close) and record it."""
        unit = self._known_one(unit_id)
        act(unit)
        events = unit.collect_events()
        if not events:
            return unit  # It stood like this already.
        try:
            self._log.append(events)
        except Exception:
            self.forget_all()  # What was not recorded did not happen.
            raise
        return unit

    def merge(self, entry: Entry, unit_id: str, *, into: str) -> Unit:
        """Let another unit, which stands, go on with everything that a unit has (2005 a25).

        It may not stand below the one that goes into it: then the way up would lead in a circle.
        """
        successor = self._known_one(into)
        is_below = into != unit_id and unit_id in self.superiors(into)
        if is_below and not successor.is_closed:
            raise MergedBelowItself(unit=unit_id, successor=into)
        return self.change(unit_id, lambda unit: unit.merge(entry, successor=successor))

    def superiors(self, unit_id: str) -> Iterator[str]:
        """Whoever stands above a unit, nearest first; for one that was merged, its successor."""
        return unit_tree.superiors(unit_id, self.find)

    def common_superior(self, *unit_ids: str) -> str | None:
        """The nearest unit above all of these, which decides where they disagree (2005 a24)."""
        return unit_tree.common_superior(unit_ids, self.find)

    def successor(self, unit_id: str) -> Unit:
        """The unit that goes on with a unit's matters now; one that was never merged is its own."""
        return unit_tree.successor(self._known_one(unit_id), self.find)

    def heir(self, unit_id: str) -> str | None:
        """The unit that goes on for one that is no more; None where none does."""
        goes_on = self.successor(unit_id)
        return None if goes_on.is_closed or goes_on.unit_id == unit_id else goes_on.unit_id

    def is_within(self, unit_id: str, subtree_of: str) -> bool:
        """Tell whether a unit is this one, or stands below it."""
        return unit_id == subtree_of or subtree_of in self.superiors(unit_id)

    def everything(self) -> list[Unit]:
        """Every unit, in the order in which they were established; one reading of the log."""
        units: dict[UUID, Unit] = {}
        for event in self._log.read_through(TOPICS):
            if isinstance(event, UnitEvent):
                unit = units.setdefault(event.originator_id, Unit(event.originator_id))
                unit.absorb(event)
        return list(units.values())

    def below(self, unit_id: str) -> Iterator[Unit]:
        """The units of a subtree without its head, each behind its superior."""
        return unit_tree.below(self._known_one(unit_id).unit_id, self.everything())

    def _known_one(self, unit_id: str) -> Unit:
        unit = self.find(unit_id)
        if unit is None:
            raise NotYetEstablished(unit=unit_id)
        return unit

    def _standing(self, unit_id: str) -> None:
        """Refuse a superior that nobody established, or that does not exist any more."""
        if self._known_one(unit_id).is_closed:
            raise UnitIsClosed(unit=unit_id)
