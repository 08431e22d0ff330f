"""What of the offices decides about their limits and their place in a report."""

from collections.abc import Mapping
from dataclasses import dataclass

from petition_es.domain.codes import UnitLevel
from petition_es.domain.regime.clocks import Desktop
from petition_es.domain.unit import Established
from petition_es.store.decoding import decode
from petition_es.store.log_reader import LogReader

UNKNOWN = Desktop()


@dataclass(frozen=True)
class Office:
    """An office as it was established: its desk, and the division it is for."""

    desktop: Desktop
    division: str | None

    @property
    def level(self) -> UnitLevel | None:
        """Where it stands in the five-level tree."""
        return self.desktop.level


@dataclass(frozen=True)
class Offices:
    """All offices by their ids."""

    known: Mapping[str, Office]

    def desk(self, unit_id: str | None) -> Desktop:
        """What is known of a unit's desk: a petition bureau routes, all other offices decide."""
        office = self.known.get(unit_id) if unit_id is not None else None
        return office.desktop if office is not None else UNKNOWN

    def is_bureau(self, unit_id: str | None) -> bool:
        """Tell whether the unit is a petition bureau."""
        return self.desk(unit_id).desk == "bureau"


def offices_of(reader: LogReader, upto: int) -> Offices:
    """The offices that were established up to a position of the log."""
    rows = reader.drain(0, upto, topics=[Established.TOPIC])
    events = (decode(row) for row in rows)
    return Offices({e.office_id: _office(e) for e in events if isinstance(e, Established)})


def _office(event: Established) -> Office:
    desktop = Desktop(
        level=event.level, desk="bureau" if event.kind == "petition_bureau" else "unit"
    )
    return Office(desktop, event.division.value if event.division else None)
