"""Waiting that looks often, speaks seldom, and ends."""

import time
from collections.abc import Callable

from petition_es.store.embedded.faults import ServerDidNotAnswerError

LOOK_SECONDS = 0.01
SPEAK_FIRST_SECONDS = 2.0
SPEAK_AGAIN_SECONDS = 10.0
# Recovery replays at most a few gigabytes of log: minutes, on a slow disk many of them.
WAIT_SECONDS_MAX = 3600


class Patience:
    """One wait for one thing, that keeps the user informed."""

    def __init__(self, report: Callable[[str], None], activity: str) -> None:
        self._report = report
        self._activity = activity
        self._began = time.monotonic()
        self._speak_at = self._began + SPEAK_FIRST_SECONDS

    def wait(self) -> None:
        """Sleep for a moment; raise when the longest wait is over."""
        now = time.monotonic()
        if now - self._began > WAIT_SECONDS_MAX:
            raise ServerDidNotAnswerError(self._activity, WAIT_SECONDS_MAX)
        if now >= self._speak_at:
            self._speak_at = now + SPEAK_AGAIN_SECONDS
            self._report(f"Still {self._activity}, please wait ({now - self._began:.0f} s so far).")
        time.sleep(LOOK_SECONDS)
