"""Periods: from one day to another, both inclusive, and the same a year before."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)
"""Days that can be asked for: before and after them nobody counts petitions."""


@dataclass(frozen=True)
class Period:
    """From one day to another, both inclusive."""

    first: date
    last: date

    @property
    def is_backwards(self) -> bool:
        """Tell whether it ends before it begins."""
        return self.last < self.first

    @property
    def is_told(self) -> bool:
        """Tell whether it lies within the days that can be asked for."""
        return self.first >= EARLIEST and self.last <= LATEST

    @property
    def before(self) -> "Period":
        """The same period a year before; what ended with a month ends with a month."""
        return Period(_a_year_before(self.first), _ending(self.last))

    @staticmethod
    def year(number: int) -> "Period":
        """A whole calendar year."""
        return Period(date(number, 1, 1), date(number, 12, 31))


def _a_year_before(day: date) -> date:
    return date(day.year - 1, day.month, min(day.day, _length(day.year - 1, day.month)))


def _ending(day: date) -> date:
    before = _a_year_before(day)
    is_end = day.day == _length(day.year, day.month)
    return before.replace(day=_length(before.year, before.month)) if is_end else before


def _length(year: int, month: int) -> int:
    return monthrange(year, month)[1]
