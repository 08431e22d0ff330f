"""What of the offices decides about their limits and their place in a report."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from petition_es.domain.codes import UnitKind, UnitLevel
from petition_es.domain.regime.clocks import Desktop
from petition_es.domain.unit import Established
from petition_es.store.decoding import decode
from petition_es.store.log_reader import LogReader

UNKNOWN = Desktop()


@dataclass(frozen=True)
class Offices:
    """All offices by their ids: the desk of each, the division that it is for, and its kind."""

    desktops: Mapping[str, Desktop]
    divisions: Mapping[str, str]
    kinds: Mapping[str, UnitKind] = field(default_factory=dict)

    def desk(self, unit_id: str | None) -> Desktop:
        """What is known of a unit's desk: a petition bureau routes, all other offices decide."""
        return UNKNOWN if unit_id is None else self.desktops.get(unit_id, UNKNOWN)

    def is_bureau(self, unit_id: str | None) -> bool:
        """Tell whether the unit is a petition bureau."""
        return self.desk(unit_id).desk == "bureau"


def offices_of(reader: LogReader, upto: int) -> Offices:
    """The offices that were established up to a position of the log."""
    desktops: dict[str, Desktop] = {}
    divisions: dict[str, str] = {}
    kinds: dict[str, UnitKind] = {}
    for row in reader.drain(0, upto, topics=[Established.TOPIC]):
        event = decode(row)
        if isinstance(event, Established):
            desktops[event.office_id] = _desktop(event.level, event.kind)
            kinds[event.office_id] = event.kind
            if event.division is not None:
                divisions[event.office_id] = event.division.value
    return Offices(desktops, divisions, kinds)


@cache
def _desktop(level: UnitLevel, kind: UnitKind) -> Desktop:
    """Of many offices few desks differ: what travels to other processes stays small."""
    return Desktop(level=level, desk="bureau" if kind == "petition_bureau" else "unit")
