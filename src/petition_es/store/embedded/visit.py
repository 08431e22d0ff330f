"""What a guest does: use the server of another process, and be the last to leave if need be."""

import os
from collections.abc import Callable

from petition_es.store.embedded.endings import Endings
from petition_es.store.embedded.lock import FileLock
from petition_es.store.embedded.ownership import Ownership
from petition_es.store.embedded.place import Place


class Visit:
    """The time in which a process uses a server that it does not own."""

    def __init__(self, place: Place, report: Callable[[str], None]) -> None:
        self._place = place
        self._report = report
        self._process_id = os.getpid()
        self._guests = FileLock(place.guests_lock, shared=True)
        self._endings = Endings(self.end)

    def begin(self) -> None:
        """Say that we are here, before the owner can think that nobody is."""
        if self._guests.take():
            self._endings.watch()

    def break_off(self) -> None:
        """Leave a server that is not up yet, or is going down."""
        self._endings.forget()
        self._guests.let_go()

    def end(self) -> None:
        """Leave; where the owner left before, take the server over, so that it is stopped."""
        if os.getpid() != self._process_id or not self._guests.is_held:
            return
        self.break_off()
        owner_lock = FileLock(self._place.owner_lock)
        if owner_lock.take():
            ownership = Ownership(self._place, self._report)
            ownership.leave_to_nobody(owner_lock)
