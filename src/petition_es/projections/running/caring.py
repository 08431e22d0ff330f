"""What people do about projections: see how they are, retry, park a key, take it up again.

Nothing of this runs a projection: its runner sees within a moment what was changed, and acts on it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from psycopg import Connection
from psycopg.rows import class_row

from petition_es.projections.running import bookmarks, locks, parking
from petition_es.projections.running.bookmarks import Bookmark
from petition_es.projections.running.faults import NoKeyToPark, NothingParked, NotStopped

State = Literal["followed", "stopped", "left"]
"""Whether a runner has it, whether it stopped at an event, or whether nobody runs it just now."""

PARKED = """
    SELECT projection, key, positions, error, parked_at FROM petition_views.parked
    ORDER BY projection, parked_at
"""


@dataclass(frozen=True)
class ParkedKey:
    """A key that is left alone, the positions of the events that wait behind it, and why."""

    projection: str
    key: Sequence[Any]
    positions: Sequence[int]
    error: Mapping[str, Any]
    parked_at: datetime


@dataclass(frozen=True)
class Condition:
    """How a projection is; `behind` is how many positions of the log it has yet to fold."""

    bookmark: Bookmark
    state: State
    behind: int
    parked: tuple[ParkedKey, ...]


def conditions(connection: Connection[Any], head: int) -> list[Condition]:
    """How all projections are that were ever run here, given the head of the log."""
    known = bookmarks.bookmarks(connection)
    if not known:
        return []
    held = locks.held(connection, locks.RUNS, list(known))
    parked = connection.cursor(row_factory=class_row(ParkedKey)).execute(PARKED).fetchall()
    return [
        Condition(
            bookmark=each,
            state="stopped" if each.error else "followed" if name in held else "left",
            behind=max(0, head - each.bookmark),
            parked=tuple(key for key in parked if key.projection == name),
        )
        for name, each in known.items()
    ]


def retry(connection: Connection[Any], name: str) -> None:
    """Let a projection that stopped try its event again; NotStopped where it did not."""
    bookmarks.bookmark_of(connection, name)
    if not bookmarks.go_on(connection, name):
        raise NotStopped(projection=name)


def park(connection: Connection[Any], name: str) -> list[Any]:
    """Leave the key alone at which a projection stopped, and let it go on; answer the key.

    Later events of that key wait behind, in order. NoKeyToPark where it failed before it knew one.
    """
    with connection.transaction():
        error = bookmarks.bookmark_of(connection, name).error
        if error is None:
            raise NotStopped(projection=name)
        if not error["keys"]:
            raise NoKeyToPark(projection=name)
        parking.park(connection, name, error["keys"], error)
        bookmarks.go_on(connection, name)
    return list(error["keys"])


def unpark(connection: Connection[Any], name: str) -> int:
    """Ask for all parked keys of a projection to be folded after all; how many there are.

    Its runner folds them from what stands in the log; what fails again stays parked.
    """
    with connection.transaction():
        bookmarks.bookmark_of(connection, name)
        if not (count := parking.want(connection, name)):
            raise NothingParked(projection=name)
        bookmarks.touch(connection, name)
    return count
