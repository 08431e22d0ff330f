"""All the ways in which a process ends, and how its server ends with it.

A normal end runs `atexit`. Python ignores atexit when SIGTERM or SIGHUP kills it, so these two are
turned into an ordinary end, `SystemExit`: open `with` blocks and transactions close first, then the
server. SIGINT already is an ordinary end in Python, `KeyboardInterrupt`. A handler that the
application set is left in command: a service that ends gracefully needs its database until then.
Nothing can be done about SIGKILL; the next owner takes the running server over.
"""

import atexit
import os
import signal
import threading
from collections.abc import Callable
from types import FrameType

_SIGNALS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)

# Those who want an orderly end; the first to come sets the handlers, the last to go takes them off.
_waiting: set["Endings"] = set()


class Endings:
    """The promise that a function runs before this process ends, unless it is killed outright."""

    def __init__(self, stop: Callable[[], None]) -> None:
        self._stop = stop

    def watch(self) -> None:
        atexit.register(self._stop)
        _waiting.add(self)
        if threading.current_thread() is threading.main_thread():
            for signum in _SIGNALS:
                # An ignored signal stays ignored: that is what `nohup` asks for.
                if signal.getsignal(signum) is signal.SIG_DFL:
                    signal.signal(signum, _end_in_order)

    def forget(self) -> None:
        atexit.unregister(self._stop)
        _waiting.discard(self)
        if not _waiting and threading.current_thread() is threading.main_thread():
            for signum in _SIGNALS:
                if signal.getsignal(signum) is _end_in_order:
                    signal.signal(signum, signal.SIG_DFL)


def _end_in_order(signum: int, _: FrameType | None) -> None:
    # The second signal of a kind is not argued with.
    signal.signal(signum, signal.SIG_DFL)
    raise SystemExit(128 + signum)


def _forget_in_child() -> None:
    """Leave a forked child as it would be without us: the server is not its own to stop."""
    for ending in list(_waiting):
        ending.forget()


os.register_at_fork(after_in_child=_forget_in_child)
