"""Running projections beside a server: in a process of their own, so that nobody waits for them.

Folding takes the processor for milliseconds at a time, and a server that shares its interpreter
would answer that much later. The process ends with the server, however that one ends: it listens to
a pipe that breaks when nobody holds the other end any more.
"""

import signal
from collections.abc import Sequence
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection as Pipe
from threading import Event, Thread
from typing import Any, Self

import structlog
from structlog.typing import EventDict

from petition_es.projections.kit.projection import Projection
from petition_es.projections.running.live import Runner
from petition_es.projections.running.references import Reference
from petition_es.store.connecting import Address
from petition_es.store.head_watch import HeadWatch
from petition_es.store.log_reader import LogReader

AGAIN_SECONDS = 1.0
"""How long to wait before a process that died is replaced."""

LAST_SECONDS = 5.0
"""How long it may take to end after it was told."""

journal = structlog.get_logger("petition_es.projections")


class Beside:
    """A process that runs projections, as long as the context is open; one that dies is replaced.

    What it has to say to the journal is said by this process.
    """

    def __init__(self, address: Address, projections: Sequence[type[Projection]]) -> None:
        self._address = dict(address)
        self._projections = [Reference.to(each) for each in projections]
        self._over = Event()
        self._keeping = Thread(target=self._keep, name="keeper of projections")

    def __enter__(self) -> Self:
        self._keeping.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._keeping.join()

    def _keep(self) -> None:
        # The process inherits this: a Ctrl-C is no concern of it, not even while it begins.
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
        while not self._over.is_set():
            code = self._run_once()
            if not self._over.is_set():
                journal.error("projections.died", code=code)
                self._over.wait(AGAIN_SECONDS)

    def _run_once(self) -> int | None:
        """Run a process until it ends, or until it has to; answer its exit code."""
        context = get_context("spawn")
        ours, theirs = context.Pipe()
        # It may have children of its own, so it cannot be a daemon in the library's sense.
        process = context.Process(target=follow, args=(self._address, self._projections, theirs))
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
                    getattr(journal, level)(**said)
            except (EOFError, OSError):
                return


def follow(address: Address, projections: Sequence[Reference], pipe: Pipe) -> None:
    """What the process does: run projections until nobody holds the other end of the pipe."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    over = Event()
    structlog.configure(processors=[_Told(pipe)], cache_logger_on_first_use=False)
    watch = HeadWatch(LogReader(address))
    Thread(target=_until_it_breaks, args=(pipe, over), daemon=True).start()
    Runner(address, watch, [each.found() for each in projections]).run(over)
    watch.close()


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
