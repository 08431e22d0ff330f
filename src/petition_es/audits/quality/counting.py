"""Counting: how many petitions of a period had which outcome, row by row."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, LiteralString

from psycopg import Connection
from psycopg.sql import SQL, Composable, Composed, Identifier
from psycopg.sql import Literal as Value

from petition_es.audits.quality.period import Period
from petition_es.audits.quality.rates import COHORTS, RATES, Cohort, Counted, Rate, Share
from petition_es.audits.running.tables import Build
from petition_es.projections.keeper.table import within

Grouping = Literal["unit", "division", "level", "category", "channel", "month"]
Rows = Mapping[str, Counted]
"""By the key of each row; "" is what belongs to none."""

COUNT: LiteralString = """
    SELECT {key}, {outcome}, count(*) FROM {verdicts}
    WHERE {day} BETWEEN %(first)s AND %(last)s AND {chosen}
    GROUP BY 1, 2
"""
MADE = "SELECT upto, at FROM petition_audits.runs WHERE build = %s"


@dataclass(frozen=True)
class Only:
    """Which petitions are counted: those of a unit, of a division and all below it; None: all."""

    unit: str | None = None
    division: str | None = None

    def where(self, cohort: Cohort) -> Composable:
        """The condition on the verdicts of a cohort."""
        said: list[Composable] = [SQL("true")]
        if self.unit is not None:
            said.append(SQL("{} = {}").format(Identifier(cohort.unit), Value(self.unit)))
        if self.division is not None:
            said.append(SQL("starts_with(division, {})").format(Value(within(self.division))))
        return SQL(" AND ").join(said)


EVERYTHING = Only()


@dataclass(frozen=True)
class Quality:
    """The outcomes of a period and of the year before, row by row of `by`, as of an audit."""

    period: Period
    by: Grouping
    now: Rows
    before: Rows
    at: datetime
    upto: int

    @property
    def keys(self) -> list[str]:
        """The rows that there are, in order; what belongs to none comes last."""
        return sorted({*self.now, *self.before}, key=lambda key: (not key, key))

    def compared(self, rate: Rate, key: str | None = None) -> tuple[Share, Share]:
        """A rate, and what it was a year before; without a key, of all rows together."""
        return rate.share(_told(self.now, key)), rate.share(_told(self.before, key))


def _told(rows: Rows, key: str | None) -> Counted:
    return together(rows) if key is None else rows.get(key, {})


def together(rows: Rows) -> Counted:
    """All rows put together: a rate of the whole is a ratio of sums."""
    whole: defaultdict[tuple[str, str], int] = defaultdict(int)
    for counted in rows.values():
        for outcome, many in counted.items():
            whole[outcome] += many
    return whole


def quality(
    connection: Connection[Any],
    build: Build,
    period: Period,
    by: Grouping = "unit",
    only: Only = EVERYTHING,
) -> Quality:
    """Count the outcomes of a period, and of the same days a year before, in an audit's verdicts.

    Each cohort by its own day, on the wall clocks of the offices. Of months, one is compared with
    the same month a year before.
    """
    now = _rows(connection, build, period, _Keys(by), only)
    before = _rows(connection, build, period.before, _Keys(by, months_later=12), only)
    ((upto, at),) = connection.execute(MADE, [build.number]).fetchall()
    return Quality(period, by, now, before, at, upto)


@dataclass(frozen=True)
class _Keys:
    """What a row is of."""

    by: Grouping
    months_later: int = 0

    def of(self, cohort: Cohort) -> Composable:
        if self.by == "month":
            later = SQL("make_interval(months => {})").format(Value(self.months_later))
            return SQL("to_char({} + {}, 'YYYY-MM')").format(Identifier(cohort.day), later)
        columns = {"unit": cohort.unit, "level": cohort.level}
        return Identifier(columns.get(self.by, self.by))


def _rows(
    connection: Connection[Any], build: Build, period: Period, keys: _Keys, only: Only
) -> Rows:
    rows: defaultdict[str, dict[tuple[str, str], int]] = defaultdict(dict)
    days = {"first": period.first, "last": period.last}
    for cohort in COHORTS:
        for column in cohort.columns:
            query = _query(build, cohort, column, keys, only)
            for key, outcome, many in connection.execute(query, days):
                rows[key or ""][column, outcome] = many
    return rows


def _query(build: Build, cohort: Cohort, column: str, keys: _Keys, only: Only) -> Composed:
    return build.named(
        COUNT,
        key=keys.of(cohort),
        outcome=Identifier(column),
        day=Identifier(cohort.day),
        chosen=only.where(cohort),
    )


def rates_of(told: Counted) -> dict[str, Share]:
    """All rates of some petitions, by their names."""
    return {rate.name: rate.share(told) for rate in RATES}
