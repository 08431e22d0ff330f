"""Waits out of the rows of `answer_times`, which keep counts by day and length only."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Any

from petition_es.projections.expecting.history import Wait
from petition_es.projections.expecting.likeness import Likeness

NOON = time(12, tzinfo=UTC)
"""The time of day is not kept."""


def waits_of(rows: Iterable[Mapping[str, Any]], now: datetime) -> Iterator[Wait]:
    """The waits that rows tell of, as of a moment (aware); no answer of them is yet to come."""
    for row in rows:
        like = Likeness(row["unit_id"], row["category"], row["procedure"], row["stage"])
        noon, waiting = datetime.combine(row["day"], NOON), row["begun"]
        for minutes, number in row["answered"].items():
            lasts = timedelta(minutes=int(minutes))
            since = min(noon, now - lasts)
            waiting -= number
            yield Wait(like, since, since + lasts, number)
        if waiting > 0:
            yield Wait(like, min(noon, now), None, waiting)
