"""Placeholder until the branch `days` is merged."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

from petition_es.domain.regime.calendar import Calendar

Unit = Literal["days", "working_days"]
Method = Literal["civil", "elapsed"]


@dataclass(frozen=True)
class Due:
    """The last day, and the last moment that is still on time."""

    last_day: date
    moment: datetime
    is_provisional: bool


def due(start: datetime, limit: int, unit: Unit, method: Method, calendar: Calendar) -> Due:  # noqa: ARG001
    """Count calendar days, the first one excluded."""
    last_day = (start + timedelta(days=limit)).date()
    return Due(last_day, datetime.combine(last_day, time.max, start.tzinfo), False)
