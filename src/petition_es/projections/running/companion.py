"""Working beside a server: in a process of its own, so that nobody waits for it.

Folding and counting take the processor for milliseconds at a time, and a server that shares its
interpreter would answer that much later. The process ends with the server, however that one ends:
it listens to a pipe that breaks when nobody holds the other end any more.
"""

import signal
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection as Pipe
from threading import Event, Thread
from time import monotonic
from typing import Any, Self

import structlog
from structlog.typing import EventDict

AGAIN_SECONDS, AGAIN_SECONDS_MAX = 1.0, 60.0
"""How long to wait before a process that died is replaced: twice as long each time, at most."""

LAST_SECONDS = 5.0
"""How long it may take to end after it was told."""

Work = Callable[[Event], None]
"""What is done until the event is set; it travels to the process."""


class Companion:
    """A process that works as long as the context is open; one that dies is replaced.

    What it has to say to the journal is said by this process. `name` is what it is called there.
    """

    def __init__(self, name: str, work: Work) -> None:
        self._name, self._work = name, work
        self._over = Event()
        self._keeping = Thread(target=self._keep, name=f"companion: {name}")
        self._journal = structlog.get_logger(f"petition_es.{name}")

    def __enter__(self) -> Self:
        self._keeping.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._keeping.join()

    def _keep(self) -> None:
        # The process inherits this: a Ctrl-C is no concern of it, not even while it begins.
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
        pause = AGAIN_SECONDS
        while not self._over.is_set():
            begun = monotonic()
            code = self._run_once()
            if not self._over.is_set():
                self._journal.error(f"{self._name}.died", code=code)
                pause = AGAIN_SECONDS if monotonic() - begun > AGAIN_SECONDS_MAX else pause
                self._over.wait(pause)
                pause = min(2 * pause, AGAIN_SECONDS_MAX)

    def _run_once(self) -> int | None:
        """Run a process until it ends, or until it has to; answer its exit code."""
        context = get_context("spawn")
        ours, theirs = context.Pipe()
        # It may have children of its own, so it cannot be a daemon in the library's sense.
        process = context.Process(target=work_beside, args=(self._name, self._work, theirs))
        process.start()
        theirs.close()
        with ours:
            self._pass_on(ours)
        process.join(LAST_SECONDS)
        if process.is_alive():
            process.kill()
            process.join()
        return process.exitcode

    def _pass_on(self, pipe: Pipe) -> None:
        """Say to the journal what the process says, until one of the two is over."""
        while not self._over.is_set():
            try:
                if pipe.poll(0.1):
                    level, said = pipe.recv()
                    getattr(self._journal, level)(**said)
            except (EOFError, OSError):
                return


def work_beside(name: str, work: Work, pipe: Pipe) -> None:
    """What the process does: work until nobody holds the other end of the pipe."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    over = Event()
    structlog.configure(processors=[_Told(pipe)], cache_logger_on_first_use=False)
    Thread(target=_until_it_breaks, args=(pipe, over), daemon=True).start()
    try:
        work(over)
    except Exception as trouble:
        said = f"{type(trouble).__name__}: {trouble}"
        structlog.get_logger().error(f"{name}.failed", said=said)
        raise


def _until_it_breaks(pipe: Pipe, over: Event) -> None:
    with suppress(EOFError, OSError):
        pipe.recv()
    over.set()


class _Told:
    """The last processor of a journal: hands each line to the other end of a pipe."""

    def __init__(self, pipe: Pipe) -> None:
        self._pipe = pipe

    def __call__(self, _logger: Any, level: str, said: EventDict) -> EventDict:
        with suppress(OSError):  # Perhaps nobody is there to read it.
            self._pipe.send((level, dict(said)))
        raise structlog.DropEvent
