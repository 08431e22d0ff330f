"""Tables of the keeper that are read from outside: page by page, in the order of their keys."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, LiteralString

from psycopg import Connection
from psycopg.rows import tuple_row
from psycopg.sql import SQL, Composed, Identifier, Placeholder

from petition_es.projections.kit.columns import Column
from petition_es.projections.kit.folding import Key
from petition_es.projections.running.composing import names
from petition_es.projections.running.pages import Page, sql_type

TODAY: LiteralString = "(%(now)s::timestamptz AT TIME ZONE 'UTC' + utc_offset)::date"
"""The day that it is on the wall clock of the office that a limit is on."""

AT_ONE_MOMENT: LiteralString = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"

COUNTY_DIGITS = 6

__all__ = ["AT_ONE_MOMENT", "TODAY", "Filter", "Page", "ReadTable"]


@dataclass(frozen=True)
class Filter:
    """Which rows are asked for: of a unit, of a clock, of a division and all below it."""

    unit: str | None = None
    clock: str | None = None
    division: str | None = None
    kind: str | None = None

    def holds(self, row: Mapping[str, Any]) -> bool:
        """Tell whether a row is among them."""
        same = all(row[name] == wanted for name, wanted in self._equal.items())
        return same and (
            self.division is None or (row["division"] or "").startswith(within(self.division))
        )

    @property
    def conditions(self) -> tuple[list[Composed], dict[str, str]]:
        """The same in SQL, and the values in it."""
        said = [SQL("{} = {}").format(Identifier(name), Placeholder(name)) for name in self._equal]
        values = dict(self._equal)
        if self.division is not None:
            said.append(SQL("starts_with(division, {})").format(Placeholder("within")))
            values["within"] = within(self.division)
        return said, values

    @property
    def _equal(self) -> dict[str, str]:
        asked = {"unit_id": self.unit, "clock": self.clock, "kind": self.kind}
        return {name: wanted for name, wanted in asked.items() if wanted is not None}


def within(division: str) -> str:
    """How the codes of all divisions in a division begin: 370600 is a city, 3706 its first digits.

    A code of GB/T 2260 ends in 00 for each level that it does not tell apart.
    """
    if len(division) != COUNTY_DIGITS or not division.isdecimal():
        return division
    while division.endswith("00"):
        division = division[:-2]
    return division


@dataclass(frozen=True)
class ReadTable:
    """One table: its columns, of which the first are its key, and where its rows are."""

    name: str
    about: str
    columns: Sequence[Column]
    rows: LiteralString

    @property
    def keys(self) -> Sequence[Column]:
        """The columns in whose order rows are read."""
        return [column for column in self.columns if column.is_key]

    def page(
        self,
        connection: Connection[Any],
        bookmark: int,
        now: datetime,
        only: Filter,
        *,
        after: Key | None,
        limit: int,
    ) -> Page:
        """Read at most so many rows after a key, in order."""
        said, values = only.conditions
        begin = {f"key_{place}": value for place, value in enumerate(after or ())}
        if begin:
            said.append(self._behind(list(begin)))
        asked = {"now": now, "limit": limit + 1, **values, **begin}
        cursor = connection.cursor(row_factory=tuple_row)
        found = cursor.execute(self._asking(said), asked).fetchall()
        return self.page_of(found, bookmark, limit)

    def named(self, row: Sequence[Any]) -> dict[str, Any]:
        """The values of a row by their columns, as far as there are any."""
        return {column.name: value for column, value in zip(self.columns, row, strict=False)}

    def page_of(self, found: Sequence[tuple[Any, ...]], bookmark: int, limit: int) -> Page:
        """A page of rows of which perhaps one more was read than it holds."""
        rows = [self.named(row) for row in found[:limit]]
        width = len(self.keys)
        more = tuple(found[limit - 1][:width]) if len(found) > limit else None
        return Page(bookmark, rows, more)

    def _behind(self, begin: Sequence[str]) -> Composed:
        values = SQL(", ").join(
            SQL("{}::{}").format(Placeholder(name), Identifier(sql_type(column)))
            for name, column in zip(begin, self.keys, strict=True)
        )
        return SQL("({}) > ({})").format(names(self.keys), values)

    def _asking(self, said: Sequence[Composed]) -> Composed:
        where = SQL("").join(SQL(" AND {}").format(each) for each in said)
        return SQL("{}{} ORDER BY {} LIMIT %(limit)s").format(
            SQL(self.rows), where, names(self.keys)
        )
