"""Running until somebody says that it is enough."""

import signal
from threading import Event
from types import FrameType


def until_told() -> Event:
    """Set by Ctrl-C, and by whoever ends the process politely."""
    stop = Event()

    def end(_: int, __: FrameType | None) -> None:
        stop.set()

    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, end)
    return stop
