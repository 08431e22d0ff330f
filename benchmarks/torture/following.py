"""Readers that follow the log from outside, and must see every event once, in the right order.

They keep the position of the last event they received, never the head: after a crash the sequence
can run again over positions that were never committed.
"""

import time
from collections.abc import Callable, Iterable
from threading import Event, Thread
from uuid import UUID

from petition_es.store.event_store import PetitionStore
from petition_es.store.faults import DatabaseUnreachable
from petition_es.store.log_reader import LogReader, LogRow

POLL_SECONDS, WATCH_SECONDS, AGAIN_SECONDS = 0.005, 0.2, 0.05

Seen = tuple[int, UUID]


class Follower(Thread):
    """A thread that reads on; `faults` says what it should never have seen."""

    def __init__(self, name: str, reader: LogReader, wait: Callable[[], None]) -> None:
        super().__init__(name=name, daemon=True)
        self._reader, self._wait = reader, wait
        self._versions: dict[UUID, int] = {}
        self._ended = Event()
        self.received = 0
        self.seen: list[Seen] = []
        self.faults: list[str] = []

    def run(self) -> None:
        """Read on until it is told to end."""
        while not self._ended.is_set():
            try:
                self._wait()
                self.take(self._reader.rows(self.received, self._reader.head()))
            except DatabaseUnreachable:
                time.sleep(AGAIN_SECONDS)

    def take(self, rows: Iterable[LogRow]) -> None:
        """Take rows in, and notice whatever is out of order."""
        for position, stream, version, event_id, *_ in rows:
            if position <= self.received:
                self.faults.append(f"{self.name}: {position} came after {self.received}")
            expected = self._versions.get(stream, 0) + 1
            if version != expected:
                self.faults.append(f"{self.name}: {stream} had {version} instead of {expected}")
            self._versions[stream] = version
            self.received = position
            self.seen.append((position, event_id))

    def catch_up(self, position: int, patience: float) -> None:
        """Wait until it has received what stands at a position, or has had time enough for it."""
        until = time.monotonic() + patience
        while self.received < position and time.monotonic() < until:
            time.sleep(POLL_SECONDS)

    def end(self) -> None:
        """Stop reading."""
        self._ended.set()
        self.join()
        self._reader.close()


def asking(store: PetitionStore) -> Follower:
    """A reader that looks by itself, again and again."""
    return Follower("asking", store.reader(), lambda: time.sleep(POLL_SECONDS))


def watching(store: PetitionStore) -> Follower:
    """A subscriber that is woken by the watch of its process, and looks by itself now and then.

    The watch only wakes: the head is asked for on the connection on which the rows are read, for a
    head that was told by a server which was killed since says nothing of its successor.
    """
    watch, woken = store.watch(), 0

    def wait() -> None:
        nonlocal woken
        woken = watch.wait_beyond(woken, WATCH_SECONDS)

    return Follower("watching", store.reader(), wait)
