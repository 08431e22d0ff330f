"""Counting: how many petitions of a period had which outcome, row by row."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, LiteralString

from psycopg import Connection
from psycopg.sql import SQL, Composable, Composed, Identifier
from psycopg.sql import Literal as Value

from petition_es.audits.quality.period import Period
from petition_es.audits.quality.rates import COHORTS, Cohort, Counted, Rate, Share
from petition_es.audits.running.tables import Build
from petition_es.projections.keeper.table import within

Grouping = Literal["unit", "division", "level", "category", "channel", "month"]
Rows = Mapping[str, Counted]
"""By the key of each row; "" is what belongs to none."""

COUNT: LiteralString = """
    SELECT {key} AS key, count(*) FILTER (WHERE {now}), count(*) FILTER (WHERE {before}), {outcomes}
    FROM {verdicts} WHERE ({now} OR {before}) AND {chosen} GROUP BY key, {outcomes}
"""
NOW: LiteralString = "{} BETWEEN %(first)s AND %(last)s"
BEFORE: LiteralString = "{} BETWEEN %(first_before)s AND %(last_before)s"
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
    now, before = _rows(connection, build, period, by, only)
    ((upto, at),) = connection.execute(MADE, [build.number]).fetchall()
    return Quality(period, by, now, before, at, upto)


Tallies = defaultdict[str, Counter[tuple[str, str]]]


def _rows(
    connection: Connection[Any], build: Build, period: Period, by: Grouping, only: Only
) -> tuple[Rows, Rows]:
    now, before = Tallies(Counter), Tallies(Counter)
    days = {
        "first": period.first, "last": period.last,
        "first_before": period.before.first, "last_before": period.before.last,
    }  # fmt: skip
    for cohort in COHORTS:
        query = _query(build, cohort, by, only)
        for found, many, many_before, *outcomes in connection.execute(query, days):
            key = found or ""
            said = list(zip(cohort.columns, outcomes, strict=True))
            _add(now, key, said, many)
            _add(before, _a_year_later(key) if by == "month" else key, said, many_before)
    return now, before


def _add(rows: Tallies, key: str, said: Iterable[tuple[str, str]], many: int) -> None:
    if many:
        rows[key].update(dict.fromkeys(said, many))


def _a_year_later(month: str) -> str:
    year, _, rest = month.partition("-")
    return f"{int(year) + 1:04}-{rest}"


def _query(build: Build, cohort: Cohort, by: Grouping, only: Only) -> Composed:
    day = Identifier(cohort.day)
    return build.named(
        COUNT,
        key=_key(cohort, by),
        outcomes=SQL(", ").join(map(Identifier, cohort.columns)),
        now=SQL(NOW).format(day),
        before=SQL(BEFORE).format(day),
        chosen=only.where(cohort),
    )


def _key(cohort: Cohort, by: Grouping) -> Composable:
    """What a row is of."""
    if by == "month":
        return SQL("to_char({}, 'YYYY-MM')").format(Identifier(cohort.day))
    columns = {"unit": cohort.unit, "level": cohort.level}
    return Identifier(columns.get(by, by))
