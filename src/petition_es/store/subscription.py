"""A subscription to the log, as the library knows it: what stands, and then whatever comes."""

from collections import deque
from collections.abc import Sequence
from time import sleep
from typing import TYPE_CHECKING

from eventsourcing.persistence import Notification, Subscription

from petition_es.store.faults import DatabaseUnreachable
from petition_es.store.head_watch import UNREACHABLE_SECONDS, HeadWatch

if TYPE_CHECKING:
    from petition_es.store.recorder import PetitionRecorder

BATCH = 500
LOOK_AROUND_SECONDS = 1.0


class LogSubscription(Subscription["PetitionRecorder"]):
    """Iterates over the log without an end; `stop` ends it, from any thread.

    Where it is resumed from is the position of the last notification that was received. It reads in
    the thread of whoever iterates; all subscriptions of a process share one watch of the head.
    """

    def __init__(
        self,
        recorder: "PetitionRecorder",
        watch: HeadWatch,
        gt: int | None = None,
        topics: Sequence[str] = (),
    ) -> None:
        super().__init__(recorder=recorder, gt=gt, topics=topics)
        self._watch = watch
        self._scanned = self._received = gt or 0
        self._connections = 0
        self._ready: deque[Notification] = deque()

    def stop(self) -> None:
        """End the iteration."""
        super().stop()
        self._watch.wake()

    def __next__(self) -> Notification:
        """The next event; waits until there is one."""
        while not self._has_been_stopped:
            if self._ready:
                notification = self._ready.popleft()
                self._received = notification.id
                return notification
            self._read_on()
        raise StopIteration

    def _read_on(self) -> None:
        head = self._watch.wait_beyond(self._scanned, LOOK_AROUND_SECONDS)
        if self._watch.connections != self._connections:  # Another server: some may come again.
            self._connections, self._scanned = self._watch.connections, self._received
        if head <= self._scanned or self._has_been_stopped:
            return
        try:
            self._read(head)
        except DatabaseUnreachable:  # As the watch does, it outlives a server that is restarted.
            sleep(UNREACHABLE_SECONDS)

    def _read(self, head: int) -> None:
        found = self._recorder.select_notifications(
            self._scanned, BATCH, head, self._topics, inclusive_of_start=False
        )
        self._ready.extend(found)
        self._scanned = found[-1].id if len(found) == BATCH else head
