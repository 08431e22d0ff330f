"""Runners of projections that are killed, and what their rows must be: those of the whole log."""

from contextlib import closing
from dataclasses import dataclass
from threading import Event
from time import monotonic, sleep

import psycopg
import structlog

from petition_es.projections import run as run_in_memory
from petition_es.projections.kit.projection import Projection
from petition_es.projections.running.bookmarks import bookmarks
from petition_es.projections.running.connections import connect
from petition_es.projections.running.live import Runner
from petition_es.projections.running.rows import table_of
from petition_es.projections.shipped import ALL
from petition_es.store.connecting import Address, address_of
from petition_es.store.decoding import decode
from petition_es.store.head_watch import HeadWatch
from petition_es.store.log_reader import LogReader

LOOK_SECONDS = 0.02
Entry = tuple[int, object]


@dataclass(frozen=True)
class Desk:
    """Where a runner runs."""

    url: str


def run(desk: Desk) -> None:
    """Run all shipped projections until killed; where another one does, stand by."""
    structlog.configure(logger_factory=structlog.ReturnLoggerFactory())
    address = address_of(desk.url)
    with closing(HeadWatch(LogReader(address))) as watch:
        Runner(address, watch, ALL).run(Event())


def wait_for(
    connection: psycopg.Connection[tuple[object, ...]], position: int, patience: float
) -> list[str]:
    """Wait until every projection is folded up to a position; answer what stands still."""
    until = monotonic() + patience
    while True:
        known = bookmarks(connection)
        behind = [
            f"{name} stands at {known[name].bookmark if name in known else 0}, not at {position}"
            + (f": {known[name].error}" if name in known else "")
            for name in (each.DEFINITION.name for each in ALL)
            if name not in known or known[name].bookmark < position
        ]
        if not behind or monotonic() > until:
            return behind
        sleep(LOOK_SECONDS)


def rows_that_differ(address: Address) -> int:
    """How many rows of the projections are not those of the log up to their bookmarks."""
    with connect(address) as connection, connection.transaction():
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        known = bookmarks(connection)
        live = {each: table_of(connection, each.DEFINITION) for each in ALL}
    log = _whole_log(address)
    return sum(
        _differences(each, live[each].tuples, log, known[each.DEFINITION.name].bookmark)
        for each in ALL
    )


def _differences(
    projection: type[Projection], live: object, log: list[Entry], bookmark: int
) -> int:
    rebuilt = run_in_memory(projection, log, at_position=bookmark).tuples
    if list(live) == list(rebuilt):
        return 0
    return len({str(row) for row in live} ^ {str(row) for row in rebuilt})


def _whole_log(address: Address) -> list[Entry]:
    """All events of the log up to its head, with their positions."""
    with LogReader(address) as reader:
        return [(row[0], decode(row)) for row in reader.drain(0, reader.head())]
