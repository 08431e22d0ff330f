"""Work done in processes of their own: it travels there, its outcome comes back, none is left."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from typing import TypeVar

from petition_es.projections.clocks.faults import ScanFailed
from petition_es.projections.clocks.scanning import begin_apart

P = TypeVar("P")
T = TypeVar("T")


class Workers:
    """Processes that are given one part of a work after the other; or, with one, this process."""

    def __init__(self, pool: ProcessPoolExecutor | None) -> None:
        self._pool = pool

    def each(self, work: Callable[[P], T], parts: Iterable[P]) -> Iterator[T]:
        """The outcomes in the order of the parts; ScanFailed says which work failed, and why."""
        if self._pool is None:
            return map(work, parts)
        return map(_outcome, self._pool.map(partial(_done, work), parts))


@contextmanager
def workers(processes: int) -> Iterator[Workers]:
    """Begin processes, and end them whatever happens; each of them begins afresh."""
    if processes == 1:
        yield Workers(None)
        return
    context = get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=context, initializer=begin_apart) as pool:
        try:
            yield Workers(pool)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


@dataclass(frozen=True)
class _Failed:
    """Why a part could not be done: in words, for few faults can travel."""

    reason: str


def _done(work: Callable[[P], T], part: P) -> T | _Failed:
    try:
        return work(part)
    except Exception as trouble:  # noqa: BLE001  # it is told to whoever asked
        return _Failed(f"{type(trouble).__name__}: {trouble}")


def _outcome(outcome: T | _Failed) -> T:
    if isinstance(outcome, _Failed):
        raise ScanFailed(reason=outcome.reason)
    return outcome
