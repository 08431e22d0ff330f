"""When things happen: people write at all hours, offices work on weekdays and in the daytime.

Moments are whole seconds since 1970 on the wall clock of Beijing: cheap to reckon with.
"""

from datetime import date, datetime, timedelta, timezone
from functools import cache
from random import Random

from petition_es.simulation.fitted import counts

BEIJING = timezone(timedelta(hours=8))
DAY = 86_400
HOUR = 3_600
WEEK_DAYS = 7
SATURDAY = 5
THURSDAY = 3
"""The weekday of the first of January 1970."""

_EPOCH = datetime(1970, 1, 1, tzinfo=BEIJING)


def moment_of(day: date) -> int:
    """The moment at which a day begins."""
    return (day - date(1970, 1, 1)).days * DAY


def local(moment: int) -> datetime:
    """A moment as the clock on the wall shows it."""
    return _EPOCH + timedelta(seconds=moment)


def seconds(moment: datetime) -> int:
    """A moment as this module reckons it: whole seconds on the wall clock of Beijing."""
    return int((moment - _EPOCH).total_seconds())


def weekday(moment: int) -> int:
    """The weekday, Monday first."""
    return (moment // DAY + THURSDAY) % WEEK_DAYS


def written(random: Random, first_day: int, days: int) -> int:
    """Draw when somebody writes: any day of the period, busy weekdays and hours more often."""
    busiest = max(counts("writing_weekdays"))
    day = first_day + int(random.random() * days) * DAY
    while random.random() * busiest >= counts("writing_weekdays")[weekday(day)]:
        day = first_day + int(random.random() * days) * DAY
    return day + _second(random, "writing_hours")


def in_office(random: Random, moment: int) -> int:
    """The moment at which an office does what is due: at once, or in its next working time."""
    return moment if _works(moment) else _next_working_time(random, moment)


def _works(moment: int) -> bool:
    hour = moment % DAY // HOUR
    return weekday(moment) < SATURDAY and counts("office_hours")[hour] >= _QUIET


_QUIET = 20
"""In an hour with fewer replies than that, offices are as good as closed."""


def _next_working_time(random: Random, moment: int) -> int:
    day = moment - moment % DAY
    at = day + _second(random, "office_hours")
    while at <= moment or weekday(at) >= SATURDAY:
        day += DAY
        at = day + _second(random, "office_hours")
    return at


def _second(random: Random, hours: str) -> int:
    """Draw a second of the day, busy hours more often."""
    table = _hours(hours)
    return table[int(random.random() * len(table))] * HOUR + int(random.random() * HOUR)


@cache
def _hours(name: str) -> tuple[int, ...]:
    """Each hour as often as something happened in it."""
    return tuple(hour for hour, count in enumerate(counts(name)) for _ in range(count))
