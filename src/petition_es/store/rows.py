"""Rows that are inserted in any number: one as values, many as arrays."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, LiteralString, NamedTuple


class Beside(NamedTuple):
    """A statement that is carried out with an append: all or none of them."""

    table: LiteralString
    """What it changes; it sees nothing of what others of the same append change there."""
    query: LiteralString
    values: Sequence[Any]


@dataclass(frozen=True)
class Rows:
    """A statement that inserts rows into a table: its columns with their types, and how it ends.

    The end sees the rows as `given`. Most appends insert one of each, and an array of one costs ten
    times as much as its value.
    """

    table: LiteralString
    columns: Mapping[LiteralString, LiteralString]
    end: LiteralString = ""

    @cached_property
    def one(self) -> LiteralString:
        """The statement for one row."""
        values: LiteralString = ", ".join([f"%b::{kind}" for kind in self.columns.values()])
        return self._inserting(f"(VALUES ({values}))")

    @cached_property
    def many(self) -> LiteralString:
        """The statement for many rows."""
        arrays: LiteralString = ", ".join([f"%b::{kind}[]" for kind in self.columns.values()])
        return self._inserting(f"unnest({arrays})")

    def inserting(self, rows: Sequence[tuple[Any, ...]]) -> list[Beside]:
        """What inserts these rows; nothing, where there are none."""
        if not rows:
            return []
        if len(rows) == 1:
            return [Beside(self.table, self.one, rows[0])]
        columns = [list(column) for column in zip(*rows, strict=True)]
        return [Beside(self.table, self.many, columns)]

    def _inserting(self, rows: LiteralString) -> LiteralString:
        names: LiteralString = ", ".join(self.columns)
        into: LiteralString = f"INSERT INTO {self.table} ({names})"
        return f"{into} SELECT * FROM {rows} AS given ({names}) {self.end}"  # noqa: S608  # all literal
