"""Limits counted as a clerk counts them on a wall calendar: day by day, with a finger."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import chinese_calendar

DAY = timedelta(days=1)


def suspended(day: date, pauses: Any, zone: Any) -> bool:
    return any(
        pause.since.astimezone(zone).date() <= day < pause.until.astimezone(zone).date()
        for pause in pauses
    )


def last_day(
    start: datetime, limit: int, *, working: bool, roll: bool = True, pauses: Any = ()
) -> date:
    """The last day of a limit in whole days; the library itself says which days are worked."""
    day, zone = start.date(), start.tzinfo
    while limit > 0:
        day += DAY
        if not suspended(day, pauses, zone):
            limit -= chinese_calendar.is_workday(day) if working else 1
    while roll and (not chinese_calendar.is_workday(day) or suspended(day, pauses, zone)):
        day += DAY
    return day


def end_by_hours(start: datetime, limit: int, pauses: Any = ()) -> datetime:
    """The instant at which the hours are used up, when the suspended ones are taken out."""
    edges = {edge.astimezone(UTC) for pause in pauses for edge in (pause.since, pause.until)}
    now, left = start.astimezone(UTC), limit * DAY
    for edge in sorted(edge for edge in edges if edge > now):
        if not runs(now, pauses):
            now = edge
        elif edge - now < left:
            left -= edge - now
            now = edge
        else:
            break
    return now + left


def runs(now: datetime, pauses: Any) -> bool:
    return not any(pause.since <= now < pause.until for pause in pauses)


def working_days(first: date, last: date) -> int:
    days = (first + n * DAY for n in range(1, (last - first).days + 1))
    return sum(chinese_calendar.is_workday(day) for day in days)
