"""A figure: what was measured, what it must reach, and what it reached."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Told = dict[str, Any]


@dataclass(frozen=True)
class Target:
    """What a figure must reach and aims for, in `of`: a multiple of something, or a unit.

    A multiple of a peer or a limit has to be at least that, a time at most.
    """

    must_reach: float
    aim_for: float
    of: str
    is_at_most: bool = False

    def holds(self, reached: float, wanted: float) -> bool:
        """Tell whether what was reached is as good as what was wanted."""
        return reached <= wanted if self.is_at_most else reached >= wanted

    def __str__(self) -> str:
        sign = "≤" if self.is_at_most else "≥"
        return f"{sign} {self.must_reach:g} {self.of} (aim {self.aim_for:g})"


PEER, LIMIT = "x the library", "of the limit"

TARGETS = {
    "act_1_thread": Target(2, 4, PEER),
    "act_8_threads": Target(3, 6, PEER),
    "append_16_clients": Target(0.85, 0.95, LIMIT),
    "bulk_load": Target(0.35, 0.6, LIMIT),
    "live_one_projection": Target(60, 150, PEER),
    "rebuild_one_projection": Target(0.25, 0.5, LIMIT),
    "rebuild_nation_year": Target(60, 25, "s for a nation's year", is_at_most=True),
    "clocks_nation_year": Target(30, 15, "s for a nation's year", is_at_most=True),
    "read_your_write": Target(30, 10, "ms p99", is_at_most=True),
    "timeline_read": Target(1.2, 1.0, "x the time at a tenth", is_at_most=True),
}


@dataclass(frozen=True)
class Figure:
    """One row of the table; `reached` is in the unit of its target.

    `broken` says what else must hold and did not: a digest that differs, too much memory.
    """

    name: str
    unit: str
    ours: float
    reached: float
    peer: float | None = None
    limit: float | None = None
    told: Told = field(default_factory=dict)
    broken: tuple[str, ...] = ()

    @property
    def target(self) -> Target | None:
        """What it must reach; None where it is only told."""
        return TARGETS.get(self.name)

    @property
    def is_reached(self) -> bool:
        """Tell whether it reached what it must."""
        target = self.target
        return not self.broken and (target is None or target.holds(self.reached, target.must_reach))

    @property
    def verdict(self) -> Literal["missed", "reached", "aim reached", "told"]:
        """How it came out, in a word."""
        if not self.is_reached:
            return "missed"
        target = self.target
        if target is None:
            return "told"
        return "aim reached" if target.holds(self.reached, target.aim_for) else "reached"

    def as_json(self) -> Told:
        """The row of bench.json."""
        row = {key: value for key, value in asdict(self).items() if key != "told"}
        wanted = asdict(self.target) if self.target else {}
        return row | wanted | {"verdict": self.verdict} | self.told


Measure = Callable[[], Figure]
