"""Which petitions have a part in the row of which key: what has to be read to fold a key anew."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from psycopg import Connection
from psycopg.sql import SQL

from petition_es.projections.kit.folding import Key
from petition_es.projections.running.composing import arrays, given, named, names
from petition_es.projections.running.layout import Layout

Part = tuple[Key, UUID]
"""That a petition has a part in the row of a key."""


def enter(connection: Connection[Any], layout: Layout, parts: Collection[Part]) -> None:
    """Note which petitions have a part in which keys."""
    if parts and layout.parts:
        columns = layout.part_columns
        statement = SQL("INSERT INTO {} ({}) SELECT {} FROM {} ON CONFLICT DO NOTHING").format(
            named(layout.parts), names(columns), names(columns), given(columns, "given")
        )
        connection.execute(statement, arrays(columns, [(*key, owner) for key, owner in parts]))


def forget(connection: Connection[Any], layout: Layout, petitions: Collection[UUID]) -> None:
    """Forget all parts of these petitions."""
    if petitions and layout.parts:
        statement = SQL("DELETE FROM {} WHERE _petition_id = ANY(%s)").format(named(layout.parts))
        connection.execute(statement, [list(petitions)])


def keys_of(connection: Connection[Any], layout: Layout, petitions: Collection[UUID]) -> set[Key]:
    """The keys in which these petitions have a part."""
    if not (petitions and layout.parts):
        return set()
    statement = SQL("SELECT DISTINCT {} FROM {} WHERE _petition_id = ANY(%s)").format(
        names(layout.definition.keys), named(layout.parts)
    )
    rows = connection.cursor(binary=True).execute(statement, [list(petitions)])
    return {tuple(row) for row in rows}


def petitions_of(connection: Connection[Any], layout: Layout, keys: Collection[Key]) -> set[UUID]:
    """The petitions that have a part in these keys."""
    if not (keys and layout.parts):
        return set()
    own = layout.definition.keys
    statement = SQL("SELECT DISTINCT _petition_id FROM {} JOIN {} USING ({})").format(
        named(layout.parts), given(own, "asked"), names(own)
    )
    return {row[0] for row in connection.execute(statement, arrays(own, list(keys)))}
