"""The most memory that processes held at one moment, those of the server apart from ours."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

import psutil

EVERY_SECONDS = 0.2
MEBIBYTE = 1 << 20


@dataclass
class Peak:
    """What was held at most, in bytes; memory that processes share counts once (PSS)."""

    ours: int = 0
    server: int = 0
    both: int = 0

    def see(self, ours: int, server: int) -> None:
        """Note what is held at this moment."""
        self.ours, self.server = max(self.ours, ours), max(self.server, server)
        self.both = max(self.both, ours + server)

    def as_json(self) -> dict[str, int]:
        """In MiB."""
        held = {"ours": self.ours, "server": self.server, "all": self.both}
        return {name: round(size / MEBIBYTE) for name, size in held.items()}


@contextmanager
def peak_of(data: Path | None) -> Iterator[Peak]:
    """Watch this process with its children, and the server that works in a data folder."""
    peak, stop = Peak(), Event()

    def watch() -> None:
        while True:
            peak.see(_held(_family(psutil.Process(os.getpid()))), _held(_server(data)))
            if stop.wait(EVERY_SECONDS):
                return

    thread = Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield peak
    finally:
        stop.set()
        thread.join()


def _family(process: psutil.Process) -> list[psutil.Process]:
    """A process and its descendants, those of the database aside."""
    family = [process]
    with suppress(psutil.Error):
        for child in process.children():
            if child.name() != "postgres":
                family += _family(child)
    return family


def _server(data: Path | None) -> list[psutil.Process]:
    """The server of our own and its backends; none where the server is somebody else's."""
    try:
        postmaster = int((data / "postgresql/data/postmaster.pid").read_text().split()[0])
        process = psutil.Process(postmaster)
        return [process, *process.children()]
    except (TypeError, OSError, ValueError, psutil.Error):
        return []


def _held(processes: Iterable[psutil.Process]) -> int:
    return sum(map(_pss, processes))


def _pss(process: psutil.Process) -> int:
    try:
        return int(process.memory_full_info().pss)
    except psutil.Error:
        return 0
