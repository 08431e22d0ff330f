"""Processes that write histories at the same time, each a share that it has made before."""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from time import perf_counter

from bench import histories
from bench.place import Place


@dataclass(frozen=True)
class Loaders:
    """The ends of the pipes to some processes that have the same store open."""

    pipes: Sequence[Connection]

    def load(self, numbers: range) -> float:
        """Let each write its share of these histories; answer how many events a second."""
        for part, pipe in enumerate(self.pipes):
            pipe.send(numbers[part :: len(self.pipes)])
        events = sum(pipe.recv() for pipe in self.pipes)
        begun = perf_counter()
        for pipe in self.pipes:
            pipe.send("go")
        for pipe in self.pipes:
            pipe.recv()
        return events / (perf_counter() - begun)


@contextmanager
def loaders(place: Place, name: str, processes: int) -> Iterator[Loaders]:
    """Start them on the store of this name, and let them go at the end."""
    context = get_context("spawn")
    ends = [context.Pipe() for _ in range(processes)]
    started = [
        context.Process(target=_work, args=(place, name, theirs), daemon=True) for _, theirs in ends
    ]
    for process in started:
        process.start()
    try:
        yield Loaders([ours for ours, _ in ends])
    finally:
        for ours, _ in ends:
            ours.send(None)
        for process in started:
            process.join()


def _work(place: Place, name: str, pipe: Connection) -> None:
    with place.house(name) as house:
        while (numbers := pipe.recv()) is not None:
            batches = list(histories.batches(numbers))
            gc.freeze()  # What is to be written was there before, and is no rubbish.
            pipe.send(sum(map(len, batches)))
            pipe.recv()
            for batch in batches:
                house.store.append(batch)
            pipe.send("done")
