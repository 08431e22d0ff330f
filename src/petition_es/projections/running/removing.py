"""Removing the rows in which petitions have a part, whatever the class of the projection is."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from psycopg import Connection
from psycopg.rows import tuple_row
from psycopg.sql import SQL, Identifier

from petition_es.projections.running.composing import named
from petition_es.projections.running.layout import OWNER, SCHEMA

COLUMNS = """
    SELECT column_name FROM information_schema.columns
    WHERE table_schema = %s AND table_name = %s ORDER BY ordinal_position
"""
NOTE = """
    INSERT INTO petition_views.erased (projection, petition_id)
    SELECT %s, unnest(%s::uuid[]) ON CONFLICT DO NOTHING
"""
NOTED = "SELECT petition_id FROM petition_views.erased WHERE projection = %s"


def note(connection: Connection[Any], name: str, petitions: Collection[UUID]) -> None:
    """Note that petitions are to be folded anew, because words of theirs were erased."""
    connection.execute(NOTE, [name, list(petitions)])


def noted(connection: Connection[Any], name: str) -> set[UUID]:
    """The petitions that are to be folded anew."""
    cursor = connection.cursor(row_factory=tuple_row)
    return {row[0] for row in cursor.execute(NOTED, [name])}


def remove(connection: Connection[Any], name: str, build: int, petitions: Collection[UUID]) -> None:
    """Remove all rows of a build in which these petitions have a part."""
    table, parts, owner = f"{name}_{build}", f"{name}_{build}_parts", OWNER[0].name
    keys = [column for column in _columns(connection, parts) if column != owner]
    if keys:
        same = SQL(" AND ").join(SQL("rows.{0} = parts.{0}").format(Identifier(k)) for k in keys)
        statement = SQL(
            "DELETE FROM {} AS rows USING {} AS parts WHERE parts.{} = ANY(%s) AND {}"
        ).format(named(table), named(parts), Identifier(owner), same)
    else:
        own = owner if owner in _columns(connection, table) else "petition_id"
        statement = SQL("DELETE FROM {} WHERE {} = ANY(%s)").format(named(table), Identifier(own))
    connection.execute(statement, [list(petitions)])


def _columns(connection: Connection[Any], table: str) -> list[str]:
    cursor = connection.cursor(row_factory=tuple_row)
    return [row[0] for row in cursor.execute(COLUMNS, [SCHEMA, table])]
