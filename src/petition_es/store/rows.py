"""Rows that are inserted in any number: one as values, many as arrays."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, LiteralString

from psycopg import Cursor


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

    def write(self, cursor: Cursor[Any], rows: Sequence[tuple[object, ...]]) -> None:
        """Insert the rows, if there are any."""
        if len(rows) == 1:
            cursor.execute(self.one, rows[0], prepare=True)
        elif rows:
            columns = [list(column) for column in zip(*rows, strict=True)]
            cursor.execute(self.many, columns, prepare=True)

    def _inserting(self, rows: LiteralString) -> LiteralString:
        names: LiteralString = ", ".join(self.columns)
        into: LiteralString = f"INSERT INTO {self.table} ({names})"
        return f"{into} SELECT * FROM {rows} AS given ({names}) {self.end}"  # noqa: S608  # all literal
