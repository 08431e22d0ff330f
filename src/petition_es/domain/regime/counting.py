"""How limits (期限) run: from what starts them to the last instant that is still on time.

`civil` is the count of the Civil Code (民法典 arts. 200-204): the day that starts a limit is not
counted, a last day that is a day off gives way to the next working day, and the last day runs to
24:00. That it holds for petitions is the rule in default of another; the petition regulations say
"日" and no more. `elapsed` is what a deployed provincial system does: as many times 24 hours after
the start, and no day gives way.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Literal

from petition_es.domain.refusals import TimeWithoutZone
from petition_es.domain.regime.calendar import ONE_DAY, Calendar
from petition_es.domain.regime.pauses import Pause, suspended_days, suspended_time

Unit = Literal["days", "working_days"]
"""What is counted: 日, every day of the calendar, or 工作日, the days on which offices work."""

Method = Literal["civil", "elapsed"]
"""By the Civil Code, or by the hours that passed."""

# 24:00 of a day is also the first instant of the next, where entries stand that know only their
# day; so the last instant on time is the last that belongs to the day itself. Where the clocks go
# back at midnight, the day ends with the second of two such instants: that is fold=1.
END_OF_DAY = time.max.replace(fold=1)

SuspendedDays = Sequence[tuple[date, date]]


@dataclass(frozen=True, slots=True)
class Due:
    """When a limit ends (到期): late is only what comes after `moment`.

    `last_day` is a day, and `moment` a time, on the wall clock of the office that `start` was told
    by. `is_provisional` says that a year it was counted in is not announced yet.
    """

    last_day: date
    moment: datetime
    is_provisional: bool


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """A number of working days, which may still change if a year of them is not announced."""

    number: int
    is_provisional: bool


def due_after(
    start: datetime,
    limit: int,
    unit: Unit,
    method: Method,
    calendar: Calendar,
    *,
    pauses: Sequence[Pause] = (),
) -> Due:
    """When a limit ends that begins to run at `start` (Civil Code arts. 200-204).

    `start` carries the zone of the office's wall clock; `limit` is at least 1.

    - civil, days: the `limit`-th day after the day of `start`, or the next working day if that is a
      day off; until the end of the day.
    - civil, working days: until the end of the `limit`-th working day after the day of `start`.
    - elapsed, days: `limit` times 24 hours after `start`, whatever the clocks were set to.
    - elapsed, working days: at the time of day of `start`, on the `limit`-th working day after it.

    What is suspended is not counted. In whole days, the day of the suspension is the first that is
    not counted, and the day of the resumption is counted again; a last day that a suspension
    covers gives way to the next working day that is not suspended. A suspension after the last day
    changes nothing. `elapsed` days exclude the suspended time itself, to the microsecond.

    Refuses a start without a zone; raises ValueError for a limit below 1.
    """
    zone = _zone(start, "start")
    if limit < 1:
        raise ValueError(f"A limit of {limit}: a limit is at least one day.")
    if method == "elapsed" and unit == "days":
        return _due_by_hours(start, limit, zone, pauses)
    begun = start.date()
    suspended = suspended_days(pauses, begun, zone)
    if unit == "days":
        first = _last_day(begun, limit, suspended)
        last = _rolled(first, calendar, suspended)
    else:
        first = begun + ONE_DAY
        last = _last_workday(begun, limit, calendar, suspended)
    moment = _end_of(last, zone) if method == "civil" else _at_the_hour_of(start, last)
    return Due(last, moment, not calendar.are_known(first, last))


def extended(
    due: Due,
    limit: int,
    unit: Unit,
    method: Method,
    calendar: Calendar,
    *,
    pauses: Sequence[Pause] = (),
) -> Due:
    """When a limit ends that was extended (延长) by `limit` (2005 a33, 2022 a34).

    The extension begins where the limit ended: its first day is the one after `due.last_day`, also
    if that had given way to a working day, and by hours it begins at `due.moment`. It is
    provisional if either part is. Raises ValueError for an extension of less than 1.
    """
    longer = due_after(due.moment, limit, unit, method, calendar, pauses=pauses)
    return Due(longer.last_day, longer.moment, longer.is_provisional or due.is_provisional)


def is_late(due: Due, at: datetime) -> bool:
    """Whether what was done at `at` was done after the last instant on time."""
    _zone(at, "at")
    return at.astimezone(UTC) > due.moment.astimezone(UTC)


def days_left(due: Due, now: datetime) -> int:
    """The whole days until the last day, on the office's clock: 0 on that day and after it."""
    return max(0, days_to_go(due, now))


def days_late(due: Due, now: datetime) -> int:
    """The whole days since the last day, on the office's clock: 1 on the day after it.

    On the last day it is 0 even where a limit by hours is over: late, but by no day.
    """
    return max(0, -days_to_go(due, now))


def working_days_between(first: date, last: date, calendar: Calendar) -> WorkingDays:
    """The working days after `first` up to and with `last`; negative if `last` is the earlier.

    So the day that begins a count is not counted (Civil Code art. 201), and the last is.
    """
    number = calendar.workdays_between(first, last)
    after, until = min(first, last), max(first, last)
    is_settled = after == until or calendar.are_known(after + ONE_DAY, until)
    return WorkingDays(number, not is_settled)


def days_to_go(due: Due, now: datetime) -> int:
    """The whole days until the last day, on the office's clock; negative after it."""
    _zone(now, "now")
    today = now.astimezone(due.moment.tzinfo).date()
    return (due.last_day - today).days


def _zone(moment: datetime, name: str) -> tzinfo:
    zone = moment.tzinfo
    if zone is None or moment.utcoffset() is None:
        raise TimeWithoutZone(field=name)
    return zone


def _due_by_hours(start: datetime, limit: int, zone: tzinfo, pauses: Sequence[Pause]) -> Due:
    """Count in UTC, where every day has 24 hours; nothing of it hangs on a calendar."""
    end = start.astimezone(UTC) + limit * ONE_DAY
    for since, until in suspended_time(pauses, start):
        if since < end:
            end += until - since
    moment = end.astimezone(zone)
    return Due(moment.date(), moment, is_provisional=False)


def _last_day(begun: date, limit: int, suspended: SuspendedDays) -> date:
    """The last day that is counted, before it gives way."""
    last = begun + timedelta(days=limit)
    for since, until in suspended:
        if since <= last:
            last += until - since
    return last


def _last_workday(begun: date, limit: int, calendar: Calendar, suspended: SuspendedDays) -> date:
    last = calendar.workday_after(begun, limit)
    for since, until in suspended:
        if since <= last:
            # Working days from `since` on, without the one on which the count goes on.
            limit += calendar.workdays_between(since - ONE_DAY, until - ONE_DAY)
            last = calendar.workday_after(begun, limit)
    return last


def _rolled(day: date, calendar: Calendar, suspended: SuspendedDays) -> date:
    """The first day from `day` on that is worked and not suspended (Civil Code art. 203)."""
    day = calendar.first_workday_from(day)
    for since, until in suspended:
        if since <= day < until:
            day = calendar.first_workday_from(until)
    return day


def _end_of(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, END_OF_DAY, zone)


def _at_the_hour_of(start: datetime, day: date) -> datetime:
    """The time of day of `start` on another day; where the clocks jump over it, that much later."""
    there = datetime.combine(day, start.timetz())
    return there.astimezone(UTC).astimezone(start.tzinfo)
