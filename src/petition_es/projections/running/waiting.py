"""Reading what one wrote: waiting until a projection is folded up to a position.

Whoever records something is told its position. It is waited for by looking at the bookmark every
few milliseconds; in the process of the runner `Runner.wait_for` waits without looking.
"""

from collections.abc import Mapping
from time import monotonic, sleep
from typing import Any

from psycopg import Connection, errors

from petition_es.projections.running.connections import connect
from petition_es.projections.running.faults import NotYetFolded
from petition_es.store.connecting import Address

LOOK_SECONDS = 0.002
"""How long to rest between two looks at a bookmark."""

BOOKMARK = "SELECT bookmark FROM petition_views.projections WHERE name = %s"


def wait_for(
    where: Address | Connection[Any], projection: str, position: int, timeout_seconds: float
) -> int:
    """Wait until a projection is folded up to a position; answer its bookmark.

    NotYetFolded when the time is over, also of one that nobody runs. `where` is a connection in
    autocommit, or the address for one of its own.
    """
    if isinstance(where, Mapping):
        with connect(where) as connection:
            return wait_for(connection, projection, position, timeout_seconds)
    until = monotonic() + timeout_seconds
    while (bookmark := stands_at(where, projection)) < position:
        if monotonic() >= until:
            raise NotYetFolded(projection=projection, bookmark=bookmark, position=position)
        sleep(LOOK_SECONDS)
    return bookmark


def stands_at(connection: Connection[Any], projection: str) -> int:
    """Up to which position a projection is folded; -1 where nobody ever ran it."""
    try:
        row = connection.execute(BOOKMARK, [projection], prepare=True).fetchone()
    except errors.UndefinedTable:
        return -1
    return int(row[0]) if row else -1
