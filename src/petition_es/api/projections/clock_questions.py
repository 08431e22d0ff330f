"""What is asked about the clocks of all petitions, and counted beside the server."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, get_args

from petition_es.domain.regime.law import Law
from petition_es.projections.clocks import Grouping, Look, look_of, overdue, timeliness
from petition_es.projections.clocks.in_json import timeliness_as_json
from petition_es.projections.past import Moment
from petition_es.store.connecting import Address


@dataclass(frozen=True, kw_only=True)
class _AboutClocks:
    """A question as of a day: `at` by which things had happened, `known_by` by which known."""

    at: Moment | None = None
    known_by: Moment | None = None

    @property
    def is_of_now(self) -> bool:
        """Tell whether no day was asked for."""
        return self.at is None and self.known_by is None


@dataclass(frozen=True, kw_only=True)
class HowTimely(_AboutClocks):
    """How much of what was due in a period was done in time."""

    first: date
    last: date
    name = "timeliness"

    def counting(self, now: datetime) -> "CountTimeliness":
        return CountTimeliness(self, now)


@dataclass(frozen=True, kw_only=True)
class WhatWasLate(_AboutClocks):
    """What was late on a past day, or as far as it was known on one."""

    name = "overdue"

    def counting(self, now: datetime) -> "CountLate":
        return CountLate(self, now)


@dataclass(frozen=True)
class CountTimeliness:
    """The rates as programs get them, row by row of whatever: counted once for all of these."""

    asked: HowTimely
    now: datetime

    def __call__(self, address: Address, law: Law) -> dict[Grouping, dict[str, Any]]:
        look = _look(address, law, self.asked, self.now)
        found = timeliness(look, self.asked.first, self.asked.last)
        return {by: timeliness_as_json(found, by) for by in get_args(Grouping)}


@dataclass(frozen=True)
class CountLate:
    """The moment that was asked for, and the rows of the table `overdue` in the order of its key.

    Nothing is said of notices: the log does not know of them.
    """

    asked: WhatWasLate
    now: datetime

    def __call__(self, address: Address, law: Law) -> tuple[datetime, list[tuple[Any, ...]]]:
        look = _look(address, law, self.asked, self.now)
        rows = [
            (
                each.last_day,
                each.petition_id,
                each.clock,
                each.started_by,
                each.number,
                each.unit or None,
                each.division,
                each.days_late,
            )
            for each in overdue(look).late
        ]
        return look.at, sorted(rows, key=lambda row: row[:4])


def _look(address: Address, law: Law, asked: _AboutClocks, now: datetime) -> Look:
    return look_of(address=address, law=law, now=now, at=asked.at, known_by=asked.known_by)
