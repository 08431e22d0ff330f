"""Watching the head of the log: one thread of a process asks, and wakes everybody who waits."""

from threading import Condition, Event, Thread
from time import monotonic

from petition_es.store.faults import DatabaseUnreachable
from petition_es.store.log_reader import LogReader

BUSY_SECONDS = 0.005
"""How long to wait between two questions while somebody waits for an answer."""

FRESH_SECONDS = 0.05
"""For how long a head is told again that was seen before somebody came to wait.

No server is killed and started again within that time.
"""

UNREACHABLE_SECONDS = 0.5
"""How long to wait before a database that does not answer is asked again."""


class HeadWatch:
    """The head as this process last saw it; asked for only while somebody waits.

    Appends notify nobody, for that would make them wait for each other. A question takes the server
    some microseconds while nothing is written. It is safe for any number of threads.

    It only wakes: whoever reads rows asks for the head once more, on the connection of the rows.
    """

    def __init__(self, reader: LogReader) -> None:
        self._reader = reader
        self._news = Condition()
        self._wanted = Event()
        self._closed = Event()
        self._waiting = 0
        self._thread: Thread | None = None
        self._seen_at = -FRESH_SECONDS
        self.head = 0

    @property
    def connections(self) -> int:
        """How many connections were opened; what was scanned before the last may come again."""
        return self._reader.connections

    def wait_beyond(self, position: int, timeout: float) -> int:
        """Wait until the head is beyond a position, at most `timeout` seconds; return the head."""
        until = monotonic() + timeout
        with self._news:
            self._begin()
            self._waiting += 1
            self._wanted.set()
            try:
                since = monotonic() - FRESH_SECONDS
                while not self._is_beyond(position, since) and not self._closed.is_set():
                    left = until - monotonic()
                    if left <= 0 or not self._news.wait(left):
                        break
                return self.head
            finally:
                self._waiting -= 1
                if not self._waiting:
                    self._wanted.clear()

    def _is_beyond(self, position: int, since: float) -> bool:
        return self.head > position and self._seen_at >= since

    def wake(self) -> None:
        """Let everybody who waits look around, whatever the head."""
        with self._news:
            self._news.notify_all()

    def close(self) -> None:
        """Stop asking; who waits is let go."""
        self._closed.set()
        self._wanted.set()
        self.wake()
        if self._thread is not None:
            self._thread.join()
        self._reader.close()

    def _begin(self) -> None:
        if self._thread is None and not self._closed.is_set():
            self._thread = Thread(target=self._ask_on, name="head watch", daemon=True)
            self._thread.start()

    def _ask_on(self) -> None:
        while self._wanted.wait() and not self._closed.is_set():
            try:
                self._see(self._reader.head())
                self._closed.wait(BUSY_SECONDS)
            except DatabaseUnreachable:
                self._closed.wait(UNREACHABLE_SECONDS)

    def _see(self, head: int) -> None:
        now = monotonic()
        was_stale = now - self._seen_at > FRESH_SECONDS
        self._seen_at = now
        if head != self.head or was_stale:
            with self._news:
                self.head = head
                self._news.notify_all()
