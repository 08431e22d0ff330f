"""The rows of one build: loaded at once, written over, taken away, taken up again.

All SQL that touches the rows of a projection stands here; a row that is stored is a tuple as
`Layout.stored` gives it.
"""

from collections.abc import Collection, Iterable, Sequence
from contextlib import ExitStack
from functools import lru_cache
from typing import Any
from uuid import UUID

from psycopg import Connection
from psycopg.sql import SQL, Composed, Identifier

from petition_es.projections.kit.definition import Definition
from petition_es.projections.kit.folding import Key, Rows
from petition_es.projections.kit.table import Table
from petition_es.projections.running.composing import arrays, given, named, names
from petition_es.projections.running.layout import Layout, StoredRow
from petition_es.projections.running.loading import begin_copy

LAYOUTS_KEPT = 64


def copy_in(connection: Connection[Any], layout: Layout, rows: Iterable[StoredRow]) -> None:
    """Load rows into an empty table by binary COPY."""
    with ExitStack() as closing:
        write = begin_copy(connection, layout.table, layout.columns, closing)
        for row in rows:
            write(row)


def upsert(connection: Connection[Any], layout: Layout, rows: Sequence[StoredRow]) -> None:
    """Write rows over those of the same keys."""
    if rows:
        connection.execute(_upserting(layout), arrays(layout.columns, rows), prepare=True)


def delete_keys(connection: Connection[Any], layout: Layout, keys: Collection[Key]) -> None:
    """Remove the rows of these keys."""
    if keys:
        connection.execute(_deleting(layout), arrays(layout.definition.keys, list(keys)))


def delete_of(connection: Connection[Any], layout: Layout, petitions: Collection[UUID]) -> None:
    """Remove all rows of these petitions, in tables that are kept by event."""
    if petitions:
        statement = SQL("DELETE FROM {} WHERE _petition_id = ANY(%s)").format(named(layout.table))
        connection.execute(statement, [list(petitions)])


def load(connection: Connection[Any], layout: Layout, keys: Collection[Key]) -> Rows:
    """Take up the rows of these keys as they were folded; who has none is not in the answer."""
    if not keys:
        return {}
    values = arrays(layout.definition.keys, list(keys))
    cursor = connection.cursor(binary=True)
    found = cursor.execute(_loading(layout), values, prepare=True)
    width = len(layout.definition.keys)
    return {tuple(row[:width]): layout.taken_up(row) for row in found}


def table_of(connection: Connection[Any], definition: Definition) -> Table:
    """All rows that the view shows now, as the kit's own table."""
    statement = SQL("SELECT {} FROM {}").format(names(definition.columns), named(definition.name))
    rows = connection.cursor(binary=True).execute(statement).fetchall()
    width = len(definition.keys)
    return Table(definition, sorted(rows, key=lambda row: row[:width]))


@lru_cache(maxsize=LAYOUTS_KEPT)
def _upserting(layout: Layout) -> Composed:
    keys = set(layout.definition.key_names)
    changing = [column for column in layout.columns if column.name not in keys]
    return SQL(
        "INSERT INTO {table} ({all}) SELECT {all} FROM {given} "
        "ON CONFLICT ({keys}) DO UPDATE SET {set}"
    ).format(
        table=named(layout.table),
        all=names(layout.columns),
        given=given(layout.columns, "given"),
        keys=names(layout.definition.keys),
        set=SQL(", ").join(
            SQL("{0} = EXCLUDED.{0}").format(Identifier(column.name)) for column in changing
        ),
    )


@lru_cache(maxsize=LAYOUTS_KEPT)
def _deleting(layout: Layout) -> Composed:
    return SQL("DELETE FROM {} AS kept USING {} WHERE {}").format(
        named(layout.table),
        given(layout.definition.keys, "asked"),
        SQL(" AND ").join(
            SQL("kept.{0} = asked.{0}").format(Identifier(name))
            for name in layout.definition.key_names
        ),
    )


@lru_cache(maxsize=LAYOUTS_KEPT)
def _loading(layout: Layout) -> Composed:
    return SQL("SELECT {} FROM {} JOIN {} USING ({})").format(
        names(layout.read_back),
        named(layout.table),
        given(layout.definition.keys, "asked"),
        names(layout.definition.keys),
    )
