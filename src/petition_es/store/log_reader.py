"""Reading the log as rows, fast: plain tuples on a connection of one's own."""

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import datetime
from typing import Any, LiteralString, Self, TypeVar, cast
from uuid import UUID

import psycopg
from psycopg import Connection, Copy
from psycopg.pq.abc import PGconn
from psycopg.rows import TupleRow, tuple_row

from petition_es.store.connecting import SETUP, Address
from petition_es.store.datastore import first_line
from petition_es.store.faults import DatabaseUnreachable
from petition_es.store.floor import HEAD

T = TypeVar("T")

LogRow = tuple[int, UUID, int, UUID, datetime, str, str, bytes, bytes | None]
"""One row of the log: position, stream, version, event id, recorded at (UTC), topic, metadata (JSON
text), state (JSON bytes), and the envelope of the sealed words.

The envelope is None when there is none, and when the row was read without it.
"""

COLUMNS = """
    SELECT position, originator_id, originator_version, event_id, recorded_at, topic,
        metadata::text, state, CASE WHEN %(sealed)s THEN sealed END
    FROM public.petition_events
"""
ROWS = COLUMNS + "WHERE position > %(after)s AND position <= %(upto)s"
OF_TOPICS = " AND topic = ANY(%(topics)s)"
OF_SHARE = " AND get_byte(uuid_send(originator_id), 15) %% %(parts)s = %(part)s"
COPY_OUT: LiteralString = "COPY ({}) TO STDOUT (FORMAT binary)"
COPIED = ["int8", "uuid", "int8", "uuid", "timestamptz", "text", "text", "bytea", "bytea"]
IN_ORDER = " ORDER BY position LIMIT %(limit)s"
ALONG_THE_INDEX = "SET enable_sort = off; SET enable_bitmapscan = off"
AS_BEFORE = "RESET enable_sort; RESET enable_bitmapscan"
"""The log lies in its order nearly, so it is never worth while to sort millions of rows of it; a
server that has not counted them yet would do so, on disk."""

STREAMS = COLUMNS + (
    "WHERE originator_id = ANY(%(ids)s) AND position <= coalesce(%(upto)s, 9223372036854775807)"
)


class LogReader:
    """One connection that reads the log by position, up to its head, or by stream.

    It opens its connection at the first question and a new one when that broke; where nobody
    answers, every question raises DatabaseUnreachable. What travels to another process is the
    address alone. It is for one thread at a time.

    A head holds on the server that told it: after a crash positions above what was written through
    are drawn again. So up to a head which the present connection does not know nothing is read.
    """

    def __init__(self, address: Address) -> None:
        self.address = dict(address)
        self._connection: Connection[TupleRow] | None = None
        self._last_head: int | None = None
        self.connections = 0
        """How many were opened so far: behind a new one there may be another server."""

    def __getstate__(self) -> dict[str, Any]:
        return {
            "address": self.address, "_connection": None, "_last_head": None, "connections": 0
        }  # fmt: skip

    def head(self) -> int:
        """The position up to which nothing can appear any more."""
        return self._on_a_connection(self._head)

    def _head(self, connection: Connection[TupleRow]) -> int:
        """Ask for the head, and say which one this very connection was told the last time."""
        ((head,),) = self._answer(connection, HEAD, [self._last_head])
        self._last_head = int(head)
        return self._last_head

    def rows(
        self,
        after: int,
        upto: int,
        *,
        topics: Sequence[str] = (),
        share: tuple[int, int] | None = None,
        sealed: bool = False,
        limit: int | None = None,
    ) -> list[LogRow]:
        """Read the rows after one position up to another, which is a head or lies under one.

        `topics`: of these kinds only. `share=(i, n)`: of the streams whose last byte of the id is
        `i` modulo `n`. DatabaseUnreachable where the head was told by a server that is gone.
        """
        return self._rows(*_asked(after, upto, topics, share, sealed=sealed, limit=limit))

    def drain(
        self,
        after: int,
        upto: int,
        *,
        topics: Sequence[str] = (),
        share: tuple[int, int] | None = None,
        sealed: bool = False,
    ) -> Iterator[LogRow]:
        """Read like `rows`, but by binary COPY, each row as it is taken.

        Until the last one was taken, the connection is for nothing else. One that breaks meanwhile
        raises DatabaseUnreachable, and the reading begins again.
        """
        query, values = _asked(after, upto, topics, share, sealed=sealed, limit=None)
        connection = self._connection = self._connection or self._connect()
        try:
            self._check_head(connection, values)
            connection.execute(ALONG_THE_INDEX)
            with connection.cursor() as cursor, cursor.copy(COPY_OUT.format(query), values) as copy:
                copy.set_types(COPIED)
                yield from cast("Iterator[LogRow]", _rows_of(copy, connection.pgconn))
            connection.execute(AS_BEFORE)
        except (psycopg.OperationalError, psycopg.InterfaceError) as fault:
            self.close()
            raise DatabaseUnreachable(reason=first_line(fault)) from fault

    def streams(
        self,
        ids: Collection[UUID],
        upto: int | None,
        *,
        topics: Sequence[str] = (),
        sealed: bool = False,
    ) -> list[LogRow]:
        """Read all rows of some streams up to a position (None: whatever is committed)."""
        values = {"ids": list(ids), "upto": upto, "sealed": sealed, "limit": None}
        # Planned anew each time: a plan for whatever streams would go through all of some topics.
        return self._rows(*_narrowed(STREAMS, values, topics, None), prepare=False)

    def _rows(
        self, query: LiteralString, values: dict[str, Any], *, prepare: bool = True
    ) -> list[LogRow]:
        def put(connection: Connection[TupleRow]) -> list[Any]:
            self._check_head(connection, values)
            return self._answer(connection, query, values, prepare=prepare)

        return self._on_a_connection(put)

    def _check_head(self, connection: Connection[TupleRow], values: dict[str, Any]) -> None:
        upto, known = values["upto"], self._last_head
        if upto is None or (known is not None and upto <= known) or upto <= self._head(connection):
            return
        raise DatabaseUnreachable(reason="the server that told the head of the log is gone")

    def ask(self, query: LiteralString, values: Any) -> list[TupleRow]:
        """Put a question that changes nothing."""
        return self._on_a_connection(lambda connection: self._answer(connection, query, values))

    def _on_a_connection(self, put: Callable[[Connection[TupleRow]], T]) -> T:
        """Put a question; where the connection broke, once more on a new one."""
        if self._connection is not None:
            try:
                return put(self._connection)
            except (psycopg.OperationalError, psycopg.InterfaceError):
                self.close()
        try:
            self._connection = self._connect()
            return put(self._connection)
        except (psycopg.OperationalError, psycopg.InterfaceError) as fault:
            self.close()
            raise DatabaseUnreachable(reason=first_line(fault)) from fault

    def _connect(self) -> Connection[TupleRow]:
        self._last_head = None
        self.connections += 1
        connection = psycopg.connect(**self.address, autocommit=True)
        connection.execute(SETUP)
        return connection

    @staticmethod
    def _answer(
        connection: Connection[TupleRow],
        query: LiteralString,
        values: Any,
        *,
        prepare: bool = True,
    ) -> list[TupleRow]:
        cursor = connection.cursor(binary=True, row_factory=tuple_row)
        return cursor.execute(query, values, prepare=prepare).fetchall()

    def close(self) -> None:
        """Close the connection, if there is one."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _rows_of(copy: Copy, server: PGconn) -> Iterator[Any]:
    """What `copy.rows()` yields, without asking whether to wait before each of a million rows."""
    parse = copy.formatter.parse_row
    while True:
        size, data = server.get_copy_data(1)
        row = parse(data) if size > 0 else copy.read_row()
        if row is None:
            break
        yield row
    while copy.read():
        pass


def _asked(
    after: int,
    upto: int,
    topics: Sequence[str],
    share: tuple[int, int] | None,
    *,
    sealed: bool,
    limit: int | None,
) -> tuple[LiteralString, dict[str, Any]]:
    values = {"after": after, "upto": upto, "sealed": sealed, "limit": limit}
    return _narrowed(ROWS, values, topics, share)


def _narrowed(
    query: LiteralString,
    values: dict[str, Any],
    topics: Sequence[str],
    share: tuple[int, int] | None,
) -> tuple[LiteralString, dict[str, Any]]:
    """Narrow a question for rows down to some topics and a share of the streams."""
    if topics:
        query, values = query + OF_TOPICS, values | {"topics": list(topics)}
    if share is not None:
        query, values = query + OF_SHARE, values | {"part": share[0], "parts": share[1]}
    return query + IN_ORDER, values
