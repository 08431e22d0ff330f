"""The registry of units: who stands where in the five-level tree."""

from collections.abc import Callable, Collection, Iterator

from petition_es.domain.codes import Code, UnitKind, UnitLevel
from petition_es.domain.entry import Entry
from petition_es.domain.identity import unit_stream
from petition_es.domain.refusals import NotYetEstablished
from petition_es.domain.unit import Unit, UnitEvent, UnitName
from petition_es.office.ports import EventLog

LEVELS_MAX = 5


class UnitRegistry:
    """Establishes units, keeps what becomes of them, and answers who is above whom."""

    def __init__(self, log: EventLog) -> None:
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
        if superior is not None and self.find(superior) is None:
            raise NotYetEstablished(unit=superior)
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
        """Do something to a unit (rename, connect, merge, close) and record it."""
        unit = self.find(unit_id)
        if unit is None:
            raise NotYetEstablished(unit=unit_id)
        act(unit)
        try:
            self._log.append(unit.collect_events())
        except Exception:
            self.forget_all()  # What was not recorded did not happen.
            raise
        return unit

    def superiors(self, unit_id: str) -> Iterator[str]:
        """The unit's superiors, nearest first."""
        unit = self.find(unit_id)
        for _ in range(LEVELS_MAX):
            if unit is None or unit.superior is None:
                return
            yield unit.superior
            unit = self.find(unit.superior)

    def is_within(self, unit_id: str, subtree_of: str) -> bool:
        """Tell whether a unit is this one, or stands below it."""
        return unit_id == subtree_of or subtree_of in self.superiors(unit_id)
