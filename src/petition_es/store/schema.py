"""The schema of the store: created as a whole, recognised by its format, brought up to date."""

import os
from importlib.resources import files

import psycopg
from psycopg import Connection, errors
from psycopg.rows import TupleRow

from petition_es import __version__
from petition_es.store.datastore import first_line
from petition_es.store.faults import (
    DatabaseNotWritable,
    DatabaseTooOld,
    DatabaseUnreachable,
    StoreIsIncomplete,
    StoreIsNewer,
)
from petition_es.store.keys import WRAPPING
from petition_es.store.master_key import MasterKey
from petition_es.store.sealing import KEY_BYTES, Key

STEPS = {1: "schema.sql", 2: "schema_2.sql", 3: "schema_3.sql", 4: "schema_4.sql"}
"""What each format adds to the one before."""

FORMAT = max(STEPS)
"""The format that this version writes; an older store is brought up to it when it is opened."""

MATCHING_PLACE = b"the key for matching"
OLDEST_POSTGRES = 15
CONNECT_SECONDS = 10
STARTERS = 0x7065746974696F6E
"""The advisory lock that lets one process at a time create the store."""

WHAT_IS_THERE = """
    SELECT to_regclass('public.petition_store') IS NOT NULL AS events,
        to_regclass('petition_keys.master') IS NOT NULL AS keys
"""
MAY_WE_WRITE = """
    SELECT current_setting('transaction_read_only') = 'on',
        NOT has_table_privilege('public.petition_events', 'INSERT')
            OR NOT has_table_privilege('petition_keys.identity_keys', 'INSERT, UPDATE')
"""


def open_schema(database_url: str, master: MasterKey) -> tuple[Key, bytes]:
    """Create the store where there is none, else check that we may use it; return its keys.

    The keys are the master key and the secret for matching. All happens in one transaction, by one
    process at a time: nothing is ever half done.
    """
    try:
        with _connect(database_url) as connection:
            connection.execute("SELECT pg_advisory_xact_lock(%s)", [STARTERS])
            if _is_there(connection):
                _check(connection)
                return _keys(connection, master)
            return _create(connection, master)
    except (errors.InsufficientPrivilege, errors.ReadOnlySqlTransaction) as reason:
        raise DatabaseNotWritable(reason=first_line(reason)) from reason
    except psycopg.OperationalError as reason:
        raise DatabaseUnreachable(reason=first_line(reason)) from reason


def _connect(database_url: str) -> Connection[TupleRow]:
    try:
        connection = psycopg.connect(database_url, connect_timeout=CONNECT_SECONDS)
    except psycopg.ProgrammingError as reason:  # Not shown: it may repeat the password.
        raise DatabaseUnreachable(reason="its address makes no sense") from reason
    major = connection.info.server_version // 10_000
    if major < OLDEST_POSTGRES:
        connection.close()
        raise DatabaseTooOld(found=major, needed=OLDEST_POSTGRES)
    return connection


def _is_there(connection: Connection[TupleRow]) -> bool:
    row = connection.execute(WHAT_IS_THERE).fetchone()
    has_events, has_keys = row or (False, False)
    if has_events != has_keys:
        raise StoreIsIncomplete(missing="the schema petition_keys" if has_events else "the log")
    return bool(has_events)


def _check(connection: Connection[TupleRow]) -> None:
    row = connection.execute("SELECT format, created_by FROM public.petition_store").fetchone()
    if row is None:
        raise StoreIsIncomplete(missing="the row of petition_store")
    if row[0] > FORMAT:
        raise StoreIsNewer(found=row[0], writer=row[1], known=FORMAT)
    read_only, may_not = connection.execute(MAY_WE_WRITE).fetchone() or (False, False)
    if read_only or may_not:
        raise DatabaseNotWritable(reason="read-only" if read_only else "no right to insert")
    if row[0] < FORMAT:
        _build(connection, after=row[0])
        connection.execute("UPDATE public.petition_store SET format = %s", [FORMAT])


def _build(connection: Connection[TupleRow], *, after: int) -> None:
    for step in range(after + 1, FORMAT + 1):
        connection.execute(files(__package__).joinpath(STEPS[step]).read_bytes())


def _keys(connection: Connection[TupleRow], master: MasterKey) -> tuple[Key, bytes]:
    row = connection.execute("SELECT key_id, matching FROM petition_keys.master").fetchone()
    if row is None:
        raise StoreIsIncomplete(missing="the row of petition_keys.master")
    key = master.get(row[0])
    return key, WRAPPING.open(key, row[1], MATCHING_PLACE)


def _create(connection: Connection[TupleRow], master: MasterKey) -> tuple[Key, bytes]:
    _build(connection, after=0)
    connection.execute(
        "INSERT INTO public.petition_store (format, created_by) VALUES (%s, %s)",
        [FORMAT, __version__],
    )
    key, matching = master.get(None), os.urandom(KEY_BYTES)
    connection.execute(
        "INSERT INTO petition_keys.master (key_id, matching) VALUES (%s, %s)",
        [key.id, WRAPPING.close(key, matching, MATCHING_PLACE)],
    )
    return key, matching
