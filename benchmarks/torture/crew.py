"""Processes that are killed, and replaced by others that take up their work."""

import multiprocessing
import os
import signal
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from threading import Thread
from typing import Any

Work = Callable[[Any], None]


class Nursery:
    """Forks processes off one that has imported everything, so that a new one costs little."""

    def __init__(self, *modules: str) -> None:
        # The server of forks looks modules up where this process found them.
        os.environ["PYTHONPATH"] = str(Path(__file__).parents[1])
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(list(modules))

    def start(self, work: Work, post: Any) -> ForkServerProcess:
        """Start a process."""
        process = self._context.Process(target=_work, args=(work, post), daemon=True)
        process.start()
        return process


def _work(work: Work, post: Any) -> None:
    """Work, and end with the process that began all this, however that ends."""
    Thread(target=_end_with_parent, daemon=True).start()
    work(post)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


class Crew:
    """A number of processes doing the same; `post_of(place, generation)` tells each its post."""

    def __init__(
        self, nursery: Nursery, work: Work, post_of: Callable[[int, int], Any], size: int
    ) -> None:
        self._nursery, self._work, self._post_of = nursery, work, post_of
        self._generations = [0] * size
        self._processes = [self._started(place) for place in range(size)]

    def __len__(self) -> int:
        return len(self._processes)

    def kill(self, place: int) -> None:
        """Kill one (SIGKILL)."""
        self._processes[place].kill()

    def signal(self, signum: signal.Signals, place: int | None = None) -> None:
        """Send one of them a signal, or all."""
        for process in self._processes if place is None else [self._processes[place]]:
            if process.pid is not None:
                with suppress(ProcessLookupError):
                    os.kill(process.pid, signum)

    def replace(self, place: int) -> None:
        """Put another one into the place of one that is gone."""
        self._processes[place].join()
        self._generations[place] += 1
        self._processes[place] = self._started(place)

    def kill_all(self) -> None:
        """Kill all of them."""
        for process in self._processes:
            process.kill()
        for process in self._processes:
            process.join()

    def _started(self, place: int) -> ForkServerProcess:
        return self._nursery.start(self._work, self._post_of(place, self._generations[place]))
