"""How many of a group had their answer by which day, the open ones counted honestly."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

ROUNDING = 1e-12
"""Shares are products: 8 of 10 may come out a little below 0.8."""


class Stay(NamedTuple):
    """How many days a petition waited, and whether it had its answer then or waits on.

    `number` petitions waited alike.
    """

    days: float
    answered: bool
    number: int = 1


@dataclass(frozen=True, slots=True)
class Curve:
    """By `days[i]` days, the share `shares[i]` had their answer; both rise."""

    days: tuple[float, ...]
    shares: tuple[float, ...]

    def day_by_which(self, share: float) -> float | None:
        """The first day by which this share had its answer; None where the record ends before."""
        place = bisect_left(self.shares, share - ROUNDING)
        return self.days[place] if place < len(self.days) else None

    def share_before(self, days: float) -> float:
        """The share that had its answer in less than so many days."""
        place = bisect_left(self.days, days)
        return self.shares[place - 1] if place else 0.0


def curve_of(stays: Iterable[Stay]) -> Curve:
    """The curve of Kaplan and Meier: who still waits counts up to today, and no further.

    To leave the open ones out would tell only of the quick; to count them as answered would lie.
    """
    ordered = sorted(stays)
    waiting = sum(stay.number for stay in ordered)
    days, shares, unanswered = [], [], 1.0
    for day, together in groupby(ordered, key=lambda stay: stay.days):
        answered = left = 0
        for stay in together:
            left += stay.number
            answered += stay.number if stay.answered else 0
        if answered:
            unanswered *= 1 - answered / waiting
            days.append(day)
            shares.append(1 - unanswered)
        waiting -= left
    return Curve(tuple(days), tuple(shares))
