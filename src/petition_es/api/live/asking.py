"""What a reader of a timeline asks for: whose view, and of which day."""

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

from petition_es.api.at_the_door import DayNotReadable
from petition_es.projections.timeline import Moment

EARLIEST, LATEST = 1900, 2999
"""The years that can be asked for; nearer to the ends of the calendar no zone can be reckoned."""

_OFFSET_AFTER_BLANK = re.compile(r"(T[^ ]+) (\d{2}:?\d{2})")
"""A `+` that was not escaped in an address arrives as a blank."""


def moment_of(word: str | None, zone: ZoneInfo) -> Moment | None:
    """Read a day, or a moment; without an offset it is on the office's wall clock.

    Refuses as DayNotReadable what is neither; nothing asked is None.
    """
    if word is None:
        return None
    try:
        moment = _read(_OFFSET_AFTER_BLANK.sub(r"\1+\2", word), zone)
    except ValueError:
        raise DayNotReadable(given=word[:40]) from None
    if not EARLIEST <= moment.year <= LATEST:
        raise DayNotReadable(given=word[:40])
    return moment


def _read(word: str, zone: ZoneInfo) -> Moment:
    try:
        return date.fromisoformat(word)
    except ValueError:
        moment = datetime.fromisoformat(word)
        return moment if moment.tzinfo else moment.replace(tzinfo=zone)
