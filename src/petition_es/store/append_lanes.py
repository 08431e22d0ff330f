"""Lanes: the connections that appends travel on, each lent to one append at a time."""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

import psycopg
from eventsourcing import persistence
from psycopg import Connection
from psycopg.rows import TupleRow

from petition_es.store.connecting import SETUP, Address
from petition_es.store.datastore import first_line, is_out_of_reach
from petition_es.store.faults import DatabaseUnreachable

CUT_OFF = """
    SELECT set_config(name, '10s', false) FROM pg_catalog.pg_settings
    WHERE name = 'transaction_timeout'
"""
"""An append that was cut in two on its way is no idle transaction: the server waits for the rest.

Servers that can (17 and newer) end it, so that a process which was stopped then holds nobody up.
"""

LANES = 16
"""How many appends are under way at once, at most; more of them wait for a lane."""

FAULTS = {
    name: getattr(persistence, name)
    for name in ("DataError", "IntegrityError", "InternalError", "NotSupportedError")
}
"""What the library calls the errors of a database, by what psycopg calls them."""


class AppendLanes:
    """A pool that does one thing: it lends the connection that was used last, and takes it back.

    A connection is not asked whether it lives. When one turns out to be dead, those that lie idle
    are closed with it, for they died of the same; the append is told, and may be sent again.
    """

    def __init__(self, address: Address) -> None:
        self._address = address
        self._free = BoundedSemaphore(LANES)
        self._idle: deque[Connection[TupleRow]] = deque()
        self._closed = False

    @contextmanager
    def lane(self) -> Iterator[Connection[TupleRow]]:
        """Lend a connection; what goes wrong on it is raised as the library calls it."""
        with self._free:
            connection = None
            try:
                connection = self._take()
                yield connection
                self._idle.append(connection)
            except psycopg.Error as fault:
                self._let_go(connection)
                raise _named(fault) from fault
            except BaseException:
                self._let_go(connection)
                raise
        if self._closed:
            self.close()

    def _take(self) -> Connection[TupleRow]:
        try:
            return self._idle.pop()
        except IndexError:
            connection = psycopg.connect(**self._address, autocommit=True)
            connection.execute(SETUP)
            connection.execute(CUT_OFF)
            return connection

    def _let_go(self, connection: Connection[TupleRow] | None) -> None:
        """Close a connection on which something went wrong, and the idle ones if it had died.

        One that is still at rest is not lent again either: what a refused pipeline was to prepare,
        the library takes for prepared, and the server does not know it.
        """
        if connection is None:
            return
        at_rest = connection.info.transaction_status == psycopg.pq.TransactionStatus.IDLE
        connection.close()
        if not at_rest:
            self._close_idle()

    def close(self) -> None:
        """Close all lanes; one that is under way is closed when it comes back."""
        self._closed = True
        self._close_idle()

    def _close_idle(self) -> None:
        while self._idle:
            self._idle.pop().close()


def _named(fault: psycopg.Error) -> Exception:
    if isinstance(fault, psycopg.OperationalError | psycopg.InterfaceError):
        if is_out_of_reach(fault):
            return DatabaseUnreachable(reason=first_line(fault))
        return persistence.OperationalError(str(fault))
    for kind in type(fault).__mro__:
        if kind.__name__ in FAULTS:
            found: Exception = FAULTS[kind.__name__](str(fault))
            return found
    return persistence.DatabaseError(str(fault))
