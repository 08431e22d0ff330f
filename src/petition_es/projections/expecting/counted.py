"""Waits out of the rows of `answer_times`, which keep counts by month and length only."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from petition_es.projections.expecting.history import Wait
from petition_es.projections.expecting.likeness import Likeness

PARTS = 8
"""Into so many groups at most are split that began in one month."""


def waits_of(rows: Iterable[Mapping[str, Any]], now: datetime) -> Iterator[Wait]:
    """The waits that rows tell of, as of a moment (aware; months are reckoned in UTC).

    The day of the month is not kept: waits are taken to have begun evenly over what there is of
    their month, early enough for no answer to be yet to come.
    """
    for row in rows:
        like = Likeness(row["unit_id"], row["category"])
        open_ones = Counter(row["accepted"])
        for word, number in row["answered"].items():
            month, minutes = word.split(" ")
            open_ones[month] -= number
            lasts = timedelta(minutes=int(minutes))
            for since, part in _spread(month, now - lasts, number):
                yield Wait(like, since, since + lasts, part)
        for month, number in open_ones.items():
            for since, part in _spread(month, now, number):
                yield Wait(like, since, None, part)


def _spread(month: str, last: datetime, number: int) -> Iterator[tuple[datetime, int]]:
    """So many beginnings, evenly over a month, none of them after the last that is possible."""
    begin = datetime.strptime(month, "%Y-%m").replace(tzinfo=UTC)
    end = min((begin + timedelta(days=31)).replace(day=1), last)
    begin = min(begin, end)
    parts = max(0, min(number, PARTS))
    for part in range(parts):
        since = begin + (end - begin) * (2 * part + 1) / (2 * parts)
        yield since, number // parts + (part < number % parts)
