"""Days as letters write them."""

from functools import lru_cache

from petition_es.simulation.calendar import DAY, local

MONTHS = 12


def day_of(moment: int) -> str:
    """The day with its year."""
    return _written(moment // DAY)


def day_before(moment: int, days: int) -> str:
    """A day so many days before, without its year."""
    return _written(moment // DAY - days)[5:]


def month_after(moment: int, months: int) -> str:
    """The end of a month to come."""
    year, month = divmod(local(moment).month - 1 + months, MONTHS)
    return f"{'明年' if year else ''}{month + 1}月底"


@lru_cache(maxsize=1024)
def _written(day: int) -> str:
    date = local(day * DAY)
    return f"{date.year}年{date.month}月{date.day}日"
