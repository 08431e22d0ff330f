"""Lanes: the connections that appends and short questions travel on, each lent to one at a time."""

from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from queue import SimpleQueue
from typing import Any, LiteralString

import psycopg
from eventsourcing import persistence
from psycopg.rows import TupleRow

from petition_es.store.connecting import ENDED_BY_SERVER, Address
from petition_es.store.datastore import first_line, is_out_of_reach
from petition_es.store.faults import DatabaseUnreachable
from petition_es.store.lane import Lane

LANES = 16
"""How many appends are under way at once, at most; more of them wait for a lane."""

FAULTS = {
    name: getattr(persistence, name)
    for name in ("DataError", "IntegrityError", "InternalError", "NotSupportedError")
}
"""What the library calls the errors of a database, by what psycopg calls them."""


class Lanes:
    """A pool that does one thing: it lends the connection that was used last, and takes it back.

    A connection is not asked whether it lives. When one turns out to be dead, those that lie idle
    are closed with it, for they died of the same; the append is told, and may be sent again.
    """

    def __init__(self, address: Address) -> None:
        self._address = address
        self._idle: deque[Lane] = deque()
        self._free: SimpleQueue[None] = SimpleQueue()  # A semaphore that costs next to nothing.
        for _ in range(LANES):
            self._free.put(None)
        self._closed = False

    def ask(self, query: LiteralString, values: Sequence[Any]) -> list[TupleRow]:
        """Put a question that changes nothing; where the connection had died, once more."""
        try:
            with self.lane() as lane:
                return lane.ask(query, values)
        except DatabaseUnreachable:
            with self.lane() as lane:
                return lane.ask(query, values)

    @contextmanager
    def lane(self) -> Iterator[Lane]:
        """Lend a connection; what goes wrong on it is raised as the library calls it."""
        self._free.get()
        lane = None
        try:
            lane = self._take()
            yield lane
            self._idle.append(lane)
        except BaseException as fault:
            if lane is not None:
                self._let_go(lane, fault)
            if isinstance(fault, psycopg.Error):
                raise _named(fault) from fault
            raise
        finally:
            self._free.put(None)
        if self._closed or lane.is_worn_out:
            self._close_idle()

    def _take(self) -> Lane:
        try:
            return self._idle.pop()
        except IndexError:
            return Lane(self._address)

    def _let_go(self, lane: Lane, fault: BaseException) -> None:
        """Keep a connection that refused a row; close any other, and the idle ones if it died."""
        if isinstance(fault, psycopg.IntegrityError) and lane.is_at_rest:
            self._idle.append(lane)
            return
        if lane.is_lost:
            self._close_idle()
        lane.close()

    def close(self) -> None:
        """Close all lanes; one that is under way is closed when it comes back."""
        self._closed = True
        self._close_idle()

    def _close_idle(self) -> None:
        while self._idle:
            self._idle.pop().close()


def _named(fault: psycopg.Error) -> Exception:
    if isinstance(fault, ENDED_BY_SERVER):
        return DatabaseUnreachable(reason=first_line(fault))
    if isinstance(fault, psycopg.OperationalError | psycopg.InterfaceError):
        if is_out_of_reach(fault):
            return DatabaseUnreachable(reason=first_line(fault))
        return persistence.OperationalError(str(fault))
    for kind in type(fault).__mro__:
        if kind.__name__ in FAULTS:
            found: Exception = FAULTS[kind.__name__](str(fault))
            return found
    return persistence.DatabaseError(str(fault))
