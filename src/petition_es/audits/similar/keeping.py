"""Keeping the index of similar petitions fresh: it follows the head of the log."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from threading import Event
from typing import Any

import structlog
from psycopg import Connection

from petition_es.audits.similar.condition import KEEPER
from petition_es.audits.similar.index import SimilarIndex
from petition_es.projections.running.connections import connect, is_lost
from petition_es.store.log_reader import LogReader

LOOK_SECONDS = 1.0
"""How long to wait before it looks at the head of the log again."""

journal = structlog.get_logger("petition_es.similar")


@dataclass
class IndexKeeper:
    """Lets the index catch up whenever something was recorded, as long as its connection lives."""

    index: SimilarIndex
    reader: LogReader
    connection: Connection[Any]
    seen: int = -1
    """The head of the log at the last look."""

    def look(self) -> int:
        """Catch up where something was recorded; answer how many petitions were looked at."""
        self.connection.execute("SELECT 1")  # Without it somebody else keeps the index by now.
        head, looked_at = self.reader.head(), 0
        if head != self.seen:
            looked_at = self.index.catch_up()
            self.seen = head
        return looked_at


@contextmanager
def keeping(index: SimilarIndex) -> Iterator[IndexKeeper | None]:
    """Be the keeper of an index for a while; None where somebody else is."""
    address = index.unsealing.address
    with connect(address) as connection, closing(LogReader(address)) as reader:
        row = connection.execute("SELECT pg_try_advisory_lock(%s)", [KEEPER]).fetchone()
        yield IndexKeeper(index, reader, connection) if row and row[0] else None


def keep(index: SimilarIndex, stop: Event) -> None:
    """Keep an index until `stop`; stand by while somebody else does.

    It writes numbers that stand for words, and no event. Where it was killed, the next one goes on.
    """
    while not stop.is_set():
        try:
            with keeping(index) as keeper:
                while keeper is not None and not stop.is_set():
                    keeper.look()
                    stop.wait(LOOK_SECONDS)
        except Exception as fault:
            if not is_lost(fault):
                raise
            journal.warning("similar.interrupted", fault=type(fault).__name__)
        stop.wait(LOOK_SECONDS)
