"""Erasure in the tables of projections that read sealed words: their rows are a sink.

Whoever erases a person need not know the classes of all projections. So the rows in which erased
petitions have a part are removed at once, and which petitions those were is noted; the runner folds
them anew, without the words. Other projections hold codes only, and keep their rows.
"""

from collections.abc import Collection
from functools import partial
from uuid import UUID

from psycopg import Connection
from psycopg.rows import TupleRow
from psycopg.sql import SQL

from petition_es.projections.running import bookmarks, locks, removing, tables
from petition_es.projections.running.composing import named
from petition_es.projections.running.connections import connect
from petition_es.projections.running.layout import SCHEMA
from petition_es.store.connecting import Address
from petition_es.store.sinks import Sink

COVERED = frozenset(f"{SCHEMA}.{table}" for table in ("projections", "parked", "erased"))

WHO_READS_WORDS = """
    SELECT name, build FROM petition_views.projections WHERE opens AND keys_destroyed <> %s
"""
DESTROYED = "SELECT count(*) FROM petition_keys.destroyed_keys"
TOUCHED = """
    SELECT DISTINCT originator_id FROM public.petition_events
    WHERE encode(substring(sealed FROM 2 FOR 16), 'hex')::uuid
        IN (SELECT key_id FROM petition_keys.destroyed_keys)
"""
"""Streams with words that nobody can open any more, whoever's they were."""

UNPARK = """
    DELETE FROM petition_views.parked
    WHERE projection = %s AND (error ->> 'petition_id')::uuid = ANY(%s)
"""
DONE = """
    UPDATE petition_views.projections SET keys_destroyed = %s, edition = edition + 1
    WHERE name = %s
"""


def sink_of_projections(address: Address) -> Sink:
    """The sink that projections are, for the one list that an erasure goes through."""
    return Sink("projections that read sealed words", COVERED, partial(purge, address))


def purge(address: Address, _: Collection[UUID], petitions: Collection[UUID]) -> None:
    """Remove what was folded from words that were erased; a second time changes nothing."""
    with connect(address) as connection:
        if not bookmarks.is_prepared(connection):
            return
        ((destroyed,),) = connection.execute(DESTROYED).fetchall()
        readers = connection.execute(WHO_READS_WORDS, [destroyed]).fetchall()
        if not readers:
            return
        touched = {row[0] for row in connection.execute(TOUCHED)} | set(petitions)
        for name, build in readers:
            _purge(connection, name, build, touched, destroyed)


def _purge(
    connection: Connection[TupleRow],
    name: str,
    build: int,
    petitions: Collection[UUID],
    destroyed: int,
) -> None:
    with connection.transaction():
        connection.execute(DONE, [destroyed, name])  # First: nobody writes this build any more.
        removing.note(connection, name, petitions)
        removing.remove(connection, name, build, petitions)
        connection.execute(UNPARK, [name, list(petitions)])
    connection.execute(SQL("VACUUM {}").format(named(f"{name}_{build}")))
    if locks.is_ours(connection, locks.REBUILDS, name):
        # Else somebody is at it, and will remove from the new build what is noted here.
        tables.sweep_but(connection, name, build)
        locks.give_back(connection, locks.REBUILDS, name)
