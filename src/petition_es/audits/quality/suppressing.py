"""Suppression (隐匿): which rows of a public table are not told, so that nobody is pointed at.

A number from 1 to 4 says something of single persons. A row with such a number is hidden whole, and
so are as many others as it takes that it cannot be computed from the totals (complementary
suppression).
"""

from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

K = 5
"""The least number of petitions that is told; 0 is told as well, for it is nobody."""

Key = TypeVar("Key", bound=Hashable)


def is_small(cells: Sequence[int], k: int = K) -> bool:
    """Tell whether one of these numbers of petitions is too small to be told."""
    return any(0 < cell < k for cell in cells)


def hidden(rows: Mapping[Key, Sequence[int]], k: int = K) -> frozenset[Key]:
    """The rows that are hidden, of a table of which the sum over all rows is told as well.

    All rows have as many cells. Of the hidden ones the sum can be computed, so there are never
    just one, nor so few in them that the sum is small itself; where it is, all are hidden, and the
    sum over all rows is too small to be told.
    """
    gone = {key for key, cells in rows.items() if is_small(cells, k)}
    others = sorted(rows.keys() - gone, key=lambda key: (sum(rows[key]), str(key)))
    while gone and others and not _covers([rows[key] for key in gone], k):
        gone.add(_next(others, rows))
    return frozenset(gone)


def _covers(gone: Sequence[Sequence[int]], k: int) -> bool:
    return len(gone) > 1 and not is_small([sum(cells) for cells in zip(*gone, strict=True)], k)


def _next(others: list[Key], rows: Mapping[Key, Sequence[int]]) -> Key:
    """The smallest row that has anybody in it, for an empty one hides nothing."""
    place = next((place for place, key in enumerate(others) if any(rows[key])), 0)
    return others.pop(place)
