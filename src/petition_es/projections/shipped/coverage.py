"""How far the net reaches: vertically to the end, horizontally to the edge (纵向到底、横向到边)."""

from collections.abc import Iterator

from petition_es.domain.codes import UnitKind, UnitLevel
from petition_es.domain.unit import (
    Closed,
    Connected,
    Disconnected,
    Established,
    Merged,
    Renamed,
    Unit,
    UnitEvent,
)
from petition_es.projections.kit.handlers import derived, on
from petition_es.projections.kit.merging import Sum
from petition_es.projections.kit.projection import Projection


class Coverage(Projection):
    """How many units of each level and kind work on the net, of how many that stand.

    A unit that was merged or closed is in neither number.
    """

    key = ("level", "kind")
    ignores = (Renamed,)
    before = Unit
    after = True
    level: UnitLevel
    kind: UnitKind
    connected: Sum[int] = 0
    units: Sum[int] = 0

    @staticmethod
    def keys(_: UnitEvent, unit: Unit) -> Iterator[tuple[str, str]]:
        """The place of the unit."""
        yield unit.level, unit.kind

    @on(Established)
    def stands(self, _: Established) -> None:
        """Count the unit."""
        self.units += 1

    @on(Connected)
    def joined(self, _: Connected) -> None:
        """Count it among those on the net."""
        self.connected += 1

    @on(Disconnected)
    def left(self, _: Disconnected) -> None:
        """Count it there no more."""
        self.connected -= 1

    @on(Merged, Closed)
    def ended(self, _: UnitEvent, unit: Unit) -> None:
        """Count it nowhere any more."""
        self.units -= 1
        self.connected -= unit.is_connected

    @derived
    def percent(self) -> float | None:
        """How many of a hundred are on the net, to a tenth; None where no unit stands."""
        return round(100 * self.connected / self.units, 1) if self.units else None
