"""The limits: bare PostgreSQL, asked by the same client code in the barest way."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from time import perf_counter
from typing import Any

import psycopg
from psycopg import Connection

from petition_es.store.connecting import address_of
from petition_es.store.lane import Lane

TWIN = "CREATE TABLE IF NOT EXISTS public.bare_events (LIKE public.petition_events INCLUDING ALL)"
INSERT = """
    INSERT INTO public.bare_events
        (originator_id, originator_version, topic, state, event_id, recorded_at, metadata, sealed)
    VALUES (%b, %b, %b, %b, %b, %b, %b::text::jsonb, %b) RETURNING position
"""
COLUMNS = "originator_id, originator_version, event_id, recorded_at, topic, metadata, state, sealed"
COPY_IN = f"COPY public.petition_events ({COLUMNS}) FROM STDIN (FORMAT BINARY)"
READY = """
    COPY (SELECT {columns} FROM public.petition_events WHERE position > {after}
    AND position <= {upto} ORDER BY position) TO STDOUT (FORMAT BINARY)
"""

COPY_OUT = """
    COPY (SELECT position, originator_id, originator_version, event_id, recorded_at, topic,
        metadata::text, state, NULL::bytea FROM public.petition_events WHERE {narrowed})
    TO STDOUT (FORMAT BINARY)
"""

Row = Sequence[Any]


@contextmanager
def connected(url: str) -> Iterator[Connection[Any]]:
    """A connection that does nothing beside what it is told."""
    with closing(psycopg.connect(url, autocommit=True)) as connection:
        yield connection


def make_twin(url: str) -> None:
    """Make a table beside the log: the same columns, indexes and options, and nothing else."""
    with connected(url) as connection:
        connection.execute(TWIN)


class Inserting:
    """Threads that insert rows with a prepared statement, each on a connection of its own."""

    def __init__(self, url: str, threads: int) -> None:
        self._pool = ThreadPoolExecutor(threads)
        self._lanes = [Lane(address_of(url)) for _ in range(threads)]

    def insert(self, shares: Sequence[Sequence[Row]]) -> float:
        """Insert every thread's share, one row a transaction; answer the seconds."""
        begun = perf_counter()
        list(self._pool.map(_insert, self._lanes, shares))
        return perf_counter() - begun

    def close(self) -> None:
        """Leave."""
        self._pool.shutdown()
        for lane in self._lanes:
            lane.close()


def _insert(lane: Lane, rows: Sequence[Row]) -> None:
    for row in rows:
        lane.ask(INSERT, row)


def ready_rows(url: str, after: int, upto: int) -> list[bytes]:
    """Rows of a log as COPY writes and reads them, ready to be sent."""
    query = READY.format(columns=COLUMNS, after=int(after), upto=int(upto))
    with connected(url) as connection, connection.cursor().copy(query) as copy:
        return [bytes(data) for data in copy]


def copy_in(connection: Connection[Any], data: Sequence[bytes]) -> float:
    """Load ready rows into the log; answer the seconds until they are committed."""
    begun = perf_counter()
    with connection.cursor().copy(COPY_IN) as copy:
        for part in data:
            copy.write(part)
    return perf_counter() - begun


def copy_out(connection: Connection[Any], query: str) -> tuple[float, int]:
    """Copy rows out and drop them, unparsed; answer the seconds, and how many bytes there were."""
    begun, size = perf_counter(), 0
    with connection.cursor().copy(query) as copy:
        for data in copy:
            size += len(data)
    return perf_counter() - begun, size
