"""Reading the rows of a projection page by page, in the order of their keys."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from psycopg import Connection, errors
from psycopg.rows import tuple_row
from psycopg.sql import SQL, Composed, Identifier, Placeholder

from petition_es.projections.kit.columns import Column
from petition_es.projections.kit.definition import Definition
from petition_es.projections.kit.folding import Key
from petition_es.projections.running.composing import named, names

STANDS_AT = "SELECT bookmark FROM petition_views.projections WHERE name = %s"


@dataclass(frozen=True)
class Page:
    """Some rows, how far they are folded at least, and the key after which the next page begins."""

    bookmark: int
    rows: Sequence[Mapping[str, Any]]
    next_after: Key | None


def page_of(
    connection: Connection[Any], definition: Definition, *, after: Key | None, limit: int
) -> Page | None:
    """Read at most so many rows after a key, in order; None where nobody ever ran it."""
    cursor = connection.cursor(row_factory=tuple_row)
    try:
        stands = cursor.execute(STANDS_AT, [definition.name]).fetchone()
        if stands is None:
            return None
        values = [*(after or ()), limit + 1]
        found = cursor.execute(_asking(definition, is_first=after is None), values).fetchall()
    except errors.UndefinedTable:
        return None
    columns = [column.name for column in definition.columns]
    rows = [dict(zip(columns, row, strict=True)) for row in found[:limit]]
    width = len(definition.keys)
    return Page(stands[0], rows, tuple(found[limit - 1][:width]) if len(found) > limit else None)


def _asking(definition: Definition, *, is_first: bool) -> Composed:
    keys = names(definition.keys)
    types = SQL(", ").join(
        SQL("{}::{}").format(Placeholder(), Identifier(sql_type(column)))
        for column in definition.keys
    )
    behind = SQL("") if is_first else SQL("WHERE ({}) > ({})").format(keys, types)
    return SQL("SELECT {} FROM {} {} ORDER BY {} LIMIT %s").format(
        names(definition.columns), named(definition.name), behind, keys
    )


def sql_type(column: Column) -> str:
    """The name of a column's type as the catalogue of PostgreSQL has it."""
    return {"bigint": "int8", "boolean": "bool", "double precision": "float8"}.get(
        column.sql_type, column.sql_type
    )
