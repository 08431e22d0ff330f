"""Rates (及时率, 按期率): which clocks are counted, and a share that shows what it is made of."""

from dataclasses import dataclass
from typing import Literal

RateName = Literal["routing", "bureau_acceptance", "unit_acceptance", "answer"]
"""routing            转送及时率: what a bureau had to route, each time it was on its desk
bureau_acceptance  信访部门及时受理率: the petition, from its registration at a bureau
unit_acceptance    责任单位及时受理率: what a responsible unit had to accept
answer             按期答复率: what a unit had to answer
"""

RATE_NAMES: tuple[RateName, ...] = ("routing", "bureau_acceptance", "unit_acceptance", "answer")

Grouping = Literal["unit", "division", "level", "kind"]

KEEPS_PENDING: frozenset[RateName] = frozenset({"answer"})
"""The rates whose cohort holds what is not due yet, too (the formula of Guangdong, 2020)."""


@dataclass(kw_only=True)
class Rate:
    """How many of a cohort were done on time, and what became of the rest.

    `late` was done after the last day, `undone` is not done though the last day is over, `pending`
    is not done and not due yet.
    """

    on_time: int = 0
    late: int = 0
    undone: int = 0
    pending: int = 0
    keeps_pending: bool = False

    @property
    def numerator(self) -> int:
        """What was done on time."""
        return self.on_time

    @property
    def denominator(self) -> int:
        """The cohort; what is not due yet is in it only where the formula keeps it."""
        due = self.on_time + self.late + self.undone
        return due + self.pending if self.keeps_pending else due

    @property
    def value(self) -> float | None:
        """The share, from 0 to 1; undefined (None) where the cohort is empty, not 0 and not 1."""
        return self.numerator / self.denominator if self.denominator else None

    def add(self, other: "Rate") -> None:
        """Put other members of the cohort to these: a whole is a ratio of sums."""
        self.on_time += other.on_time
        self.late += other.late
        self.undone += other.undone
        self.pending += other.pending


@dataclass(frozen=True)
class Row:
    """A rate of one unit, division, level or kind of unit; "" is what belongs to none."""

    rate: RateName
    key: str
    counted: Rate


def rate_of(name: RateName) -> Rate:
    """An empty cohort."""
    return Rate(keeps_pending=name in KEEPS_PENDING)
