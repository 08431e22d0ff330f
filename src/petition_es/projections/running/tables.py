"""The tables of projections: one for each build, and the view that shows the build which answers.

A build is made beside the old one and switched in one transaction. What stands in the tables is
written by `rows` and `parts`.
"""

from collections.abc import Sequence
from importlib.resources import files
from typing import Any

from psycopg import Connection
from psycopg.sql import SQL, Composed, Identifier

from petition_es.projections.kit.columns import Column
from petition_es.projections.kit.definition import Definition
from petition_es.projections.running import removing
from petition_es.projections.running.composing import declared, named, names
from petition_es.projections.running.layout import (
    SCHEMA,
    Layout,
    check_fits,
    digest,
    has_owner,
)

MAKERS = 0x70657476696577
"""The advisory lock that lets one process at a time make the schema."""

SET_STATE = """
    INSERT INTO petition_views.projections (name, version, build, bookmark, digest, opens)
    VALUES (%s, %s, %s, %s, %s, %s)
    ON CONFLICT (name) DO UPDATE SET version = EXCLUDED.version, build = EXCLUDED.build,
        bookmark = EXCLUDED.bookmark, digest = EXCLUDED.digest, opens = EXCLUDED.opens,
        edition = projections.edition + 1, error = NULL, stopped_at = NULL, updated_at = now()
"""
LEFT_BEHIND = """
    SELECT tablename FROM pg_catalog.pg_tables
    WHERE schemaname = %s AND tablename ~ ('^' || %s || '_[0-9]+(_parts)?$')
"""


def prepare(connection: Connection[Any]) -> None:
    """Make the schema where it is missing."""
    row = connection.execute("SELECT to_regclass('petition_views.erased') IS NOT NULL").fetchone()
    if row is not None and row[0]:
        return
    with connection.transaction():
        connection.execute("SELECT pg_advisory_xact_lock(%s)", [MAKERS])
        connection.execute(files(__package__).joinpath("schema.sql").read_bytes())


def next_build(connection: Connection[Any], definition: Definition) -> int:
    """The number of the build after the one that answers now."""
    row = connection.execute(
        "SELECT build FROM petition_views.projections WHERE name = %s", [definition.name]
    ).fetchone()
    return (row[0] if row else 0) + 1


def create(connection: Connection[Any], layout: Layout, *, keyed: bool = True) -> None:
    """Make the tables of a build, instead of what a run that died may have left of it.

    What is loaded at once is loaded faster without its key: then `add_keys` comes after the rows.
    """
    check_fits(layout.definition)
    with connection.transaction():
        drop(connection, layout)
        connection.execute(
            SQL("CREATE TABLE {} ({}) WITH (fillfactor = 80)").format(
                named(layout.table), SQL(", ").join(map(declared, layout.columns))
            )
        )
        if layout.parts:
            connection.execute(
                SQL("CREATE TABLE {} ({})").format(
                    named(layout.parts), SQL(", ").join(map(declared, layout.part_columns))
                )
            )
        if layout.definition.opens:
            _keep_no_statistics(connection, layout)
        if keyed:
            add_keys(connection, layout)


def _keep_no_statistics(connection: Connection[Any], layout: Layout) -> None:
    """Let the planner note no values of rows that hold words: it would keep them longer."""
    for table, columns in ((layout.table, layout.columns), (layout.parts, layout.part_columns)):
        changes = (
            SQL("ALTER COLUMN {} SET STATISTICS 0").format(Identifier(c.name)) for c in columns
        )
        if table:
            statement = SQL("ALTER TABLE {} {}").format(named(table), SQL(", ").join(changes))
            connection.execute(statement)


def add_keys(connection: Connection[Any], layout: Layout) -> None:
    """Give the tables of a build their keys."""
    by_petition = SQL("CREATE INDEX ON {} (_petition_id)")
    key = SQL("ALTER TABLE {} ADD PRIMARY KEY ({})")
    connection.execute(key.format(named(layout.table), names(layout.definition.keys)))
    if has_owner(layout.definition):
        connection.execute(by_petition.format(named(layout.table)))
    if layout.parts:
        connection.execute(_once_each(layout.parts, layout.part_columns))
        connection.execute(key.format(named(layout.parts), names(layout.part_columns)))
        connection.execute(by_petition.format(named(layout.parts)))


def _once_each(table: str, columns: Sequence[Column]) -> Composed:
    """Remove rows that stand there more than once."""
    return SQL(
        "DELETE FROM {0} AS one USING {0} AS other WHERE one.ctid < other.ctid AND {1}"
    ).format(
        named(table),
        SQL(" AND ").join(SQL("one.{0} = other.{0}").format(Identifier(c.name)) for c in columns),
    )


def drop(connection: Connection[Any], layout: Layout) -> None:
    """Remove the tables of a build, if they are there; its view has to show another one."""
    for name in filter(None, (layout.parts, layout.table)):
        connection.execute(SQL("DROP TABLE IF EXISTS {}").format(named(name)))


def sweep_but(connection: Connection[Any], name: str, build: int) -> None:
    """Remove the tables of all builds of a projection but this one."""
    found = connection.execute(LEFT_BEHIND, [SCHEMA, name]).fetchall()
    for (table,) in found:
        if table not in {f"{name}_{build}", f"{name}_{build}_parts"}:
            connection.execute(SQL("DROP TABLE IF EXISTS {}").format(named(table)))


def switch(connection: Connection[Any], layout: Layout, bookmark: int) -> None:
    """Let a build answer from now on, in the transaction that is open.

    Readers of the old one go on to the end of their transactions, and hold the switch up until
    then; `sweep_but` removes what was left behind.

    It is folded up to `bookmark`. Nothing is parked any more, for the whole log went into it.
    """
    definition, shape = layout.definition, digest(layout.definition)
    row = connection.execute(
        "SELECT digest FROM petition_views.projections WHERE name = %s FOR UPDATE",
        [definition.name],
    ).fetchone()
    _show(connection, layout, is_as_before=row is not None and row[0] == shape)
    state = [definition.name, definition.version, layout.build, bookmark, shape, definition.opens]
    connection.execute(SET_STATE, state)
    connection.execute("DELETE FROM petition_views.parked WHERE projection = %s", [definition.name])
    if definition.opens:  # What was erased since the scan began must not come back with it.
        erased = removing.noted(connection, definition.name)
        removing.remove(connection, definition.name, layout.build, erased)


def _show(connection: Connection[Any], layout: Layout, *, is_as_before: bool) -> None:
    """A view of the same columns is replaced, so that what others were granted on it stays."""
    if not is_as_before:
        connection.execute(SQL("DROP VIEW IF EXISTS {}").format(named(layout.view)))
    connection.execute(
        SQL("CREATE OR REPLACE VIEW {} AS SELECT {} FROM {}").format(
            named(layout.view), names(layout.definition.columns), named(layout.table)
        )
    )
