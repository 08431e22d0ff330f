"""Lengths of time, counted in classes fine enough for quantiles, and added up in any order.

A class is a minute wide in the first hour, ten minutes in the first two days, an hour in the first
32 days, and a day beyond; so whole days keep their length. Its name is the least number of minutes.
"""

from collections.abc import Mapping
from datetime import timedelta
from functools import lru_cache

MINUTE = timedelta(minutes=1)
HOUR_LONG, DAY_LONG = 60, 1440
WIDTHS = ((HOUR_LONG, 1), (2 * DAY_LONG, 10), (32 * DAY_LONG, HOUR_LONG))
"""Up to how many minutes a class is how many minutes wide."""


def length_of(time: timedelta) -> str:
    """The class of a length; where papers are dated by the day, nothing is shorter than nothing."""
    return _named(max(0, time // MINUTE))


@lru_cache(maxsize=100_000)
def _named(minutes: int) -> str:
    width = next((width for upto, width in WIDTHS if minutes < upto), DAY_LONG)
    return str(minutes - minutes % width)


def quantile_days(by_length: Mapping[str, int], part: int, of: int) -> float:
    """How many days `part` of `of` took at most: the lowest of the class in which that one lies."""
    if len(by_length) == 1:
        return round(int(next(iter(by_length))) / DAY_LONG, 3)
    lengths = sorted((int(minutes), number) for minutes, number in by_length.items())
    rank = -(-sum(number for _, number in lengths) * part // of)
    for minutes, number in lengths:
        rank -= number
        if rank <= 0:
            return round(minutes / DAY_LONG, 3)
    return 0.0
