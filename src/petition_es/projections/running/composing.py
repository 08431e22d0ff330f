"""Names, types and values of a projection's tables, as they stand in SQL."""

from collections.abc import Iterable, Sequence
from typing import Any

import orjson
from psycopg.sql import SQL, Composable, Composed, Identifier

from petition_es.projections.kit.columns import Column
from petition_es.projections.running.layout import SCHEMA


def named(table: str) -> Composable:
    """A table or view of a projection."""
    return Identifier(SCHEMA, table)


def names(columns: Iterable[Column]) -> Composed:
    """The names of columns, with commas."""
    return SQL(", ").join(Identifier(column.name) for column in columns)


def declared(column: Column) -> Composed:
    """A column as a table declares it."""
    needed = SQL("") if column.is_optional else SQL(" NOT NULL")
    return SQL("{} {}{}").format(Identifier(column.name), _type(column), needed)


def given(columns: Sequence[Column], alias: str) -> Composed:
    """Rows that come as one array a column: `arrays` makes the values."""
    arrays = SQL(", ").join(SQL("%b::{}").format(_array_type(column)) for column in columns)
    return SQL("unnest({}) AS {} ({})").format(arrays, Identifier(alias), names(columns))


def arrays(columns: Sequence[Column], rows: Sequence[Sequence[Any]]) -> list[list[Any]]:
    """The values of rows, of which there are some, by column."""
    by_column = zip(columns, zip(*rows, strict=True), strict=True)
    return [_values(column, values) for column, values in by_column]


def _values(column: Column, values: Sequence[Any]) -> list[Any]:
    if not column.is_json:
        return list(values)
    return [each if each is None else orjson.dumps(each).decode() for each in values]


def _type(column: Column) -> SQL:
    return SQL(column.sql_type)


def _array_type(column: Column) -> SQL:
    """JSON comes as text, for nothing else has a form of it in binary."""
    return SQL("text[]::jsonb[]") if column.is_json else SQL(f"{column.sql_type}[]")
