"""Suspended intervals (中止期间), which no limit counts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import TypeVar

from petition_es.domain.refusals import TimeWithoutZone

Bound = TypeVar("Bound", date, datetime)


@dataclass(frozen=True, kw_only=True)
class Pause:
    """The interval from a suspension (中止) to the resumption (恢复) that ended it.

    A suspension that still lasts has no due date to be asked for. Refuses a time without a zone;
    raises ValueError for a resumption before the suspension.
    """

    since: datetime
    until: datetime

    def __post_init__(self) -> None:
        """Refuse what is no interval."""
        for name, moment in (("since", self.since), ("until", self.until)):
            if moment.utcoffset() is None:
                raise TimeWithoutZone(field=name)
        if self.until.astimezone(UTC) < self.since.astimezone(UTC):
            raise ValueError(f"A resumption ({self.until}) before the suspension ({self.since}).")


def suspended_days(
    pauses: Sequence[Pause], after: date, zone: tzinfo
) -> Sequence[tuple[date, date]]:
    """The days after `after` that are not counted, as pairs of the first and the next counted one.

    The day of a suspension is the first that is not counted, the day of the resumption the first
    that is counted again, both on the office's wall clock; what is suspended and resumed on one
    day costs no day.
    """
    if not pauses:
        return ()
    on_the_clock = (
        (pause.since.astimezone(zone).date(), pause.until.astimezone(zone).date())
        for pause in pauses
    )
    return _in_turn(on_the_clock, after + timedelta(days=1))


def suspended_time(pauses: Sequence[Pause], start: datetime) -> Sequence[tuple[datetime, datetime]]:
    """The time from `start` on that is not counted, to the microsecond, in UTC."""
    if not pauses:
        return ()
    in_utc = ((pause.since.astimezone(UTC), pause.until.astimezone(UTC)) for pause in pauses)
    return _in_turn(in_utc, start.astimezone(UTC))


def _in_turn(
    intervals: Iterable[tuple[Bound, Bound]], earliest: Bound
) -> list[tuple[Bound, Bound]]:
    """The intervals from `earliest` on, one after the other; no part of them stands in two."""
    apart = []
    for since, until in sorted(intervals):
        begins = max(since, earliest)
        if begins < until:
            apart.append((begins, until))
            earliest = until
    return apart
