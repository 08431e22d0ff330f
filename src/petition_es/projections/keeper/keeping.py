"""Keeping clocks: following the log, counting due dates, and telling once of each that passes."""

from collections.abc import Callable
from datetime import datetime
from importlib.resources import files
from threading import Event
from typing import Any, LiteralString, Self

import structlog
from psycopg import Connection, Rollback

from petition_es.domain.regime.law import Law
from petition_es.projections.keeper.condition import KEEPER, stand
from petition_es.projections.keeper.due_dates import (
    FOUNDED,
    OF_PETITIONS,
    DueDates,
    at_units,
    law_word,
)
from petition_es.projections.keeper.notices import PASSED
from petition_es.projections.running.connections import connect, is_lost
from petition_es.store.connecting import Address
from petition_es.store.log_reader import LogReader

BATCH = 2000
"""How many positions are read at a time."""

LOOK_SECONDS = 1.0
"""How long to wait before it looks at the log and at the clock again."""

BEGIN: LiteralString = """
    INSERT INTO petition_views.clock_keeper (bookmark, law, whole_from)
    VALUES (0, %(law)s, %(head)s)
    ON CONFLICT (one_row) DO UPDATE
        SET bookmark = 0, law = EXCLUDED.law, whole_from = EXCLUDED.whole_from
"""
MOVE: LiteralString = "UPDATE petition_views.clock_keeper SET bookmark = %s"

journal = structlog.get_logger("petition_es.keeper")


class ClockKeeper:
    """Turns due dates that come near, and that pass, into notices: one for each, whatever happens.

    Due dates and bookmark are written in one transaction, and a notice knows its clock and its day:
    so a keeper that was killed, or stood still for weeks, goes on and tells nothing twice. A second
    keeper waits for the lock of the first. By another law, or other days off, all due dates are
    counted anew. It writes no event.
    """

    def __init__(self, address: Address, law: Law, clock: Callable[[], datetime]) -> None:
        self._address, self._law, self._clock = address, law, clock
        self._reader = LogReader(address)
        self._due_dates, self._word = DueDates(self._reader, law), law_word(law)
        self._connection: Connection[Any] | None = None
        self._bookmark = 0

    def run(self, stop: Event) -> None:
        """Keep the clocks until `stop`; a connection that breaks is replaced."""
        while not stop.is_set():
            try:
                self.catch_up(stop)
            except Exception as fault:
                if not is_lost(fault):
                    raise
                journal.warning("keeper.interrupted", fault=type(fault).__name__)
                self._lose()
            stop.wait(LOOK_SECONDS)

    def catch_up(self, stop: Event | None = None) -> int:
        """Read the log to its head, and tell of what passed by now; answer how many notices."""
        if not self._has_the_keys():
            return 0
        stop = stop or Event()
        head, given = self._reader.head(), 0
        if self._bookmark == 0:
            given += self._read_all(head, stop)
        while self._bookmark < head and not stop.is_set():
            given += self._read_on(min(self._bookmark + BATCH, head))
        return given if stop.is_set() else given + self._tell()

    def _has_the_keys(self) -> bool:
        """Tell whether this is the keeper; at first it makes ready, and sees where it stands."""
        if self._connection is not None:
            return True
        connection = connect(self._address)
        row = connection.execute("SELECT pg_try_advisory_lock(%s)", [KEEPER]).fetchone()
        if not (row and row[0]):
            connection.close()
            return False
        connection.execute(_sql("schema.sql"))
        self._connection = connection
        self._bookmark = self._stand(connection)
        return True

    def _stand(self, connection: Connection[Any]) -> int:
        """Where the due dates stand; at the beginning, where they were counted by another law."""
        found = stand(connection)
        if found is not None and found.law == self._word:
            return found.bookmark
        begins = {"law": self._word, "head": self._reader.head()}
        with connection.transaction():
            connection.execute(_sql("due_dates.sql"))
            connection.execute(BEGIN, begins)
        return 0

    def _read_all(self, head: int, stop: Event) -> int:
        """Read the whole log at once: that is a tenth of the work of reading it piece by piece."""
        connection = self._held
        with connection.transaction():
            given = self._due_dates.count_all(connection, head, self._clock(), stop)
            if given is None:
                raise Rollback
            connection.execute(MOVE, [head])
        if given is not None:
            self._bookmark = head
        return given or 0

    def _read_on(self, upto: int) -> int:
        rows = self._reader.rows(self._bookmark, upto, topics=(*OF_PETITIONS, FOUNDED))
        connection, given = self._held, 0
        petitions = {row[1] for row in rows if row[5] != FOUNDED}
        # What came to a unit before it was founded is timed as the unit's desk has it.
        petitions |= at_units(connection, [row for row in rows if row[5] == FOUNDED])
        with connection.transaction():
            if petitions:
                given = self._due_dates.count(connection, petitions, upto, self._clock())
            connection.execute(MOVE, [upto])
        self._bookmark = upto
        return given

    def _tell(self) -> int:
        now, told = self._clock(), 0
        for kind, query in PASSED.items():
            told += self._held.execute(query, {"kind": kind, "now": now}).rowcount
        return told

    @property
    def _held(self) -> Connection[Any]:
        if self._connection is None:
            raise RuntimeError("it is not this one that keeps the clocks")
        return self._connection

    def _lose(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    def close(self) -> None:
        """Leave the clocks to another keeper."""
        self._lose()
        self._reader.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _sql(name: str) -> bytes:
    return files(__package__).joinpath(name).read_bytes()
