"""Scans in processes of their own: begun afresh, told of by pipes, ended together."""

import signal
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection as Pipe
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from typing import Any, Self

from petition_es.projections.running import troubles
from petition_es.projections.running.faults import RebuildFailed
from petition_es.projections.running.layout import Layout
from petition_es.projections.running.references import Reference
from petition_es.projections.running.scanning import Scan, Slice, Sums
from petition_es.store.connecting import Address

Report = Callable[[int, int], None]
"""Told how many positions of the log were scanned, and of how many."""

SCANNED, DONE, FAILED = "scanned", "done", "failed"

LAST_SECONDS = 5
"""How long a process that was told to end may take."""


@dataclass(frozen=True, eq=False)
class Task:
    """One slice of a scan, as it travels: where the database is, which builds, which slice."""

    address: Address
    builds: tuple[tuple[Reference, int], ...]
    piece: Slice

    @property
    def projections(self) -> str:
        """The names of what is built, for people."""
        return ", ".join(reference.name for reference, _ in self.builds)


def scan_apart(tasks: Sequence[Task], processes: int, report: Report) -> list[Sums]:
    """Run scans, at most so many at a time; RebuildFailed tells of the first that failed."""
    done: list[Sums] = []
    waiting = list(tasks)
    progress = Progress(tasks, report)
    with _Children() as children:
        while waiting or children.running:
            while waiting and len(children.running) < processes:
                children.begin(waiting.pop(0))
            for task, (kind, said) in children.listen():
                if kind == SCANNED:
                    progress.note(task, said)
                elif kind == FAILED:
                    raise _failed(task, said)
                else:
                    progress.note(task, task.piece.upto)
                    done.append(said)
    return done


class Progress:
    """How far several scans are together."""

    def __init__(self, tasks: Sequence[Task], report: Report) -> None:
        self._report, self._scanned = report, dict.fromkeys(tasks, 0)
        self._upto = max((task.piece.upto for task in tasks), default=0)

    def note(self, task: Task, position: int) -> None:
        """Note how far one of them is."""
        self._scanned[task] = position
        self._report(sum(self._scanned.values()) // len(self._scanned), self._upto)


class _Children:
    """The processes that are running; whatever happens, none is left."""

    def __init__(self) -> None:
        self.running: dict[Pipe, tuple[Task, BaseProcess]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for pipe, (_task, process) in self.running.items():
            process.terminate()
            process.join(LAST_SECONDS)
            if process.is_alive():
                process.kill()
                process.join()
            pipe.close()

    def begin(self, task: Task) -> None:
        """Start a process: a fresh one, for a fork would take threads and connections along."""
        context = get_context("spawn")
        ours, theirs = context.Pipe(duplex=False)
        process = context.Process(
            target=child, args=(task, theirs), name="scan of a rebuild", daemon=True
        )
        process.start()
        theirs.close()
        self.running[ours] = (task, process)

    def listen(self) -> Iterator[tuple[Task, tuple[str, Any]]]:
        """What the processes say next; one that ended without a word failed."""
        for pipe in wait(list(self.running)):
            if not isinstance(pipe, Pipe):
                continue
            task, process = self.running[pipe]
            try:
                said = pipe.recv()
            except EOFError:
                process.join()
                said = (FAILED, {"said": f"its process ended with code {process.exitcode}"})
            if said[0] != SCANNED:
                del self.running[pipe]
                process.join()
                pipe.close()
            yield task, said


def child(task: Task, pipe: Pipe) -> None:
    """What a process does: scan, and say how it went."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Whoever started it ends it.
    with pipe:
        try:
            layouts = [Layout(ref.found().DEFINITION, build) for ref, build in task.builds]
            scan = Scan(task.address, layouts, task.piece, tell=lambda at: pipe.send((SCANNED, at)))
            pipe.send((DONE, scan.run()))
        except Exception as trouble:  # noqa: BLE001  # it is told to whoever started the scan
            pipe.send((FAILED, troubles.summary(trouble)))


def _failed(task: Task, said: dict[str, Any]) -> RebuildFailed:
    return RebuildFailed(projection=said.get("projection") or task.projections, reason=said["said"])
