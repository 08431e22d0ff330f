"""Waits out of the rows of `answer_times`, which keep counts by month and length only."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from petition_es.projections.expecting.history import Wait
from petition_es.projections.expecting.likeness import Likeness


def waits_of(rows: Iterable[Mapping[str, Any]], now: datetime) -> Iterator[Wait]:
    """The waits that rows tell of, as of a moment (aware; months are reckoned in UTC).

    The day of the month is not kept: each wait is taken to have begun in the middle of what there
    is of its month, or so much earlier that its answer is not yet to come.
    """
    for row in rows:
        like = Likeness(row["unit_id"], row["category"])
        open_ones = Counter(row["accepted"])
        for word, number in row["answered"].items():
            month, minutes = word.split(" ")
            open_ones[month] -= number
            lasts = timedelta(minutes=int(minutes))
            since = min(_middle(month, now), now - lasts)
            yield Wait(like, since, since + lasts, number)
        for month, number in open_ones.items():
            if number > 0:
                yield Wait(like, _middle(month, now), None, number)


def _middle(month: str, now: datetime) -> datetime:
    begin = datetime.strptime(month, "%Y-%m").replace(tzinfo=UTC)
    end = (begin + timedelta(days=31)).replace(day=1)
    return begin + max(timedelta(), min(end, now) - begin) / 2
