"""Days: what can be said of the time between entries, of which some are known by the day only.

A rule speaks of what is certain: an entry whose time is not known came neither before nor after.
"""

from datetime import datetime
from typing import Any

from petition_es.domain.petition.order import clearly_before


def days_between(earlier: Any, later: Any) -> int | None:
    """Whole days from one entry to another, by the wall clock of the offices; None: not known."""
    if "unknown" in {earlier.at_precision, later.at_precision}:
        return None
    return (later.local_at.date() - earlier.local_at.date()).days  # type: ignore[no-any-return]


def lies_between(event: Any, after: datetime, until: Any) -> bool:
    """Tell whether an entry may have happened after a moment and not after another entry.

    What is known by its day may have happened at any time of that day; of what is not dated at all
    nothing is said.
    """
    if event.at_precision == "unknown" or clearly_before(until, event):
        return False
    if event.at_precision == "day":
        return event.local_at.date() >= after.astimezone(event.local_at.tzinfo).date()  # type: ignore[no-any-return]
    return event.at > after  # type: ignore[no-any-return]


def told(days: list[int | None]) -> str:
    """Numbers of days in one word, as `3, 12, -`; a dash: not known, or not over."""
    return ", ".join("-" if each is None else str(each) for each in days)
