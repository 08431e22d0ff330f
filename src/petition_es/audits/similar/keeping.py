"""Keeping the index of similar petitions fresh: it follows the head of the log."""

from threading import Event
from typing import Any, Self

import structlog
from psycopg import Connection

from petition_es.audits.similar.condition import KEEPER
from petition_es.audits.similar.index import SimilarIndex
from petition_es.projections.running.connections import connect, is_lost
from petition_es.store.log_reader import LogReader

LOOK_SECONDS = 1.0
"""How long to wait before it looks at the head of the log again."""

journal = structlog.get_logger("petition_es.similar")


class IndexKeeper:
    """Lets the index catch up whenever something was recorded; a second keeper stands by.

    It writes numbers that stand for words, and no event. Where it was killed, the next one goes on.
    """

    def __init__(self, index: SimilarIndex) -> None:
        self._index, self._address = index, index.unsealing.address
        self._reader = LogReader(self._address)
        self._connection: Connection[Any] | None = None
        self._seen = -1

    def run(self, stop: Event) -> None:
        """Keep the index until `stop`; a connection that breaks is replaced."""
        while not stop.is_set():
            try:
                self.look()
            except Exception as fault:
                if not is_lost(fault):
                    raise
                journal.warning("similar.interrupted", fault=type(fault).__name__)
                self._lose()
            stop.wait(LOOK_SECONDS)

    def look(self) -> int:
        """Catch up where something was recorded; answer how many petitions were looked at."""
        if not self._has_the_index():
            return 0
        head = self._reader.head()
        if head == self._seen:
            return 0
        looked_at = self._index.catch_up()
        self._seen = head
        return looked_at

    def _has_the_index(self) -> bool:
        """Tell whether this is the keeper; a connection that broke is noticed here."""
        if self._connection is not None:
            self._connection.execute("SELECT 1")
            return True
        connection = connect(self._address)
        row = connection.execute("SELECT pg_try_advisory_lock(%s)", [KEEPER]).fetchone()
        if not (row and row[0]):
            connection.close()
            return False
        self._connection = connection
        return True

    def _lose(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    def close(self) -> None:
        """Leave the index to another keeper."""
        self._lose()
        self._reader.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
