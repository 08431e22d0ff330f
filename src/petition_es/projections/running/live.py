"""The runner: projections beside the log, each at its own bookmark, nobody held up by another.

A runner holds the lock of every projection that it runs on its one connection. What it cannot get
it stands by for, and takes over when the other runner dies. Rows and bookmarks are written on that
connection too, so whoever lost the lock can write no more.
"""

from collections.abc import Iterable
from threading import Condition, Event
from time import monotonic
from typing import Protocol, Self

import structlog

from petition_es.projections.kit.projection import Projection
from petition_es.projections.running.attending import Attendance
from petition_es.projections.running.connections import connect, is_lost
from petition_es.projections.running.faults import Superseded
from petition_es.projections.running.group import Group
from petition_es.projections.running.pace import MOST
from petition_es.projections.running.reading import Opening
from petition_es.projections.running.renewal import Renewal
from petition_es.store.connecting import Address
from petition_es.store.log_reader import LogReader

LOOK_SECONDS = 0.25
"""How often a runner looks whether somebody changed something, or left a projection to it."""

LOST_SECONDS = 0.5
"""How long it waits before it opens a new connection."""

journal = structlog.get_logger("petition_es.projections")


class Watch(Protocol):
    """The head of the log, as `store.head_watch` follows it."""

    def wait_beyond(self, position: int, timeout: float) -> int:
        """Wait until the head is beyond a position; the head then, or at the timeout."""


class Runner:
    """Follows the log for some projections, as long as it is told to.

    `opening` is asked for a decoder that opens sealed words, for projections that declare that they
    need them. `batch_max` is how many positions are folded in one transaction at most.
    """

    def __init__(
        self,
        address: Address,
        watch: Watch,
        projections: Iterable[type[Projection]],
        *,
        opening: Opening | None = None,
        batch_max: int = MOST,
    ) -> None:
        self._address, self._watch = address, watch
        self._definitions = [projection.DEFINITION for projection in projections]
        self._reader = LogReader(address)
        self._opening, self._batch_max = opening, batch_max
        self._attendance: Attendance | None = None
        self._looked_at = 0.0
        self._head = 0
        self._renewal = Renewal(address, opening)
        self._moved = Condition()

    def run(self, stop: Event) -> None:
        """Follow the log until `stop`; a connection that breaks is replaced."""
        while not stop.is_set():
            try:
                self._go_on(self._next_head(stop))
            except Exception as fault:
                if not is_lost(fault):
                    raise
                journal.warning("projections.interrupted", fault=type(fault).__name__)
                self._lose()
                stop.wait(LOST_SECONDS)
        self.close()

    def run_until_caught_up(self) -> int:
        """Follow the log up to where its head is now; answer that position.

        Projections that stopped stay where they are. RunElsewhere tells of one that another runner
        has, ProjectionIsNewer of one that a newer program has written.
        """
        head = self._reader.head()
        self._look()
        self._renewal.wait()
        self._look()
        while any(group.bookmark < head for group in self._attend().groups):
            self._go_on(head)
        self._attend().check_all_are_ours()
        return head

    def wait_for(self, projection: str, position: int, timeout: float) -> bool:
        """Wait, in a thread of the same process, until a projection is folded up to a position."""
        with self._moved:
            return self._moved.wait_for(lambda: self._stands_at(projection) >= position, timeout)

    def close(self) -> None:
        """Leave the projections to others."""
        self._lose()
        self._reader.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _stands_at(self, projection: str) -> int:
        known = self._attendance.groups if self._attendance else []
        names = ((f.name, f.bookmark) for group in known for f in group.followings)
        return dict(names).get(projection, -1)

    def _next_head(self, stop: Event) -> int:
        """The head, as soon as there is anything to fold or to look at."""
        groups = self._attendance.groups if self._attendance else []
        if not groups:
            stop.wait(LOOK_SECONDS if self._attendance else 0)
            return self._head
        lowest = min(group.bookmark for group in groups)
        if lowest < self._head:
            return self._reader.head()
        self._watch.wait_beyond(lowest, LOOK_SECONDS)
        return self._reader.head()  # On the connection of the rows, so of the same server.

    def _go_on(self, head: int) -> None:
        """Let every group fold one batch."""
        self._head = head
        if monotonic() - self._looked_at >= LOOK_SECONDS:
            self._look()
        attendance = self._attend()
        for group in sorted(attendance.groups, key=lambda group: group.bookmark):
            if group.bookmark < head:
                self._fold(attendance, group, head)
        attendance.join()
        with self._moved:
            self._moved.notify_all()

    def _fold(self, attendance: Attendance, group: Group, head: int) -> None:
        upto = group.next_upto(head)
        try:
            group.advance(upto, head, is_alone=len(attendance.groups) == 1)
        except Superseded:
            self._look()
        except Exception as trouble:
            if is_lost(trouble):
                raise
            attendance.blame(group, upto, trouble)

    def _attend(self) -> Attendance:
        if self._attendance is None:
            connection = connect(self._address)
            self._attendance = Attendance(
                connection, self._reader, self._definitions, self._opening, self._batch_max
            )
        return self._attendance

    def _look(self) -> None:
        attendance = self._attend()
        attendance.look()
        self._renewal.begin(attendance.outdated)
        self._looked_at = monotonic()

    def _lose(self) -> None:
        """Forget everything that holds only as long as the connection does."""
        attendance, self._attendance = self._attendance, None
        self._looked_at = 0.0
        if attendance is not None:
            attendance.close()
