"""Lapse (经过): how long nothing may happen before an audit asks why."""

from datetime import datetime, timedelta

from petition_es.domain.event import Event


def lapsed_at(since: Event, days: float) -> datetime | None:
    """When so many whole days after an entry were over, on the wall clock of its office.

    The day of the entry does not count (Civil Code a201). None where its time is not known.
    """
    if since.at_precision == "unknown":
        return None
    midnight = since.local_at.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight + timedelta(days=days + 1)
